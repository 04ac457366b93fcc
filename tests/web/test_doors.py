"""Who is let in where, and what comes back when something is wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from inspect import iscoroutinefunction
from itertools import product

import pytest
from fastapi.routing import iter_route_contexts
from makers.readings import parsed_letter, sample_reading
from makers.visitors import PASSWORD, Visitor

from circulars.account import Account, Role
from circulars.circular import Secrecy
from desk.accounts import FAILURES, SESSION, add_account, set_disabled, set_password, set_up
from desk.answering import OPEN_DAYS, answering, open_address, shut_addresses
from desk.office_desk import Clerk
from desk.permissions import READING, SCOPES, Subject, Verb, may
from web.app import create_app
from web.watch import HEADERS

WRONG = "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"
NOBODY = "บัญชีนี้ไม่มีสิทธิ์ทำรายการนี้ โปรดติดต่อผู้ดูแลระบบหากจำเป็นต้องทำ"
FOREIGN = "แบบฟอร์มนี้เก่าเกินไปหรือไม่ได้มาจากหน้านี้ โปรดเปิดหน้าใหม่แล้วทำอีกครั้ง"

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


def test_every_answer_forbids_what_a_letter_could_smuggle_in(counter):
    answer = Visitor(counter).get("/login")
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


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


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> {{ 7*7 }}"


def test_a_letter_that_holds_html_is_shown_as_it_is_and_runs_nowhere(counter, clerk):
    letter = replace(parsed_letter(), subject=HOSTILE, issuer=HOSTILE)
    with counter.desk.database.writing() as store:
        entry = store.incoming.add(
            year=2024,
            receipt_number=9,
            received=clerk.now,
            received_by=HOSTILE,
            letter=letter,
            reading={**sample_reading(letter, "9" * 64), "issues": []},
            original="originals/9.txt",
        )
    path = counter.desk.archive.absolute(entry.original)
    path.parent.mkdir(parents=True)
    path.write_text(HOSTILE, encoding="utf-8")
    visitor = Visitor(counter, "clerk")
    for address in ("/", "/inbox", "/registers?year=2567", "/letters/2567/9"):
        text = visitor.get(address).text
        assert "&lt;script&gt;" in text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "49" not in text.split("&lt;script&gt;")[1][:120]


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
    assert visitor.get("/letters/2567/9").status_code == 403
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


def test_the_profile_and_the_holidays_are_those_of_this_moment(counter):
    from desk.profile import profile_text

    path = counter.data / "profile.toml"
    path.write_text(profile_text(counter.desk.office), encoding="utf-8")
    visitor = Visitor(counter, "clerk")
    assert "จังหวัดมุกดาหาร" in Visitor(counter).get("/login").text
    path.write_text(profile_text(replace(counter.desk.office, sender="จังหวัดมุกดาหารใหม่")), encoding="utf-8")
    visitor.cookies.clear()
    assert "จังหวัดมุกดาหารใหม่" in visitor.get("/login").text


def test_who_saw_an_older_draft_overwrites_nothing(counter, confirmed, clerk, says):
    from desk.relay import edit, relay

    seen = relay(counter.desk, "1", clerk).version
    edit(counter.desk, "1", clerk, changes=[("/phone", "0 4261 9999")], seen=seen)
    told = says(edit, counter.desk, "1", clerk, changes=[("/phone", "0 4261 8888")], seen=seen)
    assert "1/2567" in told[0]
    assert relay(counter.desk, "1", clerk).draft.letter.phone == "0 4261 9999"


def test_two_people_are_not_shown_by_one_name(counter, clerk, says):
    told = says(
        add_account, counter.desk, clerk, name="other", password=PASSWORD, role=Role.OFFICER, shown="Clerk"
    )
    assert told[0].startswith("มีผู้ใช้ที่แสดงชื่อ “Clerk” อยู่แล้ว")


def test_a_district_cannot_answer_for_another(counter, sent):
    with counter.desk.database.reading() as store:
        other = next(one for one in store.tasks.listed(letter=1) if one.office == "อำเภอหนองสูง")
    visitor = Visitor(counter, "dontan")
    assert visitor.get(f"/tasks/{other.id}").status_code == 403
    assert visitor.send_form(f"/tasks/{other.id}/answer", page="/mine", nil="true").status_code == 403


def test_an_address_opens_for_its_district_until_it_is_shut_or_runs_out(counter, sent, clerk, says):
    token = open_address(counter.desk, "1", "ดอนตาล", clerk)
    assert Visitor(counter).get(f"/a/{token}").status_code == 200
    late = clerk.now + dt.timedelta(days=OPEN_DAYS)
    assert says(answering, counter.desk, token, late)[0].startswith("ที่อยู่นี้หมดอายุแล้ว")
    shut_addresses(counter.desk, "1", "ดอนตาล", clerk)
    answer = Visitor(counter).get(f"/a/{token}")
    assert (answer.status_code, "ที่อยู่นี้ใช้ไม่ได้แล้ว" in answer.text) == (403, True)


def test_an_address_answers_only_its_own_tasks(counter, sent, clerk):
    token = open_address(counter.desk, "1", "ดอนตาล", clerk)
    with counter.desk.database.reading() as store:
        other = next(one for one in store.tasks.listed(letter=1) if one.office == "อำเภอหนองสูง")
    answer = Visitor(counter).post(f"/a/{token}/{other.id}", data={"nil": "true"})
    assert answer.status_code == 404


def test_who_submits_a_draft_does_not_approve_it(counter, confirmed, clerk, says):
    from desk.approval import approve, submit
    from desk.relay import relay

    relay(counter.desk, "1", clerk)
    submit(counter.desk, "1", clerk, account=5)
    assert says(approve, counter.desk, "1", clerk, account=5)[0] == (
        "ผู้เสนอร่างของเลขรับ 1/2567 อนุมัติเองไม่ได้ ต้องเป็นอีกคน"
    )


def test_a_draft_that_was_changed_after_its_approval_is_not_sent(counter, confirmed, clerk, says):
    from desk.approval import approve, send_approved, submit
    from desk.relay import edit, relay

    relay(counter.desk, "1", clerk)
    submit(counter.desk, "1", clerk)
    approve(counter.desk, "1", Clerk(name="ปลัดจังหวัด", now=clerk.now))
    edit(counter.desk, "1", clerk, changes=[("/phone", "0 4261 9999")])
    told = says(send_approved, counter.desk, "1", clerk)[0]
    assert told.startswith("ร่างของเลขรับ 1/2567 ยังไม่ได้รับอนุมัติ")


def test_a_page_that_is_not_there_says_so(counter):
    answer = Visitor(counter, "clerk").get("/ไม่มี")
    assert (answer.status_code, "ไม่มีหน้านี้" in answer.text) == (404, True)


def test_a_fault_shows_a_number_and_no_trace(counter, monkeypatch, caplog):
    def broken(*_args):
        raise ZeroDivisionError

    monkeypatch.setattr("web.routes.inbox.waiting", broken)
    # A library that sets up logging for itself shuts the logs of everybody before it.
    monkeypatch.setattr("web.failures.log.disabled", False)
    answer = Visitor(counter, "clerk").get("/")
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.text
    number = answer.text.split("<code>")[1].split("</code>")[0]
    (line,) = [one for one in caplog.records if one.message == "fault"]
    assert line.number == number
    assert f"โปรดแจ้งเลข {number} ให้ผู้ดูแลระบบ" in answer.text
    # What is told of a fault keeps what it forbids.
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "clerk"}, "มีบัญชีชื่อ “clerk” อยู่แล้ว โปรดใช้ชื่ออื่น"),
        ({"name": "a b"}, "ชื่อผู้ใช้ “a b” ใช้ไม่ได้ ต้องไม่ว่าง ไม่มีช่องว่าง และยาวไม่เกิน 60 ตัวอักษร"),
        ({"name": "x", "password": "สั้น"}, "รหัสผ่านสั้นเกินไป ต้องยาวอย่างน้อย 10 ตัวอักษร"),
        ({"name": "x", "role": "district"}, "บัญชี “x”: บัญชีของอำเภอต้องเลือกอำเภอ บัญชีอื่นต้องไม่เลือก"),
        ({"name": "x", "role": "king"}, "ไม่มีหน้าที่เช่นนั้นสำหรับบัญชี “x” โปรดเลือกจากรายการ"),
    ],
)
def test_accounts_that_cannot_be_are_refused_and_what_was_typed_stays(counter, given, said):
    visitor = Visitor(counter, "admin")
    fields = {"password": PASSWORD, "role": "officer", "shown": "ผู้ใช้ใหม่", **given}
    answer = visitor.send_form("/people", page="/people", **fields)
    assert answer.status_code == 409
    assert said in answer.text
    assert 'value="ผู้ใช้ใหม่"' in answer.text


def test_the_last_administrator_stays(counter):
    visitor = Visitor(counter, "admin")
    assert "เป็นผู้ดูแลระบบคนสุดท้าย" in visitor.send_form("/people/admin/off", page="/people").text


def test_an_upload_that_is_too_large_is_refused_by_its_size(counter, monkeypatch):
    monkeypatch.setattr("web.uploads.LARGEST", 1000)
    visitor = Visitor(counter, "clerk")
    page = visitor.get("/inbox").text
    csrf = page.split('name="csrf" value="')[1].split('"')[0]
    answer = visitor.post(
        "/inbox", data={"csrf": csrf}, files={"files": ("../../ก.txt", b"x" * 2000, "text/plain")}
    )
    assert "ใหญ่เกิน 0 ล้านไบต์" in answer.text
    assert "../" not in answer.text.split("became")[1]


def test_the_original_comes_as_a_file_and_never_as_a_page(counter, received):
    answer = Visitor(counter, "clerk").get("/letters/2567/1/original")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_no_account_is_made_twice_when_setting_up(empty_counter, clerk, says):
    set_up(empty_counter.desk, clerk, name="a", password=PASSWORD)
    assert says(set_up, empty_counter.desk, clerk, name="b", password=PASSWORD) == (
        "มีบัญชีผู้ใช้อยู่แล้ว โปรดเข้าสู่ระบบ หรือให้ผู้ดูแลระบบสร้างบัญชีให้",
        "There are accounts already. Log in, or ask the administrator for an account.",
    )


def seen_of(counter):
    with counter.desk.database.reading() as store:
        return store.incoming.by_receipt(2024, 1).version


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("directives", {"text": "ให้อำเภอจัดประชุม"}),
        ("directives/0/split", {"at": "10"}),
        ("directives/0/join", {}),
        ("correct", {"field": "issuer", "value": "กรมที่ดิน"}),
        ("confirm", {"anyway": "true"}),
    ],
)
def test_a_press_on_a_page_that_is_no_longer_so_does_nothing(counter, received, path, fields):
    visitor = Visitor(counter, "clerk")
    old = str(seen_of(counter))
    at = "/letters/2567/1"
    assert visitor.send_form(f"{at}/{path}", page=at, seen=old, **fields).status_code == 303
    now = seen_of(counter)
    again = visitor.send_form(f"{at}/{path}", page=at, seen=old, **fields)
    assert (again.status_code, seen_of(counter)) == (409, now)


def test_a_proposal_accepted_twice_does_not_take_the_next_one(counter, received, clerk, says):
    from desk.review import accept, correct

    old = seen_of(counter)
    correct(counter.desk, "1", "issuer", "กรมที่ดิน", clerk)
    assert "1/2567" in says(accept, counter.desk, "1", clerk, [1], seen=old)[0]
    visitor = Visitor(counter, "clerk")
    assert visitor.send_form("/letters/2567/1/accept", page="/letters/2567/1", issue="1").status_code == 422


def own_task(counter, office="อำเภอดอนตาล"):
    with counter.desk.database.reading() as store:
        tasks = [one for one in store.tasks.listed(letter=1) if one.office == office]
    return max(tasks, key=lambda one: one.directive)


def test_an_answer_that_is_refused_keeps_what_was_typed(counter, sent, clerk):
    task = own_task(counter)
    token = open_address(counter.desk, "1", "ดอนตาล", clerk)
    typed = {"row-0-name": "นายก ข", "note": "ส่วนที่เหลือจะตามมา", "nil": "true"}
    for visitor, address, page in (
        (Visitor(counter), f"/a/{token}/{task.id}", None),
        (Visitor(counter, "dontan"), f"/tasks/{task.id}/answer", f"/tasks/{task.id}"),
    ):
        answer = visitor.send_form(address, page=page, **typed)
        assert answer.status_code == 409
        assert 'value="ส่วนที่เหลือจะตามมา"' in answer.text
        assert 'value="นายก ข"' in answer.text
        assert 'value="true" checked' in answer.text


def test_a_new_address_shuts_the_one_before_and_stands_in_no_other_address(counter, sent):
    visitor = Visitor(counter, "clerk")
    page = "/letters/2567/1/addresses"
    tokens = []
    for _ in range(2):
        text = visitor.send_form(page, page=page, district="ดอนตาล").text
        tokens.append(text.split("/a/")[1].split("<")[0])
        assert 'src="data:image/png;base64,' in text
    assert [Visitor(counter).get(f"/a/{one}").status_code for one in tokens] == [403, 200]
    assert Visitor(counter).get("/qr.png?text=x").status_code == 404


def test_an_address_of_a_district_that_is_gone_says_so(counter, sent, clerk):
    token = open_address(counter.desk, "1", "ดอนตาล", clerk)
    province = counter.desk.office.province
    left = tuple(one for one in province.districts if one.name != "ดอนตาล")
    office = replace(counter.desk.office, province=replace(province, districts=left))
    changed = replace(counter, desk=replace(counter.desk, office=office))
    for answer in (
        Visitor(changed).get(f"/a/{token}"),
        Visitor(changed, "officer").get(f"/tasks/{own_task(counter).id}"),
    ):
        assert (answer.status_code, "ไม่มีหน่วยงานรหัส 4903 แล้ว" in answer.text) == (404, True)


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/tasks/99999999999999999999", 404, "ไม่มีหน้านี้"),
        ("/tasks/abc", 404, "ไม่มีหน้านี้"),
        ("/tasks/-1", 404, "ไม่มีหน้านี้"),
        ("/registers?year=9999999999", 422, "ค่าที่ส่งมาในช่อง year ใช้ไม่ได้"),
        ("/registers?year=abc", 422, "ค่าที่ส่งมาในช่อง year ใช้ไม่ได้"),
        ("/letters/2567/99999999999", 404, "ไม่มีหน้านี้"),
        ("/letters/99999999999/1", 404, "ไม่มีหน้านี้"),
        ("/letters/2567/1/pages/99999999999999999999.png", 404, "ไม่มีหน้านี้"),
        ("/letters/2567/1/relay/pages/x.png", 404, "ไม่มีหน้านี้"),
    ],
)
def test_an_address_that_somebody_mistyped_says_so_in_their_language(
    counter, received, address, status, said
):
    answer = Visitor(counter, "clerk").get(address)
    assert (answer.status_code, said in answer.text) == (status, True)


def test_a_body_that_cannot_be_read_says_so(counter):
    visitor = Visitor(counter, "clerk")
    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = visitor.post("/tasks/1/answer", content=b"nothing of the kind", headers=headers)
    assert answer.status_code == 400
    assert "อ่านสิ่งที่เบราว์เซอร์ส่งมาไม่ได้" in answer.text


def test_names_that_no_database_keeps_are_refused(counter):
    visitor = Visitor(counter, "admin")
    fields = {"name": "x", "password": PASSWORD, "role": "officer", "shown": "ก" * 121}
    answer = visitor.send_form("/people", page="/people", **fields)
    assert (answer.status_code, "ชื่อที่แสดงยาวเกินไป โปรดใช้ไม่เกิน 120 ตัวอักษร" in answer.text) == (409, True)
    assert "ยาวไม่เกิน 60 ตัวอักษร" in Visitor(counter).log_in("x" * 61).text


def read_nothing(*_args):
    raise AssertionError


@pytest.mark.parametrize(
    ("name", "address", "size", "status"),
    [
        (None, "/inbox", 1_000_001, 413),
        (None, "/login", 50_000_000, 413),
        ("dontan", "/inbox", 1_000_001, 413),
        ("clerk", "/people", 1_000_001, 413),
        ("clerk", "/inbox", 61_000_001, 413),
        ("clerk", "/inbox", None, 411),
    ],
)
def test_what_is_too_large_is_refused_before_anything_of_it_is_read(
    counter, monkeypatch, name, address, size, status
):
    visitor = Visitor(counter, name)
    monkeypatch.setattr("starlette.requests.Request.form", read_nothing)
    headers = {"transfer-encoding": "chunked"} if size is None else {"content-length": str(size)}
    answer = visitor.post(address, content=iter([b"x"]), headers=headers)
    assert answer.status_code == status
    assert "ไม่ได้รับสิ่งใดเลย" in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_who_guesses_elsewhere_locks_nobody_out_until_there_are_too_many(counter, monkeypatch):
    for place in ("10.0.0.1", "10.0.0.2"):
        guesser = Visitor(counter, address=place)
        for _ in range(FAILURES):
            guesser.log_in("admin", "เดาเอาเองว่าใช่")
        assert "โปรดรอ 15 นาที" in guesser.log_in("admin").text
    assert Visitor(counter, "admin", address="10.0.0.3").answer.status_code == 303
    monkeypatch.setattr("desk.accounts.FAILURES_EVERYWHERE", 2 * FAILURES)
    assert "โปรดรอ 15 นาที" in Visitor(counter, "admin", address="10.0.0.4").answer.text


def test_looking_drafts_nothing_and_whoever_drafts_presses_a_button(counter, confirmed):
    at = "/letters/2567/1"

    def drafts():
        with counter.desk.database.reading() as store:
            return [one.by for one in store.audit.all() if one.verb == "relay"]

    for name in ("archivist", "drafter"):
        visitor = Visitor(counter, name)
        page = visitor.get(f"{at}/relay")
        assert (page.status_code, "ยังไม่มีร่างหนังสือแจ้งต่อ" in page.text) == (200, True)
        for path in ("pages/1.png", "draft.pdf"):
            assert visitor.get(f"{at}/relay/{path}").status_code == 404
        assert (f'action="{at}/relay"' in page.text) is (name == "drafter")
        assert (f'action="{at}/relay"' in visitor.get(at).text) is (name == "drafter")
    assert Visitor(counter, "archivist").send_form(f"{at}/relay", page=at).status_code == 403
    assert drafts() == []
    drafter = Visitor(counter, "drafter")
    assert drafter.send_form(f"{at}/relay", page=at).headers["location"] == f"{at}/relay"
    assert drafts() == ["drafter"]
    assert f'href="{at}/relay"' in drafter.get(at).text
    assert "เสนอเพื่ออนุมัติ" in drafter.get(f"{at}/relay").text


def test_a_district_sees_the_letter_that_went_out_to_it_and_changes_nothing(counter, confirmed, clerk):
    from desk.relay import relay
    from desk.send import send

    visitor = Visitor(counter, "dontan")
    at = "/letters/2567/1"
    assert visitor.get(at).status_code == 403
    relay(counter.desk, "1", clerk)
    send(counter.desk, "1", clerk)
    page = visitor.get(at)
    assert (page.status_code, "หนี้นอกระบบ" in page.text) == (200, True)
    assert "<button" not in page.text.split('id="reading"')[1]
    assert visitor.get(f"{at}/original").status_code == 200
    assert f'href="{at}"' in visitor.get(f"/tasks/{own_task(counter).id}").text
    for path in ("/relay", "/relay/draft.pdf", "/addresses"):
        assert visitor.get(f"{at}{path}").status_code == 403
    seen = {"seen": str(seen_of(counter)), "field": "issuer", "value": "กรมที่ดิน"}
    assert visitor.send_form(f"{at}/correct", page=at, **seen).status_code == 403


def test_no_page_waits_for_the_database_where_every_other_waits_for_it(counter):
    """A route that is a coroutine would hold the one loop that answers everybody."""
    pages = [one for one in iter_route_contexts(create_app(counter).routes) if one.endpoint]
    assert [one.path for one in pages if iscoroutinefunction(one.endpoint)] == []
