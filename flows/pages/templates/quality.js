"use strict";
(() => {
  const page = document.documentElement;
  const $ = (id) => document.getElementById(id);

  // The address keeps place and language: #place, #lang=en, #place&lang=en.
  const readAddress = () => {
    const pieces = decodeURIComponent(location.hash.slice(1)).split("&");
    const language = pieces.find((piece) => piece.startsWith("lang="))?.slice(5);
    return { language, place: pieces.find((piece) => piece && !piece.startsWith("lang=")) ?? "" };
  };

  const writeAddress = (place, language) => {
    const pieces = [place, language === "en" ? "lang=en" : ""].filter(Boolean);
    history.replaceState(null, "", pieces.length ? "#" + pieces.join("&") : location.pathname + location.search);
  };

  const speak = (language) => {
    page.dataset.language = language;
    page.lang = language === "en" ? "en" : "zh-CN";
    for (const element of document.querySelectorAll("[data-label-zh]"))
      element.setAttribute("aria-label", element.getAttribute(`data-label-${language}`));
    for (const element of document.querySelectorAll("[data-placeholder-zh]"))
      element.placeholder = element.getAttribute(`data-placeholder-${language}`);
    document.title = document.querySelector("title").dataset[language];
    const button = $("language");
    button.textContent = button.dataset[language];
    button.lang = language === "en" ? "zh-CN" : "en";
  };

  const show = (place) => {
    const target = place && $(place);
    if (!target) return;
    for (let above = target; above; above = above.parentElement)
      if (above.tagName === "DETAILS") above.open = true;
    target.scrollIntoView();
    (target.querySelector(":scope > summary") ?? target).focus({ preventScroll: true });
    for (const element of document.querySelectorAll(".target")) element.classList.remove("target");
    target.classList.add("target");
  };

  const follow = () => {
    const { language, place } = readAddress();
    const spoken = language ?? page.dataset.language;
    speak(spoken === "en" ? "en" : "zh");
    writeAddress(place, page.dataset.language);
    if (place && $(place)?.hidden) clear();
    show(place);
  };

  const findings = [...document.querySelectorAll(".finding")];
  const filter = $("filter");
  const texts = new Map();
  // the text of a finding in both languages, taken once when a filter first asks for it
  const textOf = (finding) => {
    if (!texts.has(finding))
      texts.set(finding, `${finding.id} ${finding.dataset.report} ${finding.textContent}`.toLowerCase().replace(/\s+/g, " "));
    return texts.get(finding);
  };
  const chosen = (name) =>
    new Set([...document.querySelectorAll(`input[name=${name}]:checked`)].map((box) => box.value));

  const sift = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const severities = chosen("severity");
    const statuses = chosen("status");
    let shown = 0;
    for (const finding of findings) {
      const fits = severities.has(finding.dataset.severity) && statuses.has(finding.dataset.status)
        && (!words.length || words.every((word) => textOf(finding).includes(word)));
      finding.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const count of document.querySelectorAll(".shown-count")) count.textContent = shown;
    $("nothing").hidden = shown > 0;
  };

  const clear = () => {
    if (!filter) return;
    filter.value = "";
    for (const box of document.querySelectorAll(".filter input[type=checkbox]")) box.checked = true;
    sift();
  };

  $("language").addEventListener("click", () => {
    speak(page.dataset.language === "en" ? "zh" : "en");
    writeAddress(readAddress().place, page.dataset.language);
  });
  addEventListener("hashchange", follow);

  if (filter) {
    for (const box of document.querySelectorAll(".filter input")) box.addEventListener("input", sift);
    $("clear").addEventListener("click", () => { clear(); filter.focus(); });
    const openShown = (open) => { for (const finding of findings) if (!finding.hidden) finding.open = open; };
    $("open-all").addEventListener("click", () => openShown(true));
    $("close-all").addEventListener("click", () => openShown(false));
    for (const link of document.querySelectorAll("[data-find]"))
      link.addEventListener("click", () => { clear(); filter.value = link.dataset.find; sift(); });
  }

  // Paper has no triangles to click: what is shown is printed open, and closed again afterwards.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")].filter((details) => !details.hidden);
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; opened = []; });

  follow();
})();
