"use strict";
// The lists: rows from the script files beside the page, sifted and paged here. Text of documents is only ever set as text.
(() => {
  const { data, readAddress, writeAddress, language, onLanguage } = globalThis.gouji;
  const ON_A_PAGE = 50;
  const { terms } = data;
  const words = terms.words ?? {};

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
  const word = (vocabulary, code) => words[vocabulary]?.[code] ?? [code ?? "–", code ?? "–"];
  const badge = (vocabulary, code) => make("span", `badge ${vocabulary}-${code}`, both(word(vocabulary, code)));
  const ui = words.ui ?? {};
  const SIDES = ["expected", "actual", "difference"];
  const unknown = (kind) => make("em", "", both(ui[`unknown_${kind}`]));
  const link = (href, ...inside) => {
    const element = make("a", "", ...inside);
    element.setAttribute("href", href);
    return element;
  };
  const name = (text) => { const element = make("bdi", "", text); element.lang = "zh-CN"; return element; };

  const reports = (data.rows.reports ?? []).map(([id, hasPage, agency, year, verdict, form, kind, facts, judged, problems, findings, document_, uri, province, city]) =>
    ({ id, hasPage, agency, year, verdict, form, kind, facts, judged, problems, findings, document: document_, uri, province, city }));
  const NOBODY = { id: "", hasPage: 0, agency: null, year: null, province: null, city: null };
  const findings = (data.rows.findings ?? []).map(([id, report, identity, instance, severity, status, state, kind, expected, actual, difference, isNew, slots], order) =>
    ({ id, order, report: reports[report] ?? NOBODY, identity: terms.identities[identity], instance: terms.instances[instance],
      severity, status, state, kind, sides: [expected, actual, difference], isNew, slots }));
  const isFirstRun = findings.every((finding) => finding.isNew || finding.state === "fixed");

  const home = (report) => [report.province, report.city].filter(Boolean).join(" ");
  const textOf = {
    findings: (one) => [one.id, one.report.id, one.report.agency, one.report.year, home(one.report), ...one.identity, ...one.instance,
      ...one.slots.flatMap((slot) => terms.slots[slot])].join(" "),
    reports: (one) => [one.id, one.agency, one.year, home(one), one.document, one.uri].join(" "),
  };
  // a row's value under each filter
  const values = {
    findings: {
      region: (one) => one.report.province ?? "?", agency: (one) => one.report.agency ?? "?", year: (one) => String(one.report.year ?? "?"),
      identity: (one) => one.identity[0], severity: (one) => one.severity, status: (one) => one.status, state: (one) => one.state, kind: (one) => one.kind,
    },
    reports: {
      region: (one) => one.province ?? "?", year: (one) => String(one.year ?? "?"), verdict: (one) => one.verdict,
      form: (one) => one.form ?? "?", kind: (one) => one.kind,
    },
  };
  const vocabulary = { severity: "severity", status: "status", state: "state", verdict: "judgement", form: "form" };
  const labelOf = (list, filter, value) => {
    if (value === "?") return ui[`unknown_${filter}`] ?? ["–", "–"];
    if (filter === "identity") return terms.identities.find(([code]) => code === value).slice(1);
    if (filter === "kind") return word(list === "findings" ? "kind" : "document", value);
    return vocabulary[filter] ? word(vocabulary[filter], value) : [value, value];
  };
  const numeric = (text) => Math.abs(Number((text ?? "0").replaceAll(",", "").replace("−", "-")));
  const ORDERS = {
    difference: (a, b) => numeric(b.sides[2]) - numeric(a.sides[2]) || a.order - b.order,
    agency: (a, b) => (a.report.agency ?? "").localeCompare(b.report.agency ?? "", "zh") || (b.report.year ?? 0) - (a.report.year ?? 0) || a.order - b.order,
    year: (a, b) => (b.report.year ?? 0) - (a.report.year ?? 0) || a.order - b.order,
  };

  const drawFinding = (one) => {
    const { report } = one;
    const who = document.createDocumentFragment();
    who.append(report.agency ? name(report.agency) : unknown("agency"), " ", report.year ?? unknown("year"));
    const figures = make("p", "figures");
    if (one.status === "broken" && one.sides[2] !== null)
      one.sides.forEach((side, place) => figures.append(both(ui[SIDES[place]]), " ", make("b", place === 2 ? "difference" : "", side ?? "–"), " "));
    const card = make("div", `card ${one.state === "fixed" ? "fixed" : one.status}`,
      make("p", "what", badge("severity", one.severity), " ", badge("status", one.status),
        ...(one.state === "open" ? [] : [" ", badge("state", one.state)]),
        ...(one.isNew && !isFirstRun ? [" ", make("span", "badge new", both(ui.new))] : [])),
      make("p", "who", report.hasPage ? link(`reports/${report.id}.html#${one.id}`, who) : who),
      make("p", "which", both(one.identity.slice(1)), " ", make("span", "instance", both(one.instance.slice(1)))),
      figures);
    card.id = one.id;
    return make("li", "", card);
  };
  const cell = (inside, kind = "") => make("td", kind, inside);
  const count = (value) => cell(String(value), `figure${value ? "" : " zero"}`);
  const drawReport = (one) => {
    const who = one.agency ? name(one.agency) : unknown("agency");
    const head = make("th", "", one.hasPage ? link(`reports/${one.id}.html`, who) : who);
    head.scope = "row";
    return make("tr", "", head, cell(one.year ?? unknown("year"), "short"), cell(badge("judgement", one.verdict)), count(one.findings),
      cell(both(word("form", one.form)), "short"), cell(both(word("document", one.kind)), "short"), count(one.facts), count(one.judged), count(one.problems),
      cell(one.uri ? link(one.uri, one.document) : one.document ?? "–", "uri"));
  };

  const LISTS = {
    findings: { rows: findings, body: "finding-list", draw: drawFinding, place: "findings" },
    reports: { rows: reports, body: "report-list", draw: drawReport, place: "reports" },
  };

  const begin = (root) => {
    const list = root.dataset.list;
    const { rows, body, draw, place } = LISTS[list];
    if (!rows.length) return;
    root.querySelector(".missing").hidden = true;
    const texts = new Map();
    const text = (one) => {
      if (!texts.has(one)) texts.set(one, textOf[list](one).toLowerCase());
      return texts.get(one);
    };
    const controls = new Map([...root.querySelectorAll("[data-filter]")].map((control) => [control.dataset.filter, control]));
    let number = 1;

    // what there is to choose from, most frequent first; years by age
    for (const [filter, value] of Object.entries(values[list])) {
      const counts = new Map();
      for (const one of rows) counts.set(value(one), (counts.get(value(one)) ?? 0) + 1);
      const sorted = [...counts].sort((a, b) => (filter === "year" ? b[0].localeCompare(a[0]) : b[1] - a[1] || a[0].localeCompare(b[0])));
      for (const [choice, times] of sorted) {
        const option = make("option");
        const [zh, en] = labelOf(list, filter, choice);
        option.value = choice;
        option.dataset.zh = `${zh} (${times})`;
        option.dataset.en = `${en} (${times})`;
        option.textContent = option.dataset[language()];
        controls.get(filter).append(option);
      }
    }

    const read = (control) => (control.type === "checkbox" ? (control.checked ? "1" : "") : control.value);
    const set = (control, value) => {
      if (control.type === "checkbox") control.checked = value === "1";
      else control.value = value;
    };
    const chosen = () => new Map([...controls].map(([filter, control]) => [filter, read(control)]));

    const sift = (settings) => {
      const sought = (settings.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
      const wanted = Object.entries(values[list]).filter(([filter]) => settings.get(filter));
      return rows.filter((one) => wanted.every(([filter, value]) => value(one) === settings.get(filter))
        && (list !== "findings" || settings.get("state") || one.state !== "fixed")
        && (!settings.get("news") || one.isNew)
        && sought.every((piece) => text(one).includes(piece)));
    };

    const say = (element, told) => {
      element.textContent = element.dataset[language() === "en" ? "textEn" : "textZh"].replace(/\{(\w+)\}/g, (_, key) => told[key]);
    };
    let kept = [];
    const paint = () => {
      const pages = Math.max(1, Math.ceil(kept.length / ON_A_PAGE));
      number = Math.min(Math.max(1, number), pages);
      const first = (number - 1) * ON_A_PAGE;
      const part = kept.slice(first, first + ON_A_PAGE);
      document.getElementById(body).replaceChildren(...part.map(draw));
      root.querySelector(".nothing").hidden = kept.length > 0;
      root.querySelector(".pager").hidden = pages === 1;
      root.querySelector(".previous").disabled = number === 1;
      root.querySelector(".next").disabled = number === pages;
      tell();
    };
    const tell = () => {
      const first = kept.length ? (number - 1) * ON_A_PAGE + 1 : 0;
      const last = Math.min(number * ON_A_PAGE, kept.length);
      say(root.querySelector(".shown"), { first, last, shown: kept.length, all: rows.length });
      say(root.querySelector(".page"), { page: number, pages: Math.max(1, Math.ceil(kept.length / ON_A_PAGE)) });
    };
    const renew = (settings) => {
      kept = sift(settings);
      const order = ORDERS[settings.get("sort")];
      if (order) kept.sort(order);
      paint();
    };
    const keep = () => {
      const settings = chosen();
      if (number > 1) settings.set("page", String(number));
      writeAddress(place, settings);
    };
    const change = () => { number = 1; renew(chosen()); keep(); };

    for (const control of controls.values()) control.addEventListener("input", change);
    root.querySelector(".clear").addEventListener("click", () => {
      for (const control of controls.values()) set(control, "");
      change();
      controls.get("q").focus();
    });
    const turn = (step) => {
      number += step;
      paint();
      keep();
      root.scrollIntoView();
      root.querySelector(".shown").focus?.();
    };
    root.querySelector(".previous").addEventListener("click", () => turn(-1));
    root.querySelector(".next").addEventListener("click", () => turn(1));

    const take = () => {
      const { place: there, settings } = readAddress();
      const known = findings.find((one) => one.id === there && one.report.hasPage);
      if (list === "findings" && known) location.replace(`reports/${known.report.id}.html#${known.id}${settings.get("lang") === "en" ? "&lang=en" : ""}`);
      for (const [filter, control] of controls) set(control, settings.get(filter) ?? "");
      number = Number(settings.get("page") ?? 1) || 1;
      renew(chosen());
    };
    take();
    addEventListener("hashchange", take);
    onLanguage(tell);
  };
  for (const root of document.querySelectorAll("[data-list]")) begin(root);
})();
