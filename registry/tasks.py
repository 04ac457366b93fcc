"""Tasks and what happened to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from circulars.errors import ConflictError
from circulars.office import Level
from circulars.task import EventKind, Task, TaskEvent, TaskState
from registry.tables import OPEN, task, task_event

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Sequence


class Tasks:
    """Directives × offices (งาน), with their history."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, new: Sequence[Task]) -> None:
        """Write down tasks; their ids are given here."""
        if new and self._connection.dialect.name == "postgresql":
            self._copy(new)
        elif new:
            self._connection.execute(task.insert(), [_row(one) for one in new])

    def _copy(self, new: Sequence[Task]) -> None:
        # PostgreSQL takes rows that are streamed much faster than statements, however many at a time.
        driver: Any = self._connection.connection.driver_connection
        statement = f"COPY task ({', '.join(_COLUMNS)}) FROM STDIN"
        try:
            with driver.cursor() as cursor, cursor.copy(statement) as copy:
                for one in new:
                    copy.write_row([getattr(one, name) for name in _COLUMNS])
        except self._connection.dialect.loaded_dbapi.IntegrityError as error:
            raise IntegrityError(statement, None, error) from error

    def by_id(self, number: int) -> Task | None:
        """The task of that number."""
        row = self._connection.execute(sa.select(*_SELECTED).where(task.c.id == number)).one_or_none()
        return None if row is None else _task(row)

    def listed(
        self,
        *,
        letter: int | None = None,
        office_code: str | None = None,
        state: TaskState | None = None,
        due_from: dt.date | None = None,
        due_to: dt.date | None = None,
        open_only: bool = False,
        limit: int | None = None,
    ) -> tuple[Task, ...]:
        """Tasks that fit every condition given, those due first in front, undated ones last."""
        conditions = _conditions(letter, office_code, state, due_from, due_to, open_only=open_only)
        query = sa.select(*_SELECTED).where(*conditions)
        # What is bounded by a day has one: then the index gives the order, and a few rows come at once.
        undated_last = [] if due_from or due_to else [task.c.due.is_(None)]
        order = (*undated_last, task.c.due, task.c.letter, task.c.directive, task.c.office_code)
        found = self._connection.execute(query.order_by(*order, task.c.id).limit(limit))
        return tuple(_task(row) for row in found)

    def of_letters(self, letters: Collection[int]) -> tuple[Task, ...]:
        """The tasks of those letters, in no order."""
        return tuple(
            _task(row)
            for some in _batches(sorted(letters))
            for row in self._connection.execute(sa.select(*_SELECTED).where(task.c.letter.in_(some)))
        )

    def batch(
        self,
        after: int,
        size: int,
        *,
        letter: int | None = None,
        office_code: str | None = None,
        state: TaskState | None = None,
        due_to: dt.date | None = None,
        open_only: bool = False,
    ) -> tuple[Task, ...]:
        """Tasks that fit every condition given and whose ids follow that one, so many at most."""
        conditions = _conditions(letter, office_code, state, None, due_to, open_only=open_only)
        query = sa.select(*_SELECTED).where(task.c.id > after, *conditions).order_by(task.c.id).limit(size)
        return tuple(_task(row) for row in self._connection.execute(query))

    def by_ids(self, numbers: Sequence[int]) -> tuple[Task, ...]:
        """The tasks of those numbers, in their order; what is not there is left out."""
        found = {
            row.id: _task(row)
            for some in _batches(numbers)
            for row in self._connection.execute(sa.select(*_SELECTED).where(task.c.id.in_(some)))
        }
        return tuple(found[one] for one in numbers if one in found)

    def occurrences(self, duty: Task) -> tuple[Task, ...]:
        """The occurrences made of a recurring duty of one office, in the order of their periods."""
        query = sa.select(*_SELECTED).where(
            task.c.letter == duty.letter,
            task.c.directive == duty.directive,
            task.c.deadline == duty.deadline,
            task.c.office_code == duty.office_code,
            task.c.period != "",
        )
        return tuple(_task(row) for row in self._connection.execute(query.order_by(task.c.period)))

    def duties(self) -> tuple[Task, ...]:
        """The recurring duties that have not ended, of every letter and office."""
        query = sa.select(*_SELECTED).where(task.c.rrule.is_not(None), task.c.period == "", OPEN)
        return tuple(_task(row) for row in self._connection.execute(query.order_by(task.c.id)))

    def step(self, tasks: Sequence[Task], state: TaskState) -> None:
        """Bring tasks to a state.

        Raises:
            ConflictError: If one no longer stands where it was seen to stand.
        """
        for seen in {one.state: None for one in tasks}:
            for some in _batches([one.id for one in tasks if one.state is seen]):
                done = self._connection.execute(
                    task.update()
                    .where(task.c.id.in_(some), task.c.state == seen)
                    .values(state=state, version=task.c.version + 1)
                )
                if done.rowcount != len(set(some)):
                    raise ConflictError("changed-meanwhile", what=tasks[0].office)

    def change(self, changed: Task) -> bool:
        """Put a task in the place of what it was; False if someone else has changed it meanwhile.

        Everything may change but what the task is: its letter, directive, deadline, office and period.
        The version given is the one that was looked at; the one stored is a new one.
        """
        done = self._connection.execute(
            task.update()
            .where(task.c.id == changed.id, task.c.version == changed.version)
            .values({name: getattr(changed, name) for name in _CHANGING} | {"version": changed.version + 1})
        )
        return done.rowcount == 1

    def reschedule(self, changed: Sequence[Task]) -> None:
        """Give tasks the days, time and rhythm of the values."""
        if changed:
            names = ("due", "due_time", "rrule", "letter_due", "internal_due")
            self._connection.execute(
                task.update()
                .where(task.c.id == sa.bindparam("changed"))
                .values(
                    {name: sa.bindparam(f"new_{name}") for name in names} | {"version": task.c.version + 1}
                ),
                [
                    {"changed": one.id} | {f"new_{name}": getattr(one, name) for name in names}
                    for one in changed
                ],
            )

    def add_events(self, events: Sequence[TaskEvent]) -> None:
        """Add to the history of tasks."""
        if events:
            self._connection.execute(
                task_event.insert(), [{name: getattr(one, name) for name in _EVENT} for one in events]
            )

    def events(self, number: int) -> tuple[TaskEvent, ...]:
        """The history of a task, oldest first."""
        query = sa.select(task_event).where(task_event.c.task == number).order_by(task_event.c.id)
        return tuple(
            TaskEvent(
                **{name: getattr(row, name) for name in _EVENT}
                | {"state": TaskState(row.state), "kind": EventKind(row.kind)}
            )
            for row in self._connection.execute(query)
        )

    def answers(self, letter: int) -> dict[int, str]:
        """What the offices answered to a letter, as JSON by the task's id; the latest where one answered again."""
        query = (
            sa.select(task_event.c.task, task_event.c.answer)
            .join(task, task.c.id == task_event.c.task)
            .where(task.c.letter == letter, task_event.c.answer != "")
            .order_by(task_event.c.id)
        )
        return {row.task: row.answer for row in self._connection.execute(query)}


#: The columns of a task that a change may touch, and all of them but the id and the version.
_CHANGING = (
    "due", "due_time", "rrule", "state", "letter_due", "internal_due", "nil", "receipt", "answered",
)  # fmt: skip
_COLUMNS = ("letter", "directive", "deadline", "item", "level", "office_code", "office", "period", *_CHANGING)
_NAMES = ("id", "version", *_COLUMNS)
_SELECTED = [task.c[name] for name in _NAMES]
_EVENT = ("task", "at", "by", "state", "note", "answer", "kind", "before", "after")


def _conditions(
    letter: int | None,
    office_code: str | None,
    state: TaskState | None,
    due_from: dt.date | None,
    due_to: dt.date | None,
    *,
    open_only: bool,
) -> list[sa.ColumnElement[bool] | sa.TextClause]:
    conditions: list[sa.ColumnElement[bool] | sa.TextClause] = []
    if letter is not None:
        conditions.append(task.c.letter == letter)
    if office_code is not None:
        conditions.append(task.c.office_code == office_code)
    if state is not None:
        conditions.append(task.c.state == state)
    if due_from is not None:
        conditions.append(task.c.due >= due_from)
    if due_to is not None:
        conditions.append(task.c.due <= due_to)
    if open_only:
        conditions.append(OPEN)
    return conditions


def _batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    # SQLite takes no more than 32,766 values in one statement.
    for start in range(0, len(numbers), 10_000):
        yield numbers[start : start + 10_000]


def _row(new: Task) -> dict[str, Any]:
    return {name: getattr(new, name) for name in _COLUMNS}


def _task(row: sa.Row[Any]) -> Task:
    found = dict(zip(_NAMES, row, strict=True))
    found["level"], found["state"] = Level(found["level"]), TaskState(found["state"])
    return Task(**found)
