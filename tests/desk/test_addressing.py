from __future__ import annotations

from dataclasses import replace

import pytest
from makers.readings import sample_letter

from circulars.number import LetterNumber
from desk.addressing import is_for, is_own
from parsers.addressee import parse_addressee


@pytest.mark.parametrize(
    ("addressee", "ours"),
    [
        ("ที่ทำการปกครองจังหวัด ทุกจังหวัด", True),
        ("ผู้ว่าราชการจังหวัด ทุกจังหวัด", True),
        ("ผู้ว่าราชการจังหวัด ทุกจังหวัด ยกเว้นจังหวัดมุกดาหาร", False),
        ("ผู้ว่าราชการจังหวัด ทุกจังหวัด (ยกเว้นจังหวัดชลบุรี)", True),
        ("ผู้ว่าราชการจังหวัดมุกดาหาร", True),
        ("ผู้ว่าราชการจังหวัดชลบุรี", False),
        ("ผู้ว่าราชการจังหวัดนครพนม และจังหวัดมุกดาหาร", True),
        ("ปลัดจังหวัด ทุกจังหวัด", True),
        ("ที่ทำการปกครองอำเภอ ทุกอำเภอ", False),
        ("นายอำเภอเมืองชลบุรี", False),
        ("อธิบดีกรมการปกครอง", False),
        ("นายกองค์การบริหารส่วนตำบล ทุกแห่ง", False),
        ("คณะทำงานตามบัญชีแนบท้าย", True),
    ],
)
def test_a_letter_is_for_the_province_that_it_names_or_for_all(office, addressee, ours):
    letter = replace(sample_letter(), addressee=parse_addressee(addressee))
    assert is_for(letter, office) is ours


def test_a_letter_without_an_addressee_may_be_for_anyone(office):
    assert is_for(replace(sample_letter(), addressee=None), office)


def test_a_copy_for_us_is_for_us(office):
    letter = replace(
        sample_letter(), addressee=parse_addressee("อธิบดีกรมการปกครอง"), copies_to=("จังหวัดมุกดาหาร",)
    )
    assert is_for(letter, office)


@pytest.mark.parametrize(
    ("number", "own"),
    [
        ("มห ๐๐๑๘.๑/ว ๖๔๒", True),
        ("มห 0018/12", True),
        ("มห 0017.2/ว 12", False),
        ("มท 0307.2/ว 2551", False),
        ("ชบ 0018.1/ว 642", False),
    ],
)
def test_our_own_letters_are_known_by_letters_and_unit(office, number, own):
    parsed = LetterNumber.parse(number)
    assert parsed is not None
    assert is_own(parsed, office) is own
