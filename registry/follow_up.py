"""What comes after a letter went out: the evidence that offices send, and the reminders sent to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from registry.entries import ON_ITS_WAY, Evidence, SentReminder
from registry.tables import evidence, reminder
from registry.upsert import insert_on

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

    def claim(self, new: SentReminder) -> bool:
        """Note that a reminder goes out; False if that rung has reached the task that day that way already.

        One that was on its way when the program was stopped is taken over.
        """
        values = {name: getattr(new, name) for name in _REMINDER}
        query = (
            insert_on(self._connection)(reminder)
            .values(values)
            .on_conflict_do_nothing()
            .returning(reminder.c.id)
        )
        if self._connection.execute(query).first() is not None:
            return True
        taken = self._connection.execute(
            reminder.update()
            .where(*_same(new), reminder.c.recipient == "", reminder.c.at < new.at - ON_ITS_WAY)
            .values(values)
        )
        return taken.rowcount == 1

    def settle(self, sent: SentReminder) -> None:
        """Note that a reminder which was on its way has arrived, and where."""
        self._connection.execute(reminder.update().where(*_same(sent)).values(recipient=sent.recipient))

    def release(self, failed: SentReminder) -> None:
        """Forget a reminder that was on its way and could not be handed over: it may go again."""
        self._connection.execute(reminder.delete().where(*_same(failed), reminder.c.recipient == ""))

    def reminders(
        self, *, tasks: Collection[int] | None = None, day: dt.date | None = None
    ) -> tuple[SentReminder, ...]:
        """The reminders sent, of those tasks and on that day if given; oldest first."""
        query = sa.select(reminder).order_by(reminder.c.id)
        if day is not None:
            query = query.where(reminder.c.day == day)
        # SQLite takes no more than 32,766 values in one statement.
        wanted = (
            [None]
            if tasks is None
            else [tuple(tasks)[at : at + 10_000] for at in range(0, len(tasks), 10_000)]
        )
        return tuple(
            SentReminder(**{name: getattr(row, name) for name in _REMINDER})
            for some in wanted
            for row in self._connection.execute(
                query if some is None else query.where(reminder.c.task.in_(some))
            )
        )


def _same(one: SentReminder) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions that find a reminder: one a task, rung, day and channel."""
    return (
        reminder.c.task == one.task,
        reminder.c.rung == one.rung,
        reminder.c.day == one.day,
        reminder.c.channel == one.channel,
    )
