// Comfort on a cable's pages: copying with the reference, telling what was picked, closing what is open.
"use strict";

(() => {
  const announce = (words) => {
    const told = document.querySelector("[data-announce]");
    if (told) told.textContent = words;
  };

  // Pages without TLS have no clipboard to write to; a box that is selected has always worked.
  async function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const box = document.createElement("textarea");
    box.value = text;
    box.className = "hidden";
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    if (!done) throw new Error("the browser copied nothing");
  }

  // A paragraph as it is quoted: number, marking, text; then where it stands.
  function quotation(paragraph) {
    const letter = paragraph.closest("[data-cite]");
    const number = paragraph.querySelector(".number").textContent.match(/\d+/);
    const chip = paragraph.querySelector(".margin .mark");
    const marking = chip.classList.contains("r-unmarked") ? "" : `(${chip.textContent}) `;
    const text = paragraph.querySelector(".text").innerText.trim();
    const { cite, kept, address } = letter.dataset;
    const link = `${window.location.origin}${address}#${paragraph.id}`;
    return `${number ? `${number}. ` : ""}${marking}${text}\n\n${cite}, ${paragraph.dataset.place}. ${kept}. ${link}\n`;
  }

  async function copied(text, what, button) {
    try {
      await copy(text);
      announce(`${what} copied.`);
      if (button) button.textContent = "Copied";
    } catch {
      announce(`${what} could not be copied: the browser does not allow it.`);
    }
  }

  function button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "copy";
    made.textContent = words;
    made.addEventListener("click", () => act(made));
    made.addEventListener("blur", () => { made.textContent = words; });
    return made;
  }

  const copyParagraph = (paragraph, made) =>
    copied(quotation(paragraph), `${paragraph.querySelector(".number").textContent.trim()} with its reference`, made);

  // The button comes when the menu of a paragraph is opened for the first time.
  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!menu.matches || !menu.matches("details.lines[open]")) return;
    document.querySelectorAll("details.lines[open]").forEach((other) => { other.open = other === menu; });
    if (menu.querySelector(".copy")) return;
    const item = document.createElement("li");
    item.append(button("Copy with its reference", (made) => copyParagraph(menu.closest(".paragraph"), made)));
    menu.querySelector("ul").prepend(item);
  }, true);

  document.querySelectorAll("[data-copy]").forEach((text) => {
    const name = text.parentElement.querySelector("h3").textContent;
    text.after(button("Copy", (made) => copied(text.textContent.trim(), name, made)));
  });

  document.addEventListener("copy-paragraph", () => {
    const here = document.activeElement.closest(".paragraph") || document.querySelector(".paragraph:target");
    if (here) copyParagraph(here);
    else announce("Go to a paragraph first, with j and k.");
  });

  // What is picked is told to those who do not see the others step back.
  document.querySelectorAll(".only input").forEach((box) => box.addEventListener("change", () => {
    const picked = [...document.querySelectorAll(".pick:checked")];
    const all = document.querySelectorAll(".paragraph").length;
    const shown = picked.reduce((sum, one) => sum + document.querySelectorAll(`.paragraph.${one.classList[1]}`).length, 0);
    const rest = document.querySelector(".leave-out").checked ? "left out" : "dimmed";
    announce(picked.length ? `${shown} of ${all} paragraphs shown, the others ${rest}.` : `All ${all} paragraphs shown.`);
  }));

  // Escape takes away a tip or a menu; the next movement allows tips again.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.documentElement.classList.add("no-tips");
    document.querySelectorAll("details.lines[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  ["pointermove", "focusin"].forEach((kind) => document.addEventListener(kind, () => {
    document.documentElement.classList.remove("no-tips");
  }));
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.lines[open]").forEach((menu) => {
      if (!menu.contains(event.target) || event.target.closest("a")) menu.open = false;
    });
  });
})();
