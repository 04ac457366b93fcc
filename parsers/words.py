"""The words of a text, as they are searched: Thai by dictionary, numbers and foreign words by their signs.

The dictionary (``circulars/lexicon/words.txt``, of the ICU word breaker) has parts and hardly a compound, so a
compound is a run of words and each of its parts is found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from circulars.folding import fold, folded

if TYPE_CHECKING:
    from collections.abc import Iterator

_DICTIONARY = "saraban"
#: A run of Thai letters, a number with its thousands, a Latin word.
_RUN = re.compile(r"(?P<thai>[ก-ฮะ-ฺเ-๎]+)|\d+(?:,\d{3})*|[^\W\d_ก-๛]+")


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word as it is searched, and where it stands: ``text[start:end]``."""

    word: str
    start: int
    end: int


def search_words(text: str) -> list[str]:
    """The words of a text, in order."""
    return [word for word, _, _ in _words(fold(text))]


def placed_words(text: str) -> list[PlacedWord]:
    """The words of a text with their places in it."""
    mapped = folded(text)
    return [PlacedWord(word, *mapped.range(start, end)) for word, start, end in _words(mapped.text)]


def _words(plain: str) -> Iterator[tuple[str, int, int]]:
    segment = _segmenter()
    for run in _RUN.finditer(plain):
        start = run.start()
        if run["thai"] is None:
            yield run.group().replace(",", ""), start, run.end()
            continue
        for part in segment(run.group(), _DICTIONARY):
            yield part, start, start + len(part)
            start += len(part)


@cache
def _segmenter():  # type: ignore[no-untyped-def]  # noqa: ANN202 - the library has no types
    from nlpo3 import load_dict, segment

    load_dict(str(files("circulars.lexicon") / "words.txt"), _DICTIONARY)
    return segment
