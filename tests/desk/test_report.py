from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from circulars.errors import ConflictError, ExitCode
from circulars.task import TaskState
from desk.office_desk import Clerk
from desk.overview import overview
from desk.remind import remind
from desk.report import Answer, judge
from desk.tasks import Wanted, history, list_tasks, wanted_tasks
from registry.archive import write
from terminal.terms import task_due


@pytest.fixture
def task(desk, sent, clerk):
    """The number of the second directive's task of a district."""

    def number(district="ดอนตาล"):
        listed = list_tasks(desk, clerk, Wanted(office=district))
        return next(one.task.id for one in listed if one.task.item == "2")

    return number


@pytest.fixture
def late(clerk):
    return Clerk(name="ธุรการ", now=dt.datetime(2024, 2, 2, 9))  # noqa: DTZ001 - Bangkok wall clock


def columns(desk, number):
    with desk.database.reading() as store:
        found = store.tasks.by_id(number)
        entry = store.incoming.by_id(found.letter)
    from desk.report import task_form

    return task_form(entry, found, desk.office).columns


def full_row(desk, number, name="ก"):
    values = {"phone": "0812345678"}
    return "; ".join(f"{one.title}={values.get(one.name, name)}" for one in columns(desk, number))


def test_an_answer_is_kept_with_who_entered_it(desk, task, clerk):
    number = task()
    done = judge(desk, number, clerk, Answer(rows=[full_row(desk, number), full_row(desk, number, "ข")]))
    assert done.task.state is TaskState.REPORTED
    event = history(desk, number)[-1]
    assert (event.state, event.by) == (TaskState.REPORTED, "ธุรการ")
    assert json.loads(event.answer) == {
        "nil": False,
        "rows": [{"name": one, "position": one, "phone": "0812345678"} for one in ("ก", "ข")],
    }


def test_a_nil_report_is_an_answer(desk, task, clerk):
    judge(desk, task(), clerk, Answer(nil=True))
    assert json.loads(history(desk, task())[-1].answer) == {"nil": True, "rows": []}


def test_an_answer_is_accepted_or_returned_with_a_reason(desk, task, clerk):
    judge(desk, task(), clerk, Answer(nil=True))
    returned = judge(desk, task(), clerk, Answer(reason="ขาดหมายเลขโทรศัพท์"))
    assert returned.task.state is TaskState.RETURNED
    judge(desk, task(), clerk, Answer(nil=True))
    assert judge(desk, task(), clerk, Answer(accept=True)).task.state is TaskState.ACCEPTED
    assert [one.note for one in history(desk, task())] == ["มห ๐๐๑๘.๑/ว ๑", "", "ขาดหมายเลขโทรศัพท์", "", ""]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(), "empty-report"),
        (Answer(nil=True, rows=["ก=ข"]), "nil-and-rows"),
        (Answer(nil=True, accept=True), "answer-or-verdict"),
        (Answer(accept=True, reason="ไม่ครบ"), "answer-or-verdict"),
        (Answer(rows=["สี=แดง"]), "no-column"),
        (Answer(rows=[";"]), "row-empty"),
        (Answer(rows=["ชื่อ–สกุล=ก; โทรศัพท์=0812345678"]), "answer-refused"),
        (Answer(rows=["ชื่อ–สกุล=ก; ตำแหน่ง=ข; โทรศัพท์=0812345678"]), "answer-refused"),
        (Answer(rows=["ก=ข"] * 3), "too-many-rows"),
        (Answer(accept=True), "task-step"),
    ],
)
def test_a_muddled_answer_is_refused_and_changes_nothing(desk, task, clerk, answer, kind):
    number = task()
    with pytest.raises(Exception, match=kind) as caught:
        _raise_kind(judge, desk, number, clerk, answer)
    assert str(caught.value) == kind
    assert [one.state for one in history(desk, number)] == [TaskState.SENT]


def _raise_kind(call, *args):
    try:
        call(*args)
    except Exception as error:
        raise RuntimeError(error.kind) from error


def test_an_answered_task_is_not_answered_again(desk, task, clerk, says):
    number = task()
    judge(desk, number, clerk, Answer(nil=True))
    assert says(judge, desk, number, clerk, Answer(nil=True))[0] == (
        f"งานเลขที่ {number} ของอำเภอดอนตาลอยู่ในสถานะ “รายงานแล้ว” จึงเปลี่ยนเป็น “รายงานแล้ว” ไม่ได้ ดูประวัติด้วย saraban tasks --history {number}"
    )
    with pytest.raises(ConflictError) as caught:
        judge(desk, number, clerk, Answer(nil=True))
    assert caught.value.exit_code is ExitCode.CONFLICT


def test_an_answer_changed_since_it_was_seen_is_not_judged(desk, task, clerk, says):
    number = task()
    seen = judge(desk, number, clerk, Answer(nil=True)).task.version
    assert says(judge, desk, number, clerk, Answer(accept=True, seen=seen - 1)) == (
        f"งานเลขที่ {number} ของอำเภอดอนตาล ถูกผู้อื่นเปลี่ยนไปแล้วระหว่างที่ท่านทำอยู่ จึงยังไม่ได้บันทึกสิ่งที่ท่านสั่ง โปรดดูด้วย saraban tasks --history {number} แล้วสั่งอีกครั้งถ้ายังต้องการ",
        f"Task {number} of อำเภอดอนตาล was changed by someone else while you were at it, and what you asked for was not stored. Look at saraban tasks --history {number}, and ask again if you still want it.",
    )
    assert judge(desk, number, clerk, Answer(accept=True, seen=seen)).task.state is TaskState.ACCEPTED


def test_an_unknown_task_is_said(desk, sent, clerk, says):
    assert says(judge, desk, 999, clerk, Answer(nil=True))[0] == "ไม่มีงานเลขที่ 999 ดูงานทั้งหมดด้วย saraban tasks"


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({}, 24),
        ({"letter": "1"}, 24),
        ({"district": "ดอนตาล"}, 3),
        ({"district": "มุกดาหาร"}, 3),
        ({"state": "แจ้งแล้ว"}, 21),
        ({"state": "received"}, 2),
        ({"due_to": "31/1/2567"}, 8),
        ({"due_to": "30/1/2567"}, 0),
        ({"late": True}, 0),
        ({"limit": 5}, 5),
        ({"limit": 99}, 24),
    ],
)
def test_tasks_are_listed_as_asked_for(desk, sent, clerk, wanted, count):
    asked = {"letter": None, "district": None, "state": None, "due_to": None, "late": False} | wanted
    assert len(list_tasks(desk, clerk, wanted_tasks(**asked))) == count


def test_late_is_what_is_past_its_day_and_not_answered(desk, task, clerk, late):
    judge(desk, task(), clerk, Answer(nil=True))
    listed = list_tasks(desk, late, Wanted(late=True))
    assert sorted(one.task.office for one in listed if one.task.office.startswith("อำเภอ")) == [
        "อำเภอคำชะอี", "อำเภอดงหลวง", "อำเภอนิคมคำสร้อย", "อำเภอหนองสูง", "อำเภอหว้านใหญ่", "อำเภอเมืองมุกดาหาร",
    ]  # fmt: skip


def test_what_is_late_is_listed_up_to_the_limit_the_earliest_first(desk, sent, late):
    every = list_tasks(desk, late, Wanted(late=True))
    assert all(one.task.is_late(late.today) for one in every)
    assert list_tasks(desk, late, Wanted(late=True, limit=3)) == every[:3]


def test_the_day_of_the_province_and_that_of_the_letter_stand_beside(desk, sent, clerk):
    (one, *_) = list_tasks(desk, clerk, Wanted(due_to=dt.date(2024, 1, 31)))
    own = replace(
        one.task, due=dt.date(2024, 2, 5), letter_due=dt.date(2024, 1, 31), internal_due=dt.date(2024, 1, 29)
    )
    assert task_due(own, one.directive, "th") == (
        "๕ ก.พ. ๒๕๖๗ (จังหวัดกำหนด ๒๙ ม.ค. ๒๕๖๗) (ตามหนังสือ ๓๑ ม.ค. ๒๕๖๗)"
    )
    plain = replace(own, due=own.letter_due, internal_due=None)
    assert "(" not in task_due(plain, one.directive, "th")


def test_the_overview_counts_who_has_answered(desk, task, clerk):
    judge(desk, task(), clerk, Answer(nil=True))
    rows = overview(desk, clerk)
    assert [(one.directive.item, len(one.answered), len(one.tasks)) for one in rows] == [
        (None, 0, 8), ("1", 1, 8), ("2", 1, 8),
    ]  # fmt: skip
    assert [one.office for one in rows[2].missing][-1] == "จังหวัดมุกดาหาร"
    assert rows[2].due == dt.date(2024, 1, 31)
    assert rows[0].quote == "ภายในเวลา ๑๕.๐๐ นาฬิกา ของทุกวันทำการ"
    assert overview(desk, clerk, "1") == rows


def test_those_who_have_not_answered_are_reminded_in_words_for_a_group(desk, task, clerk):
    for district in ("ดอนตาล", "ดงหลวง", "คำชะอี", "หว้านใหญ่", "หนองสูง"):
        judge(desk, task(district), clerk, Answer(nil=True))
    (reminder,) = remind(desk, clerk)
    assert reminder.text == (
        "ขอติดตามการรายงาน (ครบกำหนด ๓๑ ม.ค. ๒๕๖๗ — เหลืออีก ๖ วัน)\n"
        "เรื่อง แนวทางการดำเนินงานตามนโยบายแก้ไขปัญหาหนี้นอกระบบ ข้อ ๒\n"
        "ตามหนังสือ มห ๐๐๑๘.๑/ว ๑ ลงวันที่ ๒๕ มกราคม ๒๕๖๗\n"
        "รายงานแล้ว ๕/๗ อำเภอ\n"
        "ค้าง: อำเภอเมืองมุกดาหาร, อำเภอนิคมคำสร้อย\n"
        "ขอความร่วมมือเร่งดำเนินการและรายงานให้จังหวัดทราบ"
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (31, "ครบกำหนด ๓๑ ม.ค. ๒๕๖๗ — ครบกำหนดวันนี้"),
        (30, "ครบกำหนด ๓๑ ม.ค. ๒๕๖๗ — เหลืออีก ๑ วัน"),
    ],
)
def test_a_reminder_says_how_much_time_is_left(desk, sent, day, words):
    clerk = Clerk(name="ธุรการ", now=dt.datetime(2024, 1, day, 9))  # noqa: DTZ001 - Bangkok wall clock
    assert words in remind(desk, clerk)[0].text


def test_a_reminder_says_how_late_it_is(desk, sent, late):
    assert "เกินกำหนดแล้ว ๒ วัน" in remind(desk, late)[0].text


def test_only_what_presses_is_reminded_of(desk, sent, clerk):
    assert remind(desk, clerk, days=5) == ()
    assert len(remind(desk, clerk, days=6)) == 1


def test_nobody_is_reminded_of_what_he_was_not_told(desk, confirmed, clerk):
    assert remind(desk, clerk) == ()


def test_a_refused_answer_takes_no_file_away_that_another_filed_meanwhile(
    desk, task, clerk, tmp_path, monkeypatch
):
    paper = tmp_path / "หลักฐาน.pdf"
    paper.write_bytes(b"paper")
    plan = desk.archive.evidence(paper.name, b"paper")

    def refused(*_):
        # Another worker files the same paper while this answer is being looked at.
        write(desk.archive.absolute(plan.path), plan.content)
        raise ConflictError("task-step")

    monkeypatch.setattr("desk.report.refuse_duty", refused)
    with pytest.raises(ConflictError):
        judge(desk, task(), clerk, Answer(nil=True, files=[paper]))
    assert desk.archive.absolute(plan.path).read_bytes() == b"paper"
