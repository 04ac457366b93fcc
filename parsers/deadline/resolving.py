"""From what a phrase says to the day on which the act is due.

The rules of counting are those of the Civil and Commercial Code (CCC 193/3-193/8) and of the Administrative
Procedure Act (APA s.64): the first day is not counted; the last day of a *private* party's counted period moves
off a holiday, an office's does not; hours run from the moment.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.deadline import Anchor, Basis, DeadlineKind
from parsers.deadline.anchoring import NO_DATE, Anchoring, Start
from parsers.deadline.events import Events
from parsers.deadline.phrases import Bound, Family, Phrase
from parsers.deadline.points import Days, MonthPart
from parsers.deadline.spans import Span, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.deadline.points import Moment
    from parsers.deadline.roles import Role
    from parsers.deadline.surroundings import Surroundings

_OFFICE_CLOSES = dt.time(16, 30)
_COUNTED_BY_CALENDAR = {Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS}
_TIMED = {Unit.HOURS: 60, Unit.MINUTES: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The day and what led to it."""

    due: dt.date | None = None
    time: dt.time | None = None
    times: tuple[dt.time, ...] = ()
    start: dt.date | None = None
    nominal: dt.date | None = None
    plan_by: dt.date | None = None
    anchor: Anchor | None = None
    anchor_day: dt.date | None = None
    basis: Basis = Basis.CALENDAR
    flags: tuple[str, ...] = ()
    until: dt.date | None = None


class Resolver:
    """Resolves the phrases of one text."""

    def __init__(self, around: Surroundings, judged: Sequence[tuple[Phrase, Role | None]]) -> None:
        self.tokens = around.tokens
        self.moment = around.moment
        self.events = Events(around.tokens, around.moment, judged)
        self.anchoring = Anchoring(around, self.events)

    def due(self, phrase: Phrase, role: Role, *, private: bool) -> Due:
        """When the phrase's act is due."""
        if role.kind is DeadlineKind.RECURRING:
            return self._recurring(phrase)
        if role.kind is DeadlineKind.IMMEDIATE:
            return Due(anchor=Anchor.EVENT if phrase.anchor else None)
        if phrase.family is Family.AS_BEFORE:
            return Due(flags=NO_DATE)
        if phrase.family is Family.COUNT:
            return self._counted(phrase, private=private)
        if phrase.family is Family.EXTENSION:
            return self._extended(phrase, private=private)
        if phrase.family is Family.BEFORE:
            return self._before_event(phrase)
        return self._at_point(phrase, role)

    # ---- stated points and ranges

    def _at_point(self, phrase: Phrase, role: Role) -> Due:
        start = self._start(phrase)
        if phrase.point is None and role.kind is DeadlineKind.EVENT:
            return Due(due=start)
        if phrase.point is None:
            return Due(
                start=start, anchor=Anchor.LETTER_DATE if phrase.from_now else None, flags=("open_ended",)
            )
        days = phrase.point.days(self.moment)
        due, exclusive = self._bounded_day(phrase, days)
        time, times, flags = self._time(phrase, role.kind)
        if role.kind is DeadlineKind.EVENT and phrase.start is not None:
            due, start = start, None
        found = Due(
            due=due,
            time=time if due else None,
            times=times if due else (),
            start=start,
            anchor=Anchor.LETTER_DATE if phrase.from_now else days.anchor,
            basis=days.basis,
            flags=(*days.flags, *(("exclusive",) if exclusive else ()), *flags),
        )
        return found if role.kind is DeadlineKind.EVENT else self._on_holiday(self._in_order(found))

    def _start(self, phrase: Phrase) -> dt.date | None:
        if phrase.from_now:
            return self.moment.near
        return phrase.start.days(self.moment).first if phrase.start else None

    def _bounded_day(self, phrase: Phrase, days: Days) -> tuple[dt.date | None, bool]:
        if (
            phrase.bound is not Bound.BEFORE
            or phrase.times
            or phrase.office_hours
            or phrase.point is None
            or phrase.point.is_end
        ):
            return days.last, False
        part = phrase.point
        edge = days.last if isinstance(part, MonthPart) and part.part not in {"whole", "1"} else days.first
        return (edge - dt.timedelta(1) if edge else None), edge is not None

    def _time(
        self, phrase: Phrase, kind: DeadlineKind
    ) -> tuple[dt.time | None, tuple[dt.time, ...], tuple[str, ...]]:
        if phrase.office_hours:
            return _OFFICE_CLOSES, (), ("office_hours",)
        if phrase.times is None:
            return None, (), ("end_of_day",) if phrase.end_of_day else ()
        flags = ("end_of_day",) if phrase.times.end_of_day else ()
        times = phrase.times.times
        if phrase.times.is_range:
            return (times[0] if kind is DeadlineKind.EVENT else times[-1]), (), flags
        return times[0], times[1:], flags

    def _in_order(self, found: Due) -> Due:
        letter = self.moment.letter_date
        if found.due and letter and found.due < letter:
            return replace(found, flags=(*found.flags, "before_letter"))
        return found

    def _on_holiday(self, found: Due) -> Due:
        calendar = self.moment.calendar
        if found.due is None or calendar.is_working(found.due):
            return found
        flags = (*found.flags, "due_on_nonworking_day")
        return replace(found, flags=flags, plan_by=calendar.on_or_before(found.due))

    # ---- counts

    def _extended(self, phrase: Phrase, *, private: bool) -> Due:
        """So many days from the old last day, were it a holiday or not (CCC 193/7, Supreme Court 2981/2545)."""
        start = self.anchoring.extension_start(phrase)
        if start.day is None or phrase.span is None:
            return Due(anchor=start.anchor, flags=NO_DATE)
        return self._from_day(phrase.span, start, start.day, private=private)

    def _counted(self, phrase: Phrase, *, private: bool) -> Due:
        span = phrase.span or Span(0, Unit.DAYS)
        start = self.anchoring.start(phrase)
        if not span.agrees:
            start = replace(start, flags=(*start.flags, "ocr_repaired"))
        if start.day is None:
            return Due(anchor=start.anchor, basis=_basis(span), flags=start.flags)
        if span.unit in _TIMED:
            return self._hours(span, start, start.day)
        return self._from_day(span, start, start.day, private=private)

    def _from_day(self, span: Span, start: Start, day: dt.date, *, private: bool) -> Due:
        due = span.after(day, self.moment.calendar)
        found = Due(due=due, anchor=start.anchor, anchor_day=day, basis=_basis(span), flags=start.flags)
        if private and span.unit in _COUNTED_BY_CALENDAR and not self.moment.calendar.is_working(due):
            moved = self.moment.calendar.on_or_after(due)
            return replace(found, due=moved, nominal=due, flags=(*found.flags, "rolled_193_8"))
        return self._on_holiday(found)

    def _hours(self, span: Span, start: Start, day: dt.date) -> Due:
        received = self.moment.received
        found = Due(anchor=start.anchor, anchor_day=day, flags=start.flags)
        if start.anchor is Anchor.RECEIVED_DATE and isinstance(received, dt.datetime):
            end = received + dt.timedelta(minutes=span.number * _TIMED[span.unit])
            time = end.time().replace(second=0, microsecond=0)
            return self._on_holiday(replace(found, due=end.date(), time=time))
        due = span.after(day, self.moment.calendar)
        return self._on_holiday(replace(found, due=due, flags=(*found.flags, "time_of_receipt_unknown")))

    def _before_event(self, phrase: Phrase) -> Due:
        span = phrase.span or Span(1, Unit.DAYS)
        day, flags = self._day_of_event(phrase)
        if day is None:
            return Due(anchor=Anchor.EVENT, basis=_basis(span), flags=NO_DATE)
        found = Due(due=day, anchor=Anchor.EVENT, anchor_day=day, basis=_basis(span), flags=flags)
        if span.unit in _TIMED:
            return self._on_holiday(found)
        implied = ("exclusive",) if phrase.implied else ()
        due = span.before(day, self.moment.calendar)
        return self._on_holiday(replace(found, due=due, flags=(*flags, *implied)))

    def _day_of_event(self, phrase: Phrase) -> tuple[dt.date | None, tuple[str, ...]]:
        if phrase.point is not None:
            days = phrase.point.days(self.moment)
            return (days.last if phrase.point.is_end else days.first), days.flags
        start, end = phrase.anchor or (0, 0)
        if said := self.anchoring.said_before(self.tokens.skeleton.text[start:end], phrase):
            return said.day, said.flags
        return self.events.day(self.tokens.skeleton.text[start:end], phrase, last=False), ()

    # ---- rhythms

    def _recurring(self, phrase: Phrase) -> Due:
        rhythm = phrase.rhythm
        if rhythm is None:
            return Due()
        flags = [
            flag
            for flag, set_ in (("vague", rhythm.vague and rhythm.freq != "DAILY"), ("lunar", rhythm.lunar))
            if set_
        ]
        if rhythm.freq is None:
            flags.append("not_expressible_rrule")
        if phrase.open_ended:
            flags.append("open_ended")
        basis = Basis.WORKING_DAYS if rhythm.working else Basis.FISCAL if rhythm.fiscal else Basis.CALENDAR
        times = phrase.times.times if phrase.times else ()
        until = phrase.point.days(self.moment).last if phrase.point else None
        if phrase.office_hours:
            times, flags = (_OFFICE_CLOSES,), [*flags, "office_hours"]
        if phrase.times and phrase.times.is_range:
            times = times[-1:]
        return Due(
            time=times[0] if times else None,
            times=times[1:],
            start=self._start(phrase),
            until=until,
            basis=basis,
            flags=tuple(flags),
        )


def _basis(span: Span) -> Basis:
    return Basis.WORKING_DAYS if span.unit is Unit.WORKING_DAYS else Basis.CALENDAR


def with_holiday_rule(found: Due, rule: str | None, moment: Moment) -> Due:
    """A due day moved as the letter itself says."""
    if rule is None or found.due is None or moment.calendar.is_working(found.due):
        return found
    move = moment.calendar.on_or_after if rule == "next_working_day" else moment.calendar.on_or_before
    flags = tuple(flag for flag in found.flags if flag != "due_on_nonworking_day")
    return replace(found, due=move(found.due), nominal=found.due, plan_by=None, flags=flags)
