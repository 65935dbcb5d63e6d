"use strict";
// Lines over years as the server draws them: they end at a break, are dotted where they nearly compare, and bridge no gap.
globalThis.explorer.draw = (() => {
  const { both } = globalThis.explorer;
  const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [440, 200, 50, 14, 14, 26];
  const [APART, INSET] = [7, 16];
  const STEPS = [1, 2, 2.5, 5, 10];
  const SHAPES = { b: "m-3.2 -3.2h6.4v6.4h-6.4z", c: "m0 -4.6l4.6 4.6l-4.6 4.6l-4.6 -4.6z", d: "m0 -4.4l4.4 7.4h-8.8z" };
  const svg = (tag, about, ...inside) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(about)) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  };
  const stepOf = (most, share) => {
    const raw = (most || (share ? 0.04 : 4)) / 4;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = STEPS.map((one) => one * power).find((one) => one >= raw * (1 - 1e-9));
    return share ? step : Math.max(1, Math.ceil(step));
  };

  // lines: [{name, manner, points: [{year, value, told, compares, reason, address}]}]
  return (title, lines, share) => {
    const points = lines.flatMap((line) => line.points);
    const years = points.map((point) => point.year);
    const [first, last] = [Math.min(...years), Math.max(...years)];
    const most = Math.max(0, ...points.map((point) => point.value ?? 0));
    const least = Math.min(0, ...points.map((point) => point.value ?? 0));
    const step = stepOf(Math.max(most, -least), share);
    const below = Math.ceil(-least / step - 1e-9);
    const above = Math.max(below ? 0 : 1, Math.ceil(most / step - 1e-9));
    // points of one value in one year stand side by side, so that none hides another
    const same = new Map();
    lines.forEach((line, number) => {
      for (const { year, value } of line.points) if (value !== null) same.set(`${year} ${value}`, [...(same.get(`${year} ${value}`) ?? []), number]);
    });
    const aside = (number, { year, value }) => {
      const all = same.get(`${year} ${value}`);
      return (all.indexOf(number) - (all.length - 1) / 2) * APART;
    };
    const inset = [...same.values()].some((all) => all.length > 1) ? INSET : 0;
    const inner = WIDTH - LEFT - RIGHT - 2 * inset;
    const place = (year) => LEFT + inset + (first === last ? inner / 2 : ((year - first) * inner) / (last - first));
    const x = (year) => place(year).toFixed(1);
    const y = (value) => (HEIGHT - BOTTOM - ((value + step * below) * (HEIGHT - TOP - BOTTOM)) / (step * (above + below))).toFixed(1);
    const picture = svg("svg", { class: "lines", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": title });
    for (let tick = -below; tick <= above; tick++) {
      const value = step * tick;
      const text = share ? `${+(value * 100).toFixed(4)}%` : (+value.toFixed(4)).toLocaleString("en-US");
      picture.append(svg("path", { class: "grid", d: `M${LEFT} ${y(value)}H${WIDTH - RIGHT}` }), svg("text", { class: "scale", x: LEFT - 6, y: +y(value) + 4 }, text));
    }
    const every = Math.ceil(((last - first + 1) * 38) / (WIDTH - LEFT));
    for (let year = last; year >= first; year -= every) picture.append(svg("text", { class: "year", x: x(year), y: HEIGHT - 6 }, String(year)));
    const cuts = new Map();
    for (const point of points) if (point.compares === 2) cuts.set(point.year, point.reason);
    for (const [year, reason] of cuts) {
      if (year === first) continue;
      picture.append(svg("path", { class: "cut", d: `M${x(year - 0.5)} ${TOP - 8}V${HEIGHT - BOTTOM}` }, svg("title", {}, `${year}: ${reason}`)));
    }
    lines.forEach((line, number) => {
      for (let at = 1; at < line.points.length; at++) {
        const [before, after] = [line.points[at - 1], line.points[at]];
        if (before.value === null || after.value === null || after.year !== before.year + 1 || after.compares === 2) continue;
        const d = `M${x(before.year)} ${y(before.value)}L${x(after.year)} ${y(after.value)}`;
        picture.append(svg("path", { class: `line ${line.manner}${after.compares === 1 ? " near" : ""}`, d }));
      }
      for (const point of line.points) {
        if (point.value === null) continue;
        const title_ = svg("title", {}, `${line.name} ${point.year}: ${point.told}`);
        const shape = SHAPES[line.manner];
        const beside = (place(point.year) + aside(number, point)).toFixed(1);
        const dot = shape ? svg("path", { class: `dot ${line.manner}`, d: `M${beside} ${y(point.value)}${shape}` }, title_)
          : svg("circle", { class: `dot ${line.manner}`, cx: beside, cy: y(point.value), r: 3.6 }, title_);
        picture.append(point.address ? svg("a", { href: point.address, tabindex: -1 }, dot) : dot);
      }
    });
    return picture;
  };
})();
