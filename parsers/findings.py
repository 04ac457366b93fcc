"""What a parser found: a value, and the quotation that shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from circulars.source import Passage

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

    from circulars.text import MappedText

T_co = TypeVar("T_co", covariant=True)

#: Passages by JSON pointer.
Passages = dict[str, tuple[Passage, ...]]


@dataclass(frozen=True, slots=True)
class Found(Generic[T_co]):
    """A value with the passages that say it; ``inner`` are those of its parts, by relative pointer."""

    value: T_co
    passages: tuple[Passage, ...]
    inner: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)

    def under(self, pointer: str) -> Passages:
        """All passages with their full pointers, this value standing at ``pointer``."""
        named = {pointer: self.passages} | {
            f"{pointer}/{name}": passages for name, passages in self.inner.items()
        }
        return {name: passages for name, passages in named.items() if passages}


def passage(text: MappedText, start: int = 0, end: int | None = None) -> Passage:
    """The quotation of a part of a text, blanks at its ends left out."""
    end = len(text) if end is None else end
    part = text.text[start:end]
    start += len(part) - len(part.lstrip())
    end -= len(part) - len(part.rstrip())
    first, last = text.range(start, max(start, end))
    return Passage(start=first, end=last)


def group_passage(text: MappedText, match: re.Match[str], group: str | int = 0) -> Passage:
    """The quotation of a group of a match over the text."""
    return passage(text, *match.span(group))


def text_found(text: MappedText) -> Found[str]:
    """A text as its own value, blanks folded."""
    return Found(" ".join(text.text.split()), (passage(text),))


def indexed(pointer: str, found: Sequence[Found[object]]) -> Passages:
    """The passages of a list of values, numbered under a pointer."""
    passages: Passages = {}
    for index, one in enumerate(found):
        passages |= one.under(f"{pointer}/{index}")
    return passages
