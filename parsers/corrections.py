"""Words that recognition misread, put right where that is certain; the raw text stays, and every change is told.

Two sources say what was meant: the shipped phrases of official Thai with the shipped names of
places (`parsers.official_words`), for recognised pages only, and the office's own lexicon: what
its people corrected once and asked to have corrected from then on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from circulars.messages import message
from circulars.reading import Issue, IssueKind, Severity
from circulars.source import Passage, TextFrom
from circulars.text import MappedText
from parsers.official_words import misread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from circulars.source import SourceText

_MARK = "[ัิีึืฺุู็่้๊๋์ํ๎]"

#: What an office's lexicon holds: words as they are misread, and as they should be.
OfficeWords = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Change:
    """``text[start:end]`` is probably ``meant``."""

    start: int
    end: int
    seen: str
    meant: str
    reason: str
    certain: bool


def with_corrections(
    source: SourceText, text: MappedText, office: OfficeWords = ()
) -> tuple[MappedText, tuple[Issue, ...]]:
    """The mended text with misread words put right where that is certain, and what was changed or is proposed.

    Args:
        source: Where the text came from.
        text: The mended text of the source.
        office: The office's own words; certain on recognised pages, proposed on others.
    """
    recognised = _recognised(source)
    if not recognised and not office:
        return text, ()
    changes = [
        one
        for one in _apart([*_of_office(text.text, office), *_of_letters(text.text), *_of_official(text.text)])
        if one.reason == "slip-office" or _inside(text, one, recognised)
    ]
    issues = [_issue(one, text, applied=one.certain and _inside(text, one, recognised)) for one in changes]
    applied = [one for one in changes if one.certain and _inside(text, one, recognised)]
    return text.replaced([(one.start, one.end, one.meant) for one in applied]), _merged(issues)


def _recognised(source: SourceText) -> tuple[tuple[int, int], ...]:
    """The stretches of the raw text that were recognised."""
    return tuple(
        (line.start, line.end) for line in source.lines if source.text_from[line.page - 1] is TextFrom.OCR
    )


def _inside(text: MappedText, change: _Change, stretches: Sequence[tuple[int, int]]) -> bool:
    start, end = text.range(change.start, change.end)
    return any(first <= start and end <= last for first, last in stretches)


def _of_official(text: str) -> list[_Change]:
    return [
        _Change(one.start, one.end, one.seen, one.meant, "slip-official", one.is_certain)
        for one in misread(text)
    ]


#: The letters of an agency or a province before its unit number, with a mark that specks have given them.
_LETTERS = re.compile(f"(?m)^[ \\t]*ที่[ ]?(?P<letters>[ก-ฮ]{_MARK}*[ก-ฮ]{_MARK}*)(?=[ .]*[0-9๐-๙]{{3,}}[./])")


def _of_letters(text: str) -> list[_Change]:
    """The letters of a letter number bear no marks: ศิธี is ศธ."""
    return [
        _Change(*match.span("letters"), match["letters"], bare, "slip-letters", True)
        for match in _LETTERS.finditer(text)
        if (bare := re.sub(_MARK, "", match["letters"])) != match["letters"]
    ]


def _of_office(text: str, office: OfficeWords) -> list[_Change]:
    meant = dict(office)
    return [
        _Change(
            match.start(),
            match.end(),
            match.group(),
            meant["".join(match.group().split())],
            "slip-office",
            True,
        )
        for match in (_pattern(tuple(meant)).finditer(text) if meant else ())
    ]


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, a blank allowed between its letters, never a part of a longer one's letter with its marks."""
    each = ("[ ]?".join(re.escape(char) for char in word) for word in sorted(words, key=len, reverse=True))
    return re.compile(f"(?:{'|'.join(each)})(?!{_MARK})")


def _apart(changes: Iterable[_Change]) -> list[_Change]:
    """Changes that do not overlap; the office's own and then the longest are kept."""
    kept: list[_Change] = []
    for one in sorted(
        changes, key=lambda change: (change.reason != "slip-office", change.start - change.end)
    ):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda change: change.start)


def _issue(change: _Change, text: MappedText, *, applied: bool) -> Issue:
    start, end = text.range(change.start, change.end)
    sure = "certain" if change.certain else "likely"
    return Issue(
        kind=IssueKind.OCR_CORRECTED if applied else IssueKind.OCR_SLIP,
        severity=Severity.INFO if applied else Severity.WARNING,
        facts={
            "seen": change.seen,
            "meant": change.meant,
            "confidence": sure,
            "reason": change.reason,
            "reason_th": message(change.reason, "th", {}),
            "reason_en": message(change.reason, "en", {}),
        },
        passage=Passage(start=start, end=end),
    )


def _merged(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Each change told once, at its first place."""
    found: dict[tuple[str, str, str], Issue] = {}
    for issue in issues:
        found.setdefault((issue.kind, issue.facts["seen"], issue.facts["meant"]), issue)
    return tuple(found.values())
