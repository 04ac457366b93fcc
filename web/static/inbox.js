"use strict";
// Files are sent one by one, so that one that fails keeps none of the others back.

const drop = document.getElementById("drop");
const files = drop.querySelector("input[type=file]"), progress = document.getElementById("progress");
const became = document.getElementById("became"), count = document.getElementById("count");
const waiting = [];
let done = 0, busy = false;

for (const name of ["dragover", "dragenter"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
drop.addEventListener("drop", async (event) => { event.preventDefault(); receive(await dropped(event.dataTransfer)); });
drop.addEventListener("submit", (event) => { event.preventDefault(); receive([...files.files]); });
addEventListener("beforeunload", (event) => { if (busy) event.preventDefault(); });

// A folder that was dropped is all the files in it.
async function dropped(data) {
  const entries = [...data.items].map((one) => one.webkitGetAsEntry && one.webkitGetAsEntry()).filter(Boolean);
  if (!entries.some((one) => one.isDirectory)) return [...data.files];
  return (await Promise.all(entries.map(within))).flat();
}

async function within(entry) {
  if (entry.isFile) return [await new Promise((found, failed) => entry.file(found, failed))];
  const reader = entry.createReader(), found = [];
  for (;;) {
    const some = await new Promise((read, failed) => reader.readEntries(read, failed));
    if (!some.length) return (await Promise.all(found.map(within))).flat();
    found.push(...some);
  }
}

async function receive(list) {
  for (const file of list) {
    const line = became.appendChild(document.createElement("li"));
    line.textContent = `${file.name} — ${drop.dataset.queued}`;
    waiting.push([file, line]);
  }
  files.value = "";
  if (busy) return;
  busy = true;
  progress.hidden = false;
  while (waiting.length) {
    const [file, line] = waiting.shift();
    line.textContent = `${file.name} — ${drop.dataset.reading}`;
    told(done, done + waiting.length + 1);
    await one(file, line);
    done += 1;
    told(done, done + waiting.length);
  }
  busy = false;
  progress.hidden = true;
  const text = await (await fetch(location.href)).text();
  document.getElementById("waiting").replaceWith(new DOMParser().parseFromString(text, "text/html").getElementById("waiting"));
}

function told(now, of) {
  progress.max = of;
  progress.value = now;
  count.textContent = `${now}/${of}`;
}

async function one(file, line) {
  const body = new FormData(drop);
  body.delete("files");
  body.append("files", file);
  try {
    const answer = await fetch(drop.action, { method: "POST", body, headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const lines = page.querySelectorAll("#became li");
    const first = lines[0] || page.querySelector(".failure");
    line.className = first.classList.contains("failure") ? "bad" : first.className;
    line.innerHTML = first.innerHTML;
    line.after(...[...lines].slice(1).map((more) => document.adoptNode(more)));
  } catch {
    line.className = "bad";
    line.textContent = `${file.name} — ${drop.dataset.lost} `;
    const again = line.appendChild(document.createElement("button"));
    again.type = "button";
    again.textContent = drop.dataset.again;
    again.onclick = () => { line.remove(); receive([file]); };
  }
}
