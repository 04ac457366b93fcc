"""Enclosures behind the letter, in the same file."""

from __future__ import annotations

import pytest
from makers.letters import own_letter, source_of

from parsers import parse

LETTER = own_letter("02-dla-chain").rstrip()
QUOTAS = "สิ่งที่ส่งมาด้วย ๑\nบัญชีเป้าหมายรายอำเภอ\nอำเภอเมือง     ๑๒ ราย\n"
FORM = "แบบรายงานผลการดำเนินงานศูนย์พัฒนาเด็กเล็ก\nอำเภอ ..........\nให้อำเภอรายงานภายในวันที่ ๑ มกราคม ๒๕๖๙\n"
COPY = "ที่ มท ๐๘๐๘.๒/ว ๙๙                    กรมส่งเสริมการปกครองท้องถิ่น\n\nเรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด\n"
FOUND = {
    "none": (LETTER, []),
    "one with its mark": (f"{LETTER}\f{QUOTAS}", [("บัญชีเป้าหมายรายอำเภอ", 1, 2, 2)]),
    "two, the second by its title": (
        f"{LETTER}\f{QUOTAS}\fอำเภอดอนตาล     ๕ ราย\n\f{FORM}",
        [("บัญชีเป้าหมายรายอำเภอ", 1, 2, 3), ("แบบรายงานผลการดำเนินงานศูนย์พัฒนาเด็กเล็ก", None, 4, 4)],
    ),
    "a copy of another letter": (f"{LETTER}\f{COPY}", [(COPY.split("\n", maxsplit=1)[0].strip(), None, 2, 2)]),
    "without a mark": (f"{LETTER}\fขั้นตอนการดำเนินงานของอำเภอ\nลงทะเบียน\n", [("ขั้นตอนการดำเนินงานของอำเภอ", None, 2, 2)]),
    "on the letter's own page": (f"{LETTER}\n\n{QUOTAS}", [("บัญชีเป้าหมายรายอำเภอ", 1, 1, 1)]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), FOUND.values(), ids=FOUND.keys())
def test_enclosures_are_split_off(text, found):
    reading = parse(source_of(text))
    parts = [(one.title, one.number, one.first_page, one.last_page) for one in reading.attached]
    assert [("".join(title.split()), *more) for title, *more in parts] == [
        ("".join(title.split()), *more) for title, *more in found
    ]
    assert reading.letter.directives == parse(source_of(LETTER)).letter.directives
