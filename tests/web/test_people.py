"""The accounts, as the administrator makes them."""

from __future__ import annotations

import pytest
from makers.visitors import PASSWORD, Visitor

from circulars.account import Role
from desk.accounts import add_account


def test_two_people_are_not_shown_by_one_name(counter, clerk, says):
    told = says(
        add_account, counter.desk, clerk, name="other", password=PASSWORD, role=Role.OFFICER, shown="Clerk"
    )
    assert told[0].startswith("มีผู้ใช้ที่แสดงชื่อ “Clerk” อยู่แล้ว")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "clerk"}, "มีบัญชีชื่อ “clerk” อยู่แล้ว โปรดใช้ชื่ออื่น"),
        ({"name": "a b"}, "ชื่อผู้ใช้ “a b” ใช้ไม่ได้ ต้องไม่ว่าง ไม่มีช่องว่าง และยาวไม่เกิน 60 ตัวอักษร"),
        ({"name": "x", "password": "สั้น"}, "รหัสผ่านสั้นเกินไป ต้องยาวอย่างน้อย 10 ตัวอักษร"),
        ({"name": "x", "role": "district"}, "บัญชี “x”: บัญชีของอำเภอต้องเลือกอำเภอ บัญชีอื่นต้องไม่เลือก"),
        ({"name": "x", "role": "king"}, "ไม่มีหน้าที่เช่นนั้นสำหรับบัญชี “x” โปรดเลือกจากรายการ"),
    ],
)
def test_accounts_that_cannot_be_are_refused_and_what_was_typed_stays(counter, given, said):
    visitor = Visitor(counter, "admin")
    fields = {"password": PASSWORD, "role": "officer", "shown": "ผู้ใช้ใหม่", **given}
    answer = visitor.send_form("/people", page="/people", **fields)
    assert answer.status_code == 409
    assert said in answer.text
    assert 'value="ผู้ใช้ใหม่"' in answer.text


def test_the_last_administrator_stays(counter):
    visitor = Visitor(counter, "admin")
    assert "เป็นผู้ดูแลระบบคนสุดท้าย" in visitor.send_form("/people/admin/off", page="/people").text


def test_names_that_no_database_keeps_are_refused(counter):
    visitor = Visitor(counter, "admin")
    fields = {"name": "x", "password": PASSWORD, "role": "officer", "shown": "ก" * 121}
    answer = visitor.send_form("/people", page="/people", **fields)
    assert (answer.status_code, "ชื่อที่แสดงยาวเกินไป โปรดใช้ไม่เกิน 120 ตัวอักษร" in answer.text) == (409, True)
    assert "ยาวไม่เกิน 60 ตัวอักษร" in Visitor(counter).log_in("x" * 61).text
