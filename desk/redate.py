"""Counting a letter's deadlines again when a person has corrected its date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.deadlines import find_deadlines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Set as AbstractSet

    from circulars.circular import Circular
    from circulars.deadline import Deadline
    from circulars.thai_calendar import OfficeCalendar


def redated(
    letter: Circular,
    *,
    received: dt.datetime,
    calendar: OfficeCalendar,
    settled: AbstractSet[tuple[int, int]],
) -> Circular:
    """The letter with every deadline computed from its date as it now stands.

    Args:
        letter: With its date corrected.
        received: When it came.
        calendar: The office's working days.
        settled: Directive and deadline, by place, that a person has set: they stay.
    """
    directives = []
    for place, directive in enumerate(letter.directives):
        found = find_deadlines(
            directive.text, letter_date=letter.dated, received=received, calendar=calendar
        ).deadlines
        counted = {one.deadline.quote: one.deadline for one in found}
        deadlines = tuple(
            one if (place, number) in settled else _recounted(one, counted.get(one.quote))
            for number, one in enumerate(directive.deadlines)
        )
        directives.append(replace(directive, deadlines=deadlines))
    return replace(letter, directives=tuple(directives))


def _recounted(old: Deadline, new: Deadline | None) -> Deadline:
    # Who must act and whether the duty is recalled was read from the whole paragraph, not from these words.
    return old if new is None else replace(new, actor=old.actor, scope=old.scope)
