"""What is due: late, today, in the next days (วันนี้ต้องทำอะไร)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desk.overview import DirectiveRow, rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from circulars.circular import Secrecy
    from desk.office_desk import Clerk, Desk
    from registry.listings import DutySpell

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
    until = (day - dt.timedelta(days=1), day, day + dt.timedelta(days=DAYS))
    with desk.database.reading() as store:
        spells = store.listings.open_duties(seen, until, SHOWN)
        rows = rows_of(store, {duty.letter for one in spells for duty in one.duties})
    by_duty = {(row.entry.id, row.place, row.tasks[0].deadline, row.tasks[0].period): row for row in rows}
    late, today, soon = (_pressing(one, by_duty) for one in spells)
    return Agenda(late=late, today=today, soon=soon)


def _pressing(spell: DutySpell, rows: Mapping[tuple[int, int, int, str], DirectiveRow]) -> Pressing:
    keys = [(one.letter, one.directive, one.deadline, one.period) for one in spell.duties]
    return Pressing(count=spell.count, rows=tuple(rows[key] for key in keys))
