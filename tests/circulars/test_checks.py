"""What a letter's own values say against it: which issue, where, in what words, with what suggestion."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from circulars.checks import check, named_province
from circulars.circular import Circular, Enclosure, LetterForm, Paragraph, Part, Reference
from circulars.deadline import Deadline, DeadlineKind
from circulars.directive import Directive
from circulars.number import LetterNumber


def number(text: str) -> LetterNumber:
    found = LetterNumber.parse(text)
    assert found is not None
    return found


def letter(**values: Any) -> Circular:
    return Circular(form=LetterForm.EXTERNAL, dated=dt.date(2024, 1, 24), **values)


def due(day: int, plan_by: int | None = None) -> Directive:
    deadline = Deadline(
        quote="ภายในวันที่",
        kind=DeadlineKind.ABSOLUTE,
        due=dt.date(2024, 1, day),
        plan_by=dt.date(2024, 1, plan_by) if plan_by else None,
    )
    return Directive(item="1", deadlines=(deadline,))


def told(circular: Circular, text: str = "") -> list[tuple[str, str | None, str | None, str, str]]:
    return [
        (one.kind.value, one.field, one.suggestion, one.message("th"), one.message("en"))
        for one in check(circular, text)
    ]


def test_a_unit_of_a_province_under_the_letters_of_a_ministry() -> None:
    assert told(letter(number=number("มท ๐๐๑๘.๑/ว ๖๔๒")), "จังหวัดมุกดาหาร") == [
        (
            "number-prefix-unlikely",
            "/letter/number",
            "มห ๐๐๑๘.๑/ว ๖๔๒",
            "เลขที่ มท ๐๐๑๘.๑/ว ๖๔๒ น่าสงสัย: รหัส 0018.1 เป็นของส่วนราชการในจังหวัด แต่ “มท” ไม่ใช่อักษรย่อของจังหวัดใด",
            "The number มท ๐๐๑๘.๑/ว ๖๔๒ is unlikely: the unit 0018.1 belongs to a province, but “มท” are the letters of none.",
        )
    ]


def test_letters_that_nobody_has() -> None:
    assert told(letter(number=number("มฎ ๐๐๑๘/ว ๑")), "จังหวัดสุราษฎร์ธานี") == [
        (
            "number-letters-unknown",
            "/letter/number",
            "สฎ ๐๐๑๘/ว ๑",
            "เลขที่ มฎ ๐๐๑๘/ว ๑ น่าสงสัย: “มฎ” ไม่ใช่อักษรย่อของกระทรวง จังหวัด หรือหน่วยงานใดในบัญชี โปรดเทียบกับต้นฉบับ",
            "The number มฎ ๐๐๑๘/ว ๑ is doubtful: “มฎ” are the letters of no ministry, province or agency on the list. Compare with the original.",
        )
    ]


def test_a_cited_number_of_a_department_under_the_letters_of_a_province() -> None:
    cited = Reference(issuer="กรมส่งเสริมการปกครองท้องถิ่น", number="มห 0809.4/ว668")
    assert told(letter(number=number("มท ๐๘๐๙.๔/ว ๙๐๐"), references=(cited,))) == [
        (
            "number-issuer",
            "/letter/references/0/number",
            "มท 0809.4/ว668",
            "เลขที่ มห 0809.4/ว668 น่าสงสัย: กรมส่งเสริมการปกครองท้องถิ่น เป็นส่วนราชการส่วนกลาง แต่ “มห” เป็นอักษรย่อของจังหวัด",
            "The number มห 0809.4/ว668 is unlikely: กรมส่งเสริมการปกครองท้องถิ่น is a central agency, but “มห” are the letters of a province.",
        )
    ]


def test_a_telephone_of_another_province() -> None:
    assert told(letter(number=number("มห ๐๐๑๘.๑/ว ๖๔๒"), phones=("0-5361-1817",))) == [
        (
            "phone-area",
            "/letter/phones/0",
            None,
            "โทรศัพท์ 0-5361-1817 มีรหัสพื้นที่ 053 ซึ่งไม่ใช่ของจังหวัดมุกดาหาร ตามเลขที่หนังสือ เลขที่หรือหมายเลขโทรศัพท์น่าจะอ่านผิด โปรดเทียบกับต้นฉบับ",
            "The telephone 0-5361-1817 has the area code 053, which is not that of มุกดาหาร as the letter number says; one of the two was probably misread. Compare with the original.",
        )
    ]


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("มห ๐๐๑๘/ว ๑", "0 4261 1817 ต่อ 12"),
        ("มห ๐๐๑๘/ว ๑", "081-234-5678"),
        ("มท ๐๓๐๗.๒/ว ๑", "0 2356 5660"),
        ("นบ ๐๐๑๘/ว ๑", "0 2580 0751"),
        ("มห ๐๐๑๘/ว ๑", "1567"),
    ],
)
def test_a_telephone_that_fits_or_says_nothing_is_no_issue(written: str, phone: str) -> None:
    assert told(letter(number=number(written), phones=(phone,))) == []


def test_a_cited_letter_that_is_younger() -> None:
    cited = Reference(number="มท 0307.2/ว1", dated=dt.date(2024, 2, 3))
    assert told(letter(references=(cited,))) == [
        (
            "date-order",
            "/letter/references/0/dated",
            None,
            "หนังสือที่อ้างถึงลงวันที่ ๓ กุมภาพันธ์ ๒๕๖๗ หลังวันที่ของหนังสือนี้ (๒๔ มกราคม ๒๕๖๗) วันใดวันหนึ่งน่าจะผิด",
            "The cited letter is dated ๓ กุมภาพันธ์ ๒๕๖๗, after this letter's own date (๒๔ มกราคม ๒๕๖๗); one of them is probably wrong.",
        )
    ]


def test_a_cited_number_of_the_same_register_that_is_higher() -> None:
    cited = Reference(number="มห 0018.1/ว750", dated=dt.date(2024, 1, 3))
    found = told(letter(number=number("มห ๐๐๑๘.๑/ว ๖๔๒"), references=(cited,)))
    assert found == [
        (
            "number-order",
            "/letter/references/0/number",
            None,
            "อ้างถึงหนังสือ มห ๐๐๑๘.๑/ว ๗๕๐ ซึ่งมีเลขสูงกว่าเลขของหนังสือนี้ (มห ๐๐๑๘.๑/ว ๖๔๒) ในทะเบียนเดียวกัน เลขใดเลขหนึ่งหรือวันที่น่าจะผิด",
            "Cites มห ๐๐๑๘.๑/ว ๗๕๐, a higher number than this letter's own (มห ๐๐๑๘.๑/ว ๖๔๒) in the same register; one of the numbers, or the date, is probably wrong.",
        )
    ]


@pytest.mark.parametrize("key", ["มห 0018.1/ว640", "มห 0018.2/ว750", "มห 0018.1/750"])
def test_a_lower_number_or_one_of_another_register_is_no_issue(key: str) -> None:
    cited = Reference(number=key, dated=dt.date(2024, 1, 3))
    assert told(letter(number=number("มห ๐๐๑๘.๑/ว ๖๔๒"), references=(cited,))) == []


def test_a_higher_number_of_last_year_is_no_issue() -> None:
    cited = Reference(number="มห 0018.1/ว6500", dated=dt.date(2023, 12, 3))
    assert told(letter(number=number("มห ๐๐๑๘.๑/ว ๖๔๒"), references=(cited,))) == []


def test_an_enclosure_that_is_not_on_the_list() -> None:
    text = Paragraph(part=Part.PURPOSE, text="ตามแบบรายงาน (สิ่งที่ส่งมาด้วย ๒)")
    one = letter(paragraphs=(text,), enclosures=(Enclosure(text="สำเนาหนังสือ"),))
    assert told(one) == [
        (
            "enclosure-missing",
            "/letter/enclosures",
            None,
            "หนังสือกล่าวถึงสิ่งที่ส่งมาด้วย ๒ แต่ไม่พบในรายการสิ่งที่ส่งมาด้วย โปรดดูว่าได้รับครบหรือไม่",
            "The letter speaks of its enclosure ๒, which is not on its list of enclosures. See whether everything arrived.",
        )
    ]
    assert told(replace(one, enclosures=(*one.enclosures, Enclosure(text="แบบรายงาน")))) == []
    assert told(replace(one, form=LetterForm.STAMPED)) == []


def test_a_due_date_before_the_letter() -> None:
    assert told(letter(directives=(due(20),))) == [
        (
            "due-before-dated",
            "/letter/directives/0/deadlines/0",
            None,
            "กำหนด ๒๐ มกราคม ๒๕๖๗ อยู่ก่อนวันที่ของหนังสือ (๒๔ มกราคม ๒๕๖๗) วันใดวันหนึ่งน่าจะผิด",
            "The due date ๒๐ มกราคม ๒๕๖๗ lies before the letter's own date (๒๔ มกราคม ๒๕๖๗); one of them is probably wrong.",
        )
    ]
    assert told(letter(directives=(replace(due(20), standing=True),))) == []


def test_a_due_date_on_a_holiday() -> None:
    assert told(letter(directives=(due(27, plan_by=26),))) == [
        (
            "due-on-holiday",
            "/letter/directives/0/deadlines/0",
            None,
            "กำหนด ๒๗ มกราคม ๒๕๖๗ ตรงกับวันหยุดราชการ หน้าที่ของส่วนราชการไม่เลื่อนออก ควรทำให้เสร็จภายใน ๒๖ มกราคม ๒๕๖๗",
            "The due date ๒๗ มกราคม ๒๕๖๗ is a holiday; an office's duty is not put off. Plan for ๒๖ มกราคม ๒๕๖๗.",
        )
    ]


def test_a_letter_without_fault_raises_nothing() -> None:
    cited = Reference(number="มห 0018.1/ว640", dated=dt.date(2024, 1, 3))
    fine = letter(
        number=number("มห ๐๐๑๘.๑/ว ๖๔๒"), references=(cited,), phones=("0-4261-1817",), directives=(due(31),)
    )
    assert told(fine) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("จังหวัดมุกดาหาร และจังหวัดมุกดาหารกับจังหวัดเลย", "มุกดาหาร"),
        ("จังหวัดมุกดาหารกับจังหวัดเลย", None),
        ("ทุกจังหวัด", None),
    ],
)
def test_the_province_that_a_text_names_most_often(text: str, name: str | None) -> None:
    found = named_province(text)
    assert (found.name if found else None) == name
