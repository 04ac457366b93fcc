"use strict";
// Everything works without this file; with it, pages do not reload, and what was read is shown on the paper.

const MONTHS = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];
const WEEKDAYS = ["อา", "จ", "อ", "พ", "พฤ", "ศ", "ส"];
const ERA = 543;

// Where a reading's words stand: "page:line:start:end[:left,top,right,bottom];" one after the other.
function places(text) {
  return text.split(";").filter(Boolean).map((one) => {
    const [page, line, start, end, box] = one.split(":");
    return { page, line, start: +start, end: +end, box: box ? box.split(",").map(Number) : null };
  });
}

function unmark() {
  document.querySelectorAll(".hit").forEach((one) => one.remove());
  document.querySelectorAll(".page.text mark").forEach((one) => one.replaceWith(one.textContent));
  document.querySelectorAll(".page.text p").forEach((one) => one.normalize());
}

function markPlace(place) {
  const page = document.querySelector(`figure.page[data-page="${place.page}"]`);
  if (page && place.box) {
    const [left, top, right, bottom] = place.box;
    const { width, height } = page.dataset;
    const hit = document.createElement("div");
    hit.className = "hit";
    hit.style.left = `${(100 * left) / width}%`;
    hit.style.top = `${(100 * top) / height}%`;
    hit.style.width = `${(100 * (right - left)) / width}%`;
    hit.style.height = `${(100 * (bottom - top)) / height}%`;
    page.append(hit);
    return hit;
  }
  const line = document.querySelector(`.page.text p[data-page="${place.page}"][data-line="${place.line}"]`);
  if (!line || !line.firstChild || line.querySelector("mark")) return null;
  const range = document.createRange();
  range.setStart(line.firstChild, Math.min(place.start, line.firstChild.length));
  range.setEnd(line.firstChild, Math.min(place.end, line.firstChild.length));
  const mark = document.createElement("mark");
  range.surroundContents(mark);
  return mark;
}

function show(element) {
  unmark();
  const marks = places(element.dataset.spans || "").map(markPlace).filter(Boolean);
  const paper = document.querySelector(".paper");
  if (!marks.length || !paper) return;
  const box = marks[0].getBoundingClientRect(), around = paper.getBoundingClientRect();
  if (box.top < around.top + 40 || box.bottom > around.bottom) paper.scrollTop += box.top - around.top - around.height / 3;
}

function spoken(event) {
  const own = event.target.closest("[data-spans]");
  if (own && own.dataset.spans) show(own);
}
document.addEventListener("focusin", spoken);
document.addEventListener("mouseover", (event) => {
  if (!document.activeElement || !document.activeElement.closest("[data-spans]")) spoken(event);
});

// What was searched when the letter was found is on the paper from the start.
const searched = document.querySelector("[data-spans][autofocus]");
if (searched) show(searched);

// A click on the paper goes to what was read there: the smallest quotation around it.
document.addEventListener("click", (event) => {
  const page = event.target.closest("figure.page");
  if (!page) return;
  const frame = page.getBoundingClientRect();
  const x = ((event.clientX - frame.left) / frame.width) * page.dataset.width;
  const y = ((event.clientY - frame.top) / frame.height) * page.dataset.height;
  let best = null, least = Infinity;
  document.querySelectorAll("[data-spans]").forEach((one) => {
    for (const { page: number, box } of places(one.dataset.spans)) {
      if (!box || number !== page.dataset.page || x < box[0] - 3 || x > box[2] + 3 || y < box[1] - 3 || y > box[3] + 3) continue;
      const area = (box[2] - box[0]) * (box[3] - box[1]);
      if (area < least) { least = area; best = one; }
    }
  });
  if (best) { (best.querySelector("input:not([type=hidden]), textarea, select") || best).focus(); }
});

document.addEventListener("click", (event) => {
  const zoom = event.target.closest("[data-zoom]");
  if (zoom) {
    const pages = document.querySelectorAll(".paper .page");
    const now = parseFloat(pages[0].style.width || "100") + 25 * zoom.dataset.zoom;
    pages.forEach((one) => { one.style.width = `${Math.min(Math.max(now, 50), 300)}%`; });
  }
  const copy = event.target.closest("[data-copy]");
  if (copy) navigator.clipboard.writeText(copy.previousElementSibling.textContent.trim()).then(() => { copy.textContent = "✓"; });
});

// A field is saved where it stands; only the reading is drawn anew, so the place on the page is not lost.
async function send(form) {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { accept: "application/json" } });
  if (answer.ok) {
    sessionStorage.removeItem(key(form));
    return redraw();
  }
  const told = await answer.json().catch(() => ({ message: `HTTP ${answer.status}` }));
  const beside = form.querySelector(".beside");
  if (beside) beside.textContent = told.message;
  else alert(told.message);
  return null;
}

async function redraw() {
  const reading = document.getElementById("reading");
  const kept = document.activeElement && document.activeElement.id;
  const text = await (await fetch(location.href)).text();
  reading.replaceWith(new DOMParser().parseFromString(text, "text/html").getElementById("reading"));
  forget();
  const again = kept && document.getElementById(kept);
  if (again) again.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sure && !confirm(form.dataset.sure)) { event.preventDefault(); return; }
  if (form.classList.contains("split")) {
    const words = form.closest(".directive").querySelector("textarea");
    form.elements.at.value = words.selectionStart;
  }
  if (form.closest("#reading") && !form.closest(".confirm")) { event.preventDefault(); send(form); }
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

// Enter in a field of one line saves it, as does a choice; Alt+Down or the button beside a day opens the calendar.
document.addEventListener("change", (event) => {
  if (event.target.tagName === "SELECT" && event.target.form && event.target.form.classList.contains("field")) event.target.form.requestSubmit();
});

function parsed(text) {
  const plain = text.replace(/[๐-๙]/g, (one) => "๐๑๒๓๔๕๖๗๘๙".indexOf(one));
  const match = plain.match(/(\d{1,2})\s*(\D+?)\s*(\d{4})/);
  const month = match ? MONTHS.indexOf(match[2].trim()) : -1;
  return month < 0 ? new Date() : new Date(+match[3] - ERA, month, +match[1]);
}

function calendar(input) {
  document.querySelectorAll(".calendar").forEach((one) => one.remove());
  const chosen = parsed(input.value), shown = new Date(chosen.getFullYear(), chosen.getMonth(), 1);
  const box = document.createElement("div");
  box.className = "calendar";
  box.setAttribute("role", "dialog");
  const draw = () => {
    const first = shown.getDay(), days = new Date(shown.getFullYear(), shown.getMonth() + 1, 0).getDate();
    const cells = [...Array(first).fill(null), ...Array.from({ length: days }, (_, at) => at + 1)];
    box.replaceChildren();
    const head = box.appendChild(document.createElement("header"));
    for (const [step, sign] of [[-1, "‹"], [0, ""], [1, "›"]]) {
      const part = document.createElement(step ? "button" : "span");
      part.textContent = step ? sign : `${MONTHS[shown.getMonth()]} ${shown.getFullYear() + ERA}`;
      if (step) { part.type = "button"; part.onclick = () => { shown.setMonth(shown.getMonth() + step); draw(); }; }
      head.append(part);
    }
    const table = box.appendChild(document.createElement("table"));
    const names = table.insertRow();
    WEEKDAYS.forEach((one) => { names.insertCell().textContent = one; });
    for (let at = 0; at < cells.length; at += 7) {
      const row = table.insertRow();
      for (const day of cells.slice(at, at + 7)) {
        const cell = row.insertCell();
        if (!day) continue;
        const button = cell.appendChild(document.createElement("button"));
        button.type = "button";
        button.textContent = day;
        button.setAttribute("aria-pressed", day === chosen.getDate() && shown.getMonth() === chosen.getMonth() && shown.getFullYear() === chosen.getFullYear());
        button.onclick = () => {
          input.value = `${day} ${MONTHS[shown.getMonth()]} ${shown.getFullYear() + ERA}`;
          box.remove();
          input.form.requestSubmit();
        };
      }
    }
  };
  draw();
  const place = input.getBoundingClientRect();
  box.style.left = `${place.left + scrollX}px`;
  box.style.top = `${place.bottom + scrollY + 4}px`;
  box.onkeydown = (event) => { if (event.key === "Escape") { box.remove(); input.focus(); } };
  document.body.append(box);
  return box;
}
document.addEventListener("dblclick", (event) => { if (event.target.matches("input[data-calendar]:not([readonly])")) calendar(event.target); });
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens-calendar]");
  if (!opener) return;
  event.stopImmediatePropagation();
  calendar(opener.form.elements.value).querySelector("td button").focus();
});
document.addEventListener("keydown", (event) => {
  if (event.altKey && event.key === "ArrowDown" && event.target.matches("input[data-calendar]:not([readonly])")) {
    event.preventDefault();
    calendar(event.target).querySelector("td button").focus();
  }
});
document.addEventListener("click", (event) => { if (!event.target.closest(".calendar")) document.querySelectorAll(".calendar").forEach((one) => one.remove()); });

// The inbox: files are sent one by one, so that one that fails keeps none of the others back.
const drop = document.getElementById("drop");
if (drop) {
  const files = drop.querySelector("input[type=file]"), progress = document.getElementById("progress"), became = document.getElementById("became");
  for (const name of ["dragover", "dragenter"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); receive([...event.dataTransfer.files]); });
  drop.addEventListener("submit", (event) => { event.preventDefault(); receive([...files.files]); });

  const receive = async (list) => {
    progress.hidden = false;
    progress.max = list.length;
    progress.value = 0;
    for (const file of list) {
      const line = became.appendChild(document.createElement("li"));
      line.textContent = `${file.name} — ${drop.dataset.reading}`;
      await one(file, line);
      progress.value += 1;
    }
    progress.hidden = true;
    drop.reset();
    const text = await (await fetch(location.href)).text();
    document.getElementById("waiting").replaceWith(new DOMParser().parseFromString(text, "text/html").getElementById("waiting"));
  };

  const one = async (file, line) => {
    const body = new FormData(drop);
    body.delete("files");
    body.append("files", file);
    try {
      const answer = await fetch(drop.action, { method: "POST", body, headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const told = page.querySelector("#became li") || page.querySelector(".failure");
      line.className = told.className === "failure" ? "bad" : told.className;
      line.innerHTML = told.innerHTML;
    } catch {
      line.className = "bad";
      line.textContent = `${file.name} — ${drop.dataset.lost}`;
    }
  };
}
