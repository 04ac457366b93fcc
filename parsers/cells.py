"""Tables of Word files and web pages: as lines that read along the rows, and as the rows that they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.source import Passage, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    lines: tuple[str, ...]
    columns: int = 1  #: how many it takes
    is_covered: bool = False  #: it is the continuation of the one above it, and shows nothing itself


@dataclass(frozen=True, slots=True)
class TableCells:
    """A table, row by row."""

    rows: tuple[tuple[Cell, ...], ...]

    def lines(self) -> list[str]:
        """The lines in reading order, the cells of a row divided by tabs."""
        shown = [[list(cell.lines) for cell in row if not cell.is_covered] for row in self.rows]
        return [line for row in shown for line in row_lines(row)]

    def words(self) -> tuple[tuple[str, ...], ...]:
        """The words of each cell; one that goes on in the next row has them there too."""
        found: list[tuple[str, ...]] = []
        for row in self.rows:
            words: list[str] = []
            for cell in row:
                above = found[-1] if found else ()
                covered = cell.is_covered and len(words) < len(above)
                text = (
                    above[len(words)]
                    if covered
                    else "\n".join(filter(None, (" ".join(line.split()) for line in cell.lines)))
                )
                words += [text, *[""] * (cell.columns - 1)]
            found.append(tuple(words))
        return tuple(found)


def row_lines(cells: list[list[str]]) -> Iterator[str]:
    """The lines of a row: a cell goes on in the line of the one before it if that has a single line, as on the paper."""
    row: list[str] = []
    is_open = False
    for cell in cells:
        while len(cell) > 1 and not cell[-1].strip():
            cell.pop()
        first, *more = cell or [""]
        if is_open:
            row[-1] += f"\t{first}"
        elif first or not row:
            row.append(first)
        row += more
        is_open = not more
    yield from (line.rstrip("\t") for line in row)


def placed_tables(found: Sequence[TableCells], raw: str) -> tuple[Table, ...]:
    """The tables of at least two rows and two columns, each where its lines stand in the text, in order."""
    placed: list[Table] = []
    at = 0
    for table in found:
        words, text = table.words(), "\n".join(table.lines())
        start = raw.find(text, at)
        if start < 0 or not text.strip() or len(words) < 2 or max(map(len, words)) < 2:
            continue
        placed.append(Table(page=1, rows=words, passage=Passage(start=start, end=start + len(text))))
        at = start
    return tuple(placed)
