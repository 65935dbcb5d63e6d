"use strict";
// What the pages of the explorer share: data files beside the site, loaded when they are wanted, and small pieces of a page.
// Text of documents is only ever set as text.
globalThis.explorer = (() => {
  const { data, language, onLanguage } = globalThis.gouji;
  const root = document.body.dataset.root ?? "";
  const STATES = ["number", "blank", "not_applicable", "unreadable"];
  const COMPARES = ["same", "near", "break"];

  const loaded = new Map();
  const load = (file) => {
    if (!loaded.has(file))
      loaded.set(file, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${root}data/${file}`;
        script.addEventListener("load", resolve);
        script.addEventListener("error", () => reject(new Error(`${file} is missing beside this page`)));
        document.head.append(script);
      }));
    return loaded.get(file);
  };
  const terms = async () => { await load("terms.js"); return data.terms; };

  const make = (tag, name, ...inside) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    for (const child of inside) if (child !== null && child !== undefined) element.append(child);
    return element;
  };
  const both = ([zh, en]) => {
    if (zh === en) return document.createTextNode(zh);
    const pair = document.createDocumentFragment();
    pair.append(make("span", "zh", zh), make("span", "en", en));
    return pair;
  };
  const word = (vocabulary, code) => data.terms.words?.[vocabulary]?.[code] ?? [code ?? "–", code ?? "–"];
  const ui = (key) => both(word("ui", key));
  const said = (key, told = {}) => word("ui", key).map((text) => text.replace(/\{(\w+)\}/g, (_, name) => told[name]));
  const link = (href, ...inside) => {
    const element = make("a", "", ...inside);
    element.setAttribute("href", href);
    return element;
  };
  const named = (text) => { const element = make("bdi", "", text); element.lang = "zh-CN"; return element; };
  const head = (scope, name, ...inside) => { const cell = make("th", name, ...inside); cell.scope = scope; return cell; };

  const figure = (value) => (value === null || value === undefined ? "–"
    : Number(value).toLocaleString("en-US", { maximumFractionDigits: 6 }).replace("-", "−"));
  const percent = (value) => (value === null || value === undefined ? "–" : `${(value * 100).toFixed(1)}%`.replace("-", "−"));
  const told = (value, unit) => (unit === "share" ? percent(value) : figure(value));

  // All agencies, in the order that gives each its number.
  let all = null;
  const agencies = async () => {
    const known = await terms();
    if (all) return all;
    await Promise.all(known.agency_files.map(load));
    const pieces = known.agency_files.map((file) => data.rows[file.replace(".js", "")] ?? []);
    all ??= pieces.flat().map(([id, name, others, initials, level, kind, sector, province, city, county, code, first, last, reports, series], number) =>
      ({ id, name, others, initials, level: known.levels[level] ?? null, kind: known.kinds[kind] ?? null, sector: known.sectors[sector] ?? null,
        province: known.provinces[province] ?? null, city, county, code, first, last, reports, series: series || id, number }));
    return all;
  };

  // One series with its reports, its numbers and its rates.
  const series = async (id) => {
    await Promise.all([terms(), load(`series/${id}.js`)]);
    return data.rows[`series:${id}`][0];
  };
  const cellAddress = (id, report, category, source) => {
    const [reportId, , , , form, paged] = report;
    if (source) return `${root}report.html#${category.category}&series=${id}&report=${reportId}`;
    const slot = category.slots[form] ?? "";
    return paged ? `${root}../quality/reports/${reportId}.html${slot ? `#${slot}` : ""}` : `${root}report.html#${slot}&series=${id}&report=${reportId}`;
  };

  // A table that people open in Excel: with the mark it needs, and no text that it would run.
  const saveCsv = (name, rows) => {
    const cell = (value) => {
      const text = value === null || value === undefined ? "" : String(value);
      const inert = typeof value === "string" && /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
      return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
    };
    const text = "\ufeff" + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    const way = link(address);
    way.download = name;
    way.click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  };

  return { root, STATES, COMPARES, load, terms, agencies, series, make, both, word, ui, said, link, named, head, figure, percent, told,
    cellAddress, saveCsv, language, onLanguage };
})();
