"""The dates that letters bear and cite: always with their year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from parsers.thai_date import find_dates


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A day with month and year, ``text[start:end]``."""

    start: int
    end: int
    day: dt.date


def stated_date(text: str) -> StatedDate | None:
    """The first date of a text that names day, month and year and exists."""
    for found in find_dates(text):
        if found.day is not None and found.words.year is not None:
            return StatedDate(found.start, found.end, found.day)
    return None
