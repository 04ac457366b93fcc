"""How tasks ended, counted for dashboards: one query, grouped by office and day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from circulars.task import TaskState
from registry.tables import incoming, task

if TYPE_CHECKING:
    from collections.abc import Collection

    from circulars.circular import Secrecy


class OutcomeCount(NamedTuple):
    """How many tasks of an office are due on a day and stand so."""

    office_code: str
    office: str
    due: dt.date | None
    state: TaskState
    in_time: bool  #: the answer came by the day, where one came
    tasks: int


class Outcomes:
    """Counts of tasks over letters received lately."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def since(self, day: dt.date, seen: Collection[Secrecy]) -> tuple[OutcomeCount, ...]:
        """The counts over letters received from a day on, of the classes of secrecy that may be seen.

        Recurring duties are counted by their occurrences alone.
        """
        letters = sa.select(incoming.c.id).where(
            incoming.c.year >= day.year,
            incoming.c.received >= dt.datetime.combine(day, dt.time()),
            incoming.c.secrecy.in_(seen),
            incoming.c.cancelled.is_(None),
        )
        in_time = sa.func.coalesce(sa.func.date(task.c.answered, type_=sa.Date) <= task.c.due, sa.false())
        columns = (task.c.office_code, task.c.office, task.c.due, task.c.state, in_time.label("in_time"))
        query = (
            sa.select(*columns, sa.func.count())
            .where(task.c.letter.in_(letters), sa.or_(task.c.rrule.is_(None), task.c.period != ""))
            .group_by(*columns)
        )
        return tuple(
            OutcomeCount(code, office, due, TaskState(state), bool(timely), count)
            for code, office, due, state, timely, count in self._connection.execute(query)
        )
