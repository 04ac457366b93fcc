from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers.outgoing import RELAY, sample_relay, sent_relay, short_letter

from circulars.circular import LetterForm, Paragraph, Part, Urgency
from generator.binding import BOUND_BLANK, bind, keep_words
from generator.words import letter_lines

BOUND = [
    ("ลงวันที่ ๓๑ มกราคม ๒๕๖๗ เรื่อง", "ลงวันที่ ๓๑·มกราคม·๒๕๖๗ เรื่อง"),
    ("ภายในวันที่ ๕ ก.พ. ๖๗ นี้", "ภายในวันที่ ๕·ก.พ.·๖๗ นี้"),
    ("วันที่ 31 มกราคม พ.ศ. 2567", "วันที่ 31·มกราคม·พ.ศ.·2567"),
    ("ประจำเดือนมกราคม ๒๕๖๗ แล้ว", "ประจำเดือนมกราคม·๒๕๖๗ แล้ว"),
    ("อำเภอแห่งละ ๒ ราย เท่านั้น", "อำเภอแห่งละ·๒·ราย เท่านั้น"),
    ("เป็นเงิน ๑,๒๐๐ บาท ต่อเดือน", "เป็นเงิน ๑,๒๐๐·บาท ต่อเดือน"),
    ("ไม่น้อยกว่าร้อยละ ๘๐ ของ", "ไม่น้อยกว่าร้อยละ·๘๐ ของ"),
    ("ภายในเวลา ๑๕.๐๐ นาฬิกา ของ", "ภายในเวลา·๑๕.๐๐·นาฬิกา ของ"),
    ("หนังสือ ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑ ลงวันที่", "หนังสือ ที่·มท·๐๓๐๗.๒/ว·๒๕๕๑ ลงวันที่"),
    ("โทร. ๐ ๔๒๖๑ ๑๘๑๗ ต่อ", "โทร. ๐·๔๒๖๑·๑๘๑๗ ต่อ"),
    ("ตามมาตรา ๕ แห่งพระราชบัญญัติ", "ตามมาตรา·๕ แห่งพระราชบัญญัติ"),
    ("จังหวัดและอำเภอ ดำเนินการ", "จังหวัดและอำเภอ ดำเนินการ"),
    ("ปี ๒๕๖๗ เรื่อง แนวทาง", "ปี·๒๕๖๗ เรื่อง แนวทาง"),
    ("ปีงบประมาณ พ.ศ. ๒๕๖๗ จำนวน ๓ โครงการ", "ปีงบประมาณ·พ.ศ.·๒๕๖๗ จำนวน·๓·โครงการ"),
    ("ข้อ ๒ และข้อ ๓", "ข้อ·๒ และข้อ·๓"),
]


@pytest.mark.parametrize(("text", "bound"), BOUND)
def test_dates_times_amounts_and_numbers_are_bound(text, bound):
    assert bind(text).replace(BOUND_BLANK, "·") == bound


def test_a_year_is_not_bound_to_what_follows_its_date():
    assert bind("ลงวันที่ ๓ มกราคม ๒๕๖๗ เรื่อง แนวทาง").endswith("๒๕๖๗ เรื่อง แนวทาง")


PIECES = st.sampled_from(
    [
        "๓๑",
        "1",
        "มกราคม",
        "ก.พ.",
        "๒๕๖๗",
        "พ.ศ.",
        "ที่",
        "มท",
        "๐๓๐๗.๒/ว",
        "๒๕๕๑",
        "ราย",
        "ร้อยละ",
        "เวลา",
        "๑๕.๐๐",
        "น.",
        "และ",
        " ",
        "  ",
    ]
)


@pytest.mark.property
@given(st.one_of(st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join), st.text()))
def test_binding_changes_blanks_and_nothing_else(text):
    plain = text.replace(BOUND_BLANK, " ")
    assert bind(plain).replace(BOUND_BLANK, " ") == plain


def test_the_words_of_the_sample_relay_come_in_order(office):
    lines = letter_lines(sent_relay(), office)
    written = [line.words.replace(BOUND_BLANK, " ").replace("\t", " ") for line in lines if line.words]
    paper = [line for line in RELAY.read_text(encoding="utf-8").split("\n") if line.strip()]
    expected = [
        *paper[:1], paper[1].replace("ที่ ", "ที่  "), *paper[2:-3],
        "https://example.go.th/report/2567-w642", "แบบรายงาน",
        "จังหวัดมุกดาหาร", "๒๕ มกราคม ๒๕๖๗",
        *paper[-3:],
    ]  # fmt: skip
    assert written == expected


def test_what_is_not_known_yet_is_left_to_be_written(office):
    words = {line.style: line.words for line in letter_lines(sample_relay(), office)}
    assert words["number"] == "ที่  มห ๐๐๑๘.๑/" + "." * 20
    assert words["date"] == "." * 44
    assert words["seal"] == ""


def test_items_are_styled_by_their_depth(office):
    texts = {"1": "๑. ก", "1.2": "๑.๒ ข", "1.2.1": "๑.๒.๑ ค", "1.2.1.1": "ง", None: "จ"}
    body = tuple(Paragraph(part=Part.PURPOSE, text=text, item=item) for item, text in texts.items())
    lines = letter_lines(replace(sample_relay(), body=body), office)
    assert [line.style for line in lines if line.words in texts.values()] == [
        "heading",
        "item2",
        "item3",
        "item3",
        "body",
    ]


@pytest.mark.parametrize(
    ("urgency", "mark"), [(Urgency.NORMAL, ""), (Urgency.URGENT, "ด่วน"), (Urgency.VERY_URGENT, "ด่วนมาก")]
)
def test_the_mark_of_urgency(office, urgency, mark):
    lines = letter_lines(short_letter(urgency=urgency), office)
    assert next(line.words for line in lines if line.style == "emblem") == mark


def test_an_external_letter_cites_lists_and_signs(office):
    office = replace(
        office,
        address=("ศาลากลางจังหวัดมุกดาหาร", "มห ๔๙๐๐๐"),
        signatory="นายสมชาย ใจดี",
        signatory_position="ผู้ว่าราชการจังหวัดมุกดาหาร",
    )
    letter = short_letter(
        form=LetterForm.EXTERNAL,
        addressee="นายอำเภอ ทุกอำเภอ",
        dated=dt.date(2024, 3, 1),
        email="saraban@example.go.th",
    )
    written = [
        (line.style, line.words.replace(BOUND_BLANK, " ").replace("\t", "|"))
        for line in letter_lines(letter, office)
        if line.style not in {"body", "qr"} and line.words
    ]
    assert written == [
        ("emblem", "ด่วนที่สุด"),
        ("number", "ที่  มห ๐๐๑๘.๑/....................|จังหวัดมุกดาหาร"),
        ("number", "|ศาลากลางจังหวัดมุกดาหาร"),
        ("number", "|มห ๔๙๐๐๐"),
        ("dateline", "๑ มีนาคม ๒๕๖๗"),
        ("subject", "เรื่อง|แนวทางการดำเนินงานตามนโยบายแก้ไขปัญหาหนี้นอกระบบ"),
        ("addressee", "เรียน|นายอำเภอ ทุกอำเภอ"),
        ("reference", "อ้างถึง|หนังสือกระทรวงมหาดไทย ด่วนที่สุด ที่ มท ๐๓๐๗.๒/ว ๒๑๓๓ ลงวันที่ ๒๒ มกราคม ๒๕๖๗"),
        ("enclosure", "สิ่งที่ส่งมาด้วย|๑. แบบรายงาน  จำนวน ๑ ชุด"),
        ("enclosure", "|๒. คู่มือการใช้งานระบบ"),
        ("caption", "แบบรายงาน"),
        ("respect", "ขอแสดงความนับถือ"),
        ("signatory", "(นายสมชาย ใจดี)"),
        ("signatory", "ผู้ว่าราชการจังหวัดมุกดาหาร"),
        ("unit", "ที่ทำการปกครองจังหวัด"),
        ("unit", "กลุ่มงานอำนวยความเป็นธรรม"),
        ("unit", "โทร./โทรสาร ๐-๔๒๖๑-๑๘๑๗"),
        ("unit", "ไปรษณีย์อิเล็กทรอนิกส์ saraban@example.go.th"),
    ]


def test_a_telephone_number_without_a_label_gets_one(office):
    units = [
        line.words for line in letter_lines(short_letter(phone="042611817"), office) if line.style == "unit"
    ]
    assert units[-1] == "โทร. ๐๔๒๖๑๑๘๑๗"


def test_a_line_end_in_a_value_stays_in_its_paragraph(office):
    lines = letter_lines(short_letter(sender="จังหวัดมุกดาหาร\r\nกลุ่มงาน: ก\tข"), office)
    assert next(line.words for line in lines if line.style == "sender") == "จังหวัดมุกดาหาร\u2028กลุ่มงาน: ก ข"


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\u202e", "\ud800", "\uffff"])
def test_a_control_character_is_refused_and_shown(office, says, bad):
    letter = short_letter(addressee=f"อำเภอ{bad}ดอนตาล")
    assert says(letter_lines, letter, office) == (
        f"ข้อความในหนังสือมีอักขระควบคุม U+{ord(bad):04X} ที่พิมพ์ไม่ได้ (ตรงเครื่องหมาย □) ในข้อความ “อำเภอ□ดอนตาล” โปรดลบอักขระนั้นแล้วลองอีกครั้ง",
        f"The text of the letter holds the control character U+{ord(bad):04X}, which cannot be printed (shown as □), in “อำเภอ□ดอนตาล”. Delete it and try again.",
    )


def test_a_form_without_a_template_is_refused(office, says):
    assert says(letter_lines, short_letter(form=LetterForm.PRESS), office) == (
        "ยังไม่มีแม่แบบสำหรับหนังสือชนิด press โปรดเลือกหนังสือประทับตรา (stamped) หนังสือภายนอก (external) บันทึกข้อความ (memo) คำสั่ง (order) หรือประกาศ (announcement)",
        "There is no template for a letter of the form press. Choose a stamped letter (stamped), an external letter (external), a memo (memo), an order (order) or an announcement (announcement).",
    )


def test_longer_words_are_tried_before_what_they_begin_with():
    words = keep_words(["หว้านใหญ่", "อำเภอหว้านใหญ่"])
    assert words.index("อำเภอหว้านใหญ่") < words.index("หว้านใหญ่")


ORDER = {
    "sender": "จังหวัดมุกดาหาร",
    "subject": "แต่งตั้งคณะทำงาน",
    "dated": dt.date(2024, 3, 1),
    "number": "123/2567",
}


@pytest.mark.parametrize(
    ("form", "head", "given"),
    [
        (
            LetterForm.ORDER,
            ["คำสั่งจังหวัดมุกดาหาร", "ที่ ๑๒๓/๒๕๖๗", "เรื่อง แต่งตั้งคณะทำงาน"],
            "สั่ง  ณ  วันที่  ๑ มีนาคม พ.ศ. ๒๕๖๗",
        ),
        (
            LetterForm.ANNOUNCEMENT,
            ["ประกาศจังหวัดมุกดาหาร", "เรื่อง แต่งตั้งคณะทำงาน"],
            "ประกาศ  ณ  วันที่  ๑ มีนาคม พ.ศ. ๒๕๖๗",
        ),
    ],
)
def test_an_order_and_an_announcement_say_what_they_are_and_when_they_were_given(office, form, head, given):
    lines = letter_lines(short_letter(form=form, **ORDER), office)
    words = [(line.style, line.words.replace(BOUND_BLANK, " ")) for line in lines]
    assert [text for style, text in words if style == "title"] == head
    assert ("given", given) in words
    assert {style for style, _ in words} & {"unit", "addressee", "qr"} == set()


@pytest.mark.parametrize(
    ("addressee", "greeting", "respect"),
    [
        ("นายอำเภอ ทุกอำเภอ", "เรียน", "ขอแสดงความนับถือ"),
        ("รัฐมนตรีว่าการกระทรวงมหาดไทย", "เรียน", "ขอแสดงความนับถือ"),
        ("นายกรัฐมนตรี", "กราบเรียน", "ขอแสดงความนับถืออย่างยิ่ง"),
        ("นายกเทศมนตรีเมืองมุกดาหาร", "เรียน", "ขอแสดงความนับถือ"),
        ("เจ้าคณะจังหวัดมุกดาหาร", "นมัสการ", "ขอนมัสการด้วยความเคารพ"),
    ],
)
def test_an_addressee_is_greeted_as_his_rank_asks(office, addressee, greeting, respect):
    lines = letter_lines(short_letter(form=LetterForm.EXTERNAL, addressee=addressee), office)
    words = {line.style: line.words for line in lines}
    assert (words["addressee"], words["respect"]) == (f"{greeting}\t{addressee}", respect)


def test_copies_are_listed_below_the_owner_of_an_external_letter(office):
    letter = short_letter(form=LetterForm.EXTERNAL, copies_to=("ปลัดจังหวัดมุกดาหาร", "ท้องถิ่นจังหวัดมุกดาหาร"))
    units = [line.words for line in letter_lines(letter, office) if line.style == "unit"]
    assert units[-2:] == ["สำเนาส่ง  ปลัดจังหวัดมุกดาหาร", "ท้องถิ่นจังหวัดมุกดาหาร"]
