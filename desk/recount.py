"""Counting the deadlines of all letters again when the office's calendar has changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desk.assign import Assigned, assign
from desk.lookup import refuse_overtaken
from desk.redate import redated
from desk.review import rewritten

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from circulars.deadline import Deadline
    from circulars.directive import Directive
    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming


@dataclass(frozen=True, slots=True, kw_only=True)
class Recounted:
    """A letter whose deadlines fall on other days by the calendar as it is now."""

    entry: Incoming
    moved: tuple[tuple[Deadline, Deadline], ...]  #: as it was, as it is
    assigned: Assigned


def recount(desk: Desk, clerk: Clerk, reason: str) -> tuple[Recounted, ...]:
    """Count again by the desk's calendar; the open tasks of confirmed letters follow.

    Days that lie behind are left as they are: what was due then was due by the calendar of then.

    Args:
        desk: The office's desk with its new calendar.
        clerk: Who changed the calendar, and when.
        reason: What changed, kept with every task that moves.
    """
    found: list[Recounted] = []
    with desk.database.writing() as store:
        for entry in store.incoming.listed():
            letter = redated(entry.letter, received=entry.received, calendar=desk.calendar)
            moved = tuple(_moved(entry, letter.directives, clerk.today))
            if entry.cancelled or not moved:
                continue
            changed = replace(entry, reading=rewritten(entry.reading, letter))
            refuse_overtaken(entry, done=store.incoming.rewrite(entry, letter, changed.reading))
            store.audit.add(clerk.did("recount", f"letter {entry.receipt}", reason=reason))
            assigned = (
                assign(store, changed, letter, desk, clerk, reason=reason) if entry.confirmed else Assigned()
            )
            found.append(Recounted(entry=changed, moved=moved, assigned=assigned))
    return tuple(found)


def _moved(
    entry: Incoming, now: tuple[Directive, ...], today: dt.date
) -> Iterator[tuple[Deadline, Deadline]]:
    """The deadlines to come that fall on another day, or are to be planned for another."""
    for before, after in zip(entry.letter.directives, now, strict=True):
        for old, new in zip(before.deadlines, after.deadlines, strict=True):
            days = (old.due, old.plan_by) != (new.due, new.plan_by)
            if days and max(filter(None, (old.due, new.due)), default=today) >= today:
                yield old, new
