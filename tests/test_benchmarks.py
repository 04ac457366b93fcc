"""The page of benchmarks is made from what was measured, and says what was not."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

from benchmarks.bench import plan
from benchmarks.bench_page import write_page

ROOT = Path(__file__).parents[1]
SAVED = {
    "day": "2026-11-27", "processor": "A", "cores": 2, "system": "Linux 6", "python": "3.11.0", "versions": {"click": "8"},
    "load_before": 1.0, "load_after": 2.0, "quick": True,
}  # fmt: skip
PLAN = {
    "run": [
        {"title": "Quick", "goal": [{"what": "one", "pattern": r"took (\d+) ms", "most": 10}]},
        {"title": "Slow", "goal": [{"what": "two", "pattern": r"took (\d+) ms", "most": 10}]},
        {"title": "Right", "goal": [{"what": "three", "pattern": r"F1 ([\d.]+)", "least": 0.9}]},
        {"title": "Left out", "goal": [{"what": "four", "pattern": r"took (\d+) ms", "most": 10}]},
    ],
    "curve": [
        {"title": "Growth", "unit": "ms", "sizes": [10, 100, 1000], "lines": {"a < b": r"took ([\d,]+) ms"}}
    ],
}  # fmt: skip


def run(title, printed, size=None, failed=""):
    return {
        "title": title,
        "size": size,
        "words": ["x"],
        "seconds": 1.5,
        "printed": printed,
        "failed": failed,
    }


def test_what_was_met_missed_broken_and_left_out_is_said(tmp_path):
    runs = [
        run("Quick", "it took 9 ms"), run("Slow", "it took 11 ms"), run("Right", "", failed="KeyError: 'x'"),
        run("Growth", "it took 5 ms", 10), run("Growth", "it took 1,200 ms", 100),
    ]  # fmt: skip
    write_page({**SAVED, "runs": runs}, PLAN, tmp_path)
    page = (tmp_path / "benchmarks.md").read_text(encoding="utf-8")
    assert "| one | 9 | ≤ 10 | met |\n| two | 11 | ≤ 10 | **missed** |" in page
    assert "| three | – | ≥ 0.9 | **not measured** |\n| four | – | ≤ 10 | **not measured** |" in page
    assert "**It ended with an error:** `KeyError: 'x'`" in page
    assert "## Left out\n\nNot measured in this run." in page
    assert (
        "| ms | 10 | 100 |\n|---|---|---|\n| a < b | 5 | 1200 |\n\nNot measured in this run: 1,000." in page
    )
    drawn = ET.fromstring((tmp_path / "benchmarks-1.svg").read_text(encoding="utf-8"))  # noqa: S314 - our own
    assert [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")][-1] == "a < b"
    assert len(list(drawn.iter("{http://www.w3.org/2000/svg}circle"))) == 2


def test_the_page_in_the_documents_is_made_from_what_was_saved(tmp_path):
    saved = json.loads((ROOT / "docs" / "benchmarks.json").read_text(encoding="utf-8"))
    write_page(saved, plan(), tmp_path)
    for made in tmp_path.iterdir():
        assert made.read_text(encoding="utf-8") == (ROOT / "docs" / made.name).read_text(encoding="utf-8")
