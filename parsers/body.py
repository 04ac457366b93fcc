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
_INLINE = (
    re.compile(rf"(?<![{DIGIT}./])(?P<number>[1-9๑-๙][{DIGIT}]?)\.\s*(?=[ก-ฮเ-ไ])(?!น\.|ค\.)"),
    re.compile(rf"(?<!\S)\((?P<number>[1-9๑-๙][{DIGIT}]?)\)\s*(?=[ก-ฮเ-ไ])(?!และ|หรือ)"),
)
#: What leads to the next of several items in one row.
_AND = re.compile(r"\s+(?:และ|หรือ)\s*$")
_LETTERS = "กขคงจฉชซ"
_ORDINALS = ("แรก", "ที่สอง", "ที่สาม", "ที่สี่", "ที่ห้า")


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


#: The items that are open: of each its way of numbering and its number, outer to inner.
_Stack = tuple[tuple[str, int], ...]


def body(paragraphs: Sequence[MappedText]) -> tuple[BodyParagraph, ...]:
    """The paragraphs with their parts and item numbers, items written in one line set apart."""
    found: list[BodyParagraph] = []
    stack: _Stack = ()
    for text in (_without_and(piece) for one in paragraphs for piece in _inline_items(one)):
        mark = _mark(text.text)
        if mark is None:
            stack = () if _opened(text.text) else stack
            item = None
            if stack and DUTIES.match(text.text):
                stack = stack[:1]
                item = _number(stack)
            found.append(BodyParagraph(text, _part(text.text, found), item))
            continue
        stack = _placed(stack, mark)
        item = _number(stack) if mark.style != "bullet" else (found[-1].item if found else None)
        part = Part.RECITAL if _background().match(text.text, mark.end) else Part.PURPOSE
        found.append(BodyParagraph(text, part, item, mark.end, bullet=mark.style == "bullet"))
    return tuple(found)


#: The duties of those whom the items above list (an order's table of duties): they bear the number of that list.
DUTIES = re.compile(r"(?:โดย)?(?:ให้)?มี(?:อำนาจ)?หน้าที่")


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
    """Split a paragraph before each of its items ๑. ๒. ๓. or (๑) (๒), if they follow one another from ๑."""
    own = _mark(text.text)
    cuts: list[int] = []
    for style, pattern in zip(("one", "bracket"), _INLINE, strict=True):
        continues = own is not None and own.style == style
        after = own.path[0] if own is not None and continues else 0
        cuts = _following(pattern, text.text, own.end if own else 0, after)
        if cuts and (continues or len(cuts) > 1):
            break
        cuts = []
    start = 0
    for cut in [*cuts, len(text)]:
        if text.text[start:cut].strip():
            yield text[start:cut].strip()
        start = cut


def _without_and(text: MappedText) -> MappedText:
    """A text without the word that leads to the next item (… และ)."""
    return text[: len(_AND.sub("", text.text))]


def _following(pattern: re.Pattern[str], text: str, start: int, after: int) -> list[int]:
    """Where the numbers stand that follow one another from the one behind ``after`` on."""
    places: list[int] = []
    for match in pattern.finditer(text, start):
        if int(ascii_digits(match["number"])) == after + len(places) + 1:
            places.append(match.start())
    return places


def _mark(words: str) -> _Mark | None:
    match = ITEM.match(words)
    if match is None:
        return None
    style = match.lastgroup or "bullet"
    written = match[style]
    if style == "bullet":
        return _Mark(style, (), match.end())
    if style in {"letter", "inner"}:
        return _Mark(style, (_LETTERS.find(written) + 1,), match.end())
    if style == "ordinal":
        return _Mark("clause", (_ORDINALS.index(written.replace("ที่หนึ่ง", "แรก")) + 1,), match.end())
    path = tuple(int(part) for part in ascii_digits(written).split("."))
    return _Mark(style, path, match.end())


def _placed(stack: _Stack, mark: _Mark) -> _Stack:
    """Where an item stands: at the level where its way of numbering is in use already, else below the last item.

    A number of several parts (๑.๑) says its whole place by itself.
    """
    if mark.style == "bullet":
        return stack
    if len(mark.path) > 1 or mark.style == "path":
        return tuple((mark.style, number) for number in mark.path)
    used = [depth for depth, (style, _) in enumerate(stack) if style == mark.style]
    if mark.style == "one" and not used and stack and stack[0][0] == "path":
        used = [0]
    kept = stack[: used[0]] if used else stack
    return (*kept, (mark.style, mark.path[0]))


def _number(stack: _Stack) -> str:
    return ".".join(str(number) for _, number in stack)


@cache
def _openers() -> dict[Part, re.Pattern[str]]:
    data = table("letter")["openers"]
    return {
        Part.CLOSING: re.compile(any_of(data["closing"])),
        Part.RECITAL: re.compile(any_of(data["recital"])),
        Part.PURPOSE: re.compile(any_of(data["purpose"])),
    }


@cache
def _background() -> re.Pattern[str]:
    return re.compile(r"\s*" + any_of(table("letter")["openers"]["background"]))


def _opened(words: str) -> bool:
    """Whether a paragraph's first words open a part of the text: what is numbered behind it is a new list."""
    return any(pattern.match(words) for pattern in _openers().values())


def _part(words: str, before: Sequence[BodyParagraph]) -> Part:
    """The part that a paragraph's first words open; else it goes on with the part before it."""
    for part, pattern in _openers().items():
        if pattern.match(words):
            return part
    return before[-1].part if before else Part.RECITAL
