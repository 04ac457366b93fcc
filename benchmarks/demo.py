"""The main job on the sample circular, by the real commands; run it twice and nothing changes the second time."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import sqlite3
import sys
from contextlib import closing, redirect_stdout
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from circulars.errors import ExitCode
from circulars.thai_calendar import short_date, thai_digits
from cli import saraban
from terminal.door import run
from terminal.layout import Column, table

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = Path("demo")
#: The letter is of January 2567; the demo is done on a day of that month.
TODAY = "2024-01-25"
COMMON = ("--data", str(DATA), "--today", TODAY, "--clerk", "ธุรการ")
#: Of a step that was done before: nothing is wrong, and nothing is done again.
DONE_BEFORE = (ExitCode.DONE, ExitCode.CONFLICT)


def main() -> int:
    """Do the job; its exit code."""
    before = state()
    with as_file(files("circulars") / "samples" / "w2551.txt") as sample:
        steps: Sequence[tuple[str, ...]] = (
            ("init", "มุกดาหาร", "--unit", "0018.1", "--group", "กลุ่มงานอำนวยความเป็นธรรม", "--phone", "0-4261-1817",
             "--paper", "placeholder", "--url", "https://report.example.go.th/mukdahan"),
            ("relayed", "มท ๐๓๐๗.๒/ว ๒๑๓๓", "--by", "มห ๐๐๑๘.๑/ว ๗๕๐", "--dated", "๓ มกราคม ๒๕๖๗", "--urgency", "ด่วนที่สุด"),
            ("receive", str(sample)),
            ("review", "show", "1"),
            ("review", "confirm", "1"),
            ("tasks",),
            ("relay", "1"),
            ("send", "1"),
            ("form", "1"),
        )  # fmt: skip
        for step in steps:
            if (code := command(*step)) not in DONE_BEFORE:
                return code
    click.echo(f"\n{summary()}")
    if before and before == state():
        print("\nทำซ้ำแล้วไม่มีอะไรเปลี่ยนแปลง (nothing changed: everything was done before)")
    return ExitCode.DONE


def command(*words: str) -> int:
    """Show a command and run it."""
    print(f"\n$ saraban {' '.join(words)}", flush=True)
    code = run(saraban, [*words, *COMMON])
    sys.stderr.flush()
    return code


def answer(*words: str) -> Any:
    """What a command says with ``--json``, one object a line."""
    said = io.StringIO()
    with redirect_stdout(said):
        run(saraban, [*words, "--json", *COMMON])
    return [json.loads(line) for line in said.getvalue().splitlines()]


def summary() -> str:
    """The table of directives, deadlines and tasks, and where the files are."""
    columns = [
        Column(title="ข้อ"),
        Column(title="กำหนด"),
        Column(title="งาน", right=True),
        Column(title="หน่วยงาน"),
    ]
    rows = []
    for one in answer("overview"):
        tasks = one["tasks"]
        districts = sum(task["level"] == "district" for task in tasks)
        due = short_date(dt.date.fromisoformat(one["due"])) if one["due"] else one["quote"] or "–"
        offices = thai_digits(f"{districts} อำเภอ + {len(tasks) - districts} จังหวัด")
        rows.append([thai_digits(one["item"] or "–"), due, thai_digits(str(len(tasks))), offices])
    paths = [
        str(path)
        for suffix in ("docx", "pdf", "xlsx")
        for path in sorted((DATA / "letters").rglob(f"*.{suffix}"))
    ]
    return "\n".join([table(columns, rows, 100), "", *paths])


def state() -> dict[str, str]:
    """Everything the data directory holds: each file's hash, each row of the registry."""
    found = {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in DATA.rglob("*")
        if path.is_file() and not path.name.startswith("saraban.db")
    }
    if (DATA / "saraban.db").exists():
        with closing(sqlite3.connect(DATA / "saraban.db")) as registry:
            found["registry"] = "\n".join(registry.iterdump())
    return found


if __name__ == "__main__":
    sys.exit(main())
