// Comfort for the keyboard; everything works without. Elements say what they are by data-key-* attributes.
"use strict";

(() => {
  const find = (selector) => document.querySelector(selector);
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

  function follow(selector) {
    const link = find(selector);
    if (link) link.click();
  }

  function go(step) {
    const items = [...document.querySelectorAll("[data-key-item]")].filter((item) => item.checkVisibility());
    if (!items.length) return;
    const here = items.findIndex((item) => item.contains(document.activeElement) || item.matches(":target") || item.querySelector(":target"));
    const focused = items.findIndex((item) => item.contains(document.activeElement));
    const from = focused >= 0 ? focused : here;
    const next = items[Math.min(Math.max(from + step, 0), items.length - 1)];
    const link = next.id ? null : next.querySelector("h3 a");
    if (next.id) window.location.replace(`#${next.id}`);
    (link || next).focus();
    next.scrollIntoView({ block: "nearest" });
  }

  // The first place from the paragraph on that the address leads to; backwards, the last one before it.
  function nearest(places, step) {
    const start = find(":target");
    const after = start ? places.findIndex((p) => start.compareDocumentPosition(p) & Node.DOCUMENT_POSITION_FOLLOWING) : 0;
    const from = after < 0 ? places.length : after;
    return Math.min(Math.max(step > 0 ? from : from - 1, 0), places.length - 1);
  }

  // Places that a search found on this page: told where we are, the next or the one before brought into sight.
  function walk(step) {
    const places = [...document.querySelectorAll("mark[id]")];
    if (!places.length) return;
    const here = places.findIndex((place) => place.matches(".here, :target") || place === document.activeElement);
    const next = here < 0 ? nearest(places, step) : Math.min(Math.max(here + step, 0), places.length - 1);
    places.forEach((place) => place.classList.toggle("here", place === places[next]));
    places[next].focus({ preventScroll: true });
    places[next].scrollIntoView({ block: "center" });
    const told = find("[data-matches]");
    if (told) told.textContent = `Place ${next + 1} of ${places.length}`;
  }

  function search() {
    const box = find("[data-key-search]");
    if (box) {
      box.focus();
      box.select();
    }
  }

  const keys = {
    "/": search,
    j: () => go(1),
    k: () => go(-1),
    n: () => follow("a[data-key-next], main a[rel=next]"),
    p: () => follow("a[data-key-prev], main a[rel=prev]"),
    ".": () => walk(1),
    ",": () => walk(-1),
    u: () => follow("[data-key-back]"),
    s: () => follow("[data-key-source]"),
    c: () => document.dispatchEvent(new Event("copy-paragraph")),
    "?": () => find("#keys").showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || find("dialog[open]")) return;
    const action = keys[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
  document.documentElement.classList.add("has-keys");
})();
