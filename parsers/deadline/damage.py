"""Whether a quotation was read through damage: stray blanks in a word, lost marks, letters for digits."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from circulars.thai_calendar import MONTHS, WEEKDAYS
from parsers.deadline.lexicon import unbroken
from parsers.skeleton import skeleton_of

if TYPE_CHECKING:
    from parsers.skeleton import Skeleton

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
