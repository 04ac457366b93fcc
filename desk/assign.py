"""Assigning (มอบหมาย): the directives of a confirmed letter × the offices that must act → tasks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from circulars.deadline import DeadlineKind
from circulars.labels import label
from circulars.office import Level
from circulars.task import EventKind, Task, TaskEvent, TaskState
from circulars.thai_calendar import long_date, short_date
from desk.offices import offices_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from circulars.circular import Circular
    from circulars.deadline import Deadline
    from circulars.directive import Directive
    from circulars.letter import Draft
    from circulars.office import OfficeProfile
    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming
    from registry.store import Store

#: Deadlines with these flags are shown but are no task: the date is the sender's own, or was replaced.
NOT_OURS = frozenset({"other_actor", "superseded"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """What assigning changed; all empty when everything was so already."""

    new: tuple[Task, ...] = ()
    moved: tuple[Task, ...] = ()  #: with another due date, time or rhythm than before
    dropped: tuple[Task, ...] = ()  #: the letter as corrected no longer asks for them


def planned_tasks(
    letter: Circular,
    letter_id: int,
    office: OfficeProfile,
    *,
    sent: bool,
    internal_day: Callable[[dt.date | None], dt.date | None] = lambda _due: None,
) -> tuple[Task, ...]:
    """Every task that a letter makes, as it would be registered.

    Args:
        letter: What it says.
        letter_id: Its id in the register.
        office: Whose districts are given tasks.
        sent: Whether the districts have been told already.
        internal_day: The province's own day before one of the letter's, if it has one.
    """
    told = TaskState.SENT if sent else TaskState.NOT_SENT
    return tuple(
        Task(
            id=0,
            letter=letter_id,
            directive=place,
            deadline=number,
            item=directive.item,
            level=one.level,
            office_code=one.code,
            office=one.label,
            due=deadline.due if deadline else None,
            letter_due=deadline.due if deadline else None,
            internal_due=internal_day(deadline.due if deadline else None),
            due_time=deadline.time if deadline else None,
            rrule=deadline.rrule if deadline else None,
            # Who works here has the letter in hand: its own share starts as received.
            state=TaskState.RECEIVED if one.level is office.level else told,
        )
        for place, directive in enumerate(letter.directives)
        for one in offices_of(directive, office)
        for number, deadline in enumerate(task_deadlines(directive, one.level))
    )


def task_deadlines(directive: Directive, level: Level) -> tuple[Deadline | None, ...]:
    """The deadlines that are tasks of their own for offices of a level; one None if the letter names no time.

    A meeting's day is a task only where nothing else is due: it is an appointment,
    and the answer asked for before it is the task.
    """
    ours = [one for one in directive.deadlines if not NOT_OURS.intersection(one.flags)]
    timed = [one for one in ours if one.due is not None or one.rrule is not None]
    answers = [one for one in timed if one.kind is not DeadlineKind.EVENT] or timed
    return tuple(_for_level(answers, level)) or (None,)


def _for_level(deadlines: list[Deadline], level: Level) -> list[Deadline]:
    """Where several deadlines name different actors, those of the level; else all of them."""
    if len({one.actor for one in deadlines}) < 2:
        return deadlines
    named = [one for one in deadlines if one.actor is None or label(level) in one.actor]
    return named or deadlines


def assign(
    store: Store, entry: Incoming, letter: Circular, desk: Desk, clerk: Clerk, *, reason: str = ""
) -> Assigned:
    """Bring the tasks of a letter to what the letter says; doing it twice changes nothing.

    Args:
        store: The registry, within the transaction.
        entry: The letter's entry.
        letter: What it says now.
        desk: The office's desk: its districts and its calendar.
        clerk: Who does it, and when.
        reason: Why the letter says something else than before; kept with every task that changes.
    """
    sent = store.outgoing.by_letter(entry.id) is not None
    draft = store.outgoing.draft(entry.id) if sent else None
    internal_day = _internal_days(desk, entry.received.date())
    planned = planned_tasks(letter, entry.id, desk.office, sent=sent, internal_day=internal_day)
    wanted = {_key(one): _by_own_day(one, draft.draft if draft else None) for one in planned}
    all_present = store.tasks.listed(letter=entry.id)
    present = {_key(one): one for one in all_present if not one.period}
    store.tasks.add([one for key, one in wanted.items() if key not in present])
    moved = [(present[key], _rescheduled(present[key], one)) for key, one in wanted.items() if key in present]
    moved = [(before, after) for before, after in moved if before != after]
    dropped = [one for one in all_present if _key(one) not in wanted and not one.state.closed]
    _move(store, moved, clerk, reason)
    _drop(store, dropped, clerk, reason)
    _revive(store, [one for key, one in present.items() if key in wanted], wanted, clerk)
    added = len(wanted) - len(wanted.keys() & present.keys())
    new = [one for one in store.tasks.listed(letter=entry.id) if _key(one) not in present] if added else []
    if new or moved or dropped:
        change = f"+{len(new)} ~{len(moved)} -{len(dropped)}"
        store.audit.add(clerk.did("assign", f"letter {entry.receipt}", after=change, reason=reason))
    return Assigned(new=tuple(new), moved=tuple(after for _, after in moved), dropped=tuple(dropped))


def _internal_days(desk: Desk, received: dt.date) -> Callable[[dt.date | None], dt.date | None]:
    """The province's own day before each of the letter's; None where it would lie before the letter came."""

    @cache
    def internal_day(due: dt.date | None) -> dt.date | None:
        if due is None or not desk.office.days_ahead:
            return None
        day = desk.calendar.add_working(due, -desk.office.days_ahead)
        return day if day >= received else None

    return internal_day


def _by_own_day(task: Task, draft: Draft | None) -> Task:
    """The task of a district with the day that the relay, as it was sent, sets before the province's own."""
    for own in draft.own_dues if draft and task.level is Level.DISTRICT else ():
        written = any(long_date(own.due) in one.text for one in draft.letter.body) if draft else False
        if written and (task.directive, task.due) == (own.directive, own.instead_of):
            # That day is the province's own.
            return replace(task, due=own.due, internal_due=None)
    return task


def _key(task: Task) -> tuple[int, int, str]:
    return task.directive, task.deadline, task.office_code


def _rescheduled(present: Task, wanted: Task) -> Task:
    # An office that was given more time keeps it, unless the letter itself now gives more.
    kept = (
        present.extended and wanted.due is not None and present.due is not None and wanted.due <= present.due
    )
    return replace(
        present,
        due=present.due if kept else wanted.due,
        letter_due=wanted.letter_due,
        internal_due=None if kept else wanted.internal_due,
        due_time=wanted.due_time,
        rrule=wanted.rrule,
    )


def _move(store: Store, moved: list[tuple[Task, Task]], clerk: Clerk, reason: str) -> None:
    store.tasks.reschedule([after for _, after in moved])
    store.tasks.add_events(
        [
            TaskEvent(
                task=before.id,
                at=clerk.now,
                by=clerk.name,
                state=before.state,
                note=" ".join(filter(None, (f"{_when(before)} → {_when(after)}", reason))),
                kind=EventKind.MOVED,
                before=_day(before),
                after=_day(after),
            )
            for before, after in moved
            if (_when(before), before.due_time) != (_when(after), after.due_time)
        ]
    )


def _when(task: Task) -> str:
    return short_date(task.due) if task.due else task.rrule or "-"


def _day(task: Task) -> str:
    return task.due.isoformat() if task.due else task.rrule or ""


def _drop(store: Store, dropped: list[Task], clerk: Clerk, reason: str) -> None:
    store.tasks.step(dropped, TaskState.EXEMPT)
    store.tasks.add_events(
        [event_of(one, clerk, TaskState.EXEMPT, reason, EventKind.CORRECTED) for one in dropped]
    )


def _revive(
    store: Store, present: list[Task], wanted: dict[tuple[int, int, str], Task], clerk: Clerk
) -> None:
    """What a correction took away and another brings back is waited for again."""
    for one in present:
        if one.state is TaskState.EXEMPT:
            last = store.tasks.events(one.id)[-1:]
            if last and last[0].kind is EventKind.CORRECTED:
                state = wanted[_key(one)].state
                store.tasks.step([one], state)
                store.tasks.add_events([event_of(one, clerk, state, kind=EventKind.CORRECTED)])


def event_of(
    task: Task, clerk: Clerk, state: TaskState, note: str = "", kind: EventKind = EventKind.STEP
) -> TaskEvent:
    """What a clerk did to a task."""
    return TaskEvent(task=task.id, at=clerk.now, by=clerk.name, state=state, note=note, kind=kind)
