"""Pages as read, put into the words of `circulars.source`: text, places, confidence, and what is in doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.messages import message
from circulars.reading import Issue, IssueKind, Severity
from circulars.source import Passage, Stamp, Word
from parsers.joined import PageText
from parsers.ocr.page import Unread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.ocr.lines import OcrLine
    from parsers.ocr.page import OcrPage

#: What is read with less should be looked at (of 1; nine in ten characters above are right).
LOW: Final = 0.7
#: So many hard words a page are named; more would hide what matters.
_MOST: Final = 5
_DIGIT: Final = re.compile("[0-9๐-๙]")
_WORD: Final = re.compile(r"\S+")


def page_text(page: OcrPage, number: int) -> PageText:
    """The text of a page that was read."""
    if page.unread is not None:
        return PageText("", (), (_unread(page, number),), _stamps(page, number))
    doubts = list(_doubts(page, number))
    taken = [issue.passage for issue in doubts if issue.passage]
    hard = [
        issue
        for issue in _hard_words(page, number)
        if not any(issue.passage and _overlap(issue.passage, passage) for passage in taken)
    ]
    hard.sort(key=lambda issue: not _DIGIT.search(issue.facts["quote"]))
    return PageText(page.text, tuple(_words(page)), (*doubts, *hard[:_MOST]), _stamps(page, number))


def _overlap(one: Passage, other: Passage) -> bool:
    return one.start < other.end and other.start < one.end


def _starts(lines: Sequence[OcrLine]) -> Iterator[tuple[int, OcrLine]]:
    at = 0
    for line in lines:
        yield at, line
        at += len(line.text) + 1


def _words(page: OcrPage) -> Iterator[Word]:
    """Every character that was drawn."""
    for at, line in _starts(page.lines):
        start = at
        for one in line.characters:
            end = start + len(one.text)
            if one.box is not None:
                yield Word(start=start, end=end, box=one.box, confidence=one.confidence)
            start = end


def _doubts(page: OcrPage, number: int) -> Iterator[Issue]:
    for at, line in _starts(page.lines):
        for doubt in line.doubts:
            start, end = _offsets(line, doubt.start, doubt.end)
            facts = {
                "page": str(number),
                "one": doubt.one,
                "other": doubt.other,
                "quote": _around(line.text, start, end),
            }
            yield Issue(
                kind=IssueKind.DIGIT_DOUBT, facts=facts, passage=Passage(start=at + start, end=at + end)
            )


def _offsets(line: OcrLine, first: int, last: int) -> tuple[int, int]:
    """Where some characters of a line begin and end in its text."""
    lengths = [len(one.text) for one in line.characters]
    return sum(lengths[:first]), sum(lengths[:last])


def _around(text: str, start: int, end: int) -> str:
    """The words of a line that a part of it stands in."""
    left = text.rfind(" ", 0, start) + 1
    right = text.find(" ", end)
    return text[left : len(text) if right < 0 else right].strip()


def _hard_words(page: OcrPage, number: int) -> Iterator[Issue]:
    """The words that hold something read with little confidence."""
    for at, line in _starts(page.lines):
        sure = [one.confidence for one in line.characters for _ in one.text]
        text = line.text
        for word in _WORD.finditer(text):
            if min(sure[word.start() : word.end()]) < LOW and any(char.isalnum() for char in word.group()):
                yield Issue(
                    kind=IssueKind.LOW_CONFIDENCE,
                    severity=Severity.WARNING if _DIGIT.search(word.group()) else Severity.INFO,
                    facts={"page": str(number), "quote": word.group()},
                    passage=Passage(start=at + word.start(), end=at + word.end()),
                )


def _unread(page: OcrPage, number: int) -> Issue:
    facts = {"page": str(number)}
    if page.unread is Unread.BLANK:
        return Issue(kind=IssueKind.PAGE_BLANK, severity=Severity.INFO, facts=facts)
    if page.unread is Unread.ENGINE:
        known = {**dict(page.facts), **facts}
        facts |= {
            **dict(page.facts),
            "reason_th": message(page.reason, "th", known),
            "reason_en": message(page.reason, "en", known),
            "failure": page.reason,
        }
        return Issue(kind=IssueKind.PAGE_NOT_READ, severity=Severity.ERROR, facts=facts)
    return Issue(kind=IssueKind.PAGE_NO_TEXT, severity=Severity.WARNING, facts=facts)


def _stamps(page: OcrPage, number: int) -> tuple[Stamp, ...]:
    return tuple(
        Stamp(page=number, text=one.text, box=one.box, confidence=one.confidence) for one in page.stamps
    )
