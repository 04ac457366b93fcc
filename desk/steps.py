"""The steps of a task that are no answer: received, in work, let off, given more time, deemed by the letter."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.errors import ConflictError, UsageError
from circulars.labels import label
from circulars.lexicon import table
from circulars.task import STEPS, EventKind, Task, TaskState
from circulars.thai_calendar import long_date
from desk.assign import event_of
from desk.lookup import letter_of, refuse_blank, refuse_task_overtaken, task_of

if TYPE_CHECKING:
    from circulars.directive import Directive
    from desk.office_desk import Clerk, Desk
    from registry.store import Store

#: Who is silent: they were told, and sent no answer at all.
SILENT = frozenset({TaskState.SENT, TaskState.RECEIVED, TaskState.IN_WORK})


def receive_task(desk: Desk, number: int, clerk: Clerk, receipt: str = "") -> Task:
    """An office has the letter (รับแล้ว), under its own receipt number if it gave one.

    Raises:
        NotFoundError: If there is no such task.
        ConflictError: If the task is not at that point.
    """
    return _step(desk, number, clerk, TaskState.RECEIVED, receipt, receipt=receipt or None)


def start_task(desk: Desk, number: int, clerk: Clerk, note: str = "") -> Task:
    """An office is at work on it (กำลังดำเนินการ).

    Raises:
        NotFoundError: If there is no such task.
        ConflictError: If the task is not at that point.
    """
    return _step(desk, number, clerk, TaskState.IN_WORK, note)


def exempt_task(desk: Desk, number: int, clerk: Clerk, reason: str) -> Task:
    """An office is let off (ยกเว้น).

    Raises:
        UsageError: If no reason is given.
        NotFoundError: If there is no such task.
        ConflictError: If the task is not at that point.
    """
    refuse_blank(reason)
    return _step(desk, number, clerk, TaskState.EXEMPT, reason)


def restore_task(desk: Desk, number: int, clerk: Clerk, reason: str) -> Task:
    """An office that was let off is not (ยกเลิกการยกเว้น).

    Raises:
        UsageError: If no reason is given.
        NotFoundError: If there is no such task.
        ConflictError: If it was not let off.
    """
    refuse_blank(reason)
    with desk.database.writing() as store:
        task = task_of(store, number)
        told = store.outgoing.by_letter(task.letter) is not None
        state = TaskState.SENT if told else TaskState.NOT_SENT
        return _stepped(store, task, state, clerk, reason)


def extend_task(desk: Desk, number: int, day: dt.date, clerk: Clerk, reason: str) -> Task:
    """An office is given more time (ขยายเวลา); what the letter says stays beside it.

    Raises:
        NotFoundError: If there is no such task.
        UsageError: If the day is not later than the one before.
        ConflictError: If the task has no day, or nothing is waited for any more.
    """
    refuse_blank(reason)
    with desk.database.writing() as store:
        task = task_of(store, number)
        if task.state.closed or task.due is None:
            raise ConflictError(
                "not-to-extend", number=str(number), state=label(task.state), office=task.office
            )
        if day <= task.due:
            raise UsageError("extended-earlier", day=long_date(day), due=long_date(task.due))
        extended = replace(task, due=day, internal_due=None)
        refuse_task_overtaken(task, done=store.tasks.change(extended))
        event = event_of(task, clerk, task.state, reason, EventKind.EXTENDED)
        event = replace(event, before=task.due.isoformat(), after=day.isoformat())
        store.tasks.add_events([event])
        store.audit.add(
            clerk.did("extend", f"task {number}", before=event.before, after=event.after, reason=reason)
        )
        return replace(extended, version=task.version + 1)


def defaulted(
    desk: Desk, clerk: Clerk, receipt: str | None = None, *, dry_run: bool = False
) -> tuple[Task, ...]:
    """Apply what letters say of silence (จะถือว่า …) to every office that let its day pass in silence.

    Args:
        desk: The office's desk.
        clerk: Who does it, and when.
        receipt: Only of that letter.
        dry_run: Only tell which tasks it would be.

    Returns:
        The tasks that are now defaulted; the clause applied is the note of the event.

    Raises:
        NotFoundError: If there is no such letter.
    """
    yesterday = clerk.today - dt.timedelta(days=1)
    with desk.database.writing() as store:
        letter = None if receipt is None else letter_of(store, receipt, clerk.today).id
        late = store.tasks.listed(letter=letter, due_to=yesterday, open_only=True)
        late = tuple(one for one in late if one.state in SILENT)
        entries = store.incoming.by_ids({one.letter for one in late})
        letters = {number: entry.letter for number, entry in entries.items()}
        clauses = {
            one: clause
            for one in late
            if (clause := deeming_clause(letters[one.letter].directives[one.directive])) is not None
        }
        if clauses and not dry_run:
            _default(store, clauses, clerk)
        return tuple(replace(one, state=TaskState.DEFAULTED) for one in clauses)


def deeming_clause(directive: Directive) -> str | None:
    """The letter's words for what silence is taken to mean; None if it threatens something else, or nothing."""
    words: list[str] = table("directives")["deeming"]["words"]
    clause = directive.otherwise
    return clause if clause and any(word in clause for word in words) else None


def _default(store: Store, clauses: dict[Task, str], clerk: Clerk) -> None:
    store.tasks.step(list(clauses), TaskState.DEFAULTED)
    store.tasks.add_events(
        [
            event_of(one, clerk, TaskState.DEFAULTED, " ".join(clause.split()))
            for one, clause in clauses.items()
        ]
    )
    for one, clause in clauses.items():
        store.audit.add(
            clerk.did("default", f"task {one.id}", before=one.state.value, after="defaulted", reason=clause)
        )


def _step(
    desk: Desk, number: int, clerk: Clerk, state: TaskState, note: str, *, receipt: str | None = None
) -> Task:
    with desk.database.writing() as store:
        return _stepped(store, task_of(store, number), state, clerk, note, receipt=receipt)


def _stepped(
    store: Store, task: Task, state: TaskState, clerk: Clerk, note: str, *, receipt: str | None = None
) -> Task:
    if state not in STEPS[task.state]:
        raise ConflictError(
            "task-step", number=str(task.id), office=task.office, state=label(task.state), wanted=label(state)
        )
    done = replace(task, state=state, receipt=receipt or task.receipt)
    refuse_task_overtaken(task, done=store.tasks.change(done))
    store.tasks.add_events([event_of(task, clerk, state, note)])
    store.audit.add(
        clerk.did("step", f"task {task.id}", before=task.state.value, after=state.value, reason=note)
    )
    return replace(done, version=task.version + 1)
