"""How wide the columns of a letter's table are: the same in the Word document and on the page."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.words import Line

#: Styles of the lines that a table is made of.
TABLE = ("table-head", "table-row", "table-total")
#: The text of a letter is 16 cm wide.
TEXT_CM = 16.0
#: Letters that a column counts for at least and at most.
LEAST, MOST = 4, 34


def column_widths(lines: Iterable[Line]) -> list[float]:
    """The widths of the table's columns in cm, by their longest cells; empty if there is no table."""
    rows = [line.columns for line in lines if line.style in TABLE]
    longest = [max(map(_letters, column)) for column in zip(*rows, strict=True)]
    shares = [min(max(one, LEAST), MOST) for one in longest]
    return [round(TEXT_CM * one / sum(shares), 2) for one in shares]


def _letters(text: str) -> int:
    """Letters that take room; marks above and below take none."""
    return sum(unicodedata.category(one) not in {"Mn", "Cf"} for one in text)
