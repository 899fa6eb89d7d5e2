/* Lines ticked in a list stay ticked from page to page, in this window. Without it those of the one page are sent. */
"use strict";

const CHOSEN = "chosen:";

function read(key) {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(CHOSEN + key) || "[]"));
  } catch {
    return new Set();
  }
}

function write(key, chosen) {
  try {
    if (chosen.size) sessionStorage.setItem(CHOSEN + key, JSON.stringify([...chosen]));
    else sessionStorage.removeItem(CHOSEN + key);
  } catch {
    // A full or forbidden store: the ticks of this page still count.
  }
}

const list = document.querySelector("form[data-batch]");
if (list) {
  const key = list.dataset.batch;
  const boxes = [...list.querySelectorAll('input[type="checkbox"][name="item"]')];
  const whole = list.querySelector("[data-batch-page]");
  const all = list.querySelector('input[name="all"]');
  const count = list.querySelector("[data-batch-count]");
  let chosen = read(key);

  const show = () => {
    for (const box of boxes) box.checked = chosen.has(box.value);
    whole.checked = boxes.length > 0 && boxes.every((box) => box.checked);
    list.querySelector("[data-batch-number]").textContent = chosen.size;
    list.toggleAttribute("data-batch-any", chosen.size > 0 || Boolean(all && all.checked));
  };
  const put = (box, ticked) => {
    if (ticked) chosen.add(box.value);
    else chosen.delete(box.value);
  };

  whole.closest("[hidden]").hidden = false;
  count.hidden = false;
  list.addEventListener("change", (event) => {
    if (event.target === all) return show();
    if (event.target === whole) boxes.forEach((box) => put(box, whole.checked));
    else if (boxes.includes(event.target)) put(event.target, event.target.checked);
    else return;
    if (all) all.checked = false;
    write(key, chosen);
    show();
  });
  list.querySelector("[data-batch-clear]").addEventListener("click", () => {
    chosen = new Set();
    if (all) all.checked = false;
    write(key, chosen);
    show();
  });
  list.addEventListener("submit", () => {
    list.querySelectorAll("[data-batch-elsewhere]").forEach((field) => field.remove());
    if (all && all.checked) return;
    const here = new Set(boxes.map((box) => box.value));
    for (const value of chosen) {
      if (here.has(value)) continue;
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "item", value });
      field.dataset.batchElsewhere = "";
      list.append(field);
    }
  });
  // Also when the browser's Back button shows the page again as it was.
  window.addEventListener("pageshow", () => {
    chosen = read(key);
    show();
  });
}

// The result, told once: nothing of before rides along into the next act; what was not done is chosen anew on demand.
const done = document.querySelector("[data-batch-done]");
if (done) {
  const key = done.dataset.batchDone, told = "told:" + location.pathname;
  try {
    if (!sessionStorage.getItem(told)) write(key, new Set());
    sessionStorage.setItem(told, "1");
  } catch {
    // No store: nothing was kept that could ride along.
  }
  const again = done.querySelector("[data-batch-again]");
  if (again) {
    again.hidden = false;
    again.addEventListener("click", () => write(key, new Set(done.dataset.failed.split(" ").filter(Boolean))));
  }
}
