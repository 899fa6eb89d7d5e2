/* Keeps what is being typed on this phone until it is sent: one draft per person and form. Works without it too. */
"use strict";

const holder = document.querySelector("[data-draft]");
const kept = holder && holder.querySelector("form");
if (kept) {
  const key = "draft:" + holder.dataset.draft;
  const skipped = new Set(["csrfmiddlewaretoken", "token", "version", "kept"]);
  const fields = () => Array.from(kept.elements).filter(
    (field) => field.name && !skipped.has(field.name) && !["file", "hidden", "submit", "button"].includes(field.type));

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(key) || "null");
    } catch {
      return null;
    }
  };
  const write = () => {
    const values = {};
    for (const field of fields()) {
      values[field.name] = field.type === "checkbox" ? field.checked : field.value;
    }
    try {
      localStorage.setItem(key, JSON.stringify(values));
    } catch {
      // A full or forbidden store: the form works without a draft.
    }
  };

  const draft = read();
  // A page that came back with faults holds what was typed last; the draft is older.
  if (draft && !document.getElementById("error-summary")) {
    for (const field of fields()) {
      if (!(field.name in draft)) continue;
      if (field.type === "checkbox") field.checked = draft[field.name];
      else field.value = draft[field.name];
    }
    const word = document.createElement("p");
    word.className = "message message-info";
    word.setAttribute("role", "status");
    word.textContent = holder.dataset.restored;
    kept.before(word);
  }

  let waiting;
  kept.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(write, 400);
  });
  kept.addEventListener("submit", () => {
    clearTimeout(waiting);
    localStorage.removeItem(key);
  });
}
