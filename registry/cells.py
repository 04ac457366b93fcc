"""Tasks in bulk for the overview: one query, a plain row a task, no reading decoded."""

from __future__ import annotations

import datetime as dt
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from registry.tables import OPEN, incoming, task

if TYPE_CHECKING:
    from collections.abc import Collection


class Cell(NamedTuple):
    """One task, as the registry has it."""

    id: int
    letter: int
    directive: int
    deadline: int
    period: str
    item: str | None
    level: str
    office_code: str
    office: str
    state: str
    due: dt.date | None
    due_time: dt.time | None
    internal_due: dt.date | None
    rrule: str | None
    nil: bool
    answered: dt.datetime | None


_COLUMNS = [task.c[name] for name in Cell._fields]


class Cells:
    """The tasks of the overview (ภาพรวม)."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(
        self,
        letters: Collection[int] | None,
        *,
        since: dt.date,
        first: dt.date,
        last: dt.date,
        office_code: str | None = None,
    ) -> list[Cell]:
        """The tasks of letters, or of all that matter, directive by directive in the order of their offices.

        Args:
            letters: The ids of the letters; None for those received since, and those of which anything is open.
            since: The day from which letters are looked at although nothing of them is open.
            first: Occurrences that were due before are left out if they are closed.
            last: Occurrences that are due later are left out.
            office_code: Only of that office.
        """
        near = sa.or_(task.c.period == "", sa.and_(task.c.due <= last, sa.or_(task.c.due >= first, OPEN)))
        query = sa.select(*_COLUMNS).where(near)
        wanted = _matter(since) if letters is None else letters
        query = query.where(task.c.letter.in_(wanted))
        if office_code is not None:
            query = query.where(task.c.office_code == office_code)
        cells = list(map(Cell._make, self._connection.execute(query).all()))
        # Sorted here: they come nearly in order, while PostgreSQL would compare every code by the rules of a language.
        cells.sort(key=attrgetter("letter", "directive", "deadline", "period", "office_code"))
        return cells


def _matter(since: dt.date) -> sa.CompoundSelect[tuple[int]]:
    """The ids of letters received since a day, and of those of which anything is open."""
    new = sa.select(incoming.c.id).where(incoming.c.received >= dt.datetime.combine(since, dt.time()))
    return sa.union(new, sa.select(task.c.letter).where(OPEN))
