"""The occurrences of recurring duties (รอบรายงาน): dated by the office calendar, each a task of its own.

A duty says how often; its occurrences are what is answered. They are made some weeks ahead, never more than a
year, and as often as one likes: a period that is there already is not made again, whatever became of it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.deadline import Basis
from circulars.errors import ConflictError, UsageError
from circulars.office import Level
from circulars.task import EventKind, Task, TaskState
from circulars.thai_calendar import long_date, short_date
from desk.assign import event_of, task_deadlines
from desk.lookup import refuse_blank, refuse_task_overtaken, task_of
from desk.occurrences import Rule
from registry.entries import Trace

if TYPE_CHECKING:
    from circulars.circular import Circular
    from circulars.deadline import Deadline
    from circulars.task import TaskEvent
    from circulars.thai_calendar import OfficeCalendar
    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming
    from registry.store import Store

#: How far ahead occurrences are made if nobody says, and at most: a fiscal year.
DAYS_AHEAD, MOST_DAYS_AHEAD = 30, 366
#: Every day on which offices work.
WORKING_WEEK = tuple((day, 0) for day in range(5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """What making occurrences did."""

    to: dt.date
    made: int
    dropped: int  #: open ones on days that the rule, as corrected, no longer names


def roll(desk: Desk, clerk: Clerk, to: dt.date | None = None) -> Rolled:
    """Make the occurrences of every duty up to a day.

    Raises:
        UsageError: If the day is more than a fiscal year ahead.
    """
    last = to or clerk.today + dt.timedelta(days=DAYS_AHEAD)
    if last > clerk.today + dt.timedelta(days=MOST_DAYS_AHEAD):
        raise UsageError("roll-too-far", day=long_date(last), most=str(MOST_DAYS_AHEAD))
    with desk.database.writing() as store:
        made, dropped = roll_in(store, desk, clerk, last)
        if made or dropped:
            store.audit.add(clerk.did("roll", f"to {last.isoformat()}", after=f"+{made} -{dropped}"))
    return Rolled(to=last, made=made, dropped=dropped)


def roll_in(store: Store, desk: Desk, clerk: Clerk, last: dt.date) -> tuple[int, int]:
    """Make the occurrences up to a day within a transaction; how many were made, and dropped."""
    letters: dict[int, list[Task]] = defaultdict(list)
    for duty in store.tasks.duties():
        letters[duty.letter].append(duty)
    entries = store.incoming.by_ids(letters)
    made, dropped = 0, 0
    for number, duties in letters.items():
        present = store.tasks.listed(letter=number)
        span = (clerk.today, last)
        new, gone = _of_letter(present, duties, entries[number], span, desk)
        store.tasks.add(new)
        store.tasks.step(gone, TaskState.EXEMPT)
        store.tasks.add_events(
            [event_of(one, clerk, TaskState.EXEMPT, kind=EventKind.SKIPPED) for one in gone]
        )
        made, dropped = made + len(new), dropped + len(gone)
    return made, dropped


def _of_letter(
    present: tuple[Task, ...],
    duties: list[Task],
    entry: Incoming,
    span: tuple[dt.date, dt.date],
    desk: Desk,
) -> tuple[list[Task], list[Task]]:
    letter, calendar, own = entry.letter, desk.calendar, desk.office.level
    there: dict[tuple[int, int, str], list[Task]] = defaultdict(list)
    for one in present:
        if one.period:
            there[_key(one)].append(one)
    new: list[Task] = []
    gone: list[Task] = []
    for duty in duties:
        days = dict(periods(duty, letter, entry.received.date(), span[1], calendar))
        known = {one.period for one in there[_key(duty)]}
        new += [_occurrence(duty, period, due, own) for period, due in days.items() if period not in known]
        gone += [
            one
            for one in there[_key(duty)]
            if one.period not in days
            and span[0].isoformat() <= one.period <= span[1].isoformat()
            and not one.state.closed
        ]
    return new, gone


def periods(
    duty: Task, letter: Circular, received: dt.date, last: dt.date, calendar: OfficeCalendar
) -> list[tuple[str, dt.date]]:
    """The periods of a duty with the day that each is due, from its beginning to a day.

    "Every working day" has no period on a holiday; any other rhythm that falls on one is due on the working day
    before, or after it where the letter says so.
    """
    deadline = _deadline(duty, letter)
    rule = Rule.of(duty.rrule or "")
    start = max(filter(None, (deadline.start if deadline else None, letter.dated, received)))
    working = rule.weekdays == WORKING_WEEK or (deadline is not None and deadline.basis is Basis.WORKING_DAYS)
    after = deadline is not None and deadline.holiday_rule == "next_working_day"
    found = []
    for day in rule.days_from(start, last):
        if calendar.is_working(day):
            found.append((day.isoformat(), day))
        elif not working:
            found.append(
                (day.isoformat(), calendar.on_or_after(day) if after else calendar.on_or_before(day))
            )
    return found


def _deadline(duty: Task, letter: Circular) -> Deadline | None:
    if duty.directive >= len(letter.directives):
        return None
    found = task_deadlines(letter.directives[duty.directive], duty.level)
    return found[duty.deadline] if duty.deadline < len(found) else None


def _key(task: Task) -> tuple[int, int, str]:
    return task.directive, task.deadline, task.office_code


def _occurrence(duty: Task, period: str, due: dt.date, own: Level) -> Task:
    told = TaskState.NOT_SENT if duty.state is TaskState.NOT_SENT else TaskState.SENT
    return replace(
        duty,
        id=0,
        period=period,
        due=due,
        letter_due=due,
        internal_due=None,
        rrule=None,
        state=TaskState.RECEIVED if duty.level is own else told,
        nil=False,
        receipt=None,
        answered=None,
    )


def skip(desk: Desk, number: int, clerk: Clerk, reason: str) -> Task:
    """Let one occurrence fall away (งดรอบ).

    Raises:
        UsageError: If no reason is given.
        NotFoundError: If there is no such task.
        ConflictError: If it is no occurrence, or was answered.
    """
    refuse_blank(reason)
    with desk.database.writing() as store:
        task = _open_occurrence(store, number)
        event = event_of(task, clerk, TaskState.EXEMPT, reason, EventKind.SKIPPED)
        return _changed(store, event, task, replace(task, state=TaskState.EXEMPT))


def shift(desk: Desk, number: int, day: dt.date, clerk: Clerk, reason: str) -> Task:
    """Move one occurrence to another day (เลื่อนรอบ); the ones after it stay.

    Raises:
        UsageError: If no reason is given.
        NotFoundError: If there is no such task.
        ConflictError: If it is no occurrence, or was answered.
    """
    refuse_blank(reason)
    with desk.database.writing() as store:
        task = _open_occurrence(store, number)
        event = event_of(task, clerk, task.state, reason, EventKind.SHIFTED)
        event = replace(event, before=task.due.isoformat() if task.due else "", after=day.isoformat())
        return _changed(store, event, task, replace(task, due=day))


def end(desk: Desk, number: int, clerk: Clerk, reason: str) -> tuple[Task, int]:
    """End a recurring duty of an office: what is due from today on falls away; how much that was.

    Args:
        desk: The office's desk.
        number: The duty, or any occurrence of it.
        clerk: Who ends it, and when.
        reason: Why.

    Raises:
        UsageError: If no reason is given.
        NotFoundError: If there is no such task.
        ConflictError: If it is no recurring duty, or ended before.
    """
    refuse_blank(reason)
    with desk.database.writing() as store:
        duty = _duty(store, task_of(store, number))
        coming = [
            one
            for one in store.tasks.occurrences(duty)
            if not one.state.closed and (one.due or clerk.today) >= clerk.today
        ]
        for one in [*coming, duty]:
            event = event_of(one, clerk, TaskState.EXEMPT, reason, EventKind.ENDED)
            done = _changed(store, event, one, replace(one, state=TaskState.EXEMPT))
        return done, len(coming)


def _open_occurrence(store: Store, number: int) -> Task:
    task = task_of(store, number)
    if not task.period:
        raise ConflictError("not-an-occurrence", number=str(number))
    if task.state.closed:
        raise ConflictError("occurrence-closed", number=str(number))
    return task


def _duty(store: Store, task: Task) -> Task:
    key = (*_key(task),)
    for one in store.tasks.listed(letter=task.letter, office_code=task.office_code):
        if one.is_duty and _key(one) == key:
            if one.state is TaskState.EXEMPT:
                raise ConflictError("duty-ended", number=str(one.id))
            return one
    raise ConflictError("not-a-duty", number=str(task.id))


def _changed(store: Store, event: TaskEvent, before: Task, after: Task) -> Task:
    """A task that was changed, with its event and its trace."""
    refuse_task_overtaken(before, done=store.tasks.change(after))
    store.tasks.add_events([event])
    store.audit.add(
        Trace(
            at=event.at,
            by=event.by,
            verb=event.kind.value,
            subject=f"task {before.id}",
            before=event.before,
            after=event.after or after.state.value,
            reason=event.note,
        )
    )
    return replace(after, version=before.version + 1)


def refuse_duty(store: Store, task: Task) -> None:
    """Let a task pass that can be answered; a recurring duty is answered by its occurrences, if it has any.

    Raises:
        ConflictError: If it has; the message names the one to answer.
    """
    if not task.is_duty:
        return
    waiting = [one for one in store.tasks.occurrences(task) if not one.state.closed]
    if waiting:
        raise ConflictError(
            "duty-has-occurrences",
            number=str(task.id),
            occurrence=str(waiting[0].id),
            due=short_date(waiting[0].due) if waiting[0].due else "-",
        )
