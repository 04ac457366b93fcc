"""Reading what repeats.

Grammar over tokens; ``EVERY`` is ทุก, ของทุก, เป็นประจำทุก and so on, ``MONTH`` a month as a unit::

    rhythm    = month days | weekdays | working day | month end | unit | by unit | rate | alternate | yearly | lunar ;
    month days = EVERY , day list , [ OF , MONTH ]
               | day list , ( [ OF ] , EVERY , MONTH | OF , ( MONTH | next month ) )
               | ( day list | end ) , OF , MONTH , ordinal , { OF | after } , [ end ] , [ EVERY ] , QUARTER ;
    weekdays  = EVERY , weekdays , [ ordinal , { and , ordinal } , [ OF , [ EVERY ] , MONTH ] ]
              | [ EVERY ] , weekdays , [ OF ] , WEEK , ordinals , OF , [ EVERY ] , MONTH
              | weekdays , ( ordinal , OF , [ EVERY ] , MONTH | OF , EVERY , WEEK ) ;
    working day = EVERY , working day , [ ordinal , [ OF , unit ] ] | working day , ordinal , [ OF ] , [ EVERY ] , unit ;
    month end = EVERY , part , unit | part , unit , { and , part , unit } , OF , EVERY , unit ;
    unit      = EVERY , ( [ span ] | unit | times ) ;         (* of a month: even or odd ones *)
    by unit   = "ราย" , ( unit | span ) ;
    yearly    = points without a year , [ OF ] , EVERY , YEAR | EVERY , point without a year ;
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.deadline.points import DayOfMonth, MonthPart
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
    YEARLY,
    Rhythm,
)
from parsers.deadline.rhythm_ordinals import AFTER_QUARTERS, RhythmOrdinals
from parsers.deadline.rhythm_parts import UNITS
from parsers.deadline.spans import Span, Unit
from parsers.deadline.yearly import yearly_on
from parsers.skeleton import skeleton_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from parsers.deadline.tokens import Tokens

    Reading = tuple[Rhythm, int] | None

_WHOLE = dict(
    zip(
        UNITS,
        (QUARTERLY, HALF_YEARLY, FISCAL_YEARLY, YEARLY, MONTHLY, FORTNIGHTLY, WEEKLY, HOURLY, DAILY, DAILY),
        strict=True,
    )
)
#: By the word before "ละ" (สัปดาห์ละ ๑ ครั้ง) and the one before "เว้น" (วันเว้นวัน).
_RATES = {
    skeleton_of(word): rhythm
    for word, rhythm in (
        ("วัน", DAILY), ("สัปดาห์", WEEKLY), ("อาทิตย์", WEEKLY), ("เดือน", MONTHLY), ("ไตรมาส", QUARTERLY), ("ปี", YEARLY),
    )
}  # fmt: skip
_EXCEPT = skeleton_of("เว้น")
_OTHER = {"even_month": (2, 4, 6, 8, 10, 12), "odd_month": (1, 3, 5, 7, 9, 11)}


class RhythmReader(RhythmOrdinals):
    """Reads rhythms off tokens; each method gives the rhythm and the index after it, or None."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self._readers: dict[str, Callable[[int], Reading]] = {
            "every": lambda at: self._every(at + 1),
            "rate": self._rate,
            "alternate": self._alternate,
            "by": lambda at: self._by(at + 1),
            "daily": lambda at: (replace(DAILY, vague=True), at + 1),
            "monthly": lambda at: (MONTHLY, at + 1),
            "weekdays": self._weekdays,
            "workday": self.working_day,
            "unit_week": self.nth_week,
            "day": lambda at: self.quarter_month(at) or self._days_of_every_month(at),
            "point": self._yearly,
        }
        self._after_every: dict[str, Callable[[int], Reading]] = {
            "day": self._month_days,
            "number": self._month_days,
            "weekdays": lambda at: self._weekdays(at) or self._weekly(at),
            "workday": lambda at: self.working_day(at) or (EVERY_WORKDAY, at + 1),
            "unit_daypart": self._daypart,
            "end_of": self._end_of_day,
            "unit_week": lambda at: self.nth_week(at) or self.unit(at),
            "holy_day": lambda at: (LUNAR, at + 1),
            "span": lambda at: (interval(self.tokens[at].value), at + 1),
            "point": self._every_point,
            "times": lambda at: (DAILY, at),  # ทุกเที่ยงวัน
        }

    def read(self, at: int) -> Reading:
        """The rhythm that begins with a token, the longest way to read it."""
        kind = next((kind for kind in self._readers if self.tokens.is_a(at, kind)), None)
        if kind:
            return self._in_every_other(at, self._readers[kind](at))
        part = self.part(at)
        if part is None:
            return None
        return self._in_every_other(at, self._part_of_every(at, part)) or self.quarter_month(at, part)

    def _in_every_other(self, at: int, found: Reading) -> Reading:
        """Of the even months alone, or the odd ones, where these are named (ของเดือนคู่)."""
        months = next(
            (_OTHER[kind] for kind in _OTHER if found and self.tokens.has(at, found[1], kind)), None
        )
        if found is None or months is None or found[0].freq != "MONTHLY":
            return found
        return replace(found[0], freq="YEARLY" if found[0].days else "MONTHLY", months=months), found[1]

    # ---- ทุก …

    def _every(self, at: int) -> Reading:
        if not self.tokens.touches(at):
            return self._every_so_often(at)
        if self.part(at):
            return self._month_days(at)
        kind = next((kind for kind in self._after_every if self.tokens.is_a(at, kind)), None)
        return self._after_every[kind](at) if kind else self.unit(at)

    def _weekly(self, at: int) -> Reading:
        if not (self.tokens.is_a(at, "weekdays") and self.tokens.touches(at)):
            return None
        weekly = Rhythm(freq="WEEKLY", weekdays=self.tokens[at].value)
        if self._alternates(at + 1):
            return replace(weekly, interval=2), at + 2
        return weekly, at + 1

    def _daypart(self, at: int) -> Reading:
        """ทุกเย็นวันศุกร์, ทุกบ่ายวันศุกร์สุดท้ายของเดือน."""
        day = self.skip(at + 1, "unit_day", "of")
        if not (self.tokens.is_a(day, "weekdays") and self.tokens.touches(day)):
            return self.unit(at)
        return self._weekdays(day) or self._weekly(day)

    def _alternates(self, at: int) -> bool:
        """(ทุก)วันศุกร์เว้นวันศุกร์."""
        if not self.tokens.is_a(at, "weekdays") or self.tokens[at].value != self.tokens[at - 1].value:
            return False
        return self.tokens.skeleton.text[self.tokens[at - 1].end : self.tokens[at].start] == _EXCEPT

    def _end_of_day(self, at: int) -> Reading:
        """ทุกสิ้นวันทำการ."""
        if not (self.tokens.is_a(at + 1, "workday", "unit_day") and self.tokens.touches(at + 1)):
            return self.unit(at)
        return (EVERY_WORKDAY if self.tokens.is_a(at + 1, "workday") else DAILY), at + 2

    def _every_point(self, at: int) -> Reading:
        point = self.tokens[at].value
        if isinstance(point, DayOfMonth):
            return Rhythm(freq="MONTHLY", days=(point.words.day,), next_month=bool(point.shift)), at + 1
        yearly = yearly_on(self.points(at)[0])
        return (yearly[0], self.points(at)[1]) if len(yearly) == 1 else None

    def _every_so_often(self, at: int) -> Reading:
        """ทุกรอบ ๖ เดือน, ทุกระยะ ๓ เดือน."""
        near = self.tokens.is_a(at, "span") and self.tokens.gap(at) <= 4
        return (interval(self.tokens[at].value), at + 1) if near else None

    def unit(self, at: int) -> Reading:
        """A unit alone: once in each of it."""
        kind = next((kind for kind in UNITS if self.tokens.is_a(at, kind)), None)
        return (_WHOLE[kind], at + 1) if kind else None

    def _month_days(self, at: int) -> Reading:
        """After ทุก: days, with or without "ของเดือน"."""
        listed = self.day_list(at)
        if listed is None:
            return None
        days, after, weekday = listed
        month = self.of_month(after)
        if weekday is not None and month is not None:
            return Rhythm(freq="MONTHLY", weekdays=(weekday,), nth=days), month
        if self.tokens.is_a(at, "number") and month is None:
            return None
        part_unit = self.part(at)
        if part_unit and part_unit[1] not in {"unit_month", "unit_fortnight"}:
            return self._part_of(part_unit)
        return Rhythm(freq="MONTHLY", days=days), month or after

    def _part_of(self, part: tuple[int, str, int]) -> Reading:
        day, unit, after = part
        whole = _WHOLE[unit]
        if unit in {"unit_quarter", "unit_half", "unit_fiscal_year"} and day == -1:
            return replace(whole, vague=False), after
        if unit == "unit_quarter" and day == 1:
            return Rhythm(freq="YEARLY", months=AFTER_QUARTERS, days=(1,), vague=True, fiscal=True), after
        if unit == "unit_year" and day == -1:
            return Rhythm(freq="YEARLY", months=(12,), days=(-1,)), after
        if unit == "unit_week":
            return Rhythm(freq="WEEKLY", weekdays=(4 if day == -1 else 0,), vague=True), after
        return whole, after

    def _weekdays(self, at: int) -> Reading:
        """วันพุธที่สองของเดือน, วันศุกร์สุดท้ายของทุกเดือน, วันศุกร์ของทุกสัปดาห์."""
        weekdays = self.tokens[at].value
        if nth := self.of_nth_week(at):
            return nth
        if ordinals := self.ordinals(at + 1):
            month = self.of_month(ordinals[1])
            return (Rhythm(freq="MONTHLY", weekdays=weekdays, nth=ordinals[0]), month) if month else None
        every = self.skip(at + 1, "of", "in")
        if self.tokens.is_a(every, "every") and self.tokens.is_a(every + 1, "unit_week"):
            return Rhythm(freq="WEEKLY", weekdays=weekdays), every + 2
        return None

    # ---- without ทุก in front

    def _days_of_every_month(self, at: int) -> Reading:
        listed = self.day_list(at)
        if listed is None:
            return None
        days, after, weekday = listed
        month = self.of_month(after)
        if month is None and -1 in days[1:]:
            return Rhythm(freq="MONTHLY", days=days), after  # วันที่ ๑๕ และวันสิ้นเดือน
        if month is None:
            return self._of_named_months(days, after)
        if weekday is not None:
            return Rhythm(freq="MONTHLY", weekdays=(weekday,), nth=days), month
        return Rhythm(freq="MONTHLY", days=days, next_month=self.is_some_month(month - 1)), month

    def _of_named_months(self, days: tuple[int, ...], at: int) -> Reading:
        """วันที่ ๕ ของเดือนมกราคม เมษายน กรกฎาคม และตุลาคม."""
        at = self.skip(at, "of")
        if not (self.tokens.is_a(at, "point") and self.tokens.touches(at)):
            return None
        found, after = self.points(at)
        if len(found) < 2 or not all(isinstance(point, MonthPart) and not point.year for point in found):
            return None
        named = tuple(sorted(point.month for point in found if isinstance(point, MonthPart) and point.month))
        after = self.every_year(after) or after
        return Rhythm(freq="YEARLY", months=named, days=days), after

    def _part_of_every(self, at: int, part: tuple[int, str, int]) -> Reading:
        """สิ้นเดือนของทุกเดือน, สิ้นไตรมาสทุกไตรมาส, กลางเดือนและสิ้นเดือนของทุกเดือน."""
        listed = self.day_list(at)
        if listed is None:
            return None
        days, after, _ = listed
        every = self.skip(after, "of")
        if not (self.tokens.is_a(every, "every") and self.tokens.touches(every)):
            return None
        unit = next((kind for kind in UNITS if self.tokens.is_a(every + 1, kind)), None)
        if unit is None:
            return None
        if part[1] == "unit_month":
            return Rhythm(freq="MONTHLY", days=days), every + 2
        found = self._part_of(part)
        return (found[0], every + 2) if found else None

    def _yearly(self, at: int) -> Reading:
        found, after = self.points(at)
        end = self.every_year(after)
        yearly = yearly_on(found) if end else []
        return (yearly[0], end) if len(yearly) == 1 and end else None

    def _by(self, at: int) -> Reading:
        if not self.tokens.touches(at):
            return None
        if self.tokens.is_a(at, "span"):
            span: Span = self.tokens[at].value
            if (span.number, span.unit) in {(6, Unit.MONTHS), (3, Unit.MONTHS)}:
                return (HALF_YEARLY if span.number == 6 else QUARTERLY), at + 1
            return interval(span), at + 1
        return self.unit(at)

    def _rate(self, at: int) -> Reading:
        return _RATES[self.tokens.text(at).split("ละ")[0]], at + 1

    def _alternate(self, at: int) -> Reading:
        """วันเว้นวัน, เดือนเว้นเดือน."""
        word = self.tokens.text(at)
        rhythm = next(rhythm for unit, rhythm in _RATES.items() if word.startswith(unit))
        return Rhythm(freq=rhythm.freq, interval=2, vague=True), at + 1


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
