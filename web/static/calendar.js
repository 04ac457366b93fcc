"use strict";
// A calendar in Buddhist years, on English pages with the Gregorian one beside: Alt+Down, or the button beside a day, opens it; arrows, PageUp and PageDown move in it.

const MONTHS = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];
const WEEKDAYS = ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"];
const SHORT = ["อา", "จ", "อ", "พ", "พฤ", "ศ", "ส"];
const ERA = 543;
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const ENGLISH = document.documentElement.lang === "en";
const SPOKEN_SHORT = ENGLISH ? ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"] : SHORT;
const english = (day, how) => day.toLocaleDateString("en-GB", how);
const monthName = (month) => ENGLISH ? `${english(month, { month: "long", year: "numeric" })} (${month.getFullYear() + ERA})` : `${MONTHS[month.getMonth()]} ${month.getFullYear() + ERA}`;
const weekdayName = (day) => ENGLISH ? english(day, { weekday: "long" }) : WEEKDAYS[day.getDay()];
const spokenDay = (day) => ENGLISH ? english(day, { day: "numeric", month: "long", year: "numeric" }) : thaiDay(day);
const thaiDay = (day) => `${day.getDate()} ${MONTHS[day.getMonth()]} ${day.getFullYear() + ERA}`;

function dayOf(text) {
  const plain = text.replace(/[๐-๙]/g, (one) => "๐๑๒๓๔๕๖๗๘๙".indexOf(one));
  const match = plain.match(/(\d{1,2})\s*(\D+?)\s*(\d{4})/);
  const month = match ? MONTHS.indexOf(match[2].trim()) : -1;
  return month < 0 ? new Date() : new Date(+match[3] - ERA, month, +match[1]);
}

function shut() {
  document.querySelectorAll(".calendar").forEach((one) => one.remove());
}

function heading(box, shown, turn) {
  const head = box.appendChild(document.createElement("header"));
  for (const step of [-1, 0, 1]) {
    const part = head.appendChild(document.createElement(step ? "button" : "span"));
    const month = new Date(shown.getFullYear(), shown.getMonth() + step, 1);
    const name = monthName(month);
    part.textContent = step ? (step < 0 ? "‹" : "›") : name;
    if (step) { part.type = "button"; part.setAttribute("aria-label", name); part.onclick = () => turn(step); }
    else part.setAttribute("aria-live", "polite");
  }
}

function days(box, focused, chosen, choose) {
  const table = box.appendChild(document.createElement("table"));
  const names = table.createTHead().insertRow();
  SPOKEN_SHORT.forEach((one, at) => {
    const cell = names.appendChild(document.createElement("th"));
    cell.scope = "col";
    cell.abbr = weekdayName(new Date(2023, 0, 1 + at));  // a Sunday, and the days after it
    cell.textContent = one;
  });
  const first = new Date(focused.getFullYear(), focused.getMonth(), 1), body = table.createTBody();
  const count = new Date(focused.getFullYear(), focused.getMonth() + 1, 0).getDate();
  let row = null;
  for (let place = -first.getDay(); place < count; place += 1) {
    if (place < 0 ? place === -first.getDay() : (place + first.getDay()) % 7 === 0) row = body.insertRow();
    const cell = row.insertCell();
    if (place < 0) continue;
    const day = new Date(first.getFullYear(), first.getMonth(), place + 1);
    const button = cell.appendChild(document.createElement("button"));
    button.type = "button";
    button.textContent = place + 1;
    button.tabIndex = place + 1 === focused.getDate() ? 0 : -1;
    button.setAttribute("aria-label", `${weekdayName(day)} ${spokenDay(day)}`);
    button.setAttribute("aria-pressed", day.toDateString() === chosen.toDateString());
    button.onclick = () => choose(day);
  }
}

function calendar(input) {
  shut();
  const chosen = dayOf(input.value);
  let focused = new Date(chosen);
  const box = document.createElement("div");
  box.className = "calendar";
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", input.form.querySelector("label").textContent);
  const choose = (day) => { input.value = thaiDay(day); shut(); input.focus(); input.form.requestSubmit(); };
  const draw = () => {
    box.replaceChildren();
    heading(box, focused, (step) => go(new Date(focused.getFullYear(), focused.getMonth() + step, 1)));
    days(box, focused, chosen, choose);
  };
  const go = (day) => { focused = day; draw(); box.querySelector("td button[tabindex='0']").focus(); };
  draw();
  const place = input.getBoundingClientRect();
  box.style.left = `${Math.max(Math.min(place.left, innerWidth - 310) + scrollX, 4)}px`;
  box.style.top = `${place.bottom + scrollY + 4}px`;
  box.onkeydown = (event) => {
    if (event.key === "Escape") { shut(); input.focus(); }
    const months = { PageUp: -1, PageDown: 1 }[event.key];
    if (!(event.key in STEPS) && !months) return;
    event.preventDefault();
    if (months) go(new Date(focused.getFullYear(), focused.getMonth() + months, Math.min(focused.getDate(), 28)));
    else go(new Date(focused.getFullYear(), focused.getMonth(), focused.getDate() + STEPS[event.key]));
  };
  document.body.append(box);
  box.querySelector("td button[tabindex='0']").focus();
}

document.addEventListener("dblclick", (event) => { if (event.target.matches("input[data-calendar]:not([readonly])")) calendar(event.target); });
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens-calendar]");
  // A turned page takes the button that turned it away before the click comes up here.
  if (opener) calendar(opener.form.elements.value);
  else if (event.target.isConnected && !event.target.closest(".calendar")) shut();
});
document.addEventListener("keydown", (event) => {
  if (event.altKey && event.key === "ArrowDown" && event.target.matches("input[data-calendar]:not([readonly])")) {
    event.preventDefault();
    calendar(event.target);
  }
});
