"""Commands that take in many letters: whole folders, and a folder that is watched."""

from __future__ import annotations

import csv
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from circulars.errors import ExitCode
from terminal.call import Call
from terminal.door import tell
from terminal.layout import paint
from terminal.progress import paced
from terminal.terms import digits
from terminal.verb import Verb, with_call
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desk.intake import Taken

#: Seconds between two looks at a watched folder.
_PAUSE = 2.0


def receive_folders(
    call: Call,
    paths: Sequence[Path],
    *,
    anyway: bool,
    engine: str | None,
    workers: str | None,
    report: Path | None,
) -> int:
    """Register every file under the folders; a summary, and what failed and why."""
    from desk.intake import files_under, take_in
    from desk.reading import ReadingWay

    files = [file for path in paths for file in (files_under(path) if path.is_dir() else (path,))]
    desk, how = call.desk(), ReadingWay.of(call.data, engine=engine, workers=workers)
    taken: list[Taken] = []
    with paced(call, "intake.progress", len(files)) as progress:
        for one in take_in(desk, files, call.clerk, how, anyway=anyway):
            taken.append(one)
            progress(len(taken))
            if call.json:
                call.show("", _plain(one, call.lang))
    if report is not None:
        write_report(report, taken, call.lang)
    if not call.json:
        call.show(_summary(taken, call), None)
    failed = any(one.failure is not None for one in taken)
    return ExitCode.NEEDS_PERSON if failed else ExitCode.DONE


def write_report(path: Path, taken: Iterable[Taken], lang: str) -> None:
    """A row for every file that could not be received, as a table that spreadsheets open."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([say("column.file", lang), say("column.kind", lang), say("column.reason", lang)])
        for one in taken:
            if one.failure is not None:
                rows.writerow([one.name, one.failure.kind, one.failure.message(lang)])


def _summary(taken: Sequence[Taken], call: Call) -> str:
    counts = Counter(one.outcome.value for one in taken)
    numbers = {name: digits(f"{counts[name]:,}", call.lang) for name in ("received", "known", "failed")}
    lines = [paint(say("intake.done", call.lang, **numbers), "bold")]
    lines += [f"  {one.name}: {one.failure.message(call.lang)}" for one in taken if one.failure is not None]
    return "\n".join(lines)


def _plain(one: Taken, lang: str) -> dict[str, Any]:
    from desk.plain import received_plain

    data: dict[str, Any] = {"file": one.name, "outcome": one.outcome.value}
    if one.received is not None:
        return {**received_plain(one.received), **data}
    if one.failure is not None:
        return {**data, "error": one.failure.kind, "message": one.failure.message(lang)}
    return data


@click.command(cls=Verb)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--once", is_flag=True)
@click.option("--engine", envvar="SARABAN_OCR_ENGINE")
@with_call
def watch(call: Call, folder: Path, once: bool, engine: str | None) -> int:
    """Receive what is put into a folder."""
    from desk.intake import WatchedFolder
    from desk.reading import ReadingWay

    desk, way = call.desk(), ReadingWay.of(call.data, engine=engine)
    watched, failed = WatchedFolder(folder), False
    watched.whole()
    if not once and not call.json:
        click.echo(say("watch.begun", call.lang, folder=str(folder)), err=True)
    while True:
        time.sleep(_PAUSE)
        for one in watched.round(desk, call.clerk, way):
            failed = failed or one.failure is not None
            _told(call, one)
        if once:
            return ExitCode.NEEDS_PERSON if failed else ExitCode.DONE


def _told(call: Call, one: Taken) -> None:
    from terminal.letter_screens import received_screen

    if one.failure is not None and not call.json:
        tell(one.failure, as_json=False, lang=call.lang)
    else:
        text = received_screen(one.received, call) if one.received is not None else ""
        call.show(text, _plain(one, call.lang))
