"""Whether the registry holds together: every reference leads somewhere, every number is accounted for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from circulars.thai_calendar import BUDDHIST_ERA
from registry.mail_tables import mail
from registry.mails import Mails
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

#: Receipt numbers that are asked for at once.
_AT_ONCE = 200
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
        originals = sa.select(incoming.c.original.label("path"), incoming.c.sha256)
        queries = (
            originals.where(incoming.c.destroyed.is_(None)),
            sa.select(sent_file.c.path, sent_file.c.sha256),
            sa.select(evidence.c.path, evidence.c.sha256),
        )
        for query in queries:
            for row in self._connection.execute(query.distinct()):
                yield FiledPath(path=row.path, sha256=row.sha256)
        gone = self._gone_mails()
        for row in self._connection.execute(sa.select(mail.c.original, mail.c.sha256).distinct()):
            if row.original is not None and row.original not in gone:
                yield FiledPath(path=row.original, sha256=row.sha256)

    def destroyed_paths(self) -> frozenset[str]:
        """Every file that must no longer be in the archive."""
        gone = sa.select(incoming.c.original).where(incoming.c.destroyed.is_not(None))
        there = sa.select(incoming.c.original).where(incoming.c.destroyed.is_(None))
        return frozenset(self._connection.execute(gone.except_(there)).scalars()) | self._gone_mails()

    def _gone_mails(self) -> frozenset[str]:
        """The mails as they came of which a letter was destroyed that is not in the register anew."""
        anew = incoming.alias()
        there = sa.exists().where(anew.c.sha256 == incoming.c.sha256, anew.c.destroyed.is_(None))
        query = sa.select(incoming.c.receipt_number, incoming.c.year).where(
            incoming.c.destroyed.is_not(None), ~there
        )
        receipts = [f"{number}/{year + BUDDHIST_ERA}" for number, year in self._connection.execute(query)]
        batches = (receipts[at : at + _AT_ONCE] for at in range(0, len(receipts), _AT_ONCE))
        mails = (one for some in batches for one in Mails(self._connection).that_brought(some))
        return frozenset(one.original for one in mails if one.original)

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
