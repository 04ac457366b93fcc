from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from generator.line_ends import cut_stretches, kept_pattern, kept_stretches
from generator.words import Line

DATA = files("templates") / "kept_words.toml"

#: Words, as the page has them line by line, what was cut.
CUT = [
    ("ให้ลูกหนี้มาพบ", ["ให้ลูก", "หนี้มาพบ"], ["ลูกหนี้"]),
    ("ให้ลูกหนี้มาพบ", ["ให้", "ลูกหนี้มาพบ"], []),
    ("ให้ลูกหนี้มาพบ", ["ให้ลูกหนี้", "มาพบ"], []),
    ("วันที่ ๓๑\u00a0มกราคม\u00a0๒๕๖๗ นี้", ["วันที่ ๓๑ ", "มกราคม ๒๕๖๗ นี้"], ["๓๑\u00a0มกราคม\u00a0๒๕๖๗"]),
    ("ที่อำเภอหว้านใหญ่จัดงาน", ["ที่อำเภอหว้า", "นใหญ่จัดงาน"], ["อำเภอหว้านใหญ่"]),
    ("เป็นจำนวนมาก จึงขอ", ["เป็นจำนวนมา", "ก จึงขอ"], ["มาก"]),
    ("ให้กรรมการ ทราบ", ["ให้กรรม", "การ ทราบ"], ["กรรมการ"]),
    ("ให้ประกอบการ ทราบ", ["ให้ประกอบ", "การ ทราบ"], []),
    ("ให้น้ำเอ่อล้น", ["ให้น้ำเอ่", "อล้น"], ["เอ่อ"]),
    ("ที่จังหวัดบึงกาฬ", ["ที่จังหวัดบึง", "กาฬ"], ["จังหวัดบึงกาฬ"]),
    ("ตามมติ ก.อบต. จังหวัด", ["ตามมติ ก.อ", "บต. จังหวัด"], ["ก.อบต."]),
    ("แจ้งกรมการปกครองทราบ", ["แจ้งกรมการ", "ปกครองทราบ"], ["กรมการปกครอง"]),
    (
        "ส่ง https://example.go.th/a-b ด้วย",
        ["ส่ง https://example.", "go.th/a-b ด้วย"],
        ["https://example.go.th/a-b"],
    ),
    ("ที่ว่า ๐๐๑๘.๑/ว๖๔๒ นี้", ["ที่ว่า ๐๐๑๘.๑/", "ว๖๔๒ นี้"], ["๐๐๑๘.๑/ว๖๔๒"]),
]


@pytest.mark.parametrize(("words", "page", "cut"), CUT)
def test_what_a_line_cuts_is_found(office, words, page, cut):
    lines = [Line("addressee", "ถึง\tอำเภอ"), Line("body", words)]
    stretches = kept_stretches(lines, kept_pattern(office))
    numbers = cut_stretches(lines, stretches, [["ถึงอำเภอ", *page]])
    assert [lines[one.line].words[one.start : one.end] for one in stretches if one.number in numbers] == cut


def test_a_paragraph_goes_on_over_the_page(office):
    lines = [Line("body", "ให้ลูกหนี้มาพบเจ้าหนี้")]
    stretches = kept_stretches(lines, kept_pattern(office))
    numbers = cut_stretches(lines, stretches, [["ให้ลูกหนี้มา"], ["พบเจ้า", "หนี้"]])
    assert [one.start for one in stretches if one.number in numbers] == [14]


def test_no_word_is_kept_twice():
    words = [word for group in tomllib.loads(DATA.read_text(encoding="utf-8")).values() for word in group]
    assert len(words) == len(set(words))
    assert len(words) > 300
