"""Lists page by page: in their order, and without what may not be seen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from makers.readings import sample_letter

from circulars.circular import Secrecy, Urgency
from circulars.office import Level
from circulars.task import TaskState
from desk.agenda import agenda
from desk.dashboard import Outcome, dashboard
from desk.lists import received_page, sent_page, unrelayed_page, waiting_page
from desk.office_desk import Clerk
from desk.report import Answer, judge
from desk.review import confirm, correct
from registry.listings import Dues

OPEN = frozenset({Secrecy.NONE})
ALL = frozenset(Secrecy)


@pytest.fixture
def few(monkeypatch):
    """Pages of two rows."""
    monkeypatch.setattr("desk.lists.PAGE", 2)


def test_the_most_urgent_readings_wait_in_front_and_of_those_the_oldest(desk, entered, few):
    for number, urgency in enumerate(
        (Urgency.NORMAL, Urgency.MOST_URGENT, Urgency.URGENT, Urgency.MOST_URGENT), start=1
    ):
        entered(replace(sample_letter(), urgency=urgency), number=number)
    pages = [waiting_page(desk, OPEN, page) for page in (1, 2)]
    assert [[one.receipt_number for one in page.rows] for page in pages] == [[2, 4], [3, 1]]
    assert [(page.count, page.has_more) for page in pages] == [(4, True), (4, False)]


def test_secret_letters_are_neither_shown_nor_counted(desk, entered, clerk):
    entered()
    entered(replace(sample_letter(), secrecy=Secrecy.SECRET), number=2)
    for page in (waiting_page, lambda desk, seen: received_page(desk, 2024, seen)):
        assert [(page(desk, seen).count, len(page(desk, seen).rows)) for seen in (OPEN, ALL)] == [
            (1, 1),
            (2, 2),
        ]
    correct(desk, "1", "ชั้นความลับ", "ลับ", clerk)
    assert waiting_page(desk, OPEN).count == 0


def test_a_register_begins_with_the_newest(desk, entered, few):
    for number in (1, 2, 3):
        entered(number=number)
    assert [one.receipt for one in received_page(desk, 2024, OPEN).rows] == ["3/2567", "2/2567"]
    assert [one.receipt for one in received_page(desk, 2024, OPEN, 2).rows] == ["1/2567"]
    assert received_page(desk, 2023, OPEN).rows == ()


def test_a_letter_is_to_be_passed_on_from_its_confirmation_until_its_relay_is_sent(desk, confirmed, clerk):
    from desk.relay import relay
    from desk.send import send

    assert [one.receipt for one in unrelayed_page(desk, OPEN).rows] == ["1/2567"]
    relay(desk, "1", clerk)
    assert unrelayed_page(desk, OPEN).count == 1
    send(desk, "1", clerk)
    assert unrelayed_page(desk, OPEN).count == 0


def test_a_relay_is_as_secret_as_the_letter_that_it_passes_on(desk, sent, clerk):
    assert [one.id for one in sent_page(desk, 2024, OPEN).rows] == [sent.letter.id]
    correct(desk, "1", "ชั้นความลับ", "ลับ", clerk)
    assert (sent_page(desk, 2024, OPEN).count, sent_page(desk, 2024, ALL).count) == (0, 1)


def test_the_agenda_shows_what_is_late_due_today_and_soon(desk, sent):
    for day, wanted in (
        (dt.date(2024, 1, 23), (0, 0, 0)),
        (dt.date(2024, 1, 26), (0, 0, 1)),
        (dt.date(2024, 1, 31), (0, 1, 0)),
        (dt.date(2024, 2, 1), (1, 0, 0)),
    ):
        found = agenda(desk, Clerk(name="ก", now=dt.datetime.combine(day, dt.time(9))), OPEN)
        assert (found.late.count, found.today.count, found.soon.count) == wanted, day
        assert [len(one.rows) for one in (found.late, found.today, found.soon)] == list(wanted)


def test_letters_are_waited_for_until_all_have_answered(desk, sent, clerk):
    def waited(**wanted):
        with desk.database.reading() as store:
            return store.listings.waited_for(OPEN, 10, **wanted)

    assert waited() == (1,)
    assert waited(dues=Dues(last=dt.date(2024, 1, 30))) == ()
    assert waited(dues=Dues(first=dt.date(2024, 1, 31), last=dt.date(2024, 1, 31))) == (1,)
    with desk.database.reading() as store:
        tasks = [one for one in store.tasks.listed(letter=1) if one.office_code == "4903"]
    for one in tasks:
        judge(desk, one.id, clerk, Answer(note="แล้ว"))
    assert waited(office_code="4903") == ()
    assert waited(office_code="4904") == (1,)
    with desk.database.reading() as store:
        assert store.listings.to_check(OPEN, 10) == (1,)
        assert store.listings.to_check(frozenset(), 10) == ()


def test_a_dashboard_counts_every_task_once_by_office_and_by_week(desk, sent, clerk):
    with desk.database.reading() as store:
        tasks = [one for one in store.tasks.listed(letter=1) if one.due and one.level is Level.DISTRICT]
    late = Clerk(name="ก", now=dt.datetime(2024, 2, 2, 9))  # noqa: DTZ001 - Bangkok wall clock
    judge(desk, tasks[0].id, clerk, Answer(note="แล้ว"))
    judge(desk, tasks[1].id, late, Answer(note="แล้ว"))
    found = dashboard(desk, late, OPEN)
    assert found.total.total == sum(one.total for one in found.offices)
    assert [one.name for one in found.offices][-1] == "จังหวัดมุกดาหาร"
    week = next(one for one in found.weeks if one.start == dt.date(2024, 1, 29))
    due = [one for one in store_tasks(desk) if one.due]
    assert week.counts == {Outcome.IN_TIME: 1, Outcome.AFTER: 1, Outcome.OVERDUE: len(due) - 2}
    assert dashboard(desk, late, frozenset()).total.total == 0


def store_tasks(desk):
    with desk.database.reading() as store:
        return [one for one in store.tasks.listed(letter=1) if one.state is not TaskState.EXEMPT]


def test_a_letter_that_is_cancelled_waits_for_nobody(desk, entered, clerk):
    entered()
    confirm(desk, "1", clerk)
    from desk.cancelling import cancel_receipt

    cancel_receipt(desk, "1", clerk, "ลงซ้ำ")
    assert unrelayed_page(desk, OPEN).count == 0
