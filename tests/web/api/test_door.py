"""Who is let in to the API, for what, in what language they are refused, and what stands in the audit of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from makers.readings import parsed_letter, sample_reading
from makers.visitors import PASSWORD, Program, Visitor

from circulars.account import Role
from circulars.circular import Secrecy
from desk.accounts import add_account, set_disabled
from desk.permissions import READING, Verb
from desk.tokens import DAYS, revoke_token
from web.app import create_app
from web.pace import A_MINUTE, Pace

MISSING = "ต้องส่งโทเค็นมาด้วยในหัว Authorization: Bearer … โปรดสร้างในหน้าบัญชีของฉัน หรือด้วย saraban account token add"
WRONG = "โทเค็นนี้ใช้ไม่ได้: ไม่ถูกต้อง หมดอายุ หรือถูกยกเลิกแล้ว โปรดสร้างใหม่ในหน้าบัญชีของฉัน"


def test_without_a_token_nobody_is_let_in_and_a_login_of_the_browser_counts_for_nothing(counter):
    for stranger in (TestClient(create_app(counter)), Visitor(counter, "clerk")):
        answer = stranger.get("/api/v1/letters")
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
        assert answer.headers["www-authenticate"] == 'Bearer realm="saraban"'
        request = answer.headers["x-request-id"]
        assert answer.json() == {
            "type": "urn:saraban:problem:token-missing",
            "title": "ต้องใช้โทเค็น",
            "status": 401,
            "detail": MISSING,
            "error": "token-missing",
            "request": request,
        }


def test_a_token_that_ran_out_was_revoked_or_is_of_a_shut_account_is_wrong(counter, clerk):
    program = Program(counter, "officer")
    assert program.call("GET", "/me")["account"] == "officer"
    now = program.app.state.counter
    program.app.state.counter = replace(now, now=lambda: clerk.now + dt.timedelta(days=DAYS))
    assert program.call("GET", "/me", 401)["detail"] == WRONG
    program.app.state.counter = now
    set_disabled(counter.desk, clerk, "officer", disabled=True)
    assert program.call("GET", "/me", 401)["error"] == "token-wrong"
    set_disabled(counter.desk, clerk, "officer", disabled=False)
    revoke_token(counter.desk, clerk, program.number)
    assert program.call("GET", "/me", 401)["error"] == "token-wrong"
    for given in ("Bearer", "Bearer x", "Basic b2ZmaWNlcjp4", "saraban_x"):
        answer = program.get("/api/v1/me", headers={"authorization": given})
        assert (answer.status_code, 'error="invalid_token"' in answer.headers["www-authenticate"]) == (
            401,
            True,
        )


def test_a_token_does_what_its_scopes_say_and_refusals_stand_in_the_audit_once(counter, received):
    program = Program(counter, "clerk", scopes=READING, lang="en")
    assert program.call("GET", "/letters")["items"][0]["id"] == "1/2567"
    put = {"field": "issuer", "value": "กรมที่ดิน"}
    for _ in range(2):
        refused = program.call("POST", "/letters/2567/1/corrections", 403, json=put)
        assert refused["detail"] == "This token has not the scope “correct”. Make a new one that has it."
    with counter.desk.database.reading() as store:
        denials = [one.trace for one in store.audit.rows() if one.trace.verb == "denied"]
    assert [(one.by, one.subject) for one in denials] == [
        ("clerk", "POST /api/v1/letters/2567/1/corrections")
    ]


def secret(counter, clerk):
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


def test_a_secret_letter_is_on_no_page_and_whoever_is_cleared_and_opens_it_stands_in_the_audit(
    counter, received, clerk
):
    secret(counter, clerk)
    officer = Program(counter, "officer")
    rows = officer.call("GET", "/letters?limit=1")
    assert ([one["id"] for one in rows["items"]], rows["next"]) == (["1/2567"], None)
    assert officer.call("GET", "/letters/2567/9", 404)["error"] == "no-letter"
    assert officer.call("GET", "/search?q=เรื่องลับ")["total"] == 0
    add_account(counter.desk, clerk, name="cleared", password=PASSWORD, role=Role.OFFICER, sees_secrets=True)
    cleared = Program(counter, "cleared")
    assert [one["id"] for one in cleared.call("GET", "/letters")["items"]] == ["1/2567", "9/2567"]
    for _ in range(2):
        cleared.call("GET", "/letters/2567/9")
    Visitor(counter, "cleared").get("/letters/2567/9")
    with counter.desk.database.reading() as store:
        read = [one.trace for one in store.audit.rows() if one.trace.verb == "read-secret"]
        denied = [one.trace for one in store.audit.rows() if one.trace.verb == "denied"]
    assert [(one.by, one.subject, one.after) for one in read] == [("cleared", "letter 9/2567", "secret")]
    assert [(one.by, one.subject) for one in denied] == [("officer", "GET /api/v1/letters/2567/9")]


def test_a_request_that_comes_twice_with_its_key_is_done_once(counter, received):
    clerk = Program(counter, "clerk")
    put = {"field": "issuer", "value": "กรมที่ดิน"}
    at, key = "/api/v1/letters/2567/1/corrections", {"Idempotency-Key": "k-1"}
    first = clerk.post(at, json=put, headers=key)
    again = clerk.post(at, json=put, headers=key)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert len(again.json()["corrections"]) == 1
    assert again.headers["idempotency-replayed"] == "true"
    assert clerk.post(at, json=put).json()["corrections"] == []
    other = clerk.post(at, json={**put, "value": "กรมการปกครอง"}, headers=key)
    assert (other.status_code, other.json()["error"]) == (422, "request-key-other")
    wrong = clerk.post(at, json={"field": "x", "value": ""}, headers={"Idempotency-Key": "k-2"})
    assert wrong.status_code in {404, 422}
    assert clerk.post(at, json=put, headers={"Idempotency-Key": "k-2"}).status_code == 200


def test_an_upload_that_comes_twice_with_its_key_is_registered_once(counter):
    clerk = Program(counter, "clerk")
    letter = "ที่ มท ๐๓๐๗.๒/ว ๑\n\nเรื่อง ทดลอง\n\nเรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด\n".encode()
    answers = [
        clerk.post(
            "/api/v1/letters",
            files={"file": ("ก.txt", letter, "text/plain")},
            data={"anyway": "true"},
            headers={"Idempotency-Key": "k"},
        )
        for _ in range(2)
    ]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    other = {"file": ("ก.txt", letter + b"x", "text/plain")}
    assert clerk.post("/api/v1/letters", files=other, headers={"Idempotency-Key": "k"}).status_code == 422


@pytest.mark.parametrize(
    ("method", "path", "status", "error"),
    [
        ("GET", "/nothing", 404, "no-page"),
        ("GET", "/letters/2567/7", 404, "no-letter"),
        ("GET", "/letters/2567/99999999999", 404, "no-page"),
        ("DELETE", "/letters", 405, "request-method"),
        ("GET", "/letters?limit=0", 422, "request-fields"),
        ("GET", "/letters?after=99999999999", 422, "request-fields"),
        ("GET", "/tasks?due_by=พรุ่งนี้เช้า", 422, None),
        ("GET", "/tasks?office=ไม่มี", 404, "no-district"),
        ("GET", "/tasks/99", 404, "no-task"),
        ("GET", "/search?q=%22", 422, "search-empty"),
    ],
)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_failure_is_a_problem_in_the_language_asked_for(
    counter, received, method, path, status, error, lang
):
    answer = Program(counter, "clerk", lang=lang).request(method, f"/api/v1{path}")
    data = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.headers["content-language"] == lang
    assert {"type", "title", "status", "detail", "error", "request"} <= set(data)
    assert error in {None, data["error"]}
    thai = any("ก" <= one <= "๙" for one in data["title"])
    assert thai is (lang == "th")


def test_a_body_that_is_wrong_tells_which_field_and_stores_nothing(counter, received):
    clerk = Program(counter, "clerk", lang="en")
    data = clerk.call("POST", "/letters/2567/1/corrections", 422, json={"field": "", "valeu": "x"})
    assert data["detail"] == (
        "What was sent as field, value, valeu cannot be used. /api/v1/openapi.json tells what can."
    )
    assert [(one["field"], one["reason"]) for one in data["errors"]] == [
        ("/body/field", "string_too_short"),
        ("/body/value", "missing"),
        ("/body/valeu", "extra_forbidden"),
    ]
    broken = clerk.post(
        "/api/v1/letters/2567/1/corrections", content=b"{", headers={"content-type": "application/json"}
    )
    assert (broken.status_code, broken.json()["error"]) == (422, "request-fields")


def test_a_file_is_taken_under_the_end_of_its_name_and_never_outside_its_folder(counter):
    clerk = Program(counter, "clerk")
    for name in ("../../../etc/ก.txt", "..\\..\\ก.txt", "/etc/ก.txt", "C:\\ก.txt"):
        files = {"file": (name, b"x", "text/plain")}
        assert clerk.call("POST", "/readings", files=files)["source"]["name"] == "ก.txt"


def test_a_district_sees_its_own_tasks_and_letters_alone(counter, sent):
    officer, dontan = Program(counter, "officer"), Program(counter, "dontan")
    other = next(one for one in officer.call("GET", "/tasks")["items"] if one["office"] == "อำเภอหนองสูง")
    assert dontan.call("GET", f"/tasks/{other['id']}", 403)["error"] == "may-not"
    assert dontan.call("POST", f"/tasks/{other['id']}/answers", 403, json={"nil": True})["error"] == "may-not"
    assert dontan.call("GET", "/tasks?office=หนองสูง")["items"] == []
    assert dontan.call("GET", "/letters/2567/1")["id"] == "1/2567"
    for path in ("/letters", "/matrix", "/sent", "/search?q=x", "/letters/2567/1/relay"):
        assert dontan.call("GET", path, 403)["error"] == "may-not"


def test_figures_are_for_tokens_that_have_the_scope_and_name_no_letter(counter, received):
    clerk, admin = Program(counter, "clerk"), Program(counter, "admin", scopes=[Verb.MONITOR])
    clerk.call("GET", "/letters/2567/1")
    assert admin.call("GET", "/letters/2567/1", 403)["error"] == "token-scope"
    for program, status in ((TestClient(create_app(counter)), 401), (clerk, 403)):
        answer = program.get("/metrics")
        assert (answer.status_code, "saraban_" in answer.text) == (status, False)
    admin.get("/letters/2567/1")
    text = admin.get("/metrics").text
    for route in ("/letters/{year}/{number}", "/api/v1/letters/{year}/{number}"):
        assert f'route="{route}"' in text
    assert "saraban_outbox_waiting 0.0" in text
    assert "2567" not in text


def test_a_program_that_asks_too_often_is_told_when_to_ask_again(counter, monkeypatch):
    moment = [0.0]
    monkeypatch.setattr("web.pace.AT_ONCE", 2)
    program = Program(counter, "clerk")
    program.app.state.pace = Pace(lambda: moment[0])
    assert [program.get("/api/v1/me").status_code for _ in range(3)] == [200, 200, 429]
    told = program.get("/api/v1/me")
    assert (told.headers["retry-after"], told.json()["title"], told.json()["detail"]) == (
        "1",
        "ถามถี่เกินไป",
        "โปรแกรมนี้ถามถี่เกินไป โปรดถามใหม่ในอีก 1 วินาที และเว้นระยะระหว่างคำขอ",
    )
    assert told.headers["content-type"] == "application/problem+json"
    moment[0] = 60 / A_MINUTE
    assert [program.get("/api/v1/me").status_code for _ in range(2)] == [200, 429]
