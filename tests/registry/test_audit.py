from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from registry.audit import Tampering
from registry.entries import Trace

NOW = dt.datetime(2024, 1, 25, 9, 30)  # noqa: DTZ001 - Bangkok wall clock


def trace(number, at=NOW, **changes):
    values = {"at": at, "by": "ธุรการ", "verb": "receive", "subject": f"letter {number}/2567", "after": "ก"}
    return Trace(**(values | changes))


@pytest.fixture
def filled(database):
    """An audit of ten acts in four transactions, unlocked as someone with a database tool could."""
    for numbers in ((1, 2, 3), (4,), (5, 6, 7, 8, 9), (10,)):
        with database.writing() as store:
            for number in numbers:
                store.audit.add(trace(number))
    with database._engine.begin() as connection:
        for act in ("update", "delete"):
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql(f"DROP TRIGGER audit_no_{act}")
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("DROP TRIGGER audit_append_only ON audit")
    return database


def tamper(database, *statements):
    with database._engine.begin() as connection:
        for one in statements:
            connection.execute(sa.text(one))


def found(database, head=None):
    with database.reading() as store:
        return [(one.kind, one.row) for one in store.audit.verify(head).broken]


def test_an_audit_that_nobody_touched_holds(filled):
    with filled.reading() as store:
        verified = store.audit.verify()
    assert (verified.rows, verified.broken) == (10, ())
    assert found(filled, verified.head) == []


def test_an_audit_that_went_on_still_knows_its_old_head(filled):
    with filled.reading() as store:
        head = store.audit.verify().head
    with filled.writing() as store:
        store.audit.add(trace(11))
    assert found(filled, head) == []


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["UPDATE audit SET after = 'ข' WHERE id = 4"], [(Tampering.ALTERED, 4)]),
        (["UPDATE audit SET by = 'ปลัด' WHERE id = 1"], [(Tampering.ALTERED, 1)]),
        (["UPDATE audit SET reason = 'ข' WHERE id = 10"], [(Tampering.ALTERED, 10)]),
        (["UPDATE audit SET at = '2024-01-25 09:31:00' WHERE id = 5"], [(Tampering.ALTERED, 5)]),
        (["DELETE FROM audit WHERE id = 4"], [(Tampering.DELETED, 5)]),
        (["DELETE FROM audit WHERE id = 1"], [(Tampering.DELETED, 2)]),
        (
            ["DELETE FROM audit WHERE id = 4", "UPDATE audit SET id = id - 1 WHERE id = 5"],
            [(Tampering.ALTERED, 4)],
        ),
        (["DELETE FROM audit WHERE id = 10"], [(Tampering.CUT, 10)]),
        (["DELETE FROM audit WHERE id > 3"], [(Tampering.CUT, 4)]),
        (["DELETE FROM audit"], [(Tampering.CUT, 1)]),
        (
            [("INSERT INTO audit (id, at, by, verb, subject, before, after, hash)"
             " SELECT 11, at, by, verb, subject, before, after, hash FROM audit WHERE id = 10")],
            [(Tampering.INSERTED, 11)],
        ),
        (
            ["DELETE FROM audit WHERE id = 4",
             ("INSERT INTO audit (id, at, by, verb, subject, before, after, hash)"
             " SELECT 4, at, by, verb, subject, before, 'ข', hash FROM audit WHERE id = 3")],
            [(Tampering.ALTERED, 4), (Tampering.ALTERED, 5)],
        ),
        (["UPDATE audit_head SET hash = 'ก'"], [(Tampering.ALTERED, 10)]),
    ],
)  # fmt: skip
def test_every_way_of_tampering_is_found(filled, statements, expected):
    tamper(filled, *statements)
    assert found(filled) == expected


def test_an_end_cut_off_together_with_the_head_is_found_by_the_head_noted_before(filled):
    with filled.reading() as store:
        head = store.audit.verify().head
    tamper(
        filled,
        "DELETE FROM audit WHERE id > 6",
        "UPDATE audit_head SET last = 6, hash = (SELECT hash FROM audit WHERE id = 6)",
    )
    assert found(filled) == []
    assert found(filled, head) == [(Tampering.UNKNOWN_HEAD, 6)]


def test_rows_are_found_by_subject_and_person(filled):
    with filled.reading() as store:
        assert [one.id for one in store.audit.rows(newest=2)] == [9, 10]
        assert [one.id for one in store.audit.rows(subject="letter 1/")] == [1]
        assert [one.id for one in store.audit.rows(by="ปลัด")] == []


def test_a_clock_set_back_is_told_and_nothing_is_stored(database, says):
    with database.writing() as store:
        store.audit.add(trace(1))

    def earlier():
        with database.writing() as store:
            store.numbers.take("receipt", 2024)
            store.audit.add(trace(2, at=NOW - dt.timedelta(hours=2)))

    assert says(earlier) == (
        (
            "นาฬิกาของเครื่องบอก 2024-01-25 07:30 แต่รายการล่าสุดบันทึกไว้เมื่อ 2024-01-25 09:30 ถ้าบันทึกต่อ ทะเบียนจะไม่เรียงตามเวลา จึงยังไม่ได้บันทึกอะไร "
            "โปรดตั้งนาฬิกาให้ตรง หรือถ้านาฬิกาตอนนี้ถูกและเวลาเดิมต่างหากที่ผิด ให้สั่ง saraban audit clock --reason 'เหตุผล'"
        ),
        (
            "The clock says 2024-01-25 07:30, but the latest act was recorded at 2024-01-25 09:30. Going on would put the registers out of order; "
            "nothing was stored. Set the clock right, or if it is right now and was wrong before, say so with saraban audit clock --reason '…'."
        ),
    )
    with database.writing() as store:
        assert store.numbers.take("receipt", 2024) == 1


def test_clocks_of_two_machines_may_be_some_minutes_apart(database):
    for minutes in (5, 0, 5):
        with database.writing() as store:
            store.audit.add(trace(minutes, at=NOW + dt.timedelta(minutes=minutes)))
    with database.reading() as store:
        assert [one.at.minute - NOW.minute for one in store.audit.all()] == [5, 0, 5]


def test_an_audit_in_which_nothing_was_done_begins_with_the_empty_head(database):
    with database.reading() as store:
        head = store.audit.verify().head
    assert (head, found(database, head)) == ("", [])
    assert [kind.value for kind, _ in found(database, "0" * 64)] == ["unknown_head"]


def test_after_a_person_says_that_the_clock_is_right_work_goes_on(database):
    back = NOW - dt.timedelta(days=365)
    for one in (trace(1), trace(2, at=back, verb="clock", reason="ปีผิด"), trace(3, at=back)):
        with database.writing() as store:
            store.audit.add(one)
    assert found(database) == []


def test_the_chain_goes_on_within_one_transaction(database):
    with database.writing() as store:
        store.audit.add(trace(1))
        store.audit.add(trace(2))
        assert len(store.audit.all()) == 2
        store.audit.add(trace(3))
    assert found(database) == []
