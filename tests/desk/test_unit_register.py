"""Registers of groups, receipt numbers reserved and skipped, and what people write beside a letter; on each engine."""

from __future__ import annotations

from dataclasses import replace

import pytest
from makers.readings import sample_letter

from circulars.circular import LetterForm
from desk.cancelling import cancel_number, cancel_receipt
from desk.numbering import RECEIPT_SERIES, held_numbers, reserve, use_number
from desk.register_book import received_book, sent_book
from desk.register_notes import note_in_register
from desk.relay import relay
from desk.send import send
from desk.unit_register import enter_in_unit, unit_letters
from registry.entries import HeldState


@pytest.fixture
def two(entered):
    """Two letters received."""
    return entered(), entered(replace(sample_letter(), number=None, form=LetterForm.OTHER), number=2)


GROUP, OTHER = "กลุ่มงานปกครอง", "0018.2"


def test_groups_count_the_letters_they_receive_for_themselves(desk, two, clerk, trail):
    given = [
        enter_in_unit(desk, receipt, unit, clerk)[1].number
        for receipt, unit in (("2", GROUP), ("1", GROUP), ("1", OTHER))
    ]
    assert given == [1, 2, 1]
    assert [(one.number, entry.receipt) for one, entry in unit_letters(desk, GROUP, 2024)] == [
        (1, "2/2567"), (2, "1/2567"),
    ]  # fmt: skip
    assert unit_letters(desk, GROUP, 2023) == ()
    assert trail()[-1] == ("enter", "letter 1/2567")
    with desk.database.reading() as store:
        assert list(store.soundness.missing_numbers()) == []


def test_a_group_has_a_letter_once_and_a_number_once(desk, two, clerk, says):
    enter_in_unit(desk, "1", GROUP, clerk, number=7)
    assert says(enter_in_unit, desk, "1", GROUP, clerk) == (
        "หนังสือเลขรับ 1/2567 อยู่ในทะเบียนของ กลุ่มงานปกครอง แล้ว เลขที่ 7/2567 จึงไม่ได้ลงซ้ำ",
        "Letter 1/2567 is in the register of กลุ่มงานปกครอง already, as 7/2567. It was not entered again.",
    )
    assert says(enter_in_unit, desk, "2", GROUP, clerk, number=7)[1].startswith(
        "Receipt number 7/2567 is taken."
    )
    assert says(enter_in_unit, desk, "2", "ก" * 61, clerk) == (
        "ชื่อกลุ่มงานต้องมีตัวอักษรและยาวไม่เกิน 60 ตัว โปรดใช้ชื่อย่อหรือรหัส",
        "The name of a group must have letters, 60 at most. Use its code or a shorter name.",
    )


def test_the_register_of_a_group_is_printed_with_the_numbers_it_skipped(desk, two, clerk):
    enter_in_unit(desk, "1", GROUP, clerk)
    enter_in_unit(desk, "2", GROUP, clerk, number=3, reason="ลงในสมุดแล้ว")
    (part,) = received_book(desk, clerk, 2024, GROUP).parts
    assert part.heading == ("จังหวัดมุกดาหาร", GROUP, "ประจำปี พ.ศ. ๒๕๖๗")
    assert [(row.cells[0], row.cells[1], row.cells[6], row.cancelled) for row in part.rows] == [
        ("๑", "มท ๐๓๐๗.๒/ว ๒๕๕๑", "", False),
        ("๒", "", "ยกเลิก", True),
        ("๓", "", "", False),
    ]
    assert len(received_book(desk, clerk, 2024).parts[0].rows) == 2


def test_receipt_numbers_are_reserved_used_and_cancelled(desk, clerk, says, trail):
    first, second = reserve(desk, clerk, "หนังสือกำลังมา", count=2, receipts=True)
    assert (first.text, second.text) == ("1/2567", "2/2567")
    assert says(cancel_number, desk, "1/2567", clerk, "-")[1].startswith("There is no number")
    assert cancel_receipt(desk, "1", clerk, "ไม่มา").text == "1/2567"
    assert trail()[-1] == ("cancel", "letter 1/2567")
    with desk.database.writing() as store:
        use_number(store, (RECEIPT_SERIES, 2024, 2), clerk, "")
    assert [one.state for one in held_numbers(desk, 2024)] == [HeldState.CANCELLED, HeldState.USED]
    (row,) = received_book(desk, clerk, 2024).parts[0].rows
    assert (row.cells[:2], row.cancelled) == (("๑", ""), True)
    assert sent_book(desk, clerk, 2024).parts[0].rows == ()


def test_receipt_numbers_are_not_skipped_in_silence(desk, clerk, says):
    reserve(desk, clerk, "หนังสือกำลังมา", receipts=True)

    def use(number, reason=""):
        with desk.database.writing() as store:
            use_number(store, (RECEIPT_SERIES, 2024, number), clerk, reason)

    assert says(use, 4) == (
        "ถ้าใช้เลข ๔/๒๕๖๗ จะข้ามเลขในทะเบียน เลขถัดไปคือ 2 จึงยังไม่ได้ลงทะเบียน โปรดใช้เลขถัดไป หรือบอกเหตุผลด้วย --reason เลขที่ข้ามจะบันทึกว่ายกเลิกพร้อมเหตุผลนั้น",
        "Number ๔/๒๕๖๗ would skip numbers of the register: the next one is 2. It was not entered. Take the next, or say why with --reason; those skipped are then entered as cancelled, with that reason.",
    )
    use(4, "สมุดขาด")
    assert [(one.number, one.closed_reason) for one in held_numbers(desk, 2024)[1:]] == [
        (2, "สมุดขาด"),
        (3, "สมุดขาด"),
    ]


def test_people_write_beside_a_letter_and_what_it_was_is_kept(desk, confirmed, clerk, says):
    note_in_register(desk, "1", clerk, action="มอบกลุ่มงานปกครอง")
    noted = note_in_register(desk, "1", clerk, remark="ด่วน")
    assert (noted.text, noted.action, noted.remark) == ("1/2567", "มอบกลุ่มงานปกครอง", "ด่วน")
    (row,) = received_book(desk, clerk, 2024).parts[0].rows
    assert row.cells[6:] == ("มอบกลุ่มงานปกครอง", "ด่วน")
    relay(desk, "1", clerk)
    send(desk, "1", clerk)
    note_in_register(desk, "มห ๐๐๑๘.๑/ว ๑", clerk, remark="ทางไปรษณีย์", sent=True)
    (row,) = sent_book(desk, clerk, 2024).parts[0].rows
    assert row.cells[7] == "ทางไปรษณีย์"
    with desk.database.reading() as store:
        notes = [one for one in store.audit.all() if one.verb == "note"]
    assert [(one.subject, one.before, one.after) for one in notes] == [
        ("letter 1/2567", " | ", "มอบกลุ่มงานปกครอง | "),
        ("letter 1/2567", "มอบกลุ่มงานปกครอง | ", "มอบกลุ่มงานปกครอง | ด่วน"),
        ("sent มห 0018.1/ว1", " | ", " | ทางไปรษณีย์"),
    ]
    assert says(note_in_register, desk, "1", clerk) == (
        "ยังไม่ได้บอกว่าจะเขียนอะไร โปรดใส่ --action หรือ --remark",
        "Nothing to write was given. Use --action or --remark.",
    )
    assert says(note_in_register, desk, "มห 0018.1/ว 9", clerk, remark="-", sent=True)[1].startswith(
        "There is no number"
    )
