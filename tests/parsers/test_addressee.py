"""To whom letters go, in the wording of real addressee lines."""

from __future__ import annotations

import pytest

from circulars.circular import Addressee
from circulars.office import Level
from parsers.addressee import parse_addressee

LINES = [
    ("ที่ทำการปกครองจังหวัด ทุกจังหวัด", Level.PROVINCE, True, (), ()),
    ("จังหวัด ทุกจังหวัด", Level.PROVINCE, True, (), ()),
    ("ผู้ว่าราชการจังหวัด ทุกจังหวัด", Level.PROVINCE, True, (), ()),
    ("ผวจ. ทุกจังหวัด", Level.PROVINCE, True, (), ()),
    ("ผู้ว่าราชการจังหวัด ทุกจังหวัด (ยกเว้นจังหวัดภูเก็ต และจังหวัดสตูล)", Level.PROVINCE, True, (), ("ภูเก็ต", "สตูล")),
    ("ผู้ว่าราชการจังหวัดมุกดาหาร", Level.PROVINCE, False, ("มุกดาหาร",), ()),
    (
        "ผู้ว่าราชการจังหวัดลพบุรี ผู้ว่าราชการจังหวัดเลย และผู้ว่าราชการจังหวัดตรัง",
        Level.PROVINCE,
        False,
        ("ลพบุรี", "เลย", "ตรัง"),
        (),
    ),
    ("ปลัดจังหวัดสงขลา", Level.PROVINCE, False, ("สงขลา",), ()),
    ("ท้องถิ่นจังหวัด ทุกจังหวัด", Level.PROVINCE, True, (), ()),
    ("หัวหน้าส่วนราชการประจำจังหวัดทุกส่วนราชการ", Level.PROVINCE, True, (), ()),
    ("ที่ทำการปกครองอำเภอ ทุกอำเภอ", Level.DISTRICT, True, (), ()),
    ("นายอำเภอ ทุกอำเภอ", Level.DISTRICT, True, (), ()),
    ("นายอำเภอทุกอำเภอ", Level.DISTRICT, True, (), ()),
    ("ทุกอำเภอ ยกเว้นอำเภอดอนตาล", Level.DISTRICT, True, (), ("ดอนตาล",)),
    ("นายอำเภอเมือง คำชะอี และหนองสูง", Level.DISTRICT, False, ("เมือง", "คำชะอี", "หนองสูง"), ()),
    ("อำเภอนาทวี อำเภอจะนะ และอำเภอสะเดา", Level.DISTRICT, False, ("นาทวี", "จะนะ", "สะเดา"), ()),
    ("นายกองค์การบริหารส่วนตำบล ทุกแห่ง", Level.LOCAL_GOVERNMENT, True, (), ()),
    ("นายกเทศมนตรีเมืองมุกดาหาร", Level.LOCAL_GOVERNMENT, False, (), ()),
    ("อธิบดีกรมการปกครอง", Level.DEPARTMENT, False, (), ()),
    ("ปลัดกระทรวงมหาดไทย", Level.DEPARTMENT, False, (), ()),
    ("กำนันตำบลบางทรายใหญ่", Level.SUBDISTRICT, False, (), ()),
    ("นายสมชาย ใจดี", Level.PERSON, False, (), ()),
    ("ผู้เกี่ยวข้อง", Level.OTHER, False, (), ()),
]


@pytest.mark.parametrize(("text", "level", "everyone", "names", "left_out"), LINES)
def test_an_addressee_line_is_taken_apart(
    text: str, level: Level, everyone: bool, names: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    assert parse_addressee(text) == Addressee(
        text=text, level=level, all=everyone, names=names, except_=left_out
    )
