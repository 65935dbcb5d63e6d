"use strict";
// Two to four agencies side by side, from the data of each; the address keeps who and what.
(() => {
  const { readAddress, writeAddress, onLanguage, language } = globalThis.gouji;
  const { root, terms, agencies, series, make, both, word, ui, said, link, named, head, told, figure, cellAddress, draw, searchBox } = globalThis.explorer;
  const MOST = 4;
  const MANNERS = ["a", "b", "c", "d"];
  const $ = (id) => document.getElementById(id);
  const place = $("compare-pictures");
  const more = $("compare-more");
  let chosen = [];
  let known = null;

  // a metric leads to the first cell that it is taken from
  const metricPoints = (own, id, number) => {
    const first = new Map(categoryPoints(own, id, known.categories.findIndex((one) => one.category === known.metrics[number].category)).map((point) => [point.year, point]));
    return own.metrics.filter(([metric]) => metric === number).map(([, year, value, compares]) =>
      ({ year, value, compares: compares ?? 0, reason: (compares && first.get(year)?.reason) || "", address: first.get(year)?.address }));
  };
  const categoryPoints = (own, id, number) => own.rows.filter(([category]) => category === number).map(([, report, value, , compares, source, reason]) =>
    ({ year: own.reports[report][3], value, compares, reason: own.reasons[reason] ?? "", address: cellAddress(id, own.reports[report], known.categories[number], source) }));

  const table = (lines, years, unit, name) => {
    const line = make("tr", "", head("col", "", ui("col_year")), ...lines.map((one) => head("col", "figure", named(one.name))));
    const body = make("tbody", "", ...years.reverse().map((year) => make("tr", "", head("row", "short", String(year)), ...lines.map((one) => {
      const point = one.points.find((each) => each.year === year);
      const cell = make("td", "figure");
      if (!point || point.value === null) cell.append("–");
      else cell.append(point.address ? link(point.address, point.told) : point.told);
      if (point?.compares) cell.append(make("span", "sign", point.compares === 2 ? "‖" : "≈"));
      return cell;
    }))));
    const drawn = make("table", "list tight", make("caption", "", both(name)), make("thead", "", line), body);
    const around = make("div", "scroll", drawn);
    around.tabIndex = 0;
    return make("details", "numbers", make("summary", "", ui("as_table")), around);
  };
  const picture = (name, unit, pointsOf, key) => {
    const lines = chosen.map((one, at) => ({ name: one.agency.name, manner: MANNERS[at], points: pointsOf(one) }));
    for (const line of lines) {
      line.points.sort((a, b) => a.year - b.year);
      for (const point of line.points) point.told = told(point.value, unit);
    }
    const years = [...new Set(lines.flatMap((line) => line.points.map((point) => point.year)))].sort();
    if (!lines.some((line) => line.points.some((point) => point.value !== null))) return null;
    const legend = make("ul", "legend keys", ...lines.map((line) => make("li", `key-${line.manner}`, named(line.name))));
    const box = make("figure", "chart", make("h3", "", both(name)), draw(name[language() === "en" ? 1 : 0], lines, unit === "share"), legend, table(lines, years, unit, name));
    box.id = key;
    return box;
  };
  const paint = () => {
    $("compare-chosen").replaceChildren(...chosen.map(({ agency }, at) => {
      const button = make("button", "", "×");
      button.type = "button";
      button.setAttribute("aria-label", `× ${agency.name}`);
      button.addEventListener("click", () => { chosen.splice(at, 1); keep(); paint(); });
      return make("li", `key-${MANNERS[at]}`, link(`${root}agencies/${agency.id}.html`, named(agency.name)), " ", button);
    }));
    $("compare-told").replaceChildren(...(chosen.length < 2 ? [ui("compare_few")] : []));
    place.replaceChildren();
    if (!chosen.length) return;
    const number = known.categories.findIndex((one) => one.category === more.value);
    const boxes = number < 0 ? [] : [picture([known.categories[number].zh, known.categories[number].en], known.categories[number].unit, ({ own, agency }) => categoryPoints(own, agency.series, number), "more")];
    for (const name of place.dataset.first.split(" ")) {
      const at = known.metrics.findIndex((metric) => metric.metric === name);
      if (at < 0) continue;
      const metric = known.metrics[at];
      boxes.push(picture([metric.zh, metric.en], metric.unit, ({ own, agency }) => metricPoints(own, agency.series, at), `compare-${name}`));
    }
    place.append(...boxes.filter(Boolean));
  };
  const keep = () => writeAddress("", new Map([["agencies", chosen.map(({ agency }) => agency.id).join(",")], ["category", more.value]]));
  const add = async (agency) => {
    if (chosen.length >= MOST) { $("compare-told").replaceChildren(ui("compare_full")); return; }
    if (chosen.some((one) => one.agency.id === agency.id)) return;
    let own = { reports: [], rows: [], metrics: [], reasons: [] };
    try { own = await series(agency.series); } catch { /* an agency without reports has no numbers: its line is empty */ }
    chosen.push({ agency, own });
  };
  const offer = () => {
    for (const category of known.categories) {
      if (!Object.keys(category.slots).length) continue;
      const one = make("option");
      one.value = category.category;
      one.dataset.zh = category.zh;
      one.dataset.en = category.en;
      one.textContent = one.dataset[language()];
      more.append(one);
    }
  };
  const take = async () => {
    try {
      const people = await agencies();
      if (!known) { known = await terms(); offer(); }
      const { settings } = readAddress();
      more.value = settings.get("category") ?? "";
      const wanted = (settings.get("agencies") ?? "").split(",").filter(Boolean).slice(0, MOST);
      chosen = [];
      for (const id of wanted) {
        const agency = people.find((one) => one.id === id);
        if (agency) await add(agency);
      }
      paint();
    } catch (error) { $("compare-told").textContent = error.message; }
  };
  searchBox(document.querySelector("[data-choose]"), async (agency) => { await add(agency); paint(); keep(); });
  more.addEventListener("input", () => { paint(); keep(); });
  onLanguage(() => { if (known && chosen.length) paint(); });
  addEventListener("DOMContentLoaded", take);
  addEventListener("hashchange", take);
})();
