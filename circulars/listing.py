"""A table to be read on screen or on paper (ตาราง): headings, rows, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass

#: A number stays one, so that a sheet can count on with it.
Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """One column of a table."""

    title: str
    number: bool = False  #: numbers stand at the right
    centre: bool = False
    width: float = 16.0  #: characters, on a sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table with its title and what stands under it."""

    title: str
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None  #: the row of sums (รวม)
    lines: tuple[str, ...] = ()  #: under the title: of what, by whom, as of when
    name: str = ""  #: of the sheet; the title if empty
    frozen: int = 0  #: columns that stay in sight
    marks: tuple[tuple[str, str], ...] = ()  #: texts of cells, and the colour (RRGGBB) they are filled with
