/* The panel: whom somebody speaks for is asked of peers only. Without it the field says so itself. */
"use strict";

for (const form of document.querySelectorAll(".seat-form")) {
  const group = form.querySelector("select[name=group]");
  const field = form.querySelector("[data-for-peer]");
  if (!field) continue;
  const show = () => {
    field.hidden = !("peer" in group.selectedOptions[0].dataset);
  };
  group.addEventListener("change", show);
  show();
}
