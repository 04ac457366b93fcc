"""When a rhythm falls: the days of a recurrence rule of RFC 5545, as far as letters need it.

Knows FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY (with the n-th of a month), BYSETPOS and UNTIL, on dates.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: Three years, in which two rules that differ show it.
_SPAN = dt.timedelta(days=1100)
_EPOCH = dt.date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence rule, taken apart."""

    freq: str
    interval: int = 1
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()  #: weekday, Monday 0, and its number in the month or 0
    positions: tuple[int, ...] = ()
    until: dt.date | None = None

    @classmethod
    def of(cls, text: str) -> Rule:
        """The rule that a text writes.

        Raises:
            ValueError: It is not such a rule.
        """
        parts = dict(part.split("=", 1) for part in text.removeprefix("RRULE:").split(";") if part)
        numbers = {name: _numbers(parts.get(name)) for name in ("BYMONTH", "BYMONTHDAY", "BYSETPOS")}
        if parts.get("FREQ") not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}:
            raise ValueError(text)
        return cls(
            freq=parts["FREQ"],
            interval=int(parts.get("INTERVAL", "1")),
            months=numbers["BYMONTH"],
            days=numbers["BYMONTHDAY"],
            weekdays=tuple(
                (_CODES.index(day[-2:]), int(day[:-2] or 0)) for day in _split(parts.get("BYDAY"))
            ),
            positions=numbers["BYSETPOS"],
            until=dt.datetime.strptime(parts["UNTIL"][:8], "%Y%m%d").date() if "UNTIL" in parts else None,  # noqa: DTZ007
        )

    @property
    def is_plain(self) -> bool:
        """Whether the days hang on the first one alone."""
        return not (self.months or self.days or self.weekdays)

    def days_from(self, start: dt.date, end: dt.date) -> Iterator[dt.date]:
        """The days of the rule, from the first to the last, both included."""
        last = min(end, self.until) if self.until else end
        for period in self._periods(start, last):
            found = [day for day in period if self._fits(day, start)]
            chosen = [found[at - 1 if at > 0 else at] for at in self.positions if abs(at) <= len(found)]
            yield from (day for day in sorted(chosen if self.positions else found) if start <= day <= last)

    def _periods(self, start: dt.date, last: dt.date) -> Iterator[list[dt.date]]:
        """Whole days, weeks, months or years, every so many of them."""
        first, number = self._first_of(start), 0
        while first <= last:
            following = self._next(first)
            if number % self.interval == 0:
                yield [first + dt.timedelta(at) for at in range((following - first).days)]
            first, number = following, number + 1

    def _first_of(self, day: dt.date) -> dt.date:
        if self.freq == "DAILY":
            return day
        if self.freq == "WEEKLY":
            return day - dt.timedelta(day.weekday())
        return day.replace(day=1) if self.freq == "MONTHLY" else day.replace(month=1, day=1)

    def _next(self, first: dt.date) -> dt.date:
        if self.freq in {"DAILY", "WEEKLY"}:
            return first + dt.timedelta(1 if self.freq == "DAILY" else 7)
        month = first.year * 12 + first.month - 1 + (1 if self.freq == "MONTHLY" else 12)
        return dt.date(month // 12, month % 12 + 1, 1)

    def _fits(self, day: dt.date, start: dt.date) -> bool:
        length = calendar.monthrange(day.year, day.month)[1]
        if self.months and day.month not in self.months:
            return False
        if self.days and not self._is_day(day.day, length):
            return False
        if self.weekdays:
            return any(self._is_nth(day, weekday, nth, length) for weekday, nth in self.weekdays)
        if self.days or self.freq == "DAILY":
            return True
        if self.freq == "WEEKLY":
            return day.weekday() == start.weekday()
        return day.day == min(start.day, length) and (
            self.freq == "MONTHLY" or bool(self.months) or day.month == start.month
        )

    def _is_day(self, number: int, length: int) -> bool:
        """Whether it is one of the days of the month, from the beginning or the end.

        The 30th of February is its last day: RFC 5545 would leave the month out, but what is due every month is
        due in February too.
        """
        wanted = {min(one, length) if one > 0 else length + 1 + one for one in self.days}
        return number in wanted

    def _is_nth(self, day: dt.date, weekday: int, nth: int, length: int) -> bool:
        from_end = -((length - day.day) // 7 + 1)
        return day.weekday() == weekday and nth in {0, (day.day - 1) // 7 + 1, from_end}


def same_rule(one: str, other: str, start: str | None) -> bool:
    """Whether two rules fall on the same days for three years.

    Rules that say no day, or skip periods, are compared by frequency, interval and end: their days hang on a
    first one that a person still has to choose.
    """
    try:
        rules = Rule.of(one), Rule.of(other)
    except ValueError:
        return False
    if any(rule.is_plain or rule.interval > 1 for rule in rules):
        first, second = rules
        plain = (first.freq, first.interval, first.until) == (second.freq, second.interval, second.until)
        return plain and all(rule.is_plain or rule.interval > 1 for rule in rules)
    day = dt.date.fromisoformat(start[:10]) if start else _EPOCH
    first_days, second_days = (list(rule.days_from(day, day + _SPAN)) for rule in rules)
    return first_days == second_days


def _split(text: str | None) -> list[str]:
    return text.split(",") if text else []


def _numbers(text: str | None) -> tuple[int, ...]:
    return tuple(int(part) for part in _split(text))
