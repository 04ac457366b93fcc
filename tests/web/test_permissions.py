"""Who may do what, and who is let in where."""

from __future__ import annotations

import datetime as dt
from inspect import iscoroutinefunction
from itertools import product

import pytest
from fastapi.routing import iter_route_contexts
from makers.visitors import Visitor

from circulars.account import Account, Role
from circulars.circular import Secrecy
from desk.permissions import READING, SCOPES, Subject, Verb, may
from web.app import create_app

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


#: What is of one district alone, and what any of them may be shown.
SUBJECTS = [
    Subject(secrecy=secrecy, office_code=code, sent_to_districts=reached)
    for secrecy, code, reached in product(Secrecy, ("", "4903", "4904"), (True, False))
]
SCOPES_TRIED = [None, frozenset(), READING, SCOPES, *(frozenset({one}) for one in Verb)]


def expected(role, verb, subject, *, cleared, within):
    """The rules in the words of the regulation and of the office, written apart from the function that decides."""
    if verb not in ALLOWED[role] and (role, verb) != (Role.DISTRICT, Verb.SEE_LETTER):
        return False
    if within is not None and verb not in within:
        return False
    if subject.secrecy is not Secrecy.NONE and not cleared:
        return False
    if role is not Role.DISTRICT:
        return True
    if verb is Verb.SEE_LETTER:
        return subject.sent_to_districts
    return subject.office_code in {"", "4903"}


@pytest.mark.parametrize("role", list(Role))
def test_role_by_verb_by_office_by_secrecy_by_scope(role):
    code = "4903" if role is Role.DISTRICT else ""
    tried = product(Verb, SUBJECTS, (True, False), SCOPES_TRIED)
    wrong = [
        (verb, subject, cleared, within)
        for verb, subject, cleared, within in tried
        if may(person(role, secrets=cleared, office_code=code), verb, subject, within=within)
        is not expected(role, verb, subject, cleared=cleared, within=within)
    ]
    assert wrong == []


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


@pytest.mark.parametrize("name", ["admin", "dontan"])
def test_who_may_see_no_letter_gets_none_by_its_address(counter, received, name):
    visitor = Visitor(counter, name)
    for path in ("", "/original", "/relay", "/relay/draft.pdf", "/addresses"):
        answer = visitor.get(f"/letters/2567/1{path}")
        assert answer.status_code == 403
        assert NOBODY in answer.text
        assert "หนี้นอกระบบ" not in answer.text


def test_no_page_waits_for_the_database_where_every_other_waits_for_it(counter):
    """A route that is a coroutine would hold the one loop that answers everybody."""
    pages = [one for one in iter_route_contexts(create_app(counter).routes) if one.endpoint]
    assert [one.path for one in pages if iscoroutinefunction(one.endpoint)] == []
