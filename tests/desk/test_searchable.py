"""Searchable PDFs: what is read back by other programs' readers is the repaired text, and the page looks as it came."""

from __future__ import annotations

import subprocess

import numpy as np
import pikepdf
import pypdfium2
import pytest
from makers.broken_pdfs import misread_pdf
from makers.pdf_letters import program, reportlab_pdf
from makers.scans import scans
from PIL import Image

from circulars.errors import ConflictError, InputFileError
from circulars.source import SourceText, TextFrom, Word, page_lines
from desk.searchable import write_searchable
from parsers import opened, read_file, shown_lines
from parsers.input_file import Limits, take
from parsers.pdf_layer import layer_pages

TEXT = "ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑\nน้ำในถ้ำ กำหนดให้ทำคำร้อง ณ สำนักงาน\nปี่ ปู่ ฟ้า ญี่ปุ่น ฐานะ"


def letters(text: str) -> str:
    return "".join(text.split())


def read_back(path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return letters("".join(page.get_textpage().get_text_bounded() for page in document))


def drawn(path, number=0):
    with pypdfium2.PdfDocument(path) as document:
        return document[number].render(scale=2, grayscale=True).to_numpy().astype(int)


def wanted(source) -> str:
    return letters("".join(line.text for line in shown_lines(source)))


@pytest.mark.parametrize("readings", [{"ํ": " "}, {"ํ": " ", "า": "ำ"}, {"่": "\uf70a", "้": "\uf70b"}])
def test_a_page_that_reads_wrongly_reads_right_and_looks_the_same(tmp_path, readings):
    path = misread_pdf(TEXT, tmp_path / "a.pdf", readings)
    (file,) = opened(path)
    assert read_back(path) != letters(TEXT)
    out = write_searchable(file, tmp_path / "out.pdf", read_file(file))
    assert read_back(out) == letters(TEXT)
    if program("pdftotext"):
        said = subprocess.run(
            ["pdftotext", "-raw", str(out), "-"], capture_output=True, check=True, text=True
        ).stdout
        assert said.split("\f")[0].split("\n")[:3] == TEXT.split("\n")
    # Letters drawn from their outlines and from a picture differ at their edges.
    assert np.abs(drawn(out) - drawn(path)).mean() < 2


def test_a_page_that_reads_right_stays_as_it_is(tmp_path):
    path = reportlab_pdf(TEXT, tmp_path / "a.pdf")
    (file,) = opened(path)
    out = write_searchable(file, tmp_path / "out.pdf", read_file(file))
    assert read_back(out) == letters(TEXT)
    assert (drawn(out) == drawn(path)).all()
    assert out.stat().st_size < 2 * path.stat().st_size


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_scan_gets_its_text_where_it_is_seen(tmp_path, turn):
    """The text is laid where the boxes are, whichever way the page is turned."""
    image = Image.new("L", (600, 400) if turn % 180 else (400, 600), 250)
    image.save(tmp_path / "scan.pdf", resolution=72)
    path = tmp_path / "turned.pdf"
    with pikepdf.open(tmp_path / "scan.pdf") as pdf:
        pdf.pages[0].Rotate = turn
        pdf.save(path)
    raw, lines = page_lines(["ที่ นี่\nอำเภอ"])
    words = [Word(start=0, end=3, box=(50, 40, 70, 60), confidence=0.9), Word(start=4, end=7, box=(80, 40, 100, 60)),
             Word(start=8, end=13, box=(50, 80, 110, 100))]  # fmt: skip
    source = SourceText(
        name="x", sha256="", raw=raw, lines=lines, text_from=(TextFrom.OCR,), words=tuple(words)
    )
    (file,) = opened(path)
    out = write_searchable(file, tmp_path / "out.pdf", source)
    assert read_back(out) == "ที่นี่อำเภอ"
    (page,) = layer_pages(take(out, Limits()))
    boxes = [one.box for one in page.words]
    assert page.text.replace("\n\n", "\n") == "ที่ นี่\nอำเภอ"
    assert (min(box[0] for box in boxes), max(box[2] for box in boxes)) == pytest.approx((50, 110), abs=1)
    assert 35 < min(box[1] for box in boxes) < max(box[3] for box in boxes) < 110
    assert (drawn(out) == drawn(path)).all()


@pytest.mark.skipif(program("tesseract") is None, reason="tesseract is not installed")
def test_a_photograph_becomes_a_pdf_that_can_be_searched(tmp_path):
    (page,) = scans(TEXT, tmp_path)
    path = tmp_path / "a.jpg"
    Image.fromarray(page.pixels).save(path, dpi=(200, 200), quality=90)
    (file,) = opened(path)
    source = read_file(file)
    out = write_searchable(file, tmp_path / "out.pdf", source)
    assert read_back(out) == wanted(source)
    assert path.read_bytes() in out.read_bytes()


def test_a_text_has_no_pages_to_search(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    (file,) = opened(path)
    with pytest.raises(InputFileError) as caught:
        write_searchable(file, tmp_path / "out.pdf", read_file(file))
    assert caught.value.message() == (
        "a.txt มีแต่ข้อความ ไม่มีหน้าที่เป็นภาพ จึงเขียนเป็น PDF ที่ค้นหาได้ไม่ได้ โปรดใช้กับไฟล์ PDF หรือภาพของหนังสือ"
    )


def test_the_letter_itself_is_not_overwritten(tmp_path):
    path = reportlab_pdf(TEXT, tmp_path / "a.pdf")
    (file,) = opened(path)
    with pytest.raises(ConflictError):
        write_searchable(file, path, read_file(file))
    with pytest.raises(InputFileError) as caught:
        write_searchable(file, tmp_path / "ไม่มี" / "out.pdf", read_file(file))
    assert caught.value.kind == "folder-missing"
