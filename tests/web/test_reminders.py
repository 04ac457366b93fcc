"""The ladder of reminders in the browser, and the addresses of other programs."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from makers.visitors import Visitor

from desk.review import correct
from desk.webhooks import webhooks


@pytest.fixture
def officer(counter, sent):
    """An officer on the day on which the ladder asks for the first reminders."""
    return Visitor(replace(counter, now=lambda: dt.datetime(2024, 1, 26, 9)), "officer")  # noqa: DTZ001 - Bangkok wall clock


def test_what_the_ladder_asks_for_is_looked_at_then_sent_once(officer):
    page = officer.get("/reminders/plan").text
    assert "ส่งทั้งหมด ๑ รายการ" in page
    assert "อำเภอดอนตาล" in page
    sent = officer.send_form("/reminders/plan", page="/reminders/plan").text
    assert "เร่งรัดแล้ว ๑ รายการ" in sent
    assert "วันนี้ไม่มีรายการที่ต้องเร่งรัด" in sent
    assert "เร่งรัดแล้ว ๐ รายการ" in officer.send_form("/reminders/plan", page="/reminders/plan").text


def test_nothing_of_a_letter_that_became_secret_is_planned_for_those_not_cleared(officer, counter, clerk):
    correct(counter.desk, "1", "ชั้นความลับ", "ลับ", clerk)
    assert "วันนี้ไม่มีรายการที่ต้องเร่งรัด" in officer.get("/reminders/plan").text
    assert "เร่งรัดแล้ว ๐ รายการ" in officer.send_form("/reminders/plan", page="/reminders/plan").text


def test_an_address_is_told_and_shows_its_secret_once(counter, received):
    admin = Visitor(counter, "admin")
    made = admin.send_form(
        "/webhooks",
        page="/webhooks",
        url="https://example.go.th/in",
        account="officer",
        events="task.changed",
    ).text
    (hook,) = webhooks(counter.desk)
    assert re.findall("whsec_[^<]+", made) == [hook.secret]
    page = admin.get("/webhooks").text
    assert ("https://example.go.th/in" in page, hook.secret in page) == (True, False)
    assert "งานเปลี่ยนสถานะ</td>" in page
    assert "ยังไม่เคยแจ้ง" in admin.get("/webhooks/1").text
    assert admin.send_form("/webhooks/1/stop", page="/webhooks").status_code == 303
    assert "หยุดแล้ว" in admin.get("/webhooks").text
    refused = admin.send_form("/webhooks", page="/webhooks", url="ftp://x", account="officer")
    assert (refused.status_code, 'value="ftp://x"' in refused.text) == (409, True)
