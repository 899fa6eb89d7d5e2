/* Small comforts on plain pages: focus on the error summary, one submit per click. Everything works without it. */
"use strict";

const summary = document.getElementById("error-summary");
if (summary) summary.focus();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-once]") || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
});

// Coming back by the browser's Back button: the form may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});

// Signing out on a shared phone leaves no copy of a score sheet behind (static/js/sheet.js keeps them), and no ticked lines.
document.addEventListener("submit", (event) => {
  if (!(event.target.getAttribute("action") || "").includes("/logout/")) return;  // a field may be called «action»
  for (const key of Object.keys(localStorage)) if (key.startsWith("sheet:")) localStorage.removeItem(key);
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("chosen:")) sessionStorage.removeItem(key);
});

/* A usual reason that is ticked goes into the note, where it can be changed; without script the server adds it. */
for (const box of document.querySelectorAll("input[data-usual]")) {
  const note = box.form.querySelector('textarea[name="note"]');
  box.removeAttribute("name");
  note.required = true;
  box.addEventListener("change", () => {
    const lines = note.value.split("\n").filter((line) => line.trim() && line !== box.value);
    if (box.checked) lines.push(box.value);
    note.value = lines.join("\n");
  });
}

// A button that copies a field; without scripts the field itself can be marked and copied.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  field.addEventListener("focus", () => field.select());
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.focus();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy");  // an address without https has no clipboard of its own
    }
    button.nextElementSibling.textContent = button.dataset.copied;
  });
}
