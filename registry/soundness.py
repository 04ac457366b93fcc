"""Whether the registry holds together: every reference leads somewhere, every number is accounted for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from registry.mail_tables import mail
from registry.tables import (
    counter,
    evidence,
    held_number,
    incoming,
    metadata,
    outgoing,
    sent_file,
    unit_receipt,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where the numbers of a series stand: table, column.
_NUMBERED = (
    (incoming, incoming.c.receipt_number),
    (outgoing, outgoing.c.running),
    (held_number, held_number.c.number),
    (unit_receipt, unit_receipt.c.number),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledPath:
    """A file that the registry says is in the archive."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """A row that speaks of another which is not there."""

    table: str
    column: str
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingNumbers:
    """Numbers up to the last one given out that stand nowhere in the registers."""

    series: str
    year: int
    numbers: tuple[int, ...]


class Soundness:
    """Questions about the registry as a whole."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def database_is_whole(self) -> bool:
        """Whether the file of a SQLite database is undamaged; PostgreSQL looks after that itself."""
        if self._connection.dialect.name != "sqlite":
            return True
        return self._connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() == "ok"

    def files(self) -> Iterator[FiledPath]:
        """Every file that must be in the archive."""
        kept = (incoming.c.original.label("path"), incoming.c.sha256), (sent_file.c.path, sent_file.c.sha256)
        mails = mail.c.original.label("path"), mail.c.sha256
        for columns in (*kept, (evidence.c.path, evidence.c.sha256), mails):
            path = columns[0]
            for row in self._connection.execute(sa.select(*columns).where(path.is_not(None)).distinct()):
                yield FiledPath(path=row.path, sha256=row.sha256)

    def orphans(self) -> Iterator[Orphan]:
        """Every row whose foreign key leads nowhere."""
        for table in metadata.sorted_tables:
            for key in table.foreign_keys:
                there = sa.exists().where(key.column == key.parent).correlate(table)
                query = sa.select(_id(table)).where(key.parent.is_not(None), ~there)
                for number in self._connection.execute(query).scalars():
                    yield Orphan(table=table.name, column=key.parent.name, id=number)

    def missing_numbers(self) -> Iterator[MissingNumbers]:
        """Numbers that were given out and stand nowhere, one entry a series and year.

        Before the first number that Saraban gave out the book was kept on paper: those are not missed.
        """
        there: dict[tuple[str, int], set[int]] = defaultdict(set)
        for table, number in _NUMBERED:
            for row in self._connection.execute(
                sa.select(table.c.series, table.c.year, number.label("number"))
            ):
                there[row.series, row.year].add(row.number)
        for row in self._connection.execute(sa.select(counter)):
            known = there[row.series, row.year]
            missing = tuple(one for one in range(min(known, default=1), row.last + 1) if one not in known)
            if missing:
                yield MissingNumbers(series=row.series, year=row.year, numbers=missing)


def _id(table: sa.Table) -> sa.ColumnElement[int]:
    return next(iter(table.primary_key))
