"""Counting a letter's deadlines again when a person has corrected its date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.deadline import BY_PERSON, Anchor
from parsers.deadlines import find_deadlines

if TYPE_CHECKING:
    import datetime as dt

    from circulars.circular import Circular
    from circulars.deadline import Deadline
    from circulars.directive import Directive
    from circulars.thai_calendar import OfficeCalendar


def redated(letter: Circular, *, received: dt.datetime, calendar: OfficeCalendar) -> Circular:
    """The letter with every deadline computed from its date as it now stands.

    Args:
        letter: With its date corrected.
        received: When it came.
        calendar: The office's working days.
    """

    def recounted(directive: Directive) -> Directive:
        found = find_deadlines(
            directive.text, letter_date=letter.dated, received=received, calendar=calendar
        ).deadlines
        counted = {one.deadline.quote: one.deadline for one in found}
        deadlines = tuple(_recounted(one, counted.get(one.quote)) for one in directive.deadlines)
        return replace(directive, deadlines=deadlines)

    return replace(letter, directives=tuple(map(recounted, letter.directives)))


def _recounted(old: Deadline, new: Deadline | None) -> Deadline:
    if new is None or BY_PERSON in old.flags or (new.due is None and new.anchor is Anchor.EVENT and old.due):
        return old  # the day of an event may stand in another paragraph
    # Who must act and whether the duty is recalled was read from the whole paragraph, not from these words.
    return replace(new, actor=old.actor, scope=old.scope)
