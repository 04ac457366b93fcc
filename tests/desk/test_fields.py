from __future__ import annotations

import datetime as dt

import pytest
from makers.readings import sample_letter

from circulars.circular import LetterForm, Urgency
from circulars.deadline import DeadlineKind
from circulars.letter import Letter
from circulars.office import Level
from desk.fields import draft_pointer_of, pointer_of, replaced, value_at


@pytest.mark.parametrize(
    ("name", "pointer"),
    [
        ("ลงวันที่", "/letter/dated"),
        ("Dated", "/letter/dated"),
        ("ที่", "/letter/number"),
        ("เรื่อง", "/letter/subject"),
        ("ถึง", "/letter/addressee"),
        ("กำหนด 2", "/letter/directives/2/deadlines/0/due"),
        ("กำหนด ๒", "/letter/directives/2/deadlines/0/due"),
        ("กำหนด ข้อ ๒", "/letter/directives/2/deadlines/0/due"),
        ("due #1", "/letter/directives/0/deadlines/0/due"),
        ("ผู้ปฏิบัติ 1", "/letter/directives/1/actors"),
        ("/letter/dated", "/letter/dated"),
        ("/dated", "/letter/dated"),
        ("/letter/number/text", "/letter/number"),
        ("/letter/number", "/letter/number"),
    ],
)
def test_a_field_is_named_by_a_word_or_a_pointer(name, pointer):
    assert pointer_of(name, sample_letter()) == pointer


@pytest.mark.parametrize("name", ["สี", "กำหนด 9", "กำหนด #9", "กำหนด", "เรื่อง 2"])
def test_a_name_of_no_field_is_refused_with_those_there_are(name, says):
    thai, english = says(pointer_of, name, sample_letter())
    assert thai.startswith(f"ไม่มีช่องชื่อ “{name}” ในหนังสือฉบับนี้ ชื่อที่ใช้ได้คือ ลงวันที่, ที่, เรื่อง, ถึง,")
    assert english.startswith(f"This letter has no field “{name}”.")


def test_every_short_name_points_at_a_field_of_a_letter():
    letter = sample_letter()
    for name in ("ลงวันที่", "ที่", "เรื่อง", "ถึง", "จาก", "ชั้นความเร็ว", "ชั้นความลับ", "ชนิด", "หน่วยงาน", "โทร"):
        value_at(letter, pointer_of(name, letter))
    for name in ("กำหนด 2", "เวลา 2", "ผู้ปฏิบัติ 2", "ประเภท 2", "ข้อความ 2", "ข้อ 2"):
        value_at(letter, pointer_of(name, letter))


@pytest.mark.parametrize(
    ("pointer", "text", "value"),
    [
        ("/letter/dated", "๒๔ มกราคม ๒๕๖๗", dt.date(2024, 1, 24)),
        ("/letter/urgency", "ด่วน", Urgency.URGENT),
        ("/letter/directives/1/actors", "จังหวัด, อำเภอ", (Level.PROVINCE, Level.DISTRICT)),
        ("/letter/directives/2/deadlines/0/due", "1/2/2567", dt.date(2024, 2, 1)),
        ("/letter/directives/2/quota/number", "๓", 3),
        ("/letter/phones/1", "0 2356 5661", "0 2356 5661"),
        ("/letter/phones/-", "0 2356 5661", None),
        ("/letter/addressee/except", "ชลบุรี", ("ชลบุรี",)),
        ("/letter/signatory/name", "นายสมชาย", "นายสมชาย"),
    ],
)
def test_a_value_is_put_in_its_place(pointer, text, value):
    letter = sample_letter()
    changed = replaced(letter, pointer, text)
    assert changed != letter
    assert value_at(changed, pointer) == value


def test_a_day_may_be_set_where_the_letter_had_none():
    changed = replaced(sample_letter(), "/letter/directives/1/deadlines/0/due", "5/2/2567")
    (deadline,) = changed.directives[1].deadlines
    assert (deadline.kind, deadline.due) == (DeadlineKind.ABSOLUTE, dt.date(2024, 2, 5))


def test_an_entry_of_a_list_is_taken_out_and_the_others_move_up():
    letter = sample_letter()
    assert replaced(letter, "/letter/directives/1", "-").directives == (
        letter.directives[0],
        letter.directives[2],
    )


def test_all_but_the_one_value_stays_as_it_was():
    letter = sample_letter()
    changed = replaced(letter, "/letter/directives/2/deadlines/0/due", "1/2/2567")
    assert replaced(changed, "/letter/directives/2/deadlines/0/due", "31/1/2567") == letter


@pytest.mark.parametrize(
    "pointer",
    ["/letter/colour", "/letter/directives/9/text", "/letter/directives/x/text", "/letter/dated/year", "/letter/directives/-1"],
)  # fmt: skip
def test_a_pointer_to_nowhere_is_refused(pointer, says):
    assert says(replaced, sample_letter(), pointer, "x") == (
        f"ไม่มีช่อง {pointer} ในหนังสือ ดูช่องทั้งหมดด้วย saraban review show",
        f"A letter has no field {pointer}. saraban review show lists them.",
    )


@pytest.mark.parametrize(
    ("name", "pointer"),
    [
        ("ถึง", "/addressee"),
        ("ย่อหน้า ๒", "/body/1/text"),
        ("Paragraph 1", "/body/0/text"),
        ("/body/0/item", "/body/0/item"),
    ],
)
def test_a_field_of_a_draft_is_named_likewise(name, pointer):
    assert draft_pointer_of(name) == pointer


@pytest.mark.parametrize("name", ["ย่อหน้า", "ถึง 2", "สี"])
def test_a_draft_has_no_other_fields(name, says):
    thai, _ = says(draft_pointer_of, name)
    assert thai.startswith(f"ร่างหนังสือไม่มีช่องชื่อ “{name}” ชื่อที่ใช้ได้คือ ถึง, เรื่อง,")


def test_a_draft_is_changed_as_a_letter_is():
    letter = Letter(form=LetterForm.STAMPED, urgency=Urgency.URGENT)
    assert replaced(letter, "/urgency", "ด่วนที่สุด").urgency is Urgency.MOST_URGENT
