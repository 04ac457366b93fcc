"""Whole letters give the readings that stand beside them.

``tests/letters/<name>.txt`` is the letter, ``<name>.expected.json`` what it must give: every field
named there, compared exactly. Of the two real letters ``issues_at_least`` lists kinds that must be
raised; of the letters in ``own`` ``issues`` lists all of them.
"""

from __future__ import annotations

import json

import pytest
from makers.letters import LETTERS, OWN, differences, kinds, own_expected, own_letter, source_of

from circulars.reading import Reading
from circulars.reading_json import letter_to_json, reading_to_json
from circulars.suggestions import suggested
from parsers import parse

SEEDS = ["dopa-circular-w2551", "mukdahan-relay-w642"]


def seed(name: str) -> str:
    return (LETTERS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", OWN)
def test_a_letter_written_for_the_tests_gives_its_expected_reading(name: str) -> None:
    expected = own_expected(name)
    reading = parse(source_of(own_letter(name)))
    assert differences(expected["letter"], letter_to_json(reading.letter)) == []
    assert kinds(reading) == expected["issues"]
    assert every_value_is_quoted(reading) == []


@pytest.mark.parametrize("name", OWN)
def test_every_quotation_is_the_raw_text(name: str) -> None:
    source = source_of(own_letter(name))
    reading = parse(source)
    lines = {(line.page, line.number): source.raw[line.start : line.end] for line in source.lines}
    spans = [one for spans in reading_to_json(reading)["spans"].values() for one in spans]
    assert [
        one for one in spans if lines[one["page"], one["line"]][one["start"] : one["end"]] != one["quote"]
    ] == []


def every_value_is_quoted(reading: Reading) -> list[str]:
    """Pointers of values found without a quotation."""
    data = reading_to_json(reading)
    letter, spans = data["letter"], data["spans"]
    lists = ("phones", "drafting_unit", "references", "enclosures", "directives", "copies_to")
    wanted = [
        f"/letter/{name}" for name in ("number", "dated", "addressee", "subject", "email") if letter[name]
    ]
    wanted += [f"/letter/{name}/{at}" for name in lists for at in range(len(letter[name]))]
    wanted += [
        f"/letter/directives/{at}/deadlines/{place}"
        for at, directive in enumerate(letter["directives"])
        for place in range(len(directive["deadlines"]))
    ]
    return [pointer for pointer in wanted if not spans.get(pointer)]


@pytest.mark.parametrize("name", SEEDS)
def test_the_corrected_letter_gives_its_expected_reading(name: str) -> None:
    expected = json.loads((LETTERS / f"{name}.expected.json").read_text(encoding="utf-8"))
    reading = parse(source_of(seed(f"{name}.corrected.txt")))
    assert differences(expected["letter"], letter_to_json(reading.letter)) == []
    assert set(expected["issues_at_least"]) <= {issue.kind.value for issue in reading.issues}
    assert every_value_is_quoted(reading) == []


@pytest.mark.parametrize("name", SEEDS)
def test_the_raw_letter_gives_its_expected_reading_once_its_suggestions_are_accepted(name: str) -> None:
    expected = json.loads((LETTERS / f"{name}.expected.json").read_text(encoding="utf-8"))
    reading = parse(source_of(seed(f"{name}.ocr.txt")))
    mended = letter_to_json(suggested(reading.letter, reading.issues))
    found = differences(expected["letter"], mended)
    # The raw relay writes "ภายใน เวลา": a quotation stays as the paper has it.
    assert [
        one
        for one in found
        if not (one[0].endswith("/quote") and one[1] == one[2].replace("ภายใน เวลา", "ภายในเวลา"))
    ] == []
    kinds = {issue.kind.value for issue in reading.issues}
    assert set(expected["issues_at_least"]) | {"ocr-slip", "foreign-letter"} <= kinds
    assert every_value_is_quoted(reading) == []


def test_accepting_every_slip_leaves_it_in_no_value() -> None:
    words = "ด้วย ขอให้อำเภอรายงานในระบบและรายงานของกรมการปกครอง ภายในวันที่ ๕ มกราคม ๒๕๖๘"
    reading = parse(source_of(f"ที่ มห ๐๐๑๘/ว ๑\n\nถึง อำเภอ ทุกอำเภอ\n\n{words}\n\nโทร. ๐ ๔๒๖๑ ๑๘๑๗\n"))
    mended = suggested(reading.letter, reading.issues)
    assert "ในระบบรายงานของกรมการปกครอง" in mended.directives[0].text
    assert [one.text for one in mended.directives[0].channels] == ["ในระบบรายงานของกรมการปกครอง"]


def test_a_number_with_marks_in_its_letters_is_proposed_without_them() -> None:
    text = "ที่ ศิธี ๐๕๑๔.๑/ว ๖๓๐          มหาวิทยาลัยขอนแก่น\n๑๖ ตุลาคม ๒๕๕๓\nเรื่อง ก\nเรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด\n"
    reading = parse(source_of(text))
    assert (reading.letter.number, reading.letter.issuer) == (None, "มหาวิทยาลัยขอนแก่น")
    assert [one.suggestion for one in reading.issues if one.kind.value == "no-number"] == ["ศธ ๐๕๑๔.๑/ว ๖๓๐"]
    mended = suggested(reading.letter, reading.issues).number
    assert mended is not None
    assert mended.key == "ศธ 0514.1/ว630"


def test_a_foreign_letter_names_the_value_that_it_stood_in() -> None:
    reading = parse(source_of("ที่ มท ๐๓๐๗/ว ๑\n\nถึง จังหวัด ทุกจังหวัด\n\nขอให้จังหวัดรายงานผลการประណอมข้อพิพาท\n"))
    found = [one for one in reading.issues if one.kind.value == "foreign-letter"]
    assert [(one.field, one.facts["meant"]) for one in found] == [("/letter/directives/0/text", "รประนอมข้")]


def test_the_raw_relay_doubts_its_number_and_proposes_the_letters_of_its_province() -> None:
    reading = parse(source_of(seed("mukdahan-relay-w642.ocr.txt")))
    proposals = {
        issue.field: issue.suggestion
        for issue in reading.issues
        if issue.kind.value == "number-prefix-unlikely"
    }
    assert proposals == {
        "/letter/number": "มห ๐๐๑๘.๑/ว ๖๔๒",
        "/letter/references/0/number": "มห 0018.1/ว750",
    }


@pytest.mark.parametrize("name", SEEDS)
def test_a_reading_survives_its_json(name: str) -> None:
    from circulars.reading_json import letter_from_json

    letter = parse(source_of(seed(f"{name}.corrected.txt"))).letter
    assert letter_from_json(json.loads(json.dumps(letter_to_json(letter)))).directives == letter.directives
