"""Receiving stamps (ตรารับหนังสือ, form 12): their number, date and time are the receiver's, never the letter's own."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from circulars.lexicon import any_of, table
from circulars.number import NUMBER
from circulars.text import MappedText
from parsers.layout import CHARACTER, DIGIT, width
from parsers.letter_date import MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.layout import Row

#: Rows that the stamp of one office takes below its number.
_STAMP_ROWS = 4
_TIME = re.compile(rf"(?<![{DIGIT}])[{DIGIT}]{{1,2}}\s?[.:]\s?[{DIGIT}]{{2}}\s?(?:น\.?|นาฬิกา)?\s*$")
_SHORT_DATE = re.compile(
    rf"(?:วันที่)?[\s.…]*[{DIGIT}]{{1,2}}\s?(?:{MONTH})[\s.]*(?:[{DIGIT}]{{4}}|[{DIGIT}]{{2}})?"
)


@cache
def _words(key: str) -> re.Pattern[str]:
    return re.compile(any_of(table("letter")["stamps"][key]))


@cache
def _offices() -> re.Pattern[str]:
    return re.compile(any_of(table("letter")["agency"]["head"] + table("letter")["footing"]["unit"]))


def stamp_rows(rows: Sequence[Row], until: int) -> frozenset[int]:
    """Which of the first rows of a document belong to receiving stamps, with the office's name above its number."""
    found: set[int] = set()
    for at in range(min(until, len(rows))):
        if at in found or not _begins(rows, at):
            continue
        found.add(at)
        above = at - 1
        if above >= 0 and _offices().match(rows[above].words) and not _numbered(rows[: at + 1]):
            found.add(above)
        timed = False
        for below in range(at + 1, min(at + 1 + _STAMP_ROWS, len(rows))):
            words = rows[below].words
            # A stamp ends with its time: a date below that is the letter's own.
            if not _inside(words) or (timed and _SHORT_DATE.match(words)):
                break
            timed = timed or _TIME.search(words) is not None
            found.add(below)
    return frozenset(found)


def _numbered(rows: Sequence[Row]) -> bool:
    return any(NUMBER.search(row.words) for row in rows)


def _begins(rows: Sequence[Row], at: int) -> bool:
    words = rows[at].words
    if NUMBER.search(words):
        return False
    if any(_words("receipt").match(words, cell.end()) for cell in _CELL_START.finditer(words)):
        return True
    below = [row.words for row in rows[at + 1 : at + _STAMP_ROWS]]
    return bool(_words("plain").match(words)) and any(_words("time").match(one) for one in below)


def _inside(words: str) -> bool:
    """A date, a time or another line of a stamp."""
    if NUMBER.search(words) or len(words) > 40:
        return False
    return bool(_words("inside").match(words) or _SHORT_DATE.match(words) or _TIME.search(words))


def set_apart(rows: Sequence[Row]) -> list[Row]:
    """The rows, what a stamp put beside the letter's own words set apart in a row below them."""
    cells: list[list[tuple[int, int]]] = []
    stamped = _STAMP_ROWS + 1
    for at, row in enumerate(rows):
        cells.append(list(_stamp_cells(row.words, below=stamped < _STAMP_ROWS)))
        numbered = next((span for span in cells[at] if _words("receipt").match(row.words, span[0])), None)
        stamped = 0 if numbered else stamped + 1
        if numbered and at and not cells[at - 1]:
            cells[at - 1] += _office_above(rows[at - 1], _column(row, numbered))
    return [part for row, spans in zip(rows, cells, strict=True) for part in _parted(row, spans)]


def _column(row: Row, span: tuple[int, int]) -> float:
    """Where the middle of a cell stands, in characters from the margin."""
    return row.indent / CHARACTER + width(row.words[: span[0]]) + width(row.words[slice(*span)]) / 2


def _office_above(row: Row, column: float) -> list[tuple[int, int]]:
    """The cell that names the stamp's office: the nearest, beside a date or another office of the letter's own."""
    spans = [cell.span() for cell in _CELL.finditer(row.words)]
    offices = [span for span in spans if _offices().match(row.words, span[0])]
    dated = any(_SHORT_DATE.match(row.words, start) for start, _ in spans)
    if not offices or (len(offices) < _BESIDE and not dated):
        return []
    nearest = min(offices, key=lambda span: abs(_column(row, span) - column))
    return [nearest] if abs(_column(row, nearest) - column) <= _ASIDE else []


#: Offices in a row of which one is a stamp's.
_BESIDE = 2
#: Characters between the middles of a stamp's rows, at most.
_ASIDE = 20


def _stamp_cells(words: str, *, below: bool) -> Iterator[tuple[int, int]]:
    """Where the cells of a stamp stand in a row: with its number, or below that with its date or time."""
    own = NUMBER.search(words)
    for cell in _CELL.finditer(words):
        receipt = _words("receipt").match(words, *cell.span())
        if receipt is None and own is not None and cell.start() <= own.start() < cell.end():
            receipt = _words("receipt").search(words, own.end(), cell.end())
        if receipt is not None:
            number = _RECEIPT_NUMBER.match(words, receipt.end(), cell.end())
            yield receipt.start(), number.end() if number else receipt.end()
        elif below and _words("inside").match(words, *cell.span()):
            yield cell.span()
        elif below and (tail := _STAMP_TAIL.search(words, *cell.span())):
            yield tail.span()


def _parted(row: Row, spans: Sequence[tuple[int, int]]) -> Iterator[Row]:
    if not spans or spans == [(0, len(row.words))]:
        yield row
        return
    kept, at = [], 0
    for start, end in [*spans, (len(row.words), 0)]:
        if part := row.text[at:start].strip():
            kept.append((at, part))
        at = end
    for cells in (kept, [(start, row.text[start:end]) for start, end in spans]):
        if cells:
            text = MappedText.join([part for _, part in cells], " " * _CELL_GAP)
            yield replace(row, text=text, indent=row.indent + width(row.words[: cells[0][0]]) * CHARACTER)


#: Where a cell begins, behind the frame of a stamp that was read as letters.
_CELL_START = re.compile(r"(?:^|(?<=\s\s)|(?<=\t))[^ก-๙\s]{0,4}\s?(?=[ก-ฮเ-ไ])")
#: A stamp's date behind the words of a field, a little apart from them.
_STAMP_TAIL = re.compile(
    rf"(?<=\s\s)(?:วันที่\s?[{DIGIT}]{{1,2}}\s?(?:{MONTH})\s?[{DIGIT}]{{2,4}}|เวลา\s?[{DIGIT}]{{1,2}}[.:][{DIGIT}]{{2}}(?:\s?น\.)?)$"
)
#: Blanks that part the cells of a row, at least.
_CELL_GAP = 4
_CELL = re.compile(rf"\S(?:(?!\s{{{_CELL_GAP}}}|\t).)*")
_RECEIPT_NUMBER = re.compile(rf"[\s.:…_]*[{DIGIT}]+(?:\s?/\s?[{DIGIT}]+)?")
