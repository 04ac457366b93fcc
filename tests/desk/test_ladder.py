from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circulars.ladder import LADDER
from circulars.office import Level
from circulars.task import Task, TaskState
from circulars.thai_calendar import OfficeCalendar
from desk.ladder import reached, rung_day

CALENDAR = OfficeCalendar.shipped()
TOLD = dt.date(2024, 1, 2)
WEDNESDAY = dt.date(2024, 1, 31)


def task(due=WEDNESDAY, state=TaskState.SENT, **facts):
    return Task(
        id=1, letter=1, directive=0, deadline=0, item="1", level=Level.DISTRICT, office_code="4901", office="อำเภอเมือง",
        due=due, due_time=None, rrule=None, state=state, **facts,
    )  # fmt: skip


def kind_on(day, one=None, told=TOLD):
    found = reached(one or task(), LADDER, day, CALENDAR, told=told)
    return found and found.rung.kind.value


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ((2024, 1, 25), None),
        ((2024, 1, 26), "before"),  # three working days before Wednesday: Friday
        ((2024, 1, 30), "before"),
        ((2024, 1, 31), "due"),
        ((2024, 2, 1), "after"),
        ((2024, 2, 6), "after"),
        ((2024, 2, 7), "second"),
        ((2024, 2, 14), "superior"),
        ((2024, 6, 3), "superior"),
    ],
)
def test_the_highest_rung_of_the_day_counts(day, kind):
    assert kind_on(dt.date(*day)) == kind


def test_what_is_due_on_a_holiday_is_reminded_of_on_the_working_day_before():
    saturday = dt.date(2024, 2, 3)
    due = next(one for one in LADDER if one.kind == "due")
    assert rung_day(due, saturday, CALENDAR) == dt.date(2024, 2, 2)


@pytest.mark.parametrize(
    "state", [TaskState.REPORTED, TaskState.ACCEPTED, TaskState.EXEMPT, TaskState.DEFAULTED]
)
def test_whoever_has_answered_is_left_alone(state):
    assert kind_on(dt.date(2024, 2, 20), task(state=state)) is None


def test_a_returned_answer_is_waited_for_again():
    assert kind_on(dt.date(2024, 2, 1), task(state=TaskState.RETURNED)) == "after"


def test_the_day_that_the_office_was_told_counts_not_the_provinces_own():
    assert kind_on(dt.date(2024, 1, 30), task(internal_due=dt.date(2024, 1, 29))) == "before"


def test_nobody_is_reminded_on_the_day_he_is_told():
    assert kind_on(dt.date(2024, 1, 29), told=dt.date(2024, 1, 29)) is None
    assert kind_on(dt.date(2024, 1, 31), told=dt.date(2024, 1, 29)) == "due"


def test_without_a_day_there_is_no_ladder():
    assert kind_on(dt.date(2024, 2, 20), task(due=None)) is None


@pytest.mark.property
@given(st.dates(dt.date(2024, 1, 10), dt.date(2024, 12, 20)))
def test_every_rung_falls_on_a_working_day_in_the_order_of_the_ladder(due):
    days = [rung_day(rung, due, CALENDAR) for rung in LADDER]
    assert days == sorted(days)
    assert all(CALENDAR.is_working(day) for day in days)
