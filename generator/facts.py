"""The facts of a letter's text: numbers, dates, times, quantities, quotations, deadlines, channels, defaults."""

from __future__ import annotations

import re
from dataclasses import dataclass

from circulars.relay_rules import fact_patterns
from circulars.thai_calendar import ascii_digits

#: Told only where they stand by themselves.
_PARTS = frozenset({"number", "quantity"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it stands in a text: ``text[start:end]``."""

    what: str
    start: int
    end: int
    text: str


def facts(text: str) -> tuple[Fact, ...]:
    """The facts of a text in its order; a number or quantity inside a longer fact is not told twice."""
    found: list[Fact] = []
    for kind in fact_patterns():
        for match in kind.pattern.finditer(text):
            fact = Fact(kind.what, match.start(), match.end(), match.group())
            if kind.what not in _PARTS or not any(_inside(fact, other) for other in found):
                found.append(fact)
    return tuple(sorted(found, key=lambda fact: (fact.start, -fact.end)))


def _inside(fact: Fact, other: Fact) -> bool:
    return other.what != "quotation" and other.start <= fact.start and fact.end <= other.end


def normal(text: str) -> str:
    """A text as facts are compared: no blanks, ASCII digits."""
    return re.sub(r"\s+", "", ascii_digits(text))
