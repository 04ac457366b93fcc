"""Tables without lines: rows whose cells stand in columns."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from circulars.source import Passage, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.source import Line, SourceText

#: A gap between columns: a tab, or blanks as text files have them.
_GAP = re.compile(r"\t+ *| {3,}")
_DIGIT = re.compile("[0-9๐-๙]")
#: Rows of a table at least; two rows of a heading or of signatures may stand side by side by chance.
_FEWEST = 3
#: A cell longer than this is running text.
_LONGEST = 80


def columns(source: SourceText) -> tuple[Table, ...]:
    """The tables whose rows have as many cells each, and figures in a column: districts with quotas, persons with dates.

    Those within a table that is known already are left out.
    """
    found: list[Table] = []
    for width, rows in groupby(source.lines, lambda line: (line.page, _cells(source.raw, line))):
        page, number = width
        table = _table(source.raw, list(rows), page) if number > 1 else None
        if table is not None and not any(_overlap(table.passage, known.passage) for known in source.tables):
            found.append(table)
    return tuple(found)


def _cells(raw: str, line: Line) -> int:
    text = raw[line.start : line.end].strip()
    return len(_GAP.split(text)) if text else 0


def _overlap(one: Passage, other: Passage) -> bool:
    return one.start < other.end and other.start < one.end


def _table(raw: str, lines: Sequence[Line], page: int) -> Table | None:
    rows = tuple(tuple(_words(raw[line.start : line.end])) for line in lines)
    if len(rows) < _FEWEST or any(len(cell) > _LONGEST for row in rows for cell in row):
        return None
    figures = max(
        sum(_DIGIT.search(cell) is not None for cell in column) for column in zip(*rows, strict=True)
    )
    # Figures in all rows but the head.
    if figures < len(rows) - 1:
        return None
    return Table(page=page, rows=rows, passage=Passage(start=lines[0].start, end=lines[-1].end))


def _words(line: str) -> Iterator[str]:
    yield from (cell.strip() for cell in _GAP.split(line.strip()))
