/* The score sheet keeps itself: saved at most two seconds after the last key, one request at a time, a copy on the
   device until the server has it. Without this script the buttons of the form do the same by hand. */
(() => {
  "use strict";
  const PREFIX = "sheet:";
  const store = (() => { try { return window.localStorage; } catch { return null; } })();
  const keys = () => (store ? Object.keys(store).filter((key) => key.startsWith(PREFIX)) : []);
  const wipe = (wanted) => keys().filter(wanted).forEach((key) => store.removeItem(key));

  document.querySelectorAll("[data-sheet-done]").forEach((done) => {
    wipe((key) => key.endsWith(`:${done.dataset.sheetDone}`));
  });
  document.querySelectorAll('form[action*="logout"]').forEach((form) => {
    form.addEventListener("submit", () => wipe(() => true));
  });

  const form = document.getElementById("sheet-form");
  if (!form) return;
  const said = (name) => form.dataset[`said${name}`];
  const key = `${PREFIX}${form.dataset.user}:${form.dataset.sheet}`;
  wipe((other) => !other.startsWith(`${PREFIX}${form.dataset.user}:`)); // a shared phone: nobody else's marks stay here
  const tree = JSON.parse(form.dataset.tree);
  const saver = (window.crypto && crypto.randomUUID) ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`.slice(0, 40);
  const AFTER_KEY = 1000, LONGEST_WAIT = 15000;
  let saves = Number(form.elements.saves.value), seq = 0, inFlight = false, timer = 0, tries = 0, closed = false, leaving = null;
  const dirty = new Map(); // field name -> what stands there and the server has not confirmed

  const marks = () => [...form.elements].filter((field) => /^(m\d+|na\d+|comment)$/.test(field.name));
  const valueOf = (field) => (field.type === "checkbox" ? (field.checked ? "1" : "") : field.value);
  const put = (field, value) => { if (field.type === "checkbox") field.checked = Boolean(value); else field.value = value; };
  const plain = (text) => text.normalize("NFKC").trim().replace("。", ".").replace(/分$/, "");

  function say(words, bad = false) {
    const state = document.getElementById("save-state");
    if (state.textContent !== words) state.textContent = words;
    state.classList.toggle("bad", bad);
  }

  /* What is wrong with one leaf, in words; nothing when it is right or empty. */
  function faultOf(leaf, input) {
    const text = plain(input.value), full = Number(leaf.dataset.full);
    if (!text || input.disabled) return "";
    if (!/^\d+(\.\d+)?$/.test(text)) return form.dataset.saidNumber;
    if (Number(text) > full) return form.dataset.saidRange.replace("{full}", full);
    return (Number(text) * 2) % 1 ? form.dataset.saidStep : "";
  }

  function show() {
    let answered = 0, leaves = 0;
    const given = {};
    form.querySelectorAll(".leaf").forEach((leaf) => {
      const id = leaf.dataset.leaf, input = form.elements[`m${id}`], na = form.elements[`na${id}`];
      input.disabled = Boolean(na && na.checked);
      const fault = faultOf(leaf, input);
      document.getElementById(`f${id}`).textContent = fault;
      leaf.classList.toggle("field-wrong", Boolean(fault));
      if (fault) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
      leaves += 1;
      const text = plain(input.value);
      if (input.disabled) { given[id] = null; answered += 1; }
      else { given[id] = text && !fault ? Number(text) : 0; answered += text && !fault ? 1 : 0; }
    });
    const share = (node) => {
      if (!node.c) return given[node.id] === null ? null : given[node.id] / node.full;
      return mean(node.c);
    };
    const mean = (nodes) => {
      let sum = 0, weight = 0;
      nodes.forEach((node) => { const part = share(node); if (part !== null) { sum += node.w * part; weight += node.w; } });
      return weight ? sum / weight : null;
    };
    const total = mean(tree);
    document.getElementById("progress").textContent = `${answered}/${leaves}`;
    document.getElementById("total").textContent = total === null ? "—" : (Math.round(total * 10000 + 1e-7) / 100).toFixed(2);
  }

  function keep() {
    if (!store) return;
    try {
      if (dirty.size) store.setItem(key, JSON.stringify({ saves, fields: Object.fromEntries(dirty) }));
      else store.removeItem(key);
    } catch { /* full or forbidden: the server still gets it */ }
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  }

  function number() {
    seq += 1;
    form.elements.saves.value = saves;
    form.elements.saver.value = saver;
    form.elements.seq.value = seq;
  }

  function failed() {
    tries += 1;
    say(navigator.onLine ? said("Retrying") : said("Offline"), true);
    later(Math.min(LONGEST_WAIT, 1000 * 2 ** Math.min(tries, 4)));
  }

  async function send() {
    clearTimeout(timer);
    if (inFlight || !dirty.size || closed) return;
    inFlight = true;
    number();
    const sent = new Map(dirty), stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), LONGEST_WAIT);
    let again = 0;
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" },
        redirect: "manual", signal: stop.signal, keepalive: true,
      });
      if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404) {
        say(said("Signin"), true);
        again = LONGEST_WAIT;
      } else if (answer.ok || answer.status === 409) {
        const state = await answer.json();
        tries = 0;
        saves = state.saves;
        form.dataset.version = state.version;
        document.querySelectorAll("[data-version-field]").forEach((field) => { field.value = state.version; });
        if (!state.open) { closed = true; keep(); say(said("Closed"), true); }
        else if (answer.ok) {
          sent.forEach((value, name) => { if (dirty.get(name) === value) dirty.delete(name); });
          const wrong = form.querySelectorAll(".leaf.field-wrong").length;
          if (dirty.size) again = 1;
          else if (wrong) say(said("But").replace("{n}", wrong), true);
          else say(`${said("Saved")} ${state.at}`);
        } else { take(state); again = 1; }
        keep();
      } else failed();
    } catch { failed(); }
    clearTimeout(limit);
    inFlight = false;
    if (leaving) { const button = leaving; leaving = null; button.click(); }
    else if (again && dirty.size) later(again);
  }

  /* Another page or device saved in between: what was not touched here is taken over, what was typed here stays. */
  function take(state) {
    marks().forEach((field) => {
      if (dirty.has(field.name)) return;
      const id = field.name.replace(/^\D+/, ""), mark = id ? state.marks[id] : null;
      if (field.name === "comment") put(field, state.comment);
      else if (field.name.startsWith("na")) put(field, mark === "na" ? "1" : "");
      else put(field, mark === "na" || mark === undefined || mark === null ? "" : mark);
    });
    show();
  }

  function touched(field) {
    dirty.set(field.name, valueOf(field));
    show();
    keep();
    if (closed) return;
    say(navigator.onLine ? said("Waiting") : said("Offline"), !navigator.onLine);
    later(AFTER_KEY);
  }

  form.addEventListener("input", (event) => { if (/^(m\d+|na\d+|comment)$/.test(event.target.name)) touched(event.target); });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    if (event.ctrlKey) { document.getElementById("sign").click(); return; }
    const fields = [...form.querySelectorAll(".leaf-mark input:not(:disabled)")];
    const next = fields[fields.indexOf(event.target) + 1];
    (next || form.elements.comment).focus();
  });
  let gone = false;
  form.addEventListener("submit", (event) => {
    if (gone || (inFlight && (leaving = event.submitter)) || !navigator.onLine) {
      event.preventDefault();
      if (!navigator.onLine) say(said("Offline"), true);
      return;
    }
    gone = true;
    clearTimeout(timer);
    number();
    setTimeout(() => { gone = false; }, 5000);
  });
  window.addEventListener("online", () => later(1));
  window.addEventListener("offline", () => { if (dirty.size) say(said("Offline"), true); });
  window.addEventListener("pageshow", () => { gone = false; });
  document.addEventListener("visibilitychange", () => { if (document.hidden && !gone) send(); });

  const left = store && store.getItem(key);
  if (left) {
    try {
      Object.entries(JSON.parse(left).fields).forEach(([name, value]) => {
        const field = form.elements[name];
        if (field && valueOf(field) !== value) { put(field, value); dirty.set(name, value); }
      });
    } catch { store.removeItem(key); }
  }
  show();
  if (dirty.size) { say(said("Waiting")); later(1); } else keep();
})();
