/* Choosing who is judged: the number chosen follows the ticks. Without it the number is that of the last search. */
"use strict";

const chosen = document.querySelector("[data-chosen]");

function count() {
  chosen.textContent = document.querySelectorAll('.choosing input[name="chosen"]:checked').length;
}

if (chosen) {
  document.addEventListener("change", count);
  window.addEventListener("pageshow", count);
}
