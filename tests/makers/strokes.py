"""A verb struck down (SIGKILL) at one of its steps, then called again: what stands after each.

A step is a file that is opened for writing, renamed or removed, an SQL statement, a commit. ``python -m makers.strokes
SCRATCH MOMENTS TODAY`` reads commands from its input, counts the steps of each, strikes it at so many of them, spread
evenly, each time on a fresh copy of the data, and prints a JSON line a moment. ``{copy}`` in a word is the copy's folder.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import sqlite3
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What Python tells its audit hooks about files that change.
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"}
#: What tells one row from another without the clock.
TELLING = (
    "state",
    "number",
    "receipt_number",
    "running",
    "due",
    "sha256",
    "office_code",
    "cancel_reason",
    "name",
)
NO_EXIT = 99
ROOT = Path(__file__).parents[2]


def struck(words: list[str], today: str, moment: int, told: Path) -> int:
    """Run a command in a process of its own that is killed at that step; how it ended, -9 if it was killed."""
    child = os.fork()
    if child == 0:
        os._exit(_run(words, today, moment, told))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _run(words: list[str], today: str, moment: int, told: Path) -> int:
    import sqlalchemy as sa

    import cli

    steps = 0

    def step(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, given: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR)
        if event in CHANGES or writes:
            step()

    for stream, name in ((sys.stdout, "out"), (sys.stderr, "err")):
        os.dup2(os.open(told.with_suffix(f".{name}"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream.fileno())
    sa.event.listen(sa.Engine, "before_cursor_execute", step)
    sa.event.listen(sa.Engine, "commit", step)
    sys.addaudithook(heard)
    try:
        cli.main([*words, "--today", today, "--clerk", "ธุรการ"])
    except SystemExit as ended:
        code = int(ended.code or 0)
    else:
        code = NO_EXIT
    sys.stdout.flush()
    told.write_text(json.dumps(steps))
    return code


def standing(data: Path) -> dict[str, list[list[object]]]:
    """What the registry holds, table by table, without the clock's share; the trace is left to `saraban check`."""
    if not (data / "saraban.db").exists():
        return {}
    base = sqlite3.connect(data / "saraban.db")
    names = [
        row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    held: dict[str, list[list[object]]] = {}
    for name in names:
        if name.startswith(("audit", "sqlite_", "alembic")):
            continue
        columns = [row[1] for row in base.execute(f"PRAGMA table_info({name})") if row[1] in TELLING]
        rows = base.execute(f"SELECT {', '.join(columns) or '1'} FROM {name}")  # noqa: S608 - our own names
        held[name] = sorted(([*row] for row in rows), key=repr)
    base.close()
    return held


def strokes(
    data: Path, scratch: Path, moments: int, today: str, words: list[str]
) -> Iterator[dict[str, Any]]:
    """Count, strike, call again; the whole run, then what stood at each moment."""
    told = scratch / "told.json"

    def fresh() -> tuple[Path, list[str]]:
        copy = scratch / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(data, copy / "data")
        return copy / "data", [one.replace("{copy}", str(copy)) for one in words] + [
            "--data",
            str(copy / "data"),
        ]

    def call(given: list[str], moment: int = 0) -> int:
        return struck(given, today, moment, told)

    def said() -> str:
        return "".join(told.with_suffix(f".{one}").read_text(encoding="utf-8") for one in ("out", "err"))

    copy, given = fresh()
    before = standing(copy)
    code = call(given)
    steps = json.loads(told.read_text())
    whole = standing(copy)
    yield {"words": words, "code": code, "said": said(), "changed": whole != before}
    for moment in sorted({max(1, steps * at // moments) for at in range(1, moments + 1)}):
        copy, given = fresh()
        ended = call(given, moment)
        left = standing(copy)
        check = call(["check", "--data", str(copy)])
        checked = said()
        again = call(given)
        yield {
            "words": words, "moment": moment, "ended": ended, "check": check, "checked": checked,
            "half": left not in (before, whole), "again": again, "said": said(), "whole": standing(copy) == whole,
            "sound": call(["check", "--data", str(copy)]),
        }  # fmt: skip


def main(scratch: Path, moments: int, today: str) -> None:
    """Read a plan of stages from the input, build each upon the one before, strike its verbs, and tell line by line."""
    ready()
    from generator.fonts import letter_fonts

    data = scratch / "data"
    letter_fonts(data / "cache")
    for stage in json.load(sys.stdin):
        for words in stage["typed"]:
            code = struck([*words, "--data", str(data)], today, 0, scratch / "told.json")
            if code not in {0, 1}:
                sys.exit(f"{words}: {(scratch / 'told.err').read_text(encoding='utf-8')}")
        for words in stage["verbs"]:
            for one in strokes(data, scratch, moments, today, words):
                sys.stdout.write(json.dumps(one) + "\n")
                sys.stdout.flush()


def ready() -> None:
    """Do once what every command does first, so that none of those that are forked from here does it again."""
    for name in ("cli", *modules()):
        import_module(name)
    from circulars.messages import message
    from circulars.thai_calendar import OfficeCalendar
    from terminal.words import say

    message("usage", "th", {"command": "", "reason": ""})
    for key in ("error", "option.clerk"):
        say(key, "th")
    OfficeCalendar.of_province("มุกดาหาร")
    gc.collect()
    gc.freeze()


def modules() -> Iterator[str]:
    """All modules of the program that commands use: imported once, so that no command waits for them in its own process."""
    for package in ("circulars", "parsers", "generator", "registry", "desk", "terminal"):
        for path in sorted((ROOT / package).glob("*.py")):
            yield f"{package}.{path.stem}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
