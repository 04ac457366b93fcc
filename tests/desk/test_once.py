"""A request that is sent twice is done once."""

from __future__ import annotations

import pytest
from makers.visitors import PASSWORD

from circulars.account import Role
from desk.accounts import add_account
from desk.once import CUT_OFF, KEPT, begin, finish, give_up


@pytest.fixture
def account(desk, clerk):
    return add_account(desk, clerk, name="somsri", password=PASSWORD, role=Role.OFFICER).id


def test_the_same_request_is_answered_as_before(desk, clerk, account):
    assert begin(desk, account, "k1", "same", clerk.now) is None
    finish(desk, account, "k1", 201, '{"id": "1/2567"}')
    kept = begin(desk, account, "k1", "same", clerk.now)
    assert (kept.status, kept.answer) == (201, '{"id": "1/2567"}')


def test_keys_of_two_accounts_have_nothing_to_do_with_each_other(desk, clerk, account):
    other = add_account(desk, clerk, name="other", password=PASSWORD, role=Role.OFFICER).id
    begin(desk, account, "k1", "same", clerk.now)
    assert begin(desk, other, "k1", "another", clerk.now) is None


def test_another_request_with_the_same_key_and_one_that_is_being_answered_are_refused(
    desk, clerk, account, says
):
    begin(desk, account, "k1", "same", clerk.now)
    assert says(begin, desk, account, "k1", "same", clerk.now) == (
        "คำขอที่มี Idempotency-Key นี้กำลังดำเนินการอยู่ โปรดรอแล้วส่งใหม่ด้วยคีย์เดิม",
        "A request with this Idempotency-Key is being answered. Wait, then send it again with the same key.",
    )
    assert says(begin, desk, account, "k1", "another", clerk.now) == (
        "Idempotency-Key นี้ใช้กับคำขออื่นไปแล้ว โปรดใช้คีย์ใหม่สำหรับคำขอนี้",
        "This Idempotency-Key came with another request before. Use a new one for this request.",
    )


def test_what_was_not_done_or_was_cut_off_may_come_again_and_old_answers_are_forgotten(desk, clerk, account):
    begin(desk, account, "k1", "same", clerk.now)
    give_up(desk, account, "k1")
    assert begin(desk, account, "k1", "same", clerk.now) is None
    later = clerk.now + CUT_OFF * 1.1
    assert begin(desk, account, "k1", "same", later) is None
    finish(desk, account, "k1", 200, "{}")
    assert begin(desk, account, "k1", "same", later + KEPT * 1.1) is None


@pytest.mark.parametrize("key", ["", "ก", "a\nb", "x" * 201])
def test_keys_that_cannot_be_are_refused(desk, clerk, account, says, key):
    assert says(begin, desk, account, key, "same", clerk.now)[0] == (
        "Idempotency-Key ใช้ไม่ได้ ต้องเป็นอักษร ASCII ที่พิมพ์ได้ ยาว 1 ถึง 200 ตัว"
    )
