"""Pictures in a terminal: the upper half of a block is one dot, what is behind it the dot below."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.crops import Dot

#: Columns that a picture takes at most, its indent with it, and the strips it is folded into.
_WIDEST, _STRIPS = 80, 3
_PAPER = (255, 255, 255)
_UPPER = "▀"


def blocks(rows: Sequence[Sequence[Dot]], room: int, indent: str = "") -> str:
    """A picture in half blocks of 24-bit colour; a wide one goes on below, what exceeds the last strip is left out."""
    columns = max(min(room, _WIDEST) - len(indent), 1)
    wide = min(len(rows[0]), columns * _STRIPS)
    strips = [
        "\n".join(indent + line for line in _lines([row[start : min(start + columns, wide)] for row in rows]))
        for start in range(0, wide, columns)
    ]
    return "\n\n".join(strips)


def _lines(rows: Sequence[Sequence[Dot]]) -> Iterator[str]:
    for upper, lower in zip(rows[::2], [*rows[1::2], [_PAPER] * len(rows[0])], strict=False):
        pairs = groupby(zip(upper, lower, strict=True))
        yield "".join(_painted(*pair, sum(1 for _ in same)) for pair, same in pairs) + "\x1b[0m"


def _painted(upper: Dot, lower: Dot, count: int) -> str:
    ink, ground = (";".join(map(str, dot)) for dot in (upper, lower))
    return f"\x1b[38;2;{ink};48;2;{ground}m" + _UPPER * count
