from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest

from benchmarks.gallery import sample_letter, sample_office
from circulars.letter import FormColumn, LetterTable
from generator.answer_table import OfficeAnswer, answer_table
from generator.docx_writer import letter_docx
from generator.fonts import letter_fonts
from generator.pdf_writer import letter_pdf
from generator.words import letter_lines

COUNT = FormColumn(name="count", title="จำนวน", kind="number")
NOTE = FormColumn(name="note", title="หมายเหตุ", required=False)


def test_numbers_are_summed_and_written_as_letters_write_them():
    answers = [
        OfficeAnswer(office="อำเภอหนึ่ง", rows=({"count": "๑,๒๐๐", "note": "ครบ"}, {"count": "30"})),
        OfficeAnswer(office="อำเภอสอง", nil=True),
        OfficeAnswer(office="อำเภอสาม"),
        OfficeAnswer(office="อำเภอสี่", rows=({"count": "ราว 5"},)),
    ]
    made = answer_table([COUNT, NOTE], answers)
    assert made.rows == (
        ("๑", "อำเภอหนึ่ง", "๑,๒๐๐", "ครบ"),
        ("", "", "๓๐", ""),
        ("๒", "อำเภอสอง", "ไม่มี", ""),
        ("๓", "อำเภอสาม", "ยังไม่รายงาน", ""),
        ("๔", "อำเภอสี่", "ราว ๕", ""),
    )
    assert made.total == ("", "รวม", "๑,๒๓๐", "")


def test_a_table_without_numbers_has_no_sum():
    assert answer_table([NOTE], [OfficeAnswer(office="อำเภอหนึ่ง", rows=({"note": "1"},))]).total == ()


def test_columns_that_need_not_be_filled_in_make_room():
    many = [replace(COUNT, name=f"c{place}") for place in range(5)]
    made = answer_table([*many[:3], NOTE, *many[3:], NOTE], [])
    assert len(made.head) == 7
    assert "หมายเหตุ" not in made.head


@pytest.fixture(scope="module")
def tabled():
    rows = tuple((str(place), f"อำเภอที่ {place} <&>", "๑๒", "") for place in range(1, 31))
    table = LetterTable(
        head=("ที่", "หน่วยงาน", "จำนวน", "หมายเหตุ"), rows=rows, total=("", "รวม", "๓๖๐", ""), after=1
    )
    return replace(sample_letter(), table=table, qr=None)


def test_the_table_stands_behind_its_paragraph(tabled):
    styles = [line.style for line in letter_lines(tabled, sample_office())]
    first = styles.index("table-head")
    assert styles[first - 2 : first] == ["body", "item1"]
    assert styles[first : first + 32] == ["table-head", *["table-row"] * 30, "table-total"]


def test_the_page_and_the_word_file_hold_every_cell(tabled, tmp_path_factory):
    fonts = letter_fonts(tmp_path_factory.getbasetemp() / "cache")
    document = pypdfium2.PdfDocument(letter_pdf(tabled, sample_office(), fonts))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert text.count("<&>") == 30
    assert text.count("หน่วยงาน") == len(document), "the headings come again on every page that has rows"
    xml = zipfile.ZipFile(BytesIO(letter_docx(tabled, sample_office()))).read("word/document.xml").decode()
    assert xml.count("<w:tr>") == 32
    assert xml.count("<w:tblHeader/>") == 1
    assert "&lt;&amp;&gt;" in xml
