"""Letters from the mailbox through the door."""

from __future__ import annotations

import datetime as dt

import pytest

from circulars.mailbox import Mailbox
from desk.office_desk import Desk
from desk.settings import Settings
from registry.mails import Mail, MailPart, MailState

AT = dt.datetime(2024, 1, 25, 9, 30)  # noqa: DTZ001 - Bangkok wall clock


@pytest.fixture
def looked_at(office, data):
    """An office that has looked at a mail with a letter, one without, and one of 200 MB."""
    parts = {
        MailState.TAKEN: MailPart(name="ส่งหนังสือ.eml/หนังสือ.pdf", receipt="1/2567"),
        MailState.QUARANTINED: MailPart(name="สวัสดี.eml", kind="not-a-letter", facts={"file": "สวัสดี.eml"}),
        MailState.TOO_LARGE: MailPart(
            name="ภาพ.eml", kind="mail-too-large", facts={"size": "200", "limit": "100"}
        ),
    }
    with Desk.open(Settings.of(data)).database.writing() as store:
        for uid, (state, part) in enumerate(parts.items(), 1):
            store.mails.add(
                Mail(
                    key=f"{uid:064}", message_id=f"<{uid}@b>", mailbox=Mailbox(host="h").address, validity=1, uid=uid,
                    sender="a@b.go.th", subject=part.name.partition(".")[0], date="", size=200_000_000, state=state,
                    at=AT, parts=(part,), original="mails/00/0.eml" if uid == 2 else None,
                )
            )  # fmt: skip
    return office


def test_what_waits_for_a_person_is_listed(looked_at, data):
    said = looked_at("fetch-mail", "--list", "--lang", "en")
    assert said.code == 1
    head, reason, kept, large, why = said.out.splitlines()
    assert head == "In quarantine: no letter could be received of the mail “สวัสดี” from a@b.go.th"
    assert reason.startswith("  This has none of the parts of an official letter") or reason
    assert reason == (
        "  This document lacks the parts of an official letter (number, date, addressee) "
        "and is not taken for a circular."
    )
    assert kept == (
        f"  The whole mail is kept in {data}/mails/00/0.eml. "
        f"To register it all the same: saraban receive {data}/mails/00/0.eml --anyway"
    )
    assert large == "Not fetched: the mail “ภาพ” from a@b.go.th, 200.0 MB"
    assert why == (
        "  This mail is 200 MB, more than the 100 MB that are fetched. Open it in a mail program, save the letter "
        "alone and run saraban receive, or raise megabytes in [inbox]."
    )


def test_in_thai_a_mail_of_200_mb_says_what_to_do(looked_at):
    assert looked_at("fetch-mail", "--list").out.splitlines()[-1] == (
        "  อีเมลนี้ใหญ่ 200 MB เกินกำหนด 100 MB จึงไม่ดึงมา โปรดเปิดในโปรแกรมอีเมล บันทึกเฉพาะไฟล์หนังสือ "
        "แล้วสั่ง saraban receive หรือเพิ่ม megabytes ใน [inbox]"
    )


def test_the_list_as_data(looked_at):
    quarantined, large = looked_at("fetch-mail", "--list", "--json").data
    assert (quarantined["state"], quarantined["files"][0]["error"]) == ("quarantined", "not-a-letter")
    assert (large["state"], large["original"], large["message_id"]) == ("too_large", None, "<3@b>")


def test_nothing_waits(office):
    said = office("fetch-mail", "--list")
    assert (said.code, said.out) == (0, "ไม่มีอีเมลที่ค้างอยู่\n")


def test_no_mailbox_is_set_up(office):
    said = office("fetch-mail", "--lang", "en")
    assert (said.code, said.err) == (
        4,
        "error: No mailbox is set up, so no mail is fetched. Put host and user into [inbox] of profile.toml.\n",
    )


def test_a_password_that_others_may_read_is_not_used(office, tmp_path):
    path = tmp_path / "password"
    path.write_text("ความลับ\n", encoding="utf-8")
    path.chmod(0o644)
    said = office("fetch-mail", "--password-file", str(path))
    assert (said.code, said.err) == (
        6,
        f"ผิดพลาด: ผู้อื่นอ่านไฟล์รหัสผ่าน {path} ได้ จึงไม่ใช้ โปรดจำกัดสิทธิ์ด้วย chmod 600 {path}\n",
    )
    said = office("fetch-mail", "--password-file", str(tmp_path / "no"), "--lang", "en")
    assert (said.code, said.err) == (
        3,
        f"error: The password file {tmp_path / 'no'} cannot be read. Check its name and permissions.\n",
    )
