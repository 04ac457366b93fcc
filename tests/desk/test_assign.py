from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from makers.readings import sample_letter

from circulars.deadline import Deadline, DeadlineKind
from circulars.directive import Directive
from circulars.office import Level
from circulars.task import TaskState
from desk.assign import assign, event_of, planned_tasks, task_deadlines
from desk.offices import offices_of

JAN, FEB = dt.date(2024, 1, 31), dt.date(2024, 2, 5)
BOTH = (Level.PROVINCE, Level.DISTRICT)


def due(day, **changes):
    return Deadline(quote="ภายในวันที่", kind=DeadlineKind.ABSOLUTE, due=day, **changes)


def directive(*deadlines, actors=BOTH, **changes):
    return Directive(item="1", actors=actors, deadlines=deadlines, **changes)


def test_the_sample_makes_eight_tasks_of_each_of_its_directives(office):
    tasks = planned_tasks(sample_letter(), 1, office, sent=False)
    assert Counter(one.directive for one in tasks) == {0: 8, 1: 8, 2: 8}
    assert Counter(one.level for one in tasks if one.directive == 2) == {Level.DISTRICT: 7, Level.PROVINCE: 1}
    assert {one.due for one in tasks if one.directive == 2} == {JAN}
    assert {(one.rrule, one.due_time) for one in tasks if one.directive == 0} == {
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", dt.time(15))
    }


def test_the_province_has_the_letter_in_hand_and_the_districts_wait_for_it(office):
    tasks = planned_tasks(sample_letter(), 1, office, sent=False)
    assert {one.state for one in tasks if one.level is Level.PROVINCE} == {TaskState.RECEIVED}
    assert {one.state for one in tasks if one.level is Level.DISTRICT} == {TaskState.NOT_SENT}


@pytest.mark.parametrize(
    ("actors", "changes", "levels"),
    [
        ((Level.DISTRICT,), {}, {Level.DISTRICT: 7}),
        ((Level.PROVINCE,), {}, {Level.PROVINCE: 1}),
        (BOTH, {}, {Level.DISTRICT: 7, Level.PROVINCE: 1}),
        ((Level.DISTRICT,), {"relay": True}, {Level.DISTRICT: 7, Level.PROVINCE: 1}),
        ((Level.SUBDISTRICT, Level.LOCAL_GOVERNMENT), {}, {Level.DISTRICT: 7}),
        ((Level.PERSON,), {}, {Level.PROVINCE: 1}),
        ((Level.DEPARTMENT,), {}, {}),
        ((), {}, {Level.PROVINCE: 1}),
        ((Level.DISTRICT,), {"offices": ("อำเภอดอนตาล", "ดงหลวง")}, {Level.DISTRICT: 2}),
        ((Level.DISTRICT,), {"offices": ("อำเภอเมืองชลบุรี",)}, {}),
        ((Level.PROVINCE,), {"offices": ("จังหวัดมุกดาหาร",)}, {Level.PROVINCE: 1}),
        ((Level.PROVINCE,), {"offices": ("ชลบุรี",)}, {}),
        ((Level.DISTRICT,), {"offices": ("ดอนตาล",), "relay": True}, {Level.DISTRICT: 1, Level.PROVINCE: 1}),
    ],
)
def test_the_offices_that_must_act(office, actors, changes, levels):
    assert Counter(one.level for one in offices_of(directive(actors=actors, **changes), office)) == levels


EVENT = Deadline(quote="ประชุม", kind=DeadlineKind.EVENT, due=FEB)
AT_ONCE = Deadline(quote="โดยด่วน", kind=DeadlineKind.IMMEDIATE)
DAILY = Deadline(quote="ทุกวัน", kind=DeadlineKind.RECURRING, rrule="FREQ=DAILY")


@pytest.mark.parametrize(
    ("deadlines", "level", "expected"),
    [
        ((), Level.DISTRICT, (None,)),
        ((AT_ONCE,), Level.DISTRICT, (None,)),
        ((AT_ONCE, due(JAN)), Level.DISTRICT, (due(JAN),)),
        ((due(JAN), due(FEB)), Level.DISTRICT, (due(JAN), due(FEB))),
        ((DAILY, due(JAN)), Level.DISTRICT, (DAILY, due(JAN))),
        ((EVENT,), Level.DISTRICT, (EVENT,)),
        ((EVENT, due(JAN)), Level.DISTRICT, (due(JAN),)),
        ((due(JAN, flags=("other_actor",)),), Level.DISTRICT, (None,)),
        ((due(JAN, actor="อำเภอ"), due(FEB, actor="จังหวัด")), Level.DISTRICT, (due(JAN, actor="อำเภอ"),)),
        ((due(JAN, actor="อำเภอ"), due(FEB, actor="จังหวัด")), Level.PROVINCE, (due(FEB, actor="จังหวัด"),)),
        ((due(JAN, actor="อำเภอ"),), Level.PROVINCE, (due(JAN, actor="อำเภอ"),)),
    ],
)
def test_the_deadlines_that_are_tasks(deadlines, level, expected):
    assert task_deadlines(directive(*deadlines), level) == expected


def test_assigning_twice_changes_nothing(desk, entered, clerk):
    entry = entered()
    with desk.database.writing() as store:
        first = assign(store, entry, entry.letter, desk, clerk)
        second = assign(store, entry, entry.letter, desk, clerk)
        assert len(store.tasks.listed()) == len(first.new) == 24
    assert (second.new, second.moved, second.dropped) == ((), (), ())


def test_a_letter_that_changed_moves_its_tasks_and_says_so(desk, entered, clerk):
    entry = entered()
    letter = entry.letter
    changed = replace(
        letter,
        directives=(
            letter.directives[0],
            replace(letter.directives[1], actors=(Level.PROVINCE,), relay=False),
            replace(letter.directives[2], deadlines=(due(FEB),)),
        ),
    )
    with desk.database.writing() as store:
        assign(store, entry, letter, desk, clerk)
        done = assign(store, entry, changed, desk, clerk)
        assert (len(done.new), len(done.moved), len(done.dropped)) == (0, 8, 7)
        assert {one.due for one in store.tasks.listed() if one.directive == 2} == {FEB}
        assert {one.state for one in store.tasks.listed() if one in done.dropped} == set()
        notes = {event.note for one in done.moved for event in store.tasks.events(one.id)}
        assert notes == {"๓๑ ม.ค. ๒๕๖๗ → ๕ ก.พ. ๒๕๖๗"}
        exempt = [one for one in store.tasks.listed() if one.state is TaskState.EXEMPT]
        assert {(one.directive, one.level) for one in exempt} == {(1, Level.DISTRICT)}
        assert [event.state for event in store.tasks.events(exempt[0].id)] == [TaskState.EXEMPT]


def test_a_task_comes_back_that_a_correction_took_away_not_one_that_a_person_let_off(desk, entered, clerk):
    entry = entered()
    with desk.database.writing() as store:
        assign(store, entry, entry.letter, desk, clerk)
        let_off = store.tasks.listed(office_code="4903")[0]
        store.tasks.step([let_off], TaskState.EXEMPT)
        store.tasks.add_events([event_of(let_off, clerk, TaskState.EXEMPT, "correct as it stands")])
        assign(store, entry, replace(entry.letter, directives=()), desk, clerk)
        assign(store, entry, entry.letter, desk, clerk)
        exempt = [one.id for one in store.tasks.listed() if one.state is TaskState.EXEMPT]
    assert exempt == [let_off.id]


def test_a_task_that_was_answered_is_not_dropped(desk, entered, clerk):
    entry = entered()
    with desk.database.writing() as store:
        assign(store, entry, entry.letter, desk, clerk)
        answered = store.tasks.listed(office_code="4903")[0]
        store.tasks.step([answered], TaskState.REPORTED)
        assign(store, entry, replace(entry.letter, directives=()), desk, clerk)
        states = {one.id: one.state for one in store.tasks.listed()}
    assert states.pop(answered.id) is TaskState.REPORTED
    assert set(states.values()) == {TaskState.EXEMPT}
