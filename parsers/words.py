"""The words of a text, as they are searched: Thai by dictionary, numbers and foreign words by their signs.

The dictionary (``circulars/lexicon/words.txt``, of the ICU word breaker) has the parts of most compounds. What it has
as a whole is taken apart into its smallest words, so a compound is a run of words and each of its parts is found.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from circulars.folding import fold, folded
from circulars.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DICTIONARY = "saraban"
#: Characters of a part of a word at least, and of a word that is taken apart at most.
_SHORTEST, _LONGEST = 2, 40
#: A run of Thai letters, a number with its thousands, a Latin word.
_RUN = re.compile(r"(?P<thai>[ก-ฮะ-ฺเ-๎]+)|\d+(?:,\d{3})*|[^\W\d_ก-๛]+")
#: Any signs that are in no run.
_NO_WORD = r"(?:(?![ก-ฮะ-ฺเ-๎])[\W_ฯ])*"
#: Thai letters with the signs that must stay beside them on a line; a blank; anything else up to one.
_BESIDE = re.compile(
    r"ฯลฯ|(?P<open>[“‘(\[]*)(?P<thai>[ก-ฮะ-ฺเ-๎]+)(?P<close>[^\sก-ฮะ-ฺเ-๎“‘(\[]*)|\s|[^\sก-ฮะ-ฺเ-๎]+"
)


class PlacedWord(NamedTuple):
    """A word as it is searched, and where it stands: ``text[start:end]``."""

    word: str
    start: int
    end: int


def search_words(text: str) -> list[str]:
    """The words of a text, in order."""
    return [word for run in _RUN.finditer(fold(text)) for word, _, _ in _parts(run)]


class TextWords:
    """The words of a text with their places in it, cut only where they are asked for: that is what takes time."""

    def __init__(self, text: str) -> None:
        self.folded = folded(text)
        self._runs = list(_RUN.finditer(self.folded.text))
        self._cut: dict[int, list[PlacedWord]] = {}

    def within(self, start: int, end: int) -> list[PlacedWord]:
        """The words of every run of letters that reaches into ``text[start:end]``."""
        first = bisect_right(self._runs, start, key=lambda run: self.folded.ends[run.end() - 1])
        last = bisect_left(self._runs, end, key=lambda run: self.folded.starts[run.start()])
        return self._of(first, last)

    def like(self, words: Sequence[str]) -> Iterator[list[PlacedWord]]:
        """Words next to each other wherever the letters of those stand one after another: there they may be."""
        for match in _in_sequence(tuple(words)).finditer(self.folded.text):
            first = bisect_right(self._runs, match.start(), key=lambda run: run.end())
            last = bisect_left(self._runs, match.end(1), key=lambda run: run.start())
            yield self._of(first, last)

    def _of(self, first: int, last: int) -> list[PlacedWord]:
        return [word for at in range(first, last) for word in self._of_run(at)]

    def _of_run(self, at: int) -> list[PlacedWord]:
        if at not in self._cut:
            # Folding turns nothing round: where a word's last character ends, the word does.
            starts, ends = self.folded.starts, self.folded.ends
            self._cut[at] = [
                PlacedWord(word, starts[start], ends[end - 1]) for word, start, end in _parts(self._runs[at])
            ]
        return self._cut[at]


def line_parts(text: str) -> list[str]:
    """A text cut wherever a line may end: at blanks and between words; put together again it is the same."""
    found: list[str] = []
    for match in _BESIDE.finditer(text):
        if match["thai"] is None:
            found.append(match.group())
            continue
        words = _segmenter()(match["thai"], _DICTIONARY)
        words[0] = match["open"] + words[0]
        words[-1] += match["close"]
        found += words
    return found


def _parts(run: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """The words of a run, and where they stand."""
    start = run.start()
    if run["thai"] is None:
        yield run.group().replace(",", ""), start, run.end()
        return
    for word in _segmenter()(run.group(), _DICTIONARY):
        for part in smallest(word):
            yield part, start, start + len(part)
            start += len(part)


@lru_cache(maxsize=64)
def _in_sequence(words: tuple[str, ...]) -> re.Pattern[str]:
    """The letters of words one after another, whatever stands between two that is no word; also within another one."""
    spelt = [",?".join(word) if word.isdecimal() else re.escape(word) for word in words]
    return re.compile(f"(?=({_NO_WORD.join(spelt)}))")


@cache
def smallest(word: str) -> tuple[str, ...]:
    """A word in the smallest words of the dictionary that it is made of, the most there can be.

    So the boundaries hardly depend on what stands around: แนว|ทางการ and แนวทาง|การ both end as three words.
    """
    if len(word) > _LONGEST or word in _wholes():
        return (word,)
    known = _known()
    #: For every place the best way to get there.
    ways: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(_SHORTEST, len(word) + 1):
        for start in range(max(end - _LONGEST, 0), end - _SHORTEST + 1):
            before = ways[start]
            if before is None or word[start:end] not in known or not _may_part(word, start, end):
                continue
            here = ways[end]
            if here is None or len(before) + 1 > len(here):
                ways[end] = (*before, word[start:end])
    return ways[-1] or (word,)


def _may_part(word: str, start: int, end: int) -> bool:
    """Whether there is a word of its own: what follows can begin one, and two consonants alone are too little."""
    follows = end == len(word) or "ก" <= word[end] <= "ฮ" or "เ" <= word[end] <= "ไ"
    return follows and (end - start > _SHORTEST or not all("ก" <= char <= "ฮ" for char in word[start:end]))


@cache
def _known() -> frozenset[str]:
    return frozenset((files("circulars.lexicon") / "words.txt").read_text(encoding="utf-8").split())


@cache
def _wholes() -> frozenset[str]:
    return frozenset(table("search")["wholes"])


@cache
def _segmenter():  # type: ignore[no-untyped-def]  # noqa: ANN202 - the library has no types
    from nlpo3 import load_dict, segment

    load_dict(str(files("circulars.lexicon") / "words.txt"), _DICTIONARY)
    return segment
