"use strict";
// What was read is shown on the paper, and what stands on the paper is shown in the reading.

// Where a reading's words stand: "page:line:start:end[:left,top,right,bottom];" one after the other.
function places(text) {
  return text.split(";").filter(Boolean).map((one) => {
    const [page, line, start, end, box] = one.split(":");
    return { page, line, start: +start, end: +end, box: box ? box.split(",").map(Number) : null };
  });
}

function unmark() {
  document.querySelectorAll(".hit:not(.found)").forEach((one) => one.remove());
  document.querySelectorAll(".page.text mark:not(.found)").forEach((one) => one.replaceWith(one.textContent));
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

function inSight(mark) {
  const paper = document.querySelector(".paper");
  if (!mark || !paper) return;
  const box = mark.getBoundingClientRect(), around = paper.getBoundingClientRect();
  if (box.top < around.top + 40 || box.bottom > around.bottom) paper.scrollTop += box.top - around.top - around.height / 3;
}

function show(element) {
  unmark();
  inSight(places(element.dataset.spans || "").map(markPlace).filter(Boolean)[0]);
}

function spoken(event) {
  const own = event.target.closest("[data-spans]");
  if (own && own.dataset.spans) show(own);
}
document.addEventListener("focusin", spoken);
document.addEventListener("mouseover", (event) => {
  if (!document.activeElement || !document.activeElement.closest("[data-spans]")) spoken(event);
});

// The smallest quotation around a point of a page, or around a character of a line.
function readThere(fits, size) {
  let best = null, least = Infinity;
  document.querySelectorAll("[data-spans]").forEach((one) => {
    for (const place of places(one.dataset.spans)) {
      if (!fits(place) || size(place) >= least) continue;
      least = size(place);
      best = one;
    }
  });
  return best;
}

function readAtPoint(page, event) {
  const frame = page.getBoundingClientRect();
  const x = ((event.clientX - frame.left) / frame.width) * page.dataset.width;
  const y = ((event.clientY - frame.top) / frame.height) * page.dataset.height;
  return readThere(
    ({ page: number, box }) => box && number === page.dataset.page && x >= box[0] - 3 && x <= box[2] + 3 && y >= box[1] - 3 && y <= box[3] + 3,
    ({ box }) => (box[2] - box[0]) * (box[3] - box[1]),
  );
}

function readAtLetter(line, event) {
  const at = document.caretRangeFromPoint ? document.caretRangeFromPoint(event.clientX, event.clientY) : null;
  const before = document.createRange();
  before.setStart(line, 0);
  if (at) before.setEnd(at.startContainer, at.startOffset);
  const place = at ? before.toString().length : 0;
  return readThere(
    (one) => one.page === line.dataset.page && one.line === line.dataset.line && place >= one.start && place <= one.end,
    (one) => one.end - one.start,
  );
}

document.addEventListener("click", (event) => {
  const page = event.target.closest("figure.page"), line = event.target.closest(".page.text p");
  const best = page ? readAtPoint(page, event) : line ? readAtLetter(line, event) : null;
  if (!best) return;
  const within = best.closest("details");
  if (within) within.open = true;
  (best.querySelector("input:not([type=hidden]), textarea, select") || best).focus();
});

document.addEventListener("click", (event) => {
  const zoom = event.target.closest("[data-zoom]");
  if (!zoom) return;
  const pages = document.querySelectorAll(".paper .page");
  const now = parseFloat(pages[0].style.width || "100") + 25 * zoom.dataset.zoom;
  pages.forEach((one) => { one.style.width = `${Math.min(Math.max(now, 50), 300)}%`; });
});

// What a search found is marked as long as the page is open.
document.querySelectorAll("[data-found]").forEach((one) => {
  const marks = places(one.dataset.found).map(markPlace).filter(Boolean);
  marks.forEach((mark) => mark.classList.add("found"));
  inSight(marks[0]);
});
