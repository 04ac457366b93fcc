"""Tasks and what happened to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from circulars.office import Level
from circulars.task import Task, TaskEvent, TaskState
from registry.tables import task, task_event

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence


class Tasks:
    """Directives × offices (งาน), with their history."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, new: Sequence[Task]) -> None:
        """Write down tasks; their ids are given here."""
        if new:
            self._connection.execute(task.insert(), [_row(one) for one in new])

    def by_id(self, number: int) -> Task | None:
        """The task of that number."""
        row = self._connection.execute(sa.select(task).where(task.c.id == number)).one_or_none()
        return None if row is None else _task(row)

    def listed(
        self,
        *,
        letter: int | None = None,
        office_code: str | None = None,
        state: TaskState | None = None,
        due_to: dt.date | None = None,
        open_only: bool = False,
    ) -> tuple[Task, ...]:
        """Tasks that fit every condition given, those due first in front, undated ones last."""
        conditions: list[sa.ColumnElement[bool]] = []
        if letter is not None:
            conditions.append(task.c.letter == letter)
        if office_code is not None:
            conditions.append(task.c.office_code == office_code)
        if state is not None:
            conditions.append(task.c.state == state)
        if due_to is not None:
            conditions.append(task.c.due <= due_to)
        if open_only:
            conditions.append(task.c.state.in_([one for one in TaskState if not one.answered]))
        query = sa.select(task).where(*conditions)
        order = (task.c.due.is_(None), task.c.due, task.c.letter, task.c.directive, task.c.office_code)
        return tuple(_task(row) for row in self._connection.execute(query.order_by(*order, task.c.id)))

    def step(self, tasks: Sequence[Task], state: TaskState) -> None:
        """Bring tasks to a state."""
        self._connection.execute(
            task.update().where(task.c.id.in_([one.id for one in tasks])).values(state=state)
        )

    def reschedule(self, changed: Task) -> None:
        """Give a task the due date, time and rhythm of the value."""
        self._connection.execute(
            task.update()
            .where(task.c.id == changed.id)
            .values(due=changed.due, due_time=changed.due_time, rrule=changed.rrule)
        )

    def add_events(self, events: Sequence[TaskEvent]) -> None:
        """Add to the history of tasks."""
        if events:
            self._connection.execute(
                task_event.insert(),
                [
                    {
                        "task": one.task,
                        "at": one.at,
                        "by": one.by,
                        "state": one.state,
                        "note": one.note,
                        "answer": one.answer,
                    }
                    for one in events
                ],
            )

    def events(self, number: int) -> tuple[TaskEvent, ...]:
        """The history of a task, oldest first."""
        query = sa.select(task_event).where(task_event.c.task == number).order_by(task_event.c.id)
        return tuple(
            TaskEvent(
                task=row.task,
                at=row.at,
                by=row.by,
                state=TaskState(row.state),
                note=row.note,
                answer=row.answer,
            )
            for row in self._connection.execute(query)
        )


def _row(new: Task) -> dict[str, Any]:
    return {
        "letter": new.letter,
        "directive": new.directive,
        "deadline": new.deadline,
        "item": new.item,
        "level": new.level,
        "office_code": new.office_code,
        "office": new.office,
        "due": new.due,
        "due_time": new.due_time,
        "rrule": new.rrule,
        "state": new.state,
    }


def _task(row: sa.Row[Any]) -> Task:
    return Task(
        id=row.id,
        letter=row.letter,
        directive=row.directive,
        deadline=row.deadline,
        item=row.item,
        level=Level(row.level),
        office_code=row.office_code,
        office=row.office,
        due=row.due,
        due_time=row.due_time,
        rrule=row.rrule,
        state=TaskState(row.state),
    )
