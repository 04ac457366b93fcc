"""Whether a quotation was read through damage: stray blanks in a word, lost marks, letters for digits, a misread year."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from circulars.thai_calendar import BUDDHIST_ERA, MONTHS, WEEKDAYS
from parsers.deadline.lexicon import unbroken
from parsers.skeleton import skeleton_of

if TYPE_CHECKING:
    import datetime as dt

    from parsers.skeleton import Skeleton
    from parsers.thai_date import DateWords

#: Years from the letter that a misread year can have meant.
_NEAR = (-1, 0, 1)

_WRAP = re.compile(r"\s*\n\s*|[\u200b\u200c\u200d\u2060\ufeff\u00ad]")


@cache
def _words() -> tuple[dict[str, str], re.Pattern[str]]:
    whole = (*MONTHS, *(f"วัน{day}" for day in WEEKDAYS), *unbroken())
    by_skeleton = {skeleton_of(word): word for word in whole}
    return by_skeleton, re.compile("|".join(sorted(map(re.escape, by_skeleton), key=len, reverse=True)))


def is_damaged(skeleton: Skeleton, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` stands damaged in the source."""
    words, form = _words()
    if skeleton.is_repaired(start, end):
        return True
    found = form.finditer(skeleton.text, start, end)
    return any(_WRAP.sub("", skeleton.words(*match.span())) != words[match.group()] for match in found)


def with_year_mended(words: DateWords, near: dt.date | None) -> DateWords | None:
    """A date whose year has one digit misread (๒๔๖๗ for ๒๕๖๗), as it was meant; None if no one year is near."""
    if near is None or words.year is None:
        return None
    written, own = str(words.year), near.year + BUDDHIST_ERA
    close = [own + step for step in _NEAR if _differ(written, str(own + step)) == 1]
    return replace(words, year=close[0], repaired=True) if len(close) == 1 else None


def _differ(one: str, other: str) -> int:
    """In how many places two numbers differ; in all of them where they have not as many digits."""
    return sum(map(str.__ne__, one, other)) if len(one) == len(other) else len(one)
