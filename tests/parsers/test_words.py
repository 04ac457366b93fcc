from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.words import TextWords, line_parts, search_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ผู้ว่าราชการจังหวัด", "ผู้ ว่า ราช การ จังหวัด"),
        ("หนี้นอกระบบ", "หนี้ นอก ระบบ"),
        ("ศูนย์ไกล่เกลี่ย", "ศูนย์ ไกล่ เกลี่ย"),
        ("มท0307.2/ว๒๕๕๑", "มท 0307 2 ว 2551"),
        ("จำนวน ๑,๕๐๐ บาท", "จำนวน 1500 บาท"),
        ("QR Code ท้ายหนังสือ", "qr code ท้าย หนังสือ"),
        ("", ""),
        ('"*)', ""),
    ],
)
def test_the_words_of_a_text(text, words):
    assert search_words(text) == words.split()


def test_every_word_knows_its_place():
    text = "เเก้ไข\nปัญหาผู้ว่าราช\nการ ๑,๕๐๐ ประណอม"
    placed = TextWords(text).within(0, len(text))
    assert [text[one.start : one.end] for one in placed] == [
        "เเก้", "ไข", "ปัญหา", "ผู้", "ว่า", "ราช", "การ", "๑,๕๐๐", "ประណอม",
    ]  # fmt: skip
    assert [one.word for one in placed] == search_words(text)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("น้ำยุง", "จัดทำแผนลูกน้ำยุงลาย"),
        ("ใหญ่", "การเลือกกำนันและผู้ใหญ่บ้าน"),
        ("จ่ายประจำ", "งบประมาณรายจ่ายประจำปี"),
        ("การแก้ไขปัญหา", "แนวทางการแก้ไขปัญหาหนี้"),
        ("ราชการจังหวัด", "เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด"),
        ("เสพติด", "ปัญหายาเสพติดในหมู่บ้าน"),
        ("จัดจ้าง", "การจัดซื้อจัดจ้างพัสดุ"),
        ("บัญชีกลาง", "กรมบัญชีกลางแจ้งว่า"),
        ("ประจำตัวประชาชน", "ทำบัตรประจำตัวประชาชนเคลื่อนที่"),
        ("ที่", "โฉนดที่ดิน"),
    ],
)
def test_every_part_of_a_compound_is_a_run_of_its_words(part, whole):
    words, within = search_words(part), search_words(whole)
    assert any(within[at : at + len(words)] == words for at in range(len(within)))


@pytest.mark.parametrize("word", ["จังหวัด", "กำนัน", "อำเภอ", "ประชาชน"])
def test_words_without_meaningful_parts_stay_whole(word):
    assert search_words(word) == [word]


@pytest.mark.parametrize("text", ["ก" * 10_000, "มม" * 5_000, "ตากลม" * 2_000, "้" * 10_000, "เ" * 10_000])
def test_no_text_takes_long(text):
    assert search_words(text)


@pytest.mark.property
@given(st.text(st.sampled_from("กขคณนบรวาำิีึืุูเแโใไ่้๊๋์ํ็ฺ๑๒3, \n\u200bAb๛ฯๆ/.-"), max_size=80))
def test_places_are_in_order_and_inside(text):
    placed = TextWords(text).within(0, len(text))
    assert all(0 <= one.start < one.end <= len(text) for one in placed)
    assert [one.start for one in placed] == sorted(one.start for one in placed)
    assert [one.word for one in placed] == search_words(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ให้อำเภอดำเนินการ ดังนี้", ["ให้", "อำเภอ", "ดำเนิน", "การ", " ", "ดังนี้"]),
        ("หัวข้อ “การรายงาน” ภายในเวลา ๑๕.๐๐ นาฬิกา", ["หัวข้อ", " ", "“การ", "รายงาน”", " ", "ภายใน", "เวลา", " ", "๑๕.๐๐", " ", "นาฬิกา"]),
        ("แบบต่าง ๆ ฯลฯ", ["แบบ", "ต่าง", " ", "ๆ", " ", "ฯลฯ"]),
        ("ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑ (ฉบับนี้)", ["ที่", " ", "มท", " ", "๐๓๐๗.๒/", "ว", " ", "๒๕๕๑", " ", "(ฉบับ", "นี้)"]),
    ],
)  # fmt: skip
def test_a_line_may_end_between_words(text, parts):
    assert line_parts(text) == parts


@pytest.mark.property
@given(st.text(st.sampled_from("กขคณนบรวาำิีึืุูเแโใไ่้๊๋์ํ็ฺ๑๒3, \n\u200bAb๛ฯๆ/.-“”()"), max_size=80))
def test_parts_of_lines_lose_nothing(text):
    assert "".join(line_parts(text)) == text
