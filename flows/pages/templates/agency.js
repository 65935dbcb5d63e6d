"use strict";
// All numbers of an agency, drawn when they are asked for, and the same as a file.
(() => {
  const { STATES, COMPARES, terms, series, make, both, word, ui, said, link, head, figure, cellAddress, saveCsv } = globalThis.explorer;
  const place = document.getElementById("all-table");
  const show = document.getElementById("show-all");
  const status = document.getElementById("all-told");
  const id = place.dataset.series;

  const cell = (known, category, one) => {
    if (!one) return make("td", "figure", make("span", "absent", "·"));
    const [, report, value, state, compares, source] = one;
    const text = value === null ? both(word("state", STATES[state])) : figure(value);
    const td = make("td", "figure", link(cellAddress(id, known.reports[report], category, source), text));
    if (compares) {
      const sign = make("span", "sign", compares === 2 ? "‖" : "≈");
      sign.title = known.reasons[one[6]] ?? "";
      td.append(sign);
    }
    return td;
  };

  const draw = (known, { categories }) => {
    const byCategory = new Map();
    for (const one of known.rows) {
      if (!byCategory.has(one[0])) byCategory.set(one[0], []);
      byCategory.get(one[0])[one[1]] = one;
    }
    const order = known.reports.map((report, number) => [report, number]).sort(([a], [b]) => b[3] - a[3]);
    const table = make("table", "list tight wide-table");
    table.append(make("caption", "", ui("all_caption")));
    const line = make("tr", "", head("col", "", ui("col_category")), head("col", "", ui("col_unit")));
    for (const [report] of order) line.append(head("col", "figure", String(report[3])));
    table.append(make("thead", "", line));
    const body = make("tbody", "");
    let section = null;
    categories.forEach((category, number) => {
      const own = byCategory.get(number);
      if (!own) return;
      if (category.section !== section) {
        section = category.section;
        const over = head("rowgroup", "section", both(word("section", section)));
        over.colSpan = order.length + 2;
        body.append(make("tr", "", over));
      }
      const name = head("row", `depth-${category.depth}`, link(`${globalThis.explorer.root}categories/${category.file}.html`, both([category.zh, category.en])));
      const row = make("tr", "", name, make("td", "short", category.unit ? both(word("unit", category.unit)) : ""));
      for (const [, report] of order) row.append(cell(known, category, own[report]));
      body.append(row);
    });
    table.append(body);
    const around = make("div", "scroll", table);
    around.tabIndex = 0;
    place.append(around);
  };

  const tell = (error) => { status.replaceChildren(both([error.message, error.message])); };
  show.addEventListener("click", async () => {
    show.disabled = true;
    try {
      draw(await series(id), await terms());
      show.hidden = true;
    } catch (error) { tell(error); show.disabled = false; }
  });
  document.getElementById("save-csv").addEventListener("click", async () => {
    try {
      const known = await series(id);
      const { categories } = await terms();
      const names = ["agency_id", "agency_name", "year", "category", "label_zh", "label_en", "value", "unit", "state", "form", "comparability", "reason", "source", "report_id"];
      const rows = known.rows.map(([number, report, value, state, compares, source, reason]) => {
        const [reportId, agencyId, agencyName, year, form] = known.reports[report];
        const category = categories[number];
        return [agencyId, agencyName, year, category.category, category.zh, category.en, value, category.unit, STATES[state], form,
          COMPARES[compares], known.reasons[reason] ?? null, source ? "claim" : "table", reportId];
      });
      saveCsv(`${place.dataset.name}.csv`, [names, ...rows]);
      status.replaceChildren(both(said("csv_saved", { count: rows.length })));
    } catch (error) { tell(error); }
  });
})();
