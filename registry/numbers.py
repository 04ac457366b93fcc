"""Numbers of the calendar year: taken in the transaction that uses them, without gap, never twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func

from registry.tables import counter

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: The series of receipt numbers; outgoing numbers are counted by their own letters and unit.
RECEIPTS = "receipt"


class Numbers:
    """The counters of the registers (เลขทะเบียน), one a series and year."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # Both engines have the clause, each in a dialect of its own; the other's takes long to load.
        self._insert: Any
        if connection.dialect.name == "postgresql":
            from sqlalchemy.dialects import postgresql

            self._insert = postgresql.insert
        else:
            from sqlalchemy.dialects import sqlite

            self._insert = sqlite.insert

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
        greatest = func.greatest if self._connection.dialect.name == "postgresql" else func.max
        used = row.on_conflict_do_update(
            index_elements=[counter.c.series, counter.c.year],
            set_={"last": greatest(counter.c.last, row.excluded.last)},
        )
        self._connection.execute(used)
