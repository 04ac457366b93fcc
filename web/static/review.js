"use strict";
// A field is saved where it stands; only the reading is drawn anew, so the place on the page is not lost.

// A confirmation waits for what is still being saved, so that it speaks of the reading as it then is.
let saving = 0, confirming = false;

async function send(form) {
  saving += 1;
  try {
    await sent(form);
  } finally {
    saving -= 1;
    const button = document.getElementById("confirm");
    if (confirming && !saving && button) { confirming = false; button.form.requestSubmit(); }
  }
}

async function sent(form) {
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { accept: "application/json" } });
  } catch (lost) {
    return tell(form, lost.message);
  }
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({ message: `HTTP ${answer.status}` }));
    return tell(form, told.message);
  }
  if (form.dataset.field) sessionStorage.removeItem(key(form));
  if (form.matches("[data-keep]")) sessionStorage.removeItem(keepKey(form));
  return redraw();
}

function tell(form, text) {
  const beside = form.querySelector(".beside");
  if (beside) beside.textContent = text;
  else alert(text);
}

function listPlace() {
  const item = document.activeElement && document.activeElement.closest(".issues li");
  return item ? [...item.parentElement.children].indexOf(item) : -1;
}

async function redraw() {
  const reading = document.getElementById("reading");
  const focused = document.activeElement && document.activeElement.id, place = listPlace();
  const open = [...reading.querySelectorAll("details")].map((one) => one.open);
  const text = await (await fetch(location.href)).text();
  const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("reading");
  const details = fresh.querySelectorAll("details");
  const anyway = reading.querySelector("[name=anyway]"), again = fresh.querySelector("[name=anyway]");
  if (anyway && again) again.checked = anyway.checked;
  if (details.length === open.length) details.forEach((one, at) => { one.open = open[at]; });
  reading.replaceWith(fresh);
  forget();
  if (place >= 0) look(place);
  else if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.classList.contains("split")) form.elements.at.value = form.closest(".directive").querySelector("textarea").selectionStart;
  if (form.closest(".confirm") && saving) { event.preventDefault(); confirming = true; }
  if (form.closest("#reading") && !form.closest(".confirm")) { event.preventDefault(); send(form); }
});

document.addEventListener("change", (event) => {
  if (event.target.tagName === "SELECT" && event.target.form && event.target.form.classList.contains("field")) event.target.form.requestSubmit();
});

// What is to be looked at: up and down from one to the next, Enter takes what is proposed or goes to the field.
function look(place) {
  const items = document.querySelectorAll(".issues li");
  const item = items[Math.min(Math.max(place, 0), items.length - 1)] || document.getElementById("confirm");
  if (item) item.focus();
}

function fieldOf(item) {
  const form = document.querySelector(`form.field[data-field="${item.dataset.goesTo}"]`);
  return form && form.querySelector("input:not([type=hidden]), textarea, select");
}

document.addEventListener("keydown", (event) => {
  const item = event.target.closest(".issues li");
  if (event.key === "Escape" && event.target.closest("form.field")) { look(0); return; }
  if (!item || event.target !== item) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    look(listPlace() + (event.key === "ArrowDown" ? 1 : -1));
  }
  if (event.key !== "Enter") return;
  event.preventDefault();
  const accept = item.querySelector(".accept"), field = fieldOf(item);
  if (accept) accept.form.requestSubmit();
  else if (field) {
    if (field.closest("details")) field.closest("details").open = true;
    field.focus();
  }
});

document.addEventListener("click", (event) => {
  const item = event.target.closest(".issues li");
  const field = item && !event.target.closest("button") && fieldOf(item);
  if (field && document.activeElement === item && event.detail > 1) field.focus();
});

// What was typed and not saved outlives a reload.
const key = (form) => `saraban:${location.pathname}:${form.dataset.field}`;
document.addEventListener("input", (event) => {
  const form = event.target.closest("form.field");
  if (!form) return;
  form.classList.add("dirty");
  sessionStorage.setItem(key(form), event.target.value);
});
function forget() {
  Object.keys(sessionStorage).filter((one) => one.startsWith(`saraban:${location.pathname}:`)).forEach((one) => {
    const form = document.querySelector(`form.field[data-field="${one.split(":")[2]}"]`);
    const input = form && form.elements.value;
    if (!input || input.value === sessionStorage.getItem(one)) sessionStorage.removeItem(one);
    else { input.value = sessionStorage.getItem(one); form.classList.add("dirty"); }
  });
}
forget();

// Who else has the letter open, and whether they changed it.
const others = document.getElementById("others");
async function listen() {
  const answer = await fetch(others.dataset.here, { headers: { accept: "application/json" } }).catch(() => null);
  if (!answer || !answer.ok) return;
  const now = await answer.json(), reading = document.getElementById("reading");
  others.textContent = now.told;
  others.hidden = !now.told;
  if (String(now.version) === reading.dataset.version) return;
  if (document.querySelector("form.field.dirty") || document.activeElement.matches("input, textarea, select")) {
    others.textContent = others.dataset.changed;
    others.hidden = false;
  } else await redraw();
}
if (others) setInterval(listen, 5000);
if (document.querySelector(".accept") && !location.hash) look(0);
