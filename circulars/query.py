"""What is searched for, as values: a tree of conditions on letters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words in sequence, as `parsers.words` gives them; in the whole letter, or in one part of it."""

    words: tuple[str, ...]
    field: str = "text"
    prefix: bool = False  #: the last word is only the beginning of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A value that the letter has: a number, a receipt number, a class of urgency."""

    field: str
    value: str
    prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """A day or year between two, both included; None is open."""

    field: str
    low: dt.date | int | None = None
    high: dt.date | int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day that the letter bears, names or sets as a deadline, in whatever spelling."""

    day: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Words as their skeleton (`circulars.folding.bones`), which stands somewhere in the letter nearly so."""

    bones: str
    parts: tuple[str, ...] = ()  #: skeletons of its longer words, each of which must be there nearly as well


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Every part; nothing asked for is every letter."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Any:
    """At least one part; letters with the first part come before those with the next, if it is ranked."""

    parts: tuple[Query, ...]
    ranked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Not this."""

    part: Query


Query: TypeAlias = Words | Key | Between | Day | Near | All | Any | Not


def wanted(query: Query) -> Iterator[Words | Day | Near]:
    """What can be shown in a letter that was found: all leaves that are words, outside any Not."""
    match query:
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from wanted(part)
        case Words() | Day() | Near():
            yield query


#: Skeletons shorter than this are in every letter.
LEAST_BONES = 6
