"use strict";
// Agencies in the order of a metric, among those of a level, kind, sector and province, with how many of the expected reported.
(() => {
  const { data, readAddress, writeAddress, onLanguage, language } = globalThis.gouji;
  const { root, load, terms, agencies, series, cellAddress, make, both, word, ui, said, link, named, head, figure, told } = globalThis.explorer;
  const ON_A_PAGE = 50;
  const $ = (id) => document.getElementById(id);
  const controls = new Map([...document.querySelectorAll("[data-filter]")].map((one) => [one.dataset.filter, one]));
  const chosen = (name) => controls.get(name).value;
  let shown = [];
  let number = 1;
  let known = null;
  let people = [];

  const option = (value, [zh, en]) => {
    const one = make("option");
    one.value = value;
    one.dataset.zh = zh;
    one.dataset.en = en;
    one.textContent = one.dataset[language()];
    return one;
  };
  const offer = () => {
    const ranked = known.metrics.filter((metric) => known.ranked[metric.metric]);
    controls.get("metric").append(...ranked.map((metric) => option(metric.metric, [metric.zh, metric.en])));
    controls.get("level").append(...known.levels.map((code) => option(code, word("level", code))));
    controls.get("kind").append(...known.kinds.map((code) => option(code, word("agency_kind", code))));
    controls.get("sector").append(...known.sectors.map((code) => option(code, word("sector", code))));
    controls.get("province").append(...known.provinces.map((name) => option(name, [name, name])));
  };
  const offerYears = (wanted) => {
    const years = [...(known.ranked[chosen("metric")] ?? [])].reverse().map(String);
    const select = controls.get("year");
    const before = wanted || select.value;
    select.replaceChildren(...years.map((year) => option(year, [year, year])));
    if (years.includes(before)) select.value = before;
  };
  // a region and all that lies in it
  const stem = (code) => code.replace(/(00)+$/, "");
  const fits = (one) => (!chosen("region") || (one.code ?? "").startsWith(stem(chosen("region"))))
    && ["level", "kind", "sector", "province"].every((name) => !chosen(name) || one[name] === chosen(name));

  // the highest first; who has the same value has the same rank
  const rank = (rows) => {
    const sorted = rows.filter(([at]) => fits(people[at]));
    if (chosen("order") === "low") sorted.sort((a, b) => a[1] - b[1] || a[0] - b[0]);
    let place = 0;
    return sorted.map((row, index) => {
      if (!index || sorted[index - 1][1] !== row[1]) place = index + 1;
      return [place, ...row];
    });
  };
  const tellRegion = () => {
    const code = chosen("region");
    const one = people.find((each) => (each.code ?? "").startsWith(stem(code)));
    const names = one ? [one.province, one.city, one.county].slice(0, code.endsWith("0000") ? 1 : code.endsWith("00") ? 2 : 3) : [code];
    $("ranking-region").hidden = !code;
    $("ranking-region").querySelector("b").replaceChildren(named(names.filter(Boolean).at(-1) ?? code));
  };
  // The way of a count to its cell: the file of the series knows it. Without it the agency's page is reached.
  const toCell = async (event, one, metric, year) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const otherwise = event.currentTarget.href;
    try {
      const [own, { categories }] = await Promise.all([series(one.series), terms()]);
      const place = categories.findIndex((category) => category.category === metric.category);
      const row = own.rows.find(([category, report]) => category === place
        && own.reports[report][1] === one.id && String(own.reports[report][3]) === year);
      location.href = row ? cellAddress(one.series, own.reports[row[1]], categories[place], row[5]) : otherwise;
    } catch { location.href = otherwise; }
  };
  const paint = () => {
    const metric = known.metrics.find((one) => one.metric === chosen("metric"));
    const pages = Math.max(1, Math.ceil(shown.length / ON_A_PAGE));
    number = Math.min(Math.max(1, number), pages);
    const part = shown.slice((number - 1) * ON_A_PAGE, number * ON_A_PAGE);
    $("ranking-list").replaceChildren(...part.map(([place, at, value, over, under]) => {
      const one = people[at];
      const home = make("td", "home");
      for (const name of new Set([one.province, one.city].filter(Boolean))) home.append(named(name), " ");
      const way = (text) => {
        if (metric.unit === "share") return link(`${root}agencies/${one.id}.html#metric-${metric.metric}`, text);
        const whole = link(`${root}agencies/${one.id}.html#series`, text);
        whole.addEventListener("click", (event) => toCell(event, one, metric, chosen("year")));
        return whole;
      };
      return make("tr", "", make("td", "figure", String(place)), head("row", "", link(`${root}agencies/${one.id}.html`, named(one.name))), home,
        make("td", "figure", way(told(value, metric.unit))), make("td", "figure of", under === null ? "" : `${figure(over)} / ${figure(under)}`));
    }));
    $("ranking-list").parentElement.classList.toggle("counts-only", metric.unit !== "share");
    tellRegion();
    const pager = document.querySelector(".pager");
    pager.hidden = pages === 1;
    pager.querySelector(".previous").disabled = number === 1;
    pager.querySelector(".next").disabled = number === pages;
    const page = pager.querySelector(".page");
    page.textContent = page.dataset[language() === "en" ? "textEn" : "textZh"].replace("{page}", number).replace("{pages}", pages);
  };
  const cover = (rows) => {
    const own = rows.filter(([at]) => fits(people[at]));
    const found = own.filter(([, there]) => there).length;
    const share = own.length ? Math.round((found * 100) / own.length) : 0;
    $("ranking-told").replaceChildren(both(said("ranking_told", { expected: own.length, found, share, counted: shown.length })));
    $("ranking-share").firstElementChild.setAttribute("width", String(share));
  };
  const renew = async () => {
    const name = `${chosen("metric")}-${chosen("year")}`;
    const year = chosen("year");
    if (!year) { $("ranking-told").replaceChildren(ui("no_figures")); return; }
    await load(`ranking/${name}.js`);
    if (known.covered.includes(Number(year))) await load(`coverage/${year}.js`);
    if (name !== `${chosen("metric")}-${chosen("year")}`) return;
    shown = rank(data.rows[`ranking:${name}`] ?? []);
    paint();
    cover(data.rows[`coverage:${year}`] ?? []);
  };
  const keep = () => writeAddress("", new Map([...controls].map(([name, control]) => [name, control.value])));
  const take = async () => {
    try {
      people = await agencies();
      if (!known) { known = await terms(); offer(); }
      const { settings } = readAddress();
      for (const [name, control] of controls) if (settings.has(name) && name !== "year") control.value = settings.get(name);
      if (!settings.has("region")) controls.get("region").value = "";
      offerYears(settings.get("year"));
      await renew();
    } catch (error) { $("ranking-told").textContent = error.message; }
  };
  for (const [name, control] of controls)
    control.addEventListener("input", async () => {
      number = 1;
      if (name === "metric") offerYears();
      await renew();
      keep();
    });
  $("ranking-region").querySelector("button").addEventListener("click", async () => {
    controls.get("region").value = "";
    number = 1;
    await renew();
    keep();
  });
  const turn = (step) => { number += step; paint(); $("ranking").scrollIntoView(); };
  document.querySelector(".pager .previous").addEventListener("click", () => turn(-1));
  document.querySelector(".pager .next").addEventListener("click", () => turn(1));
  onLanguage(() => { if (known && shown.length) paint(); });
  addEventListener("DOMContentLoaded", take);
  addEventListener("hashchange", take);
})();
