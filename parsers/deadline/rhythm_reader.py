"""Reading what repeats.

Grammar over tokens; ``EVERY`` is ทุก, ของทุก, เป็นประจำทุก and so on, ``MONTH`` a month as a unit::

    rhythm    = month days | weekdays | working day | month end | unit | by unit | rate | alternate | yearly | lunar ;
    month days = EVERY , day list , [ OF , MONTH ]
               | day list , ( [ OF ] , EVERY , MONTH | OF , ( MONTH | next month ) )
               | day list , OF , MONTH , ordinal , { OF | after } , [ end ] , [ EVERY ] , QUARTER ;
    day list  = day , { and , ( day | number | month end ) } ;
    weekdays  = EVERY , weekdays , [ ordinal , { and , ordinal } , [ OF , [ EVERY ] , MONTH ] ]
              | weekdays , ( ordinal , OF , [ EVERY ] , MONTH | OF , EVERY , WEEK ) ;
    working day = EVERY , working day , [ ordinal , [ OF , unit ] ] | working day , ordinal , [ OF ] , [ EVERY ] , unit ;
    month end = EVERY , part , unit | part , unit , { and , part , unit } , OF , EVERY , unit ;
    unit      = EVERY , ( [ span ] | unit ) ;
    by unit   = "ราย" , ( unit | span ) ;
    yearly    = points without a year , [ OF ] , EVERY , YEAR | EVERY , point without a year ;
"""

from __future__ import annotations

import calendar as months
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.deadline.points import CalendarDate, DayOfMonth, MonthPart, NthDay, YearPart
from parsers.deadline.rhythm import (
    DAILY,
    EVERY_WORKDAY,
    FISCAL_YEARLY,
    FORTNIGHTLY,
    HALF_YEARLY,
    HOURLY,
    LUNAR,
    MONTHLY,
    QUARTERLY,
    WEEKLY,
    WORKING_WEEK,
    YEARLY,
    Rhythm,
)
from parsers.deadline.spans import Span, Unit
from parsers.thai_number import NUMBER_WORDS, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.deadline.points import Point
    from parsers.deadline.tokens import Tokens

_UNITS = {
    "unit_quarter": QUARTERLY,
    "unit_half": HALF_YEARLY,
    "unit_fiscal_year": FISCAL_YEARLY,
    "unit_year": YEARLY,
    "unit_month": MONTHLY,
    "unit_fortnight": FORTNIGHTLY,
    "unit_week": WEEKLY,
    "unit_hour": HOURLY,
    "unit_day": DAILY,
    "unit_daypart": DAILY,
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_PARTS = {"end_of": -1, "middle_of": 15, "beginning_of": 1, "late_in": -1}
_SPOKEN = re.compile(NUMBER_WORDS)
_SAME = ("เดียวกัน", "เดียวกันนี")
_NEXT_MONTH = MonthPart(shift=1)
_NEXT_YEAR = YearPart(fiscal=False, shift=1)
_QUARTER_ENDS = (3, 6, 9, 12)
_AFTER_QUARTERS = (1, 4, 7, 10)


class RhythmReader:
    """Reads rhythms off tokens; each method gives the rhythm and the index after it, or None."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens

    def read(self, at: int) -> tuple[Rhythm, int] | None:
        """The rhythm that begins with a token, the longest way to read it."""
        tokens = self.tokens
        if tokens.is_a(at, "every"):
            return self._every(at + 1)
        if tokens.is_a(at, "rate"):
            return self._rate(at)
        if tokens.is_a(at, "alternate"):
            return self._alternate(at)
        if tokens.is_a(at, "by"):
            return self._by(at + 1)
        if tokens.is_a(at, "daily"):
            return replace(DAILY, vague=True), at + 1
        if tokens.is_a(at, "monthly"):
            return MONTHLY, at + 1
        return self._without_every(at)

    # ---- ทุก …

    def _every(self, at: int) -> tuple[Rhythm, int] | None:
        tokens = self.tokens
        if not tokens.touches(at):
            return self._every_so_often(at)
        if tokens.is_a(at, "day", "number") or self._part(at):
            return self._month_days(at)
        if tokens.is_a(at, "weekdays"):
            return self._weekdays(at) or (Rhythm(freq="WEEKLY", weekdays=tokens[at].value), at + 1)
        if tokens.is_a(at, "workday"):
            return self._working_day(at) or (EVERY_WORKDAY, at + 1)
        if tokens.is_a(at, "unit_daypart") and tokens.is_a(at + 1, "weekdays") and tokens.touches(at + 1):
            return Rhythm(freq="WEEKLY", weekdays=tokens[at + 1].value), at + 2
        if (
            tokens.is_a(at, "end_of")
            and tokens.is_a(at + 1, "workday", "unit_day")
            and tokens.touches(at + 1)
        ):
            return (EVERY_WORKDAY if tokens.is_a(at + 1, "workday") else DAILY), at + 2
        if tokens.is_a(at, "unit_week") and (week := self._nth_week(at)):
            return week
        if tokens.is_a(at, "holy_day"):
            return LUNAR, at + 1
        if tokens.is_a(at, "span"):
            return interval(tokens[at].value), at + 1
        if tokens.is_a(at, "point"):
            return self._every_point(at)
        return self._unit(at)

    def _every_point(self, at: int) -> tuple[Rhythm, int] | None:
        point = self.tokens[at].value
        if isinstance(point, DayOfMonth):
            return Rhythm(freq="MONTHLY", days=(point.words.day,), next_month=bool(point.shift)), at + 1
        yearly = yearly_on(self.points(at)[0])
        return (yearly[0], self.points(at)[1]) if len(yearly) == 1 else None

    def _every_so_often(self, at: int) -> tuple[Rhythm, int] | None:
        """ทุกรอบ ๖ เดือน, ทุกระยะ ๓ เดือน."""
        near = self.tokens.is_a(at, "span") and self.tokens.gap(at) <= 4
        return (interval(self.tokens[at].value), at + 1) if near else None

    def _unit(self, at: int) -> tuple[Rhythm, int] | None:
        kind = next((kind for kind in _UNITS if self.tokens.is_a(at, kind)), None)
        return (_UNITS[kind], at + 1) if kind else None

    def _nth_week(self, at: int) -> tuple[Rhythm, int] | None:
        """สัปดาห์แรกของทุกเดือน: up to its last day."""
        ordinals = self._ordinals(at + 1)
        month = self._of_month(ordinals[1]) if ordinals else None
        if ordinals is None or month is None:
            return None
        days = tuple(-1 if nth == -1 else min(nth * 7, 28) for nth in ordinals[0])
        return Rhythm(freq="MONTHLY", days=days, vague=True), month

    def _month_days(self, at: int) -> tuple[Rhythm, int] | None:
        """After ทุก: days, with or without "ของเดือน"."""
        listed = self.day_list(at)
        if listed is None:
            return None
        days, after, weekday = listed
        month = self._of_month(after)
        if weekday is not None and month is not None:
            return Rhythm(freq="MONTHLY", weekdays=(weekday,), nth=days), month
        if self.tokens.is_a(at, "number") and month is None:
            return None
        part_unit = self._part(at)
        if part_unit and part_unit[1] not in {"unit_month", "unit_fortnight"}:
            return self._part_of(part_unit)
        return Rhythm(freq="MONTHLY", days=days), month or after

    def _part_of(self, part: tuple[int, str, int]) -> tuple[Rhythm, int] | None:
        day, unit, after = part
        whole = _UNITS[unit]
        if unit in {"unit_quarter", "unit_half", "unit_fiscal_year"} and day == -1:
            return replace(whole, vague=False), after
        if unit == "unit_year" and day == -1:
            return Rhythm(freq="YEARLY", months=(12,), days=(-1,)), after
        if unit == "unit_week":
            return Rhythm(freq="WEEKLY", weekdays=(4 if day == -1 else 0,), vague=True), after
        return whole, after

    def day_list(self, at: int) -> tuple[tuple[int, ...], int, int | None] | None:
        """Days of a month, the index after them, and the weekday that they are counted of, if any."""
        days: list[int] = []
        weekday = self.tokens[at].value.weekday if self.tokens.is_a(at, "day") else None
        while True:
            if self.tokens.is_a(at, "day"):
                days.append(self.tokens[at].value.day)
                at += 1
            elif (
                self.tokens.is_a(at, "number") and self.tokens[at].value and 1 <= self.tokens[at].value <= 31
            ):
                days.append(self.tokens[at].value)
                at += 1
            elif part := self._part(at):
                days.append(part[0])
                at = part[2]
            else:
                break
            joined = self._joint(at)
            if joined is None:
                return tuple(days), at, weekday
            at = joined
        return None

    def _joint(self, at: int) -> int | None:
        """The index after "และ" (or several of its kind) if another day follows."""
        start = at
        while self.tokens.is_a(at, "and") and self.tokens.touches(at):
            at += 1
        if at == start and not self.is_listed(at):
            return None
        follows = self.tokens.is_a(at, "day", "number") or self._part(at)
        near = at < len(self.tokens) and self.tokens.gap(at) <= 2
        return at if follows and near else None

    def is_listed(self, at: int) -> bool:
        """Whether a number follows another with nothing but a blank between (วันที่ ๑ ๑๑ และ ๒๑)."""
        if not self.tokens.is_a(at, "number"):
            return False
        return self.tokens.skeleton.text[self.tokens[at - 1].end : self.tokens[at].start] == "_"

    def _part(self, at: int) -> tuple[int, str, int] | None:
        """สิ้นเดือน, กลางเดือน: the day, the unit and the index after it."""
        day = next((_PARTS[kind] for kind in _PARTS if self.tokens.is_a(at, kind)), None)
        if day is None or not self.tokens.touches(at + 1):
            return None
        unit = next((kind for kind in _UNITS if self.tokens.is_a(at + 1, kind)), None)
        return (day, unit, at + 2) if unit and unit != "unit_day" else None

    def _of_month(self, at: int) -> int | None:
        """The index after "ของเดือน", "ของทุกเดือน", "ทุกเดือน", "เดือนถัดไป"."""
        start = at
        while self.tokens.is_a(at, "of", "every", "in") and (
            self.tokens.touches(at) or self._after_number_word(at)
        ):
            at += 1
        if not self.tokens.touches(at):
            return None
        if at > start and self.tokens.is_a(at, "unit_month", "unit_fortnight"):
            return at + 1
        return at + 1 if self._is_some_month(at) else None

    def _after_number_word(self, at: int) -> bool:
        gap = self.tokens.skeleton.text[self.tokens[at - 1].end : self.tokens[at].start]
        return bool(_SPOKEN.fullmatch(gap))

    def _is_some_month(self, at: int) -> bool:
        """Whether a token is "เดือนถัดไป" or "เดือนนั้น", which name no month."""
        if self.tokens.is_a(at, "next_month", "same_month"):
            return True
        if not self.tokens.is_a(at, "point"):
            return False
        point = self.tokens[at].value
        return bool(point == _NEXT_MONTH or (point == MonthPart() and self.tokens.text(at).endswith(_SAME)))

    def _ordinals(self, at: int) -> tuple[tuple[int, ...], int] | None:
        """แรก, สุดท้าย, ที่สอง, ที่ ๕, ที่ ๒ และ ๔, ที่สองและสี่: the numbers and the index after them."""
        found: list[int] = []
        while (number := self._ordinal(at)) is not None:
            found.append(number)
            at += 1
            if not (self.tokens.is_a(at, "and") and self.tokens.touches(at)):
                return tuple(found), at
            at += 1
            if spoken := _SPOKEN.match(self.tokens.skeleton.text, self.tokens[at - 1].end):
                return (*found, number_of(spoken.group()) or 0), at
        return (tuple(found), at) if found else None

    def _ordinal(self, at: int) -> int | None:
        kind = next((kind for kind in _ORDINALS if self.tokens.is_a(at, kind)), None)
        if kind:
            return _ORDINALS[kind]
        if self.tokens.is_a(at, "number") and self.tokens.gap(at) <= 2:
            number: int | None = self.tokens[at].value
            return number
        return None

    def _weekdays(self, at: int) -> tuple[Rhythm, int] | None:
        """วันพุธที่สองของเดือน, วันศุกร์สุดท้ายของทุกเดือน, วันศุกร์ของทุกสัปดาห์."""
        weekdays = self.tokens[at].value
        if ordinals := self._ordinals(at + 1):
            month = self._of_month(ordinals[1])
            return (Rhythm(freq="MONTHLY", weekdays=weekdays, nth=ordinals[0]), month) if month else None
        every = self._skip(at + 1, "of", "in")
        if self.tokens.is_a(every, "every") and self.tokens.is_a(every + 1, "unit_week"):
            return Rhythm(freq="WEEKLY", weekdays=weekdays), every + 2
        return None

    def _working_day(self, at: int) -> tuple[Rhythm, int] | None:
        """วันทำการสุดท้ายของเดือน, วันทำการที่ ๕ ของทุกเดือน."""
        ordinals = self._ordinals(at + 1)
        if ordinals is None:
            return None
        return self.nth_working_day(ordinals[0], ordinals[1])

    def nth_working_day(self, nth: tuple[int, ...], at: int) -> tuple[Rhythm, int] | None:
        """The n-th working day of the unit that follows."""
        unit = self._skip(at, "of", "every", "in")
        base = Rhythm(freq="MONTHLY", weekdays=WORKING_WEEK, position=nth, working=True)
        if (self.tokens.is_a(unit, "unit_month") or self._is_some_month(unit)) and self.tokens.touches(unit):
            return base, unit + 1
        if self.tokens.is_a(unit, "unit_week") and self.tokens.touches(unit):
            return Rhythm(
                freq="WEEKLY", weekdays=(0 if nth == (1,) else 4,), working=True, vague=True
            ), unit + 1
        if self.tokens.is_a(unit, "unit_quarter") and self.tokens.touches(unit):
            ends = _QUARTER_ENDS if nth == (-1,) else _AFTER_QUARTERS
            return replace(base, freq="MONTHLY", months=ends, fiscal=True), unit + 1
        return None

    def first_days(self, span: Span, at: int) -> tuple[Rhythm, int] | None:
        """After "ภายใน ๕ วันทำการ": "แรกของเดือน", "ของเดือนถัดไป"."""
        after = at + self.tokens.is_a(at, "first")
        if span.unit is Unit.WORKING_DAYS:
            return self.nth_working_day((span.number,), after)
        month = self._of_month(after) if span.unit is Unit.DAYS else None
        return (Rhythm(freq="MONTHLY", days=(span.number,)), month) if month else None

    def nth_of_month(self, at: int) -> tuple[NthDay, int] | None:
        """The n-th working day, or weekday, of a month that is said, and the index of the month."""
        if not self.tokens.is_a(at, "workday", "weekdays"):
            return None
        ordinals = self._ordinals(at + 1)
        month = self._skip(ordinals[1], "of", "in") if ordinals else at
        if ordinals is None or not (self.tokens.is_a(month, "point") and self.tokens.touches(month)):
            return None
        point = self.tokens[month].value
        weekday = self.tokens[at].value[0] if self.tokens.is_a(at, "weekdays") else None
        if not isinstance(point, MonthPart) or self._is_some_month(month):
            return None
        return NthDay(point, ordinals[0][0], weekday), month

    def _skip(self, at: int, *kinds: str) -> int:
        while self.tokens.is_a(at, *kinds) and (self.tokens.touches(at) or self.tokens.gap(at) == 0):
            at += 1
        return at

    # ---- without ทุก in front

    def _without_every(self, at: int) -> tuple[Rhythm, int] | None:
        tokens = self.tokens
        if tokens.is_a(at, "weekdays"):
            return self._weekdays(at)
        if tokens.is_a(at, "workday"):
            return self._working_day(at)
        if tokens.is_a(at, "unit_week"):
            return self._nth_week(at)
        if tokens.is_a(at, "day"):
            return self._quarter_month(at) or self._days_of_every_month(at)
        if part := self._part(at):
            return self._part_of_every(at, part)
        if tokens.is_a(at, "point"):
            return self._yearly(at)
        return None

    def _days_of_every_month(self, at: int) -> tuple[Rhythm, int] | None:
        listed = self.day_list(at)
        if listed is None:
            return None
        days, after, weekday = listed
        month = self._of_month(after)
        if month is None:
            return self._of_named_months(days, after)
        if weekday is not None:
            return Rhythm(freq="MONTHLY", weekdays=(weekday,), nth=days), month
        return Rhythm(freq="MONTHLY", days=days, next_month=self._is_some_month(month - 1)), month

    def _of_named_months(self, days: tuple[int, ...], at: int) -> tuple[Rhythm, int] | None:
        """วันที่ ๕ ของเดือนมกราคม เมษายน กรกฎาคม และตุลาคม."""
        at = self._skip(at, "of")
        if not (self.tokens.is_a(at, "point") and self.tokens.touches(at)):
            return None
        found, after = self.points(at)
        if len(found) < 2 or not all(isinstance(point, MonthPart) and not point.year for point in found):
            return None
        named = tuple(sorted(point.month for point in found if isinstance(point, MonthPart) and point.month))
        after = self._every_year(after) or after
        return Rhythm(freq="YEARLY", months=named, days=days), after

    def _quarter_month(self, at: int) -> tuple[Rhythm, int] | None:
        """วันที่ ๑๐ ของเดือนแรกของทุกไตรมาส, … ของเดือนถัดจากสิ้นไตรมาส."""
        tokens = self.tokens
        unit = self._skip(at + 1, "of")
        if unit == at + 1 or not (tokens.is_a(unit, "unit_month") or self._is_some_month(unit)):
            return None
        here = unit + 1
        ordinals = self._ordinals(here)
        last = ordinals is not None and ordinals[0] == (-1,)
        here = ordinals[1] if ordinals else here
        end = here
        while (
            tokens.is_a(end, "of", "every", "counted_from", "end_of", "in", "before", "unit_day")
            and tokens.gap(end) <= 3
        ):
            end += 1
        if end == here and not ordinals:
            return None
        ends = _QUARTER_ENDS if last else _AFTER_QUARTERS
        if tokens.is_a(end, "unit_quarter", "next_quarter") and tokens.gap(end) <= 3:
            nth = ordinals[0][0] - 1 if ordinals and not last else 0
            shifted = tuple(sorted((month + nth - 1) % 12 + 1 for month in ends))
            return Rhythm(freq="YEARLY", months=shifted, days=(tokens[at].value.day,), fiscal=True), end + 1
        return None

    def _part_of_every(self, at: int, part: tuple[int, str, int]) -> tuple[Rhythm, int] | None:
        """สิ้นเดือนของทุกเดือน, สิ้นไตรมาสทุกไตรมาส, กลางเดือนและสิ้นเดือนของทุกเดือน."""
        listed = self.day_list(at)
        if listed is None:
            return None
        days, after, _ = listed
        every = self._skip(after, "of")
        if not (self.tokens.is_a(every, "every") and self.tokens.touches(every)):
            return None
        unit = next((kind for kind in _UNITS if self.tokens.is_a(every + 1, kind)), None)
        if unit is None:
            return None
        if part[1] == "unit_month":
            return Rhythm(freq="MONTHLY", days=days), every + 2
        found = self._part_of(part)
        return (found[0], every + 2) if found else None

    def points(self, at: int) -> tuple[list[Point], int]:
        """Points one after another, joined by "และ", commas or nothing; bare month names go on after a month."""
        found: list[Point] = [self.tokens[at].value]
        at += 1
        while True:
            after = at
            while self.tokens.is_a(after, "and") and self.tokens.touches(after):
                after += 1
            if not (after < len(self.tokens) and self.tokens.touches(after)):
                return found, at
            if self.tokens.is_a(after, "point"):
                found.append(self.tokens[after].value)
            elif self.tokens.is_a(after, "month") and isinstance(found[-1], MonthPart):
                found.append(MonthPart(month=self.tokens[after].value))
            else:
                return found, at
            at = after + 1

    def _yearly(self, at: int) -> tuple[Rhythm, int] | None:
        found, after = self.points(at)
        end = self._every_year(after)
        yearly = yearly_on(found) if end else []
        return (yearly[0], end) if len(yearly) == 1 and end else None

    def _every_year(self, at: int) -> int | None:
        at = self._skip(at, "of")
        if self.tokens.is_a(at, "point") and self.tokens.touches(at) and self.tokens[at].value == _NEXT_YEAR:
            return at + 1
        every = self.tokens.is_a(at, "every") and self.tokens.touches(at)
        return at + 2 if every and self.tokens.is_a(at + 1, "unit_year", "unit_fiscal_year") else None

    # ---- ราย …, …ละ … ครั้ง

    def _by(self, at: int) -> tuple[Rhythm, int] | None:
        if not self.tokens.touches(at):
            return None
        if self.tokens.is_a(at, "span"):
            span: Span = self.tokens[at].value
            if (span.number, span.unit) in {(6, Unit.MONTHS), (3, Unit.MONTHS)}:
                return (HALF_YEARLY if span.number == 6 else QUARTERLY), at + 1
            return interval(span), at + 1
        return self._unit(at)

    def _rate(self, at: int) -> tuple[Rhythm, int]:
        unit = self.tokens.text(at).split("ละ")[0]
        by_word = {
            "วัน": DAILY,
            "สัปดาห": WEEKLY,
            "อาทิตย": WEEKLY,
            "เดือน": MONTHLY,
            "ไตรมาส": QUARTERLY,
            "ปี": YEARLY,
        }
        return by_word[unit], at + 1

    def _alternate(self, at: int) -> tuple[Rhythm, int]:
        word = self.tokens.text(at)
        freq = {"ว": "DAILY", "เ": "MONTHLY", "ส": "WEEKLY", "อ": "WEEKLY", "ป": "YEARLY"}[word[0]]
        return Rhythm(freq=freq, interval=2, vague=True), at + 1


def interval(span: Span) -> Rhythm:
    """Every so many of a unit."""
    freq = {
        Unit.DAYS: "DAILY",
        Unit.WORKING_DAYS: "DAILY",
        Unit.WEEKS: "WEEKLY",
        Unit.MONTHS: "MONTHLY",
        Unit.YEARS: "YEARLY",
    }.get(span.unit)
    return Rhythm(freq=freq, interval=span.number, vague=True, working=span.unit is Unit.WORKING_DAYS)


def yearly_on(points: Sequence[Point]) -> list[Rhythm]:
    """The rules for points without a year: one where a rule can say them all, else one each."""
    found: list[tuple[int, int]] = []
    for point in points:
        day = _month_and_day(point)
        if day is None:
            return []
        found.append(day)
    fiscal = any(isinstance(point, YearPart) and point.fiscal for point in points)
    return together(
        [Rhythm(freq="YEARLY", months=(month,), days=(day,), fiscal=fiscal) for month, day in found]
    )


def together(rhythms: Sequence[Rhythm]) -> list[Rhythm]:
    """Yearly rules as one, where they fall on the same day of their months or all on month ends."""
    named = tuple(sorted({month for each in rhythms for month in each.months}))
    days = tuple(sorted({day for each in rhythms for day in each.days}))
    if len(rhythms) > 1 and all(_is_month_end(each) for each in rhythms):
        return [replace(rhythms[0], months=named, days=(-1,))]
    if len(days) == 1 or len(named) == 1:
        return [replace(rhythms[0], months=named, days=days)]
    return list(rhythms)


def _is_month_end(rhythm: Rhythm) -> bool:
    return all(
        day in {-1, months.monthrange(2023, month)[1]} for month in rhythm.months for day in rhythm.days
    )


def _month_and_day(point: Point) -> tuple[int, int] | None:
    if isinstance(point, CalendarDate) and point.words.year is None and point.words.month:
        return point.words.month, point.words.day
    if isinstance(point, MonthPart) and point.month and point.year is None:
        return point.month, {"early": 10, "middle": 15}.get(point.part, -1)
    if isinstance(point, YearPart) and point.year is None and point.shift is None:
        last = point.quarters[1] * 3
        return ((last + 8) % 12 + 1 if point.fiscal else last), -1
    return None
