"""The text of a letter in its parts: recital (ภาคเหตุ), purpose (ภาคความประสงค์), closing, numbered items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from circulars.circular import Part
from circulars.lexicon import any_of, table
from circulars.thai_calendar import ascii_digits
from parsers.layout import DIGIT, ITEM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.text import MappedText

#: Inside a paragraph: a number that may open an item written on the same line as the one before.
_INLINE = re.compile(rf"(?<![{DIGIT}./])(?P<one>[1-9๑-๙][{DIGIT}]?)\.\s*(?=[ก-ฮเ-ไ])(?!น\.|ค\.)")
_LETTERS = "กขคงจฉ"


@dataclass(frozen=True, slots=True)
class BodyParagraph:
    """One paragraph of the text, unwrapped."""

    text: MappedText
    part: Part
    item: str | None = None
    start: int = 0  #: where its own words begin, behind the item number
    bullet: bool = False  #: a dash before it; it bears the number of the item above


@dataclass(frozen=True, slots=True)
class _Mark:
    """An item number as written."""

    style: str
    path: tuple[int, ...]
    end: int


def body(paragraphs: Sequence[MappedText]) -> tuple[BodyParagraph, ...]:
    """The paragraphs with their parts and item numbers, items written in one line set apart."""
    found: list[BodyParagraph] = []
    stack: tuple[str, ...] = ()
    for text in (piece for one in paragraphs for piece in _inline_items(one)):
        mark = _mark(text.text)
        if mark is None:
            found.append(BodyParagraph(text, _part(text.text, found)))
            continue
        stack = _path(stack, mark)
        item = ".".join(stack) if mark.style != "bullet" else (found[-1].item if found else None)
        found.append(BodyParagraph(text, Part.PURPOSE, item, mark.end, bullet=mark.style == "bullet"))
    return tuple(found)


def missing_items(paragraphs: Sequence[BodyParagraph]) -> tuple[str, ...]:
    """Numbers that should stand among the items and do not: "3" of ๑. ๒. ๔."""
    seen = {one.item for one in paragraphs if one.item}
    missing: list[str] = []
    for item in seen:
        head, _, last = item.rpartition(".")
        for number in range(1, int(last)):
            name = f"{head}.{number}" if head else str(number)
            if name not in seen and name not in missing:
                missing.append(name)
    return tuple(sorted(missing))


def _inline_items(text: MappedText) -> Iterator[MappedText]:
    """Split a paragraph before each of its items ๑. ๒. ๓., if they follow one another from ๑."""
    expected = 1
    own = _mark(text.text)
    if own and own.style == "one":
        expected = own.path[0] + 1
    cuts: list[int] = []
    for match in _INLINE.finditer(text.text):
        if int(ascii_digits(match["one"])) == expected + len(cuts):
            cuts.append(match.start())
    if not own and len(cuts) < 2:
        cuts = []
    start = 0
    for cut in [*cuts, len(text)]:
        if text.text[start:cut].strip():
            yield text[start:cut].strip()
        start = cut


def _mark(words: str) -> _Mark | None:
    match = ITEM.match(words)
    if match is None:
        return None
    style = match.lastgroup or "bullet"
    written = match[style]
    if style == "bullet":
        return _Mark(style, (), match.end())
    if style == "letter":
        return _Mark(style, (_LETTERS.find(written) + 1,), match.end())
    path = tuple(int(part) for part in ascii_digits(written).split("."))
    return _Mark(style, path, match.end())


def _path(stack: tuple[str, ...], mark: _Mark) -> tuple[str, ...]:
    """The full number of an item from its mark and the items above it.

    ๑. and ข้อ ๑ stand on the first level; ๑.๑ says its own path; (๑) and ก. stand below the last of those.
    """
    if mark.style == "bullet":
        return stack
    numbers = tuple(str(number) for number in mark.path)
    if mark.style in {"one", "clause", "path"}:
        return numbers
    parent = stack
    while parent and int(parent[-1]) != int(numbers[0]) - 1:
        parent = parent[:-1]
    if int(numbers[0]) == 1:
        return (*stack, *numbers)
    return (*parent[:-1], *numbers) if parent else numbers


@cache
def _openers() -> dict[Part, re.Pattern[str]]:
    data = table("letter")["openers"]
    return {
        Part.CLOSING: re.compile(any_of(data["closing"])),
        Part.RECITAL: re.compile(any_of(data["recital"])),
        Part.PURPOSE: re.compile(any_of(data["purpose"])),
    }


def _part(words: str, before: Sequence[BodyParagraph]) -> Part:
    """The part that a paragraph's first words open; else it goes on with the part before it."""
    for part, pattern in _openers().items():
        if pattern.match(words):
            return part
    return before[-1].part if before else Part.RECITAL


def unwrapped_words(paragraph: BodyParagraph) -> str:
    """The paragraph's words with their item number, blanks folded."""
    return " ".join(paragraph.text.text.split())
