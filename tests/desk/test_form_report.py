"""Answers on report forms: what comes back, what is kept, and what is refused with its own words."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import replace

import openpyxl
import pytest
from makers.filled_forms import PERSONS, filled, place_of
from makers.word_forms import changed, fill

from circulars.errors import ConflictError, ExitCode, InputFileError, NotFoundError, UsageError
from circulars.task import TaskState
from desk.answers import AnswerRefusedError
from desk.form_report import report_by_form
from desk.office_desk import Clerk
from desk.report import Answer, judge, task_form
from desk.tasks import Wanted, history, list_tasks
from generator.docx_form import form_docx


@pytest.fixture
def where(empty_sqlite, tmp_path):
    """One engine: what is tried here asks the database nothing that other tests do not ask on both."""
    path = tmp_path / "saraban.db"
    shutil.copyfile(empty_sqlite, path)
    return path


@pytest.fixture
def asked(desk, sent, clerk):
    """The task and the form of the second directive for a district."""

    def of(district="ดอนตาล", item="2"):
        listed = list_tasks(desk, clerk, Wanted(office=district))
        task = next(one.task for one in listed if one.task.item == item)
        with desk.database.reading() as store:
            return task, task_form(store.incoming.by_id(task.letter), task, desk.office)

    return of


@pytest.fixture
def back(tmp_path, asked):
    """A form that came back, as a file."""

    def written(district="ดอนตาล", rows=PERSONS, name="ดอนตาล.xlsx", **changes):
        path = tmp_path / name
        filled(asked(district)[1], rows, path, **changes)
        return path

    return written


def test_a_form_that_came_back_is_the_answer_of_its_task(desk, asked, back, clerk):
    done = report_by_form(desk, back(), clerk, Answer(note="ทางไปรษณีย์อิเล็กทรอนิกส์"))
    task, _ = asked()
    assert (done.task.id, done.task.state) == (task.id, TaskState.REPORTED)
    assert (done.notes, done.attached) == ((), ("ดอนตาล.xlsx",))
    event = history(desk, task.id)[-1]
    assert event.note == "ทางไปรษณีย์อิเล็กทรอนิกส์"
    assert json.loads(event.answer) == {
        "nil": False,
        "rows": [
            {"name": "นายสมมุติ ก", "position": "ปลัดอำเภอ", "phone": "0812345678"},
            {"name": "นางสมมุติ ข", "position": "เสมียนตราอำเภอ", "phone": "042611817 ต่อ 12"},
        ],
    }


def test_the_form_itself_is_filed_by_its_hash(desk, asked, back, clerk):
    path = back()
    report_by_form(desk, path, clerk, Answer())
    with desk.database.reading() as store:
        (evidence,) = store.follow_up.evidence(asked()[0].id)
    assert evidence.path == f"evidence/{evidence.sha256[:2]}/{evidence.sha256}.xlsx"
    assert desk.archive.absolute(evidence.path).read_bytes() == path.read_bytes()


def test_who_filled_it_in_is_kept(desk, asked, back, clerk):
    report_by_form(desk, back(cells={"f_reporter": "นายสมมุติ ค"}), clerk, Answer())
    assert json.loads(history(desk, asked()[0].id)[-1].answer)["reporter"] == "นายสมมุติ ค"


def test_a_telephone_that_lost_its_zero_is_mended_and_said(desk, back, clerk):
    rows = (("นายสมมุติ ก", "ปลัดอำเภอ", 812345678), PERSONS[1])
    done = report_by_form(desk, back(rows=rows), clerk, Answer())
    assert [one.kind for one in done.notes] == ["answer-read-phone"]
    assert done.rows[0]["phone"] == "0812345678"


def test_every_refused_cell_is_named_and_nothing_is_stored(desk, asked, back, clerk):
    rows = (("นายสมมุติ ก", "ปลัดอำเภอ", "12"), ("", "เสมียนตราอำเภอ", "0812345678"))
    task, form = asked()
    before = len(history(desk, task.id))
    with pytest.raises(AnswerRefusedError) as caught:
        report_by_form(desk, back(rows=rows), clerk, Answer())
    phone, name = place_of(form, "f_phone_1"), place_of(form, "f_name_2")
    assert caught.value.exit_code is ExitCode.NEEDS_PERSON
    assert caught.value.message("th") == (
        "คำตอบยังบันทึกไม่ได้ ยังไม่มีอะไรถูกบันทึก โปรดแก้ 2 แห่งแล้วส่งใหม่\n"
        f"  {phone}: “12” ไม่ใช่หมายเลขโทรศัพท์ มือถือมี 10 หลัก โทรศัพท์ประจำที่มี 9 หลัก เช่น 08 1234 5678 หรือ 0 4261 1817\n"
        f"  {name}: ช่อง “ชื่อ–สกุล” ยังว่าง ต้องกรอก"
    )
    assert [one["cell"] for one in caught.value.details("th")["refused"]] == [phone, name]
    assert len(history(desk, task.id)) == before
    assert not list(desk.archive.absolute("evidence").rglob("*.xlsx"))


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        (PERSONS[:1], ["answer-quota"]),
        ((PERSONS[0], PERSONS[0]), ["answer-row-twice"]),
        ((), ["answer-empty"]),
    ],
)
def test_the_quota_is_counted_in_rows_that_differ(desk, back, clerk, rows, kinds):
    with pytest.raises(AnswerRefusedError) as caught:
        report_by_form(desk, back(rows=rows), clerk, Answer())
    assert [one.kind for one in caught.value.findings] == kinds


def test_fewer_than_the_quota_are_let_pass_if_a_person_says_so(desk, back, clerk):
    done = report_by_form(desk, back(rows=PERSONS[:1]), clerk, Answer(anyway=True, note="มีเพียงคนเดียว"))
    assert len(done.rows) == 1


def kind_of(error, call, *args, **kwargs):
    with pytest.raises(error) as caught:
        call(*args, **kwargs)
    return caught.value.kind


def test_the_same_form_is_not_entered_twice(desk, asked, back, clerk, says):
    path = back()
    report_by_form(desk, path, clerk, Answer())
    number = asked()[0].id
    assert says(report_by_form, desk, path, clerk, Answer())[0] == (
        f"แบบรายงาน ดอนตาล.xlsx นี้ลงไว้แล้วเมื่อ ๒๕ มกราคม ๒๕๖๗ โดย ธุรการ (งานเลขที่ {number} อำเภอดอนตาล) จึงไม่ลงซ้ำ"
    )


def test_another_form_of_an_answered_task_is_a_conflict(desk, back, clerk):
    report_by_form(desk, back(), clerk, Answer())
    other = back(rows=(PERSONS[1], PERSONS[0]), name="ใหม่.xlsx")
    assert kind_of(ConflictError, report_by_form, desk, other, clerk, Answer()) == "task-step"


def test_an_answer_after_acceptance_is_told_so(desk, asked, back, clerk, says):
    report_by_form(desk, back(), clerk, Answer())
    number = asked()[0].id
    judge(desk, number, clerk, Answer(accept=True))
    other = back(rows=(PERSONS[1], PERSONS[0]), name="ใหม่.xlsx")
    assert says(report_by_form, desk, other, clerk, Answer())[1] == (
        f"Task {number} of อำเภอดอนตาล was accepted on ๒๕ มกราคม ๒๕๖๗ by ธุรการ, so no new answer is taken."
        " If it must be changed, add a note or give a new task."
    )


def test_a_returned_answer_may_be_given_anew_on_the_form(desk, asked, back, clerk):
    report_by_form(desk, back(), clerk, Answer())
    judge(desk, asked()[0].id, clerk, Answer(reason="สลับคน"))
    other = back(rows=(PERSONS[1], PERSONS[0]), name="ใหม่.xlsx")
    assert report_by_form(desk, other, clerk, Answer()).task.state is TaskState.REPORTED


def test_a_form_of_another_district_is_not_taken_for_its_own(desk, asked, back, clerk, says):
    assert says(report_by_form, desk, back(), clerk, Answer(), district="ดงหลวง")[0] == (
        "แบบรายงาน ดอนตาล.xlsx เป็นแบบของอำเภอดอนตาล แต่ระบุว่ามาจากดงหลวง โปรดตรวจว่าอำเภอใดเป็นผู้กรอก แล้วขอให้กรอกในแบบของตนเอง"
    )
    number = asked("ดงหลวง")[0].id
    kind = kind_of(ConflictError, report_by_form, desk, back(), clerk, Answer(), number=number)
    assert kind == "form-other-district"


def test_a_form_of_another_item_or_letter_is_told(desk, asked, back, entered, clerk):
    from makers.readings import parsed_letter

    from desk.review import confirm

    number = asked(item="1")[0].id
    kind = kind_of(ConflictError, report_by_form, desk, back(), clerk, Answer(), number=number)
    assert kind == "form-other-item"
    entered(parsed_letter(), number=2)
    other = confirm(desk, "2", clerk).assigned.new[0].id
    kind = kind_of(ConflictError, report_by_form, desk, back(), clerk, Answer(), number=other)
    assert kind == "form-other-letter"


def test_a_form_of_no_letter_here_is_told(desk, back, clerk):
    path = back(meta={"form_id": "2567-99-3-4901", "office_code": "4901"})
    assert kind_of(NotFoundError, report_by_form, desk, path, clerk, Answer()) == "form-no-letter"


def test_a_form_of_an_office_that_has_no_such_task_is_told(desk, back, clerk, asked):
    position = asked()[0].directive + 1
    path = back(meta={"form_id": f"2567-1-{position}-9001", "office_code": "9001"})
    assert kind_of(NotFoundError, report_by_form, desk, path, clerk, Answer()) == "form-no-office"


def test_last_years_form_is_told_in_the_new_year(desk, asked, back, clerk, says):
    judge(desk, asked()[0].id, clerk, Answer(nil=True))
    next_year = Clerk(name="ธุรการ", now=dt.datetime(2025, 1, 20, 9))  # noqa: DTZ001 - Bangkok wall clock
    assert says(report_by_form, desk, back(), next_year, Answer())[0] == (
        "แบบรายงาน ดอนตาล.xlsx เป็นของหนังสือเลขรับ 1/2567 ปี 2567 ซึ่งอำเภอดอนตาลตอบไปแล้ว (รายงานแล้ว) โปรดขอให้กรอกในแบบของปีนี้"
    )


@pytest.mark.parametrize("changes", [{"version": 2}, {"rows": 3}])
def test_a_form_made_before_the_letter_was_corrected_is_old(desk, asked, clerk, tmp_path, changes):
    path = tmp_path / "เก่า.xlsx"
    filled(replace(asked()[1], **changes), PERSONS, path)
    assert kind_of(ConflictError, report_by_form, desk, path, clerk, Answer()) == "form-old-version"


def test_an_answer_is_not_given_twice_in_one_call(desk, back, clerk):
    assert kind_of(UsageError, report_by_form, desk, back(), clerk, Answer(nil=True)) == "form-and-rows"


def broken(tmp_path, kind, good):
    path = tmp_path / "เสีย.xlsx"
    if kind == "text":
        path.write_text("ไม่ใช่ Excel", encoding="utf-8")
    elif kind == "cut":
        path.write_bytes(good.read_bytes()[:900])
    elif kind == "strange":
        book = openpyxl.Workbook()
        book.save(path)
    else:
        book = openpyxl.load_workbook(good)
        if kind == "gone":
            del book.defined_names["f_phone_1"]
        elif kind == "identity":
            put_meta(book, "office_code", "4907")
        book.save(path)
    return path


def put_meta(book, name, value):
    for row in book["_meta"].iter_rows(max_col=2):
        if row[0].value == name:
            row[1].value = value


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("text", "form-not-xlsx"),
        ("cut", "form-not-xlsx"),
        ("strange", "form-unknown"),
        ("gone", "form-cells-gone"),
        ("identity", "form-identity"),
    ],
)
def test_what_is_no_form_is_refused_with_its_reason(desk, back, clerk, tmp_path, kind, said):
    path = broken(tmp_path, kind, back())
    assert kind_of(InputFileError, report_by_form, desk, path, clerk, Answer()) == said


def test_files_are_filed_once_as_evidence(desk, asked, clerk, tmp_path):
    path = tmp_path / "ภาพ.jpg"
    path.write_bytes(b"\xff\xd8\xff picture")
    number = asked()[0].id
    done = judge(desk, number, clerk, Answer(nil=True, files=[path, path]))
    assert done.attached == ("ภาพ.jpg",)
    later = tmp_path / "เพิ่ม.pdf"
    later.write_bytes(b"%PDF-1.4 more")
    again = judge(desk, number, clerk, Answer(files=[path, later]))
    assert (again.attached, again.task.state) == (("เพิ่ม.pdf",), TaskState.REPORTED)
    assert history(desk, number)[-1].note == "เพิ่ม.pdf"


def test_evidence_that_is_not_there_leaves_all_as_it_was(desk, asked, clerk, tmp_path):
    number = asked()[0].id
    kind = kind_of(InputFileError, judge, desk, number, clerk, Answer(nil=True, files=[tmp_path / "ไม่มี.pdf"]))
    assert kind == "file-missing"
    assert [one.state for one in history(desk, number)] == [TaskState.SENT]


def test_the_second_of_two_reviewers_is_told(desk, asked, clerk, tomorrow, monkeypatch):
    """On a database where both looked before either wrote."""
    number = asked()[0].id
    judge(desk, number, clerk, Answer(nil=True))
    looked = []

    def looks_first(store, wanted):
        task = store.tasks.by_id(wanted)
        looked.append(task)
        return replace(task, version=task.version - 1)

    monkeypatch.setattr("desk.report.task_of", looks_first)
    kind = kind_of(ConflictError, judge, desk, number, tomorrow, Answer(accept=True))
    assert (kind, looked[0].state) == ("changed-meanwhile", TaskState.REPORTED)


def test_a_word_form_that_came_back_is_the_answer_too(desk, asked, tmp_path, clerk):
    task, form = asked()
    answers = {
        "f_name_1": "นายสมมุติ ก", "f_position_1": "ปลัดอำเภอ", "f_phone_1": "๐๘ ๑๒๓๔ ๕๖๗๘",
        "f_name_2": "นางสมมุติ ข", "f_position_2": "เสมียนตราอำเภอ", "f_phone_2": "042611817",
    }  # fmt: skip
    path = tmp_path / "ดอนตาล.docx"
    path.write_bytes(changed(form_docx(form), fill(answers)))
    done = report_by_form(desk, path, clerk, Answer())
    assert (done.task.id, done.task.state) == (task.id, TaskState.REPORTED)
    assert [one["phone"] for one in done.rows] == ["0812345678", "042611817"]


def test_a_word_form_with_an_empty_place_is_refused_by_its_name(desk, asked, tmp_path, clerk):
    path = tmp_path / "ดอนตาล.docx"
    path.write_bytes(changed(form_docx(asked()[1]), fill({"f_name_1": "นายสมมุติ ก"})))
    with pytest.raises(AnswerRefusedError):
        report_by_form(desk, path, clerk, Answer())
