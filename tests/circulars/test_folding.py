from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from circulars.folding import bones, compact, fold, folded, placed_bones
from circulars.lexicon import table

SAME = [
    ("๒๕๕๑", "2551"),
    ("ประណอม", "ประนอม"),  # the third letter is Khmer
    ("นํ้าท่วม", "น้ำท่วม"),
    ("เเก้ไข", "แก้ไข"),
    ("ผู้้ว่า", "ผู้ว่า"),
    ("ท่ี", "ที่"),
    ("ผู้ว่าราช\nการจังหวัด", "ผู้ว่าราชการจังหวัด"),
    ("ภาย\u200bใน", "ภายใน"),
    ("QR Code", "qr code"),
    ("เกษียนหนังสือ", "เกษียณหนังสือ"),
    ("กฏหมาย", "กฎหมาย"),
    ("ขออนุญาติ", "ขออนุญาต"),
    ("สังเกตุการณ์", "สังเกตการณ์"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_counts_as_the_same(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("มท 0307.2/ว2551", "มท 0307.2/ว2552"), ("หนี้", "หนู"), ("ข้าว", "ข่าว"), ("ที่ 1", "ที่ 11")],
)
def test_what_does_not(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("paper", "meant"),
    [
        ("ใกล่เกลีย", "ไกล่เกลี่ย"),
        ("ผู ว่าราชการ จังหวัด", "ผู้ว่าราชการจังหวัด"),
        ("ประณอมข้อพพิาท", "ประนอมข้อพพิาท"),
        ("เสพติต", "เสพติด"),
        ("๒๕๖๓", "2567"),
    ],
)
def test_bones_outlive_damage(paper, meant):
    assert bones(paper) == bones(meant)


@pytest.mark.parametrize("text", ["มท ๐๓๐๗.๒ / ว ๒๕๕๑", "มท0307.2/ว2551", "มท 0307.2/ว 2551"])
def test_a_number_has_one_compact_form(text):
    assert compact(text) == "มท0307.2/ว2551"


THAI = st.text(st.sampled_from("กขคณนบรวาำิีึืุูเแโใไ่้๊๋์ํ็ฺ๑๒3 \n\u200bAbเเกษียน"), max_size=60)


@pytest.mark.property
@given(THAI)
def test_the_way_back_leads_through_the_same_text(text):
    mapped = folded(text)
    assert mapped.text == fold(text)
    assert len(mapped.starts) == len(mapped.ends) == len(mapped.text)
    assert all(0 <= start <= end <= len(text) for start, end in zip(mapped.starts, mapped.ends, strict=True))
    skeleton, places = placed_bones(folded(text))
    assert skeleton == bones(text)
    assert places == sorted(places)


@pytest.mark.property
@example("์ำ่")
@given(THAI)
def test_folding_twice_changes_nothing_more(text):
    once = fold(text)
    assert fold(once) == once


def test_a_spelling_leads_to_a_right_one_and_no_further():
    spelling = table("search")["spelling"]
    assert [wrong for wrong, right in spelling.items() if wrong == right or fold(right) != right] == []


def test_no_letter_is_confused_in_two_groups():
    letters = "".join(entry["letters"] for entry in table("search")["confused"])
    assert sorted(letters) == sorted(set(letters))
