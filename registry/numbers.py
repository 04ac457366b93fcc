"""Numbers of the calendar year: taken in the transaction that uses them, without gap, never twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from registry.entries import HeldNumber, HeldState
from registry.tables import counter, held_number
from registry.upsert import insert_on

if TYPE_CHECKING:
    import datetime as dt

#: The series of receipt numbers; outgoing numbers are counted by their own letters and unit.
RECEIPTS = "receipt"


class Numbers:
    """The counters of the registers (เลขทะเบียน), one a series and year."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._insert = insert_on(connection)

    def take(self, series: str, year: int) -> int:
        """The next number of the series in that year; free again if the transaction fails."""
        row = self._insert(counter).values(series=series, year=year, last=1)
        taken = row.on_conflict_do_update(
            index_elements=[counter.c.series, counter.c.year], set_={"last": counter.c.last + 1}
        ).returning(counter.c.last)
        return int(self._connection.execute(taken).scalar_one())

    def use(self, series: str, year: int, number: int) -> None:
        """Count a number that was given elsewhere: the next one taken is above it."""
        row = self._insert(counter).values(series=series, year=year, last=number)
        greatest = sa.func.greatest if self._connection.dialect.name == "postgresql" else sa.func.max
        used = row.on_conflict_do_update(
            index_elements=[counter.c.series, counter.c.year],
            set_={"last": greatest(counter.c.last, row.excluded.last)},
        )
        self._connection.execute(used)

    def last(self, series: str, year: int) -> int:
        """The last number given out; 0 if none was."""
        query = sa.select(counter.c.last).where(counter.c.series == series, counter.c.year == year)
        return self._connection.execute(query).scalar() or 0

    def hold(self, new: HeldNumber) -> None:
        """Keep a number that was taken for a letter still to come."""
        self._connection.execute(held_number.insert().values({name: getattr(new, name) for name in _HELD}))

    def held(self, series: str, year: int, number: int) -> HeldNumber | None:
        """What is known of a number that was reserved; None if it never was."""
        row = self._connection.execute(sa.select(held_number).where(*_which(series, year, number)))
        found = row.one_or_none()
        return None if found is None else _held(found)

    def all_held(self, *, year: int | None = None, state: HeldState | None = None) -> tuple[HeldNumber, ...]:
        """The numbers that were reserved, series by series in their order."""
        query = sa.select(held_number).order_by(
            held_number.c.year, held_number.c.series, held_number.c.number
        )
        if year is not None:
            query = query.where(held_number.c.year == year)
        if state is not None:
            query = query.where(held_number.c.state == state)
        return tuple(_held(row) for row in self._connection.execute(query))

    def close(self, held: HeldNumber, state: HeldState, at: dt.datetime, by: str, reason: str = "") -> bool:
        """A reserved number is used or cancelled; False if it was closed already."""
        done = self._connection.execute(
            held_number.update()
            .where(*_which(held.series, held.year, held.number), held_number.c.state == HeldState.RESERVED)
            .values(state=state, closed=at, closed_by=by, closed_reason=reason)
        )
        return done.rowcount == 1


_HELD = (
    "series", "year", "number", "text", "state", "at", "by", "reason", "closed", "closed_by", "closed_reason",
)  # fmt: skip


def _which(series: str, year: int, number: int) -> tuple[sa.ColumnElement[bool], ...]:
    return held_number.c.series == series, held_number.c.year == year, held_number.c.number == number


def _held(row: sa.Row[Any]) -> HeldNumber:
    return HeldNumber(**{name: getattr(row, name) for name in _HELD} | {"state": HeldState(row.state)})
