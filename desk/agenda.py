"""What is due: late, today, in the next days (วันนี้ต้องทำอะไร)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desk.overview import DirectiveRow, rows_of
from registry.listings import Dues

if TYPE_CHECKING:
    from collections.abc import Collection

    from circulars.circular import Secrecy
    from desk.office_desk import Clerk, Desk
    from registry.store import Store

#: How far ahead one looks.
DAYS: Final = 7
#: Directives of each kind that are shown; the others are counted.
SHOWN: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """The directives that press alike: the first of them, and how many there are."""

    count: int
    rows: tuple[DirectiveRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The directives that somebody is still waited for, by how they press."""

    late: Pressing
    today: Pressing
    soon: Pressing  #: within `DAYS`


def agenda(desk: Desk, clerk: Clerk, seen: Collection[Secrecy]) -> Agenda:
    """What presses today, of letters of the classes of secrecy that may be seen."""
    day = clerk.today
    one = dt.timedelta(days=1)
    with desk.database.reading() as store:
        return Agenda(
            late=_pressing(store, seen, Dues(last=day - one)),
            today=_pressing(store, seen, Dues(first=day, last=day)),
            soon=_pressing(store, seen, Dues(first=day + one, last=day + dt.timedelta(days=DAYS))),
        )


def _pressing(store: Store, seen: Collection[Secrecy], dues: Dues) -> Pressing:
    duties = store.listings.open_duties(seen, dues, SHOWN)
    count = len(duties) if len(duties) < SHOWN else store.listings.open_duty_count(seen, dues)
    rows = {
        (row.entry.id, row.place, row.tasks[0].deadline, row.tasks[0].period): row
        for row in rows_of(store, {one.letter for one in duties})
    }
    keys = [(one.letter, one.directive, one.deadline, one.period) for one in duties]
    return Pressing(count=count, rows=tuple(rows[key] for key in keys))
