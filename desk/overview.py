"""The one screen an office needs: per directive, how many districts have answered and which have not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.directive import Directive
from circulars.task import Task
from desk.lookup import letter_of
from registry.entries import Incoming

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from desk.office_desk import Clerk, Desk
    from registry.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectiveRow:
    """One directive and one due date across the offices that must act."""

    entry: Incoming
    place: int  #: of the directive in its letter, from 0
    directive: Directive
    tasks: tuple[Task, ...]  #: one an office, in the order of their codes

    @property
    def answered(self) -> tuple[Task, ...]:
        """The offices that have answered; not those deemed by the letter or exempt."""
        return tuple(one for one in self.tasks if one.state.answered)

    @property
    def missing(self) -> tuple[Task, ...]:
        """The offices still waited for (ค้าง)."""
        return tuple(one for one in self.tasks if not one.state.closed)

    @property
    def quote(self) -> str | None:
        """The letter's own words for the deadline."""
        first = self.tasks[0]
        found = [
            one.quote for one in self.directive.deadlines if (one.due, one.rrule) == (first.due, first.rrule)
        ]
        return next(iter(found), None)

    @property
    def due(self) -> dt.date | None:
        """The day it is due; the earliest where offices have different ones."""
        return min((one.due for one in self.tasks if one.due), default=None)


def overview(desk: Desk, clerk: Clerk, receipt: str | None = None) -> tuple[DirectiveRow, ...]:
    """Every directive that has tasks, of one letter or of all.

    Raises:
        NotFoundError: If there is no such letter.
    """
    with desk.database.reading() as store:
        letter = None if receipt is None else letter_of(store, receipt, clerk.today).id
        return _rows(store, store.tasks.listed(letter=letter))


def rows_of(store: Store, letters: Collection[int]) -> tuple[DirectiveRow, ...]:
    """The directives of those letters that have tasks."""
    return _rows(store, store.tasks.of_letters(letters))


def pressing(desk: Desk, clerk: Clerk, receipt: str | None, to: dt.date) -> tuple[DirectiveRow, ...]:
    """The directives of the letters of which anything is open and due up to a day.

    Raises:
        NotFoundError: If there is no such letter.
    """
    with desk.database.reading() as store:
        letter = None if receipt is None else letter_of(store, receipt, clerk.today).id
        due = {one.letter for one in store.tasks.listed(letter=letter, open_only=True, due_to=to)}
        return rows_of(store, due)


def _rows(store: Store, tasks: Sequence[Task]) -> tuple[DirectiveRow, ...]:
    entries = store.incoming.by_ids({one.letter for one in tasks})
    # A reading is decoded once a letter, not once a directive.
    directives = {number: entry.letter.directives for number, entry in entries.items()}
    groups: dict[tuple[int, int, int, str], list[Task]] = {}
    for one in tasks:
        groups.setdefault((one.letter, one.directive, one.deadline, one.period), []).append(one)
    return tuple(
        DirectiveRow(
            entry=entries[key[0]],
            place=key[1],
            directive=directives[key[0]][key[1]],
            # Districts first, the province last.
            tasks=tuple(sorted(groups[key], key=lambda one: (-one.level.rank, one.office_code))),
        )
        for key in sorted(groups)
    )
