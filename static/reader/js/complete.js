// Completion in the search box, after the ARIA combobox pattern: a list that the arrow keys walk; without this script
// the box is a plain box. The list is asked for a moment after the last key, and an answer that comes late is dropped.
"use strict";

(() => {
  const PAUSE = 120;

  function option(id, given) {
    const item = document.createElement("li");
    item.id = id;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.text = given.text;
    for (const [name, words] of [["label", given.label], ["kind", given.kind], ["note", given.note]]) {
      if (!words) continue;
      const part = document.createElement("span");
      part.className = name;
      part.textContent = words;
      item.append(part, " ");
    }
    return item;
  }

  function combobox(input) {
    const list = document.createElement("ul");
    const status = document.createElement("span");
    let typed = input.value;
    let asked = 0;
    let timer = 0;

    list.id = `${input.id}-options`;
    list.className = "completions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Ways to go on");
    status.className = "hidden";
    status.setAttribute("role", "status");
    input.parentElement.append(list, status);
    input.parentElement.classList.add("completing");
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);

    const chosen = () => list.querySelector('[aria-selected="true"]');

    function close() {
      asked += 1;
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(item) {
      const before = chosen();
      if (before) before.setAttribute("aria-selected", "false");
      if (item) {
        item.setAttribute("aria-selected", "true");
        item.scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", item.id);
      } else {
        input.removeAttribute("aria-activedescendant");
      }
      input.value = item ? item.dataset.text : typed;
    }

    function show(options) {
      list.replaceChildren(...options.map((given, at) => option(`${list.id}-${at}`, given)));
      list.hidden = !options.length;
      input.setAttribute("aria-expanded", String(options.length > 0));
      input.removeAttribute("aria-activedescendant");
      status.textContent = options.length ? `${options.length} ways to go on` : "";
    }

    async function ask() {
      asked += 1;
      const mine = asked;
      if (typed.trim().length < 2) {
        close();
        return;
      }
      try {
        const answer = await fetch(`/complete/?q=${encodeURIComponent(typed)}`);
        const given = answer.ok ? await answer.json() : { options: [] };
        if (mine === asked && document.activeElement === input) show(given.options);
      } catch {
        if (mine === asked) close();
      }
    }

    function walk(step) {
      // The list that is walked stays: what was about to be asked would take it away.
      clearTimeout(timer);
      asked += 1;
      const items = [...list.children];
      const at = items.indexOf(chosen()) + step;
      // Beyond either end stands what was typed.
      mark(at === -2 ? items[items.length - 1] : items[at] || null);
    }

    input.addEventListener("input", () => {
      typed = input.value;
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        walk(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Escape") {
        event.preventDefault();
        clearTimeout(timer);
        mark(null);
        close();
      } else if (event.key === "Enter") {
        clearTimeout(timer);
        close();
      }
    });
    // The press must not take the focus from the box, or the list closes before the click.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (!item) return;
      input.value = item.dataset.text;
      close();
      input.form.requestSubmit();
    });
  }

  document.querySelectorAll("input[data-complete]").forEach(combobox);
})();
