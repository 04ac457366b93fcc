"""Subjects and addressees in which a letter was read with little confidence ask a person to look."""

from __future__ import annotations

from dataclasses import replace

import pytest

from circulars.reading import IssueKind, Severity
from circulars.source import TextFrom, Word
from parsers import parse
from parsers.input_file import InputFile, Limits
from parsers.text_reader import text_source

LETTER = """ที่ มท ๐๘๐๙.๒/ว ๒๘
กรมส่งเสริมการปกครองท้องถิ่น
ถนนนครราชสีมา กทม. ๑๐๓๐๐
๓ มีนาคม ๒๕๕๑
เรื่อง แก้ไขซักซ้อมแนวทางปฏิบัติในการเดื่อนระดับ
เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด
ด้วยกรมได้กำหนดแนวทาง จึงเรียนมาเพื่อโปรดทราบ
ขอแสดงความนับถือ
(นายตัวอย่าง ทดสอบ)
"""


def _recognised(faint: str, sure: float):
    """The letter as if read from a picture, one run of letters of it with little confidence."""
    file = InputFile(name="scan.txt", data=LETTER.encode(), limits=Limits())
    source = text_source(file, LETTER, TextFrom.OCR)
    start = source.raw.index(faint)
    words = tuple(
        Word(
            start=at,
            end=at + 1,
            box=(10.0, 10.0, 20.0, 20.0),
            confidence=sure if start <= at < start + len(faint) else 0.95,
        )
        for at, letter in enumerate(source.raw)
        if not letter.isspace()
    )
    return replace(source, words=words)


def _about(reading, field: str):
    return [
        one
        for one in reading.issues
        if one.kind is IssueKind.LOW_CONFIDENCE and one.field == f"/letter/{field}"
    ]


@pytest.mark.parametrize(
    ("faint", "field", "quote"),
    [
        ("ดื่", "subject", "การเดื่อนระ"),
        ("เดื่", "subject", "นการเดื่อนระ"),
        ("ู", "addressee", "ผู้ว่า"),
    ],
)
def test_the_word_is_named(faint, field, quote):
    found = _about(parse(_recognised(faint, 0.8)), field)
    assert [one.facts["quote"] for one in found] == [quote]
    assert found[0].severity is Severity.WARNING
    assert found[0].passage is not None


def test_what_was_read_surely_asks_for_nobody():
    reading = parse(_recognised("เดื่", 0.93))
    assert not _about(reading, "subject")
    assert not _about(reading, "addressee")


def test_letters_elsewhere_are_not_told_of_the_heading():
    assert not _about(parse(_recognised("กำหนดแนว", 0.8)), "subject")
