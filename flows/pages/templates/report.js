"use strict";
// One report as it was read: each figure as printed with its place, and the sentences that figures were taken from.
(() => {
  const { data, readAddress } = globalThis.gouji;
  const { STATES, root, load, terms, make, both, word, ui, link, named, head } = globalThis.explorer;
  const $ = (id) => document.getElementById(id);

  // a place in words: the first manner whose parts the locator has
  const MANNERS = [["page", "page"], ["table", "table"], ["paragraph", "paragraph"], ["sheet", "sheet"], ["line", "line"]];
  const fill = (pair, told) => pair.map((text) => text.replace(/\{(\w+)\}/g, (_, name) => told[name] ?? ""));
  const place = (locator) => {
    if (!locator) return document.createTextNode("–");
    if (locator.startsWith("path=")) {
      const cell = /\/tr(?:\[(\d+)])?\/t[dh](?:\[(\d+)])?(?:\/|$)/.exec(locator);
      return both(cell ? fill(word("place", "path_cell"), { row: cell[1] ?? "1", cell: cell[2] ?? "1" }) : word("place", "path"));
    }
    const parts = Object.fromEntries(locator.split(";").map((pair) => pair.split("=", 2)));
    const manner = MANNERS.find(([part]) => part in parts);
    return manner ? both(fill(word("place", manner[1]), parts)) : document.createTextNode(locator);
  };

  const table = (caption, heads, rows) => {
    const drawn = make("table", "list tight light", make("caption", "", caption));
    const line = make("tr", "", ...heads.map((key) => head("col", "", ui(key))));
    drawn.append(make("thead", "", line), make("tbody", "", ...rows));
    const around = make("div", "scroll", drawn);
    around.tabIndex = 0;
    return around;
  };
  const factRow = ([number, printed, state, locator]) => {
    const [slot, zh, en] = data.rows.slots[number];
    const told = state ? make("span", "absent", printed, " ", both(word("state", STATES[state]))) : make("b", "", printed);
    const row = make("tr", "", head("row", "", both([zh, en])), make("td", "figure", told), make("td", "place", place(locator)), make("td", "", make("code", "", slot)));
    row.id = slot;
    return row;
  };
  const claimRow = (categories) => ([code, printed, sentence, locator]) => {
    const category = categories.find((one) => one.category === code);
    const quote = make("bdi", "", sentence);
    quote.lang = "zh-CN";
    const row = make("tr", "", head("row", "", category ? both([category.zh, category.en]) : code), make("td", "figure", make("b", "", printed)), make("td", "place", place(locator)), make("td", "", quote));
    row.id = code;
    return row;
  };

  const draw = (report, known) => {
    const [agencyId, name, year, form, document_, uri] = report.about;
    $("light-name").replaceChildren(named(name), ` ${year ?? ""}`);
    const about = $("light-about");
    about.replaceChildren(both(word("form", form)), " · ", link(`${root}agencies/${agencyId}.html`, ui("to_agency")), " · ", ui("source"), " ");
    about.append(/^https?:/.test(uri ?? "") ? link(uri, document_ ?? uri) : document_ ?? "–");
    const tables = $("light-tables");
    tables.replaceChildren();
    if (report.claims.length)
      tables.append(table(ui("light_claims"), ["col_item", "col_printed", "col_place", "col_sentence"], report.claims.map(claimRow(known.categories))));
    const byTable = new Map();
    for (const fact of report.facts) {
      const [name_] = data.rows.slots[fact[0]][0].split("/");
      if (!byTable.has(name_)) byTable.set(name_, []);
      byTable.get(name_).push(factRow(fact));
    }
    for (const [name_, rows] of byTable) tables.append(table(both(word("table", name_)), ["col_item", "col_printed", "col_place", "col_slot"], rows));
  };

  const take = async () => {
    const { place: target, settings } = readAddress();
    const series = settings.get("series") ?? "";
    if (!/^[\w-]+$/.test(series)) { await terms(); $("light-told").replaceChildren(ui("light_none")); return; }
    try {
      const known = await terms();
      await Promise.all([load("slots.js"), load(`reports/${series}.js`)]);
      const report = data.rows[`reports:${series}`][0][settings.get("report")];
      if (!report) { $("light-told").replaceChildren(ui("light_none")); return; }
      draw(report, known);
      const row = target && $(target);
      if (row) { row.classList.add("target"); row.scrollIntoView({ block: "center" }); }
    } catch (error) { $("light-told").textContent = error.message; }
  };
  addEventListener("DOMContentLoaded", take);
  addEventListener("hashchange", take);
})();
