"""Tokens and webhooks through the door."""

from __future__ import annotations

import pytest
from makers.counter import SAMPLE
from makers.receivers import receiver


@pytest.fixture
def somsri(office, monkeypatch):
    monkeypatch.setenv("SARABAN_PASSWORD", "หนังสือเวียน ๒๕๖๗")
    assert office("account", "add", "somsri", "--role", "officer").code == 0
    return office


def test_a_token_is_shown_once_listed_without_its_secret_and_revoked(somsri):
    said = somsri("account", "token", "add", "somsri", "--title", "ระบบกลาง")
    assert said.code == 0
    assert "แสดงครั้งนี้ครั้งเดียว" in said.out
    token = said.out.split("saraban_")[1].split()[0]
    assert "ใช้ได้ถึง ๒๔ เม.ย. ๒๕๖๗ สำหรับ: เปิดดูหนังสือ, ดูทะเบียน, ติดตามงาน, ค้นหา" in said.out
    listed = somsri("account", "token", "list")
    assert ("ระบบกลาง" in listed.out, token in listed.out) == (True, False)
    (data,) = somsri("account", "token", "list", "somsri", "--json").data
    assert data["scopes"] == ["search", "see_letter", "see_registers", "track"]
    assert somsri("account", "token", "revoke", "1").out == "ยกเลิกโทเค็น 1 (ระบบกลาง) แล้ว\n"
    assert somsri("account", "token", "revoke", "9").code == 4
    refused = somsri("account", "token", "add", "somsri", "--title", "x", "--scope", "king", "--lang", "en")
    assert refused.code == 2
    assert "“king” is no scope. Choose one or more of: approve, classify, confirm," in refused.err


def test_a_webhook_is_told_what_was_done_before(somsri):
    with receiver() as listening:
        added = somsri("webhook", "add", listening.address, "--account", "somsri", "--json")
        secret = added.data[0]["secret"]
        assert secret.startswith("whsec_")
        assert somsri("receive", SAMPLE).code in {0, 1}
        said = somsri("deliver", "--lang", "en")
        assert (said.code, said.out) == (
            0,
            "delivered 1, to be tried again 0, given up 0, withheld 0\n",
        )
        assert len(listening.came) == 1
        listed = somsri("webhook", "list")
        assert (listening.address in listed.out, secret in listed.out) == (True, False)
        assert "letter.received" in somsri("webhook", "messages", "1").out
        assert somsri("webhook", "stop", "1").code == 0
        assert somsri("deliver", "--json").data[0]["delivered"] == 0


def test_a_receiver_that_is_away_is_said(somsri):
    somsri("webhook", "add", "http://127.0.0.1:1/", "--account", "somsri")
    somsri("receive", SAMPLE)
    said = somsri("deliver")
    assert (said.code, said.out) == (1, "ส่งถึง 0 ข้อความ รอส่งใหม่ 1 เลิกส่ง 0 ไม่ส่งเพราะไม่มีสิทธิ์เห็น 0\n")


def test_an_account_without_identities_has_none_to_unlink(somsri):
    assert somsri("account", "unlink", "somsri").out == "ยกเลิกการเชื่อมตัวตนของ somsri แล้ว 0 รายการ\n"
