"""The trace of every change: rows are only ever added."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from registry.entries import Trace
from registry.tables import audit

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Audit:
    """Who did what, when (ร่องรอยการทำงาน)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, trace: Trace) -> None:
        """Write down one act."""
        self._connection.execute(
            audit.insert().values(
                at=trace.at,
                by=trace.by,
                verb=trace.verb,
                subject=trace.subject,
                before=trace.before,
                after=trace.after,
            )
        )

    def all(self) -> tuple[Trace, ...]:
        """Every act, oldest first."""
        rows = self._connection.execute(sa.select(audit).order_by(audit.c.id))
        return tuple(
            Trace(
                at=row.at, by=row.by, verb=row.verb, subject=row.subject, before=row.before, after=row.after
            )
            for row in rows
        )

    def last(self) -> int:
        """The number of the newest act; 0 if there is none."""
        return int(self._connection.execute(sa.select(sa.func.max(audit.c.id))).scalar() or 0)

    def subjects_since(self, number: int) -> tuple[str, ...]:
        """What was changed by the acts after that one, each thing once."""
        query = sa.select(audit.c.subject).where(audit.c.id > number).distinct()
        return tuple(self._connection.execute(query).scalars())
