"""A text as it is shown to people and programs: repaired, each part with its place on the page and its confidence."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.clean import repaired

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.source import Box, Line, SourceText
    from circulars.text import MappedText


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A letter with its marks, a blank, or a run of text that has no place."""

    text: str
    start: int  #: where its raw text begins in the source
    end: int
    box: Box | None
    confidence: float | None  #: 0 to 1; None where the file itself says what it holds


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a page."""

    page: int  #: from 1
    pieces: tuple[ShownPiece, ...]

    @property
    def text(self) -> str:
        """The repaired text of the line."""
        return "".join(piece.text for piece in self.pieces)


def shown_lines(source: SourceText) -> tuple[ShownLine, ...]:
    """The lines of all pages, blank ones too."""
    text, _ = repaired(source.raw)
    return tuple(
        ShownLine(line.page, tuple(_pieces(source, row, line)))
        for line, row in zip(source.lines, text.split_lines(), strict=True)
    )


def _pieces(source: SourceText, row: MappedText, line: Line) -> Iterator[ShownPiece]:
    """Characters that come from one word of the source together; of what stands nowhere, the run."""
    at = 0
    while at < len(row):
        word = _word_at(source, row.starts[at])
        end = at + 1
        while end < len(row) and _word_at(source, row.starts[end]) == word:
            end += 1
        start, stop = row.range(at, end)
        found = source.words[word] if word is not None else None
        box, confidence = (found.box, found.confidence) if found else (None, None)
        yield ShownPiece(row.text[at:end], start, max(stop, min(start + 1, line.end)), box, confidence)
        at = end


def _word_at(source: SourceText, offset: int) -> int | None:
    at = bisect_right(source.words, offset, key=lambda word: word.start) - 1
    return at if at >= 0 and offset < source.words[at].end else None
