"""Words and phrases of official letters, found again where recognition took look-alike letters or lost marks.

A stretch of text is compared by its outline: look-alike consonants are one, marks and blanks
are left out. An outline in the list belongs to one phrase only, so the phrase is known for
certain once it is long enough; how it was made is told in ``lexicon/official_words.txt``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from circulars.places import provinces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Letters that recognition takes for one another; the first stands for all.
_LOOK_ALIKE: Final = ("ดตคศ", "ขชซ", "บป", "พฟผฝ", "กถภ", "ฎฏ", "ณฌ", "ไใ", "าำ")
_SAME: Final = {char: group[0] for group in _LOOK_ALIKE for char in group}
_MARKS: Final = frozenset("ัิีึืฺุู็่้๊๋์ํ๎")
_GAPS: Final = frozenset(" |")
_LEADING: Final = frozenset("เแโใไ")
_TRAILING: Final = frozenset("ะาำๅ")
#: The shortest outline that says which phrase it is.
LEAST: Final = 5
#: From so many letters on a phrase is certain; shorter ones are proposed.
_CERTAIN: Final = 6
#: Of so many letters one may be another one.
_LETTERS_A_CHANGE: Final = 3
#: A phrase shorter than this must have its first and its last letter: a longer word may go on there.
_WHOLE: Final = 8
#: A word of fewer characters may be the head or the tail of another.
_SHORT: Final = 5


@dataclass(frozen=True, slots=True)
class Misread:
    """``text[start:end]`` is probably ``meant``; ``changed`` are the places in the text where the two differ."""

    start: int
    end: int
    seen: str
    meant: str
    changed: tuple[int, ...]
    letters: int  #: in the outline: how much of it speaks for the phrase

    @property
    def is_certain(self) -> bool:
        """Whether the phrase is long enough to be known for certain."""
        return self.letters >= _CERTAIN


def outline(word: str) -> str:
    """What is left of a word without its marks, blanks and seams, look-alike letters as one."""
    return "".join(_SAME.get(char, char) for char in word if char not in _MARKS and char not in _GAPS)


def misread(text: str, phrases: Mapping[str, tuple[str, ...]] | None = None) -> Iterator[Misread]:
    """The official phrases that stand in a text in another spelling.

    Args:
        text: Mended text; phrases that run over a line end are not looked for.
        phrases: By the first `LEAST` letters of their outline, longest first; those shipped where none are given.
    """
    known = _shipped() if phrases is None else phrases
    for line in re.finditer("[ก-๎][ก-๎ ]+", text):
        yield from _misread(line.group(), line.start(), known)


def by_outline(words: Iterator[str]) -> dict[str, tuple[str, ...]]:
    """Phrases by the first letters of their outline, longest first."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(outline(word)[:LEAST], []).append(word)
    return {key: tuple(sorted(many, key=lambda word: -len(outline(word)))) for key, many in found.items()}


@cache
def _shipped() -> dict[str, tuple[str, ...]]:
    text = (files("circulars.lexicon") / "official_words.txt").read_text(encoding="utf-8")
    phrases = [line for line in text.splitlines() if line and not line.startswith("#")]
    return by_outline(iter(dict.fromkeys([*phrases, *_places()])))


def _places() -> Iterator[str]:
    """Provinces and districts behind the word for them, where no other has the same outline."""
    named = [f"จังหวัด|{one.name}" for one in provinces()]
    named += [f"อำเภอ|{one.name}" for province in provinces() for one in province.districts]
    outlines = Counter(outline(name) for name in set(named))
    return (name for name in named if outlines[outline(name)] == 1)


def _misread(run: str, offset: int, known: Mapping[str, tuple[str, ...]]) -> Iterator[Misread]:
    places = [at for at, char in enumerate(run) if char not in _MARKS and char != " "]
    letters = "".join(_SAME.get(run[at], run[at]) for at in places)
    at = 0
    while at + LEAST <= len(letters):
        fitting = (
            one for one in known.get(letters[at : at + LEAST], ()) if letters.startswith(outline(one), at)
        )
        phrase = next((one for one in fitting if _stands_alone(run, places, at, len(outline(one)))), None)
        if phrase is None:
            at += 1
            continue
        length = len(outline(phrase))
        start, end = places[at], _end(run, places, at + length)
        found = _compared(run[start:end], phrase, start + offset)
        if found is not None:
            yield found
        at += length


def _compared(seen: str, phrase: str, start: int) -> Misread | None:
    """What is wrong with the words seen; None where nothing is, or too much to be a slip of reading."""
    own, wanted = _clusters(seen), _clusters(phrase)
    changed = [at for at, (one, other) in enumerate(zip(own, wanted, strict=True)) if one[1] != other[1]]
    cut = any(one[2] and not other[2] for one, other in zip(own[1:], wanted[1:], strict=True))
    if not (changed or cut) or len(changed) * _LETTERS_A_CHANGE > len(own) or _at_edge(changed, wanted):
        return None
    # Blanks between words stay as they were written.
    meant = "".join(
        (" " if one[2] and other[2] else "") + other[1] for one, other in zip(own, wanted, strict=True)
    )
    places = tuple(start + own[at][0] for at in changed)
    return Misread(start, start + len(seen), seen, meant, places, len(own))


def _at_edge(changed: Sequence[int], phrase: Sequence[tuple[int, str, bool]]) -> bool:
    """Whether a letter differs where another word may go on: in a short word at either end, or at the end itself."""
    seams = [0, *(at for at, letter in enumerate(phrase) if letter[2]), len(phrase)]
    first, last = 0, len(phrase)
    if len(seams) > 2:
        first = seams[1] if _size(phrase[: seams[1]]) < _SHORT else 0
        last = seams[-2] if _size(phrase[seams[-2] :]) < _SHORT else last
    if len(phrase) < _WHOLE:
        first, last = max(first, 1), min(last, len(phrase) - 1)
    return any(at < first or at >= last for at in changed)


def _size(letters: Sequence[tuple[int, str, bool]]) -> int:
    """How many characters letters with their marks are."""
    return sum(len(letter[1]) for letter in letters)


def _stands_alone(run: str, places: list[int], at: int, length: int) -> bool:
    """Whether the letters begin and end where syllables do."""
    before = run[places[at] - 1] if places[at] else " "
    after = run[places[at + length]] if at + length < len(places) else " "
    return before not in _LEADING and after not in _TRAILING


def _end(run: str, places: list[int], after: int) -> int:
    """Where the marks of the last letter end."""
    end = places[after - 1] + 1
    while end < len(run) and run[end] in _MARKS:
        end += 1
    return end


def _clusters(word: str) -> list[tuple[int, str, bool]]:
    """Each letter with its marks: where it stands, what it is, and whether a gap is before it."""
    found: list[tuple[int, str, bool]] = []
    gap = False
    for at, char in enumerate(word):
        if char in _GAPS:
            gap = True
        elif char in _MARKS and found:
            found[-1] = (found[-1][0], found[-1][1] + char, found[-1][2])
        else:
            found.append((at, char, gap))
            gap = False
    return found
