"""Paragraphs, their parts and their numbers."""

from __future__ import annotations

import pytest

from circulars.circular import Part
from circulars.text import MappedText
from parsers.body import body, missing_items


def read(text: str):
    return body([MappedText.of(line) for line in text.split("\n")])


def items(text: str) -> list[str | None]:
    return [one.item for one in read(text)]


#: Lists as letters number them, one line a paragraph, with the full number of each.
NUMBERINGS = [
    ("๑. ก\n๒. ข\n๓. ค", ["1", "2", "3"]),
    ("1. ก\n1.1 ข\n1.2 ค\n2. ง", ["1", "1.1", "1.2", "2"]),
    ("๑. ก\n๑.๑ ข\n๑.๑.๑ ค\n๑.๑.๒ ง\n๑.๒ จ", ["1", "1.1", "1.1.1", "1.1.2", "1.2"]),
    ("๑. ก\n(๑) ข\n(๒) ค\n๒. ง\n(๑) จ", ["1", "1.1", "1.2", "2", "2.1"]),
    ("๑. ก\n๑.๑ ข\n(๑) ค\n(๒) ง\n๑.๒ จ\n(๑) ฉ", ["1", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.1"]),
    ("๑) ก\n๒) ข", ["1", "2"]),
    ("ข้อ ๑ ก\nข้อ ๒ ข\n(๑) ค", ["1", "2", "2.1"]),
    ("ประการที่ ๑ ก\nก. ข\nข. ค\nประการที่ ๒ ง", ["1", "1.1", "1.2", "2"]),
    ("๑. ก\n(ก) ข\n(ข) ค", ["1", "1.1", "1.2"]),
    ("๑. ก\n- ข\n- ค\n๒. ง", ["1", "1", "1", "2"]),
    ("- ก\n• ข", [None, None]),
    ("ประการแรก ก\nประการที่สอง ข", ["1", "2"]),
    ("๑. ก\n๒. ข\n๔. ค", ["1", "2", "4"]),
    ("๙. ก\n๑๐. ข\n๑๑. ค", ["9", "10", "11"]),
    ("(๑) ก\n(๒) ข", ["1", "2"]),
    ("(๑) ก\n(๑.๑) ข\n(๑.๒) ค\n(๒) ง", ["1", "1.1", "1.2", "2"]),
    ("๑. ก\nก) ข\nข) ค", ["1", "1.1", "1.2"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), NUMBERINGS, ids=[one[0].replace("\n", " ") for one in NUMBERINGS]
)
def test_items_get_their_full_number(text: str, expected: list[str]) -> None:
    assert items(text) == expected


#: Rows that begin like an item and are none.
TRAPS = [
    "๑๕.๐๐ นาฬิกา ของทุกวันทำการ",
    "๐๙.๓๐ น. ณ ห้องประชุม",
    "๐๐๑๘.๑/ว ๖๔๒ ลงวันที่ ๓ มกราคม ๒๕๖๗",
    "๓๑ มกราคม ๒๕๖๗ หากพ้นกำหนด",
    "๒.๕ ไมครอน",
    "๑.๕ ล้านบาท",
    "พ.ศ. ๒๕๖๗ เป็นต้นไป",
    "ก.บ.อ. มีมติ",
    "ข. ๑๒/๒๕๖๗",
    "๒๕๖๗ กรมการปกครอง",
    "(ฉบับที่ ๒) พ.ศ. ๒๕๖๗",
    "(๓๐ วัน) นับแต่วันที่ได้รับหนังสือ",
    "ข้อ ๕/๑ แห่งระเบียบ",
]


@pytest.mark.parametrize("text", TRAPS)
def test_a_time_a_code_or_an_abbreviation_is_no_item(text: str) -> None:
    assert items(text) == [None]


#: Items written on in one paragraph.
INLINE = [
    ("จึงขอให้ดำเนินการ ดังนี้ ๑. จัดทำแผน ๒. รายงานผล", [None, "1", "2"]),
    ("ดังนี้ ๑.จัดทำแผน ๒.รายงานผล", [None, "1", "2"]),
    ("ดังนี้ (๑) จัดทำแผน (๒) รายงานผล", [None, "1", "2"]),
    ("๑. จัดทำแผน ๒. รายงานผล ๓. ติดตาม", ["1", "2", "3"]),
    ("ตามข้อ ๑. ของระเบียบ", [None]),
    ("เวลา ๑๕.๐๐ น. ถึง ๑๖.๐๐ น.", [None]),
    ("ตามสิ่งที่ส่งมาด้วย (๑) และ (๒)", [None]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), INLINE, ids=[one[0] for one in INLINE])
def test_items_written_on_in_one_line_are_set_apart(text: str, expected: list[str]) -> None:
    assert items(text) == expected


PARTS = [
    ("ตามที่ จังหวัดมีหนังสือ นั้น", Part.RECITAL),
    ("ด้วยกรมการปกครอง", Part.RECITAL),
    ("พร้อมนี้ จังหวัดขอส่งสำเนา", Part.RECITAL),
    ("ในการนี้ จึงขอให้อำเภอ", Part.PURPOSE),
    ("ทั้งนี้ ให้รายงาน", Part.PURPOSE),
    ("ให้อำเภอรายงาน", Part.PURPOSE),
    ("จึงเรียนมาเพื่อโปรดทราบ", Part.CLOSING),
    ("จึงแจ้งมาเพื่อดำเนินการ", Part.CLOSING),
]  # fmt: skip


@pytest.mark.parametrize(("text", "part"), PARTS)
def test_first_words_tell_the_part(text: str, part: Part) -> None:
    assert read(text)[0].part is part


def test_what_opens_no_part_goes_on_with_the_one_before() -> None:
    parts = [one.part for one in read("ด้วยกรมการปกครอง\nกรมพิจารณาแล้ว\nดังนั้น ขอให้อำเภอ\nอำเภอใดไม่มีให้รายงานด้วย")]
    assert parts == [Part.RECITAL, Part.RECITAL, Part.PURPOSE, Part.PURPOSE]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("๑. ก\n๒. ข\n๔. ค", ("3",)),
        ("๑. ก\n๑.๑ ข\n๑.๓ ค", ("1.2",)),
        ("๑. ก\n๒. ข", ()),
        ("๒. ก\n๓. ข", ("1",)),
        ("๑. ก\nก. ข\nค. ค", ("1.2",)),
    ],
)
def test_numbers_left_out_are_named(text: str, missing: tuple[str, ...]) -> None:
    assert missing_items(read(text)) == missing
