"""The foot of a letter: who signs, who sends, whom to call."""

from __future__ import annotations

import datetime as dt

import pytest
from makers.letters import source_of

from parsers.clean import repaired
from parsers.footing import read_footing
from parsers.layout import layout
from parsers.zones import zones

HEAD = "ที่ มห ๐๐๑๘.๑/ว ๖๔๒\nถึง ที่ทำการปกครองอำเภอ ทุกอำเภอ\n\nด้วยจังหวัดขอส่งสำเนาหนังสือมาเพื่อทราบ\n\n"
SIGNED = "ที่ มห ๐๐๑๘.๑/ว ๖๔๒\nเรียน นายอำเภอ ทุกอำเภอ\n\nด้วยจังหวัดขอส่งสำเนาหนังสือมาเพื่อทราบ\n\n"


def footing(text: str, head: str = HEAD):
    source = source_of(head + text)
    cleaned, _ = repaired(source.raw)
    return read_footing(zones(layout(source, cleaned)))


def test_a_stamped_letter_has_its_sender_above_its_date_and_its_unit_below() -> None:
    found = footing("จังหวัดมุกดาหาร\n๒๔ มกราคม ๒๕๖๗\n\nที่ทำการปกครองจังหวัด\nกลุ่มงานปกครอง\nโทร. ๐-๔๒๖๑-๑๘๑๗")
    assert found.sender is not None
    assert found.dated is not None
    assert (found.sender.value, found.dated.value) == ("จังหวัดมุกดาหาร", dt.date(2024, 1, 24))
    assert [one.value for one in found.unit] == ["ที่ทำการปกครองจังหวัด", "กลุ่มงานปกครอง"]
    assert found.signatory is None


def test_a_date_row_may_say_wan_thi() -> None:
    found = footing("กรมการปกครอง\nวันที่ ๒๔ ม.ค. ๒๕๖๗\nสำนักบริหารการทะเบียน\nโทร. ๐ ๒๗๙๑ ๗๓๐๐")
    assert found.dated is not None
    assert found.dated.value == dt.date(2024, 1, 24)


#: What stands below the name in brackets, and the position read.
POSITIONS = [
    ("ผู้ว่าราชการจังหวัดตาก", "ผู้ว่าราชการจังหวัดตาก"),
    ("ปลัดจังหวัด ปฏิบัติราชการแทน\nผู้ว่าราชการจังหวัดตาก", "ปลัดจังหวัด ปฏิบัติราชการแทน ผู้ว่าราชการจังหวัดตาก"),
    ("รองผู้ว่าราชการจังหวัด รักษาราชการแทน\nผู้ว่าราชการจังหวัดตาก", "รองผู้ว่าราชการจังหวัด รักษาราชการแทน ผู้ว่าราชการจังหวัดตาก"),
    ("รองอธิบดี\nปฏิบัติราชการแทนอธิบดีกรมการปกครอง", "รองอธิบดี ปฏิบัติราชการแทนอธิบดีกรมการปกครอง"),
    ("ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา\nประถมศึกษาลพบุรี เขต ๒", "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา ประถมศึกษาลพบุรี เขต ๒"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "position"), POSITIONS)
def test_a_signatory_has_a_position_even_an_acting_one(rows: str, position: str) -> None:
    found = footing(f"ขอแสดงความนับถือ\n\n(นายสมชาย ใจดี)\n{rows}\n\nสำนักงานจังหวัด\nโทร. ๐ ๕๕๕๑ ๑๐๐๖", SIGNED)
    assert found.signatory is not None
    assert (found.signatory.value.name, found.signatory.value.position) == ("นายสมชาย ใจดี", position)
    assert [one.value for one in found.unit] == ["สำนักงานจังหวัด"]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("(นางสาวสมหญิง  ใจดี)", "นางสาวสมหญิง ใจดี"),
        ("( ว่าที่ร้อยตรี สมชาย ใจดี )", "ว่าที่ร้อยตรี สมชาย ใจดี"),
        ("(ผู้ช่วยศาสตราจารย์ ดร.สมชาย ใจดี)", "ผู้ช่วยศาสตราจารย์ ดร.สมชาย ใจดี"),
        ("(พันตำรวจเอก สมชาย ใจดี)", "พันตำรวจเอก สมชาย ใจดี"),
        ("(หม่อมหลวงสมชาย ใจดี)", "หม่อมหลวงสมชาย ใจดี"),
    ],
)
def test_names_are_known_by_their_titles(name: str, known: str) -> None:
    found = footing(f"ขอแสดงความนับถือ\n\n{name}\nผู้ว่าราชการจังหวัดตาก", SIGNED)
    assert found.signatory is not None
    assert found.signatory.value.name == known


PHONES = [
    ("โทร. ๐ ๒๓๕๖ ๕๖๖๐", ["๐ ๒๓๕๖ ๕๖๖๐"]),
    ("โทร./โทรสาร ๐-๔๒๖๑-๑๘๑๗", ["๐-๔๒๖๑-๑๘๑๗"]),
    ("โทร. 0-2241-9000 ต่อ 5316", ["0-2241-9000 ต่อ 5316"]),
    ("โทร. ๐ ๒๒๔๑ ๙๐๐๐ ต่อ ๕๓๑๒-๓", ["๐ ๒๒๔๑ ๙๐๐๐ ต่อ ๕๓๑๒-๓"]),
    ("โทร. ๐ ๒๒๔๑ ๙๐๐๐ ต่อ ๑๒๐๕ , ๑๒๐๖", ["๐ ๒๒๔๑ ๙๐๐๐ ต่อ ๑๒๐๕ , ๑๒๐๖"]),
    ("โทร. ๐ ๒๒๒๑ ๐๘๒๓, ๐ ๒๒๒๒ ๒๘๓๑", ["๐ ๒๒๒๑ ๐๘๒๓", "๐ ๒๒๒๒ ๒๘๓๑"]),
    ("โทร. ๐๒-๗๙๑-๗๓๑๓-๖", ["๐๒-๗๙๑-๗๓๑๓-๖"]),
    ("โทร. ๐๔๒ ๖๑๑ ๘๑๗ โทรสาร ๐๔๒ ๖๑๑ ๘๑๘", ["๐๔๒ ๖๑๑ ๘๑๗"]),
    ("โทรสาร ๐ ๒๑๔๓ ๙๑๒๕", []),
    ("กลุ่มงานปกครอง โทร. ๐ ๗๗๒๗ ๒๙๒๕", ["๐ ๗๗๒๗ ๒๙๒๕"]),
    ("โทรศัพท์ ๐๘ ๑๘๗๗ ๒๑๐๐", ["๐๘ ๑๘๗๗ ๒๑๐๐"]),
    ("โทร. ๐ ๕๔๕๓ ๓๔๗๙ มท. ๒๗๓๑๙", ["๐ ๕๔๕๓ ๓๔๗๙"]),
]  # fmt: skip


@pytest.mark.parametrize(("row", "phones"), PHONES)
def test_telephones_are_read_and_faxes_left_out(row: str, phones: list[str]) -> None:
    found = footing(f"จังหวัดมุกดาหาร\n๒๔ มกราคม ๒๕๖๗\nที่ทำการปกครองจังหวัด\n{row}")
    assert [one.value for one in found.phones] == phones


def test_a_unit_beside_its_telephone_is_a_unit() -> None:
    found = footing("จังหวัดมุกดาหาร\n๒๔ มกราคม ๒๕๖๗\nที่ทำการปกครองจังหวัด\nกลุ่มงานปกครอง โทร. ๐ ๗๗๒๗ ๒๙๒๕")
    assert [one.value for one in found.unit] == ["ที่ทำการปกครองจังหวัด", "กลุ่มงานปกครอง"]


@pytest.mark.parametrize(
    "row", ["E-mail : a.b-c@moi.go.th", "ไปรษณีย์อิเล็กทรอนิกส์ a.b-c@moi.go.th", "อีเมล a.b-c@moi.go.th"]
)
def test_an_e_mail_address_is_read(row: str) -> None:
    found = footing(f"ขอแสดงความนับถือ\n(นายสมชาย ใจดี)\nอธิบดี\nกองคลัง\nโทร. ๐ ๒๓๕๖ ๕๖๖๐\n{row}", SIGNED)
    assert found.email is not None
    assert found.email.value == "a.b-c@moi.go.th"


def test_copies_are_listed_row_by_row() -> None:
    found = footing(
        "ขอแสดงความนับถือ\n(นายสมชาย ใจดี)\nอธิบดี\nกองคลัง\nโทร. ๐ ๒๓๕๖ ๕๖๖๐\nสำเนาส่ง  กรมบัญชีกลาง, กรมที่ดิน\n          ตำรวจภูธรจังหวัดตาก",
        SIGNED,
    )
    assert [one.value for one in found.copies] == ["กรมบัญชีกลาง", "กรมที่ดิน", "ตำรวจภูธรจังหวัดตาก"]


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ("สั่ง ณ วันที่ ๑๔ ธันวาคม พ.ศ. ๒๕๖๖", dt.date(2023, 12, 14)),
        ("ประกาศ ณ วันที่ ๒๖ มกราคม ๒๕๖๗", dt.date(2024, 1, 26)),
        ("ให้ไว้ ณ วันที่ ๑๙ เดือน กรกฎาคม พ.ศ. ๒๕๖๗", dt.date(2024, 7, 19)),
    ],
)
def test_an_order_is_dated_where_it_says_so(row: str, day: dt.date) -> None:
    text = (
        f"คำสั่งจังหวัดตาก\nที่ ๑/๒๕๖๗\nเรื่อง แต่งตั้งคณะทำงาน\nด้วยจังหวัดตาก\n{row}\n(นายสมชาย ใจดี)\nผู้ว่าราชการจังหวัดตาก"
    )
    found = footing(text, "")
    assert found.dated is not None
    assert found.dated.value == day


#: What others wrote or stamped below: none of it is the letter's.
BELOW = [
    "เรียน นายอำเภอ\n- เพื่อโปรดทราบ\n(นางอรทัย คำดี)\nเจ้าพนักงานธุรการ\nโทร. ๐ ๑๑๑๑ ๑๑๑๑",
    "ทราบ/แจ้ง\n(นายมานพ เกิดผล)\nปลัดจังหวัดพิจิตร",
    "สิ่งที่ส่งมาด้วย ๑\nแบบรายงาน\nโทร. ๐ ๑๑๑๑ ๑๑๑๑",
]


@pytest.mark.parametrize("below", BELOW)
def test_what_is_written_below_is_not_the_letters(below: str) -> None:
    found = footing(f"จังหวัดมุกดาหาร\n๒๔ มกราคม ๒๕๖๗\nกลุ่มงานปกครอง\nโทร. ๐-๔๒๖๑-๑๘๑๗\n\n{below}")
    assert found.signatory is None
    assert [one.value for one in found.phones] == ["๐-๔๒๖๑-๑๘๑๗"]
    assert [one.value for one in found.unit] == ["กลุ่มงานปกครอง"]
