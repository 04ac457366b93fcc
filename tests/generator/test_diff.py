"""The circular and its relay side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from makers.relays import relay_case, relay_names, sample_case

from circulars.circular import Paragraph, Part
from circulars.letter import HEADING
from circulars.relay_rules import rule_reason
from generator.diff import HAND, Piece, side_by_side

CASES = [*(relay_case(name) for name in relay_names()), sample_case()]


def text(pieces) -> str:
    return "".join(one.text for one in pieces)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_both_sides_are_whole_and_what_bears_no_rule_is_the_same(case) -> None:
    draft = case.draft()
    rows = [row for row in side_by_side(case.source, draft) if row.place != HEADING]
    assert [text(row.source) for row in rows if row.source] == [one.text for one in case.source.paragraphs]
    assert [text(row.draft).strip() for row in rows if text(row.draft).strip()] == [
        one.text for one in draft.letter.body
    ]
    for row in rows:
        same = [text(one for one in side if one.rule is None) for side in (row.source, row.draft)]
        assert same[0] == same[1]
        assert all(rule_reason(one.rule) for one in (*row.source, *row.draft) if one.rule)
        assert HAND not in {one.rule for one in (*row.source, *row.draft)}


def test_a_changed_word_bears_its_rule_on_both_sides() -> None:
    case = sample_case()
    item = side_by_side(case.source, case.draft())[2]
    assert item.source[:4] == (
        Piece("๑. "),
        Piece("แจ้งให้", "pass-on"),
        Piece("อำเภอ"),
        Piece("พิจารณา", "pass-on-soften"),
    )
    assert item.draft[:2] == (Piece("๑. "), Piece("ให้", "pass-on"))


def test_a_paragraph_that_is_left_out_stands_alone() -> None:
    case = relay_case("08-province-item")
    left = side_by_side(case.source, case.draft())[2]
    assert left.source == (Piece(case.source.paragraphs[2].text, "province-only"),)
    assert left.draft == ()


def test_a_reference_line_comes_first() -> None:
    case = relay_case("02-drought")
    first = side_by_side(case.source, case.draft())[0]
    assert first.place == HEADING
    assert first.draft == (
        Piece("จังหวัดอุบลราชธานี ด่วนที่สุด ที่ อบ ๐๐๑๘.๒/ว ๗๗๔๑ ลงวันที่ ๑๘ พฤศจิกายน ๒๕๖๗", "own-reference"),
    )


def test_what_the_drafter_changed_by_hand_is_told_from_the_rules() -> None:
    case = sample_case()
    draft = case.draft()
    body = list(draft.letter.body)
    body[2] = replace(body[2], text=body[2].text.replace("และเจ้าหนี้ที่มี", "ที่มี", 1))
    body.append(Paragraph(part=Part.CLOSING, text="จึงแจ้งมาเพื่อทราบ"))
    rows = side_by_side(case.source, replace(draft, letter=replace(draft.letter, body=tuple(body))))
    assert Piece("และเจ้าหนี้", HAND) in rows[2].source
    assert HAND not in {one.rule for one in rows[2].draft}
    assert text(rows[2].draft) == body[2].text
    added = [row for row in rows if row.place is None]
    assert [text(row.draft) for row in added] == ["จึงแจ้งมาเพื่อทราบ"]


def test_words_put_in_by_hand_stand_on_the_side_of_the_draft() -> None:
    case = sample_case()
    draft = case.draft()
    body = list(draft.letter.body)
    body[0] = replace(body[0], text=f"{body[0].text} โดยด่วน")
    row = side_by_side(case.source, replace(draft, letter=replace(draft.letter, body=tuple(body))))[0]
    assert row.draft[-1] == Piece("โดยด่วน", HAND)
