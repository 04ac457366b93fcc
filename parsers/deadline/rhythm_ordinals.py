"""Reading rhythms by ordinals: the n-th working day, the n-th week, a month of every quarter.

Grammar over tokens; ``EVERY`` is ทุก, ``MONTH`` and ``QUARTER`` units::

    nth week    = WEEK , ordinals , OF , [ EVERY ] , MONTH | weekdays , [ OF ] , WEEK , ordinals , OF , MONTH ;
    working day = working day , ordinals , [ OF ] , [ EVERY ] , ( MONTH | WEEK | QUARTER ) ;
    first days  = span , [ "แรก" ] , OF , [ EVERY ] , MONTH ;
    nth of month = ( working day | weekdays ) , ordinal , OF , month ;
    quarter month = ( day , OF | end ) , MONTH , ordinal , { OF | after } , [ end ] , [ EVERY ] , QUARTER ;
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.deadline.points import MonthPart, NthDay, YearPart
from parsers.deadline.rhythm import WORKING_WEEK, Rhythm
from parsers.deadline.rhythm_parts import RhythmParts
from parsers.deadline.spans import Span, Unit

if TYPE_CHECKING:
    Reading = tuple[Rhythm, int] | None

_NEXT_QUARTER = YearPart(fiscal=True, quarters=(1, 1), shift=1, this_quarter=True)
_QUARTER_ENDS = (3, 6, 9, 12)
AFTER_QUARTERS = (1, 4, 7, 10)


class RhythmOrdinals(RhythmParts):
    """Reads rhythms that are counted within their unit."""

    def nth_week(self, at: int) -> Reading:
        """สัปดาห์แรกของทุกเดือน: up to its last day."""
        ordinals = self.ordinals(at + 1)
        month = self.of_month(ordinals[1]) if ordinals else None
        if ordinals is None or month is None:
            return None
        days = tuple(-1 if nth == -1 else min(nth * 7, 28) for nth in ordinals[0])
        return Rhythm(freq="MONTHLY", days=days, vague=True), month

    def of_nth_week(self, at: int) -> Reading:
        """วันพุธ(ของ)สัปดาห์ที่ ๒ และ ๔ ของเดือน."""
        week = self.skip(at + 1, "of", "in")
        if not (self.tokens.is_a(week, "unit_week") and self.tokens.touches(week)):
            return None
        ordinals = self.ordinals(week + 1)
        month = self.of_month(ordinals[1]) if ordinals else None
        if ordinals is None or month is None:
            return None
        return Rhythm(freq="MONTHLY", weekdays=self.tokens[at].value, nth=ordinals[0]), month

    def working_day(self, at: int) -> Reading:
        """วันทำการสุดท้ายของเดือน, วันทำการที่ ๕ ของทุกเดือน."""
        ordinals = self.ordinals(at + 1)
        if ordinals is None:
            return None
        return self.nth_working_day(ordinals[0], ordinals[1])

    def nth_working_day(self, nth: tuple[int, ...], at: int) -> Reading:
        """The n-th working day of the unit that follows."""
        unit = self.skip(at, "of", "every", "in")
        base = Rhythm(freq="MONTHLY", weekdays=WORKING_WEEK, position=nth, working=True)
        if (self.tokens.is_a(unit, "unit_month") or self.is_some_month(unit)) and self.tokens.touches(unit):
            return base, unit + 1
        if self.tokens.is_a(unit, "unit_week") and self.tokens.touches(unit):
            return Rhythm(
                freq="WEEKLY", weekdays=(0 if nth == (1,) else 4,), working=True, vague=True
            ), unit + 1
        if self.tokens.is_a(unit, "unit_quarter") and self.tokens.touches(unit):
            ends = _QUARTER_ENDS if nth == (-1,) else AFTER_QUARTERS
            return replace(base, freq="MONTHLY", months=ends, fiscal=True), unit + 1
        return None

    def first_days(self, span: Span, at: int) -> Reading:
        """After "ภายใน ๕ วันทำการ": "แรกของเดือน", "ของเดือนถัดไป"."""
        after = at + self.tokens.is_a(at, "first")
        if span.unit is Unit.WORKING_DAYS:
            return self.nth_working_day((span.number,), after)
        month = self.of_month(after) if span.unit is Unit.DAYS else None
        return (Rhythm(freq="MONTHLY", days=(span.number,)), month) if month else None

    def nth_of_month(self, at: int) -> tuple[NthDay, int] | None:
        """The n-th working day, or weekday, of a month that is said, and the index of the month."""
        if not self.tokens.is_a(at, "workday", "weekdays"):
            return None
        ordinals = self.ordinals(at + 1)
        month = self.skip(ordinals[1], "of", "in") if ordinals else at
        if ordinals is None or not (self.tokens.is_a(month, "point") and self.tokens.touches(month)):
            return None
        point = self.tokens[month].value
        weekday = self.tokens[at].value[0] if self.tokens.is_a(at, "weekdays") else None
        if not isinstance(point, MonthPart) or self.is_some_month(month):
            return None
        return NthDay(point, ordinals[0][0], weekday), month

    def quarter_month(self, at: int, part: tuple[int, str, int] | None = None) -> Reading:
        """วันที่ ๑๐ ของเดือนแรกของทุกไตรมาส, … ของเดือนถัดจากสิ้นไตรมาส, สิ้นเดือนที่สองของไตรมาส."""
        tokens = self.tokens
        if part and part[1] != "unit_month":
            return None
        unit = part[2] - 1 if part else self.skip(at + 1, "of")
        if unit == at + 1 and not part:
            return None
        if not (tokens.is_a(unit, "unit_month") or self.is_some_month(unit)):
            return None
        here = unit + 1
        ordinals = self.ordinals(here)
        here = ordinals[1] if ordinals else here
        end = self.skip_near(
            here, 3, "of", "every", "counted_from", "end_of", "in", "before", "unit_day", "unit_month"
        )
        if (end == here and not ordinals) or not (self._is_quarter(end) and tokens.gap(end) <= 3):
            return None
        day = part[0] if part else tokens[at].value.day
        return Rhythm(freq="YEARLY", months=_of_quarters(ordinals), days=(day,), fiscal=True), end + 1

    def _is_quarter(self, at: int) -> bool:
        """ไตรมาส, ไตรมาสถัดไป: no quarter in particular."""
        if self.tokens.is_a(at, "unit_quarter", "next_quarter"):
            return True
        return self.tokens.is_a(at, "point") and self.tokens[at].value == _NEXT_QUARTER


def _of_quarters(ordinals: tuple[tuple[int, ...], int] | None) -> tuple[int, ...]:
    """The months that stand at a place in their quarters: the first, the second, the last."""
    if ordinals is None:
        return AFTER_QUARTERS
    if ordinals[0] == (-1,):
        return _QUARTER_ENDS
    return tuple(sorted((month + ordinals[0][0] - 2) % 12 + 1 for month in AFTER_QUARTERS))
