from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from makers.readings import sample_letter

from circulars.circular import Paragraph, Part, Reference
from circulars.deadline import Confidence
from circulars.errors import ConflictError, ExitCode, NotFoundError, UsageError
from circulars.office import Level
from desk.review import accept, confirm, correct, waiting
from registry.entries import LetterState


def issue(kind, field, severity="warning", suggestion=None, **facts):
    return {
        "kind": kind,
        "severity": severity,
        "field": field,
        "message": "",
        "suggestion": suggestion,
        "facts": facts,
    }


NO_DATE = issue("no-date", "/letter/dated")
NO_NUMBER = issue("no-number", "/letter/number", "error")


def kinds(entry):
    return [one["kind"] for one in entry.reading["issues"]]


def test_what_was_received_waits_until_it_is_confirmed(desk, entered, clerk):
    entered()
    entered(number=2)
    confirm(desk, "1", clerk)
    assert [one.receipt for one in waiting(desk)] == ["2/2567"]


def test_no_task_exists_before_a_person_has_confirmed(desk, entered, clerk, tomorrow, trail):
    entered()
    with desk.database.reading() as store:
        assert store.tasks.listed() == ()
    done = confirm(desk, "1/2567", tomorrow)
    assert (done.entry.state, done.entry.confirmed_by, done.entry.confirmed) == (
        LetterState.CONFIRMED,
        "ปลัด",
        tomorrow.now,
    )
    assert len(done.assigned.new) == 24
    assert trail() == [("confirm", "letter 1/2567"), ("assign", "letter 1/2567")]


def test_a_letter_is_not_confirmed_twice(desk, entered, clerk, says):
    entered()
    confirm(desk, "1", clerk)
    assert says(confirm, desk, "๑", clerk) == (
        "หนังสือเลขรับ 1/2567 ยืนยันแล้วโดย ธุรการ เมื่อ ๒๕ มกราคม ๒๕๖๗ จึงไม่เปลี่ยนแปลงอะไร ดูงานด้วย saraban tasks --letter 1/2567",
        "Letter 1/2567 was confirmed by ธุรการ on ๒๕ มกราคม ๒๕๖๗; nothing was changed. saraban tasks --letter 1/2567 lists its tasks.",
    )


def test_errors_must_be_corrected_or_taken_as_they_are(desk, entered, clerk, says):
    entered(issues=[NO_NUMBER, NO_DATE])
    assert says(confirm, desk, "1", clerk)[0].startswith(
        "การอ่านหนังสือเลขรับ 1/2567 ยังมีข้อผิดพลาด 1 ข้อ จึงยังไม่ยืนยัน"
    )
    with desk.database.reading() as store:
        assert store.tasks.listed() == ()
    assert confirm(desk, "1", clerk, anyway=True).entry.state is LetterState.CONFIRMED


@pytest.mark.parametrize(
    ("receipt", "code"), [("7", ExitCode.NOT_FOUND), ("1/2566", ExitCode.NOT_FOUND), ("หนึ่ง", ExitCode.USAGE)]
)
def test_a_letter_that_is_not_there_is_said(desk, entered, clerk, receipt, code):
    entered()
    with pytest.raises((NotFoundError, UsageError)) as caught:
        confirm(desk, receipt, clerk)
    assert caught.value.exit_code is code


def test_a_correction_keeps_what_was_and_who_changed_it(desk, entered, tomorrow, trail):
    entry = entered(issues=[NO_DATE])
    done = correct(desk, "1", "ลงวันที่", "๒๔ มกราคม ๒๕๖๗", tomorrow)
    assert done.entry.dated == dt.date(2024, 1, 24)
    assert kinds(done.entry) == []
    with desk.database.reading() as store:
        (made,) = store.incoming.corrections(entry.id)
    assert (made.field, made.before, made.after, made.by, made.at) == (
        "/letter/dated", None, "2024-01-24", "ปลัด", tomorrow.now,
    )  # fmt: skip
    assert trail() == [("correct", "letter 1/2567 /letter/dated")]


def test_the_same_value_again_is_no_correction(desk, entered, clerk, trail):
    entered()
    assert correct(desk, "1", "ชั้นความเร็ว", "ด่วนที่สุด", clerk).made == ()
    assert trail() == []


def test_a_corrected_number_is_one_the_register_finds(desk, entered, clerk):
    entered()
    entry = correct(desk, "1", "ที่", "มท ๐๓๐๗.๒/ว ๒๕๕๒", clerk).entry
    assert (entry.number, entry.letter.number.running) == ("มท 0307.2/ว2552", 2552)


def test_checks_are_made_again_after_a_correction(desk, entered, clerk):
    cited = Reference(number="มท 0307.2/ว2133", dated=dt.date(2024, 1, 22))
    entered(replace(sample_letter(), references=(cited,)))
    done = correct(desk, "1", "ลงวันที่", "20/1/2567", clerk)
    assert kinds(done.entry) == ["date-order"]
    assert kinds(correct(desk, "1", "ลงวันที่", "24/1/2567", clerk).entry) == []


def test_a_corrected_date_counts_the_deadlines_again(desk, entered, clerk):
    letter = sample_letter()
    text = "ให้อำเภอรายงานผลภายในวันที่ ๕ กุมภาพันธ์"
    (old,) = letter.directives[2].deadlines
    unsure = replace(old, quote="ภายในวันที่ ๕ กุมภาพันธ์", due=None)
    directives = (*letter.directives[:2], replace(letter.directives[2], text=text, deadlines=(unsure,)))
    entered(replace(letter, directives=directives))
    done = correct(desk, "1", "ลงวันที่", "24/1/2567", clerk)
    assert done.entry.letter.directives[2].deadlines[0].due == dt.date(2024, 2, 5)


def test_a_deadline_that_a_person_set_stays_when_the_date_is_corrected(desk, entered, clerk):
    letter = sample_letter()
    text = "ให้อำเภอรายงานผลภายในวันที่ ๓๑ มกราคม ๒๕๖๗"
    entered(replace(letter, directives=(*letter.directives[:2], replace(letter.directives[2], text=text))))
    correct(desk, "1", "กำหนด 2", "5/2/2567", clerk)
    done = correct(desk, "1", "ลงวันที่", "24/1/2567", clerk)
    deadline = done.entry.letter.directives[2].deadlines[0]
    assert (deadline.due, deadline.confidence, deadline.explanation) == (
        dt.date(2024, 2, 5), Confidence.SURE, "ครบกำหนด ๕ กุมภาพันธ์ ๒๕๖๗ — ผู้ตรวจเป็นผู้กำหนด",
    )  # fmt: skip


def test_a_day_set_on_a_holiday_is_planned_for_the_working_day_before(desk, entered, clerk):
    entered()
    done = correct(desk, "1", "กำหนด 2", "24/2/2567", clerk)
    assert done.entry.letter.directives[2].deadlines[0].plan_by == dt.date(2024, 2, 23)
    assert kinds(done.entry) == ["due-on-holiday"]


def test_setting_a_day_settles_the_doubt_about_it(desk, entered, clerk):
    entered(
        issues=[
            issue("deadline-doubt", "/letter/directives/2/deadlines/0", quote="", why=""),
            issue("deadline-unread", "/letter/directives/1/deadlines", quote="ภายใน"),
            issue("no-directive", "/letter/directives"),
        ]
    )
    done = correct(desk, "1", "กำหนด 2", "5/2/2567", clerk)
    assert kinds(done.entry) == ["deadline-unread", "no-directive"]


def test_a_false_directive_is_taken_out_with_its_quotations(desk, entered, clerk):
    entry = entered(issues=[issue("deadline-unread", "/letter/directives/2/deadlines", quote="")])
    spans = {
        "/letter/directives/1": [1],
        "/letter/directives/1/text": [1],
        "/letter/directives/2/text": [2],
        "/letter/number": [3],
    }
    with desk.database.writing() as store:
        store.incoming.rewrite(entry, entry.letter, {**entry.reading, "spans": spans})
    done = correct(desk, "1", "ข้อ 1", "-", clerk)
    assert [one.item for one in done.entry.letter.directives] == [None, "2"]
    assert done.entry.reading["spans"] == {"/letter/directives/1/text": [2], "/letter/number": [3]}
    assert [one["field"] for one in done.entry.reading["issues"]] == ["/letter/directives/1/deadlines"]


def test_a_directive_with_tasks_is_not_taken_out(desk, entered, clerk, says):
    entered()
    confirm(desk, "1", clerk)
    assert says(correct, desk, "1", "ข้อ 1", "-", clerk)[0] == (
        "หนังสือเลขรับ 1/2567 ยืนยันและมอบงานแล้ว จึงตัดข้อสั่งการออกไม่ได้ หากไม่ต้องการงานของข้อนั้น ให้แก้ผู้ปฏิบัติของข้อแทน"
    )


def test_the_tasks_of_a_confirmed_letter_follow_its_corrections(desk, entered, clerk):
    entered()
    confirm(desk, "1", clerk)
    done = correct(desk, "1", "กำหนด 2", "5/2/2567", clerk)
    assert {one.due for one in done.assigned.moved} == {dt.date(2024, 2, 5)}
    done = correct(desk, "1", "ผู้ปฏิบัติ 2", "อำเภอ", clerk)
    assert {one.level for one in done.assigned.dropped} == {Level.PROVINCE}


def test_what_a_reading_proposes_is_taken_at_a_word(desk, entered, clerk):
    letter = replace(sample_letter(), paragraphs=(Paragraph(part=Part.PURPOSE, text="ใกล้เคียง"),))
    entered(
        letter,
        issues=[
            NO_DATE,
            issue("ocr-slip", "/letter/subject", suggestion="เรื่องที่ถูก", seen="", meant=""),
            issue("ocr-slip", "/letter/paragraphs/0/text", suggestion="ไกล่เกลี่ย", seen="", meant=""),
        ],
    )
    first = accept(desk, "1", clerk, [3])
    assert [one.field for one in first.made] == ["/letter/paragraphs/0/text"]
    assert kinds(first.entry) == ["no-date", "ocr-slip"]
    rest = accept(desk, "1", clerk)
    assert rest.entry.subject == "เรื่องที่ถูก"
    assert kinds(rest.entry) == ["no-date"]


def test_an_issue_that_proposes_nothing_cannot_be_accepted(desk, entered, clerk, says):
    entered(issues=[NO_DATE])
    assert says(accept, desk, "1", clerk, [1])[1] == (
        "Issue 1 of letter 1/2567 proposes nothing. saraban review show 1/2567 lists the issues."
    )


def test_a_wrong_value_changes_nothing(desk, entered, clerk, trail):
    entry = entered()
    with pytest.raises(UsageError):
        correct(desk, "1", "ลงวันที่", "พรุ่งนี้", clerk)
    with desk.database.reading() as store:
        assert store.incoming.by_id(entry.id) == entry
    assert trail() == []


def test_confirming_is_a_conflict_for_the_second_of_two(desk, entered, clerk, tomorrow):
    entered()
    confirm(desk, "1", clerk)
    with pytest.raises(ConflictError):
        confirm(desk, "1", tomorrow)
