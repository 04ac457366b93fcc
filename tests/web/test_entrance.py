"""The way in: logins, their failures and their end; the first account; forms of other sites."""

from __future__ import annotations

from dataclasses import replace

import pytest
from makers.visitors import PASSWORD, Visitor

from desk.accounts import FAILURES, SESSION, set_disabled, set_password, set_up

WRONG = "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"


FOREIGN = "แบบฟอร์มนี้เก่าเกินไปหรือไม่ได้มาจากหน้านี้ โปรดเปิดหน้าใหม่แล้วทำอีกครั้ง"


def test_wrong_names_and_wrong_passwords_sound_the_same(counter):
    visitor = Visitor(counter)
    assert WRONG in visitor.log_in("clerk", "เดาเอาเองว่าใช่").text
    assert WRONG in visitor.log_in("nobody", "เดาเอาเองว่าใช่").text


def test_after_five_wrong_passwords_even_the_right_one_waits(counter):
    visitor = Visitor(counter)
    for _ in range(FAILURES):
        visitor.log_in("clerk", "เดาเอาเองว่าใช่")
    answer = visitor.log_in("clerk")
    assert (answer.status_code, "โปรดรอ 15 นาทีแล้วลองใหม่" in answer.text) == (403, True)
    assert Visitor(counter, "officer").answer.status_code == 303


def test_the_first_visitor_makes_the_administrators_account_and_no_second_does(empty_counter):
    visitor = Visitor(empty_counter)
    assert "ตั้งบัญชีผู้ดูแลระบบ" in visitor.get("/login").text
    answer = visitor.send_form("/setup", name="Somsri", password=PASSWORD, shown="สมศรี")
    assert (answer.status_code, answer.headers["location"]) == (303, "/people")
    other = Visitor(empty_counter)
    assert "มีบัญชีผู้ใช้อยู่แล้ว" in other.send_form("/setup", name="x", password=PASSWORD).text


def test_a_form_of_another_site_is_refused(counter):
    visitor = Visitor(counter, "admin")
    answer = visitor.post("/people", data={"name": "x", "password": PASSWORD, "role": "officer"})
    assert (answer.status_code, FOREIGN in answer.text) == (403, True)


def test_cookies_are_kept_from_scripts_and_other_sites(counter):
    answer = Visitor(replace(counter, secure=True), None).get("/login")
    assert "; httponly; path=/; samesite=strict; secure" in answer.headers["set-cookie"].lower()


def test_a_login_leads_nowhere_else(counter):
    visitor = Visitor(counter)
    for then in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = visitor.send_form("/login", name="clerk", password=PASSWORD, then=then)
        assert answer.headers["location"] == "/"


def test_a_login_runs_out(counter):
    visitor = Visitor(counter, "clerk")
    assert visitor.get("/").status_code == 200
    later = replace(counter, now=lambda: counter.now() + SESSION)
    visitor.app.state.counter = later
    assert visitor.get("/").headers["location"] == "/login?then=/"


@pytest.mark.parametrize("change", ["password", "disable"])
def test_a_changed_password_and_a_disabled_account_log_out_everywhere(counter, clerk, change):
    visitor = Visitor(counter, "clerk")
    if change == "password":
        set_password(counter.desk, clerk, "clerk", "รหัสผ่านใหม่ ๒๕๖๗")
    else:
        set_disabled(counter.desk, clerk, "clerk", disabled=True)
    assert visitor.get("/").headers["location"].startswith("/login")


def test_no_account_is_made_twice_when_setting_up(empty_counter, clerk, says):
    set_up(empty_counter.desk, clerk, name="a", password=PASSWORD)
    assert says(set_up, empty_counter.desk, clerk, name="b", password=PASSWORD) == (
        "มีบัญชีผู้ใช้อยู่แล้ว โปรดเข้าสู่ระบบ หรือให้ผู้ดูแลระบบสร้างบัญชีให้",
        "There are accounts already. Log in, or ask the administrator for an account.",
    )


def test_who_guesses_elsewhere_locks_nobody_out_until_there_are_too_many(counter, monkeypatch):
    for place in ("10.0.0.1", "10.0.0.2"):
        guesser = Visitor(counter, address=place)
        for _ in range(FAILURES):
            guesser.log_in("admin", "เดาเอาเองว่าใช่")
        assert "โปรดรอ 15 นาที" in guesser.log_in("admin").text
    assert Visitor(counter, "admin", address="10.0.0.3").answer.status_code == 303
    monkeypatch.setattr("desk.accounts.FAILURES_EVERYWHERE", 2 * FAILURES)
    assert "โปรดรอ 15 นาที" in Visitor(counter, "admin", address="10.0.0.4").answer.text
