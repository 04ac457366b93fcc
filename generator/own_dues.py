"""The day that districts are given before the province's own deadline, where the province collects their answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.circular import Part
from circulars.deadline import DeadlineKind
from circulars.letter import Edit, OwnDue
from circulars.thai_calendar import long_date
from generator.citations import sentences
from generator.doubts import COLLECTS, OWN_DUE, REPORT_UP
from generator.province_items import PROVINCE_ONLY

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from circulars.circular import Circular, Paragraph
    from circulars.thai_calendar import OfficeCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """How long before its own deadline a province wants its districts' answers."""

    days: int  #: working days; 0 for no day of their own
    calendar: OfficeCalendar
    today: dt.date  #: no day that has come already is set
    us: str = "จังหวัด"  #: what those who answer call us
    below: str = "อำเภอ"  #: what they are called


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """A dated deadline of the circular, as it stands in a paragraph."""

    place: OwnDue  #: with the day of the districts
    start: int


def with_own_dues(
    source: Circular, edits: Sequence[Edit], ahead: Ahead | None
) -> tuple[tuple[Edit, ...], tuple[OwnDue, ...]]:
    """The edits with the districts' own day put in, and the days that were set.

    Where an answer goes by way of the province (report-up) the day stands there; where the collecting itself was left
    to the province, a sentence with the day follows the last paragraph. A deadline without a date, or one so near
    that no day is left before it, gets none: the guard asks a person.
    """
    if ahead is None or not ahead.days:
        return tuple(edits), ()
    found: list[Edit] = []
    dues: list[OwnDue] = []
    for edit in edits:
        dated = _deadline_after(source, edit, ahead) if edit.rule == REPORT_UP else None
        if dated is None:
            found.append(edit)
            continue
        words = sentences()["own_due"].format(us=ahead.us, day=long_date(dated.due))
        found.append(replace(edit, rule=OWN_DUE, after=edit.after.replace(f"{ahead.us}เพื่อ", words, 1)))
        dues.append(dated)
    if not dues:
        found += _sentence(source, edits, ahead)
    return tuple(found), tuple(dues)


def _deadline_after(source: Circular, edit: Edit, ahead: Ahead) -> OwnDue | None:
    """The first dated deadline of the edit's paragraph behind it."""
    text = source.paragraphs[edit.paragraph].text
    behind = [one for one in _dated(source, text, ahead) if one.start >= edit.start]
    return min(behind, key=lambda one: one.start).place if behind else None


def _dated(source: Circular, text: str, ahead: Ahead) -> Iterator[_Dated]:
    for place, directive in enumerate(source.directives):
        for deadline in directive.deadlines:
            if deadline.due is None or deadline.kind is DeadlineKind.EVENT or directive.standing:
                continue
            due = ahead.calendar.add_working(deadline.due, -ahead.days)
            quote = re.compile(r"\s*".join(map(re.escape, deadline.quote.split())))
            if due > ahead.today and (match := quote.search(text)):
                yield _Dated(
                    place=OwnDue(directive=place, instead_of=deadline.due, due=due), start=match.start()
                )


def _sentence(source: Circular, edits: Sequence[Edit], ahead: Ahead) -> Iterator[Edit]:
    """The sentence that asks for the answers that an item left to the province collects."""
    left = [edit for edit in edits if edit.rule == PROVINCE_ONLY]
    collected = [
        one for edit in left if COLLECTS.search(edit.before) for one in _dated(source, edit.before, ahead)
    ]
    last = _last_kept(source.paragraphs, {edit.paragraph for edit in left})
    if collected and last is not None:
        day = min(one.place.due for one in collected)
        words = sentences()["own_due_sentence"].format(us=ahead.us, below=ahead.below, day=long_date(day))
        start = len(source.paragraphs[last].text)
        yield Edit(rule=OWN_DUE, paragraph=last, before="", after=words, start=start)


def _last_kept(paragraphs: Sequence[Paragraph], left: set[int]) -> int | None:
    kept = [at for at, one in enumerate(paragraphs) if one.part is not Part.CLOSING and at not in left]
    return kept[-1] if kept else None
