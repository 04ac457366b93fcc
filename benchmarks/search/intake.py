"""How fast letters come in: PDFs with a text layer, read, parsed, filed, registered and indexed."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
import time
from pathlib import Path

import fontpkg_sarabun
import typst

from benchmarks.search.corpus import made_letter
from circulars.thai_calendar import OfficeCalendar
from desk.indexing import brought_up, index_of
from desk.init import init_office, new_office
from desk.office_desk import Clerk, Desk
from desk.receive import receive


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
        OfficeCalendar.shipped()
        receive(desk, paths[0], clerk, anyway=True)
        begun, wall = time.process_time(), time.perf_counter()
        for path in paths[1:]:
            receive(desk, path, clerk, anyway=True)
        brought_up(desk, index_of(desk))
        spent, waited = time.process_time() - begun, time.perf_counter() - wall
        print(
            f"Text PDFs received, every step, one process: {(count - 1) / spent:.1f} a CPU-second, {(count - 1) / waited:.1f} a second of the clock"
        )


def _pdf(text: str) -> bytes:
    lines = "\n".join(f"par({json.dumps(line, ensure_ascii=False)})" for line in text.split("\n"))
    looks = '#set page("a4", margin: 2.5cm)\n#set text(font: "Sarabun", size: 14pt, lang: "th")'
    fonts = str(Path(fontpkg_sarabun.__file__).parent)
    return bytes(typst.compile(f"{looks}\n#{{\n{lines}\n}}\n".encode(), font_paths=[fonts]))
