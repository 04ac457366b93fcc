"""A secret letter is for those cleared for it, and is not even counted for the others."""

from __future__ import annotations

from dataclasses import replace

from makers.readings import parsed_letter, sample_reading
from makers.visitors import PASSWORD, Visitor

from circulars.account import Role
from circulars.circular import Secrecy
from desk.accounts import add_account


def denials(counter):
    with counter.desk.database.reading() as store:
        return [one.trace for one in store.audit.rows() if one.trace.verb == "denied"]


def test_a_secret_letter_is_not_even_counted(counter, clerk):
    letter = replace(parsed_letter(), secrecy=Secrecy.SECRET, subject="เรื่องลับ")
    with counter.desk.database.writing() as store:
        store.incoming.add(
            year=2024,
            receipt_number=9,
            received=clerk.now,
            received_by="ธุรการ",
            letter=letter,
            reading={**sample_reading(letter, "9" * 64), "issues": []},
            original="originals/9.txt",
        )
    visitor = Visitor(counter, "clerk")
    for address in (
        "/",
        "/inbox",
        "/registers?year=2567",
        "/tracking?show=all",
        "/reminders",
        "/search?q=เรื่องลับ",
    ):
        assert "เรื่องลับ" not in visitor.get(address).text.replace('value="เรื่องลับ"', "")
    assert "<b>๐</b>รอตรวจ" in visitor.get("/").text
    assert visitor.get("/letters/2567/9").status_code == 404
    assert visitor.get("/tracking?letter=9/2567").status_code == 404
    assert "GET /letters/2567/9" in [one.subject for one in denials(counter)]
    add_account(
        counter.desk, clerk, name="cleared", password=PASSWORD, role=Role.REGISTRY_CLERK, sees_secrets=True
    )
    assert "เรื่องลับ" in Visitor(counter, "cleared").get("/inbox").text


def test_a_letter_that_became_secret_after_it_was_passed_on_is_hidden_with_its_relay(counter, sent, clerk):
    from desk.review import correct

    correct(counter.desk, "1", "ชั้นความลับ", "ลับ", clerk)
    officer = Visitor(counter, "officer")
    for address in ("/reminders", "/registers?book=sent&year=2567", "/tracking?show=all"):
        assert "หนี้นอกระบบ" not in officer.get(address).text
