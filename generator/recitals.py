"""Where a circular's text recalls earlier letters (ตามที่ … นั้น), and where its own matter begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.circular import Part
from circulars.relay_rules import history_patterns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.circular import Paragraph


def history_end(text: str) -> int:
    """How far, from its head, a text recalls earlier letters; 0 if it does not."""
    opener, end = history_patterns()
    reached = 0
    while (begun := opener.match(text, reached)) and (closed := end.search(text, begun.end())):
        reached = closed.end()
    return reached


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the source: a paragraph and the characters from its head."""

    paragraph: int
    offset: int


def own_matter(paragraphs: Sequence[Paragraph]) -> Place | None:
    """Where the circular's own matter begins, behind what it recalls; None if only a closing follows."""
    for index, paragraph in enumerate(paragraphs):
        if paragraph.part is Part.CLOSING:
            return None
        offset = history_end(paragraph.text)
        rest = paragraph.text[offset:]
        if rest.strip():
            return Place(index, offset + len(rest) - len(rest.lstrip()))
    return None
