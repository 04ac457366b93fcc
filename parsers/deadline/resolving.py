"""From what a phrase says to the day on which the act is due.

The rules of counting are those of the Civil and Commercial Code (CCC 193/3-193/8) and of the Administrative
Procedure Act (APA s.64): the first day is not counted; the last day of a *private* party's counted period moves
off a holiday, an office's does not; hours run from the moment.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.deadline import Anchor, Basis, DeadlineKind
from parsers.deadline.lexicon import mentions, pattern
from parsers.deadline.phrases import Bound, Family, Phrase
from parsers.deadline.point_reader import read_point
from parsers.deadline.points import Days, MonthPart, Point, YearPart
from parsers.deadline.roles import extended_from
from parsers.deadline.spans import Span, Unit
from parsers.skeleton import skeleton_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.deadline.points import Moment
    from parsers.deadline.roles import Role
    from parsers.deadline.scene import Scene

_OFFICE_CLOSES = dt.time(16, 30)
_NO_DATE = ("anchor_unknown",)
_COUNTED_BY_CALENDAR = {Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS}
#: Characters before a date in which the name of what happens then is looked for.
_NAMED_WITHIN = 150


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

    def __init__(self, scene: Scene, moment: Moment, judged: Sequence[tuple[Phrase, Role | None]]) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        self.moment = moment
        self.judged = judged

    def due(self, phrase: Phrase, role: Role, *, private: bool) -> Due:
        """When the phrase's act is due."""
        if role.kind is DeadlineKind.RECURRING:
            return self._recurring(phrase)
        if role.kind is DeadlineKind.IMMEDIATE:
            return Due(anchor=Anchor.EVENT if phrase.anchor else None)
        if phrase.family is Family.AS_BEFORE:
            return Due(flags=_NO_DATE)
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
        base = extended_from(phrase, tuple(each for each, _ in self.judged), self.scene)
        day = None
        if phrase.anchor:
            day = self._anchor_day(phrase.anchor, phrase)[0]
        if day is None and base is not None and base.point:
            day = base.point.days(self.moment).last
        if day is None or phrase.span is None:
            return Due(anchor=Anchor.EVENT, flags=_NO_DATE)
        return self._from_day(phrase.span, Anchor.EVENT, day, (), private=private)

    def _counted(self, phrase: Phrase, *, private: bool) -> Due:
        span = phrase.span or Span(0, Unit.DAYS)
        basis = Basis.WORKING_DAYS if span.unit is Unit.WORKING_DAYS else Basis.CALENDAR
        anchor, day, flags = self._anchor(phrase)
        if not span.agrees:
            flags = (*flags, "ocr_repaired")
        if day is None:
            return Due(anchor=anchor, basis=basis, flags=flags)
        if span.unit in {Unit.HOURS, Unit.MINUTES}:
            return self._hours(span, anchor, day, flags)
        return self._from_day(span, anchor, day, flags, private=private)

    def _from_day(
        self, span: Span, anchor: Anchor | None, day: dt.date, flags: tuple[str, ...], *, private: bool
    ) -> Due:
        basis = Basis.WORKING_DAYS if span.unit is Unit.WORKING_DAYS else Basis.CALENDAR
        due = span.after(day, self.moment.calendar)
        found = Due(due=due, anchor=anchor, anchor_day=day, basis=basis, flags=flags)
        if private and span.unit in _COUNTED_BY_CALENDAR and not self.moment.calendar.is_working(due):
            moved = self.moment.calendar.on_or_after(due)
            return replace(found, due=moved, nominal=due, flags=(*flags, "rolled_193_8"))
        return self._on_holiday(found)

    def _hours(self, span: Span, anchor: Anchor | None, day: dt.date, flags: tuple[str, ...]) -> Due:
        received = self.moment.received
        length = (
            dt.timedelta(hours=span.number) if span.unit is Unit.HOURS else dt.timedelta(minutes=span.number)
        )
        if anchor is Anchor.RECEIVED_DATE and isinstance(received, dt.datetime):
            moment = received + length
            return self._on_holiday(
                Due(
                    due=moment.date(),
                    time=moment.time().replace(second=0, microsecond=0),
                    anchor=anchor,
                    anchor_day=day,
                    flags=flags,
                )
            )
        due = span.after(day, self.moment.calendar)
        return self._on_holiday(
            Due(due=due, anchor=anchor, anchor_day=day, flags=(*flags, "time_of_receipt_unknown"))
        )

    def _anchor(self, phrase: Phrase) -> tuple[Anchor | None, dt.date | None, tuple[str, ...]]:
        """What a count starts from, the day of it, and flags."""
        received, letter = self.moment.received_day, self.moment.letter_date
        if phrase.anchor is None:
            return self._assumed(phrase)
        kind = self._anchor_kind(phrase)
        if kind is Anchor.RECEIVED_DATE:
            return kind, received, () if received else _NO_DATE
        if kind is Anchor.LETTER_DATE:
            return kind, letter, () if letter else _NO_DATE
        day, flags = self._anchor_day(phrase.anchor, phrase)
        return Anchor.EVENT, day, flags if day else _NO_DATE

    def _assumed(self, phrase: Phrase) -> tuple[Anchor | None, dt.date | None, tuple[str, ...]]:
        if self._is_conditional(phrase):
            return Anchor.EVENT, None, _NO_DATE
        if self.moment.received_day:
            return Anchor.RECEIVED_DATE, self.moment.received_day, ("anchor_assumed",)
        if self.moment.letter_date:
            return Anchor.LETTER_DATE, self.moment.letter_date, ("anchor_assumed",)
        return None, None, _NO_DATE

    def _is_conditional(self, phrase: Phrase) -> bool:
        """Whether a count without a beginning hangs on something that may happen (หากเกิดเหตุ …ภายใน ๒๔ ชั่วโมง)."""
        for at in range(phrase.first - 1, max(-1, phrase.first - 40), -1):
            if self.tokens.is_a(at, "break", "item", "recital_end"):
                return False
            if self.tokens.is_a(at, "condition", "when_past"):
                said = self.tokens.skeleton.text[self.tokens[at].end : self.tokens[phrase.first].start]
                return not mentions("objection").search(said[:60]) and not self._starts_with_receipt(at)
        return False

    def _starts_with_receipt(self, at: int) -> bool:
        return self.tokens.is_a(at + 1, "received") and self.tokens.gap(at + 1) <= 2

    def _anchor_kind(self, phrase: Phrase) -> Anchor:
        start, end = phrase.anchor or (0, 0)
        at = self.tokens.index_at(start)
        while at < len(self.tokens) and self.tokens[at].start < end:
            if self.tokens.is_a(at, "of_letter", "now") or self.tokens.text(at) == "วันนี":
                return Anchor.LETTER_DATE
            if self.tokens.is_a(at, "received"):
                return Anchor.RECEIVED_DATE if self._is_letter_received(at, end) else Anchor.EVENT
            at += 1
        return Anchor.EVENT

    def _is_letter_received(self, at: int, end: int) -> bool:
        """ได้รับหนังสือ, ได้รับแจ้ง, but not ได้รับแจ้งเหตุ or ได้รับเงิน."""
        rest = self.tokens.skeleton.text[self.tokens[at].end : end]
        return not rest.startswith(_NOT_A_LETTER) or rest.startswith(_THIS_MATTER)

    def _anchor_day(self, anchor: tuple[int, int], phrase: Phrase) -> tuple[dt.date | None, tuple[str, ...]]:
        """The day of what a count starts from: a date, the end of a period, or an event of the same text."""
        text = self.tokens.skeleton.text
        for place in range(anchor[0], min(anchor[0] + 14, anchor[1])):
            if found := read_point(text, place):
                days = found[0].days(self.moment)
                return days.last, days.flags
        if period := _period_end(text[anchor[0] : anchor[1]]):
            days = period.days(self.moment)
            return days.last, ("year_inferred",)
        return self._event_day(text[anchor[0] : anchor[1]], phrase, last=True), ()

    # ---- events

    def _before_event(self, phrase: Phrase) -> Due:
        span = phrase.span or Span(1, Unit.DAYS)
        basis = Basis.WORKING_DAYS if span.unit is Unit.WORKING_DAYS else Basis.CALENDAR
        if phrase.point is not None:
            days = phrase.point.days(self.moment)
            day, flags = (days.last if phrase.point.is_end else days.first), days.flags
        else:
            text = self.tokens.skeleton.text
            name = text[phrase.anchor[0] : phrase.anchor[1]] if phrase.anchor else ""
            day, flags = self._event_day(name, phrase, last=False), ()
        if day is None:
            return Due(anchor=Anchor.EVENT, basis=basis, flags=_NO_DATE)
        if span.unit in {Unit.HOURS, Unit.MINUTES}:
            return self._on_holiday(
                Due(due=day, anchor=Anchor.EVENT, anchor_day=day, basis=basis, flags=flags)
            )
        due = span.before(day, self.moment.calendar)
        implied = ("exclusive",) if phrase.implied else ()
        return self._on_holiday(
            Due(due=due, anchor=Anchor.EVENT, anchor_day=day, basis=basis, flags=(*flags, *implied))
        )

    def _event_day(self, name: str, phrase: Phrase, *, last: bool) -> dt.date | None:
        """The day of an event that the text dates: by its name, else the only one there is."""
        nouns = _event_nouns(name)
        events = [
            (other, role)
            for other, role in self.judged
            if other is not phrase and other.point and _is_dated(other, role)
        ]
        for noun in nouns:
            for other, _ in events:
                if self._names(other, noun):
                    return self._day_of(other, last=last)
        plain = [other for other, role in events if role and role.kind is DeadlineKind.EVENT]
        if len(plain) == 1 and (not name or not nouns or _is_general(name)):
            return self._day_of(plain[0], last=last)
        return None

    def _names(self, phrase: Phrase, noun: str) -> bool:
        start = self.tokens[phrase.first].start
        end = self.tokens[phrase.last].end
        text = self.tokens.skeleton.text
        return noun in text[max(0, start - _NAMED_WITHIN) : start] or noun in text[end : end + 30]

    def _day_of(self, phrase: Phrase, *, last: bool) -> dt.date | None:
        point: Point | None = phrase.point if last or phrase.start is None else phrase.start
        if point is None:
            return None
        days = point.days(self.moment)
        return days.last if last else days.first

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


_NOT_A_LETTER = tuple(
    map(
        skeleton_of,
        (
            "เหตุ",
            "การเกิดเหตุ",
            "เงิน",
            "อนุมัติ",
            "อนุญาต",
            "จัดสรร",
            "โอน",
            "มอบหมาย",
            "แต่งตั้ง",
            "เรื่อง",
            "คำร้อง",
            "คำขอ",
            "ข้อมูล",
            "การพบ",
            "ความเสียหาย",
            "การจัดสรร",
            "การอนุมัติ",
            "สินค้า",
            "พัสดุ",
            "เอกสาร",
            "ข้อร้องเรียน",
            "ใบอนุญาต",
            "ผู้ป่วย",
        ),
    )
)
_THIS_MATTER = tuple(map(skeleton_of, ("เรื่องนี้", "เรื่องดังกล่าว", "เอกสารนี้")))
_EVENT_PREFIX = pattern("วันที่|วัน|การจัด|การ|กำหนด|เสร็จสิ้น|สิ้นสุด|เริ่ม|จัด|ถึง|เลิก|ที่|ได้|ดำเนินการ|แล้วเสร็จ")


def _event_nouns(name: str) -> list[str]:
    """The words of an event's name that may stand with its date, the longest first."""
    stripped = re.sub(rf"^(?:{_EVENT_PREFIX})+", "", name)
    stripped = stripped[:40]
    return (
        [stripped[:length] for length in range(len(stripped), 4, -1)]
        if len(stripped) >= 5
        else ([stripped] if len(stripped) >= 3 else [])
    )


def _is_general(name: str) -> bool:
    return name.endswith(("ดังกลาว", "งาน", "กิจกรรม", "โครงการ", "พิธี"))


def _is_dated(phrase: Phrase, role: Role | None) -> bool:
    if role is not None:
        return role.kind in {DeadlineKind.EVENT, DeadlineKind.RANGE} or phrase.family is Family.BARE
    return phrase.family in {Family.BARE, Family.RANGE}


_PERIODS = (
    (skeleton_of("ปีงบประมาณ"), YearPart(fiscal=True, is_end=True)),
    (skeleton_of("ปี"), YearPart(fiscal=False, is_end=True)),
)


def _period_end(anchor: str) -> Point | None:
    if "สิน" not in anchor[:12]:
        return None
    return next((point for name, point in _PERIODS if name in anchor), None)


def with_holiday_rule(found: Due, rule: str | None, moment: Moment) -> Due:
    """A due day moved as the letter itself says."""
    if rule is None or found.due is None or moment.calendar.is_working(found.due):
        return found
    move = moment.calendar.on_or_after if rule == "next_working_day" else moment.calendar.on_or_before
    flags = tuple(flag for flag in found.flags if flag != "due_on_nonworking_day")
    return replace(found, due=move(found.due), nominal=found.due, plan_by=None, flags=flags)
