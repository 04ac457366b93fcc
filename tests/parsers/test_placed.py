"""Doubts about the numbers of a page: each by itself where a value depends on it, the rest together."""

from __future__ import annotations

import pytest

from circulars.reading import Issue, IssueKind
from circulars.source import Passage, SourceText, TextFrom, page_lines
from parsers.placed import gathered

TABLE = "\n".join(f"{number} นาย ก {number}000" for number in range(1, 13))


def doubts(raw, field=None, page=1):
    """A doubt for each line of a page."""
    at = 0
    for line in raw.split("\n"):
        facts = {"page": str(page), "one": "1", "other": "?", "quote": line.split()[0]}
        passage = Passage(start=at, end=at + 1)
        yield Issue(kind=IssueKind.DIGIT_DOUBT, field=field, facts=facts, passage=passage)
        at += len(line) + 1


def source(raw):
    text, lines = page_lines([raw])
    return SourceText(name="x.png", sha256="", raw=text, lines=lines, text_from=(TextFrom.OCR,))


def test_a_table_full_of_doubts_is_told_once_with_its_lines():
    issues = [
        Issue(kind=IssueKind.NO_DATE),
        *doubts(TABLE, "/letter/paragraphs/3/text"),
        Issue(kind=IssueKind.NO_NUMBER),
    ]
    found = gathered(issues, source(TABLE))
    assert [one.kind for one in found] == [IssueKind.NO_DATE, IssueKind.DIGIT_DOUBTS, IssueKind.NO_NUMBER]
    assert found[1].message("th") == ("ตัวเลข 12 แห่งในหน้า 1 (บรรทัดที่ 1–12) อ่านได้ไม่ตรงกัน โปรดเทียบกับภาพก่อนนำไปใช้")
    assert found[1].message("en") == (
        "12 numbers on page 1 (lines 1–12) were read in two ways. Compare with the picture before using them."
    )


@pytest.mark.parametrize("field", ["/letter/number", "/letter/phones/0", "/letter/directives/0/deadlines/0"])
def test_doubts_about_values_are_told_each_by_itself(field):
    issues = tuple(doubts(TABLE, field))
    assert gathered(issues, source(TABLE)) == issues


def test_a_few_doubts_are_told_each_by_itself():
    issues = tuple(doubts("\n".join(TABLE.split("\n")[:8])))
    assert gathered(issues, source(TABLE)) == issues


def test_lines_apart_are_named_apart():
    issues = [one for number, one in enumerate(doubts(TABLE)) if number not in {2, 3, 10}]
    assert gathered(issues, source(TABLE))[0].facts["lines"] == "1–2, 5–10, 12"
