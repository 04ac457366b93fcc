"""Phrases of official letters known again by their outline; and what must be left alone."""

from __future__ import annotations

from importlib.resources import files

import pytest
from conftest import LETTERS

from parsers.official_words import LEAST, by_outline, misread, outline


def mended(text: str) -> str:
    for one in sorted(misread(text), key=lambda slip: -slip.start):
        text = text[: one.start] + one.meant + text[one.end :]
    return text


MISREAD = [
    ("ให้ตำเนินการต่อไป", "ให้ดำเนินการต่อไป"),
    ("มติคณะรัฐมนดรีเมื่อ", "มติคณะรัฐมนตรีเมื่อ"),
    ("มีผลใข้บังคับ", "มีผลใช้บังคับ"),
    ("องค์การบริหารส่วนดำบลในพื้นที่", "องค์การบริหารส่วนตำบลในพื้นที่"),
    ("หลักเกณฑ์และเงื่ อนไข", "หลักเกณฑ์และเงื่อนไข"),
    ("ขอแสดงความนับถึอ", "ขอแสดงความนับถือ"),
    ("ให้ความเห็นซอบแล้ว", "ให้ความเห็นชอบแล้ว"),
    ("มิถุนายน ถึง พฤศจิกายน", "มิถุนายน ถึง พฤศจิกายน"),
    ("อำเกอเมืองมุกดาหาร", "อำเภอเมืองมุกดาหาร"),
    ("สิ่งที่ส่งมาดวย", "สิ่งที่ส่งมาด้วย"),
]


@pytest.mark.parametrize(("seen", "meant"), MISREAD)
def test_a_misread_phrase_is_known_by_its_outline(seen, meant):
    assert mended(seen) == meant


LEFT = [
    "เกี่ยวกับภารกิจของกรม",  # ภาร is no misread การ
    "บันทึกรายการในทะเบียน",  # ทึกราย inside a longer word
    "แล้ว ให้ดำเนินการ โดย อนุโลม",  # a blank between words is the writer's
    "แม่น้ำและน้าของเขา",
    "ภายใน\nวันที่",
    "จังหวัดใกล้เคียง",
    "ของทางราชการ",  # no misread ช่องทาง
    "คือ เนื่องจาก",  # no misread ต่อเนื่อง
    "มีสิทธิ์ได้รับ",
    "",
    "ก" * 50,
]


@pytest.mark.parametrize("text", LEFT)
def test_what_is_well_written_is_left_alone(text):
    assert mended(text) == text


@pytest.mark.parametrize("path", sorted(LETTERS.glob("own/*.txt")), ids=lambda path: path.stem)
def test_letters_as_they_were_written_hold_no_misread_phrase(path):
    found = [(one.seen, one.meant) for one in misread(path.read_text(encoding="utf-8")) if one.is_certain]
    assert found == []


def test_putting_right_twice_changes_nothing_more():
    for seen, _ in MISREAD:
        assert mended(mended(seen)) == mended(seen)


def test_the_phrases_are_long_enough_and_each_has_its_own_outline():
    text = (files("circulars.lexicon") / "official_words.txt").read_text(encoding="utf-8")
    phrases = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(phrases) > 4000
    assert all(len(outline(phrase)) >= LEAST for phrase in phrases)
    bare = {phrase.replace("|", "") for phrase in phrases}
    assert len({outline(phrase) for phrase in bare}) == len(bare)


def test_own_phrases_may_be_given():
    known = by_outline(iter(["ไกล่เกลี่ย|ประนอม"]))
    assert [(one.seen, one.meant) for one in misread("การไกลเกลี่ยประนอม", known)] == [
        ("ไกลเกลี่ยประนอม", "ไกล่เกลี่ยประนอม")
    ]
