"use strict";
// Everything works without scripts; with them, less is typed and nothing of it is lost.

document.addEventListener("click", (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) navigator.clipboard.writeText(copy.previousElementSibling.textContent.trim()).then(() => { copy.textContent = "✓"; });
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sure && !confirm(form.dataset.sure)) event.preventDefault();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-sends]")) event.target.form.requestSubmit();
});

// What takes long to make is asked for when the page is there.
document.querySelectorAll("[data-load]").forEach(async (one) => {
  const answer = await fetch(one.dataset.load);
  if (answer.ok) one.innerHTML = await answer.text();
});

// What was typed into a form and not sent outlives a reload, and a line that breaks while it is sent. What the
// server has answered to is forgotten: it brings back itself what it refused.
const keepKey = (form) => `saraban:form:${location.pathname}:${new URL(form.action).pathname}`;
const kept = (form) => [...form.elements].filter((one) => one.name && !["hidden", "password", "file", "submit", "button"].includes(one.type));

function keep(form, sending) {
  const values = kept(form).map((one) => (one.type === "checkbox" ? one.checked : one.value));
  sessionStorage.setItem(keepKey(form), JSON.stringify({ values, sending }));
}

function restore(form) {
  const stored = JSON.parse(sessionStorage.getItem(keepKey(form)) || "null");
  if (!stored) return;
  const [navigation] = performance.getEntriesByType("navigation");
  if (stored.sending && navigation && navigation.type === "navigate") { sessionStorage.removeItem(keepKey(form)); return; }
  const fields = kept(form);
  if (fields.length !== stored.values.length) return;
  fields.forEach((one, at) => { if (one.type === "checkbox") one.checked = stored.values[at]; else one.value = stored.values[at]; });
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && form.matches("[data-keep]")) keep(form, false);
});
document.addEventListener("submit", (event) => { if (event.target.matches("[data-keep]")) keep(event.target, true); });
document.querySelectorAll("form[data-keep]").forEach(restore);
