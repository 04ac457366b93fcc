"""The ladder run day by day, with a real mail server: who is reminded, once, and what becomes of failures."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from makers.mail_server import mail_server

from circulars.ladder import MailSecurity, MailServer, RemindBy
from circulars.task import EventKind
from desk import chase as ladder_runs
from desk.office_desk import Clerk
from desk.remind import plan_reminders
from desk.report import Answer, judge
from desk.tasks import Wanted, history, list_tasks


def on(*day, hour=9):
    return Clerk(name="ธุรการ", now=dt.datetime(*day, hour))  # noqa: DTZ001 - Bangkok wall clock


BEFORE, DUE, AFTER, SECOND, SUPERIOR = (
    on(2024, 1, 26), on(2024, 1, 31), on(2024, 2, 1), on(2024, 2, 7), on(2024, 2, 14),
)  # fmt: skip


@pytest.fixture
def post():
    with mail_server() as found:
        yield found


@pytest.fixture
def office(office, post):
    """An office that sends e-mail, and whose districts have addresses, but for one."""
    districts = tuple(
        replace(one, email="" if one.name == "หนองสูง" else f"a{one.code}@example.go.th")
        for one in office.province.districts
    )
    server = MailServer(
        host="127.0.0.1", port=post.port, security=MailSecurity.NONE, sender="tracking@example.go.th"
    )
    return replace(
        office,
        province=replace(office.province, districts=districts),
        mail=server,
        superior_email="palad@example.go.th",
    )


@pytest.fixture
def answered(desk, sent, clerk):
    """All districts but two have answered the second directive."""
    for listed in list_tasks(desk, clerk, Wanted()):
        task = listed.task
        if task.item == "2" and task.office not in {"อำเภอดอนตาล", "อำเภอหนองสูง"}:
            judge(desk, task.id, clerk, Answer(nil=True))
    return sent


def chase(desk, clerk, **how):
    return ladder_runs.chase(desk, lambda: clerk, **how)


def went(done):
    return sorted(
        (one.notice.rung.kind.value, one.notice.by.value, one.notice.recipient) for one in done.sent
    )


def test_only_those_who_have_not_answered_are_reminded(desk, answered, post):
    done = chase(desk, BEFORE)
    assert went(done) == [("before", "email", "a4903@example.go.th"), ("before", "line", "")]
    assert done.plan.unreachable == ("อำเภอหนองสูง",)
    (message,) = post.messages
    assert (message["To"], message["From"]) == ("a4903@example.go.th", "tracking@example.go.th")
    assert message["Subject"] == "ขอติดตามการรายงาน ๑ เรื่อง (อำเภอดอนตาล)"
    assert message.get_content() == (
        "เรียน นายอำเภอดอนตาล\n\n"
        "ด้วยจังหวัดมุกดาหารยังไม่ได้รับรายงานจากอำเภอดอนตาล จำนวน ๑ เรื่อง ดังนี้\n\n"
        "๑. แนวทางการดำเนินงานตามนโยบายแก้ไขปัญหาหนี้นอกระบบ ข้อ ๒\n"
        "   ตามหนังสือ มห ๐๐๑๘.๑/ว ๑ ลงวันที่ ๒๕ มกราคม ๒๕๖๗\n"
        "   ครบกำหนด ๓๑ ม.ค. ๒๕๖๗ — เหลืออีก ๕ วัน\n\n"
        "จึงขอความร่วมมือเร่งดำเนินการและรายงานให้จังหวัดทราบ หากได้รายงานแล้วขออภัยมา ณ โอกาสนี้\n\n"
        "ที่ทำการปกครองจังหวัด กลุ่มงานอำนวยความเป็นธรรม\n"
        "โทร./โทรสาร 0-4261-1817\n"
    )


def test_running_a_day_twice_sends_nothing_twice(desk, answered, post):
    chase(desk, BEFORE)
    assert chase(desk, BEFORE).sent == ()
    assert chase(desk, on(2024, 1, 29)).sent == ()
    assert len(post.messages) == 1
    assert plan_reminders(desk, BEFORE).notices == ()


def test_a_dry_run_says_the_same_and_changes_nothing(desk, answered, post, trail):
    before = trail()
    planned = plan_reminders(desk, BEFORE)
    assert (post.messages, trail()) == ([], before)
    assert [one.notice for one in chase(desk, BEFORE).sent] == list(planned.notices)


def test_an_answer_ends_the_ladder(desk, answered, post):
    chase(desk, BEFORE)
    for listed in list_tasks(desk, BEFORE, Wanted()):
        if listed.task.item == "2" and not listed.task.state.closed:
            judge(desk, listed.task.id, DUE, Answer(nil=True))
    assert [one.notice for one in chase(desk, AFTER).sent if one.notice.row.directive.item == "2"] == []


def test_nothing_goes_out_on_a_holiday(desk, answered, post):
    saturday = on(2024, 2, 3)
    done = chase(desk, saturday)
    assert (done.plan.quiet, done.sent, post.messages) == ("วันเสาร์", (), [])
    assert went(chase(desk, on(2024, 2, 5)))[0][0] == "after"


def test_reminders_stand_in_the_history_and_the_audit(desk, answered, trail):
    chase(desk, BEFORE)
    task = next(one.task for one in list_tasks(desk, BEFORE, Wanted(office="ดอนตาล")) if one.task.item == "2")
    notes = [one.note for one in history(desk, task.id) if one.kind is EventKind.NOTED]
    assert notes == ["ก่อนครบกำหนด (ไลน์)", "ก่อนครบกำหนด (อีเมล)"]
    assert trail().count(("remind", f"task {task.id}")) == 2


def test_what_the_server_refuses_is_said_and_goes_with_the_next_run(desk, answered, post):
    post.refused.add("a4903@example.go.th")
    done = chase(desk, BEFORE)
    assert went(done) == [("before", "line", "")]
    (failed,) = done.failed
    assert failed.why.message("th") == (
        "เซิร์ฟเวอร์อีเมลไม่รับที่อยู่ a4903@example.go.th (550 no such mailbox) การเตือนนี้ยังไม่ถูกส่ง"
        " โปรดแก้ที่อยู่ใน [emails] แล้วสั่ง saraban remind อีกครั้ง"
    )
    post.refused.clear()
    assert went(chase(desk, BEFORE)) == [("before", "email", "a4903@example.go.th")]


def test_a_server_that_is_not_there_stops_no_other_way(desk, answered, office):
    away = replace(desk, office=replace(office, mail=replace(office.mail, port=1)))
    done = chase(away, BEFORE)
    assert went(done) == [("before", "line", "")]
    assert [one.why.kind for one in done.failed] == ["mail-server"]
    assert went(chase(desk, BEFORE)) == [("before", "email", "a4903@example.go.th")]


def test_one_that_was_on_its_way_when_the_program_stopped_goes_again_later(desk, answered, post, monkeypatch):
    def killed(*_):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("desk.chase.Postman.send", killed)
        patch.setattr(
            "registry.follow_up.FollowUp.release", lambda *_: None
        )  # a killed process tidies nothing
        with pytest.raises(SystemExit):
            chase(desk, BEFORE)
    assert chase(desk, replace(BEFORE, now=BEFORE.now + dt.timedelta(minutes=5))).sent == ()
    later = chase(desk, replace(BEFORE, now=BEFORE.now + dt.timedelta(minutes=11)))
    assert went(later) == [("before", "email", "a4903@example.go.th")]


def test_the_same_message_bears_the_same_id(desk, answered, post):
    chase(desk, BEFORE)
    from desk.post import message_to

    first = message_to(desk.office.mail, "a@b.c", "ก", "ข", key="1", now=BEFORE.now)
    again = message_to(desk.office.mail, "a@b.c", "ก", "ข", key="1", now=DUE.now)
    assert first["Message-ID"] == again["Message-ID"] != post.messages[0]["Message-ID"]


def test_two_runs_at_once_send_one_letter(desk, answered, post, monkeypatch):
    plan = plan_reminders(desk, SECOND)
    first = [one.letter.number for one in chase(desk, SECOND).sent if one.letter]
    monkeypatch.setattr(ladder_runs, "plan_reminders", lambda *_, **__: plan)
    assert chase(desk, SECOND).sent == ()
    with desk.database.reading() as store:
        numbers = [one.number for one in store.outgoing.listed()]
    assert numbers == ["มห 0018.1/ว1", *first]


def test_a_long_run_is_not_stopped_by_what_others_do_meanwhile(desk, answered, post):
    later = iter(range(0, 600, 20))

    def now():
        at = SECOND.now + dt.timedelta(minutes=next(later))
        with desk.database.writing() as store:
            store.audit.add(replace(SECOND, name="คนอื่น", now=at).did("note", "task 1"))
        return replace(SECOND, now=at)

    done = ladder_runs.chase(desk, now)
    assert (done.failed, len(done.sent)) == ((), len(done.plan.notices))


def test_the_second_reminder_is_a_letter_and_the_last_a_memo_to_the_superior(desk, answered, post):
    second = next(one for one in chase(desk, SECOND).sent if one.notice.by is RemindBy.LETTER)
    assert second.letter.addressee == "ที่ทำการปกครองอำเภอดอนตาล และที่ทำการปกครองอำเภอหนองสูง"
    assert second.letter.number == "มห 0018.1/ว2"
    last = chase(desk, SUPERIOR)
    memo = next(one.letter for one in last.sent if one.letter)
    words = " ".join(one.text for one in memo.content.body)
    assert memo.kind.value == "memo"
    assert "อำเภอที่ยังมิได้รายงาน จำนวน ๒ อำเภอ ได้แก่ อำเภอดอนตาล อำเภอหนองสูง" in words
    assert "และได้เร่งรัดแล้วตามหนังสือ" in words
    assert "ว ๒" in words
    assert post.messages[-1]["To"] == "palad@example.go.th"
    assert chase(desk, SUPERIOR).sent == ()
    assert chase(desk, on(2024, 2, 20)).sent == ()


def test_a_day_that_moves_is_reminded_of_anew(desk, answered, post):
    chase(desk, DUE)
    with desk.database.writing() as store:
        moved = [
            replace(one, due=dt.date(2024, 2, 29))
            for one in store.tasks.listed()
            if one.office == "อำเภอดอนตาล" and one.item == "2"
        ]
        store.tasks.reschedule(moved)
    assert ("before", "email", "a4903@example.go.th") in went(chase(desk, on(2024, 2, 27)))


@pytest.mark.filterwarnings("ignore:Session.login_data:DeprecationWarning")
def test_a_wrong_password_is_told_and_leaves_the_rung_unsent(desk, answered, office, post):
    post.password = "right"
    locked = replace(desk, office=replace(office, mail=replace(office.mail, user="tracking")))
    done = chase(locked, BEFORE, password="wrong")  # noqa: S106
    assert [one.why.kind for one in done.failed] == ["mail-login"]
    assert done.failed[0].why.message("th") == (
        "เซิร์ฟเวอร์อีเมล 127.0.0.1 ไม่รับผู้ใช้ tracking โปรดตรวจรหัสผ่านในตัวแปร SARABAN_SMTP_PASSWORD แล้วสั่ง saraban remind อีกครั้ง"
    )
    assert went(chase(locked, BEFORE, password="right")) == [("before", "email", "a4903@example.go.th")]  # noqa: S106


def test_a_server_without_encryption_is_not_given_a_message_that_asks_for_it(desk, answered, office, post):
    strict = replace(desk, office=replace(office, mail=replace(office.mail, security=MailSecurity.STARTTLS)))
    done = chase(strict, BEFORE)
    assert [one.why.kind for one in done.failed] == ["mail-server"]
    assert post.messages == []
