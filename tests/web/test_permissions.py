"""Who may do what, and who is let in where."""

from __future__ import annotations

import datetime as dt
from inspect import iscoroutinefunction
from itertools import product

import pytest
from makers.visitors import Visitor

from circulars.account import Account, Role
from circulars.circular import Secrecy
from desk.permissions import Subject, Verb, may
from web.app import ROUTERS

NOBODY = "บัญชีนี้ไม่มีสิทธิ์ทำรายการนี้ โปรดติดต่อผู้ดูแลระบบหากจำเป็นต้องทำ"


#: What each role may do; whatever is not here it may not.
ALLOWED = {
    Role.ADMIN: {Verb.MANAGE_ACCOUNTS, Verb.SEE_AUDIT, Verb.MONITOR},
    Role.REGISTRY_CLERK: {
        Verb.RECEIVE, Verb.SEE_LETTER, Verb.CORRECT, Verb.CONFIRM, Verb.DRAFT, Verb.SEND, Verb.SEE_REGISTERS,
        Verb.TRACK, Verb.REPORT, Verb.SEARCH,
    },
    Role.DRAFTER: {Verb.SEE_LETTER, Verb.DRAFT, Verb.SEE_REGISTERS, Verb.TRACK, Verb.SEARCH},
    Role.APPROVER: {Verb.SEE_LETTER, Verb.APPROVE, Verb.SEE_REGISTERS, Verb.TRACK, Verb.SEARCH},
    Role.OFFICER: {
        Verb.SEE_LETTER, Verb.CORRECT, Verb.CONFIRM, Verb.SEE_REGISTERS, Verb.TRACK, Verb.JUDGE, Verb.REPORT,
        Verb.SEARCH,
    },
    Role.ARCHIVIST: {Verb.SEE_LETTER, Verb.SEE_REGISTERS, Verb.SEARCH},
    Role.DISTRICT: {Verb.TRACK, Verb.REPORT},
}  # fmt: skip


def person(role, **more):
    return Account(id=1, name="a", shown="a", role=role, created=dt.datetime(2024, 1, 1), **more)  # noqa: DTZ001


@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_what_it_is_for_and_secrets_are_for_those_cleared(role):
    for verb, cleared, secrecy in product(Verb, (True, False), Secrecy):
        wanted = verb in ALLOWED[role] and (cleared or secrecy is Secrecy.NONE)
        assert may(person(role, secrets=cleared), verb, Subject(secrecy=secrecy)) is wanted, (verb, secrecy)


@pytest.mark.parametrize("verb", [Verb.TRACK, Verb.REPORT])
def test_a_district_has_its_own_tasks_and_no_others(verb):
    dontan = person(Role.DISTRICT, office_code="4903")
    assert may(dontan, verb, Subject(office_code="4903"))
    assert not may(dontan, verb, Subject(office_code="4904"))


def test_a_district_sees_letters_that_were_sent_to_it():
    dontan = person(Role.DISTRICT, office_code="4903")
    assert may(dontan, Verb.SEE_LETTER, Subject(sent_to_districts=True))
    assert not may(dontan, Verb.SEE_LETTER)


def test_who_is_disabled_may_do_nothing():
    gone = person(Role.OFFICER, disabled=dt.datetime(2024, 1, 2))  # noqa: DTZ001
    assert not any(may(gone, verb) for verb in Verb)


def routes():
    for router in ROUTERS:
        for one in router.routes:
            for method in one.methods:
                yield method, one.path


def filled(path):
    """A route's address with something in every place."""
    names = {"year": "2567", "number": "1", "page": "1", "place": "1", "kind": "pdf", "name": "clerk"}
    names |= {"turn": "off", "token": "x", "lang": "en", "style": "Regular"}
    return path.format(**names)


OPEN = {
    "/login",
    "/setup",
    "/lang/{lang}",
    "/a/{token}",
    "/a/{token}/{number}",
    "/a/{token}/{number}/receive",
}


def test_every_page_asks_for_a_login(counter, received):
    stranger = Visitor(counter)
    closed = [(method, path) for method, path in routes() if path not in OPEN]
    assert len(closed) > 30
    for method, path in closed:
        answer = stranger.request(method, filled(path))
        assert (answer.status_code, answer.headers.get("location", "").split("?")[0]) in {
            (303, "/login"),
            (403, ""),
        }, (method, path)


@pytest.mark.parametrize("name", ["admin", "dontan"])
def test_who_may_see_no_letter_gets_none_by_its_address(counter, received, name):
    visitor = Visitor(counter, name)
    for path in ("", "/original", "/relay", "/relay/draft.pdf", "/addresses"):
        answer = visitor.get(f"/letters/2567/1{path}")
        assert answer.status_code == 403
        assert NOBODY in answer.text
        assert "หนี้นอกระบบ" not in answer.text


def test_no_page_waits_for_the_database_where_every_other_waits_for_it():
    """A route that is a coroutine would hold the one loop that answers everybody."""
    pages = [one for router in ROUTERS for one in router.routes]
    assert [one.path for one in pages if iscoroutinefunction(one.endpoint)] == []
