"""All benchmarks in one run, and the page of what they found: ``python -m benchmarks.bench [--quick] [--only WORD]``.

Each runs in a process of its own, one after another; what it printed and the CPU time it took are kept in
``docs/benchmarks.json``, from which ``docs/benchmarks.md`` and its pictures are made (``--page`` makes them again
without measuring). A run that fails is told on the page, and so is one that was left out.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import resource
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.bench_page import write_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[1]
SAVED = ROOT / "docs" / "benchmarks.json"
PLAN = Path(__file__).with_name("bench.toml")
#: The libraries measured with or against, where they are installed.
LIBRARIES = ("click", "sqlalchemy", "tantivy", "dateparser", "pythainlp", "docxtpl", "openpyxl", "pdfplumber")


def main() -> None:
    """Measure, save, and write the page."""
    parser = argparse.ArgumentParser(prog="benchmarks.bench")
    parser.add_argument("--quick", action="store_true", help="small sizes")
    parser.add_argument("--only", default="", help="only the runs whose title has this in it")
    parser.add_argument("--saved", type=Path, default=SAVED, help="where what was measured is kept")
    parser.add_argument("--page", action="store_true", help="write the page from what was saved")
    given = parser.parse_args()
    if not given.page:
        for saved in measured(plan(), quick=given.quick, only=given.only):
            given.saved.write_text(json.dumps(saved, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    write_page(json.loads(given.saved.read_text(encoding="utf-8")), plan(), given.saved.parent)


def plan() -> dict[str, Any]:
    """What is to be run."""
    return tomllib.loads(PLAN.read_text(encoding="utf-8"))


def measured(plan: dict[str, Any], *, quick: bool, only: str) -> Iterator[dict[str, Any]]:
    """What every run printed, with the machine it ran on; after each run all there is so far."""
    machine, runs = about(), []
    for one in (*plan["run"], *plan["curve"]):
        for size in _sizes(one, quick=quick) if only in one["title"] else ():
            runs.append({"title": one["title"], "size": size, **_run(_words(one, size, quick=quick))})
            print(f"{one['title']} {size or ''}: {runs[-1]['seconds']} CPU s", flush=True)
            yield {**machine, "quick": quick, "runs": runs, "load_after": os.getloadavg()[0]}


def about() -> dict[str, Any]:
    """The machine, the versions and the day."""
    installed = {one.metadata["Name"].lower(): one.version for one in metadata.distributions()}
    cpu = Path("/proc/cpuinfo")
    names = (
        [line for line in cpu.read_text().splitlines() if line.startswith("model name")]
        if cpu.exists()
        else []
    )
    return {
        "day": dt.datetime.now(dt.UTC).date().isoformat(),
        "processor": names[0].partition(":")[2].strip() if names else platform.processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "versions": {name: installed[name] for name in LIBRARIES if name in installed},
        "load_before": os.getloadavg()[0],
    }  # fmt: skip


def _sizes(one: dict[str, Any], *, quick: bool) -> Sequence[int | None]:
    sizes: Sequence[int] | None = one.get("quick" if quick else "sizes") if "sizes" in one else None
    return sizes or [None]


def _words(one: dict[str, Any], size: int | None, *, quick: bool) -> list[str]:
    if size is None:
        return list(one["quick"] if quick and "quick" in one else one["words"])
    return [word.replace("{size}", str(size // one.get("scale", 1))) for word in one["words"]]


def _run(words: list[str]) -> dict[str, Any]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    failed = done.stderr.strip().splitlines()[-1:] if done.returncode else []
    return {"words": words, "seconds": round(spent, 1), "printed": done.stdout, "failed": "".join(failed)}


if __name__ == "__main__":
    main()
