"""A page as it was read: each run of it with how surely it was read, and what the reading took from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from parsers import shown_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.reading import Reading
    from parsers.shown import ShownLine, ShownPiece

#: The values that are marked on the page, by the pointer into the reading, under the names that screens have for them.
_FIELDS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("number", "/letter/number"),
        ("dated", "/letter/dated"),
        ("from", r"/letter/issuer|/letter/drafting_unit/\d+"),
        ("to", "/letter/addressee"),
        ("subject", "/letter/subject"),
        ("cites", r"/letter/references/\d+"),
        ("encloses", r"/letter/enclosures/\d+"),
        ("due", r"/letter/directives/\d+/deadlines/\d+"),
        ("quota", r"/letter/directives/\d+/quota"),
        ("channel", r"/letter/directives/\d+/channels/\d+"),
        ("otherwise", r"/letter/directives/\d+/otherwise"),
        ("signatory", "/letter/signatory"),
        ("phone", r"/letter/phones/\d+"),
    )
)
#: Points that a letter takes on average; lines are set in on the screen as on the page.
_LETTER = 6.0


@dataclass(frozen=True, slots=True)
class MarkedRun:
    """A part of a line."""

    text: str
    confidence: float | None  #: 0 to 1; None where the file itself says what it holds
    is_value: bool  #: the reading took a value from it


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of a page."""

    page: int  #: from 1
    indent: int  #: letters from the left margin of the page
    runs: tuple[MarkedRun, ...]
    fields: tuple[str, ...]  #: what begins on this line


def marked_lines(reading: Reading) -> list[MarkedLine]:
    """All lines of all pages, blank ones too."""
    lines = shown_lines(reading.source)
    lefts: dict[int, float] = {}
    for line in lines:
        if (left := _left(line)) is not None:
            lefts[line.page] = min(left, lefts.get(line.page, left))
    fields = sorted(_passages(reading))
    return [_marked(line, lefts.get(line.page, 0.0), fields) for line in lines]


def _passages(reading: Reading) -> Iterator[tuple[int, int, str]]:
    for pointer, passages in reading.passages.items():
        name = next((name for name, pattern in _FIELDS if pattern.fullmatch(pointer)), None)
        if name is not None:
            yield from ((one.start, one.end, name) for one in passages)


def _marked(line: ShownLine, left: float, fields: Sequence[tuple[int, int, str]]) -> MarkedLine:
    pieces = line.pieces
    if not pieces:
        return MarkedLine(line.page, 0, (), ())
    start, end = pieces[0].start, pieces[-1].end
    here = [one for one in fields if one[0] < end and one[1] > start]

    def kind(piece: ShownPiece) -> tuple[float | None, bool]:
        value = any(one[0] < piece.end and one[1] > piece.start for one in here)
        return piece.confidence, value

    runs = [
        MarkedRun("".join(piece.text for piece in group), confidence, value)
        for (confidence, value), group in groupby(_split(pieces, here), kind)
    ]
    begins = dict.fromkeys(name for first, _, name in here if start <= first < end)
    own = _left(line)
    return MarkedLine(
        line.page, round((own - left) / _LETTER) if own is not None else 0, tuple(runs), tuple(begins)
    )


def _split(pieces: Sequence[ShownPiece], fields: Sequence[tuple[int, int, str]]) -> Iterator[ShownPiece]:
    """The pieces, those without places cut where a value begins or ends."""
    from dataclasses import replace

    for piece in pieces:
        whole = piece.end - piece.start == len(piece.text)
        cuts = {at for one in fields for at in one[:2] if piece.start < at < piece.end} if whole else set()
        edges = [piece.start, *sorted(cuts), piece.end]
        for first, last in pairwise(edges):
            if len(edges) == 2:
                yield piece
            else:
                text = piece.text[first - piece.start : last - piece.start]
                yield replace(piece, text=text, start=first, end=last)


def _left(line: ShownLine) -> float | None:
    return next((piece.box[0] for piece in line.pieces if piece.box is not None), None)
