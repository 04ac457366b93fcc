from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from circulars.errors import ConflictError
from circulars.office import Level
from circulars.task import TaskState
from desk.earlier import earlier_relay, note_relay
from desk.form import make_forms
from desk.relay import edit, relay
from desk.send import send

EARLIER = earlier_relay(relays="มท ๐๓๐๗.๒/ว ๒๑๓๓", by="มห ๐๐๑๘.๑/ว ๗๕๐", dated="๓ มกราคม ๒๕๖๗")


def files(desk):
    root = desk.archive.absolute("")
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_the_first_letter_of_the_year_has_the_number_one(sent):
    assert (sent.letter.number, sent.letter.dated) == ("มห 0018.1/ว1", dt.date(2024, 1, 25))


def test_numbers_go_on_from_those_of_the_paper_register(desk, confirmed, clerk):
    note_relay(desk, EARLIER, clerk)
    relay(desk, "1", clerk)
    assert send(desk, "1", clerk).letter.number == "มห 0018.1/ว751"


def test_a_number_given_by_the_paper_register_is_taken_if_it_is_free(desk, confirmed, clerk):
    note_relay(desk, EARLIER, clerk)
    relay(desk, "1", clerk)
    with pytest.raises(ConflictError) as caught:
        send(desk, "1", clerk, number=750)
    assert caught.value.kind == "number-taken"
    done = send(desk, "1", clerk, number=642, dated=dt.date(2024, 1, 26), reason="ส่งพรุ่งนี้")
    assert (done.letter.number, done.letter.dated) == ("มห 0018.1/ว642", dt.date(2024, 1, 26))


def test_the_files_are_frozen(desk, sent):
    name = "letters/2567/มห-0018.1-ว1"
    assert [one.path for one in sent.files[:2]] == [f"{name}/มห-0018.1-ว1.docx", f"{name}/มห-0018.1-ว1.pdf"]
    assert Counter(one.kind for one in sent.files) == {"docx": 1, "pdf": 1, "form": 8}
    for one in sent.files:
        path = desk.archive.absolute(one.path)
        assert path.stat().st_mode & 0o222 == 0
    with desk.database.reading() as store:
        assert store.outgoing.files(sent.letter.id) == sent.files


def test_the_districts_are_told_and_the_province_has_passed_it_on(desk, sent):
    with desk.database.reading() as store:
        tasks = store.tasks.listed()
        events = [event for one in tasks for event in store.tasks.events(one.id)]
    assert {one.state for one in tasks if one.level is Level.DISTRICT} == {TaskState.SENT}
    assert {one.directive: one.state for one in tasks if one.level is Level.PROVINCE} == {
        0: TaskState.RECEIVED, 1: TaskState.REPORTED, 2: TaskState.RECEIVED,
    }  # fmt: skip
    assert len(sent.tasks) == 21
    assert {event.note for event in events} == {"มห ๐๐๑๘.๑/ว ๑"}
    assert len(events) == 22


def test_a_letter_is_not_sent_twice(desk, sent, clerk, says, trail):
    before = (files(desk), trail())
    assert says(send, desk, "1", clerk) == (
        "หนังสือเลขรับ 1/2567 แจ้งต่อแล้วตามหนังสือ มห ๐๐๑๘.๑/ว ๑ ลงวันที่ ๒๕ มกราคม ๒๕๖๗ จึงไม่เปลี่ยนแปลงอะไร",
        "Letter 1/2567 was already relayed by มห ๐๐๑๘.๑/ว ๑ of ๒๕ มกราคม ๒๕๖๗; nothing was changed.",
    )
    assert (files(desk), trail()) == before


def test_findings_stand_before_sending(desk, confirmed, clerk, says):
    relay(desk, "1", clerk)
    edit(desk, "1", clerk, text="ให้ทุกอำเภอทราบ")
    thai, english = says(send, desk, "1", clerk)
    assert thai.startswith("ร่างหนังสือแจ้งต่อของเลขรับ 1/2567 มีข้อทักท้วง ")
    assert english.endswith("mend it with --set, or send it as it is with --accept-findings.")
    assert files(desk) == []
    assert send(desk, "1", clerk, accept_findings=True).letter.running == 1


def test_nothing_is_stored_and_no_number_lost_when_the_files_cannot_be_written(
    desk, confirmed, clerk, monkeypatch
):
    relay(desk, "1", clerk)
    monkeypatch.setattr("registry.archive.os.fsync", _full_disk)
    with pytest.raises(OSError, match="No space"):
        send(desk, "1", clerk)
    monkeypatch.undo()
    assert files(desk) == []
    with desk.database.reading() as store:
        assert store.outgoing.listed() == ()
        assert {one.state for one in store.tasks.listed()} == {TaskState.NOT_SENT, TaskState.RECEIVED}
    assert send(desk, "1", clerk).letter.running == 1


def _full_disk(_handle):
    raise OSError(28, "No space left on device")


def test_nothing_is_left_on_file_when_the_register_cannot_be_written(desk, confirmed, clerk, monkeypatch):
    relay(desk, "1", clerk)
    monkeypatch.setattr("registry.outgoing.OutgoingRegister.add_files", _failing)
    with pytest.raises(RuntimeError):
        send(desk, "1", clerk)
    assert files(desk) == []


def _failing(_self, _letter, _files):
    raise RuntimeError


def test_forms_are_made_for_what_wants_a_report(desk, confirmed, clerk):
    made = make_forms(desk, "1", clerk)
    assert [one.name for one in made.files] == [
        "2-อำเภอเมืองมุกดาหาร.xlsx", "2-อำเภอนิคมคำสร้อย.xlsx", "2-อำเภอดอนตาล.xlsx", "2-อำเภอดงหลวง.xlsx", "2-อำเภอคำชะอี.xlsx",
        "2-อำเภอหว้านใหญ่.xlsx", "2-อำเภอหนองสูง.xlsx", "2-จังหวัดมุกดาหาร.xlsx",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("narrowed", "names"),
    [
        ({"item": "2", "district": "ดอนตาล"}, ["2-อำเภอดอนตาล.xlsx"]),
        ({"district": "จังหวัดมุกดาหาร"}, ["2-จังหวัดมุกดาหาร.xlsx"]),
        ({"item": "1", "district": "4903"}, ["1-อำเภอดอนตาล.xlsx"]),
    ],
)
def test_forms_may_be_narrowed_to_an_item_and_an_office(desk, confirmed, clerk, narrowed, names):
    assert [one.name for one in make_forms(desk, "1", clerk, **narrowed).files] == names


def test_forms_made_again_are_the_same(desk, confirmed, clerk):
    first = [one.read_bytes() for one in make_forms(desk, "1", clerk).files]
    assert [one.read_bytes() for one in make_forms(desk, "1", clerk).files] == first


def test_there_may_be_no_form_to_make(desk, confirmed, clerk, says):
    assert says(make_forms, desk, "1", clerk, item="9")[0] == (
        "ไม่มีแบบรายงานให้ทำสำหรับหนังสือเลขรับ 1/2567 ตามที่ระบุ (ไม่มีข้อสั่งการที่ต้องรายงาน หรือไม่มีข้อหรืออำเภอนั้น) เลือกข้ออื่นด้วย --item"
    )
    assert says(make_forms, desk, "1", clerk, district="ศรีราชา")[0] == (
        "ไม่มีอำเภอ “ศรีราชา” ในสำนักงานนี้ อำเภอที่มีคือ เมืองมุกดาหาร, นิคมคำสร้อย, ดอนตาล, ดงหลวง, คำชะอี, หว้านใหญ่, หนองสูง"
    )


def test_what_goes_along_is_filed_with_the_letter(desk, confirmed, clerk):
    original = desk.archive.absolute("originals/00/0.txt")
    original.parent.mkdir(parents=True)
    original.write_bytes(b"original")
    relay(desk, "1", clerk, copy=True)
    sent = send(desk, "1", clerk)
    (enclosed,) = [one for one in sent.files if one.kind == "enclosure"]
    assert desk.archive.absolute(enclosed.path).read_bytes() == b"original"
