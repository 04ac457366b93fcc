from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import docx
import pypdfium2
import pytest
from makers.outgoing import sent_relay, short_letter

from benchmarks.gallery import _letters, sample_office
from circulars.circular import Paragraph, Part
from generator.docx_writer import letter_docx
from generator.libreoffice import libreoffice, pdf_of_docx
from generator.libreoffice_docx import rewritten
from generator.pdf_writer import letter_docx_pdf

KEPT = re.compile("คณะกรรมการ|ร้อยละ")
needs_libreoffice = pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")


def text_of(path) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))


def test_distributed_paragraphs_are_justified_and_thai_numbers_set_in_their_own_font(office):
    package = zipfile.ZipFile(io.BytesIO(rewritten(letter_docx(sent_relay(), office), KEPT)))
    assert b"thaiDistribute" not in package.read("word/styles.xml")
    header = package.read("word/header.xml").decode()
    assert "ThaiArabic" not in header
    # The field's five runs, not the dashes around them.
    assert header.count('w:ascii="Saraban Letter Digits"') == 5


def test_a_file_is_otherwise_as_it_was(office):
    data = letter_docx(sent_relay(), office)
    before, after = (
        zipfile.ZipFile(io.BytesIO(data)),
        zipfile.ZipFile(io.BytesIO(rewritten(data, KEPT))),
    )
    assert before.namelist() == after.namelist()
    assert before.read("word/document.xml").count(b"<w:p>") == after.read("word/document.xml").count(b"<w:p>")
    texts = [
        "".join(one.text for one in docx.Document(io.BytesIO(one)).paragraphs)
        for one in (data, rewritten(data, KEPT))
    ]
    assert texts[0] == texts[1].replace("\u2060", "").replace("\u200b", "")


def test_a_kept_word_has_no_line_end_inside_and_one_at_each_side(office):
    """Not beside a bound blank, which holds the word to its number."""
    body = (Paragraph(part=Part.PURPOSE, text="แต่งตั้งคณะกรรมการ ร้อยละ ๘๐"),)
    letter = replace(short_letter(), body=body)
    package = zipfile.ZipFile(io.BytesIO(rewritten(letter_docx(letter, office), KEPT)))
    written = package.read("word/document.xml").decode().replace("\u2060", "+").replace("\u200b", "|")
    assert "แต่งตั้ง|ค+ณะ+ก+ร+ร+ม+กา+ร| |ร้+อ+ย+ละ\u00a0๘๐" in written


@needs_libreoffice
@pytest.mark.slow
def test_letters_that_a_person_edited_become_pdf_in_one_run(office, sarabun, tmp_path):
    long = replace(sent_relay(), body=sent_relay().body * 2)
    paths = []
    for name, letter in {"ฉบับที่ ๑": short_letter(), "ฉบับที่ ๒": long}.items():
        document = docx.Document(io.BytesIO(letter_docx(letter, office)))
        document.paragraphs[2].add_run(" (แก้ไขแล้ว)")
        paths.append(tmp_path / f"{name}.docx")
        document.save(str(paths[-1]))
    made = pdf_of_docx(paths, tmp_path / "out", sarabun, office)
    assert [one.name for one in made] == ["ฉบับที่ ๑.pdf", "ฉบับที่ ๒.pdf"]
    assert all("(แก้ไขแล้ว)" in text_of(one) for one in made)
    assert len(pypdfium2.PdfDocument(made[0])) == 1
    # What holds words together is not copied.
    assert not any(one in text_of(path) for one in "\u2060\u200b" for path in made)
    # A page number of Thai digits: it reads as 2, and is drawn in the font where 2 is ๒.
    assert "- 2 -" in text_of(made[1])
    assert not list(tmp_path.glob("*.pdf"))


@needs_libreoffice
@pytest.mark.slow
def test_a_word_document_breaks_its_lines_and_pages_as_the_pdf_does(sarabun, tmp_path):
    office, letters = sample_office(), gallery()
    pages = {}
    for name, letter in letters.items():
        docx_file, pages[name] = letter_docx_pdf(letter, office, sarabun)
        (tmp_path / f"{name}.docx").write_bytes(docx_file)
    made = pdf_of_docx([tmp_path / f"{name}.docx" for name in letters], tmp_path / "out", sarabun, office)
    for name, path in zip(letters, made, strict=True):
        assert len(pypdfium2.PdfDocument(path)) == len(pypdfium2.PdfDocument(pages[name])), name
        assert set(long_lines(pages[name])) - set(long_lines(path)) == set(), name


def gallery():
    """The letters of the gallery that are no memo, whose head has dots in lines of their own."""
    return {name: one for name, one in _letters().items() if name != "memo"}


def long_lines(source) -> list[str]:
    """The lines that a paragraph fills, blanks apart."""
    text = "\r\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(source))
    lines = ["".join(line.split()) for line in text.split("\r\n")]
    return [line for line in lines if len(line) > 40 and not line.endswith("…")]


@needs_libreoffice
@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04"])
def test_what_is_no_word_file_is_refused_by_name(office, sarabun, tmp_path, says, content):
    path = tmp_path / "x.docx"
    path.write_bytes(content)
    assert says(pdf_of_docx, [path], tmp_path, sarabun, office) == (
        f"แปลงไฟล์ {path} เป็น PDF ไม่ได้ ไฟล์อาจเสียหายหรือไม่ใช่ไฟล์ Word (.docx) โปรดเปิดด้วยโปรแกรม Word บันทึกใหม่เป็น .docx แล้วลองอีกครั้ง",
        f"{path} could not be made into a PDF: it may be damaged, or is no Word file (.docx). Open it in Word, save it as .docx again and retry.",
    )


def test_a_machine_without_libreoffice_is_told_so(office, sarabun, tmp_path, says, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert says(pdf_of_docx, [tmp_path / "x.docx"], tmp_path, sarabun, office) == (
        "เครื่องนี้ไม่มี LibreOffice จึงแปลงไฟล์ Word ที่แก้ไขแล้วเป็น PDF ไม่ได้ โปรดติดตั้ง LibreOffice Writer (Debian: apt install libreoffice-writer-nogui) หรือบันทึกเป็น PDF จากโปรแกรม Word",
        "LibreOffice is not installed on this machine, so a Word file that was edited cannot be made into a PDF. Install LibreOffice Writer (Debian: apt install libreoffice-writer-nogui), or save it as PDF from Word.",
    )
