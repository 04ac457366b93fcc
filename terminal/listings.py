"""Tables as the terminal shows them, and as they are written to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal.layout import Column, paint, table
from terminal.terms import digits

if TYPE_CHECKING:
    from circulars.listing import Cell, Listing
    from terminal.call import Call

#: A column of words gives way down to this width.
_LEAST = 12


def listing_screen(one: Listing, call: Call) -> str:
    """The rows of a table under their headings, the sums last."""
    columns = [
        Column(title=column.title, right=column.number, least=0 if column.number or column.centre else _LEAST)
        for column in one.columns
    ]
    rows = [[_shown(cell, call.lang) for cell in row] for row in one.rows]
    if one.total is not None:
        rows.append([paint(_shown(cell, call.lang), "bold") for cell in one.total])
    return table(columns, rows, call.room)


def _shown(cell: Cell, lang: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    whole = float(cell).is_integer()
    return digits(f"{int(cell):,}" if whole else f"{cell:,.2f}", lang)
