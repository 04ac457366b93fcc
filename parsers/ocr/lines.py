"""A line as the engine read it, with its numbers read a second time glyph by glyph."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from parsers.digits.numbers import Rule, tokens
from parsers.digits.verdict import Doubt, corrected, may_hold_number
from parsers.ocr.engine import Character

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.source import Box
    from parsers.ocr.engine import ReadLine
    from parsers.ocr.preparation import Sheet
    from parsers.ocr.rows import Strip

#: A gap wider than this, in heights of a consonant, divides columns.
_COLUMN: Final = 3.5
#: What is read with less is no writing that can be read; a few letters must be read better.
_SCRAWL: Final = 0.5
_SHORT_SCRAWL: Final = 0.72
_SHORT: Final = 5
#: What specks are read as where no word is; a dash is longer than this, in heights of a consonant.
_QUOTES: Final = frozenset("'`‘’")
_SPECKS: Final = _QUOTES | frozenset(".,|:;~^·")
_DASHES: Final = frozenset("-–_")
_DASH: Final = 0.25


class OcrCharacter(NamedTuple):
    """A character on the page; a blank has no box."""

    text: str
    box: Box | None
    confidence: float


class OcrDoubt(NamedTuple):
    """Characters ``start`` to ``end`` of a line that two readers read differently."""

    start: int
    end: int
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A line of a page."""

    characters: tuple[OcrCharacter, ...]
    doubts: tuple[OcrDoubt, ...]
    box: Box

    @property
    def text(self) -> str:
        """The line as a string."""
        return "".join(one.text for one in self.characters)

    @property
    def letters(self) -> list[float]:
        """The confidence of each character that was drawn."""
        return [one.confidence for one in self.characters if one.box is not None]

    @property
    def confidence(self) -> float:
        """The mean over what was drawn."""
        letters = self.letters
        return sum(letters) / len(letters) if letters else 0.0

    @property
    def is_writing(self) -> bool:
        """Whether it is a line of print, as far as one can say; specks and scrawls are not."""
        shown = [one.text for one in self.characters if one.box is not None]
        if not any(text.isalnum() for text in shown):
            return False
        least = _SHORT_SCRAWL if len(shown) < _SHORT else _SCRAWL
        return self.confidence >= least


def line_of(strip: Strip, read: ReadLine, sheet: Sheet) -> OcrLine:
    """The line on its page."""
    row = strip.row
    rule = Rule(row.left, row.right, row.foot, row.core, row.slope)
    placed = [
        one if one.box is None else Character(one.text, strip.on_sheet(one.box), one.confidence)
        for one in read.characters
    ]
    groups = tokens(sheet.pieces, rule, lambda left, right: may_hold_number(placed, left, right))
    settled, doubts = without_specks(*corrected(placed, groups, row.core), row.core)
    top, bottom = row.foot_at(row.left) - 1.8 * row.core, row.foot_at(row.left) + 0.5 * row.core
    return OcrLine(
        characters=tuple(_on_page(settled, sheet)),
        doubts=tuple(OcrDoubt(*doubt) for doubt in doubts),
        box=sheet.box((row.left, top, row.right, bottom)),
    )


def without_specks(
    characters: Sequence[Character], doubts: Sequence[Doubt], core: float
) -> tuple[list[Character], list[Doubt]]:
    """A line without what at its ends is read as a sign and is none: specks apart from all words, and half a pair of quotation marks."""
    first, last = 0, len(characters)
    while last - first > 2 and _is_speck(characters[first], core) and characters[first + 1].text.isspace():
        first += 2
    while last - first > 2 and _is_speck(characters[last - 1], core) and characters[last - 2].text.isspace():
        last -= 2
    if last - first > 1 and _is_half_a_pair([one.text for one in characters[first:last]]):
        last -= 1
    kept = [
        Doubt(start - first, end - first, one, other)
        for start, end, one, other in doubts
        if first <= start and end <= last
    ]
    return list(characters[first:last]), kept


def _is_speck(one: Character, core: float) -> bool:
    """Whether something that stands alone says nothing: a full stop or quotation mark, or a dash no longer than a dot."""
    if one.box is None:
        return False
    return one.text in _SPECKS or (one.text in _DASHES and one.box[2] - one.box[0] < _DASH * core)


def _is_half_a_pair(texts: Sequence[str]) -> bool:
    """Whether a line ends in a quotation mark that closes nothing, behind a Thai word or a number."""
    before = texts[-2]
    return (
        texts[-1] in _QUOTES
        and not any(one in _QUOTES for one in texts[:-1])
        and (before.isdecimal() or "ก" <= before[0] <= "๛")
    )


def in_doubt_beside(line: OcrLine, scrawls: Sequence[Box]) -> OcrLine:
    """The line, its numbers in doubt that stand right beside ink that could not be read: a day written by hand."""
    height = line.box[3] - line.box[1]
    found = list(line.doubts)
    for start, end in _numbers(line):
        boxes = [one.box for one in line.characters[start:end] if one.box]
        known = any(doubt.start < end and start < doubt.end for doubt in found)
        if not known and any(_beside((boxes[0], boxes[-1]), scrawl, line.box, height) for scrawl in scrawls):
            found.append(OcrDoubt(start, end, "".join(one.text for one in line.characters[start:end]), "?"))
    return replace(line, doubts=tuple(sorted(found)))


def _numbers(line: OcrLine) -> Iterator[tuple[int, int]]:
    """Where numbers stand in a line."""
    start: int | None = None
    for index, one in enumerate((*line.characters, OcrCharacter(" ", None, 1.0))):
        if one.text.isdecimal():
            start = index if start is None else start
        elif start is not None:
            yield start, index
            start = None


def _beside(number: tuple[Box, Box], scrawl: Box, line: Box, height: float) -> bool:
    """Whether ink stands on the line's height and near the number, or before the whole line."""
    if abs((scrawl[1] + scrawl[3]) / 2 - (line[1] + line[3]) / 2) > 0.7 * height:
        return False
    near = min(abs(number[0][0] - scrawl[2]), abs(scrawl[0] - number[1][2]))
    return near < height or 0 <= line[0] - scrawl[2] < 1.5 * height


def _on_page(characters: list[Character], sheet: Sheet) -> list[OcrCharacter]:
    """The characters with boxes on the page; a wide blank is a tab."""
    found: list[OcrCharacter] = []
    for index, one in enumerate(characters):
        if one.box is None:
            found.append(OcrCharacter(_blank(characters, index, sheet.core), None, 1.0))
        else:
            found.append(OcrCharacter(one.text, sheet.box(one.box), round(one.confidence, 3)))
    return found


def _blank(characters: list[Character], index: int, core: float) -> str:
    before = next((one.box for one in reversed(characters[:index]) if one.box), None)
    after = next((one.box for one in characters[index + 1 :] if one.box), None)
    return "\t" if before and after and after[0] - before[2] > _COLUMN * core else " "
