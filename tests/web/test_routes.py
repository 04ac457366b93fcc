"""Every route, of pages and of the API: tried without a login, by every role, and with another's letter and task.

A route that has no rule here fails; so does a rule that has no route.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from makers.readings import parsed_letter, sample_reading
from makers.visitors import Program, Visitor

from circulars.account import Account, Role
from circulars.circular import Secrecy
from desk.permissions import Subject, Verb, may
from web.app import create_app

#: Method, address, and who is let through: "open" everybody, "login" whoever has one, else those who may do the
#: verb; after "letter" to a letter of theirs, after "task" to a task of theirs.
RULES = {
    tuple(line.split()[:2]): line.split()[2:]
    for line in """
    GET  /login open
    POST /login open
    POST /setup open
    GET  /lang/{lang} open
    GET  /openid/login open
    GET  /openid/callback open
    GET  /a/{token} open
    POST /a/{token}/{number} open
    POST /a/{token}/{number}/receive open
    GET  /a/{token}/{number}/form.xlsx open
    POST /a/{token}/{number}/form open
    GET  /health open
    GET  /ready open
    GET  /static/fonts/{style}.ttf open
    GET  /api/v1/openapi.json open

    POST /openid/link login
    POST /logout login
    GET  / login
    GET  /account login
    POST /account/tokens login
    POST /account/tokens/{number}/revoke login
    GET  /api/v1/me login

    GET  /inbox receive
    POST /inbox receive
    GET  /tracking see_registers
    GET  /registers see_registers
    GET  /search search
    POST /search/saved search
    POST /search/seen search
    POST /search/forget search
    GET  /archive see_registers
    GET  /reminders judge
    GET  /reminders/plan judge
    POST /reminders/plan judge
    GET  /dashboard see_registers
    GET  /search.{kind} search
    GET  /registers.{kind} see_registers
    GET  /mine track
    GET  /people manage_accounts
    POST /people manage_accounts
    POST /people/{name}/password manage_accounts
    POST /people/{name}/{turn} manage_accounts
    GET  /webhooks manage_accounts
    POST /webhooks manage_accounts
    GET  /webhooks/{number} manage_accounts
    POST /webhooks/{number}/stop manage_accounts
    GET  /metrics monitor

    GET  /letters/{year}/{number} see_letter letter
    GET  /letters/{year}/{number}/pages/{page}.png see_letter letter
    GET  /letters/{year}/{number}/original see_letter letter
    GET  /letters/{year}/{number}/card see_registers letter
    POST /letters/{year}/{number}/card classify letter
    GET  /letters/{year}/{number}/here see_letter letter
    GET  /letters/{year}/{number}/text see_registers letter
    GET  /letters/{year}/{number}/chain see_registers letter
    POST /letters/{year}/{number}/correct correct letter
    POST /letters/{year}/{number}/accept correct letter
    POST /letters/{year}/{number}/directives correct letter
    POST /letters/{year}/{number}/directives/{place}/split correct letter
    POST /letters/{year}/{number}/directives/{place}/join correct letter
    POST /letters/{year}/{number}/confirm confirm letter
    GET  /letters/{year}/{number}/relay see_registers letter
    POST /letters/{year}/{number}/relay draft letter
    POST /letters/{year}/{number}/relay/again draft letter
    POST /letters/{year}/{number}/relay/edit draft letter
    POST /letters/{year}/{number}/relay/submit draft letter
    POST /letters/{year}/{number}/relay/approve approve letter
    POST /letters/{year}/{number}/relay/send-back approve letter
    POST /letters/{year}/{number}/relay/send send letter
    GET  /letters/{year}/{number}/relay/pages/{page}.png see_registers letter
    GET  /letters/{year}/{number}/relay/draft.{kind} see_registers letter
    GET  /letters/{year}/{number}/relay/files/{place} see_registers letter
    GET  /letters/{year}/{number}/relay/files.zip see_registers letter
    GET  /letters/{year}/{number}/relay/pages see_registers letter
    GET  /letters/{year}/{number}/addresses send letter
    POST /letters/{year}/{number}/addresses send letter
    POST /letters/{year}/{number}/addresses/all send letter
    POST /letters/{year}/{number}/addresses/shut send letter
    GET  /tasks/{number} track task
    POST /tasks/{number}/answer report task
    POST /tasks/{number}/receive report task
    GET  /tasks/{number}/form.xlsx track task
    POST /tasks/{number}/form report task
    GET  /tasks/{number}/evidence/{place} track task
    POST /tasks/{number}/accept judge task
    POST /tasks/{number}/return judge task

    POST /api/v1/readings receive
    POST /api/v1/letters receive
    GET  /api/v1/letters see_registers
    GET  /api/v1/sent see_registers
    GET  /api/v1/matrix see_registers
    POST /api/v1/exports see_registers
    GET  /api/v1/search search
    GET  /api/v1/tasks track
    GET  /api/v1/letters/{year}/{number} see_letter letter
    GET  /api/v1/letters/{year}/{number}/reading see_letter letter
    GET  /api/v1/letters/{year}/{number}/original see_letter letter
    GET  /api/v1/letters/{year}/{number}/rollup see_registers letter
    POST /api/v1/letters/{year}/{number}/corrections correct letter
    POST /api/v1/letters/{year}/{number}/proposals correct letter
    POST /api/v1/letters/{year}/{number}/directives correct letter
    POST /api/v1/letters/{year}/{number}/directives/{place}/split correct letter
    POST /api/v1/letters/{year}/{number}/directives/{place}/join correct letter
    POST /api/v1/letters/{year}/{number}/confirmation confirm letter
    GET  /api/v1/letters/{year}/{number}/relay see_registers letter
    POST /api/v1/letters/{year}/{number}/relay draft letter
    POST /api/v1/letters/{year}/{number}/relay/edits draft letter
    POST /api/v1/letters/{year}/{number}/relay/submission draft letter
    POST /api/v1/letters/{year}/{number}/relay/approval approve letter
    POST /api/v1/letters/{year}/{number}/relay/return approve letter
    POST /api/v1/letters/{year}/{number}/relay/sending send letter
    GET  /api/v1/letters/{year}/{number}/relay/draft.{kind} see_registers letter
    GET  /api/v1/letters/{year}/{number}/relay/files/{place} see_registers letter
    GET  /api/v1/tasks/{number} track task
    POST /api/v1/tasks/{number}/receipt report task
    POST /api/v1/tasks/{number}/answers report task
    POST /api/v1/tasks/{number}/evidence report task
    POST /api/v1/tasks/{number}/acceptance judge task
    POST /api/v1/tasks/{number}/return judge task
    """.splitlines()
    if line.strip()
}
PLACES = {
    "year": "2567", "number": "1", "page": "1", "place": "1", "kind": "docx", "name": "clerk", "turn": "off",
    "token": "x", "lang": "en", "style": "regular",
}  # fmt: skip
#: The fields of every form together: a page takes what it knows.
FORM = {
    "field": "issuer", "value": "กรมที่ดิน", "seen": "1", "issue": "1", "text": "ก", "at": "1", "reason": "ก",
    "district": "ดอนตาล", "name": "x", "title": "ก",
}  # fmt: skip
BODIES = {
    "corrections": {"field": "issuer", "value": "กรมที่ดิน"},
    "proposals": {"seen": 1},
    "directives": {"text": "ก", "seen": 1},
    "split": {"at": 1, "seen": 1},
    "join": {"seen": 1},
    "confirmation": {"seen": 1},
    "return": {"reason": "ก"},
    "acceptance": {"seen": 1},
}
FILES = {"/api/v1/readings", "/api/v1/letters", "/api/v1/tasks/{number}/evidence", "/inbox"}
ROLES = {
    "admin": Role.ADMIN,
    "clerk": Role.REGISTRY_CLERK,
    "drafter": Role.DRAFTER,
    "approver": Role.APPROVER,
}
ROLES |= {"officer": Role.OFFICER, "archivist": Role.ARCHIVIST, "dontan": Role.DISTRICT}
DONTAN = "4903"


def served(counter):
    found = set()
    for one in iter_route_contexts(create_app(counter).routes):
        if one.methods:
            found |= {(method, one.path) for method in one.methods - {"HEAD", "OPTIONS"}}
    return found


def asked(visitor, method, path, **places):
    """Ask for a route as its page or a program would."""
    address = path.format(**PLACES | places)
    files = {"file": ("ก.txt", b"x", "text/plain"), "files": ("ก.txt", b"x", "text/plain")}
    files = {
        name: one for name, one in files.items() if path in FILES and (name == "files") is (path == "/inbox")
    }
    if method == "GET":
        return visitor.get(address, params={"q": "ก"} if path.endswith("/search") else None)
    if path.startswith("/api/"):
        if files:
            return visitor.post(address, files=files)
        return visitor.post(address, json=BODIES.get(path.rsplit("/", 1)[1], {}))
    return visitor.post(address, data={"csrf": visitor.csrf, **FORM}, files=files or None)


def for_programs(path):
    return path.startswith("/api/") or path == "/metrics"


def came(counter, name):
    """The person in a browser, and their program."""
    person = Visitor(counter, name)
    home = person.get("/", follow_redirects=True).text
    person.csrf = home.split('name="csrf" content="')[1].split('"')[0]
    return person, Program(counter, name)


def account(role):
    code = DONTAN if role is Role.DISTRICT else ""
    return Account(id=1, name="a", shown="a", role=role, office_code=code, created=dt.datetime(2024, 1, 1))  # noqa: DTZ001


def test_every_route_has_a_rule_and_every_rule_a_route(counter):
    assert served(counter) ^ set(RULES) == set()
    assert {rule[0] for rule in RULES.values()} - {"open", "login"} <= {one.value for one in Verb}


def test_without_a_login_only_the_open_routes_answer(counter, received):
    stranger = TestClient(create_app(counter), raise_server_exceptions=False, follow_redirects=False)
    stranger.csrf = ""
    for (method, path), (who, *_) in RULES.items():
        answer = asked(stranger, method, path)
        login = answer.headers.get("location", "").split("?")[0] == "/login"
        refused = answer.status_code == 401 or (answer.status_code, login) == (303, True)
        if who == "open":
            assert not refused, (method, path)
            assert answer.status_code != 500, (method, path)
        elif for_programs(path):
            assert answer.status_code == 401, (method, path)
        else:
            assert refused or answer.status_code == 403, (method, path)


@pytest.mark.parametrize("name", sorted(ROLES))
def test_who_may_not_is_refused_on_every_route(counter, sent, name):
    person, program = came(counter, name)
    own = account(ROLES[name])
    letter, task = Subject(sent_to_districts=True), Subject(office_code=DONTAN)
    for (method, path), (who, *what) in RULES.items():
        if who in {"open", "login"}:
            continue
        subject = {"letter": letter, "task": task}.get(what[0] if what else "", Subject())
        allowed = may(own, Verb(who), subject)
        if allowed and method != "GET":
            continue  # what they may do, they do in the stories
        number = str(task_of(counter, "อำเภอดอนตาล")) if what == ["task"] else "1"
        answer = asked(program if for_programs(path) else person, method, path, number=number)
        assert (answer.status_code == 403) is not allowed, (method, path, answer.text[:200])
        assert answer.status_code != 500, (method, path)


def task_of(counter, office):
    with counter.desk.database.reading() as store:
        return next(one.id for one in store.tasks.listed(letter=1) if one.office == office)


def test_another_districts_tasks_are_nobody_elses(counter, sent):
    person, program = came(counter, "dontan")
    other = str(task_of(counter, "อำเภอหนองสูง"))
    for (method, path), (_, *what) in RULES.items():
        if what == ["task"]:
            answer = asked(program if for_programs(path) else person, method, path, number=other)
            assert answer.status_code == 403, (method, path)


def test_a_secret_letter_is_not_there_on_any_route_for_those_not_cleared(counter, clerk):
    letter = replace(parsed_letter(), secrecy=Secrecy.CONFIDENTIAL)
    with counter.desk.database.writing() as store:
        store.incoming.add(
            year=2024,
            receipt_number=1,
            received=clerk.now,
            received_by="ธุรการ",
            letter=letter,
            reading={**sample_reading(letter), "issues": []},
            original="originals/9.txt",
        )
    person, program = came(counter, "clerk")
    for (method, path), (_, *what) in RULES.items():
        if what == ["letter"]:
            answer = asked(program if for_programs(path) else person, method, path)
            absent = asked(program if for_programs(path) else person, method, path, number="2")
            assert (answer.status_code, "หนี้นอกระบบ" in answer.text) == (404, False), (method, path)
            assert told(answer) == told(absent).replace("2/2567", "1/2567"), (method, path)


def told(answer):
    """What an answer says of what went wrong, for people or for programs."""
    if answer.headers["content-type"] == "application/problem+json":
        return answer.json()["detail"]
    return answer.text.partition("<main")[2]


def test_every_form_of_a_page_is_refused_without_its_secret(counter, sent):
    for name in ("admin", "clerk", "approver", "officer"):
        person, _ = came(counter, name)
        person.csrf = "of another site"
        for (method, path), (who, *_) in RULES.items():
            if method == "POST" and not for_programs(path) and not path.startswith("/a/"):
                answer = asked(person, method, path)
                assert answer.status_code == 403, (name, path, who)
