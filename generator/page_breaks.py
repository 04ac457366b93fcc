"""What stands where a page ends: the text that must go on with the closing, and the words that announce the next page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.line_ends import solid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.words import Line

#: Lines of text that go with the closing (Word's widow control keeps as many).
CARRIED = 2
PROSE = frozenset({"body", "heading", "item1", "item2", "item3"})
#: Lines that a page must not begin with.
CLOSING = frozenset({"sender", "date", "given", "respect", "signatory", "unit"})
#: The style of what a paragraph goes on with on the next page.
REST = "rest"


def closes_alone(last_page: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether the last page, given by its lines as set, holds the closing without a line of the text."""
    if not last_page:
        return False
    start = solid(last_page[0])
    return any(solid(line.words).startswith(start) for line in lines if line.style in CLOSING and line.words)


def carried_over(page: Sequence[str], lines: Sequence[Line]) -> list[Line] | None:
    """The lines with the last paragraph parted before its last two lines, to begin the last page with them.

    ``page`` is the page before the last, by its lines as set. None if the paragraph is too short to be
    parted: two lines must stay behind.
    """
    last = max((index for index, line in enumerate(lines) if line.style in PROSE), default=None)
    if last is None:
        return None
    paragraph = lines[last]
    end = "".join(map(solid, page[-CARRIED:]))
    tail = "".join(map(solid, page[-2 * CARRIED :]))
    whole = solid(paragraph.words)
    if not whole.endswith(tail) or tail == end:
        return None
    at = _index_before(paragraph.words, len(end))
    parted = [
        replace(paragraph, words=paragraph.words[:at].rstrip()),
        replace(paragraph, style=REST, words=paragraph.words[at:]),
    ]
    return [*lines[:last], *parted, *lines[last + 1 :]]


def _index_before(words: str, count: int) -> int:
    """Where the last so many characters begin, blanks not counted."""
    at = len(words)
    while count:
        at -= 1
        count -= not words[at].isspace()
    return at
