from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from circulars.circular import LetterForm, Urgency
from circulars.errors import ConflictError, NotFoundError, UsageError
from circulars.office import Level
from circulars.task import TaskState
from desk.dispatch import preview_letter, send_letter
from desk.letter_case import Wanted
from desk.letters import draft_letter, wanted_letter
from desk.relay import relay
from desk.report import Answer, judge
from desk.send_each import send_each
from generator.letter_kinds import LetterKind, head_of

#: What people say of a letter, as the command has it.
NOTHING = {"to": "", "items": (), "districts": (), "round": 1, "earlier": (), "due": None, "text": None}
DUE = dt.date(2024, 2, 9)


def wanted(**told) -> Wanted:
    return wanted_letter(**{**NOTHING, **told})


def words(drafted) -> str:
    return "\n".join(one.text for one in drafted.letter.body)


@pytest.fixture
def later(clerk):
    """After the districts' day."""
    return replace(clerk, now=dt.datetime(2024, 2, 2, 9, 0))  # noqa: DTZ001 - Bangkok wall clock


@pytest.fixture
def answered(desk, sent, later):
    """Two persons named by Don Tan, nothing to tell from Dong Luang; the others are silent."""
    with desk.database.reading() as store:
        asked = {
            one.office: one.id
            for one in store.tasks.listed()
            if one.item == "2" and one.level is Level.DISTRICT
        }
    rows = (
        "ชื่อ-สกุล=นายสมชาย ใจดี; ตำแหน่ง=ปลัดอำเภอ; โทรศัพท์=0812345678",
        "ชื่อ-สกุล=นางสมหญิง ตั้งใจ; ตำแหน่ง=เสมียนตรา; โทรศัพท์=0898765432",
    )
    judge(desk, asked["อำเภอดอนตาล"], later, Answer(rows=rows))
    judge(desk, asked["อำเภอดงหลวง"], later, Answer(nil=True))


def test_a_reminder_goes_to_those_who_have_not_answered(desk, answered, later):
    drafted = draft_letter(desk, LetterKind.REMINDER, "1", later, wanted(due="9/2/2567"))
    letter = drafted.letter
    assert (letter.form, letter.urgency) == (LetterForm.STAMPED, Urgency.MOST_URGENT)
    assert letter.addressee == (
        "ที่ทำการปกครองอำเภอเมืองมุกดาหาร ที่ทำการปกครองอำเภอนิคมคำสร้อย ที่ทำการปกครองอำเภอคำชะอี "
        "ที่ทำการปกครองอำเภอหว้านใหญ่ และที่ทำการปกครองอำเภอหนองสูง"
    )
    assert words(drafted) == (
        "ตามที่ จังหวัดมุกดาหารมีหนังสือ ด่วนที่สุด ที่ มห ๐๐๑๘.๑/ว ๑ ลงวันที่ ๒๕ มกราคม ๒๕๖๗ เรื่อง "
        "แนวทางการดำเนินงานตามนโยบายแก้ไขปัญหาหนี้นอกระบบ แจ้งให้อำเภอดำเนินการและรายงานผลตามข้อ ๒ ภายในวันที่ ๓๑ มกราคม ๒๕๖๗ นั้น\n"
        "จังหวัดมุกดาหารได้ตรวจสอบแล้ว ปรากฏว่าอำเภอยังมิได้รายงานผลการดำเนินการดังกล่าว จึงขอให้เร่งรัดดำเนินการและรายงานให้จังหวัดทราบ "
        "ภายในวันที่ ๙ กุมภาพันธ์ ๒๕๖๗ หากดำเนินการแล้วขออภัยมา ณ โอกาสนี้"
    )
    assert letter.qr == "https://example.go.th/report"


def test_a_second_reminder_cites_the_first_and_counts(desk, answered, later):
    drafted = draft_letter(
        desk, LetterKind.REMINDER, "1", later, wanted(due="๙ กุมภาพันธ์ ๒๕๖๗", earlier=[("มห ๐๐๑๘.๑/ว ๗", "๑ กุมภาพันธ์ ๒๕๖๗")])
    )  # fmt: skip
    assert "และได้เร่งรัดแล้วตามหนังสือที่ มห ๐๐๑๘.๑/ว ๗ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๗ นั้น" in words(drafted)
    assert (
        "บัดนี้พ้นกำหนดแล้ว อำเภอยังมิได้รายงานผลการดำเนินการดังกล่าว จึงขอเร่งรัดเป็นครั้งที่ ๒ ให้ดำเนินการและรายงาน"
        in words(drafted)
    )


def test_before_the_day_a_reminder_says_that_it_is_near(desk, sent, clerk):
    drafted = draft_letter(desk, LetterKind.REMINDER, "1", clerk, Wanted(due=dt.date(2024, 1, 31)))
    assert "ใกล้ครบกำหนดดังกล่าวแล้ว" in words(drafted)
    assert drafted.letter.addressee == "ที่ทำการปกครองอำเภอ ทุกอำเภอ"


def test_many_districts_are_listed_below_the_text(desk, answered, later, monkeypatch):
    monkeypatch.setattr("desk.letter_facts.MOST_NAMED", 3)
    drafted = draft_letter(desk, LetterKind.REMINDER, "1", later, Wanted(due=DUE))
    assert drafted.letter.addressee == "ที่ทำการปกครองอำเภอ ตามรายชื่อท้ายหนังสือนี้"
    assert words(drafted).endswith(
        "รายชื่ออำเภอที่ยังมิได้รายงาน: อำเภอเมืองมุกดาหาร อำเภอนิคมคำสร้อย อำเภอคำชะอี อำเภอหว้านใหญ่ อำเภอหนองสูง"
    )


def test_a_reminder_may_be_for_the_districts_that_a_person_names(desk, answered, later):
    drafted = draft_letter(desk, LetterKind.REMINDER, "1", later, wanted(due="9/2/2567", districts=["คำชะอี"]))
    assert drafted.letter.addressee == "ที่ทำการปกครองอำเภอคำชะอี"


def test_a_report_up_holds_the_table_of_answers(desk, answered, later):
    drafted = draft_letter(desk, LetterKind.REPORT, "1", later, wanted(items=("๒",)))
    letter = drafted.letter
    assert (letter.form, letter.addressee) == (LetterForm.EXTERNAL, "อธิบดีกรมการปกครอง")
    assert [one.number for one in letter.references] == ["มท 0307.2/ว2551"]
    assert letter.table is not None
    assert letter.table.head == ("ที่", "หน่วยงาน", "ชื่อ–สกุล", "ตำแหน่ง", "โทรศัพท์")
    assert letter.table.rows[2:5] == (
        ("๓", "อำเภอดอนตาล", "นายสมชาย ใจดี", "ปลัดอำเภอ", "๐๘๑๒๓๔๕๖๗๘"),
        ("", "", "นางสมหญิง ตั้งใจ", "เสมียนตรา", "๐๘๙๘๗๖๕๔๓๒"),
        ("๔", "อำเภอดงหลวง", "ไม่มี", "", ""),
    )
    assert letter.body[letter.table.after].text.endswith("จึงขอรายงานผลการดำเนินการ ดังนี้")
    assert "มีอำเภอรายงานผล จำนวน ๒ อำเภอ จากทั้งหมด ๗ อำเภอ" in words(drafted)
    assert (
        "อำเภอที่ยังไม่รายงาน ได้แก่ อำเภอเมืองมุกดาหาร อำเภอนิคมคำสร้อย อำเภอคำชะอี อำเภอหว้านใหญ่ อำเภอหนองสูง"
        in words(drafted)
    )


@pytest.mark.parametrize(
    ("kind", "form", "addressee", "said"),
    [
        (LetterKind.NIL, LetterForm.EXTERNAL, "อธิบดีกรมการปกครอง", "ไม่มีข้อมูลที่จะรายงานตามหนังสือดังกล่าว"),
        (LetterKind.ACKNOWLEDGEMENT, LetterForm.STAMPED, "กรมการปกครอง", "ตามเลขทะเบียนรับที่ ๑/๒๕๖๗"),
        (LetterKind.COVER, LetterForm.STAMPED, "ที่ทำการปกครองอำเภอ ทุกอำเภอ", "ขอส่งแบบรายงาน จำนวน ๑ แบบ"),
        (LetterKind.MEMO, LetterForm.MEMO, "ปลัดจังหวัดมุกดาหาร", "หากเห็นชอบโปรดลงชื่อย่อกำกับตราในหนังสือที่แนบมาพร้อมนี้"),
    ],
)  # fmt: skip
def test_the_other_letters_say_what_they_are_for(desk, sent, clerk, kind, form, addressee, said):
    drafted = draft_letter(desk, kind, "1", clerk, Wanted())
    assert (drafted.letter.form, drafted.letter.addressee) == (form, addressee)
    assert said in words(drafted)


def test_a_memo_has_its_four_headings_and_is_signed_by_its_drafter(desk, sent, clerk):
    drafted = draft_letter(desk, LetterKind.MEMO, "1", clerk, Wanted())
    headings = [one.text for one in drafted.letter.body if one.item and "." not in one.item]
    assert headings == ["๑. เรื่องเดิม", "๒. ข้อเท็จจริง", "๓. ข้อพิจารณา", "๔. ข้อเสนอ"]
    assert drafted.letter.signed_below


def test_a_letter_is_numbered_in_its_own_series_and_frozen(desk, answered, later):
    reminder = send_letter(desk, draft_letter(desk, LetterKind.REMINDER, "1", later, Wanted(due=DUE)), later)
    report = send_letter(desk, draft_letter(desk, LetterKind.REPORT, "1", later, Wanted()), later)
    assert (reminder.letter.number, report.letter.number) == ("มห 0018.1/ว2", "มห 0018.1/1")
    for one in (*reminder.files, *report.files):
        assert desk.archive.absolute(one.path).stat().st_mode & 0o222 == 0
    with desk.database.reading() as store:
        assert [one.number for one in store.outgoing.listed()] == [
            "มห 0018.1/1",
            "มห 0018.1/ว1",
            "มห 0018.1/ว2",
        ]
        assert store.outgoing.by_number("มห 0018.1/ว", 2024, 2).content == replace(
            reminder.letter.content, number="มห 0018.1/ว2"
        )


def test_numbers_skipped_by_a_letter_need_a_reason(desk, answered, later):
    drafted = draft_letter(desk, LetterKind.REMINDER, "1", later, Wanted(due=DUE))
    with pytest.raises(ConflictError) as caught:
        send_letter(desk, drafted, later, number=4)
    assert caught.value.kind == "number-skips"
    assert send_letter(desk, drafted, later, number=4, reason="ลงในสมุดแล้ว").letter.running == 4


def test_a_number_that_is_taken_is_refused_and_nothing_is_written(desk, answered, later):
    drafted = draft_letter(desk, LetterKind.REMINDER, "1", later, Wanted(due=DUE))
    with pytest.raises(ConflictError):
        send_letter(desk, drafted, later, number=1)
    with desk.database.reading() as store:
        assert len(store.outgoing.listed()) == 1


def test_a_preview_is_written_beside_the_drafts(desk, sent, clerk):
    files = preview_letter(desk, draft_letter(desk, LetterKind.NIL, "1", clerk, Wanted()))
    assert [one.name for one in files] == ["1-2567-nil.docx", "1-2567-nil.pdf"]


def test_a_person_may_write_the_whole_text(desk, sent, clerk, tmp_path):
    path = tmp_path / "ข้อความ.txt"
    path.write_text("ตามที่ขอมา นั้น\nจังหวัดไม่มีข้อมูล\n", encoding="utf-8")
    drafted = draft_letter(desk, LetterKind.NIL, "1", clerk, wanted(text=path))
    assert words(drafted) == "ตามที่ขอมา นั้น\nจังหวัดไม่มีข้อมูล"


def test_what_is_missing_is_said(desk, confirmed, clerk, says):
    assert says(draft_letter, desk, LetterKind.REMINDER, "1", clerk, Wanted(due=DUE)) == (
        "เลขรับ 1/2567 ยังไม่ได้แจ้งอำเภอ จึงยังอ้างหนังสือของจังหวัดไม่ได้ ส่งก่อนด้วย saraban send 1/2567",
        "Letter 1/2567 was not relayed yet, so there is no letter of the province to cite. Send it first with saraban send 1/2567.",
    )


def test_a_reminder_needs_a_day_and_somebody_to_remind(desk, sent, clerk, later, says):
    assert says(draft_letter, desk, LetterKind.REMINDER, "1", later, Wanted()) == (
        "หนังสือเร่งรัดต้องบอกวันที่ให้รายงานใหม่ เช่น --due '๕ กุมภาพันธ์ ๒๕๖๗'",
        "A reminder needs the new day to answer by, such as --due '5/2/2567'.",
    )
    with desk.database.reading() as store:
        asked = [one.id for one in store.tasks.listed() if one.item == "2" and one.level is Level.DISTRICT]
    for one in asked:
        judge(desk, one, later, Answer(nil=True))
    assert says(draft_letter, desk, LetterKind.REMINDER, "1", later, Wanted(due=DUE))[1] == (
        "Every district has answered letter 1/2567: there is nobody to remind."
    )


def test_a_directive_that_is_not_there_is_not_guessed(desk, sent, clerk):
    with pytest.raises(NotFoundError) as caught:
        draft_letter(desk, LetterKind.REPORT, "1", clerk, wanted(items=("9",)))
    assert caught.value.kind == "no-item"
    with pytest.raises(UsageError):
        wanted(earlier=[("ไม่ใช่เลข", "1/2/2567")])


@pytest.mark.parametrize(
    ("agency", "head"),
    [
        ("กรมการปกครอง", "อธิบดีกรมการปกครอง"),
        ("กระทรวงมหาดไทย", "ปลัดกระทรวงมหาดไทย"),
        ("สำนักงานปลัดกระทรวงมหาดไทย", "ปลัดกระทรวงมหาดไทย"),
        ("จังหวัดมุกดาหาร", "ผู้ว่าราชการจังหวัดมุกดาหาร"),
        ("มูลนิธิหนึ่ง", None),
    ],
)
def test_a_letter_to_an_agency_is_for_its_head(agency, head):
    assert head_of(agency) == head


@pytest.mark.parametrize(
    ("districts", "cited"),
    [
        (("ดงหลวง",), "ที่ มห ๐๐๑๘.๑/๔ ลงวันที่ ๒๕ มกราคม ๒๕๖๗"),
        (("ดอนตาล", "หนองสูง"), "ที่ มห ๐๐๑๘.๑/๓ ถึง มห ๐๐๑๘.๑/๗ ลงวันที่ ๒๕ มกราคม ๒๕๖๗"),
        ((), "ที่ มห ๐๐๑๘.๑/๑ ถึง มห ๐๐๑๘.๑/๗ ลงวันที่ ๒๕ มกราคม ๒๕๖๗"),
    ],
)
def test_a_reminder_cites_the_letter_that_its_own_district_got(
    desk, confirmed, clerk, later, districts, cited
):
    relay(desk, "1", clerk)
    send_each(desk, "1", clerk)
    drafted = draft_letter(desk, LetterKind.REMINDER, "1", later, wanted(due="9/2/2567", districts=districts))
    assert f"จังหวัดมุกดาหารมีหนังสือ ด่วนที่สุด {cited} เรื่อง" in words(drafted)


@pytest.fixture
def settled(desk, answered, later):
    """Besides those two: Kham Cha-i let off, the four others deemed by the letter."""
    with desk.database.writing() as store:
        for one in store.tasks.listed():
            if one.item == "2" and one.level is Level.DISTRICT and not one.state.closed:
                state = TaskState.EXEMPT if one.office == "อำเภอคำชะอี" else TaskState.DEFAULTED
                store.tasks.step([one], state)


def test_a_report_up_counts_only_answers_and_names_who_is_deemed_or_let_off(desk, settled, later):
    drafted = draft_letter(desk, LetterKind.REPORT, "1", later, wanted(items=("2",)))
    assert "มีอำเภอรายงานผล จำนวน ๒ อำเภอ จากทั้งหมด ๗ อำเภอ" in words(drafted)
    assert (
        "อำเภอที่มิได้รายงานภายในกำหนดและถือว่าตามหนังสือ จำนวน ๔ อำเภอ ได้แก่ "
        "อำเภอเมืองมุกดาหาร อำเภอนิคมคำสร้อย อำเภอหว้านใหญ่ อำเภอหนองสูง" in words(drafted)
    )
    assert "อำเภอที่ได้รับยกเว้น จำนวน ๑ อำเภอ ได้แก่ อำเภอคำชะอี" in words(drafted)
    assert "ยังไม่รายงาน" not in words(drafted)
    said = {row[1]: row[2] for row in drafted.letter.table.rows if row[1]}
    assert (said["อำเภอคำชะอี"], said["อำเภอหนองสูง"], said["อำเภอดงหลวง"]) == ("ยกเว้น", "ถือว่าตามหนังสือ", "ไม่มี")
    assert len(said) == 7


def test_a_memo_to_the_superior_counts_who_has_answered(desk, answered, later):
    drafted = draft_letter(desk, LetterKind.ESCALATION, "1", later, wanted(due="9/2/2567"))
    assert "มีอำเภอที่รายงานแล้ว จำนวน ๒ อำเภอ จากทั้งหมด ๗ อำเภอ อำเภอที่ยังมิได้รายงาน จำนวน ๕ อำเภอ" in words(drafted)
