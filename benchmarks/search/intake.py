"""How fast letters come in: PDFs with a text layer, read, parsed, filed, registered and indexed."""

from __future__ import annotations

import datetime as dt
import json
import os
import tempfile
import time
from pathlib import Path

import fontpkg_sarabun
import typst

from benchmarks.search.corpus import made_letter
from desk.init import init_office, new_office
from desk.intake import Outcome, take_in
from desk.office_desk import Clerk, Desk
from desk.reading import ReadingWay
from parsers.input_file import OcrSettings


def measure_intake(count: int) -> None:
    """Receive so many PDFs with every step, and print how many a second."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = []
        for number in range(1, count + 1):
            path = folder / f"{number}.pdf"
            path.write_bytes(_pdf(made_letter(number).text))
            paths.append(path)
        settings = init_office(folder / "data", new_office("มุกดาหาร", {"unit_code": "0018.1"}))
        desk = Desk.open(settings)
        clerk = Clerk(name="-", now=dt.datetime(2024, 6, 3, 9))  # noqa: DTZ001 - Bangkok wall clock
        begun, wall = _spent(), time.perf_counter()
        way = ReadingWay(ocr=OcrSettings(workers=1))
        answers = [one.outcome for one in take_in(desk, paths, lambda: clerk, way, anyway=True)]
        spent, waited = _spent() - begun, time.perf_counter() - wall
        received = answers.count(Outcome.RECEIVED)
        print(
            f"Text PDFs received as `saraban receive` does, one process that reads: {received} of {count}; "
            f"{count / spent:.1f} a CPU-second, {count / waited:.1f} a second of the clock"
        )


def _spent() -> float:
    """CPU seconds of this process, and of those it started and that have ended."""
    return sum(os.times()[:4])


def _pdf(text: str) -> bytes:
    lines = "\n".join(f"par({json.dumps(line, ensure_ascii=False)})" for line in text.split("\n"))
    looks = '#set page("a4", margin: 2.5cm)\n#set text(font: "Sarabun", size: 14pt, lang: "th")'
    fonts = str(Path(fontpkg_sarabun.__file__).parent)
    return bytes(typst.compile(f"{looks}\n#{{\n{lines}\n}}\n".encode(), font_paths=[fonts]))
