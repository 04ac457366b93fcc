from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from circulars.circular import Circular
from circulars.deadline import Basis, Deadline, DeadlineKind
from circulars.directive import Directive
from circulars.errors import ConflictError
from circulars.office import Level
from circulars.task import EventKind, Task, TaskState
from circulars.thai_calendar import OfficeCalendar
from desk.assign import assign
from desk.office_desk import Clerk
from desk.report import Answer, judge
from desk.rounds import end, periods, refuse_duty, roll, shift, skip

DAILY = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=5"


def at(*day):
    return Clerk(name="ธุรการ", now=dt.datetime(*day, 9))  # noqa: DTZ001 - Bangkok wall clock


def letter(rrule, **changes):
    deadline = Deadline(quote="ทุก…", kind=DeadlineKind.RECURRING, rrule=rrule, **changes)
    one = Directive(item="1", actors=(Level.DISTRICT,), deadlines=(deadline,), text="ให้อำเภอรายงาน")
    return Circular(directives=(one,), dated=dt.date(2024, 1, 22))


def duty(rrule):
    return Task(
        id=1, letter=1, directive=0, item="1", level=Level.DISTRICT, office_code="4901", office="อำเภอ", due=None,
        due_time=None, rrule=rrule, state=TaskState.SENT,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rrule", "changes", "to", "expected"),
    [
        # Makha Bucha, 24 February 2024, is a Saturday; Monday the 26th is kept in its place.
        (DAILY, {}, (2024, 2, 27), {"2024-02-23": "2024-02-23", "2024-02-27": "2024-02-27"}),
        (MONTHLY, {}, (2024, 5, 31), {"2024-05-05": "2024-05-03"}),
        (MONTHLY, {"holiday_rule": "next_working_day"}, (2024, 5, 31), {"2024-05-05": "2024-05-07"}),
        (MONTHLY, {"start": dt.date(2024, 3, 1)}, (2024, 3, 31), {"2024-03-05": "2024-03-05"}),
        ("FREQ=DAILY", {"basis": Basis.WORKING_DAYS}, (2024, 2, 27), {"2024-02-23": "2024-02-23", "2024-02-27": "2024-02-27"}),
        ("FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30", {}, (2025, 1, 1), {"2024-09-30": "2024-09-30"}),
        (
            "FREQ=MONTHLY;BYMONTHDAY=30",
            {},
            (2025, 3, 31),
            {
                "2024-12-30": "2024-12-27",
                "2025-01-30": "2025-01-30",
                "2025-02-28": "2025-02-28",
                "2025-03-30": "2025-03-28",
            },
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=31", {}, (2025, 1, 31), {"2024-12-31": "2024-12-27", "2025-01-31": "2025-01-31"}),
    ],
)  # fmt: skip
def test_periods_fall_on_the_days_of_the_office(rrule, changes, to, expected):
    found = periods(
        duty(rrule), letter(rrule, **changes), dt.date(2024, 1, 25), dt.date(*to), OfficeCalendar.shipped()
    )
    days = {period: due.isoformat() for period, due in found}
    first = min(expected)
    assert {period: due for period, due in days.items() if period >= first} == expected


@pytest.fixture
def duties(desk, entered, clerk):
    """A letter that wants a report on the fifth of every month, assigned and told to the districts."""

    def given(rrule=MONTHLY):
        entry = entered(letter(rrule))
        with desk.database.writing() as store:
            store.tasks.step(assign(store, entry, entry.letter, desk, clerk).new, TaskState.SENT)
        return entry

    return given


def occurrences(desk, office="4903"):
    with desk.database.reading() as store:
        return [one for one in store.tasks.listed(office_code=office) if one.period]


def test_rounds_are_made_once_and_go_on_over_the_new_year(desk, duties):
    duties()
    assert roll(desk, at(2024, 11, 20), dt.date(2025, 2, 28)).made == 7 * 13
    assert roll(desk, at(2024, 11, 20), dt.date(2025, 2, 28)).made == 0
    made = occurrences(desk)
    assert [one.due.isoformat() for one in made][-4:] == [
        "2024-11-05",
        "2024-12-04",
        "2025-01-03",
        "2025-02-05",
    ]
    assert {one.state for one in made} == {TaskState.SENT}
    assert roll(desk, at(2025, 1, 2)).made == 0
    assert roll(desk, at(2025, 2, 20)).made == 7


def test_no_round_is_made_more_than_a_fiscal_year_ahead(desk, duties, clerk, says):
    duties()
    assert says(roll, desk, clerk, dt.date(2025, 3, 1)) == (
        "สร้างรอบถึงวันที่ ๑ มีนาคม ๒๕๖๘ ไม่ได้ เพราะสร้างล่วงหน้าได้ไม่เกิน 366 วัน (หนึ่งปีงบประมาณ)",
        "Occurrences cannot be made up to ๑ มีนาคม ๒๕๖๘: no more than 366 days (a fiscal year) ahead.",
    )
    assert occurrences(desk) == []


def test_a_round_is_skipped_or_moved_and_the_others_stay(desk, duties, clerk, trail):
    duties()
    roll(desk, clerk, dt.date(2024, 4, 30))
    first, second, third = occurrences(desk)
    assert skip(desk, first.id, clerk, "ไม่มีข้อมูล").state is TaskState.EXEMPT
    moved = shift(desk, second.id, dt.date(2024, 3, 12), clerk, "ประชุมเลื่อน")
    assert (moved.due, moved.letter_due, moved.extended) == (dt.date(2024, 3, 12), dt.date(2024, 3, 5), True)
    assert roll(desk, clerk, dt.date(2024, 4, 30)).made == 0
    assert [one.state for one in occurrences(desk)] == [TaskState.EXEMPT, TaskState.SENT, TaskState.SENT]
    assert occurrences(desk)[2] == third
    with desk.database.reading() as store:
        (event,) = store.tasks.events(second.id)
    assert (event.kind, event.before, event.after, event.note) == (
        EventKind.SHIFTED, "2024-03-05", "2024-03-12", "ประชุมเลื่อน",
    )  # fmt: skip
    assert [verb for verb, _ in trail()][-2:] == ["skipped", "shifted"]


def test_a_duty_that_ended_makes_no_more_rounds(desk, duties, clerk, says):
    duties()
    roll(desk, clerk, dt.date(2024, 4, 30))
    first, *_ = occurrences(desk)
    ended, fell = end(desk, first.id, at(2024, 3, 6), "ยกเลิกแล้ว")
    assert (ended.state, fell) == (TaskState.EXEMPT, 1)
    assert [one.state for one in occurrences(desk)] == [TaskState.SENT, TaskState.SENT, TaskState.EXEMPT]
    assert roll(desk, at(2024, 5, 1), dt.date(2024, 6, 30)).made == 6 * 2
    assert says(end, desk, first.id, clerk, "อีก")[0] == f"งานประจำเลขที่ {ended.id} สิ้นสุดไปแล้ว"


def test_what_is_no_round_is_not_skipped(desk, duties, clerk, says):
    duties()
    roll(desk, clerk, dt.date(2024, 2, 28))
    with desk.database.reading() as store:
        number = next(one.id for one in store.tasks.listed() if one.is_duty)
    assert says(skip, desk, number, clerk, "ก")[1].startswith(
        f"Task {number} is no occurrence of a recurring duty"
    )
    (one,) = occurrences(desk)
    skip(desk, one.id, clerk, "ก")
    assert says(shift, desk, one.id, dt.date(2024, 3, 1), clerk, "ก")[1] == (
        f"Task {one.id} is answered or closed already and cannot be skipped or shifted."
    )


def test_a_rule_that_was_corrected_drops_the_open_rounds_it_no_longer_names(desk, duties, clerk):
    entry = duties()
    roll(desk, clerk, dt.date(2024, 4, 30))
    with desk.database.writing() as store:
        changed = letter("FREQ=MONTHLY;BYMONTHDAY=20")
        assert store.incoming.rewrite(entry, changed, {**entry.reading, "letter": _plain(changed)})
        assign(store, entry, changed, desk, clerk)
    done = roll(desk, clerk, dt.date(2024, 4, 30))
    assert (done.made, done.dropped) == (7 * 3, 7 * 3)
    open_days = [one.due.day for one in occurrences(desk) if not one.state.closed]
    assert open_days == [20, 20, 19]


def _plain(circular):
    from circulars.reading_json import letter_to_json

    return letter_to_json(circular)


def test_a_duty_with_rounds_is_answered_round_by_round(desk, duties, clerk):
    duties()
    roll(desk, clerk, dt.date(2024, 2, 28))
    with desk.database.reading() as store:
        whole = next(one for one in store.tasks.listed(office_code="4903") if one.is_duty)
        with pytest.raises(ConflictError) as caught:
            refuse_duty(store, whole)
    (one,) = occurrences(desk)
    assert caught.value.message() == (
        f"งานเลขที่ {whole.id} เป็นงานประจำ ให้ตอบทีละรอบ รอบที่รออยู่คืองานเลขที่ {one.id} กำหนด ๕ ก.พ. ๒๕๖๗"
    )
    assert judge(desk, one.id, clerk, Answer(nil=True)).task.state is TaskState.REPORTED
    with desk.database.reading() as store:
        refuse_duty(store, replace(whole, period="2024-02-05"))
