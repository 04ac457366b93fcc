"""The registers as they are printed, opened again as a spreadsheet and as a PDF."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from openpyxl import load_workbook

from desk.cancelling import cancel_number, cancel_receipt
from desk.numbering import reserve
from desk.register_book import received_book, sent_book, write_book
from desk.relay import relay
from desk.send import send
from generator.xlsx_register import register_xlsx

HEADINGS = ["ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ"]


@pytest.fixture
def book(desk, confirmed, clerk):
    """A number cancelled, one reserved, a letter sent under the third and back-dated."""
    reserve(desk, clerk, "รอลงนาม", count=2)
    cancel_number(desk, "มห 0018.1/ว 1", clerk, "ไม่ส่งแล้ว")
    relay(desk, "1", clerk)
    send(desk, "1", clerk, dated=dt.date(2024, 1, 24), reason="ลงนามเมื่อวาน")
    return sent_book(desk, clerk, 2024)


def test_every_number_of_the_year_stands_in_the_register_sent(book):
    (part,) = book.parts
    assert [one.title for one in book.columns] == ["เลขทะเบียนส่ง", *HEADINGS]
    assert part.heading == ("จังหวัดมุกดาหาร", "ประจำปี พ.ศ. ๒๕๖๗", "ลำดับเลข มห ๐๐๑๘.๑/ว")
    assert [(row.cells[:3], row.cells[6:], row.cancelled) for row in part.rows] == [
        (("๑", "มห ๐๐๑๘.๑/ว ๑", ""), ("ยกเลิก", "ไม่ส่งแล้ว (ธุรการ ๒๕ ม.ค. ๒๕๖๗)"), True),
        (("๒", "มห ๐๐๑๘.๑/ว ๒", ""), ("", "รอลงนาม (ธุรการ ๒๕ ม.ค. ๒๕๖๗)"), False),
        (
            ("๓", "มห ๐๐๑๘.๑/ว ๓", "๒๔ ม.ค. ๒๕๖๗"),
            ("แจ้งต่อจาก ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑", "ลงย้อนหลังเมื่อ ๒๕ ม.ค. ๒๕๖๗: ลงนามเมื่อวาน"),
            False,
        ),
    ]


def test_the_register_received_tells_what_was_done(desk, book, clerk):
    received = received_book(desk, clerk, 2024)
    (row,) = received.parts[0].rows
    assert [one.title for one in received.columns] == ["เลขทะเบียนรับ", *HEADINGS]
    assert row.cells == (
        "๑", "มท ๐๓๐๗.๒/ว ๒๕๕๑", "", "กรมการปกครอง", "ที่ทำการปกครองจังหวัด ทุกจังหวัด",
        "แนวทางการดำเนินงานตามนโยบายแก้ไขปัญหาหนี้นอกระบบ", "แจ้งต่อด้วย ที่ มห ๐๐๑๘.๑/ว ๓ ลงวันที่ ๒๔ ม.ค. ๒๕๖๗", "",
    )  # fmt: skip


def test_a_letter_crossed_out_is_struck_and_says_why(desk, confirmed, clerk):
    cancel_receipt(desk, "1", clerk, "ลงซ้ำ")
    (row,) = received_book(desk, clerk, 2024).parts[0].rows
    assert (row.cancelled, row.cells[6:]) == (True, ("ยกเลิก", "ลงซ้ำ (ธุรการ ๒๕ ม.ค. ๒๕๖๗)"))


def test_the_workbook_holds_the_register_as_text(book):
    sheet = load_workbook(BytesIO(register_xlsx(book))).worksheets[0]
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert rows[0] == [one.title for one in book.columns]
    assert rows[1:] == [list(row.cells) for row in book.parts[0].rows]
    assert sheet.cell(6, 2).font.strike
    assert not sheet.cell(6, 8).font.strike
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$5:$5")
    assert register_xlsx(book) == register_xlsx(book)


def test_the_pdf_holds_the_register_word_for_word(desk, book, tmp_path):
    import pypdfium2

    write_book(book, tmp_path / "ทะเบียนส่ง.pdf", desk)
    document = pypdfium2.PdfDocument(tmp_path / "ทะเบียนส่ง.pdf")
    text = "".join(document[0].get_textpage().get_text_bounded().split())
    document.close()
    for row in book.parts[0].rows:
        assert [cell for cell in row.cells if "".join(cell.split()) not in text] == []
