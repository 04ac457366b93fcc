"""What commands are given: the number of a task, files, a day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from circulars.errors import ExitCode, SarabanError, UsageError
from circulars.thai_calendar import ascii_digits
from terminal.door import tell

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from terminal.call import Call

_COMMAND = "saraban report"


def _book_file(_ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and value.suffix.lower() not in {".xlsx", ".pdf"}:
        raise UsageError("register-file", file=str(value))
    return value


#: The file that a register or list is written to: a workbook or a PDF.
BOOK = click.option("--file", type=click.Path(path_type=Path), callback=_book_file)


def task_and_files(given: Sequence[str], *, forms: bool) -> tuple[int | None, tuple[Path, ...]]:
    """The task and the forms that were named; a task must be where there are no forms.

    Raises:
        UsageError: If what is named is no task's number, or no form is.
    """
    first = ascii_digits(given[0])
    number = int(first) if first.isdecimal() and len(first) <= 9 else None
    files = tuple(Path(one) for one in given[1 if number is not None else 0 :])
    if forms and not files:
        raise UsageError("usage-missing", name="FILE", command=_COMMAND)
    if not forms and (number is None or files):
        wrong = given[0] if number is None else str(files[0])
        raise UsageError("report-target", value=wrong)
    return number, files


def each_file(call: Call, files: Sequence[Path], one: Callable[[Path], int]) -> int:
    """Do it for every file, past those that fail; one file alone fails with its own exit code."""
    codes: list[int] = []
    for path in files:
        try:
            codes.append(one(path))
        except SarabanError as failure:
            if len(files) == 1:
                raise
            tell(failure, as_json=call.json, lang=call.lang)
            codes.append(ExitCode.NEEDS_PERSON)
    return max(codes)


def date_of(text: str | None) -> dt.date | None:
    """The day that was typed, if one was.

    Raises:
        UsageError: If it is no day.
    """
    from desk.values import parse_date

    return None if text is None else parse_date(text)
