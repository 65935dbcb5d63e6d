"use strict";
// What every page does: its language, its place, its links to the other pages, the buttons that copy, and paper.
globalThis.gouji = (() => {
  const page = document.documentElement;
  const $ = (id) => document.getElementById(id);
  const listeners = [];
  const data = { rows: {}, terms: {} };

  // The address keeps place, filter and language: #place, #place&year=2023&lang=en.
  const readAddress = () => {
    const pieces = location.hash.slice(1).split("&").filter(Boolean);
    const settings = new Map();
    let place = "";
    for (const piece of pieces) {
      const [name, value] = piece.split("=", 2);
      if (value === undefined) place = decode(name);
      else settings.set(name, decode(value));
    }
    return { place, settings };
  };
  const decode = (text) => {
    try { return decodeURIComponent(text); } catch { return text; }
  };
  const encode = (text) => encodeURIComponent(text).replaceAll("%2F", "/");

  const writeAddress = (place, settings) => {
    const pieces = [place && encode(place)];
    for (const [name, value] of settings) if (value && name !== "lang") pieces.push(`${name}=${encode(value)}`);
    if (page.dataset.language === "en") pieces.push("lang=en");
    const hash = pieces.filter(Boolean).join("&");
    history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  };

  const speak = (language) => {
    page.dataset.language = language;
    page.lang = language === "en" ? "en" : "zh-CN";
    for (const element of document.querySelectorAll("[data-label-zh]"))
      element.setAttribute("aria-label", element.getAttribute(`data-label-${language}`));
    for (const element of document.querySelectorAll("[data-placeholder-zh]"))
      element.placeholder = element.getAttribute(`data-placeholder-${language}`);
    document.title = document.querySelector("title").dataset[language];
    for (const element of document.querySelectorAll("option[data-zh]")) element.textContent = element.dataset[language];
    const button = $("language");
    button.textContent = button.dataset[language];
    button.lang = language === "en" ? "zh-CN" : "en";
    for (const listener of listeners) listener();
  };

  const show = (place) => {
    const target = place && $(place);
    for (const element of document.querySelectorAll(".target")) element.classList.remove("target");
    if (!target) return;
    for (let above = target; above; above = above.parentElement) if (above.tagName === "DETAILS") above.open = true;
    target.scrollIntoView();
    const focus = target.matches("td") ? target.querySelector("a") : target;
    focus?.focus({ preventScroll: true });
    target.classList.add("target");
  };

  const follow = () => {
    const { place, settings } = readAddress();
    speak((settings.get("lang") ?? page.dataset.language) === "en" ? "en" : "zh");
    writeAddress(place, settings);
    show(place);
  };

  $("language").addEventListener("click", () => {
    const { place, settings } = readAddress();
    speak(page.dataset.language === "en" ? "zh" : "en");
    writeAddress(place, settings);
  });
  addEventListener("hashchange", follow);

  // Links to our other pages take the language along.
  const takeLanguage = (event) => {
    const link = event.target.closest?.("a[href]");
    const href = link?.getAttribute("href") ?? "";
    if (!/^[\w./-]+\.html(#|$)/.test(href)) return;
    const bare = href.replace(/&lang=en$|#lang=en$/, "");
    const suffix = page.dataset.language === "en" ? (bare.includes("#") ? "&lang=en" : "#lang=en") : "";
    link.setAttribute("href", bare + suffix);
  };
  for (const name of ["pointerdown", "focusin", "click"]) document.addEventListener(name, takeLanguage, true);

  for (const button of document.querySelectorAll("[data-copy]"))
    button.addEventListener("click", () => copy($(button.dataset.copy), button.parentElement.querySelector("[role=status]")));
  // pages opened from disk may not use the clipboard in every browser: then the text is selected, ready for Ctrl+C
  const copy = async (source, told) => {
    const range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    let done = false;
    try {
      await navigator.clipboard.writeText(source.textContent);
      done = true;
    } catch {
      done = document.execCommand("copy");
    }
    told.textContent = done ? "✓" : "Ctrl+C";
  };

  // Paper has no triangles to click: all is printed open, and closed again afterwards.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; opened = []; });

  addEventListener("DOMContentLoaded", follow);
  return {
    rows: (name, rows) => { data.rows[name] = (data.rows[name] ?? []).concat(rows); },
    terms: (terms) => { data.terms = terms; },
    data, readAddress, writeAddress,
    language: () => page.dataset.language,
    onLanguage: (listener) => listeners.push(listener),
  };
})();
