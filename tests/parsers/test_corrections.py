"""Misread words on recognised pages are put right and told; the raw text stays."""

from __future__ import annotations

from circulars.reading import IssueKind, Severity
from circulars.source import Passage, SourceText, TextFrom, page_lines
from parsers import parse
from parsers.clean import repaired
from parsers.corrections import with_corrections


def source_of(text: str, *kinds: TextFrom) -> SourceText:
    raw, lines = page_lines(text.split("\f"))
    return SourceText(name="a", sha256="0", raw=raw, lines=lines, text_from=kinds)


def corrected(source: SourceText, office=()):
    text, issues = with_corrections(source, repaired(source.raw)[0], office)
    return text.text, [(one.kind, one.severity, one.facts["seen"], one.facts["meant"]) for one in issues]


def test_a_certain_word_is_put_right_and_told_once():
    text, issues = corrected(source_of("ขอตำเนินการแล้ว ตำเนินการ", TextFrom.OCR))
    assert text == "ขอดำเนินการแล้ว ดำเนินการ"
    assert issues == [(IssueKind.OCR_CORRECTED, Severity.INFO, "ตำเนินการ", "ดำเนินการ")]


def test_a_word_that_may_be_another_is_only_proposed():
    source = source_of("มาติรา ๕", TextFrom.OCR)
    text, issues = corrected(source)
    assert (text, issues) == (
        "มาติรา ๕",
        [(IssueKind.OCR_SLIP, Severity.WARNING, "มาติรา", "มาตรา")],
    )


def test_what_the_file_itself_says_is_not_touched():
    assert corrected(source_of("ให้ตำเนินการ", TextFrom.TEXT_LAYER)) == ("ให้ตำเนินการ", [])
    text, issues = corrected(source_of("ให้ตำเนินการ\fให้ตำเนินการ", TextFrom.TEXT_LAYER, TextFrom.OCR))
    assert text == "ให้ตำเนินการ\nให้ดำเนินการ"
    assert len(issues) == 1


def test_the_offices_words_are_put_right_on_recognised_pages_and_proposed_on_others():
    office = (("น้ำนอกระบบ", "หนี้นอกระบบ"),)
    assert corrected(source_of("แก้ไขน้ำนอก ระบบ", TextFrom.OCR), office) == (
        "แก้ไขหนี้นอกระบบ",
        [(IssueKind.OCR_CORRECTED, Severity.INFO, "น้ำนอก ระบบ", "หนี้นอกระบบ")],
    )
    assert corrected(source_of("แก้ไขน้ำนอกระบบ", TextFrom.TEXT), office) == (
        "แก้ไขน้ำนอกระบบ",
        [(IssueKind.OCR_SLIP, Severity.WARNING, "น้ำนอกระบบ", "หนี้นอกระบบ")],
    )


def test_the_quotation_is_the_raw_text_and_the_reason_is_said():
    source = source_of("เรื่อง การตำเนินการตามนโยบาย\nเรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด", TextFrom.OCR)
    reading = parse(source)
    assert reading.letter.subject == "การดำเนินการตามนโยบาย"
    (issue,) = [one for one in reading.issues if one.kind is IssueKind.OCR_CORRECTED]
    assert issue.field == "/letter/subject"
    start = source.raw.index("การตำเนิน")
    assert issue.passage == Passage(start=start, end=start + len("การตำเนินการตาม"))
    assert issue.message("en") == (
        "Read as “การตำเนินการตาม”, put right to “การดำเนินการตาม” (a phrase of official letters with the same outline). "
        "The letters as read are kept."
    )
    (quoted,) = source.spans(reading.passages["/letter/subject"][0])
    assert quoted.quote == "การตำเนินการตามนโยบาย"


def test_the_letters_of_a_number_bear_no_marks():
    source = source_of("ที่ ศิธี ๐๕๑๔.๑.๓๑/ว ๖๓๐\nเรียน ผู้ว่าราชการจังหวัด", TextFrom.OCR)
    reading = parse(source)
    assert reading.letter.number is not None
    assert reading.letter.number.key == "ศธ 0514.1.31/ว630"
    told = [
        (one.facts["seen"], one.facts["meant"])
        for one in reading.issues
        if one.kind is IssueKind.OCR_CORRECTED
    ]
    assert told == [("ศิธี", "ศธ")]
