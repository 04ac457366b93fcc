"""Where a letter has what was searched: in its text, in a snippet of it, on its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.folding import placed_bones
from circulars.query import Day, Near, Words, wanted
from circulars.source import Passage
from parsers.clean import repaired
from parsers.thai_date import find_dates
from parsers.words import TextWords
from registry.search.nearness import nearest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from circulars.query import Query
    from circulars.source import SourceText, Span
    from parsers.words import PlacedWord

#: Half-open ranges of a text, in order, none touching another.
Marks = tuple[tuple[int, int], ...]
#: Characters of a snippet, and how many of them stand before its first mark.
_SNIPPET, _BEFORE = 150, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A few words of a letter on one line, with the places of what was searched."""

    text: str
    marks: Marks = ()


def marks(text: str, query: Query) -> Marks:
    """Where a text has what was searched, each place as a whole: never half a word, never without its vowels."""
    return _marks(text, TextWords(text), query)


def snippet(text: str, query: Query) -> Snippet:
    """The part of a text that has most of what was searched, its head if it has nothing of it."""
    words = TextWords(text)
    found = _marks(text, words, query)
    start, end = _window(text, words, found)
    shown = [one for one in found if start <= one[0] and one[1] <= end]
    return _one_line(text, (start, end), shown, words)


def page_marks(source: SourceText, query: Query) -> tuple[Span, ...]:
    """Where the pages of a letter have what was searched: page, line and box of every place."""
    mapped, _ = repaired(source.raw)
    spans: list[Span] = []
    for start, end in marks(mapped.text, query):
        first, last = mapped.range(start, end)
        spans += source.spans(Passage(start=first, end=last))
    return tuple(spans)


def _marks(text: str, words: TextWords, query: Query) -> Marks:
    found: list[tuple[int, int]] = []
    for leaf in wanted(query):
        match leaf:
            case Words():
                found += [one for some in words.like(leaf.words) for one in _sequences(some, leaf)]
            case Day(day=day):
                found += _days(text, day)
            case Near():
                found += _nearly(words, leaf)
    return _joined(sorted(set(found)))


def _sequences(words: Sequence[PlacedWord], leaf: Words) -> Iterator[tuple[int, int]]:
    count, last = len(leaf.words), leaf.words[-1]
    for at in range(len(words) - count + 1):
        if any(words[at + step].word != leaf.words[step] for step in range(count - 1)):
            continue
        here = words[at + count - 1].word
        if here == last or (leaf.prefix and here.startswith(last)):
            yield words[at].start, words[at + count - 1].end


def _days(text: str, day: dt.date) -> Iterator[tuple[int, int]]:
    return ((one.start, one.end) for one in find_dates(text) if one.day == day)


def _nearly(words: TextWords, near: Near) -> Iterator[tuple[int, int]]:
    """The place that is nearest, widened to whole words where that takes little."""
    whole, places = placed_bones(words.folded)
    found = nearest(near, whole)
    if found is None:
        return
    start, end = places[found.start], places[found.end - 1] + 1
    touched = [one for one in words.within(start, end) if one.start < end and one.end > start]
    if touched:
        yield touched[0].start, touched[-1].end


def _joined(found: Sequence[tuple[int, int]]) -> Marks:
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def _window(text: str, words: TextWords, found: Marks) -> tuple[int, int]:
    """From where to where a snippet goes: over most of the marks, between words."""
    best = max(found, key=lambda one: _within(found, one[0]), default=(0, 0))
    low = max(best[0] - _BEFORE, 0) if found else 0
    high = max(low + _SNIPPET, best[1])
    there = words.within(low, high)
    start = min((one.start for one in there if one.start >= low), default=low)
    end = max((one.end for one in there if start < one.end <= high), default=min(high, len(text)))
    return min(start, best[0]) if found else start, max(end, best[1])


def _within(found: Marks, start: int) -> int:
    return sum(end - begin for begin, end in found if begin >= start and end <= start + _SNIPPET - _BEFORE)


def _one_line(
    text: str, part: tuple[int, int], found: Sequence[tuple[int, int]], words: TextWords
) -> Snippet:
    """A part of a text on one line; a line end inside a word is no blank."""
    start, end = part
    inside = {at for one in words.within(start, end) for at in range(one.start, one.end)}
    kept: list[str] = ["…"] if start > 0 else []
    places: dict[int, int] = {}
    for at in range(start, end):
        char = text[at]
        places[at] = len(kept)
        if not char.isspace():
            kept.append(char)
        elif at not in inside and kept and kept[-1] != " ":
            kept.append(" ")
    places[end] = len(kept)
    kept += ["…"] if text[end:].strip() else []
    return Snippet(text="".join(kept), marks=tuple((places[one], places[other]) for one, other in found))
