"""What watches the program: that it lives and can work, its log, its numbers; and the page of one's own account."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging

import pytest
from fastapi.testclient import TestClient
from makers.receivers import receiver
from makers.visitors import PASSWORD, Program, Visitor

from desk.review import correct
from desk.webhooks import add_webhook
from web.app import create_app
from web.delivery import DeliveryLoop
from web.logs import JsonLines


def test_it_lives_and_is_ready_until_its_database_is_gone(counter, monkeypatch):
    stranger = TestClient(create_app(counter))
    assert stranger.get("/health").json() == {"status": "ok"}
    assert stranger.get("/ready").json() == {"status": "ready"}
    monkeypatch.setattr("desk.ready.HEAD", "9999")
    monkeypatch.setattr("registry.archive.Archive.is_writable", False)
    answer = stranger.get("/ready")
    assert (answer.status_code, answer.json()) == (
        503,
        {"status": "not-ready", "why": ["database-version", "files"]},
    )
    assert stranger.get("/health").status_code == 200


@pytest.fixture
def lines():
    """The log as it is written: every line is one JSON object."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines())
    log = logging.getLogger("saraban")
    log.addHandler(handler)
    before = log.level
    log.setLevel(logging.INFO)
    for name in ("saraban.web", "saraban.deliver"):
        # A library that sets up logging for itself shuts the logs of everybody before it.
        logging.getLogger(name).disabled = False
    yield lambda: [json.loads(one) for one in out.getvalue().splitlines()]
    log.removeHandler(handler)
    log.setLevel(before)


def test_the_log_names_request_route_and_account_and_neither_secrets_nor_letters(counter, received, lines):
    from desk.answering import open_address
    from desk.office_desk import Clerk

    secret = open_address(counter.desk, "1", "ดอนตาล", Clerk(name="ธุรการ", now=counter.now()))
    clerk = Program(counter, "clerk")
    number = clerk.get("/api/v1/letters/2567/1", headers={"x-request-id": "from-the-proxy-1"}).headers[
        "x-request-id"
    ]
    assert number == "from-the-proxy-1"
    forged = clerk.get("/api/v1/letters/2567/1", headers={"x-request-id": "a b"}).headers["x-request-id"]
    assert forged != "a b"
    Visitor(counter, "clerk").get("/search?q=หนี้นอกระบบ")
    Visitor(counter).get(f"/a/{secret}")
    found = lines()
    asked = [one for one in found if one["event"] == "request"]
    assert {"method", "route", "status", "ms", "account", "time", "level"} <= set(asked[0])
    assert (asked[0]["request"], asked[0]["route"], asked[0]["account"]) == (
        "from-the-proxy-1",
        "/api/v1/letters/{year}/{number}",
        "clerk",
    )
    assert ("/a/{token}", 200, None) in {(one["route"], one["status"], one["account"]) for one in asked}
    written = json.dumps(found, ensure_ascii=False)
    token = clerk.headers["authorization"].removeprefix("Bearer ")
    assert not any(one in written for one in (secret, token, PASSWORD, "หนี้นอกระบบ"))


def test_a_fault_is_logged_by_its_number_and_place_and_never_by_its_words(
    counter, received, lines, monkeypatch
):
    def broken(*_args, **_more):
        msg = "หนี้นอกระบบ"
        raise ZeroDivisionError(msg)

    monkeypatch.setattr("web.api.letters.received_page", broken)
    answer = Program(counter, "clerk", lang="en").get("/api/v1/letters")
    data = answer.json()
    assert (answer.status_code, data["error"], data["title"]) == (500, "fault", "The program failed")
    assert "ZeroDivisionError" not in answer.text
    (line,) = [one for one in lines() if one["event"] == "fault"]
    assert (line["number"], line["failure"]) == (data["number"], "ZeroDivisionError")
    assert any("test_watching.py" in one for one in line["at"])
    assert "หนี้นอกระบบ" not in json.dumps(line, ensure_ascii=False)


def test_the_open_counter_tells_webhooks_by_itself(counter, received, clerk):
    with receiver() as listening:
        add_webhook(counter.desk, clerk, listening.address, "officer")
        correct(counter.desk, "1", "issuer", "กรมที่ดิน", clerk)
        loop = DeliveryLoop(counter, seconds=0.01)
        loop.start()
        for _ in range(1000):
            if listening.came:
                break
            loop.join(0.02)
        loop.stop()
        assert len(listening.came) == 1
        assert not loop.is_alive()


def test_everybody_makes_and_revokes_tokens_of_their_own(counter, received, clerk):
    person, other = Visitor(counter, "clerk"), Visitor(counter, "officer")
    page = person.get("/account").text
    assert "ยังไม่มีโทเค็น" in page
    assert "อนุมัติร่าง" not in page  # a scope that this role could not use
    made = person.send_form(
        "/account/tokens", page="/account", title="<b>ระบบกลาง</b>", days="30", scopes="see_registers"
    )
    token = made.text.split('<code class="secret">')[1].split("<")[0]
    program = TestClient(create_app(counter), headers={"authorization": f"Bearer {token}"})
    assert program.get("/api/v1/letters").json()["items"][0]["id"] == "1/2567"
    page = person.get("/account").text
    assert token not in page
    assert "&lt;b&gt;ระบบกลาง&lt;/b&gt;" in page
    assert other.send_form("/account/tokens/1/revoke", page="/account").status_code == 404
    assert program.get("/api/v1/letters").status_code == 200
    assert person.send_form("/account/tokens/1/revoke", page="/account").status_code == 303
    assert program.get("/api/v1/letters").status_code == 401
    refused = person.send_form(
        "/account/tokens", page="/account", title="ระบบกลาง", days="999", scopes="receive"
    )
    assert (refused.status_code, "โทเค็นมีอายุ 999 วันไม่ได้" in refused.text) == (409, True)
    assert 'value="ระบบกลาง"' in refused.text
    assert 'value="receive" checked' in refused.text


def test_the_time_of_a_token_is_shown(counter):
    Program(counter, "officer")
    expires = counter.now() + dt.timedelta(days=90)
    assert expires.date() == dt.date(2024, 4, 24)
    assert "๒๔ เม.ย. ๒๕๖๗" in Visitor(counter, "officer").get("/account").text
