"""Which rung of the ladder of reminders a task stands on today: asked of the calendar, never stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.ladder import Rung, RungKind
from circulars.task import Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.thai_calendar import OfficeCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A task and the rung it has come to."""

    task: Task
    rung: Rung
    day: dt.date  #: the working day on which the rung falls; with the rung and the way it is what went out


def rung_day(rung: Rung, due: dt.date, calendar: OfficeCalendar) -> dt.date:
    """The working day of a rung; what is due on a holiday counts from the last working day before it."""
    return calendar.add_working(calendar.on_or_before(due), rung.days)


def reached(
    task: Task, ladder: Sequence[Rung], today: dt.date, calendar: OfficeCalendar, *, told: dt.date
) -> Reached | None:
    """The highest rung that a task has come to; None if it has come to none.

    A rung below it that was missed is not made up for: one reminder says all. Rungs that fall on the day
    the office was told, or before, are left out.

    Args:
        task: What is waited for.
        ladder: The rungs, the lowest first.
        today: The day that is asked for.
        calendar: The office's working days.
        told: When the office was told of it.
    """
    # The day that the office was told; the province's own day ahead of it is no matter of theirs.
    if task.due is None or task.state.closed:
        return None
    days = [(rung, rung_day(rung, task.due, calendar)) for rung in ladder]
    found = [(rung, day) for rung, day in days if told < day <= today]
    if not found:
        return None
    rung, day = found[-1]
    return Reached(task=task, rung=rung, day=day)


def is_for_superior(rung: Rung) -> bool:
    """Whether the rung is told to the superior, not to the offices."""
    return rung.kind is RungKind.SUPERIOR
