"""The trace of every change: rows are only ever added, and each holds the hash of itself and all before it.

Whoever changes, takes out or puts in a row would have to make every later hash anew, and `audit_head` as well.
Against that the head is noted elsewhere: in every backup, and wherever an office writes it down.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from circulars.errors import ConflictError
from registry.entries import Trace
from registry.tables import audit, audit_head
from registry.webhooks import Outbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

#: How far the clocks of an office's machines may be apart.
DRIFT = dt.timedelta(minutes=10)
#: The act by which a person says that the clock is right now, and was wrong before.
CLOCK = "clock"

_WORDS = ("by", "verb", "subject", "before", "after", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One row of the audit, with its place in the chain."""

    id: int
    trace: Trace
    hash: str


class Tampering(StrEnum):
    """What can have been done to an audit."""

    ALTERED = "altered"  #: the row is not what was written
    DELETED = "deleted"  #: rows before it are gone
    INSERTED = "inserted"  #: it was not written by the program
    CUT = "cut"  #: rows at the end are gone
    UNKNOWN_HEAD = "unknown_head"  #: a head noted elsewhere is not in the chain


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A place where the chain does not hold."""

    kind: Tampering
    row: int  #: the first row that does not fit


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What looking at the whole chain found."""

    rows: int
    head: str  #: the hash of the last row: to be noted elsewhere
    broken: tuple[Broken, ...]


class Audit:
    """Who did what, when and why (ร่องรอยการทำงาน)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: list[Trace] = []

    def add(self, trace: Trace) -> None:
        """Write down one act; it is stored when the transaction ends, and only if it ends well."""
        self._waiting.append(trace)

    def seal(self) -> None:
        """Put what waits at the end of the chain.

        Done last in a transaction: from here on nobody else can add to the chain until it ends.
        """
        if not self._waiting:
            return
        first, hashed = self._held_head()
        last = first
        self._refuse_earlier(last)
        rows = []
        for one in self._waiting:
            last, hashed = last + 1, chained(hashed, last + 1, one)
            rows.append(
                {"id": last, "at": one.at, "hash": hashed} | {name: getattr(one, name) for name in _WORDS}
            )
        self._connection.execute(audit.insert(), rows)
        self._connection.execute(audit_head.update().values(last=last, hash=hashed))
        Outbox(self._connection).put(list(enumerate(self._waiting, start=first + 1)))
        self._waiting.clear()

    def all(self) -> tuple[Trace, ...]:
        """Every act, oldest first."""
        self.seal()
        return tuple(row.trace for row in self._stream())

    def rows(
        self, *, subject: str | None = None, by: str | None = None, newest: int | None = None
    ) -> tuple[AuditRow, ...]:
        """The rows whose subject holds those words, by that person; oldest first.

        Args:
            subject: Part of a subject, such as "letter 12/2567".
            by: Who did it.
            newest: Only so many, the last ones.
        """
        self.seal()
        query = sa.select(audit).order_by(audit.c.id.desc()).limit(newest)
        if subject is not None:
            query = query.where(audit.c.subject.contains(subject, autoescape=True))
        if by is not None:
            query = query.where(audit.c.by == by)
        return tuple(_row(one) for one in reversed(self._connection.execute(query).all()))

    def verify(self, known_head: str | None = None) -> Verified:
        """Whether the chain holds from its first row to its last.

        Args:
            known_head: The hash that the last row had at some time, as it was noted elsewhere.
        """
        self.seal()
        head = self._connection.execute(sa.select(audit_head)).one()
        chain = _Chain(head.last)
        for row in self._stream():
            chain.follow(row)
        broken = list(chain.broken)
        if chain.last < head.last:
            broken.append(Broken(kind=Tampering.CUT, row=chain.last + 1))
        elif not broken and chain.hash != head.hash:
            broken.append(Broken(kind=Tampering.ALTERED, row=chain.last))
        if known_head is not None and known_head not in chain.hashes:
            broken.append(Broken(kind=Tampering.UNKNOWN_HEAD, row=chain.last))
        return Verified(rows=chain.count, head=chain.hash, broken=tuple(broken))

    def _stream(self) -> Iterator[AuditRow]:
        for row in self._connection.execute(sa.select(audit).order_by(audit.c.id)).yield_per(5_000):
            yield _row(row)

    def _refuse_earlier(self, last: int) -> None:
        """A clock that was set back would put the registers out of order."""
        if self._waiting[0].verb == CLOCK:
            return
        before = self._connection.execute(sa.select(audit.c.at).where(audit.c.id == last)).scalar()
        now = min(one.at for one in self._waiting)
        if before is not None and now < before - DRIFT:
            raise ConflictError("clock-back", now=f"{now:%Y-%m-%d %H:%M}", before=f"{before:%Y-%m-%d %H:%M}")

    def last(self) -> tuple[int, str]:
        """The number of the newest act, 0 if there is none, and its hash."""
        row = self._connection.execute(sa.select(audit_head)).one()
        return row.last, row.hash

    def has(self, number: int, hashed: str) -> bool:
        """Whether the act of that number has that hash: whether this is the registry that somebody followed."""
        if number == 0:
            return True
        found = self._connection.execute(sa.select(audit.c.hash).where(audit.c.id == number)).scalar()
        return found == hashed

    def subjects_since(self, number: int) -> tuple[str, ...]:
        """What was changed by the acts after that one, each thing once."""
        query = sa.select(audit.c.subject).where(audit.c.id > number).distinct()
        return tuple(self._connection.execute(query).scalars())

    def _held_head(self) -> tuple[int, str]:
        row = self._connection.execute(sa.select(audit_head).with_for_update()).one()
        return row.last, row.hash


class _Chain:
    """A chain as it is followed, row by row."""

    def __init__(self, head: int) -> None:
        self._head = head
        self.count, self.last, self.hash = 0, 0, ""
        # Before the first act the head is empty: that is where every chain begins.
        self.hashes: set[str] = {""}
        self.broken: list[Broken] = []

    def follow(self, row: AuditRow) -> None:
        """Look whether a row fits behind the ones before it."""
        if row.id > self._head:
            self.broken.append(Broken(kind=Tampering.INSERTED, row=row.id))
            return
        if chained(self.hash, row.id, row.trace) != row.hash:
            gone = row.id > self.last + 1
            self.broken.append(Broken(kind=Tampering.DELETED if gone else Tampering.ALTERED, row=row.id))
        self.count, self.last, self.hash = self.count + 1, row.id, row.hash
        self.hashes.add(row.hash)


def _row(row: sa.Row[Any]) -> AuditRow:
    trace = Trace(at=row.at, **{name: getattr(row, name) for name in _WORDS})
    return AuditRow(id=row.id, trace=trace, hash=row.hash)


def chained(before: str, number: int, trace: Trace) -> str:
    """The hash of a row of the audit: SHA-256 over the hash of the row before and everything in this one."""
    words = [number, trace.at.isoformat(), *(getattr(trace, name) for name in _WORDS)]
    return hashlib.sha256((before + json.dumps(words, ensure_ascii=False)).encode()).hexdigest()
