"""A register or list as it is printed (ทะเบียน, บัญชี): pages of rows in the official columns."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class BookColumn:
    """One column of a register, as the regulation names it."""

    name: str
    title: str
    width: float  #: in characters


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRow:
    """One entry, a text for each column."""

    cells: tuple[str, ...]
    cancelled: bool = False  #: struck out, and still readable


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPart:
    """The entries of one series and year."""

    name: str  #: short, for the tab of a sheet
    heading: tuple[str, ...]  #: the lines above the table
    rows: tuple[BookRow, ...]
    closing: tuple[str, ...] = ()  #: the lines below it, to be signed


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterBook:
    """A whole register."""

    title: str
    columns: tuple[BookColumn, ...]
    parts: tuple[BookPart, ...]
    printed: str  #: when it was printed, in words


def book_columns(register: str) -> tuple[str, tuple[BookColumn, ...]]:
    """The title and the columns of a register or list, such as "received", from ``templates/registers.toml``."""
    table = _table()[register]
    return table["title"], tuple(BookColumn(**one) for one in table["columns"])


def book_words(name: str, **facts: str) -> str:
    """What a register says of an entry, from ``templates/registers.toml``."""
    words: str = _table()["words"][name]
    return words.format_map(facts)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("templates") / "registers.toml").read_text(encoding="utf-8"))
