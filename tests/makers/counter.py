"""What a clerk types on the real sample, and what is stored afterwards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from desk.office_desk import Desk
from desk.settings import Settings

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "counter"
SAMPLE = str(ROOT / "tests" / "letters" / "dopa-circular-w2551.corrected.txt")
RELAY = str(ROOT / "tests" / "letters" / "mukdahan-relay-w642.corrected.txt")
INIT = (
    "init", "มุกดาหาร", "--unit", "0018.1", "--group", "กลุ่มงานอำนวยความเป็นธรรม", "--phone", "0-4261-1817",
    "--paper", "placeholder", "--url", "https://report.example.go.th/r",
)  # fmt: skip
RELAYED = (
    "relayed", "มท ๐๓๐๗.๒/ว ๒๑๓๓", "--by", "มห ๐๐๑๘.๑/ว ๗๕๐", "--dated", "๓ มกราคม ๒๕๖๗", "--urgency", "ด่วนที่สุด",
)  # fmt: skip


class Said(NamedTuple):
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def data(self):
        return [json.loads(line) for line in self.out.splitlines()]


def stored(data):
    """All that the data directory holds: entries, traces and files."""
    desk = Desk.open(Settings.of(data))
    with desk.database.reading() as store:
        return (
            store.incoming.listed(),
            store.outgoing.listed(),
            store.tasks.listed(),
            store.audit.all(),
            sorted(
                str(path.relative_to(data))
                for path in data.rglob("*")
                if path.suffix in {".txt", ".pdf", ".docx"}
            ),
        )


def form_of(data, district, rows, path):
    """The form that went out to a district, filled in."""
    import openpyxl
    from makers.filled_forms import put

    (sent,) = (data / "letters").rglob(f"2-อำเภอ{district}.xlsx")
    book = openpyxl.load_workbook(sent)
    for number, row in enumerate(rows, start=1):
        for column, value in zip(("name", "position", "phone"), row, strict=True):
            put(book, f"f_{column}_{number}", value)
    book.save(path)
    return str(path)
