"""What a reader takes from a file: its text, and where on the paper each part of it stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circulars.reading import Issue

#: A rectangle on a page: left, top, right, bottom in PDF points from the top left corner.
Box = tuple[float, float, float, float]


class TextFrom(StrEnum):
    """How the text of a page was had."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    DOCX = "docx"
    TEXT = "text"
    HTML = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as it stands on the paper: ``raw[start:end]``, without its line end."""

    page: int  #: from 1
    number: int  #: from 1 on each page; blank lines count
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A run of characters with its place on the page and how sure the reader is of it."""

    start: int
    end: int
    box: Box | None = None
    confidence: float | None = None  #: 0 to 1; None where the file itself says what it holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Writing on the page that is no part of the letter's own text: a receipt stamp, a seal, a note in colour."""

    page: int  #: from 1
    text: str
    box: Box
    confidence: float  #: 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A QR code or barcode (คิวอาร์โค้ด, บาร์โค้ด) on a page: what it holds, kept as it is and never followed."""

    page: int  #: from 1
    kind: str  #: of the code, as its standard names it: "QRCode", "Code128"
    text: str
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table (ตาราง) of a letter or its enclosure, as districts are listed with their quotas and dates."""

    page: int  #: from 1
    rows: tuple[tuple[str, ...], ...]  #: the raw words of each cell, its lines divided by line ends
    passage: Passage
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A quotation (ข้อความที่อ้าง): ``raw[start:end]`` of a `SourceText`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One line's share of a `Passage`, ready to be shown on its page."""

    page: int
    line: int
    start: int  #: characters from the head of the line
    end: int
    box: Box | None
    quote: str  #: the raw text


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    r"""The raw text of one file, engine-neutral: every reader gives one, every parser takes one.

    ``raw`` is all lines joined by ``\n``; pages follow each other the same way.
    ``words`` are in the order of the text and may be empty (a text file has no boxes).
    """

    name: str
    sha256: str
    raw: str
    lines: tuple[Line, ...]
    text_from: tuple[TextFrom, ...]  #: one per page
    words: tuple[Word, ...] = ()
    issues: tuple[Issue, ...] = ()  #: what the reader found wrong with the file
    stamps: tuple[Stamp, ...] = ()  #: what was stamped or written over the letter, kept apart
    tables: tuple[Table, ...] = ()
    codes: tuple[Code, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages the file has."""
        return len(self.text_from)

    def spans(self, passage: Passage) -> tuple[Span, ...]:
        """The passage line by line; blank lines inside it are left out."""
        first = bisect_right(self.lines, passage.start, key=lambda line: line.start) - 1
        found: list[Span] = []
        for index in range(max(first, 0), len(self.lines)):
            line = self.lines[index]
            if line.start >= passage.end:
                break
            start, end = max(passage.start, line.start), min(passage.end, line.end)
            if start < end:
                found.append(self._span(line, start, end))
        return tuple(found)

    def _span(self, line: Line, start: int, end: int) -> Span:
        return Span(
            page=line.page,
            line=line.number,
            start=start - line.start,
            end=end - line.start,
            box=self._box(start, end),
            quote=self.raw[start:end],
        )

    def _box(self, start: int, end: int) -> Box | None:
        first = bisect_right(self.words, start, key=lambda word: word.end)
        boxes: list[Box] = []
        for index in range(first, len(self.words)):
            word = self.words[index]
            if word.start >= end:
                break
            if word.box is not None:
                boxes.append(word.box)
        if not boxes:
            return None
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


def page_lines(pages: list[str]) -> tuple[str, tuple[Line, ...]]:
    """The raw text of the pages joined, and its lines numbered page by page."""
    lines: list[Line] = []
    offset = 0
    for page, text in enumerate(pages, start=1):
        for number, line in enumerate(text.split("\n"), start=1):
            lines.append(Line(page=page, number=number, start=offset, end=offset + len(line)))
            offset += len(line) + 1
    return "\n".join(pages), tuple(lines)
