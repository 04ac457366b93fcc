"""Who has not answered (ค้าง), and the words to remind them with; nothing is sent from here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.office import Level
from circulars.task import Task, TaskState
from desk.form import wants_form
from desk.overview import DirectiveRow, overview
from generator.notice import Unanswered, line_reminder
from registry.entries import Outgoing

if TYPE_CHECKING:
    from desk.office_desk import Clerk, Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One directive that is still waited for."""

    row: DirectiveRow
    relay: Outgoing  #: the letter that told them
    missing: tuple[Task, ...]
    text: str  #: for a LINE group


def remind(
    desk: Desk, clerk: Clerk, *, receipt: str | None = None, days: int | None = None
) -> tuple[Reminder, ...]:
    """The directives that offices were told of and have not answered, the most pressing first.

    Args:
        desk: The office's desk.
        clerk: Who asks, and when.
        receipt: Only of that letter.
        days: Only what is late, or due within so many days.

    Raises:
        NotFoundError: If there is no such letter.
    """
    rows = [
        row
        for row in overview(desk, clerk, receipt)
        if _is_asked_for(row) and _presses(row, clerk.today, days) and _told(row)
    ]
    with desk.database.reading() as store:
        relays = {row.entry.id: store.outgoing.by_letter(row.entry.id) for row in rows}
    found = [
        _reminder(row, relay, clerk.today) for row in rows if (relay := relays[row.entry.id]) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.row.due is None, one.row.due or dt.date.max)))


def _is_asked_for(row: DirectiveRow) -> bool:
    return row.due is not None or wants_form(row.directive)


def _presses(row: DirectiveRow, today: dt.date, days: int | None) -> bool:
    return days is None or (row.due is not None and row.due <= today + dt.timedelta(days=days))


def _told(row: DirectiveRow) -> tuple[Task, ...]:
    """The districts that know and have not answered; the province need not remind itself."""
    return tuple(
        one for one in row.missing if one.level is not Level.PROVINCE and one.state is not TaskState.NOT_SENT
    )


def _reminder(row: DirectiveRow, relay: Outgoing, today: dt.date) -> Reminder:
    missing = _told(row)
    what = Unanswered(
        subject=relay.subject,
        item=row.directive.item,
        number=relay.number,
        dated=relay.dated,
        due=row.due,
        answered=sum(one.level is not Level.PROVINCE for one in row.answered),
        missing=tuple(one.office for one in missing),
    )
    return Reminder(row=row, relay=relay, missing=missing, text=line_reminder(what, today))
