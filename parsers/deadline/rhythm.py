"""What repeats, as a rule of RFC 5545 (dates only; the hour is kept apart)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING_WEEK = (0, 1, 2, 3, 4)
_ORDER = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """A frequency and the days it falls on; what is not said is empty."""

    freq: str | None  #: None where no rule can say it
    interval: int = 1
    weekdays: tuple[int, ...] = ()  #: Monday 0
    nth: tuple[int, ...] = ()  #: which of these weekdays in the month; -1 is the last
    position: tuple[int, ...] = ()  #: which of the set of days; for working days
    days: tuple[int, ...] = ()  #: of the month; -1 is the last
    months: tuple[int, ...] = ()
    working: bool = False  #: holidays are left out
    fiscal: bool = False
    vague: bool = False  #: the day is the reader's guess
    lunar: bool = False
    next_month: bool = False  #: a day of the month after the one reported on
    until: dt.date | None = None

    @property
    def is_general(self) -> bool:
        """Whether it names a frequency alone and waits for a day."""
        return not (self.weekdays or self.days or self.position or self.lunar) or self.vague

    def rule(self) -> str | None:
        """The rule, or None if there is none for it."""
        if self.freq is None:
            return None
        parts = [f"FREQ={self.freq}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.months:
            parts.append(f"BYMONTH={_joined(self.months)}")
        if self.days:
            parts.append(f"BYMONTHDAY={_joined(self.days)}")
        if self.weekdays:
            parts.append(f"BYDAY={','.join(self._weekday_codes())}")
        if self.position:
            parts.append(f"BYSETPOS={_joined(self.position)}")
        if self.until:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)

    def _weekday_codes(self) -> list[str]:
        if not self.nth:
            return [WEEKDAY_CODES[day] for day in self.weekdays]
        return [f"{nth}{WEEKDAY_CODES[day]}" for day in self.weekdays for nth in self.nth]

    def merged(self, other: Rhythm) -> Rhythm | None:
        """One rhythm said in two phrases (ทุกเดือน … ภายในวันที่ ๕); None if they are two."""
        general, special = (self, other) if self.is_general else (other, self)
        if not general.is_general or general.lunar or special.lunar:
            return None
        if general.months and special.freq == "MONTHLY" and special.days:
            return replace(
                special,
                freq="YEARLY",
                months=_shifted(general.months, special.next_month),
                fiscal=general.fiscal,
            )
        if special.is_general:
            return special if special.freq == general.freq and special.interval == general.interval else None
        if _rank(general.freq) > _rank(special.freq) or general.freq == special.freq:
            interval = general.interval if general.freq == special.freq else special.interval
            return replace(special, working=special.working or general.working, interval=interval)
        return None


def _shifted(months: tuple[int, ...], later: bool) -> tuple[int, ...]:
    return tuple(sorted(month % 12 + 1 for month in months)) if later else months


def _joined(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))


def _rank(freq: str | None) -> int:
    return _ORDER.index(freq) if freq else -1


DAILY = Rhythm(freq="DAILY")
EVERY_WORKDAY = Rhythm(freq="WEEKLY", weekdays=WORKING_WEEK, working=True)
WEEKLY = Rhythm(freq="WEEKLY", vague=True)
FORTNIGHTLY = Rhythm(freq="MONTHLY", days=(15, -1), vague=True)
MONTHLY = Rhythm(freq="MONTHLY", vague=True)
QUARTERLY = Rhythm(freq="YEARLY", months=(3, 6, 9, 12), days=(-1,), vague=True, fiscal=True)
HALF_YEARLY = Rhythm(freq="YEARLY", months=(3, 9), days=(-1,), vague=True, fiscal=True)
YEARLY = Rhythm(freq="YEARLY", vague=True)
FISCAL_YEARLY = Rhythm(freq="YEARLY", months=(9,), days=(-1,), vague=True, fiscal=True)
HOURLY = Rhythm(freq=None, vague=True)
LUNAR = Rhythm(freq=None, lunar=True)
