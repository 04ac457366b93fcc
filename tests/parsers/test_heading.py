"""The head of a letter: number, date, urgency, from, to, subject, enclosures."""

from __future__ import annotations

import datetime as dt

import pytest
from makers.letters import source_of

from circulars.circular import Secrecy, Urgency
from parsers.clean import repaired
from parsers.heading import memo_offices, read_heading
from parsers.layout import layout
from parsers.zones import zones

BODY = "\n\n     ด้วยจังหวัดขอส่งสำเนาหนังสือมาเพื่อทราบ\n\nขอแสดงความนับถือ\n(นายสมชาย ใจดี)\nผู้ว่าราชการจังหวัดตาก"


def heading(text: str):
    source = source_of(text + BODY)
    cleaned, _ = repaired(source.raw)
    return read_heading(zones(layout(source, cleaned)))


#: The row of the number, and its key.
NUMBERS = [
    ("ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑", "มท 0307.2/ว2551"),
    ("ที่มท๐๓๐๗.๒/ว๒๕๕๑", "มท 0307.2/ว2551"),
    ("ที่ มท 0809.3/ว. 159", "มท 0809.3/ว159"),
    ("ที่  นม.๙๒๗๐๒ / ๕๕๕", "นม 92702/555"),
    ("ที่ กค (กวจ) ๐๔๐๕.๒/ว ๔๕๒", "กค (กวจ) 0405.2/ว452"),
    ("ที่ สข ๐๐๑๘.๒ (ศปก.จ.สข.)/ว ๑๒", "สข (ศปก.จ.สข.) 0018.2/ว12"),
    ("ที่ นว ๕๒๐๐๗.๔(๑)/๑๕", "นว 52007.4(1)/15"),
    ("ที่ อว ๖๙.๑.๒/ว ๑๒", "อว 69.1.2/ว12"),
    ("ที่ ศธ ๐๒๑๐.๓๖๐๑/๑๖๔๕", "ศธ 0210.3601/1645"),
    ("ที่ สปสช ๕.๓๐/ว ๑๒๓", "สปสช 5.30/ว123"),
    ("ที่ ม.ท. ๐๓๐๗/ว ๑", "มท 0307/ว1"),
    ("ด่วนที่สุด ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑", "มท 0307.2/ว2551"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "key"), NUMBERS)
def test_a_number_is_read_in_every_spelling(row: str, key: str) -> None:
    found = heading(f"{row}\n๒๔ มกราคม ๒๕๖๗\nเรื่อง ก\nเรียน นายอำเภอ")
    assert [one.value.key for one in found.numbers] == [key]


@pytest.mark.parametrize("row", ["ที่ มห ๐๐๑๘.๑/", "ที่ มห ๐๐๑๘.๑/ว", "ที่ ........../..........", "ที่"])
def test_a_number_still_to_be_filled_in_is_missing(row: str) -> None:
    found = heading(f"{row}\nเรื่อง ก\nเรียน นายอำเภอ")
    assert found.numbers == ()


#: The head up to the date, and the day.
DATES = [
    ("ที่ มท ๐๓๐๗/ว ๑\n๒๔ มกราคม ๒๕๖๗", dt.date(2024, 1, 24)),
    ("ที่ มท ๐๓๐๗/ว ๑\n                  ๒๔  มกราคม  ๒๕๖๗", dt.date(2024, 1, 24)),
    ("ที่ มท ๐๓๐๗/ว ๑\n24 ม.ค. 2567", dt.date(2024, 1, 24)),
    ("ที่ มท ๐๓๐๗/ว ๑          วันที่  ๒๔  มกราคม  ๒๕๖๗", dt.date(2024, 1, 24)),
    ("ที่ มท ๐๓๐๗/ว ๑          วันที่ ๒๔ เมษายน พ.ศ. ๒๕๖๗", dt.date(2024, 4, 24)),
    ("เลขรับ ๑๒\nวันที่ ๓๐ ม.ค. ๒๕๖๗\nเวลา ๐๙.๐๐ น.\nที่ มท ๐๓๐๗/ว ๑\n๒๔ มกราคม ๒๕๖๗", dt.date(2024, 1, 24)),
    ("ที่ มท ๐๓๐๗/ว ๑\nเลขรับ ๑๒\nวันที่ ๓๐ ม.ค. ๖๗\n๐๙.๐๐ น.\n๒๔ มกราคม ๒๕๖๗", dt.date(2024, 1, 24)),
    ("ที่ มท ๐๓๐๗/ว ๑\n       มกราคม ๒๕๖๗", None),
    ("ที่ มท ๐๓๐๗/ว ๑          วันที่        มกราคม ๒๕๖๗", None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "day"), DATES)
def test_a_date_is_read_in_all_its_places(head: str, day: dt.date | None) -> None:
    found = heading(f"{head}\nเรื่อง ก\nเรียน นายอำเภอ")
    assert (found.dated.value if found.dated else None) == day


@pytest.mark.parametrize("date", ["๓๑ เมษายน ๒๕๖๗", "๘ มกราคม ๓๕๖๗", "๓๐ กุมภาพันธ์ ๒๕๖๗", "8 พฤศจิกายน 553"])
def test_a_date_that_cannot_be_is_no_date_and_is_named(date: str) -> None:
    found = heading(f"ที่ มท ๐๓๐๗/ว ๑\n{date}\nเรื่อง ก\nเรียน นายอำเภอ")
    assert found.dated is None
    assert found.impossible is not None
    assert found.impossible.value == date


@pytest.mark.parametrize(
    ("row", "urgency"),
    [
        ("ด่วนที่สุด", Urgency.MOST_URGENT),
        ("ด่วนมาก", Urgency.VERY_URGENT),
        ("ด่วน", Urgency.URGENT),
        ("", None),
    ],
)
def test_urgency_stands_above_the_number(row: str, urgency: Urgency | None) -> None:
    found = heading(f"{row}\nที่ มท ๐๓๐๗/ว ๑\nเรื่อง ก\nเรียน นายอำเภอ")
    assert (found.urgency.value if found.urgency else None) is urgency


@pytest.mark.parametrize(
    ("row", "secrecy"),
    [("ลับ", Secrecy.CONFIDENTIAL), ("ลับมาก", Secrecy.SECRET), ("ลับที่สุด", Secrecy.TOP_SECRET)],
)
def test_secrecy_stands_at_the_top(row: str, secrecy: Secrecy) -> None:
    found = heading(f"{row}\n\nที่ มท ๐๓๐๗/ว ๑\nเรื่อง ก\nเรียน นายอำเภอ")
    assert found.secrecy is not None
    assert found.secrecy.value is secrecy


#: The head up to the date, and in whose name the letter is sent.
ISSUERS = [
    ("ที่ มท ๐๓๐๗/ว ๑                    กรมการปกครอง\n                    ถนนอัษฎางค์ กทม. ๑๐๒๐๐", "กรมการปกครอง"),
    ("ที่ มท ๐๓๐๗/ว ๑\nกรมการปกครอง\nถนนอัษฎางค์ กทม. ๑๐๒๐๐", "กรมการปกครอง"),
    ("ที่ ตก ๐๐๑๘/ว ๑          ศาลากลางจังหวัดตาก\n                ถนนพหลโยธิน ตก ๖๓๐๐๐", "จังหวัดตาก"),
    ("ที่ รย ๐๐๒๑/ว ๑     สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดระยอง\n     ศาลากลางจังหวัดระยอง รย ๒๑๐๐๐", "สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดระยอง"),
    ("ที่ กค (กวจ) ๐๔๐๕.๒/ว ๑     คณะกรรมการวินิจฉัยปัญหาการจัดซื้อจัดจ้าง\n     และการบริหารพัสดุภาครัฐ กรมบัญชีกลาง", "คณะกรรมการวินิจฉัยปัญหาการจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ กรมบัญชีกลาง"),
    ("อำเภอวังสะพุง\nเลขรับ ๑\nวันที่ ๑ ม.ค. ๒๕๖๗\nที่ ลย ๐๐๑๘/ว ๑          ศาลากลางจังหวัดเลย", "จังหวัดเลย"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "issuer"), ISSUERS)
def test_the_issuer_stands_beside_or_below_the_number(head: str, issuer: str) -> None:
    found = heading(f"{head}\n๒๔ มกราคม ๒๕๖๗\nเรื่อง ก\nเรียน นายอำเภอ")
    assert found.issuer is not None
    assert found.issuer.value == issuer


def test_a_subject_and_an_addressee_run_over_rows_set_under_their_text() -> None:
    found = heading(
        "ที่ มท ๐๓๐๗/ว ๑\n๒๔ มกราคม ๒๕๖๗\n"
        "เรื่อง   ระเบียบกระทรวงมหาดไทยว่าด้วยการรับเงิน\n         และการตรวจเงิน พ.ศ. ๒๕๖๖\n"
        "เรียน   ปลัดกระทรวง อธิบดี\n        ผู้ว่าราชการจังหวัด"
    )
    assert found.subject is not None
    assert found.addressee is not None
    assert found.subject.value == "ระเบียบกระทรวงมหาดไทยว่าด้วยการรับเงินและการตรวจเงิน พ.ศ. ๒๕๖๖"
    assert found.addressee.value.text == "ปลัดกระทรวง อธิบดี ผู้ว่าราชการจังหวัด"


#: The rows of สิ่งที่ส่งมาด้วย, and each enclosure with its quantity.
ENCLOSURES = [
    ("สิ่งที่ส่งมาด้วย  แบบรายงาน  จำนวน ๑ ฉบับ", [("แบบรายงาน", "จำนวน 1 ฉบับ")]),
    ("สิ่งที่ส่งมาด้วย  ๑. แบบรายงาน       จำนวน ๑ ฉบับ\n                ๒. บัญชีรายชื่อ      จำนวน ๒ แผ่น", [("แบบรายงาน", "จำนวน 1 ฉบับ"), ("บัญชีรายชื่อ", "จำนวน 2 แผ่น")]),
    ("สิ่งที่ส่งมาด้วย ๑. แบบ นม.๑ จำนวน ๑ ชุด\n๒. แบบ นม.๒ จำนวน ๑ ชุด", [("แบบ นม.๑", "จำนวน 1 ชุด"), ("แบบ นม.๒", "จำนวน 1 ชุด")]),
    ("สิ่งที่ส่งมาด้วย  สำเนาหนังสือกรมที่ดิน ที่ มท ๐๕๑๕/ว ๑\n                ลงวันที่ ๑ มีนาคม ๒๕๖๖          จำนวน ๑ ฉบับ", [("สำเนาหนังสือกรมที่ดิน ที่ มท ๐๕๑๕/ว ๑ ลงวันที่ ๑ มีนาคม ๒๕๖๖", "จำนวน 1 ฉบับ")]),
    ("สิ่งที่ส่งมาด้วย  แผนผัง", [("แผนผัง", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "enclosures"), ENCLOSURES)
def test_enclosures_come_with_their_quantities(rows: str, enclosures: list[tuple[str, str | None]]) -> None:
    found = heading(f"ที่ มท ๐๓๐๗/ว ๑\n๒๔ มกราคม ๒๕๖๗\nเรื่อง ก\nเรียน นายอำเภอ\n{rows}")
    assert [(one.value.text, one.value.quantity) for one in found.enclosures] == enclosures


#: The ส่วนราชการ line of a memo, and its offices.
MEMO_OFFICES = [
    ("กองคลัง ฝ่ายการเงิน โทร. ๑๒๓๔", ["กองคลัง", "ฝ่ายการเงิน"]),
    ("ที่ทำการปกครองจังหวัดกระบี่ (กลุ่มงานการเงินและบัญชี) โทร. ๐ ๗๕๖๑ ๑๑๑๗", ["ที่ทำการปกครองจังหวัดกระบี่", "กลุ่มงานการเงินและบัญชี"]),
    ("กรมการปกครอง สำนักบริหารการทะเบียน (ส่วนบริหารงานทะเบียน โทร. ๐ ๒๗๙๑ ๗๓๒๐)", ["กรมการปกครอง", "สำนักบริหารการทะเบียน", "ส่วนบริหารงานทะเบียน"]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "offices"), MEMO_OFFICES)
def test_a_memo_names_its_offices_outer_to_inner(line: str, offices: list[str]) -> None:
    found = heading(f"บันทึกข้อความ\nส่วนราชการ  {line}\nที่ กบ ๐๐๑๘/๑   วันที่ ๒๔ มกราคม ๒๕๖๗\nเรื่อง ก\nเรียน ปลัดจังหวัด")
    assert found.office is not None
    assert [one.value for one in memo_offices(found.office)] == offices
