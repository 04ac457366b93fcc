"""Values as pages show them, and as their fields take them back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from circulars.circular import Addressee
from circulars.labels import label
from circulars.number import LetterNumber, format_number
from circulars.office import Level
from circulars.thai_calendar import long_date, short_date, thai_digits

if TYPE_CHECKING:
    from circulars.directive import Directive
    from desk.matrix import MatrixRow

#: Stands where there is nothing to show.
NONE = "–"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Shown:
    """Values in the reader's language."""

    lang: str

    def day(self, value: dt.date | dt.datetime | None) -> str:
        """A day: "๓๑ ม.ค. ๒๕๖๗", "31 Jan 2024"."""
        if value is None:
            return NONE
        if self.lang == "th":
            return short_date(value if not isinstance(value, dt.datetime) else value.date())
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"

    def moment(self, value: dt.datetime | None) -> str:
        """A day and a time."""
        return NONE if value is None else f"{self.day(value)} {self.clock(value.time())}"

    def clock(self, value: dt.time | None) -> str:
        """A time of day: "๑๕.๐๐ น.", "15:00"."""
        if value is None:
            return ""
        return thai_digits(f"{value:%H.%M} น.") if self.lang == "th" else f"{value:%H:%M}"

    def digits(self, value: object) -> str:
        """A number, in Thai digits for a Thai reader."""
        return thai_digits(str(value)) if self.lang == "th" else str(value)

    def size(self, count: int) -> str:
        """The size of a file: "๑.๒ MB", "340 KB"."""
        megabytes = count / 1_000_000
        return self.digits(f"{megabytes:.1f} MB" if megabytes >= 1 else f"{max(count // 1000, 1)} KB")

    def number(self, key: str | None) -> str:
        """A letter's number as letters write it."""
        if key is None:
            return NONE
        return format_number(key) if self.lang == "th" else key

    @staticmethod
    def letter_address(receipt: str) -> str:
        """Where the letter of a receipt number is, "12/2567"."""
        number, year = receipt.split("/")
        return f"/letters/{year}/{number}"

    def item(self, name: str | None, place: int) -> str:
        """A directive by its number in the letter, or by its place where it bears none."""
        if name is None:
            return f"#{self.digits(place + 1)}"
        return f"ข้อ {self.digits(name)}" if self.lang == "th" else f"item {name}"

    @staticmethod
    def quote(row: MatrixRow, directives: tuple[Directive, ...]) -> str:
        """The letter's own words for a deadline that is no day."""
        first = row.first
        return next(
            (
                one.quote
                for one in directives[first.directive].deadlines
                if (one.due, one.rrule) == (first.due, first.rrule)
            ),
            NONE,
        )

    def levels(self, values: tuple[Level, ...]) -> str:
        """The levels of administration, in a row."""
        return ", ".join(label(one, self.lang) for one in values) or NONE

    def field(self, value: Any) -> str:
        """A value as a field of a form holds it: what is typed back unchanged is the same value."""
        if value is None:
            return ""
        for kind, text in _FIELDS:
            if isinstance(value, kind):
                return str(text(self, value))
        return str(value)


def _list(shown: Shown, values: tuple[Any, ...]) -> str:
    return ", ".join(shown.field(one) for one in values)


#: datetime is a date too, so order matters no less than in any grammar.
_FIELDS: tuple[tuple[type, Any], ...] = (
    (dt.date, lambda _, value: long_date(value)),
    (dt.time, lambda _, value: f"{value:%H.%M}"),
    (StrEnum, lambda shown, value: label(value, shown.lang)),
    (LetterNumber, lambda _, value: value.thai()),
    (Addressee, lambda _, value: value.text),
    (tuple, _list),
)
