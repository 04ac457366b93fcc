"""Thai digits, the Buddhist era and the office's working days.

Inside the program dates are Gregorian and digits are ASCII; this module is the border.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Years between the Buddhist and the Christian era.
BUDDHIST_ERA = 543
MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
#: Monday first, as `datetime.date.weekday` counts.
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
SHORT_WEEKDAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")

_TO_ASCII = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def ascii_digits(text: str) -> str:
    """The text with its Thai digits as 0–9; its length does not change."""
    return text.translate(_TO_ASCII)


def thai_digits(text: str) -> str:
    """The text with its digits as ๐–๙; its length does not change."""
    return text.translate(_TO_THAI)


def long_date(day: dt.date) -> str:
    """As letters write it: "๓๑ มกราคม ๒๕๖๗"."""
    return thai_digits(f"{day.day} {MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}")


def short_date(day: dt.date) -> str:
    """As lists write it: "๓๑ ม.ค. ๒๕๖๗"."""
    return thai_digits(f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}")


def fiscal_year(day: dt.date) -> int:
    """The fiscal year (ปีงบประมาณ) in the Buddhist era: 1 October to 30 September."""
    return day.year + BUDDHIST_ERA + (day.month >= 10)


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """The days on which government offices are closed (วันหยุดราชการ), weekends apart."""

    holidays: Mapping[dt.date, str]
    known_to: dt.date  #: after this day special holidays are not announced yet

    @classmethod
    def shipped(cls, *areas: str) -> OfficeCalendar:
        """The calendar that comes with the program, with the holidays of the named areas ("ภาคเหนือ")."""
        return _shipped(areas)

    @classmethod
    def of_province(cls, name: str) -> OfficeCalendar:
        """The shipped calendar as a province keeps it, with the holidays of its own area."""
        areas = _table().get("areas", {})
        return cls.shipped(*(area for area, provinces in areas.items() if name in provinces))

    def extended(self, text: str) -> OfficeCalendar:
        """With the days that an office has written itself, as ``holidays.toml`` is written.

        Each ``[[holiday]]`` needs ``date`` and ``name``; each ``[[working_day]]`` (a holiday that
        was moved or withdrawn) needs ``date``; ``known_to`` may be set anew.

        Raises:
            ValueError: The text is not such a table; the message says what is wrong with it.
        """
        table = tomllib.loads(text)
        added = {_day(one): _name(one) for one in _rows(table, "holiday")}
        worked = {_day(one) for one in _rows(table, "working_day")}
        known_to = table.get("known_to", self.known_to)
        if not isinstance(known_to, dt.date):
            raise _wrong(f"known_to = {known_to!r}")
        kept = {day: name for day, name in {**self.holidays, **added}.items() if day not in worked}
        return OfficeCalendar(kept, known_to)

    def is_working(self, day: dt.date) -> bool:
        """Whether government offices work on the day."""
        return day.weekday() < 5 and day not in self.holidays

    def holiday_name(self, day: dt.date) -> str | None:
        """The name of the holiday, or of the weekend day; None on a working day."""
        if day in self.holidays:
            return self.holidays[day]
        return f"วัน{WEEKDAYS[day.weekday()]}" if day.weekday() >= 5 else None

    def add_working(self, day: dt.date, count: int) -> dt.date:
        """The ``count``-th working day after the day (before it, if negative); the day itself is not counted."""
        step = dt.timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def on_or_before(self, day: dt.date) -> dt.date:
        """The last working day not after the day."""
        while not self.is_working(day):
            day -= dt.timedelta(days=1)
        return day

    def on_or_after(self, day: dt.date) -> dt.date:
        """The first working day not before the day."""
        while not self.is_working(day):
            day += dt.timedelta(days=1)
        return day


def _wrong(what: str) -> ValueError:
    return ValueError(what)


def _rows(table: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = table.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise _wrong(f"[[{name}]]")
    return rows


def _day(row: dict[str, Any]) -> dt.date:
    day = row.get("date")
    if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
        raise _wrong(f"date = {day!r}")
    return day


def _name(row: dict[str, Any]) -> str:
    name = row.get("name")
    if not isinstance(name, str) or not name.strip():
        raise _wrong(f"name = {name!r} ({row['date']})")
    return name


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("circulars") / "lexicon" / "holidays.toml").read_text(encoding="utf-8"))


@cache
def _shipped(areas: tuple[str, ...]) -> OfficeCalendar:
    national = {
        day["date"]: day["name"]
        for day in _table()["holiday"]
        if day.get("area") is None or day["area"] in areas
    }
    return OfficeCalendar(national, _table()["known_to"])
