"""Rules for the days of a year: from points without a year to as few rules as can say them."""

from __future__ import annotations

import calendar as months
from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.deadline.points import CalendarDate, MonthPart, YearPart
from parsers.deadline.rhythm import Rhythm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.deadline.points import Point


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
