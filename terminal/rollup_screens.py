"""The answers of all offices in one table, on screen and on a sheet."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from circulars.labels import label
from circulars.listing import ListColumn, Listing
from circulars.task import SETTLED, TaskState
from terminal.layout import paint, wrap
from terminal.listings import listing_screen
from terminal.task_screens import answered_sentence
from terminal.terms import day, digits, item
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.letter import FormColumn
    from circulars.listing import Cell
    from desk.office_desk import Clerk
    from desk.rollup import OfficeAnswer, Rollup
    from terminal.call import Call

#: Widths on a sheet by the kind of a column.
_WIDTHS = {"text": 30.0, "number": 14.0, "date": 16.0, "phone": 22.0, "id": 20.0}


def rollups_screen(found: Sequence[Rollup], clerk: Clerk, call: Call) -> str:
    """The tables one after another."""
    parts = []
    for one in found:
        listing = rollup_listing(one, clerk, call.lang)
        head = [
            paint(wrap(listing.title, call.room), "bold"),
            *(wrap(line, call.room) for line in listing.lines),
        ]
        parts.append("\n".join([*head, "", listing_screen(listing, call)]))
    return "\n\n".join(parts)


def rollup_listing(one: Rollup, clerk: Clerk, lang: str) -> Listing:
    """The table of one directive."""
    columns = (
        ListColumn(title=say("rollup.number", lang), centre=True, width=7),
        ListColumn(title=say("column.office", lang), width=22),
        *(_column(column) for column in one.columns),
        ListColumn(title=say("rollup.remark", lang), width=16),
    )
    rows = [
        row for number, answer in enumerate(one.answers, start=1) for row in _rows(number, answer, one, lang)
    ]
    name = item(one.directive.item, one.place, lang)
    facts = {"receipt": digits(one.entry.receipt, lang), "subject": one.entry.subject or "", "item": name}
    lines = [_missing(one, lang), say("rollup.as_of", lang, day=day(clerk.today, lang))]
    if one.period:
        lines.insert(0, say("rollup.period", lang, day=day_of(one.period, lang)))
    return Listing(
        title=say("title.rollup", lang, **facts),
        name=f"{name} {one.period}".strip(),
        lines=tuple(lines),
        columns=columns,
        rows=tuple(rows),
        total=_total(one, lang),
        frozen=2,
    )


def day_of(period: str, lang: str) -> str:
    """A day written as ISO, as people read it."""
    return day(dt.date.fromisoformat(period), lang)


def _column(column: FormColumn) -> ListColumn:
    return ListColumn(
        title=column.title, number=column.kind == "number", width=_WIDTHS.get(column.kind, 20.0)
    )


def _rows(number: int, answer: OfficeAnswer, one: Rollup, lang: str) -> list[tuple[Cell, ...]]:
    """The rows of an office; one with dashes where it has nothing to tell, or has not told."""
    remark = _remark(answer, lang)
    rows = answer.rows if answer.is_there else ()
    if not rows:
        dash = "-" if answer.is_there and answer.nil else ""
        return [(digits(number, lang), answer.task.office, *(dash for _ in one.columns), remark)]
    return [
        (
            digits(number, lang) if at == 0 else "",
            answer.task.office if at == 0 else "",
            *(_cell(column, row.get(column.name, ""), lang) for column in one.columns),
            remark if at == 0 else "",
        )
        for at, row in enumerate(rows)
    ]


def _cell(column: FormColumn, value: str, lang: str) -> Cell:
    if column.kind == "number" and value:
        return _plain(Decimal(value))
    if column.kind == "date" and value:
        return day_of(value, lang)
    return digits(value, lang) if column.kind in {"phone", "id"} else value


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _remark(answer: OfficeAnswer, lang: str) -> str:
    if not answer.is_there:
        return (
            label(answer.task.state, lang)
            if answer.task.state is TaskState.RETURNED or answer.task.state in SETTLED
            else say("rollup.missing", lang)
        )
    if answer.nil:
        return say("reported_nil", lang)
    return "" if answer.task.state is TaskState.ACCEPTED else say("rollup.unchecked", lang)


def _missing(one: Rollup, lang: str) -> str:
    """Who of the districts has not answered; where only the province must, of it."""
    lowest = max((answer.task.level for answer in one.answers), key=lambda level: level.rank)
    districts = [answer for answer in one.answers if answer.task.level is lowest]
    asked = districts or one.answers
    missing = [answer.task for answer in asked if not answer.task.state.closed]
    return answered_sentence([answer.task for answer in asked], missing, lang)


def _total(one: Rollup, lang: str) -> tuple[Cell, ...]:
    sums = one.sums
    first = say("rollup.total", lang)
    offices = say("rollup.offices", lang, count=digits(one.answered, lang), rows=digits(one.row_count, lang))
    return (
        first,
        offices,
        *(_plain(sums[column.name]) if column.name in sums else None for column in one.columns),
        None,
    )
