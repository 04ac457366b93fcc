from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from makers.readings import sample_letter, sample_reading
from sqlalchemy.exc import IntegrityError

from circulars.approval import Approval, ApprovalStep
from circulars.circular import LetterForm, Paragraph, Part, Urgency
from circulars.letter import Draft, Edit, GuardFinding, Letter
from circulars.office import Level
from circulars.task import Task, TaskEvent, TaskState
from registry.entries import (
    Correction,
    Evidence,
    HeldNumber,
    HeldState,
    LetterState,
    Link,
    LinkKind,
    Outgoing,
    SentFile,
    SentReminder,
    StoredDraft,
    Trace,
)

NOW = dt.datetime(2024, 1, 25, 9, 30)  # noqa: DTZ001 - Bangkok wall clock
DUE = dt.date(2024, 1, 31)


def enter(store, number=1, sha256="0" * 64, letter=None):
    letter = letter or sample_letter()
    return store.incoming.add(
        year=2024,
        receipt_number=number,
        received=NOW,
        received_by="ธุรการ",
        letter=letter,
        reading=sample_reading(letter, sha256),
        original="originals/00/0.txt",
    )


def task(letter, office_code="4901", **changes):
    values = {
        "id": 0, "letter": letter, "directive": 2, "item": "2", "level": Level.DISTRICT, "office": "อำเภอเมืองมุกดาหาร",
        "due": DUE, "due_time": dt.time(15), "rrule": None, "state": TaskState.NOT_SENT,
    }  # fmt: skip
    return Task(office_code=office_code, **(values | changes))


def sent(**changes):
    values = {
        "id": 0, "series": "มห 0018.1/ว", "year": 2024, "running": 750, "number": "มห 0018.1/ว750", "dated": dt.date(2024, 1, 3),
        "sender": "จังหวัดมุกดาหาร", "addressee": "", "subject": "หนี้นอกระบบ", "urgency": Urgency.MOST_URGENT,
        "entered": NOW, "entered_by": "ธุรการ", "relays": "มท 0307.2/ว2133",
    }  # fmt: skip
    return Outgoing(**(values | changes))


def test_a_letter_comes_back_as_it_was_entered(database):
    with database.writing() as store:
        entry = enter(store)
    with database.reading() as store:
        assert store.incoming.by_id(entry.id) == entry
        assert store.incoming.by_receipt(2024, 1) == entry
        assert store.incoming.by_sha256("0" * 64) == entry
    assert entry.letter == sample_letter()
    assert entry.receipt == "1/2567"
    assert (entry.state, entry.number, entry.urgency) == (
        LetterState.WAITING, "มท 0307.2/ว2551", Urgency.MOST_URGENT,
    )  # fmt: skip


def test_two_letters_cannot_have_one_receipt_number_or_one_file(database):
    with database.writing() as store:
        enter(store)
    for number, sha256 in ((1, "1" * 64), (2, "0" * 64)):
        with pytest.raises(IntegrityError), database.writing() as store:
            enter(store, number, sha256)


@pytest.mark.parametrize(
    ("number", "dated", "year", "found"),
    [
        ("มท 0307.2/ว2551", dt.date(2024, 1, 24), 2024, True),
        ("มท 0307.2/ว2551", dt.date(2025, 1, 24), 2025, False),
        ("มท 0307.2/ว2551", None, 2024, True),
        ("มท 0307.2/ว2551", None, 2025, False),
        ("มท 0307.2/ว2552", None, 2024, False),
    ],
)
def test_a_letter_is_known_again_by_number_and_date(database, number, dated, year, found):
    with database.writing() as store:
        enter(store, letter=replace(sample_letter(), dated=dt.date(2024, 1, 24)))
        assert (store.incoming.same_letter(number, dated, year) is not None) is found


def test_a_corrected_reading_takes_the_place_of_the_old_one(database):
    changed = replace(sample_letter(), subject="เรื่องใหม่")
    with database.writing() as store:
        entry = enter(store)
        assert store.incoming.rewrite(entry, changed, sample_reading(changed))
        made = Correction(
            letter=entry.id, at=NOW, by="ปลัด", field="/letter/subject", before="เดิม", after="เรื่องใหม่"
        )
        store.incoming.add_correction(made)
        after = store.incoming.by_id(entry.id)
        assert (after.subject, after.letter) == ("เรื่องใหม่", changed)
        assert store.incoming.corrections(entry.id) == (made,)


def test_a_confirmed_letter_no_longer_waits(database):
    with database.writing() as store:
        entry = enter(store)
        assert store.incoming.confirm(entry, NOW, "ปลัด")
        assert store.incoming.listed(state=LetterState.WAITING) == ()
        confirmed = store.incoming.by_id(entry.id)
        assert (confirmed.state, confirmed.confirmed_by) == (LetterState.CONFIRMED, "ปลัด")


def test_tasks_are_listed_by_what_is_due_first_undated_last(database):
    with database.writing() as store:
        letter = enter(store).id
        later = dt.date(2024, 2, 1)
        new = [
            task(letter, "4902", due=None, due_time=None, rrule="FREQ=DAILY"),
            task(letter, "4903", due=later),
        ]
        store.tasks.add([*new, task(letter)])
        assert [one.office_code for one in store.tasks.listed()] == ["4901", "4903", "4902"]
        assert [one.office_code for one in store.tasks.listed(due_to=DUE)] == ["4901"]
        assert [one.office_code for one in store.tasks.listed(office_code="4902")] == ["4902"]
        assert replace(store.tasks.listed(office_code="4901")[0], id=0) == task(letter)


def test_one_task_for_a_directive_a_deadline_and_an_office(database):
    with database.writing() as store:
        letter = enter(store).id
        store.tasks.add([task(letter), task(letter, deadline=1)])
    with pytest.raises(IntegrityError), database.writing() as store:
        store.tasks.add([task(letter)])


def test_a_task_belongs_to_a_letter_that_is_there(database):
    with pytest.raises(IntegrityError), database.writing() as store:
        store.tasks.add([task(99)])


def test_answered_tasks_are_left_out_of_the_open_ones(database):
    with database.writing() as store:
        letter = enter(store).id
        store.tasks.add([task(letter), task(letter, "4902")])
        store.tasks.step(store.tasks.listed(office_code="4901"), TaskState.REPORTED)
        assert [one.office_code for one in store.tasks.listed(open_only=True)] == ["4902"]
        assert [one.office_code for one in store.tasks.listed(state=TaskState.REPORTED)] == ["4901"]


def test_the_history_of_a_task_keeps_its_order(database):
    with database.writing() as store:
        store.tasks.add([task(enter(store).id)])
        number = store.tasks.listed()[0].id
        events = [
            TaskEvent(task=number, at=NOW, by="ธุรการ", state=TaskState.SENT, note="ว 751"),
            TaskEvent(task=number, at=NOW, by="ธุรการ", state=TaskState.REPORTED, answer='{"nil": true}'),
        ]
        store.tasks.add_events(events)
        assert store.tasks.events(number) == tuple(events)


def test_a_draft_and_a_sent_letter_come_back_whole(database):
    letter = Letter(
        form=LetterForm.STAMPED,
        urgency=Urgency.MOST_URGENT,
        body=(Paragraph(part=Part.PURPOSE, text="๑. ให้อำเภอ", item="1"),),
        unit=("ที่ทำการปกครองจังหวัด",),
    )
    edits = (Edit(rule="actor", paragraph=0, before="จังหวัด", after="อำเภอ"),)
    findings = (GuardFinding(kind="lost", what="number", text="๒"),)
    with database.writing() as store:
        entry = enter(store)
        draft = StoredDraft(
            letter=entry.id, at=NOW, by="ธุรการ", draft=Draft(letter=letter, edits=edits, findings=findings)
        )
        store.outgoing.add_draft(draft)
        assert store.outgoing.draft(entry.id) == draft
        again = replace(draft, draft=Draft(letter=letter, edits=edits))
        assert store.outgoing.rewrite_draft(again)
        assert store.outgoing.draft(entry.id) == replace(again, version=2)
        assert not store.outgoing.rewrite_draft(draft)
        new = sent(letter=entry.id, content=letter)
        number = store.outgoing.add(new)
        assert store.outgoing.by_letter(entry.id) == replace(new, id=number)
        files = (SentFile(kind="pdf", path="letters/2567/a.pdf", sha256="1" * 64),)
        store.outgoing.add_files(number, files)
        assert store.outgoing.files(number) == files


def test_a_draft_waits_until_its_letter_went_out_and_again_when_its_number_is_cancelled(database):
    def waiting():
        with database.reading() as store:
            return set(store.approvals.last_unsent())

    with database.writing() as store:
        letter = enter(store).id
        words = Letter(form=LetterForm.STAMPED, urgency=Urgency.NORMAL, body=())
        store.outgoing.add_draft(
            StoredDraft(letter=letter, at=NOW, by="ธุรการ", draft=Draft(letter=words, edits=(), findings=()))
        )
        step = Approval(letter=letter, step=ApprovalStep.SUBMITTED, draft_sha256="0" * 64, at=NOW, by="ธุรการ")
        store.approvals.add(step)
    assert waiting() == {letter}
    with database.writing() as store:
        number = store.outgoing.add(sent(letter=letter))
    assert waiting() == set()
    with database.writing() as store:
        store.outgoing.cancel(number, NOW, "ธุรการ", "พิมพ์ผิด")
    assert waiting() == {letter}


def test_people_at_a_letter_are_known_until_they_leave(database):
    later = NOW + dt.timedelta(seconds=15)
    with database.writing() as store:
        letter = enter(store).id
        store.presences.note(letter, "ก", NOW)
        store.presences.note(letter, "ข", NOW)
        store.presences.note(letter, "ข", later)
        assert store.presences.at(letter, later) == {"ข": later}
        store.presences.forget(later)
        assert store.presences.at(letter, NOW) == {"ข": later}


def test_an_outgoing_number_is_used_once_a_year(database):
    with database.writing() as store:
        store.outgoing.add(sent())
        store.outgoing.add(sent(year=2025))
    with pytest.raises(IntegrityError), database.writing() as store:
        store.outgoing.add(sent())


@pytest.mark.parametrize(
    ("known", "asked", "found"),
    [
        (None, None, True),
        (None, dt.date(2024, 1, 22), True),
        (dt.date(2024, 1, 22), dt.date(2024, 1, 22), True),
        (dt.date(2023, 1, 22), dt.date(2024, 1, 22), False),
        (dt.date(2023, 1, 22), None, True),
    ],
)
def test_our_own_relay_of_a_cited_letter_is_found(database, known, asked, found):
    with database.writing() as store:
        store.outgoing.add(sent(relays_dated=known))
        assert bool(store.outgoing.relays_of("มท 0307.2/ว2133", asked)) is found


def test_the_registers_list_a_year_in_order(database):
    with database.writing() as store:
        store.outgoing.add(sent(running=2, number="มห 0018.1/ว2"))
        store.outgoing.add(sent(running=1, number="มห 0018.1/ว1"))
        store.outgoing.add(sent(running=1, year=2025))
        assert [one.running for one in store.outgoing.listed(year=2024)] == [1, 2]
        enter(store, 2)
        enter(store, 1, "1" * 64)
        assert [one.receipt_number for one in store.incoming.listed(year=2024)] == [1, 2]
        assert store.incoming.listed(year=2025) == ()


def test_a_failed_transaction_leaves_neither_change_nor_trace(database):
    def enter_and_fail():
        with database.writing() as store:
            enter(store)
            store.audit.add(Trace(at=NOW, by="ธุรการ", verb="receive", subject="letter 1/2567"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        enter_and_fail()
    with database.reading() as store:
        assert store.incoming.listed() == ()
        assert store.audit.all() == ()


def test_a_reading_that_was_changed_meanwhile_is_not_overwritten(database):
    changed = replace(sample_letter(), subject="เรื่องใหม่")
    with database.writing() as store:
        seen = enter(store)
        assert store.incoming.rewrite(seen, changed, sample_reading(changed))
        assert not store.incoming.rewrite(seen, sample_letter(), sample_reading(sample_letter()))
        assert not store.incoming.confirm(seen, NOW, "ปลัด")
        now = store.incoming.by_id(seen.id)
        assert (now.subject, now.state) == ("เรื่องใหม่", LetterState.WAITING)


def test_a_task_that_was_changed_meanwhile_is_not_overwritten(database):
    with database.writing() as store:
        store.tasks.add([task(enter(store).id)])
        (seen,) = store.tasks.listed()
        changed = replace(
            seen, state=TaskState.RECEIVED, receipt="๑๒/๒๕๖๗", internal_due=dt.date(2024, 1, 29)
        )
        assert store.tasks.change(changed)
        assert not store.tasks.change(replace(seen, state=TaskState.EXEMPT))
        assert store.tasks.by_id(seen.id) == replace(changed, version=2)


def test_a_reserved_number_is_closed_once(database):
    held = HeldNumber(
        series="มห 0018.1/ว",
        year=2024,
        number=752,
        text="มห 0018.1/ว752",
        at=NOW,
        by="ธุรการ",
        reason="รอลงนาม",
    )
    with database.writing() as store:
        store.numbers.hold(held)
        assert store.numbers.held("มห 0018.1/ว", 2024, 752) == held
        assert store.numbers.all_held(state=HeldState.RESERVED) == (held,)
        assert store.numbers.close(held, HeldState.CANCELLED, NOW, "ปลัด", "ไม่ส่งแล้ว")
        assert not store.numbers.close(held, HeldState.USED, NOW, "ธุรการ")
        assert store.numbers.all_held(state=HeldState.RESERVED) == ()
        (closed,) = store.numbers.all_held(year=2024)
        assert (closed.state, closed.closed_by, closed.closed_reason) == (
            HeldState.CANCELLED, "ปลัด", "ไม่ส่งแล้ว",
        )  # fmt: skip


def test_a_gap_is_filled_by_the_letter_it_waited_for(database):
    with database.writing() as store:
        first = enter(store)
        store.links.add(
            Link(
                kind=LinkKind.CITES,
                from_incoming=first.id,
                number="มท 0307.2/ว2133",
                dated=dt.date(2024, 1, 22),
                at=NOW,
                by="ปลัด",
            )
        )
        assert [one.number for one in store.links.gaps()] == ["มท 0307.2/ว2133"]
        later = enter(store, 2, "1" * 64)
        assert store.links.fill("มท 0307.2/ว2133", dt.date(2023, 1, 22), incoming=later.id) == 0
        assert store.links.fill("มท 0307.2/ว2133", dt.date(2024, 1, 22), incoming=later.id) == 1
        assert store.links.gaps() == ()
        assert store.links.said_of(incoming=later.id) == store.links.said_by(incoming=first.id)


def test_a_rung_reaches_a_task_once_a_day(database):
    with database.writing() as store:
        store.tasks.add([task(enter(store).id)])
        number = store.tasks.listed()[0].id
        sent_one = SentReminder(task=number, rung="on_day", day=DUE, channel="line", at=NOW, by="ธุรการ")
        assert store.follow_up.claim(sent_one)
        assert store.follow_up.reminders(day=DUE) == (sent_one,)
        proof = Evidence(
            task=number, at=NOW, by="ธุรการ", name="ภาพ.jpg", path="evidence/a.jpg", sha256="2" * 64
        )
        store.follow_up.add_evidence(proof)
        assert store.follow_up.evidence(number) == (proof,)
    with database.writing() as store:
        assert not store.follow_up.claim(sent_one)


def test_a_cancelled_letter_no_longer_stands_in_the_way_of_its_file(database):
    with database.writing() as store:
        entry = enter(store)
        store.incoming.cancel(entry.id, NOW, "ปลัด", "ลงซ้ำ")
        assert store.incoming.by_sha256("0" * 64) is None
        assert enter(store, 2).receipt_number == 2
        assert store.incoming.by_id(entry.id).cancel_reason == "ลงซ้ำ"


def test_a_task_that_no_longer_stands_where_it_was_seen_is_not_stepped(database, says):
    with database.writing() as store:
        store.tasks.add([task(enter(store).id)])
        seen = store.tasks.listed(office_code="4901")
        store.tasks.step(seen, TaskState.REPORTED)

    def again():
        with database.writing() as store:
            store.tasks.step(seen, TaskState.RECEIVED)

    assert says(again)[1].startswith(f"{seen[0].office} was changed by someone else")
    with database.reading() as store:
        assert {one.state for one in store.tasks.listed(office_code="4901")} == {TaskState.REPORTED}
