from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.words import placed_words, search_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ผู้ว่าราชการจังหวัด", "ผู้ ว่า ราชการ จังหวัด"),
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
    placed = placed_words(text)
    assert [text[one.start : one.end] for one in placed] == [
        "เเก้ไข", "ปัญหา", "ผู้", "ว่า", "ราช\nการ", "๑,๕๐๐", "ประណอม",
    ]  # fmt: skip
    assert [one.word for one in placed] == search_words(text)


@pytest.mark.parametrize("text", ["ก" * 10_000, "มม" * 5_000, "ตากลม" * 2_000, "้" * 10_000, "เ" * 10_000])
def test_no_text_takes_long(text):
    assert search_words(text)


@pytest.mark.property
@given(st.text(st.sampled_from("กขคณนบรวาำิีึืุูเแโใไ่้๊๋์ํ็ฺ๑๒3, \n\u200bAb๛ฯๆ/.-"), max_size=80))
def test_places_are_in_order_and_inside(text):
    placed = placed_words(text)
    assert all(0 <= one.start < one.end <= len(text) for one in placed)
    assert [one.start for one in placed] == sorted(one.start for one in placed)
    assert [one.word for one in placed] == search_words(text)
