"""Each kind of document is told by its parts, and what is no letter is told apart."""

from __future__ import annotations

import pytest
from makers.letters import source_of

from circulars.circular import LetterForm
from parsers import parse

END = "\nด้วยจังหวัดตากขอส่งสำเนาหนังสือ\n\nขอแสดงความนับถือ\n(นายสมชาย ใจดี)\nผู้ว่าราชการจังหวัดตาก\nโทร. ๐ ๕๕๕๑ ๑๐๐๖"

FORMS = [
    ("ที่ ตก ๐๐๑๘/ว ๑  ศาลากลางจังหวัดตาก\n๑ มกราคม ๒๕๖๗\nเรื่อง ก\nเรียน นายอำเภอ", LetterForm.EXTERNAL),
    ("ที่ ตก ๐๐๑๘/ว ๑  ศาลากลางจังหวัดตาก\n๑ มกราคม ๒๕๖๗\nเรื่อง ก\nเรียบ  นายอำเภอ ทุกอำเภอ", LetterForm.EXTERNAL),
    ("ที่ ตก ๐๐๑๘/ว ๑  ศาลากลางจังหวัดตาก\n๑ มกราคม ๒๕๖๗\nเรื่อง ก\nเ  ยน ผู้อำนวยการโรงเรียน", LetterForm.EXTERNAL),
    ("เรื่อง ก\nเรียน นายอำเภอ\nสิ่งที่ส่งมาด้วย แบบรายงาน จำนวน ๑ ชุด\n     ด้วยจังหวัดจะสำรวจข้อมูล", LetterForm.EXTERNAL),
    ("เลขที่ ๕๗/๒๕๖๘\nหนังสือฉบับนี้ให้ไว้เพื่อรับรองว่า นายดี ใจงาม เป็นผู้ใหญ่บ้าน\nให้ไว้ ณ วันที่ ๑ มกราคม พ.ศ. ๒๕๖๗", LetterForm.CERTIFICATE),
    ("ที่ ตก ๐๐๑๘/ว ๑\nถึง อำเภอ ทุกอำเภอ", LetterForm.STAMPED),
    ("บันทึกข้อความ\nส่วนราชการ กองคลัง\nที่ ตก ๐๐๑๘/๑ วันที่ ๑ มกราคม ๒๕๖๗\nเรื่อง ก\nเรียน ปลัดจังหวัด", LetterForm.MEMO),
    ("ส่วนราชการ กองคลัง\nที่ ตก ๐๐๑๘/๑ วันที่ ๑ มกราคม ๒๕๖๗\nเรื่อง ก\nเรียน ปลัดจังหวัด", LetterForm.MEMO),
    ("วิทยุในราชการกรมการปกครอง\nจาก ปค.\nถึง ผวจ. ทุกจังหวัด\nที่ มท ๐๓๐๗/ว ๑", LetterForm.RADIO),
    ("จาก ปค.\nถึง ผวจ. ทุกจังหวัด\nที่ มท ๐๓๐๗/ว ๑", LetterForm.RADIO),
    ("โทรสารในราชการกรมส่งเสริมการปกครองท้องถิ่น\nจาก อธิบดี\nถึง ท้องถิ่นจังหวัด ทุกจังหวัด", LetterForm.RADIO),
    ("คำสั่งจังหวัดตาก\nที่ ๑/๒๕๖๗\nเรื่อง แต่งตั้งคณะทำงาน", LetterForm.ORDER),
    ("ประกาศจังหวัดตาก\nเรื่อง รับสมัครบุคคล", LetterForm.ANNOUNCEMENT),
    ("ระเบียบกระทรวงมหาดไทย\nว่าด้วยการเบิกจ่าย", LetterForm.REGULATION),
    ("ข้อบังคับสภา\nว่าด้วยการประชุม", LetterForm.REGULATION),
    ("พระราชบัญญัติ\nเทศบาล\nพ.ศ. ๒๔๙๖", LetterForm.REGULATION),
    ("ข่าวประชาสัมพันธ์\nเรื่อง เปิดศูนย์บริการ", LetterForm.PRESS),
    ("แถลงการณ์\nเรื่อง สถานการณ์อุทกภัย\nฉบับที่ ๑", LetterForm.PRESS),
    ("เลขที่ ๘๗/๒๕๖๗\nหนังสือรับรอง", LetterForm.CERTIFICATE),
    ("รายงานการประชุมกรมการจังหวัดตาก\nครั้งที่ ๑/๒๕๖๗", LetterForm.MINUTES),
    ("บริษัท รุ่งเรือง จำกัด\nวันที่ ๑ มกราคม ๒๕๖๗\nเรื่อง ก\nเรียน นายอำเภอ", LetterForm.OTHER),
    ("เขียนที่ บ้านเลขที่ ๑\nวันที่ ๑ มกราคม ๒๕๖๗\nเรื่อง ก\nเรียน นายอำเภอ", LetterForm.OTHER),
    ("แบบคำขอรับเงินสงเคราะห์\nวันที่ ๑ มกราคม ๒๕๖๗\nเรียน นายอำเภอ", LetterForm.OTHER),
    ("ลำดับ  ชื่อ  ตำแหน่ง", LetterForm.OTHER),
]  # fmt: skip


@pytest.mark.parametrize(("head", "form"), FORMS, ids=[one[0].split("\n")[0] for one in FORMS])
def test_a_document_has_the_form_that_its_parts_show(head: str, form: LetterForm) -> None:
    assert parse(source_of(head + END)).letter.form is form


#: What is no letter, and so no circular: said as an error, and nothing in it is an order.
NO_LETTERS = [
    head for head, form in FORMS if form in {LetterForm.OTHER, LetterForm.REGULATION, LetterForm.MINUTES}
]


@pytest.mark.parametrize("head", NO_LETTERS, ids=[one.split("\n")[0] for one in NO_LETTERS])
def test_what_is_no_letter_is_said_to_be_none(head: str) -> None:
    reading = parse(source_of(f"{head}\nข้อ ๑ ให้อำเภอรายงานภายในวันที่ ๓๑ มกราคม ๒๕๖๗{END}"))
    errors = [(one.kind.value, one.message("th")) for one in reading.issues if one.severity == "error"]
    assert errors == [
        ("not-a-letter", "เอกสารนี้ไม่มีส่วนประกอบของหนังสือราชการ (ที่ วันที่ เรียน/ถึง) จึงไม่ถือเป็นหนังสือเวียน")
    ]
    assert reading.letter.directives == ()


def test_a_drawing_of_how_a_letter_is_laid_out_is_none() -> None:
    drawn = "ที่ กห ๐๓๑๗/\n8 ซม.\nระยะ ก\nเรื่อง ขอส่งรายงานการประชุม\nระยะ ข\nเรียน ผู้บัญชาการ\n2.5 ซม.\nจึงเรียนมาเพื่อทราบ\nขอแสดงความนับถือ"
    assert parse(source_of(drawn)).letter.form is LetterForm.OTHER
    assert (
        parse(source_of(drawn.replace("ระยะ ก\n", "").replace("ระยะ ข\n", ""))).letter.form
        is LetterForm.EXTERNAL
    )


def test_a_letter_in_another_language_is_said_to_be_none() -> None:
    reading = parse(source_of("Dear Governor,\n\nWe would like to inform you.\n\nYours sincerely\n"))
    assert [(one.kind.value, one.message("en")) for one in reading.issues] == [
        ("not-thai", "Almost none of the text is Thai; it cannot be read as a Thai official letter.")
    ]
