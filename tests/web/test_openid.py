"""Logging in by another house: a real one on this machine; what it says is believed only if it is proved."""

from __future__ import annotations

import urllib.request
from dataclasses import replace
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pytest
from makers.houses import CLIENT, SECRET, house
from makers.visitors import Visitor

from desk.accounts import set_disabled
from web.openid import OpenID

BANGKOK = 7 * 3600


@pytest.fixture
def ministry(counter):
    with house() as found:
        # Both houses have the same day on their walls: one of January 2567.
        found.now = lambda: (
            (counter.now() - counter.now().replace(1970, 1, 1, 0, 0, 0)).total_seconds() - BANGKOK
        )
        yield found


@pytest.fixture
def linked(counter, ministry):
    return replace(counter, openid=OpenID.of(ministry.issuer, CLIENT, SECRET))


def there(address):
    """Go to the house as a browser does; the address that it sends back to."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_args, **_more):
            return None

    try:
        urllib.request.build_opener(Stay).open(address)
    except HTTPError as answer:
        back = urlsplit(answer.headers["location"])
        answer.close()
        return f"{back.path}?{back.query}"
    raise AssertionError


def logged_in(visitor):
    return visitor.get(there(visitor.get("/openid/login").headers["location"]))


def link(visitor):
    page = visitor.send_form("/openid/link", page="/account")
    address = page.text.split('class="button main" href="')[1].split('"')[0].replace("&amp;", "&")
    return visitor.get(there(address))


UNKNOWN = "ตัวตนนี้ยังไม่ได้เชื่อมกับบัญชีใดในสารบรรณ หรือบัญชีถูกระงับ"


def test_a_person_links_their_account_and_logs_in_by_the_house(linked, ministry, clerk):
    stranger = Visitor(linked)
    assert f"เข้าสู่ระบบผ่าน {ministry.issuer}" in stranger.get("/login").text
    refused = logged_in(stranger)
    assert (refused.status_code, UNKNOWN in refused.text) == (403, True)
    officer = Visitor(linked, "officer")
    assert "เชื่อมบัญชี" in officer.get("/account").text
    assert link(officer).headers["location"] == "/account"
    assert "เข้าสู่ระบบผ่าน" in officer.get("/account").text
    again = Visitor(linked)
    assert logged_in(again).headers["location"] == "/"
    assert "officer" in again.get("/").text
    other = Visitor(linked, "clerk")
    assert "เชื่อมกับบัญชีอื่นอยู่แล้ว" in link(other).text
    set_disabled(linked.desk, clerk, "officer", disabled=True)
    assert UNKNOWN in logged_in(Visitor(linked)).text


@pytest.mark.parametrize(
    "lies",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another program"},
        {"nonce": "of another login"},
        {"exp": 1},
        {"sub": None},
        {"algorithm": "HS256"},
        {"algorithm": "another key"},
    ],
    ids=str,
)
def test_what_the_house_says_is_believed_only_if_it_is_proved(linked, ministry, lies):
    link(Visitor(linked, "officer"))
    lies = dict(lies)
    ministry.algorithm = lies.pop("algorithm", "RS256")
    ministry.lies = lies
    visitor = Visitor(linked)
    answer = logged_in(visitor)
    assert (answer.status_code, f"เข้าสู่ระบบผ่าน {ministry.issuer} ไม่สำเร็จ" in answer.text) == (403, True)
    assert visitor.get("/").status_code == 303


def test_nobody_is_let_in_by_a_way_back_that_they_did_not_set_out_on(linked, ministry):
    link(Visitor(linked, "officer"))
    visitor = Visitor(linked)
    back = there(visitor.get("/openid/login").headers["location"])
    thief = Visitor(linked)
    assert thief.get(back).status_code == 403
    assert visitor.get(back.replace("state=", "state=x")).status_code == 403
    assert visitor.get("/openid/callback?error=access_denied").status_code == 403
    assert visitor.get(back).headers["location"] == "/"
    # A code is good once.
    visitor.cookies.clear()
    assert visitor.get(back).status_code == 403


def test_without_a_house_there_is_no_such_way(counter):
    visitor = Visitor(counter)
    assert "/openid/login" not in visitor.get("/login").text
    assert visitor.get("/openid/login").status_code == 404


def test_a_house_that_is_away_is_told(counter):
    away = replace(counter, openid=OpenID.of("http://127.0.0.1:1", CLIENT, SECRET))
    answer = Visitor(away).get("/openid/login")
    assert (answer.status_code, "เข้าสู่ระบบผ่าน http://127.0.0.1:1 ไม่สำเร็จ" in answer.text) == (403, True)


def test_half_a_house_is_refused(says):
    assert OpenID.of("", "", "") is None
    assert says(OpenID.of, "https://a.example", "", "")[0] == (
        "การตั้งค่า OpenID Connect ไม่ครบ ต้องมีทั้ง --openid-issuer, --openid-client และ SARABAN_OPENID_SECRET"
    )
