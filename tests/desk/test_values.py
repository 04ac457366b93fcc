from __future__ import annotations

import datetime as dt

import pytest

from circulars.circular import Addressee, Secrecy, Urgency
from circulars.directive import Quota
from circulars.number import LetterNumber
from circulars.office import Level
from circulars.task import TaskState
from desk.values import parse_date, parse_value

DAY = dt.date(2024, 1, 31)


@pytest.mark.parametrize(
    "text",
    [
        "๓๑ มกราคม ๒๕๖๗", "31 มกราคม 2567", "วันที่ ๓๑ มกราคม ๒๕๖๗", "31 ม.ค. 67", "๓๑/๑/๒๕๖๗", "31/1/2567", "31/01/2024",
        "2567-01-31", "2024-01-31", "  31   มกราคม  พ.ศ. 2567 ",
    ],
)  # fmt: skip
def test_a_day_may_be_typed_in_many_ways(text):
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text", ["", "พรุ่งนี้", "31 มกราคม", "31 กุมภาพันธ์ 2567", "31/1/2567 และ 1/2/2567", "๒๕๖๗"]
)
def test_what_is_no_day_is_refused_with_examples(text, says):
    assert says(parse_date, text) == (
        f"“{text}” ไม่ใช่วันที่ โปรดพิมพ์ เช่น ๓๑ มกราคม ๒๕๖๗, 31 ม.ค. 67, 31/1/2567 หรือ 2024-01-31",
        f"“{text}” is no date. Write for example ๓๑ มกราคม ๒๕๖๗, 31 ม.ค. 67, 31/1/2567 or 2024-01-31.",
    )


@pytest.mark.parametrize(
    ("text", "hint", "value"),
    [
        ("เรื่อง ก", str, "เรื่อง ก"),
        ("-", str | None, None),
        ("๑๒", int, 12),
        ("ใช่", bool, True),
        ("no", bool, False),
        ("๑๕.๐๐ น.", dt.time, dt.time(15)),
        ("16:30", dt.time | None, dt.time(16, 30)),
        ("ด่วนที่สุด", Urgency, Urgency.MOST_URGENT),
        ("most_urgent", Urgency, Urgency.MOST_URGENT),
        ("Most Urgent", Urgency, Urgency.MOST_URGENT),
        ("ลับมาก", Secrecy, Secrecy.SECRET),
        ("แจ้งแล้ว", TaskState, TaskState.SENT),
        ("จังหวัด, อำเภอ", tuple[Level, ...], (Level.PROVINCE, Level.DISTRICT)),
        ("0 2356 5660; 0 2356 5661", tuple[str, ...], ("0 2356 5660", "0 2356 5661")),
        ("-", tuple[str, ...], ()),
        ('{"number": 2, "unit": "ราย"}', Quota | None, Quota(number=2, unit="ราย")),
        ('[{"number": 2, "unit": "ราย"}]', tuple[Quota, ...], (Quota(number=2, unit="ราย"),)),
        (
            "ผู้ว่าราชการจังหวัด ทุกจังหวัด",
            Addressee,
            Addressee(text="ผู้ว่าราชการจังหวัด ทุกจังหวัด", level=Level.PROVINCE, all=True),
        ),
    ],
)
def test_a_value_is_read_by_its_type(text, hint, value):
    assert parse_value(text, hint) == value


def test_a_letter_number_is_one_value_in_any_spelling():
    number = parse_value("ที่ มท ๐๓๐๗.๒/ว๒๕๕๑", LetterNumber | None)
    assert number.key == "มท 0307.2/ว2551"


@pytest.mark.parametrize(
    ("text", "hint", "thai"),
    [
        ("สิบ", int, "“สิบ” ไม่ใช่จำนวนเต็ม โปรดพิมพ์เป็นตัวเลขไทยหรืออารบิก"),
        ("อาจจะ", bool, "“อาจจะ” ไม่ใช่ ใช่/ไม่ใช่ โปรดพิมพ์ ใช่ หรือ ไม่ใช่"),
        ("25.00", dt.time, "“25.00” ไม่ใช่เวลา โปรดพิมพ์ เช่น ๑๕.๐๐ น. หรือ 15:00"),
        ("เร็วมาก", Urgency, "“เร็วมาก” ใช้ไม่ได้ เลือกได้จาก ปกติ, ด่วน, ด่วนมาก, ด่วนที่สุด"),
        ("12", LetterNumber, "“12” ไม่ใช่ที่ของหนังสือ โปรดพิมพ์ เช่น มท ๐๓๐๗.๒/ว ๒๕๕๑"),
        ("สองราย", Quota, "“สองราย” ไม่ครบหรือผิดรูปแบบสำหรับช่องนี้ โปรดแก้ทีละช่องย่อย หรือพิมพ์เป็น JSON ให้ครบทุกช่อง"),
        (
            '{"unit": "ราย"}',
            Quota,
            '“{"unit": "ราย"}” ไม่ครบหรือผิดรูปแบบสำหรับช่องนี้ โปรดแก้ทีละช่องย่อย หรือพิมพ์เป็น JSON ให้ครบทุกช่อง',
        ),
    ],
)
def test_what_is_no_such_value_is_refused_with_how_one_looks(text, hint, thai, says):
    assert says(parse_value, text, hint)[0] == thai
