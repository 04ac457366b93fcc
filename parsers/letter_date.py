"""The dates that letters bear and cite: always with their year."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from circulars.thai_calendar import MONTHS, SHORT_MONTHS
from parsers.thai_date import find_dates

#: Years between which a letter can have been written; others are slips (๓๕๖๗).
_FIRST_YEAR, _LAST_YEAR = 1932, 2099
#: A month as letters write it, whole or short, with or without its dots.
MONTH = "|".join(
    [
        *MONTHS,
        *(re.escape(one).replace(r"\.", r"\.?\s?") for one in SHORT_MONTHS),
        "กุมภาพันธุ์",
        "กรกฏาคม",
        "พฤษจิกายน",
    ]
)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A day with month and year, ``text[start:end]``."""

    start: int
    end: int
    day: dt.date


def stated_date(text: str) -> StatedDate | None:
    """The first date of a text that names day, month and year, exists and can be a letter's."""
    for found in find_dates(text):
        if found.day is not None and found.words.year is not None and _possible(found.day):
            return StatedDate(found.start, found.end, found.day)
    return None


def impossible_date(text: str) -> tuple[int, int] | None:
    """Where a text names a day with its year that does not exist or that no letter can bear (๓๑ เมษายน, ๓๕๖๗)."""
    for found in find_dates(text):
        if found.words.month and found.words.year and (found.day is None or not _possible(found.day)):
            return found.start, found.end
    odd = _ODD_YEAR.search(text)
    return odd.span() if odd else None


#: A day and month with a year of three or five digits.
_ODD_YEAR = re.compile(
    rf"[0-9๐-๙]{{1,2}}\s*(?:{MONTH})\s*(?:พ\.?ศ\.?\s*)?(?:[0-9๐-๙]{{3}}|[0-9๐-๙]{{5,}})(?![0-9๐-๙])"
)


def _possible(day: dt.date) -> bool:
    return _FIRST_YEAR <= day.year <= _LAST_YEAR
