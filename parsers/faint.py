"""Values of the heading in which a letter was not read surely: one wrong letter makes another word of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.reading import Issue, IssueKind
from circulars.source import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from circulars.source import SourceText, Word

_VALUES: Final = ("/letter/subject", "/letter/addressee")
#: A letter read with less (of 1) is shown: chosen on real scans, where nearly every letter misread is below it.
_SURE: Final = 0.88
#: Letters of the word shown on each side, and words of a value that are named.
_AROUND: Final = 4
_MOST: Final = 5
_LETTER: Final = re.compile(r"[^\W_]|[ัิ-ฺ็-๎]")
_MARK: Final = re.compile("[ัิ-ฺ็-๎]")


def faint_values(
    source: SourceText, passages: Mapping[str, tuple[Passage, ...]], known: Sequence[Issue]
) -> Iterator[Issue]:
    """For every such value the words to compare; what a finding says already is not said again."""
    said = [issue.passage for issue in known if issue.passage is not None and issue.kind in _SAID]
    for pointer in _VALUES:
        quoted = passages.get(pointer, ())
        if any(_overlap(one, passage) for one in said for passage in quoted):
            continue
        places = list(_places(source, quoted))
        if places:
            words = dict.fromkeys(source.raw[one.start : one.end] for one in places[:_MOST])
            yield Issue(
                kind=IssueKind.LOW_CONFIDENCE,
                field=pointer,
                facts={"quote": " … ".join(words), "page": str(source.spans(places[0])[0].page)},
                passage=places[0],
            )


_SAID: Final = frozenset({IssueKind.LOW_CONFIDENCE, IssueKind.DIGIT_DOUBT})


def _overlap(one: Passage, other: Passage) -> bool:
    return one.start < other.end and other.start < one.end


def _places(source: SourceText, quoted: Sequence[Passage]) -> Iterator[Passage]:
    """The surroundings of the letters in doubt; those that touch are one."""
    last: Passage | None = None
    for word in source.words:
        if not _is_faint(source.raw, word) or not any(
            _overlap(Passage(start=word.start, end=word.end), one) for one in quoted
        ):
            continue
        place = _around(source.raw, word)
        if last is not None and place.start <= last.end:
            last = Passage(start=last.start, end=place.end)
            continue
        if last is not None:
            yield last
        last = place
    if last is not None:
        yield last


def _is_faint(raw: str, word: Word) -> bool:
    """Whether a letter, digit or mark was read unsurely; of stops nothing hangs."""
    sure = word.confidence
    return sure is not None and sure < _SURE and _LETTER.search(raw, word.start, word.end) is not None


def _around(raw: str, word: Word) -> Passage:
    """A letter with its neighbours up to a blank, no mark parted from its letter."""
    start, end = word.start, word.end
    while (
        start > 0
        and not raw[start - 1].isspace()
        and (word.start - start < _AROUND or _MARK.match(raw[start]))
    ):
        start -= 1
    while end < len(raw) and not raw[end].isspace() and (end - word.end < _AROUND or _MARK.match(raw[end])):
        end += 1
    return Passage(start=start, end=end)
