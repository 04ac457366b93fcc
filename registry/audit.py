"""The trace of every change: rows are only ever added, and each holds the hash of all before it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from registry.entries import Trace
from registry.tables import audit, audit_head

if TYPE_CHECKING:
    from sqlalchemy import Connection

_WORDS = ("by", "verb", "subject", "before", "after", "reason")


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
        last, hashed = self._held_head()
        rows = []
        for one in self._waiting:
            last, hashed = last + 1, chained(hashed, last + 1, one)
            rows.append(
                {"id": last, "at": one.at, "hash": hashed} | {name: getattr(one, name) for name in _WORDS}
            )
        self._connection.execute(audit.insert(), rows)
        self._connection.execute(audit_head.update().values(last=last, hash=hashed))
        self._waiting.clear()

    def all(self) -> tuple[Trace, ...]:
        """Every act, oldest first."""
        self.seal()
        rows = self._connection.execute(sa.select(audit).order_by(audit.c.id))
        return tuple(trace_of(row) for row in rows)

    def _held_head(self) -> tuple[int, str]:
        row = self._connection.execute(sa.select(audit_head).with_for_update()).one()
        return row.last, row.hash


def trace_of(row: sa.Row[Any]) -> Trace:
    """The act that a row of the audit tells of."""
    return Trace(at=row.at, **{name: getattr(row, name) for name in _WORDS})


def chained(before: str, number: int, trace: Trace) -> str:
    """The hash of a row of the audit: SHA-256 over the hash of the row before and everything in this one."""
    words = [number, trace.at.isoformat(), *(getattr(trace, name) for name in _WORDS)]
    return hashlib.sha256((before + json.dumps(words, ensure_ascii=False)).encode()).hexdigest()
