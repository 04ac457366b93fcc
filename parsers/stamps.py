"""Receiving stamps (ตรารับหนังสือ, form 12): their number, date and time are the receiver's, never the letter's own."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from circulars.lexicon import any_of, table
from circulars.number import NUMBER
from parsers.layout import DIGIT
from parsers.letter_date import MONTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.layout import Row

#: Rows that the stamp of one office takes below its number.
_STAMP_ROWS = 4
_TIME = re.compile(rf"(?<![{DIGIT}])[{DIGIT}]{{1,2}}\s?[.:]\s?[{DIGIT}]{{2}}\s?(?:น\.?|นาฬิกา)?\s*$")
_SHORT_DATE = re.compile(
    rf"(?:วันที่)?[\s.…]*[{DIGIT}]{{1,2}}\s?(?:{MONTH})[\s.]*(?:[{DIGIT}]{{4}}|[{DIGIT}]{{2}})?"
)


@cache
def _words(key: str) -> re.Pattern[str]:
    return re.compile(any_of(table("letter")["stamps"][key]))


@cache
def _offices() -> re.Pattern[str]:
    return re.compile(any_of(table("letter")["agency"]["head"] + table("letter")["footing"]["unit"]))


def stamp_rows(rows: Sequence[Row], until: int) -> frozenset[int]:
    """Which of the first rows of a document belong to receiving stamps, with the office's name above its number."""
    found: set[int] = set()
    for at in range(min(until, len(rows))):
        if at in found or not _begins(rows, at):
            continue
        found.add(at)
        above = at - 1
        if above >= 0 and _offices().match(rows[above].words) and not _numbered(rows[: at + 1]):
            found.add(above)
        timed = False
        for below in range(at + 1, min(at + 1 + _STAMP_ROWS, len(rows))):
            words = rows[below].words
            # A stamp ends with its time: a date below that is the letter's own.
            if not _inside(words) or (timed and _SHORT_DATE.match(words)):
                break
            timed = timed or _TIME.search(words) is not None
            found.add(below)
    return frozenset(found)


def _numbered(rows: Sequence[Row]) -> bool:
    return any(NUMBER.search(row.words) for row in rows)


def _begins(rows: Sequence[Row], at: int) -> bool:
    words = rows[at].words
    if NUMBER.search(words):
        return False
    if _words("receipt").search(words):
        return True
    below = [row.words for row in rows[at + 1 : at + _STAMP_ROWS]]
    return bool(_words("plain").match(words)) and any(_words("time").match(one) for one in below)


def _inside(words: str) -> bool:
    """A date, a time or another line of a stamp."""
    if NUMBER.search(words) or len(words) > 40:
        return False
    return bool(_words("inside").match(words) or _SHORT_DATE.match(words) or _TIME.search(words))


def before_stamp(words: str) -> int:
    """Where in a row that holds something of the letter a stamp's words begin; its length if none do."""
    match = _words("receipt").search(words)
    return match.start() if match else len(words)
