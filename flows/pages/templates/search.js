"use strict";
// Search by name, other names, abbreviations (the signs in their order) and initials in pinyin.
(() => {
  const { agencies, make, both, word, link, named, said, onLanguage, root } = globalThis.explorer;
  const SHOWN = 20;
  const MISS = Infinity;

  // how far apart the letters of a piece stand in a text, in their order; a miss where they do not
  const spread = (text, piece) => {
    let place = -1;
    let first = -1;
    for (const sign of piece) {
      place = text.indexOf(sign, place + 1);
      if (place < 0) return MISS;
      if (first < 0) first = place;
    }
    const apart = place - first + 1 - piece.length;
    return apart > 2 * piece.length ? MISS : apart + first;
  };
  const inName = (name, piece) => {
    const place = name.indexOf(piece);
    if (place < 0) return MISS;
    if (name.length === piece.length) return 0;
    return place === 0 ? 10 : 20;
  };
  const inInitials = (initials, piece) => {
    const place = initials.indexOf(piece);
    if (place >= 0) return place === 0 ? 30 : 45;
    if (initials[0] !== piece[0] || piece.length < 3) return MISS;
    return 50 + spread(initials, piece);
  };
  const score = (one, piece) => {
    const text = piece.toLowerCase();
    let best = inName(one.name.toLowerCase(), text);
    if (best < 20) return best;
    for (const other of one.others) best = Math.min(best, inName(other.toLowerCase(), text) + 5);
    if (/^[a-z]+$/.test(text)) for (const reading of one.initials) best = Math.min(best, inInitials(reading, text));
    if (best < MISS) return best;
    const home = [one.province, one.city, one.county].join("");
    if (home.includes(piece)) return 60;
    return text.length > 1 ? 70 + spread(one.name.toLowerCase(), text) : MISS;
  };
  const find = (all, sought) => {
    const pieces = sought.trim().split(/\s+/).filter(Boolean);
    if (!pieces.length) return [];
    const found = [];
    for (const one of all) {
      let total = 0;
      for (const piece of pieces) total += score(one, piece);
      if (total < MISS) found.push([total, one]);
    }
    return found.sort((a, b) => a[0] - b[0] || a[1].number - b[1].number).map(([, one]) => one);
  };
  globalThis.explorer.find = async (sought) => find(await agencies(), sought);

  const about = (one) => {
    const text = make("small", "");
    text.append(both(word("level", one.level)));
    for (const part of [one.province, one.city]) if (part) text.append(" · ", named(part));
    text.append(" · ", one.first ? (one.first === one.last ? String(one.first) : `${one.first}–${one.last}`) : both(word("ui", "no_reports")));
    return text;
  };

  // A box that offers agencies; choosing one follows its link, or calls back.
  globalThis.explorer.searchBox = (box, chosen) => {
    const input = box.querySelector("input");
    const list = box.querySelector("ul");
    const status = box.querySelector("[role=status]");
    let offered = [];
    let at = -1;
    let asked = 0;
    const paint = () => {
      [...list.children].forEach((item, place) => {
        item.setAttribute("aria-selected", String(place === at));
        if (place === at) { input.setAttribute("aria-activedescendant", item.id); item.scrollIntoView({ block: "nearest" }); }
      });
      if (at < 0) input.removeAttribute("aria-activedescendant");
    };
    const close = () => { list.replaceChildren(); list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); };
    const take = (one) => {
      if (chosen) { input.value = ""; status.textContent = ""; close(); chosen(one); }
      else list.querySelector(`[data-id="${one.id}"] a`).click();
    };
    const offer = async () => {
      const number = ++asked;
      const sought = input.value;
      if (!sought.trim()) { close(); status.textContent = ""; return; }
      let found;
      try { found = find(await agencies(), sought); } catch (error) { status.textContent = error.message; return; }
      if (number !== asked) return;
      offered = found.slice(0, SHOWN);
      at = -1;
      list.replaceChildren(...offered.map((one, place) => {
        const way = chosen ? make("span", "name", named(one.name)) : link(`${root}agencies/${one.id}.html`, named(one.name));
        if (!chosen) way.tabIndex = -1;
        const item = make("li", "", way, " ", about(one));
        item.id = `${input.id}-${place}`;
        item.dataset.id = one.id;
        item.setAttribute("role", "option");
        item.addEventListener("mousedown", (event) => { if (chosen) { event.preventDefault(); take(one); } });
        return item;
      }));
      list.hidden = !offered.length;
      input.setAttribute("aria-expanded", String(offered.length > 0));
      status.replaceChildren(both(said(found.length ? "search_found" : "search_nothing", { count: found.length })));
      paint();
    };
    input.addEventListener("focus", () => { agencies().catch(() => {}); });
    input.addEventListener("input", offer);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { close(); return; }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && offered.length) { event.preventDefault(); at = (at + step + offered.length) % offered.length; paint(); }
      if (event.key === "Enter" && offered.length) { event.preventDefault(); take(offered[Math.max(at, 0)]); }
    });
    onLanguage(() => { if (input.value) offer(); });
  };
  for (const box of document.querySelectorAll("[data-search]")) globalThis.explorer.searchBox(box, null);
})();
