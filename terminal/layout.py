"""Text laid out in columns: Thai vowels and tone marks above or below a letter take no room of their own."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLOUR = re.compile("\x1b\\[[0-9;]*m")
_CODES = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "cyan": 36}
_GAP = "  "


def width(text: str) -> int:
    """How many columns a text takes on a terminal; colours take none."""
    return sum(map(_columns, _COLOUR.sub("", text)))


def _columns(letter: str) -> int:
    # ำ stands beside its consonant and is a letter; ิ ่ ู and their like are marks on it.
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text with blanks to a width."""
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks


def clip(text: str, columns: int) -> str:
    """The text cut to a width with "…", never between a letter and its marks."""
    if width(text) <= columns:
        return text
    kept, room = [], columns - 1
    for letter in text:
        room -= _columns(letter)
        if room < 0:
            break
        kept.append(letter)
    return "".join(kept) + "…"


def wrap(text: str, columns: int, indent: str = "") -> str:
    """The text in lines of a width, broken at blanks; a phrase that is too long has a line of its own."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and width(indent + longer) > columns:
            lines.append(line)
            longer = word
        line = longer
    return "\n".join(indent + one for one in (*lines, line))


def paint(text: str, *looks: str) -> str:
    """The text in colours and weights; what prints it takes them off where it is no terminal."""
    codes = ";".join(str(_CODES[one]) for one in looks)
    return f"\x1b[{codes}m{text}\x1b[0m" if text and codes else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table."""

    title: str
    right: bool = False  #: numbers stand at the right
    least: int = 0  #: above 0 the column gives way, down to this width, where the table is too wide


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int) -> str:
    """An aligned table, as wide as it must be and no wider than the room if a column can give way."""
    widths = [
        max(width(column.title), *(width(row[at]) for row in rows), 0) for at, column in enumerate(columns)
    ]
    for at in sorted(range(len(columns)), key=lambda one: -widths[one]):
        over = sum(widths) + len(_GAP) * (len(widths) - 1) - room
        if over > 0 and columns[at].least:
            widths[at] = max(columns[at].least, width(columns[at].title), widths[at] - over)
    lines = [_line(columns, [paint(one.title, "bold") for one in columns], widths)]
    lines.append(paint(_GAP.join("─" * one for one in widths), "dim"))
    lines += [_line(columns, row, widths) for row in rows]
    return "\n".join(lines)


def _line(columns: Sequence[Column], cells: Sequence[str], widths: Sequence[int]) -> str:
    parts = [
        pad(clip(cell, columns_wide), columns_wide, right=column.right)
        for column, cell, columns_wide in zip(columns, cells, widths, strict=True)
    ]
    return _GAP.join(parts).rstrip()
