"""The list of tasks, each with the letter and the directive it comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.directive import Directive
from circulars.task import Task, TaskEvent, TaskState
from desk.lookup import letter_of, office_code, task_of
from desk.pages import paged
from desk.values import parse_date, parse_value
from registry.entries import Incoming

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desk.office_desk import Clerk, Desk
    from registry.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTask:
    """A task, and what it is about."""

    task: Task
    entry: Incoming
    directive: Directive

    @property
    def id(self) -> int:
        """The task's number."""
        return self.task.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which tasks are asked for; everything left out lets all pass."""

    receipt: str | None = None
    office: str | None = None  #: name or code of a district, or of the province
    state: TaskState | None = None
    due_to: dt.date | None = None
    late: bool = False
    limit: int | None = None  #: so many at most


def wanted_tasks(
    *,
    letter: str | None,
    district: str | None,
    state: str | None,
    due_to: str | None,
    late: bool,
    limit: int | None = None,
) -> Wanted:
    """What a person asks for, in words.

    Raises:
        UsageError: If there is no such state, or the day is none.
    """
    return Wanted(
        receipt=letter,
        office=district,
        state=None if state is None else parse_value(state, TaskState),
        due_to=None if due_to is None else parse_date(due_to),
        late=late,
        limit=limit,
    )


def list_tasks(desk: Desk, clerk: Clerk, wanted: Wanted) -> tuple[ListedTask, ...]:
    """The tasks asked for, those due first in front.

    Raises:
        NotFoundError: If there is no such letter or district.
    """
    code = None if wanted.office is None else office_code(desk.office, wanted.office)
    with desk.database.reading() as store:
        letter = None if wanted.receipt is None else letter_of(store, wanted.receipt, clerk.today).id
        tasks = store.tasks.listed(
            letter=letter,
            office_code=code,
            state=wanted.state,
            due_to=_last_day(wanted, clerk.today),
            open_only=wanted.late,
            limit=wanted.limit,
        )
        return _with_letters(store, tasks)


def task_page(
    desk: Desk, clerk: Clerk, wanted: Wanted, sees: Callable[[ListedTask], bool], *, after: int, limit: int
) -> tuple[list[ListedTask], int | None]:
    """One page of the tasks asked for, in the order they were made; `desk.pages.paged` says how.

    Raises:
        NotFoundError: If there is no such letter or district.
    """
    code = None if wanted.office is None else office_code(desk.office, wanted.office)
    with desk.database.reading() as store:
        letter = None if wanted.receipt is None else letter_of(store, wanted.receipt, clerk.today).id

        def batch(number: int, size: int) -> tuple[ListedTask, ...]:
            tasks = store.tasks.batch(
                number,
                size,
                letter=letter,
                office_code=code,
                state=wanted.state,
                due_to=_last_day(wanted, clerk.today),
                open_only=wanted.late,
            )
            return _with_letters(store, tasks)

        return paged(batch, lambda some: [one for one in some if sees(one)], after=after, limit=limit)


def _with_letters(store: Store, tasks: Sequence[Task]) -> tuple[ListedTask, ...]:
    entries = store.incoming.by_ids({one.letter for one in tasks})
    letters = {number: entries[number].letter for number in {one.letter for one in tasks}}
    return tuple(
        ListedTask(
            task=one, entry=entries[one.letter], directive=letters[one.letter].directives[one.directive]
        )
        for one in tasks
    )


def _last_day(wanted: Wanted, today: dt.date) -> dt.date | None:
    """The last day that is asked for: of what is late, none after yesterday."""
    if not wanted.late:
        return wanted.due_to
    yesterday = today - dt.timedelta(days=1)
    return yesterday if wanted.due_to is None else min(wanted.due_to, yesterday)


def tasks_of(desk: Desk, numbers: Sequence[int]) -> tuple[ListedTask, ...]:
    """The tasks of those numbers, in their order."""
    with desk.database.reading() as store:
        return _with_letters(store, store.tasks.by_ids(numbers))


def history(desk: Desk, number: int) -> tuple[TaskEvent, ...]:
    """What happened to a task, oldest first.

    Raises:
        NotFoundError: If there is none of that number.
    """
    with desk.database.reading() as store:
        return store.tasks.events(task_of(store, number).id)


def has_reached(desk: Desk, entry: Incoming, office_code: str) -> bool:
    """Whether a letter was passed on to an office: its relay is sent, and tells that office of a task."""
    with desk.database.reading() as store:
        if not office_code or store.outgoing.by_letter(entry.id) is None:
            return False
        tasks = store.tasks.listed(letter=entry.id, office_code=office_code)
        return any(one.state is not TaskState.NOT_SENT for one in tasks)


def listed_task(desk: Desk, number: int) -> ListedTask:
    """The task of that number, with the letter and the directive it comes from.

    Raises:
        NotFoundError: If there is none.
    """
    with desk.database.reading() as store:
        return task_with_letter(store, task_of(store, number))


def task_with_letter(store: Store, task: Task) -> ListedTask:
    """A task with the letter and the directive it comes from."""
    entry = store.incoming.by_ids({task.letter})[task.letter]
    return ListedTask(task=task, entry=entry, directive=entry.letter.directives[task.directive])
