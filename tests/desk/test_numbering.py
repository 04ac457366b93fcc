from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from circulars.errors import ConflictError
from circulars.number import LetterNumber
from circulars.office import Level, OfficeProfile
from circulars.task import TaskEvent, TaskState
from desk.cancelling import cancel_number, cancel_receipt
from desk.earlier import earlier_relay, note_relay
from desk.numbering import held_numbers, reserve, series_of, take_number
from desk.office_desk import Clerk
from desk.relay import relay
from desk.review import confirm, waiting
from desk.send import send
from desk.send_each import send_each
from desk.tasks import history
from registry.entries import HeldState, OutgoingKind

CIRCULAR, LETTER, MEMO, ORDER = (
    OutgoingKind.CIRCULAR, OutgoingKind.LETTER, OutgoingKind.MEMO, OutgoingKind.ORDER,
)  # fmt: skip


@pytest.mark.parametrize(
    ("apart", "units", "kind", "unit", "counter", "key"),
    [
        (True, True, CIRCULAR, None, "มห 0018.1/ว", "มห 0018.1/ว7"),
        (True, True, LETTER, None, "มห 0018.1/", "มห 0018.1/7"),
        (True, True, MEMO, "0018.2", "มห 0018.2/", "มห 0018.2/7"),
        (False, True, CIRCULAR, None, "มห 0018.1/", "มห 0018.1/ว7"),
        (True, False, CIRCULAR, "0018.2", "มห */ว", "มห 0018.2/ว7"),
        (False, False, LETTER, None, "มห */", "มห 0018.1/7"),
        (False, False, ORDER, None, "คำสั่ง", "คำสั่ง 7/2567"),
        (True, True, OutgoingKind.ANNOUNCEMENT, None, "ประกาศ", "ประกาศ 7/2567"),
    ],
)
def test_letters_are_counted_as_the_office_has_set_it(office, apart, units, kind, unit, counter, key):
    series = series_of(replace(office, circulars_apart=apart, units_apart=units), kind, unit)
    assert (series.counter, series.key(7, 2024)) == (counter, key)


def take(desk, clerk, office: OfficeProfile | None = None, **wanted):
    given = {"kind": CIRCULAR, "dated": clerk.today} | wanted
    with desk.database.writing() as store:
        return take_number(store, office or desk.office, clerk, **given).key


def test_numbers_of_shared_series_follow_each_other(desk, clerk):
    shared = replace(desk.office, circulars_apart=False)
    assert [take(desk, clerk, shared, kind=kind) for kind in (LETTER, CIRCULAR, LETTER)] == [
        "มห 0018.1/1", "มห 0018.1/ว2", "มห 0018.1/3",
    ]  # fmt: skip


def test_a_series_begins_again_on_the_first_of_january_and_not_in_october(desk):
    days = [(2024, 9, 30), (2024, 10, 1), (2024, 12, 31), (2025, 1, 1)]
    clerks = [Clerk(name="ธุรการ", now=dt.datetime(*day, 9)) for day in days]  # noqa: DTZ001
    assert [take(desk, one) for one in clerks] == [
        "มห 0018.1/ว1", "มห 0018.1/ว2", "มห 0018.1/ว3", "มห 0018.1/ว1",
    ]  # fmt: skip


def test_a_setting_changed_in_the_year_gives_no_number_twice(desk, clerk):
    note_relay(desk, earlier_relay(relays="มท 0307.2/ว1", by="มห 0018.1/ว 41", dated="3/1/2567"), clerk)
    shared = replace(desk.office, circulars_apart=False)
    assert take(desk, clerk, shared) == "มห 0018.1/ว42"


def test_numbers_are_reserved_used_and_cancelled(desk, confirmed, clerk, says):
    first, second = reserve(desk, clerk, "รอลงนาม", count=2)
    assert [one.text for one in (first, second)] == ["มห 0018.1/ว1", "มห 0018.1/ว2"]
    assert cancel_number(desk, "มห ๐๐๑๘.๑/ว ๑", clerk, "ไม่ส่งแล้ว").text == "มห 0018.1/ว1"
    relay(desk, "1", clerk)
    assert says(send, desk, "1", clerk, number=1) == (
        "เลข มห ๐๐๑๘.๑/ว ๑ ถูกยกเลิกแล้วโดย ธุรการ (ไม่ส่งแล้ว) เลขที่ยกเลิกแล้วไม่นำกลับมาใช้ โปรดใช้เลขอื่น",
        "Number มห ๐๐๑๘.๑/ว ๑ was cancelled by ธุรการ (ไม่ส่งแล้ว). A cancelled number is never used again; take another.",
    )
    assert send(desk, "1", clerk, number=2).letter.number == "มห 0018.1/ว2"
    assert [one.state for one in held_numbers(desk, 2024)] == [HeldState.CANCELLED, HeldState.USED]
    assert take(desk, clerk) == "มห 0018.1/ว3"


def test_a_cancelled_relay_keeps_its_number_and_may_go_out_under_another(desk, sent, clerk, says):
    assert cancel_number(desk, sent.letter.number, clerk, "ผิดเรื่อง").reason == "ผิดเรื่อง"
    assert says(cancel_number, desk, sent.letter.number, clerk, "อีก")[0].startswith(
        "เลข มห ๐๐๑๘.๑/ว ๑ ถูกยกเลิกแล้ว"
    )
    assert send(desk, "1", clerk).letter.number == "มห 0018.1/ว2"
    with desk.database.reading() as store:
        first, second = store.outgoing.listed()
        assert list(store.soundness.missing_numbers()) == []
    assert (first.cancel_reason, first.cancelled_by, second.cancelled) == ("ผิดเรื่อง", "ธุรการ", None)


def test_a_cancelled_relay_has_told_nobody(desk, sent, clerk):
    def states():
        with desk.database.reading() as store:
            return Counter((one.level, one.state) for one in store.tasks.listed())

    told = states()
    assert (Level.DISTRICT, TaskState.NOT_SENT) not in told
    first = sent.tasks[0].id
    with desk.database.writing() as store:
        store.tasks.step(store.tasks.by_ids([first]), TaskState.RECEIVED)
        store.tasks.add_events(
            [TaskEvent(task=first, at=clerk.now, by="ก", state=TaskState.RECEIVED, note="")]
        )
    cancel_number(desk, sent.letter.number, clerk, "ผิดเรื่อง")
    now = states()
    # Who has noted its receipt has it in hand, whatever became of the number.
    assert now[Level.DISTRICT, TaskState.RECEIVED] == 1
    assert now[Level.DISTRICT, TaskState.NOT_SENT] == told[Level.DISTRICT, TaskState.SENT] - 1
    assert now[Level.PROVINCE, TaskState.REPORTED] == 0
    event = history(desk, sent.tasks[1].id)[-1]
    assert (event.state, event.note) == (TaskState.NOT_SENT, "มห ๐๐๑๘.๑/ว ๑ ผิดเรื่อง")
    send(desk, "1", clerk)
    assert states()[Level.DISTRICT, TaskState.SENT] == told[Level.DISTRICT, TaskState.SENT] - 1


def test_the_first_letter_to_single_districts_is_cancelled_last(desk, confirmed, clerk, says):
    relay(desk, "1", clerk)
    rows = send_each(desk, "1", clerk).files.rows
    assert says(cancel_number, desk, rows[0].number, clerk, "ผิด")[0].startswith(
        "ยกเลิกเลข มห ๐๐๑๘.๑/๑ ไม่ได้ เพราะเป็นเลขแรกของหนังสือแจ้งต่อรายอำเภอ และยังใช้อยู่คือ มห ๐๐๑๘.๑/๒, "
    )
    cancel_number(desk, rows[1].number, clerk, "ผิด")
    with desk.database.reading() as store:
        untold = {one.office for one in store.tasks.listed(state=TaskState.NOT_SENT)}
    assert untold == {f"อำเภอ{rows[1].district}"}
    for one in (*rows[2:], rows[0]):
        cancel_number(desk, one.number, clerk, "ผิด")
    with desk.database.reading() as store:
        assert store.tasks.listed(state=TaskState.SENT) == ()


def test_a_number_that_was_never_given_cannot_be_cancelled(desk, clerk, says):
    assert says(cancel_number, desk, "มห 0018.1/ว 9", clerk, "ก") == (
        "ไม่มีเลข มห ๐๐๑๘.๑/ว ๙ ในทะเบียนปี 2567 โปรดใส่เลขเต็ม เช่น มห ๐๐๑๘.๑/ว ๒ ดูเลขที่มีด้วย saraban register --sent หรือ saraban number list",
        "There is no number มห ๐๐๑๘.๑/ว ๙ in the register of 2567. Give the whole number, such as มห ๐๐๑๘.๑/ว ๒. See saraban register --sent or saraban number list.",
    )


def test_no_number_is_skipped_in_silence(desk, clerk, says):
    assert take(desk, clerk, number=640) == "มห 0018.1/ว640"
    with pytest.raises(ConflictError) as caught:
        take(desk, clerk, number=643)
    assert caught.value.message() == (
        "ถ้าใช้เลข มห ๐๐๑๘.๑/ว ๖๔๓ จะข้ามเลขในทะเบียน เลขถัดไปคือ 641 จึงยังไม่ได้ลงทะเบียน โปรดใช้เลขถัดไป หรือบอกเหตุผลด้วย --reason "
        "เลขที่ข้ามจะบันทึกว่ายกเลิกพร้อมเหตุผลนั้น"
    )
    assert take(desk, clerk, number=643, reason="สมุดกระดาษ") == "มห 0018.1/ว643"
    assert [(one.number, one.closed_reason) for one in held_numbers(desk)] == [
        (641, "สมุดกระดาษ"), (642, "สมุดกระดาษ"),
    ]  # fmt: skip
    assert says(take, desk, clerk, number=9999, reason="ก")[1].startswith(
        "Number มห ๐๐๑๘.๑/ว ๙๙๙๙ is too far"
    )


@pytest.mark.parametrize(
    ("day", "thai"),
    [
        ((2024, 1, 20), ("หนังสือลงวันที่ ๒๐ มกราคม ๒๕๖๗ ซึ่งก่อนวันนี้ (๒๕ มกราคม ๒๕๖๗) จึงยังไม่ได้ลงทะเบียน ถ้าต้องลงย้อนหลังจริง "
         "โปรดบอกเหตุผลด้วย --reason จะบันทึกไว้ในทะเบียนว่าลงย้อนหลัง")),
        ((2024, 2, 1), ("หนังสือลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๗ ซึ่งยังมาไม่ถึง (วันนี้ ๒๕ มกราคม ๒๕๖๗) จึงยังไม่ได้ลงทะเบียน "
         "โปรดตรวจวันที่ หรือบอกเหตุผลด้วย --reason")),
    ],
)  # fmt: skip
def test_a_letter_of_another_day_is_questioned(desk, confirmed, clerk, says, day, thai):
    relay(desk, "1", clerk)
    assert says(send, desk, "1", clerk, dated=dt.date(*day))[0] == thai
    sent = send(desk, "1", clerk, dated=dt.date(*day), reason="ลงนามเมื่อวันก่อน")
    assert sent.letter.back_dated == ("ลงนามเมื่อวันก่อน" if day < (2024, 1, 25) else "")


def test_a_relay_older_than_its_source_is_questioned(desk, entered, clerk, says):
    from makers.readings import parsed_letter

    entered(replace(parsed_letter(), dated=dt.date(2024, 1, 26)))
    confirm(desk, "1", clerk, anyway=True)
    relay(desk, "1", clerk)
    assert says(send, desk, "1", clerk)[1] == (
        "The relay of ๒๕ มกราคม ๒๕๖๗ would be older than the letter it passes on, มท ๐๓๐๗.๒/ว ๒๕๕๑ of ๒๖ มกราคม ๒๕๖๗; it was not entered. "
        "Check both dates, correct one that was misread with saraban review correct, or say why with --reason."
    )
    earlier = earlier_relay(
        relays="มท 0307.2/ว1", by="มห 0018.1/ว 4", dated="3/1/2567", relays_dated="5/1/2567"
    )
    assert says(note_relay, desk, earlier, clerk)[0].startswith(
        "หนังสือแจ้งต่อลงวันที่ ๓ มกราคม ๒๕๖๗ ก่อนหนังสือต้นเรื่อง"
    )
    assert note_relay(desk, earlier, clerk, reason="ตามทะเบียน").back_dated == "ตามทะเบียน"


def test_a_receipt_number_that_is_cancelled_takes_its_tasks_along(desk, confirmed, clerk, says):
    done = cancel_receipt(desk, "1", clerk, "ลงซ้ำ")
    assert (done.text, done.tasks) == ("1/2567", 24)
    assert waiting(desk) == ()
    assert says(relay, desk, "1", clerk) == (
        "หนังสือเลขรับ 1/2567 ถูกยกเลิกแล้วโดย ธุรการ (ลงซ้ำ) จึงทำต่อไม่ได้",
        "Letter 1/2567 was cancelled by ธุรการ (ลงซ้ำ); nothing more can be done with it.",
    )
    assert says(cancel_receipt, desk, "1", clerk, "อีก")[0].startswith(
        "เลข 1/2567 ถูกยกเลิกแล้ว".replace("1/2567", "๑/๒๕๖๗")
    )


def test_a_letter_that_was_relayed_is_not_crossed_out(desk, sent, clerk, says):
    assert says(cancel_receipt, desk, "1", clerk, "ก")[0] == (
        "ยกเลิกเลขรับ 1/2567 ไม่ได้ เพราะแจ้งต่อไปแล้วด้วย มห ๐๐๑๘.๑/ว ๑ ลงวันที่ ๒๕ มกราคม ๒๕๖๗ โปรดยกเลิกหนังสือแจ้งต่อก่อนด้วย "
        "saraban number cancel 'มห ๐๐๑๘.๑/ว ๑'"
    )
    assert LetterNumber.parse("มห ๐๐๑๘.๑/ว ๑").key == sent.letter.number
