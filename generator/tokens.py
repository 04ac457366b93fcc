"""A text cut into words for comparing two versions of it; Thai has no blanks between words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

from circulars.lexicon import table
from circulars.thai_calendar import ascii_digits

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign: ``text[start:end]``; ``word`` is how it is compared."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of one text and the stretch of the other that stands in its place; either may be empty."""

    before: tuple[int, int]
    after: tuple[int, int]


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(table("relay")["diff"]["words"], key=len, reverse=True)
    known = "|".join(map(re.escape, words))
    # A run of Thai letters up to the next known word is taken for a word.
    return re.compile(
        rf"[0-9๐-๙]+(?:[.,/:-][0-9๐-๙]+)*|[A-Za-z]+|{known}|[ก-ฮะ-ฺเ-๎]+?(?={known}|[^ก-ฮะ-ฺเ-๎]|$)|\S"
    )


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text; blanks are none."""
    return tuple(
        Token(ascii_digits(match.group()), match.start(), match.end()) for match in _pattern().finditer(text)
    )


def changes(before: str, after: str) -> Iterator[Change]:
    """Where two versions of a text differ, word by word, blanks apart."""
    if before == after:
        return
    old, new = tokens(before), tokens(after)
    matcher = SequenceMatcher(None, [one.word for one in old], [one.word for one in new], autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            yield Change(_stretch(old, first, last, before), _stretch(new, start, end, after))


def _stretch(words: tuple[Token, ...], first: int, last: int, text: str) -> tuple[int, int]:
    if first == last:
        at = words[first].start if first < len(words) else len(text)
        return at, at
    return words[first].start, words[last - 1].end
