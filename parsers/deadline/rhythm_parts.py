"""The parts that rhythms are said with: days of a month, ordinals, ends of a unit, months, points.

Grammar over tokens; ``EVERY`` is ทุก, ``MONTH`` a month as a unit::

    day list = day , { and , ( day | number | part ) } ;
    part     = ( สิ้น | กลาง | ต้น | ปลาย ) , unit ;
    of month = { OF | EVERY | in } , MONTH | "เดือนถัดไป" ;
    ordinals = ordinal , { and , ordinal } ;            (* แรก, สุดท้าย, ที่สอง, ที่ ๕ *)
    points   = point , { and , ( point | month ) } ;
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.deadline.cursor import MANY, Cursor
from parsers.deadline.lexicon import group
from parsers.deadline.points import MonthPart, YearPart
from parsers.thai_number import NUMBER_WORDS, number_of

if TYPE_CHECKING:
    from parsers.deadline.points import Point

#: The units that rhythms and their parts are of, the longest names first.
UNITS = (
    "unit_quarter", "unit_half", "unit_fiscal_year", "unit_year", "unit_month", "unit_fortnight", "unit_week",
    "unit_hour", "unit_day", "unit_daypart",
)  # fmt: skip
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_PARTS = {"end_of": -1, "middle_of": 15, "beginning_of": 1, "late_in": -1}
_SPOKEN = re.compile(NUMBER_WORDS)
_NEXT_MONTH = MonthPart(shift=1)
_NEXT_YEAR = YearPart(fiscal=False, shift=1)


class RhythmParts(Cursor):
    """Reads parts of rhythms off tokens."""

    def day_list(self, at: int) -> tuple[tuple[int, ...], int, int | None] | None:
        """Days of a month, the index after them, and the weekday that they are counted of, if any."""
        days: list[int] = []
        weekday = self.tokens[at].value.weekday if self.tokens.is_a(at, "day") else None
        while len(days) < MANY:
            if self.tokens.is_a(at, "day"):
                days.append(self.tokens[at].value.day)
                at += 1
            elif (
                self.tokens.is_a(at, "number") and self.tokens[at].value and 1 <= self.tokens[at].value <= 31
            ):
                days.append(self.tokens[at].value)
                at += 1
            elif part := self.part(at):
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
        start, at = at, self.skip(at, "and")
        if at == start and not self.is_listed(at):
            return None
        follows = self.tokens.is_a(at, "day", "number") or self.part(at)
        near = at < len(self.tokens) and self.tokens.gap(at) <= 2
        return at if follows and near else None

    def is_listed(self, at: int) -> bool:
        """Whether a number follows another with nothing but a blank between (วันที่ ๑ ๑๑ และ ๒๑)."""
        if not self.tokens.is_a(at, "number"):
            return False
        return self.tokens.skeleton.text[self.tokens[at - 1].end : self.tokens[at].start] == "_"

    def part(self, at: int) -> tuple[int, str, int] | None:
        """สิ้นเดือน, กลางเดือน: the day, the unit and the index after it."""
        day = next((_PARTS[kind] for kind in _PARTS if self.tokens.is_a(at, kind)), None)
        if day is None or not self.tokens.touches(at + 1):
            return None
        unit = next((kind for kind in UNITS if self.tokens.is_a(at + 1, kind)), None)
        return (day, unit, at + 2) if unit and unit != "unit_day" else None

    def of_month(self, at: int) -> int | None:
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
        return at + 1 if self.is_some_month(at) else None

    def _after_number_word(self, at: int) -> bool:
        gap = self.tokens.skeleton.text[self.tokens[at - 1].end : self.tokens[at].start]
        return bool(_SPOKEN.fullmatch(gap))

    def is_some_month(self, at: int) -> bool:
        """Whether a token is "เดือนถัดไป" or "เดือนนั้น", which name no month."""
        if self.tokens.is_a(at, "next_month", "same_month"):
            return True
        if not self.tokens.is_a(at, "point"):
            return False
        point = self.tokens[at].value
        return bool(
            point == _NEXT_MONTH
            or (point == MonthPart() and self.tokens.text(at).endswith(tuple(group("same"))))
        )

    def ordinals(self, at: int) -> tuple[tuple[int, ...], int] | None:
        """แรก, สุดท้าย, ที่สอง, ที่ ๕, ที่ ๒ และ ๔, ที่สองและสี่: the numbers and the index after them."""
        found: list[int] = []
        while len(found) < MANY and (number := self._ordinal(at)) is not None:
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

    def points(self, at: int) -> tuple[list[Point], int]:
        """Points one after another, joined by "และ", commas or nothing; bare month names go on after a month."""
        found: list[Point] = [self.tokens[at].value]
        at += 1
        while True:
            after = self.skip(at, "and")
            if len(found) > MANY or not self.tokens.touches(after):
                return found, at
            if self.tokens.is_a(after, "point"):
                found.append(self.tokens[after].value)
            elif self.tokens.is_a(after, "month") and isinstance(found[-1], MonthPart):
                found.append(MonthPart(month=self.tokens[after].value))
            else:
                return found, at
            at = after + 1

    def every_year(self, at: int) -> int | None:
        """The index after "ของทุกปี", "ทุกปีงบประมาณ", "ของปีถัดไป"."""
        at = self.skip(at, "of")
        if self.tokens.is_a(at, "point") and self.tokens.touches(at) and self.tokens[at].value == _NEXT_YEAR:
            return at + 1
        every = self.tokens.is_a(at, "every") and self.tokens.touches(at)
        return at + 2 if every and self.tokens.is_a(at + 1, "unit_year", "unit_fiscal_year") else None
