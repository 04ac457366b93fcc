"""What comes after a letter went out: the evidence that offices send, and the reminders sent to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from registry.entries import Evidence, SentReminder
from registry.tables import evidence, reminder

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

_EVIDENCE = ("task", "at", "by", "name", "path", "sha256")
_REMINDER = ("task", "rung", "day", "channel", "recipient", "outgoing", "at", "by")


class FollowUp:
    """Evidence (หลักฐาน) and reminders (เร่งรัด)."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add_evidence(self, new: Evidence) -> None:
        """Note a file that came with an answer."""
        self._connection.execute(evidence.insert().values({name: getattr(new, name) for name in _EVIDENCE}))

    def evidence(self, task: int | None = None) -> tuple[Evidence, ...]:
        """The files that came with the answers to a task, or all; oldest first."""
        query = sa.select(evidence).order_by(evidence.c.id)
        if task is not None:
            query = query.where(evidence.c.task == task)
        return tuple(
            Evidence(**{name: getattr(row, name) for name in _EVIDENCE})
            for row in self._connection.execute(query)
        )

    def add_reminder(self, new: SentReminder) -> None:
        """Note a reminder that goes out.

        Raises:
            sqlalchemy.exc.IntegrityError: If that rung reached the task that day that way already.
        """
        self._connection.execute(reminder.insert().values({name: getattr(new, name) for name in _REMINDER}))

    def reminders(
        self, *, tasks: Collection[int] | None = None, day: dt.date | None = None
    ) -> tuple[SentReminder, ...]:
        """The reminders sent, of those tasks and on that day if given; oldest first."""
        query = sa.select(reminder).order_by(reminder.c.id)
        if tasks is not None:
            query = query.where(reminder.c.task.in_(tasks))
        if day is not None:
            query = query.where(reminder.c.day == day)
        return tuple(
            SentReminder(**{name: getattr(row, name) for name in _REMINDER})
            for row in self._connection.execute(query)
        )
