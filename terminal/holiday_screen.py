"""The office's holidays, as the terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.thai_calendar import BUDDHIST_ERA, SHORT_WEEKDAYS
from terminal.layout import Column, table
from terminal.terms import day, digits
from terminal.words import say

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from circulars.deadline import Deadline
    from desk.holidays import ClosedDay
    from desk.recount import Recounted
    from terminal.call import Call

_ENGLISH = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def holiday_screen(days: Sequence[ClosedDay], known_to: dt.date, year: int, call: Call) -> str:
    """The holidays of a year, which of them the office has added, and how far the calendar is known."""
    lang = call.lang
    shown = digits(year + BUDDHIST_ERA, lang) if lang == "th" else str(year)
    if not days:
        return say("holidays.none", lang, year=shown)
    names = SHORT_WEEKDAYS if lang == "th" else _ENGLISH
    rows = [
        [names[one.day.weekday()], day(one.day, lang), one.name, say("holidays.own", lang) if one.own else ""]
        for one in days
    ]
    columns = [
        Column(title=""),
        Column(title=say("holidays.date", lang), right=True),
        Column(title=say("holidays.name", lang), least=12),
        Column(title=""),
    ]
    lines = [table(columns, rows, call.room)]
    if year > known_to.year or (year == known_to.year and known_to.month < 12):
        lines.append(say("holidays.unannounced", lang, known_to=day(known_to, lang)))
    return "\n".join(lines)


def added_screen(added: dt.date, name: str, file: Path, recounted: Sequence[Recounted], call: Call) -> str:
    """A holiday added, and every deadline that falls on another day by it: as it was, as it is."""
    lang = call.lang
    lines = [say("holidays.added", lang, day=day(added, lang), name=name, file=file)]
    for one in recounted:
        tasks = digits(len(one.assigned.moved), lang)
        lines.append(say("holidays.recounted", lang, receipt=digits(one.entry.receipt, lang), tasks=tasks))
        lines += [f"  {old.quote}: {_days(old, lang)} → {_days(new, lang)}" for old, new in one.moved]
    return "\n".join(lines)


def _days(deadline: Deadline, lang: str) -> str:
    """The day on which something is due, and the working day before it by which to plan."""
    due = day(deadline.due, lang) if deadline.due else "-"
    return say("holidays.plan", lang, due=due, day=day(deadline.plan_by, lang)) if deadline.plan_by else due
