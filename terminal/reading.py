"""`saraban read`, `receive` and `deadlines`: what the paper says, shown or registered."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from circulars.errors import ExitCode, SarabanError, UsageError
from terminal.call import Call
from terminal.door import tell
from terminal.intake import receive_folders
from terminal.targets import date_of
from terminal.verb import Verb, with_call
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from circulars.source import SourceText
    from desk.reading import OpenedFile, ReadingWay

PATH = click.Path(path_type=Path)


@click.command(cls=Verb)
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option("--engine", envvar="SARABAN_OCR_ENGINE")
@click.option("--crops", type=click.Path(path_type=Path, file_okay=False))
@click.option("--show", is_flag=True)
@click.option("--pdf", type=PATH)
@with_call
def read(call: Call, files: tuple[Path, ...], engine: str | None, show: bool, **outputs: Path | None) -> int:
    """Show what letters say; store nothing."""
    from circulars.reading_json import reading_to_json
    from desk.crops import drawn_crops, write_crops
    from desk.holidays import office_calendar
    from desk.showing import marked_lines
    from terminal.letter_screens import reading_screen
    from terminal.page_screen import page_screen

    pdf, crops = outputs["pdf"], outputs["crops"]
    if pdf is not None and len(files) > 1:
        raise UsageError("usage-one-pdf")

    calendar = office_calendar(call.data)
    to_write = [] if pdf is None else [pdf]

    def one(file: OpenedFile, source: SourceText, way: ReadingWay) -> int:
        if pdf is not None and not to_write:
            raise UsageError("usage-one-pdf")
        reading = way.reading(source, calendar)
        data = reading_to_json(reading, call.lang)
        if crops is not None:
            for number, path in write_crops(file, reading, crops).items():
                data["issues"][number]["crop"] = str(path)
        drawn = drawn_crops(file, reading) if show and call.draws else {}
        text = reading_screen(file.name, reading, data["issues"], call, drawn)
        if show:
            text = page_screen(reading.source, marked_lines(reading), call) + "\n\n" + text
        call.show(text, data)
        if to_write:
            from desk.searchable import write_searchable

            written = write_searchable(file, to_write.pop(), source)
            click.echo(
                "" if call.json else say("page.written", call.lang, file=written), err=True, nl=not call.json
            )
        return ExitCode.NEEDS_PERSON if reading.needs_person else ExitCode.DONE

    return _each(call, files, engine, one)


@click.command(cls=Verb)
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option("--number", type=click.IntRange(1, 999_999))
@click.option("--anyway", is_flag=True)
@click.option("--engine", envvar="SARABAN_OCR_ENGINE")
@click.option("--report", type=PATH)
@click.option("--workers", envvar="SARABAN_WORKERS")
@click.option("--received", "day", metavar="DATE")
@click.option("--reason", default="")
@with_call
def receive(call: Call, files: tuple[Path, ...], number: int | None, anyway: bool, **way: Any) -> int:
    """Register letters."""
    from desk.plain import received_plain
    from desk.receive import receive as receive_one
    from terminal.letter_screens import received_screen

    if number is not None and len(files) > 1:
        raise UsageError("usage-one-number")
    if any(path.is_dir() for path in files):
        if way["day"]:
            raise UsageError("usage-received-folder")
        how = {name: way[name] for name in ("engine", "workers")}
        return receive_folders(call, files, anyway=anyway, report=way["report"], **how)
    desk, clerk = call.desk(), call.clerk()

    def one(file: OpenedFile, source: SourceText, how: ReadingWay) -> int:
        received = receive_one(
            desk,
            file,
            clerk,
            number=number,
            anyway=anyway,
            way=how,
            source=source,
            day=date_of(way["day"]),
            reason=way["reason"],
        )
        call.show(received_screen(received, call), received_plain(received))
        return ExitCode.NEEDS_PERSON if received.needs_person else ExitCode.DONE

    return _each(call, files, way["engine"], one)


def _each(
    call: Call,
    files: Sequence[Path],
    engine: str | None,
    one: Callable[[OpenedFile, SourceText, ReadingWay], int],
) -> int:
    """Do it for every file and those within it, past those that fail; one file alone fails with its own exit code."""
    from desk.reading import ReadingWay
    from terminal.progress import shown

    codes: list[int] = []
    with shown(call, "progress.reading") as progress:
        way = ReadingWay.of(call.data, engine=engine, progress=progress)
        for read_one in way.texts(files):
            try:
                source = read_one.text()
                codes.append(ExitCode.DONE if read_one.file is None else one(read_one.file, source, way))
            except SarabanError as failure:
                if read_one.alone:
                    raise
                tell(failure, as_json=call.json, lang=call.lang)
                codes.append(ExitCode.NEEDS_PERSON)
            except KeyboardInterrupt:
                told = say("interrupted.files", call.lang, done=len(codes), all=len(files))
                click.echo(told, err=True)
                raise
    return max(codes, default=ExitCode.DONE)


@click.command(cls=Verb)
@click.argument("file", type=PATH, required=False)
@with_call
def deadlines(call: Call, file: Path | None) -> int:
    """Find the deadlines of texts, JSON lines in and out."""
    from desk.deadlines import deadline_lines
    from desk.holidays import office_calendar
    from desk.text_file import read_text

    lines: Iterable[str] = sys.stdin if file is None else read_text(file).splitlines()
    code = ExitCode.DONE
    for answer in deadline_lines(lines, office_calendar(call.data)):
        refused = "error" in answer
        code = ExitCode.NEEDS_PERSON if refused else code
        click.echo(json.dumps(answer, ensure_ascii=False), err=refused)
    return code
