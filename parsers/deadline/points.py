"""What a phrase can mean as a point in time; each meaning knows its own first and last day."""

from __future__ import annotations

import calendar as months
import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from circulars.deadline import Anchor, Basis
from parsers.thai_date import DateWords, gregorian_year, inferred_year, resolve_date

if TYPE_CHECKING:
    from circulars.thai_calendar import OfficeCalendar
    from parsers.deadline.spans import Span

#: The day of the month that a vague part of it ends on; the rest end with the month.
_EARLY, _MIDDLE = 10, 15
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known beside the text: when it was written, when it came, when offices work."""

    letter_date: dt.date | None
    received: dt.datetime | dt.date | None
    calendar: OfficeCalendar

    @property
    def received_day(self) -> dt.date | None:
        """The day of receipt."""
        return self.received.date() if isinstance(self.received, dt.datetime) else self.received

    @property
    def near(self) -> dt.date | None:
        """The day near which dates without a year must lie."""
        return self.letter_date or self.received_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days that a point covers, and what a person should know about them."""

    first: dt.date | None = None
    last: dt.date | None = None
    flags: tuple[str, ...] = ()
    anchor: Anchor | None = None
    basis: Basis = Basis.CALENDAR


class Point(Protocol):
    """A meaning; ``is_end`` says that it names the end of something, which ``ก่อน`` then includes."""

    @property
    def is_end(self) -> bool:
        """Whether the words name an end (สิ้นเดือน)."""

    def days(self, moment: Moment) -> Days:
        """The days meant, seen from the letter."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """So long from a day on, that day being the first of it: ตั้งแต่วันที่ ๑๑ เมษายน เป็นเวลา ๗ วัน."""

    start: Point
    span: Span
    is_end: bool = False

    def days(self, moment: Moment) -> Days:
        """The days from the first to the last."""
        begun = self.start.days(moment)
        if begun.first is None:
            return begun
        last = self.span.after(begun.first - dt.timedelta(1), moment.calendar)
        return replace(begun, last=last)


_UNKNOWN = Days(flags=("anchor_unknown",))


def _one(day: dt.date | None, *flags: str, anchor: Anchor | None = None) -> Days:
    return Days(first=day, last=day, flags=flags, anchor=anchor)


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A day with its month."""

    words: DateWords
    shared: bool = False  #: its year stands with a later date of its list
    is_end: bool = False

    def days(self, moment: Moment) -> Days:
        """The day written."""
        day, flags = resolve_date(self.words, moment.near)
        return _one(day, *flags, *(("year_shared",) if self.shared else ()))

    def sharing(self, other: DateWords) -> CalendarDate:
        """With the month and year that a later date of the same list has, where this one has none."""
        month = self.words.month or other.month
        if self.words.year is not None or other.year is None:
            return replace(self, words=replace(self.words, month=month))
        late = (month or 0, self.words.day) > (other.month or 0, other.day)
        words = replace(self.words, month=month, year=other.year - late, era=other.era)
        return replace(self, words=words, shared=True)


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day of this month or the next."""

    words: DateWords
    shift: int = 0
    of_month: bool = False  #: "ของเดือนถัดไป", which may also be said of every month
    is_end: bool = False

    def days(self, moment: Moment) -> Days:
        """The day in the month of the letter, or the one after it."""
        near = moment.near
        if near is None:
            return _UNKNOWN
        year, month = _months_later(near, self.shift)
        day, flags = resolve_date(replace(self.words, month=month, year=year, era="ce"), near)
        return _one(day, "month_inferred", *flags, anchor=Anchor.LETTER_DATE)


@dataclass(frozen=True, slots=True)
class MonthPart:
    """A month or a part of it: the named one, or the letter's own plus ``shift``."""

    part: str = "whole"  #: whole, end, late, middle, early, or the number of a week
    month: int | None = None
    year: DateWords | None = None
    shift: int = 0

    @property
    def is_end(self) -> bool:
        """Whether its end is named."""
        return self.part == "end"

    def days(self, moment: Moment) -> Days:
        """From its first day to the day that the part ends on."""
        found = self._month(moment.near)
        if found is None:
            return _UNKNOWN
        (year, month), flags = found
        last = months.monthrange(year, month)[1]
        day = {"early": _EARLY, "middle": _MIDDLE}.get(self.part, last)
        day = min(int(self.part) * 7, last) if self.part.isdigit() else day
        vague = () if self.part in {"whole", "end"} else ("vague",)
        return Days(
            first=dt.date(year, month, 1),
            last=dt.date(year, month, day),
            flags=(*flags, *vague),
            anchor=None if self.month else Anchor.LETTER_DATE,
        )

    def _month(self, near: dt.date | None) -> tuple[tuple[int, int], tuple[str, ...]] | None:
        if self.month is None:
            return (_months_later(near, self.shift), ("month_inferred",)) if near else None
        if self.year and (year := gregorian_year(self.year, near)):
            odd = near is not None and abs(year - near.year) > 5
            return (year, self.month), ("year_implausible",) if odd else ()
        return ((inferred_year(28, self.month, near), self.month), ("year_inferred",)) if near else None


@dataclass(frozen=True, slots=True)
class NthDay:
    """The n-th working day of a month or a year, or the n-th of some weekday; -1 is the last."""

    whole: Point
    nth: int
    weekday: int | None = None  #: None: any working day
    every: bool = False  #: holidays are counted, too
    is_end: bool = False

    def days(self, moment: Moment) -> Days:
        """That day of the month or the year."""
        whole = self.whole.days(moment)
        if whole.first is None or whole.last is None:
            return whole
        every = [whole.first + dt.timedelta(number) for number in range((whole.last - whole.first).days + 1)]
        found = [day for day in every if self._fits(day, moment)]
        if not found or self.nth > len(found):
            return replace(whole, first=None, last=None, flags=(*whole.flags, "invalid_date"))
        day = found[self.nth - 1 if self.nth > 0 else self.nth]
        return replace(whole, first=day, last=day)

    def _fits(self, day: dt.date, moment: Moment) -> bool:
        if self.every:
            return True
        return moment.calendar.is_working(day) if self.weekday is None else day.weekday() == self.weekday


@dataclass(frozen=True, slots=True)
class NearDay:
    """Today, tomorrow, the day after."""

    shift: int
    is_end: bool = False

    def days(self, moment: Moment) -> Days:
        """Counted from the letter."""
        near = moment.near
        return _one(near + dt.timedelta(self.shift), anchor=Anchor.LETTER_DATE) if near else _UNKNOWN


@dataclass(frozen=True, slots=True)
class NearWeekday:
    """This Friday, or the Friday of a later week."""

    weekday: int
    weeks: int = 0
    is_end: bool = False

    def days(self, moment: Moment) -> Days:
        """The first such day from the letter on; with ``weeks``, the one of that calendar week."""
        near = moment.near
        if near is None:
            return _UNKNOWN
        if self.weeks:
            monday = near - dt.timedelta(near.weekday())
            day = monday + dt.timedelta(7 * self.weeks + self.weekday)
        else:
            day = near + dt.timedelta((self.weekday - near.weekday()) % 7)
        return _one(day, anchor=Anchor.LETTER_DATE)


@dataclass(frozen=True, slots=True)
class NearWeek:
    """This week or a later one; it ends on its Friday."""

    weeks: int = 0
    is_end: bool = False

    def days(self, moment: Moment) -> Days:
        """Monday to Friday."""
        near = moment.near
        if near is None:
            return _UNKNOWN
        monday = near - dt.timedelta(near.weekday()) + dt.timedelta(7 * self.weeks)
        friday = monday + dt.timedelta(_FRIDAY)
        return Days(first=monday, last=friday, flags=("vague",), anchor=Anchor.LETTER_DATE)


@dataclass(frozen=True, slots=True)
class YearPart:
    """A year, a quarter or a half of it, of the fiscal or of the common calendar."""

    fiscal: bool
    quarters: tuple[int, int] = (1, 4)  #: the first and the last quarter covered
    year: DateWords | None = None
    shift: int | None = None  #: from the letter's own: years, or quarters if there is no number
    is_end: bool = False
    vague: bool = False
    this_quarter: bool = False

    def days(self, moment: Moment) -> Days:
        """From the first day of the first quarter to the last day of the last one."""
        found = self._year(moment.near)
        if found is None:
            return _UNKNOWN
        year, first, last, flags = found
        return Days(
            first=self._quarter(year, first)[0],
            last=self._quarter(year, last)[1],
            flags=(*flags, "vague") if self.vague else flags,
            anchor=None if self.year else Anchor.LETTER_DATE,
            basis=Basis.FISCAL if self.fiscal else Basis.CALENDAR,
        )

    def _quarter(self, year: int, quarter: int) -> tuple[dt.date, dt.date]:
        start = (year - 1) * 12 + 9 + (quarter - 1) * 3 if self.fiscal else year * 12 + (quarter - 1) * 3
        first = dt.date(start // 12, start % 12 + 1, 1)
        return first, dt.date((start + 3) // 12, (start + 3) % 12 + 1, 1) - dt.timedelta(1)

    def _year(self, near: dt.date | None) -> tuple[int, int, int, tuple[str, ...]] | None:
        if self.year is not None:
            year = gregorian_year(self.year, near)
            odd = year is not None and near is not None and abs(year - near.year) > 5
            return (year, *self.quarters, ("year_implausible",) if odd else ()) if year else None
        if near is None:
            return None
        year = near.year + (self.fiscal and near.month >= 10)
        if self.this_quarter:
            quarter = ((near.month - 10) % 12 if self.fiscal else near.month - 1) // 3 + (self.shift or 0)
            return year + quarter // 4, quarter % 4 + 1, quarter % 4 + 1, ("year_inferred",)
        if self.shift is not None:
            return year + self.shift, *self.quarters, ("year_inferred",)
        past = self._quarter(year, self.quarters[1])[1] < near - dt.timedelta(60)
        return year + past, *self.quarters, ("year_inferred",)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day known by its name; the office calendar says when it is."""

    name: str
    is_end: bool = False

    def days(self, moment: Moment) -> Days:
        """The first day of that name from the letter on."""
        near = moment.near
        if near is None:
            return _UNKNOWN
        coming = (
            day
            for day, name in sorted(moment.calendar.holidays.items())
            if day >= near and self.name in name and not name.startswith("ชดเชย")
        )
        day = next(coming, None)
        return _one(day, "year_inferred", anchor=Anchor.LETTER_DATE) if day else _UNKNOWN


def _months_later(day: dt.date, shift: int) -> tuple[int, int]:
    month = day.year * 12 + day.month - 1 + shift
    return month // 12, month % 12 + 1


def buddhist(year: str) -> DateWords:
    """The year of a phrase that holds nothing but a year."""
    number = int(year.replace("_", ""))
    return DateWords(day=1, year=number, era=None if number >= 100 else "be", repaired="_" in year)
