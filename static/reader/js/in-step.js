// The reading and the text as transmitted in step: what is read is brought beside its lines, and the other way round.
"use strict";

(() => {
  const side = document.querySelector(".side");
  const letter = document.querySelector(".letter");
  if (!side || !letter) return;
  const paragraphs = [...letter.querySelectorAll(".paragraph")];
  const runs = new Map([...side.querySelectorAll(".run[data-for]")].map((run) => [run.dataset.for, run]));
  const wide = window.matchMedia("(min-width: 75rem)");
  const strip = document.querySelector(".strip-bar");
  // Who moves, leads: the side while the reader is in it or a line in it was asked for; else the reading.
  let sideLeads = side.querySelector(":target") !== null;
  let waiting = false;

  const eye = () => window.innerHeight * 0.3;
  const share = (box, y) => Math.min(Math.max((y - box.top) / Math.max(box.height, 1), 0), 1);

  // The last paragraph that begins above the reader's eye.
  function current(elements) {
    let found = null;
    for (const element of elements) {
      if (element.offsetParent === null) continue;
      if (element.getBoundingClientRect().top > eye()) break;
      found = element;
    }
    return found;
  }

  function mark(paragraph) {
    const run = paragraph && runs.get(paragraph.id);
    side.querySelectorAll(".run.here").forEach((one) => one.classList.toggle("here", one === run));
    if (run) run.classList.add("here");
    if (!strip) return;
    strip.querySelectorAll("a").forEach((part) => {
      part.classList.toggle("here", paragraph !== null && part.getAttribute("href").endsWith(`#${paragraph.id}`));
    });
  }

  function sideFollows(paragraph) {
    if (!paragraph) {
      const first = side.querySelector(".run.g-envelope, .run.g-classification, .run.g-paragraph");
      const above = share(document.querySelector(".card").getBoundingClientRect(), eye());
      side.scrollTop = first && above < 1 ? first.offsetTop - 34 : side.scrollTop;
      return;
    }
    const run = runs.get(paragraph.id);
    if (!run) return;
    const at = share(paragraph.getBoundingClientRect(), eye());
    const box = run.getBoundingClientRect();
    side.scrollTop += box.top + at * box.height - eye();
  }

  function readingFollows() {
    const run = current([...runs.values()]);
    const paragraph = run && document.getElementById(run.dataset.for);
    if (!run) {
      // The header's lines are at the eye: so is the card.
      document.querySelector(".pair").scrollIntoView();
      mark(null);
    }
    if (!paragraph || paragraph.offsetParent === null) return;
    const at = share(run.getBoundingClientRect(), eye());
    const box = paragraph.getBoundingClientRect();
    window.scrollBy(0, box.top + at * box.height - eye());
    mark(paragraph);
  }

  function step() {
    waiting = false;
    if (sideLeads) {
      if (wide.matches) readingFollows();
      return;
    }
    const paragraph = current(paragraphs);
    mark(paragraph);
    if (wide.matches && side.offsetParent !== null) sideFollows(paragraph);
  }

  function soon(fromSide) {
    if (fromSide !== sideLeads || waiting) return;
    waiting = true;
    window.requestAnimationFrame(step);
  }

  const leads = (event) => { sideLeads = side.contains(event.target); };
  ["wheel", "pointerdown", "touchstart", "keydown"].forEach((kind) => {
    document.addEventListener(kind, leads, { passive: true, capture: true });
  });
  window.addEventListener("scroll", () => soon(false), { passive: true });
  side.addEventListener("scroll", () => soon(true), { passive: true });
  window.addEventListener("hashchange", () => {
    const target = side.querySelector(":target");
    sideLeads = target !== null;
    // A line that was asked for stands where the eye is, its paragraph beside it.
    if (target && wide.matches) {
      side.scrollTop += target.getBoundingClientRect().top - eye();
      const run = target.closest(".run[data-for]");
      mark(run ? document.getElementById(run.dataset.for) : null);
    }
  });

  // On a narrow screen the other side opens at what is being read.
  document.querySelectorAll('a[href="#transmitted"]').forEach((link) => link.addEventListener("click", (event) => {
    const paragraph = current(paragraphs);
    if (!paragraph) return;
    event.preventDefault();
    window.location.hash = paragraph.dataset.line;
  }));
  document.querySelectorAll('.side a[href="#text"]').forEach((link) => link.addEventListener("click", (event) => {
    const run = current([...runs.values()]);
    if (!run) return;
    event.preventDefault();
    window.location.hash = run.dataset.for;
  }));

  step();
})();
