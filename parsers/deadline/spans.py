"""Counted lengths of time: ๗ วัน, ๓๐ (สามสิบ) วัน, สองสัปดาห์, ๑๕ วันทำการ, ๒๔ ชั่วโมง.

Grammar, over the skeleton::

    span   = [ number , ( "-" | "ถึง" ) ] , number , [ "(" , number , ")" ] , unit ;      (* the longer counts *)
    number = digits | number words ;
    unit   = "วันทำการ" | "วัน" | "สัปดาห์" | "อาทิตย์" | "ปักษ์" | "เดือน" | "ปี" | "ชั่วโมง" | "ชม." | "นาที" ;
    rate   = ( "วัน" | "สัปดาห์" | "เดือน" | "ไตรมาส" | "ปี" ) , "ละ" , [ number ] , ( "ครั้ง" | "รอบ" | "หน" ) ;
"""

from __future__ import annotations

import calendar as months
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from parsers.deadline.lexicon import pattern
from parsers.thai_date import WEEKDAY
from parsers.thai_number import NUMBER_WORDS, number_of

if TYPE_CHECKING:
    from circulars.thai_calendar import OfficeCalendar


class Unit(StrEnum):
    """What is counted."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


_UNITS = {
    "{weekday_unit}": Unit.WORKING_DAYS,
    "สัปดาห์|อาทิตย์": Unit.WEEKS,
    "เดือน": Unit.MONTHS,
    "ชั่วโมง|ชม\\.": Unit.HOURS,
    "นาที": Unit.MINUTES,
}
_NUMBER = rf"(?:\d{{1,3}}|{NUMBER_WORDS})"
_UNIT_PATTERN = "|".join(f"(?P<{unit}>{pattern(words)})" for words, unit in _UNITS.items())
_DAYS_PATTERN = rf"(?P<days>{pattern('วัน')}(?!ที\d|{WEEKDAY}|{pattern('หยุด|พระ|ละ')}))"
_YEARS_PATTERN = rf"(?P<years>{pattern('ปี')}(?!{pattern('งบ|พ.ศ|ปฏิทิน|ละ|ใหม่|การศึกษา|การผลิต')}|\d))"
SPAN = re.compile(
    rf"(?:(?<![\d.,/_])\d{{1,3}}(?:-|{pattern('ถึง')}))?(?P<number>(?<![\d.,/_])\d{{1,3}}|{NUMBER_WORDS})(?:\((?P<again>{_NUMBER})\))?(?:{_UNIT_PATTERN}|{_DAYS_PATTERN}|{_YEARS_PATTERN})"
)
RATE = re.compile(
    rf"(?P<unit>{pattern('วัน|สัปดาห์|อาทิตย์|เดือน|ไตรมาส|ปี')})ละ(?:{pattern('ไม่น้อยกว่า|อย่างน้อย')})?(?P<number>{_NUMBER})?(?:{pattern('ครั้ง|รอบ|หน|เวลา|คราว|มื้อ|วัน(?!ที)')})"
)


@dataclass(frozen=True, slots=True)
class Span:
    """So many of a unit; ``agrees`` is false where digits and words differ."""

    number: int
    unit: Unit
    agrees: bool = True

    def after(self, start: dt.date, calendar: OfficeCalendar) -> dt.date:
        """The last day of the span, the first day after ``start`` being the first counted (CCC 193/3, 193/5)."""
        return self._counted(start, 1, calendar)

    def before(self, end: dt.date, calendar: OfficeCalendar) -> dt.date:
        """The day that lies the span before another."""
        return self._counted(end, -1, calendar)

    def _counted(self, day: dt.date, sign: int, calendar: OfficeCalendar) -> dt.date:
        if self.unit is Unit.WORKING_DAYS:
            return calendar.add_working(day, sign * self.number)
        if self.unit is Unit.MONTHS:
            return months_later(day, sign * self.number)
        if self.unit is Unit.YEARS:
            return months_later(day, sign * 12 * self.number)
        days = {Unit.WEEKS: 7, Unit.DAYS: 1}.get(self.unit, 0) * self.number
        if self.unit is Unit.HOURS:
            days = -(-self.number // 24)
        return day + dt.timedelta(sign * days)


def months_later(day: dt.date, count: int) -> dt.date:
    """So many months on: the same day of the month, or its last; from a month's last day, the last day."""
    month = day.year * 12 + day.month - 1 + count
    last = months.monthrange(month // 12, month % 12 + 1)[1]
    whole = day.day == months.monthrange(day.year, day.month)[1]
    return dt.date(month // 12, month % 12 + 1, last if whole else min(day.day, last))


def read_span(text: str, at: int) -> tuple[Span, int] | None:
    """The span that begins at a place in a skeleton, and where it ends."""
    match = SPAN.match(text, at)
    if not match:
        return None
    number, again = number_of(match["number"]), number_of(match["again"] or match["number"])
    unit = next(unit for unit in Unit if match[unit])
    if not number:
        return None
    return Span(number, unit, number == again), match.end()
