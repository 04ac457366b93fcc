"""Keeping, holding, lending and handing over; on each engine."""

from __future__ import annotations

import datetime as dt

import pytest
from makers.kept_letters import ARCHIVIST, filed, put

from circulars.retention import KeepingState, Medium, TransferKind, retention_classes
from desk.borrowing import Lending, lend, loans, take_back
from desk.cards import card_of
from desk.handover import hand_over_by, note_transfer, transferred, twenty_years_old
from desk.retention import PuttingAway, hold, holds, kept_letters, put_away, release

LENDING = Lending(borrower="สมชาย", office="กลุ่มงานปกครอง", purpose="ตรวจสอบ", approved_by="จ่าจังหวัด")


def test_every_class_is_the_regulations_and_speaks_both_languages():
    classes = retention_classes()
    assert {code: one.years for code, one in classes.items()} == {
        "electronic": None, "ordinary": 10, "secret": None, "case": None, "historical": None, "copy": 5, "routine": 1,
        "finance": 5, "finance_agreed": 1,
    }  # fmt: skip
    assert all(
        one.name(lang) and one.note(lang) and one.source for one in classes.values() for lang in ("th", "en")
    )
    assert {code for one in classes.values() if not one.listed for code in [one.code]} == {
        "electronic", "secret", "case", "historical",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("category", "years", "medium", "order", "until"),
    [
        ("electronic", None, Medium.ELECTRONIC, None, None),
        ("ordinary", None, Medium.PAPER, None, 2020), ("ordinary", 15, Medium.PAPER, None, 2025),
        ("ทั่วไป", None, Medium.PAPER, None, 2020), ("copy", None, Medium.PAPER, None, 2015),
        ("routine", None, Medium.PAPER, None, 2011), ("finance", None, Medium.PAPER, None, 2015),
        ("historical", None, Medium.PAPER, None, None), ("case", None, Medium.PAPER, None, None),
        ("ordinary", None, Medium.ELECTRONIC, None, None), ("routine", None, Medium.ELECTRONIC, None, None),
        ("routine", 10, Medium.ELECTRONIC, "คำสั่งจังหวัดที่ 5/2567", 2020),
    ],
)  # fmt: skip
def test_until_when_a_letter_is_kept(desk, category, years, medium, order, until):
    (one,) = put(desk, filed(desk, "ก"), category=category, years=years, medium=medium, order=order)
    assert (one.kept.keep_until, one.state) == (until, KeepingState.FINISHED)
    assert [kept.entry.receipt for kept in kept_letters(desk, 2024)] == ["1/2553"]


def test_a_letter_nobody_put_away_is_in_work_and_one_kept_at_hand_says_so(desk):
    entry = filed(desk, "ก")
    assert card_of(desk, entry.receipt, ARCHIVIST).state is KeepingState.IN_WORK
    (one,) = put_away(desk, [entry.receipt], PuttingAway(category="ordinary", checking=True), ARCHIVIST)
    assert one.state is KeepingState.CHECKING


def test_what_was_noted_stays_where_nothing_new_is_said(desk, trail):
    entry = filed(desk, "ก")
    put(desk, entry, years=12)
    wanted = PuttingAway(sheets=3)
    (one,) = put_away(desk, [entry.receipt], wanted, ARCHIVIST)
    assert (one.kept.years, one.kept.closed, one.kept.sheets) == (12, 2010, 3)
    before = trail()
    put_away(desk, [entry.receipt], wanted, ARCHIVIST)
    assert trail() == before


@pytest.mark.parametrize(
    ("wanted", "thai"),
    [
        (PuttingAway(category="ordinary", years=9, medium=Medium.PAPER), "หนังสือประเภททั่วไปต้องเก็บไม่น้อยกว่า 10 ปี (ข้อ ๕๗)"),
        (PuttingAway(category="routine", years=5, order="คำสั่ง"), "หนังสืออิเล็กทรอนิกส์ทำลายได้เมื่อเก็บไม่น้อยกว่า 10 ปี (ข้อ ๘๙/๕) โปรดใส่ --years 10 ขึ้นไป"),
        (PuttingAway(closed=2025), "ปีที่ปิดเรื่อง 2568 ยังมาไม่ถึง โปรดใส่ปีที่เรื่องเสร็จ"),
    ],
)  # fmt: skip
def test_a_period_the_regulation_does_not_allow_is_refused(desk, says, wanted, thai):
    entry = filed(desk, "ก")
    assert says(put_away, desk, [entry.receipt], wanted, ARCHIVIST)[0] == thai


def test_an_unknown_class_names_those_there_are(desk, says):
    entry = filed(desk, "ก")
    told = says(put_away, desk, [entry.receipt], PuttingAway(category="ผี"), ARCHIVIST)
    assert told[0].startswith(
        "“ผี” ไม่ใช่ประเภทตามอายุการเก็บ ที่มี: electronic (หนังสืออิเล็กทรอนิกส์), ordinary (ทั่วไป), "
    )


def test_a_matter_that_is_not_finished_is_not_put_away(desk, confirmed, says, clerk):
    told = says(put_away, desk, ["1"], PuttingAway(category="ordinary"), clerk)
    assert told[0].startswith("หนังสือเลขรับ 1/2567 ยังมีงานที่รอคำตอบ ")
    assert told[0].endswith(" งาน จึงยังส่งเก็บไม่ได้ ดูด้วย saraban tasks --letter 1/2567")


def test_a_hold_stands_until_somebody_lifts_it(desk, says, trail):
    entry = filed(desk, "ก")
    (one,) = hold(desk, [entry.receipt], "คดีหมายเลขดำที่ 1/2567", ARCHIVIST)
    (bar,) = one.holds
    assert [found.id for found, _ in holds(desk)] == [bar.id]
    assert says(release, desk, bar.id, " ", ARCHIVIST)[0] == "โปรดบอกเหตุผล เว้นว่างไม่ได้"
    release(desk, bar.id, "คดีถึงที่สุด", ARCHIVIST)
    assert (holds(desk), card_of(desk, entry.receipt, ARCHIVIST).holds) == ((), ())
    assert says(release, desk, bar.id, "ก", ARCHIVIST)[0] == (
        f"ไม่มีการระงับการทำลายเลขที่ {bar.id} ที่ยังมีผล ดูด้วย saraban retention holds"
    )
    assert [verb for verb, _ in trail()][-2:] == ["hold", "release"]


def test_a_letter_is_lent_to_one_at_a_time_and_comes_back(desk, says, tomorrow):
    entry = filed(desk, "ก")
    out = lend(desk, entry.receipt, LENDING, ARCHIVIST)
    assert (out.loan.due, out.loan.is_late(dt.date(2024, 2, 10))) == (dt.date(2024, 2, 9), True)
    assert says(lend, desk, entry.receipt, LENDING, ARCHIVIST)[0] == (
        "หนังสือเลขรับ 1/2553 มี สมชาย ยืมอยู่ ส่งคืนภายใน ๙ กุมภาพันธ์ ๒๕๖๗ โปรดรับคืนก่อนด้วย saraban borrow return 1/2553"
    )
    assert [one.entry.receipt for one in loans(desk, ARCHIVIST)] == ["1/2553"]
    assert loans(desk, ARCHIVIST, late=True) == ()
    back = take_back(desk, entry.receipt, "", tomorrow).loan
    assert (back.returned, back.returned_by, back.received_by) == (tomorrow.today, "สมชาย", tomorrow.name)
    assert loans(desk, ARCHIVIST) == ()
    assert says(take_back, desk, entry.receipt, "", tomorrow)[0] == (
        "หนังสือเลขรับ 1/2553 ไม่มีผู้ยืม ดูรายการยืมด้วย saraban borrow"
    )
    lend(desk, entry.receipt, LENDING, tomorrow)
    assert len(loans(desk, ARCHIVIST, receipt=entry.receipt, ended=True)) == 2


@pytest.mark.parametrize(
    ("wanted", "thai"),
    [
        (Lending(borrower="ก", office="", purpose="ข", approved_by="ค"), "บัตรยืมต้องบอกผู้ยืม ส่วนราชการ เรื่องที่ยืมไปใช้ และผู้อนุญาต ให้ครบ"),
        (Lending(borrower="ก", office="ง", purpose="ข", approved_by="ค", due=dt.date(2024, 1, 1)), "กำหนดส่งคืน ๑ มกราคม ๒๕๖๗ ผ่านไปแล้ว โปรดใส่วันที่ยังมาไม่ถึง"),
    ],
)  # fmt: skip
def test_a_loan_that_says_too_little_is_refused(desk, says, wanted, thai):
    entry = filed(desk, "ก")
    assert says(lend, desk, entry.receipt, wanted, ARCHIVIST)[0] == thai


def test_letters_of_twenty_years_are_listed_until_something_was_agreed(desk, says):
    # The sample letter bears no date of its own: it counts from when it came.
    old, older, young = (
        filed(desk, content, year) for content, year in (("ก", 2003), ("ข", 2002), ("ค", 2010))
    )
    assert [one.entry.receipt for one in twenty_years_old(desk, 2023)] == ["1/2545", "1/2546"]
    note_transfer(desk, [old.receipt], TransferKind.HANDED_OVER, "นักจดหมายเหตุ ก", ARCHIVIST)
    note_transfer(desk, [older.receipt], TransferKind.KEPT_BY_OFFICE, "สำนักหอจดหมายเหตุแห่งชาติ", ARCHIVIST)
    assert twenty_years_old(desk, 2023) == ()
    assert [one.entry.receipt for one in transferred(desk, TransferKind.KEPT_BY_OFFICE, 2024)] == ["1/2545"]
    assert says(note_transfer, desk, [young.receipt], TransferKind.HANDED_OVER, "ก", ARCHIVIST)[0] == (
        "หนังสือเลขรับ 1/2553 จะครบ ๒๐ ปี ใน พ.ศ. 2573 จึงยังไม่อยู่ในบัญชีส่งมอบ"
    )
    note_transfer(desk, [young.receipt], TransferKind.DEPOSITED, "ก", ARCHIVIST)
    assert says(note_transfer, desk, [young.receipt], TransferKind.DEPOSITED, " ", ARCHIVIST)[0] == (
        "โปรดบอกผู้รับมอบหรือผู้เห็นชอบ ด้วย --to"
    )
    assert hand_over_by(2023) == dt.date(2024, 1, 31)
