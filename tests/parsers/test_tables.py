"""Tables of letters and enclosures as rows: ruled, in columns, in Word files."""

from __future__ import annotations

import pytest
from docx import Document
from makers.broken_pdfs import drawn_pdf

from parsers import read

ROWS = [["อำเภอ", "เป้าหมาย (ราย)", "ภายในวันที่"], ["เมืองมุกดาหาร", "๑๒", "๓๑ ม.ค. ๒๕๖๗"], ["ดอนตาล", "๕", "๑๕ ก.พ. ๒๕๖๗"], ["หว้านใหญ่", "", "๑ มี.ค. ๒๕๖๗"]]  # fmt: skip


def ruled(page):
    page.drawString(90, 760, "บัญชีเป้าหมายรายอำเภอ")
    xs, ys = [90, 220, 330, 460], [740, 710, 680, 650, 620]
    page.grid(xs, ys)
    for row, y in zip(ROWS, ys[1:], strict=True):
        for cell, x in zip(row, xs[:-1], strict=True):
            page.drawString(x + 4, y + 9, cell)
    page.drawString(90, 580, "รวม ๑๗ ราย")


def columns(page):
    for row, y in zip(ROWS[:3], (740, 715, 690), strict=True):
        for cell, x in zip(row, (90, 250, 400), strict=True):
            page.drawString(x, y, cell)
    page.drawString(90, 650, "รวม ๑๗ ราย")


def test_a_ruled_table_is_read_cell_by_cell(tmp_path):
    source = read(drawn_pdf(tmp_path / "a.pdf", lambda page: page.drawString(90, 700, "ถึง ทุกจังหวัด"), ruled))
    (table,) = source.tables
    assert (table.page, [list(row) for row in table.rows]) == (2, ROWS)
    assert table.box == pytest.approx((90, 101.89, 460, 221.89))
    quoted = source.raw[table.passage.start : table.passage.end]
    assert quoted.startswith("อำเภอ")
    assert quoted.endswith("๑ มี.ค. ๒๕๖๗")


def test_a_cell_of_several_lines_stays_one_cell(tmp_path):
    def draw(page):
        page.grid([90, 250, 460], [740, 690, 660])
        page.drawString(94, 722, "เมือง")
        page.drawString(94, 700, "มุกดาหาร")
        page.drawString(254, 722, "๓๑ มกราคม ๒๕๖๗")
        page.drawString(94, 668, "ดอนตาล")
        page.drawString(254, 668, "๕")

    (table,) = read(drawn_pdf(tmp_path / "a.pdf", draw)).tables
    assert table.rows == (("เมือง\nมุกดาหาร", "๓๑ มกราคม ๒๕๖๗"), ("ดอนตาล", "๕"))


def test_columns_without_lines_are_a_table(tmp_path):
    (table,) = read(drawn_pdf(tmp_path / "a.pdf", columns)).tables
    assert [list(row) for row in table.rows] == ROWS[:3]


def test_columns_of_a_text_file_are_a_table_and_a_heading_is_none(tmp_path):
    path = tmp_path / "a.txt"
    head = (
        "ที่ มท ๐๓๐๗/ว ๑๒          กรมการปกครอง\n                    ถนนอัษฎางค์ กทม. ๑๐๒๐๐\n\n๑ มกราคม ๒๕๖๗\n\n"
    )
    path.write_text(
        head + "\n".join("     ".join(row) for row in ROWS[:3]) + "\n\n(นายก ข)     (นายค ง)\n",
        encoding="utf-8",
    )
    (table,) = read(path).tables
    assert [list(row) for row in table.rows] == ROWS[:3]


def test_the_tables_of_a_word_file_are_rows(tmp_path):
    document = Document()
    document.add_paragraph("บัญชี")
    table = document.add_table(rows=4, cols=3)
    for row, cells in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(2, 0).merge(table.cell(3, 0)).text = "ดอนตาล"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "เป้าหมาย"
    document.save(tmp_path / "a.docx")
    (found,) = read(tmp_path / "a.docx").tables
    assert [list(row) for row in found.rows] == [
        ["อำเภอ", "เป้าหมาย", ""], ROWS[1], ["ดอนตาล", "๕", "๑๕ ก.พ. ๒๕๖๗"], ["ดอนตาล", "", "๑ มี.ค. ๒๕๖๗"],
    ]  # fmt: skip


def test_a_page_full_of_lines_is_read_in_bounded_time(tmp_path):
    def draw(page):
        for y in range(700, 800, 25):
            page.drawString(90, y, "ถึง ที่ทำการปกครองจังหวัด ทุกจังหวัด และที่ทำการปกครองอำเภอ ทุกอำเภอ")
        for at in range(4000):
            page.line(at % 590, 0, (at * 7) % 590, 840)

    assert read(drawn_pdf(tmp_path / "a.pdf", draw)).tables == ()
