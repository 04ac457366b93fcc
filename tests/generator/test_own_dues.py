from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from circulars.circular import Addressee, Circular, LetterForm, Paragraph, Part
from circulars.letter import OwnDue
from circulars.office import Level
from circulars.thai_calendar import OfficeCalendar
from generator.guard import guard
from generator.own_dues import Ahead
from generator.relay import draft_relay, relay_form
from parsers import parse, read

CALENDAR = OfficeCalendar.shipped()
TODAY = dt.date(2025, 1, 13)
HEAD = "ที่ มท ๐๓๑๑.๒/ว ๑๕๐๓\nถึง ที่ทำการปกครองจังหวัด ทุกจังหวัด\n"
FOOT = "\nกรมการปกครอง\n๑๐ มกราคม ๒๕๖๘\nสำนักบริหารการปกครองท้องที่\nโทร. ๐ ๒๒๒๑ ๐๘๒๓"


@pytest.fixture
def circular(tmp_path):
    def parsed(*paragraphs: str) -> Circular:
        path = tmp_path / "circular.txt"
        path.write_text(HEAD + "\n".join(paragraphs) + FOOT, encoding="utf-8")
        return parse(read(path)).letter

    return parsed


def drafted(letter: Circular, office, days: int = 2):
    return draft_relay(letter, office, own_relays={}, ahead=Ahead(days=days, calendar=CALENDAR, today=TODAY))


COLLECTED = (
    "ด้วยกรมการปกครองมีความจำเป็นต้องใช้ข้อมูล จึงขอให้จังหวัดสำรวจตำแหน่งผู้ใหญ่บ้านที่ว่าง "
    "และรายงานผลการสำรวจให้กรมการปกครองทราบ ภายในวันที่ ๒๔ มกราคม ๒๕๖๘"
)


@pytest.mark.parametrize(
    ("days", "day"),
    [(1, "๒๓ มกราคม ๒๕๖๘"), (2, "๒๒ มกราคม ๒๕๖๘"), (5, "๑๗ มกราคม ๒๕๖๘")],
)
def test_districts_answer_working_days_before_the_province(office, circular, days, day):
    draft = drafted(circular(COLLECTED), office, days)
    words = "\n".join(one.text for one in draft.letter.body)
    assert f"ให้จังหวัด ภายในวันที่ {day} เพื่อรวบรวมรายงานให้กรมการปกครองทราบ ภายในวันที่ ๒๔ มกราคม ๒๕๖๘" in words
    assert [one.due for one in draft.own_dues] == [CALENDAR.add_working(dt.date(2025, 1, 24), -days)]
    assert [one.kind for one in draft.findings] == ["doubt"]


def test_no_day_is_set_where_none_is_left_or_wanted(office, circular):
    soon = circular(COLLECTED.replace("๒๔", "๑๔"))
    for draft in (drafted(soon, office), drafted(circular(COLLECTED), office, 0)):
        assert draft.own_dues == ()
        assert {one.what for one in draft.findings} == {"deadline"}


def test_what_goes_by_the_code_keeps_its_day(office, circular):
    direct = circular(
        "ด้วยกรมการปกครองมีความจำเป็นต้องใช้ข้อมูล จึงขอให้จังหวัดและอำเภอรายงานผู้รับผิดชอบ "
        "ผ่านคิวอาร์โค้ด (QR Code) ท้ายหนังสือฉบับนี้ ภายในวันที่ ๒๔ มกราคม ๒๕๖๘"
    )
    assert drafted(direct, office).own_dues == ()


def test_an_item_left_to_the_province_gives_the_districts_a_sentence(office, circular):
    letter = circular(
        "ด้วยกรมการปกครองจะติดตามการไกล่เกลี่ยข้อพิพาท จึงขอให้จังหวัดดำเนินการ ดังนี้",
        "๑. แจ้งให้อำเภอขึ้นทะเบียนผู้ไกล่เกลี่ย แห่งละไม่น้อยกว่า ๒๐ คน",
        "๒. ให้จังหวัดรวบรวมผลการดำเนินการของทุกอำเภอรายงานกรมการปกครอง ภายในวันที่ ๓๑ มกราคม ๒๕๖๘",
    )
    draft = drafted(letter, office)
    assert draft.letter.body[-1].text.endswith(
        "ทั้งนี้ ให้อำเภอรายงานผลการดำเนินการให้จังหวัดทราบ ภายในวันที่ ๒๙ มกราคม ๒๕๖๘ เพื่อจังหวัดจะได้รวบรวมรายงานต่อไป"
    )
    assert {one.kind for one in draft.findings} == {"left-to-province", "doubt"}


def test_the_task_is_found_by_the_day_of_the_province(office, circular):
    assert drafted(circular(COLLECTED), office).own_dues == (
        OwnDue(directive=0, instead_of=dt.date(2025, 1, 24), due=dt.date(2025, 1, 22)),
    )


SIMPLE = Circular(
    form=LetterForm.STAMPED,
    issuer="กรมการปกครอง",
    subject="การเตรียมความพร้อม",
    addressee=Addressee(text="ที่ทำการปกครองจังหวัด ทุกจังหวัด", level=Level.PROVINCE, all=True),
    paragraphs=(Paragraph(part=Part.PURPOSE, text="จึงขอให้จังหวัดและอำเภอเตรียมความพร้อม"),),
)


@pytest.mark.parametrize(
    ("addressee", "found"),
    [
        ("", [("lost", "ถึง / เรียน")]),
        ("ที่ทำการปกครองอำเภอดอนตาล", [("lost", "อำเภอเมืองมุกดาหาร อำเภอนิคมคำสร้อย อำเภอดงหลวง อำเภอคำชะอี อำเภอหว้านใหญ่ อำเภอหนองสูง")]),
        ("ที่ทำการปกครองอำเภอ ทุกอำเภอ (ยกเว้นอำเภอดงหลวง)", [("lost", "อำเภอดงหลวง")]),
        ("ที่ทำการปกครองอำเภอ ทุกอำเภอ", []),
        ("อำเภอ ทุกแห่ง", []),
    ],
)  # fmt: skip
def test_an_addressee_that_was_emptied_or_narrowed_is_found(office, addressee, found):
    draft = draft_relay(SIMPLE, office, own_relays={})
    findings = guard(SIMPLE, replace(draft.letter, addressee=addressee), draft.edits, office=office)
    assert [(one.kind, one.text) for one in findings if one.what == "addressee"] == found


def test_districts_that_the_circular_does_not_name_are_found(office):
    named = replace(
        SIMPLE,
        paragraphs=(Paragraph(part=Part.PURPOSE, text="จึงขอให้อำเภอดอนตาลและอำเภอดงหลวงเตรียมความพร้อม"),),
    )
    draft = draft_relay(named, office, own_relays={})
    assert draft.letter.addressee == "ที่ทำการปกครองอำเภอดอนตาล และที่ทำการปกครองอำเภอดงหลวง"
    wider = replace(draft.letter, addressee="ที่ทำการปกครองอำเภอ ทุกอำเภอ")
    found = guard(named, wider, draft.edits, office=office)
    assert [one.kind for one in found if one.what == "addressee"] == ["added"]


@pytest.mark.parametrize(
    ("form", "subject", "wanted"),
    [
        (LetterForm.STAMPED, "การดำเนินการทางวินัยข้าราชการ", LetterForm.EXTERNAL),
        (LetterForm.STAMPED, "การจัดสรรงบประมาณรายจ่ายประจำปี", LetterForm.EXTERNAL),
        (LetterForm.EXTERNAL, "การประชุมประจำเดือน", LetterForm.EXTERNAL),
        (LetterForm.STAMPED, "แนวทางการดำเนินงานตามนโยบายแก้ไขปัญหาหนี้นอกระบบ", LetterForm.STAMPED),
        (LetterForm.MEMO, "การเร่งรัดการเบิกจ่าย", LetterForm.STAMPED),
        (LetterForm.STAMPED, None, LetterForm.STAMPED),
    ],
)
def test_the_form_follows_the_matter(form, subject, wanted):
    assert relay_form(replace(SIMPLE, form=form, subject=subject)) is wanted


def test_a_signed_relay_ends_with_a_closing_and_tells_that_it_is_signed(office):
    draft = draft_relay(SIMPLE, office, own_relays={}, form=LetterForm.EXTERNAL)
    assert draft.letter.addressee == "นายอำเภอ ทุกอำเภอ"
    assert draft.letter.body[-1].text == "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป"
    assert [one.what for one in draft.findings if one.kind == "doubt"] == ["form"]
    assert not draft.is_refused
