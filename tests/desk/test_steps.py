from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from circulars.circular import Circular
from circulars.deadline import Deadline, DeadlineKind
from circulars.directive import Directive
from circulars.office import Level
from circulars.task import STEPS, EventKind, TaskState
from desk.assign import assign
from desk.office_desk import Clerk
from desk.report import Answer, judge
from desk.review import correct
from desk.steps import (
    deeming_clause,
    defaulted,
    exempt_task,
    extend_task,
    receive_task,
    restore_task,
    start_task,
)

DUE = dt.date(2024, 1, 31)
CLAUSE = "หากอำเภอใดไม่รายงานภายในกำหนด จะถือว่าใช้รายชื่อเดิม"


@pytest.fixture
def late():
    return Clerk(name="ปลัด", now=dt.datetime(2024, 2, 1, 9))  # noqa: DTZ001 - Bangkok wall clock


@pytest.fixture
def told(desk, entered, clerk):
    """A letter with one directive due on 31 January, told to the districts; their tasks by office code."""

    def given(**changes):
        deadline = Deadline(quote="ภายในวันที่ ๓๑", kind=DeadlineKind.ABSOLUTE, due=DUE)
        one = Directive(
            item="1", actors=(Level.DISTRICT,), deadlines=(deadline,), text="ให้อำเภอรายงาน", **changes
        )
        entry = entered(Circular(directives=(one,)))
        with desk.database.writing() as store:
            store.tasks.step(assign(store, entry, entry.letter, desk, clerk).new, TaskState.SENT)
            return {one.office_code: one for one in store.tasks.listed()}

    return given


def test_a_task_goes_its_way(desk, told, clerk, trail):
    number = told()["4903"].id
    received = receive_task(desk, number, clerk, "45/2567")
    assert (received.state, received.receipt) == (TaskState.RECEIVED, "45/2567")
    assert start_task(desk, number, clerk, "สำรวจ").state is TaskState.IN_WORK
    assert judge(desk, number, clerk, Answer(nil=True)).task.state is TaskState.REPORTED
    with desk.database.reading() as store:
        states = [event.state for event in store.tasks.events(number)]
    assert states == [TaskState.RECEIVED, TaskState.IN_WORK, TaskState.REPORTED]
    assert [subject for verb, subject in trail() if verb == "step"] == [f"task {number}"] * 2


@pytest.mark.parametrize("state", TaskState)
@pytest.mark.parametrize(
    ("step", "wanted"),
    [(receive_task, TaskState.RECEIVED), (start_task, TaskState.IN_WORK), (exempt_task, TaskState.EXEMPT)],
)
def test_every_step_is_taken_only_where_it_may_be(desk, told, clerk, says, state, step, wanted):
    task = told()["4903"]
    with desk.database.writing() as store:
        store.tasks.step([task], state)
    if wanted in STEPS[state]:
        assert step(desk, task.id, clerk, "เหตุ").state is wanted
    else:
        assert says(step, desk, task.id, clerk, "เหตุ")[0].startswith(f"งานเลขที่ {task.id}")


def test_whoever_was_let_off_is_waited_for_again(desk, told, clerk):
    number = told()["4903"].id
    exempt_task(desk, number, clerk, "ผิดอำเภอ")
    assert restore_task(desk, number, clerk, "แก้").state is TaskState.NOT_SENT


def test_more_time_is_given_beside_what_the_letter_says(desk, told, clerk, says):
    number = told()["4903"].id
    extended = extend_task(desk, number, dt.date(2024, 2, 7), clerk, "น้ำท่วม")
    assert (extended.due, extended.letter_due, extended.internal_due) == (dt.date(2024, 2, 7), DUE, None)
    assert extended.extended
    with desk.database.reading() as store:
        (event,) = store.tasks.events(number)
    assert (event.kind, event.before, event.after, event.note) == (
        EventKind.EXTENDED, "2024-01-31", "2024-02-07", "น้ำท่วม",
    )  # fmt: skip
    assert says(extend_task, desk, number, dt.date(2024, 2, 7), clerk, "อีก") == (
        "ขยายเวลาเป็นวันที่ ๗ กุมภาพันธ์ ๒๕๖๗ ไม่ได้ เพราะไม่ช้ากว่ากำหนดเดิม (๗ กุมภาพันธ์ ๒๕๖๗)",
        "The time cannot be extended to ๗ กุมภาพันธ์ ๒๕๖๗, which is no later than the day it is due (๗ กุมภาพันธ์ ๒๕๖๗).",
    )
    exempt_task(desk, number, clerk, "ก")
    assert says(extend_task, desk, number, dt.date(2024, 3, 1), clerk, "อีก")[0].startswith(
        f"งานเลขที่ {number} ของอำเภอดอนตาล (ยกเว้น) ขยายเวลาไม่ได้"
    )


def test_silence_is_taken_for_what_the_letter_says(desk, told, clerk, late):
    tasks = told(otherwise=CLAUSE)
    judge(desk, tasks["4901"].id, clerk, Answer(nil=True))
    receive_task(desk, tasks["4902"].id, clerk)
    extend_task(desk, tasks["4903"].id, dt.date(2024, 2, 7), clerk, "น้ำท่วม")
    exempt_task(desk, tasks["4904"].id, clerk, "ยกเว้น")
    assert defaulted(desk, clerk) == ()
    shown = defaulted(desk, late, dry_run=True)
    assert [one.office_code for one in shown] == ["4902", "4905", "4906", "4907"]
    with desk.database.reading() as store:
        assert store.tasks.listed(state=TaskState.DEFAULTED) == ()
    assert len(defaulted(desk, late, "1")) == 4
    assert defaulted(desk, late) == ()
    with desk.database.reading() as store:
        assert store.tasks.events(tasks["4905"].id)[-1].note == CLAUSE
    answered = judge(desk, tasks["4905"].id, late, Answer(nil=True))
    assert answered.task.state is TaskState.REPORTED


@pytest.mark.parametrize(
    ("clause", "deems"),
    [
        (CLAUSE, True),
        ("หากพ้นกำหนดให้ถือเอาข้อมูลครั้งก่อน", True),
        ("หากไม่รายงานจะไม่ได้รับการจัดสรรงบประมาณ", False),
        (None, False),
    ],
)
def test_only_a_clause_that_deems_is_applied(clause, deems):
    assert (deeming_clause(Directive(item="1", otherwise=clause)) is not None) is deems


def test_the_province_has_a_day_of_its_own_before_the_letters(desk, told):
    task = told()["4903"]
    assert (task.due, task.letter_due, task.internal_due) == (DUE, DUE, dt.date(2024, 1, 29))
    assert task.is_due_soon(dt.date(2024, 1, 26), 3)
    assert task.is_behind(dt.date(2024, 1, 30))
    assert not task.is_late(dt.date(2024, 1, 30))
    assert not task.is_silent(dt.date(2024, 1, 29))
    assert task.is_silent(dt.date(2024, 1, 30))
    assert not replace(task, state=TaskState.RECEIVED).is_silent(dt.date(2024, 1, 30))


def test_a_corrected_day_moves_every_task_and_keeps_old_new_and_why(desk, told, clerk):
    tasks = told()
    with desk.database.writing() as store:
        entry = store.incoming.by_id(1)
        assert store.incoming.confirm(entry, clerk.now, "ปลัด")
    extend_task(desk, tasks["4903"].id, dt.date(2024, 2, 9), clerk, "น้ำท่วม")
    correct(
        desk, "1", "/letter/directives/0/deadlines/0/due", "๗ กุมภาพันธ์ ๒๕๖๗", clerk, reason="ว 3100 ขยายเวลา"
    )
    with desk.database.reading() as store:
        now = {one.office_code: one for one in store.tasks.listed()}
        (event,) = store.tasks.events(now["4901"].id)
        audit = [one.trace.reason for one in store.audit.rows() if one.trace.verb in {"correct", "assign"}]
    assert {one.letter_due for one in now.values()} == {dt.date(2024, 2, 7)}
    # Who was given more time than the letter now gives keeps it.
    assert (now["4901"].due, now["4903"].due) == (dt.date(2024, 2, 7), dt.date(2024, 2, 9))
    assert (event.kind, event.before, event.after) == (EventKind.MOVED, "2024-01-31", "2024-02-07")
    assert event.note.endswith("ว 3100 ขยายเวลา")
    assert audit[-2:] == ["ว 3100 ขยายเวลา"] * 2


def test_a_task_that_a_correction_took_away_comes_back_with_the_next(desk, told, clerk):
    told()
    with desk.database.writing() as store:
        entry = store.incoming.by_id(1)
        assign(store, entry, replace(entry.letter, directives=()), desk, clerk)
        assert {one.state for one in store.tasks.listed()} == {TaskState.EXEMPT}
        assign(store, entry, entry.letter, desk, clerk)
        assert {one.state for one in store.tasks.listed()} == {TaskState.NOT_SENT}
