"""The skeleton of a text: what is left when spacing, line breaks and fragile marks are ignored.

Scanned Thai loses tone marks, gains spaces inside words and breaks lines anywhere. A phrase
compared by its skeleton is found in all these disguises, and the map back gives the exact words
of the text. ``ภาย ในวัน ที ๓O`` and ``ภายในวันที่ ๓๐`` have the same skeleton, ``ภายในวันที30``.
A blank between two digits is kept as ``_``, so that two numbers never become one.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from enum import IntEnum

#: Marks that OCR loses or invents: tone marks, maitaikhu, thanthakhat, nikhahit, yamakkan, phinthu.
_MARKS = "่้๊๋็์ํ๎ฺ"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_DASHES = "‐‑‒–—―−"
_DROPPED, _BLANK, _LINE = "\0", " ", "\n"
#: A run of letters that stands for digits when it touches one.
_LOOK_ALIKE = re.compile(r"(?<![A-Za-z])[OolI|]+(?![A-Za-z])")
_TWIN = str.maketrans("OolI|", "00111")
#: Sara am in two pieces, with or without its tone mark; sara ae as two sara e.
_SPLIT_AM = re.compile("ํ(?=[่้๊๋]?า)")
_BROKEN_AM = " า"
_SPLIT_AE = re.compile("เเ")
_AM_TAIL = re.compile("(?<=\0)า|(?<=\0[่้๊๋])า")
_DIGIT_BLANK = re.compile(r"(?<=\d)[ \n]+(?=\d)")


class Gap(IntEnum):
    """What blank stands before a character."""

    NONE = 0
    SPACE = 1
    LINE = 2
    PARAGRAPH = 3


class _PlainTable(dict[int, str]):
    """What each character becomes; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = plain = _plain(char)
        return plain


def _plain(char: str) -> str:
    if char in _MARKS or char in _INVISIBLE or char == _DROPPED:
        return _DROPPED
    if char in _DASHES:
        return "-"
    if char in "\n\v\f\x85\u2028\u2029":
        return _LINE
    if char.isspace() or char < _BLANK:
        return _BLANK
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


_PLAIN = _PlainTable()


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A skeleton and the way back to the text it was made from."""

    source: str
    text: str
    starts: array[int]  #: where each character stands in ``source``
    plain: str  #: as long as ``source``: dropped marks and blanks still in their places
    repaired: frozenset[int]  #: places in ``source`` read as digits that are none

    @classmethod
    def of(cls, source: str) -> Skeleton:
        """The skeleton of a text; linear in its length."""
        plain = source
        if "ํ" in plain:
            plain = _AM_TAIL.sub("ำ", _SPLIT_AM.sub(_DROPPED, plain))
        if "เเ" in plain:
            plain = _SPLIT_AE.sub("แ\0", plain)
        if _BROKEN_AM in plain:  # ด าเนินการ, as fonts of old PDFs lose it
            plain = plain.replace(_BROKEN_AM, _DROPPED + "ำ")
        plain = plain.translate(_PLAIN)
        plain, repaired = _digits_for_twins(plain)
        plain = _DIGIT_BLANK.sub(lambda blank: "_" + _DROPPED * (len(blank.group()) - 1), plain)
        kept = array("I", [at for at, char in enumerate(plain) if char > _BLANK])
        return cls(source, "".join([plain[at] for at in kept]), kept, plain, repaired)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]``, which must not be empty, stands in the source, with its marks."""
        last = self.starts[end - 1] + 1
        while last < len(self.plain) and self.plain[last] == _DROPPED and self.source[last] in _MARKS:
            last += 1
        return self.starts[start], last

    def words(self, start: int, end: int) -> str:
        """The source's own words for ``text[start:end]``."""
        if start >= end:
            return ""
        first, last = self.span(start, end)
        return self.source[first:last]

    def gap(self, at: int) -> Gap:
        """The blank before a character; the edges of the text count as paragraphs."""
        if not 0 < at < len(self.starts):
            return Gap.PARAGRAPH
        before = self.starts[at - 1]
        between = self.source[before + (self.text[at - 1] != "_") : self.starts[at]].translate(_PLAIN)
        if _LINE in between:
            return Gap.PARAGRAPH if between.count(_LINE) > 1 else Gap.LINE
        return Gap.SPACE if _BLANK in between else Gap.NONE

    def is_repaired(self, start: int, end: int) -> bool:
        """Whether a look-alike letter was read as a digit in ``text[start:end]``."""
        return bool(self.repaired) and any(at in self.repaired for at in self.starts[start:end])


def _digits_for_twins(plain: str) -> tuple[str, frozenset[int]]:
    repaired: set[int] = set()

    def digits(match: re.Match[str]) -> str:
        start, end = match.span()
        if not (plain[start - 1 : start].isdigit() or plain[end : end + 1].isdigit()):
            return match.group()
        repaired.update(range(start, end))
        return match.group().translate(_TWIN)

    return _LOOK_ALIKE.sub(digits, plain), frozenset(repaired)


def skeleton_of(phrase: str) -> str:
    """The skeleton of a phrase of the lexicon, to be found in the skeletons of texts."""
    return Skeleton.of(phrase).text
