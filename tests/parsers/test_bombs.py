"""Files made to exhaust their reader are refused in a moment, and what was once found by fuzzing stays mended."""

from __future__ import annotations

import socket
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest
from makers.no_engine import NO_OCR

from circulars.errors import InputFileError
from parsers import opened, read, read_file
from parsers.input_file import Limits
from parsers.readers import opened as opened_within

CORPUS = Path(__file__).parents[1] / "fuzz_corpus"
HEAVY = "ไฟล์ PDF a.pdf มีหน้าที่เนื้อหามากผิดปกติ จึงไม่อ่าน โปรดพิมพ์เป็น PDF ใหม่ หรือขอไฟล์จากผู้ส่งใหม่"


def is_read_or_refused(file):
    try:
        read_file(file)
    except InputFileError as refusal:
        return bool(refusal.message("th") and refusal.message("en"))
    return True


def blank_pdf(path, count=1):
    pdf = pikepdf.new()
    for _ in range(count):
        pdf.add_blank_page()
    pdf.save(path)
    pdf.close()


def packed_twice(path):
    """A page of sixty million bytes in a file of a few thousand."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        content = pikepdf.Stream(pdf, b"")
        twice = zlib.compress(zlib.compress(b"\n" * 60_000_000))
        content.write(twice, filter=pikepdf.Array([pikepdf.Name.FlateDecode] * 2))
        pdf.pages[0].Contents = content
        pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def parts_within_parts(path):
    """Ten parts that each draw ten parts that each draw ten, twelve deep."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        part = None
        for _ in range(12):
            form = pikepdf.Stream(pdf, b"q Q" if part is None else b"/X Do " * 10)
            form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 9, 9]
            if part is not None:
                form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=part))
            part = pdf.make_indirect(form)
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=part))
        pdf.pages[0].Contents = pikepdf.Stream(pdf, b"/X Do")
        pdf.save(path)


def numbers_without_end(path):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pikepdf.Stream(pdf, b"1 " * 13_000_000)
        pdf.save(path)


@pytest.mark.parametrize("make", [packed_twice, parts_within_parts, numbers_without_end])
def test_a_pdf_made_to_exhaust_its_reader_is_refused(tmp_path, make):
    path = tmp_path / "a.pdf"
    make(path)
    assert path.stat().st_size < 200_000
    with pytest.raises(InputFileError) as caught:
        read(path)
    assert caught.value.message() == HEAVY


def test_ten_thousand_pages_are_refused_before_any_is_read(tmp_path):
    blank_pdf(tmp_path / "a.pdf", 10_000)
    with pytest.raises(InputFileError) as caught:
        read(tmp_path / "a.pdf")
    assert caught.value.message("en") == (
        "The PDF file a.pdf has more than 300 pages, which no single letter has. Take out the pages of the letter and "
        "try again."
    )


def test_a_pdf_without_pages_is_refused(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )
    with pytest.raises(InputFileError) as caught:
        read(path)
    assert caught.value.message() == "ไฟล์ PDF a.pdf เสียหายหรือมาไม่ครบ โปรดขอไฟล์จากผู้ส่งใหม่"


def test_a_picture_of_more_points_than_any_page_is_refused(tmp_path):
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    path = tmp_path / "a.png"
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(99))))
    with pytest.raises(InputFileError) as caught:
        read(path)
    assert caught.value.message() == (
        "ภาพ a.png ใหญ่เกินไป (> 75,000,000 จุด) โปรดย่อให้ด้านยาวไม่เกิน 5000 จุด แล้วลองอีกครั้ง"
    )


def test_nothing_is_fetched_whatever_a_file_names(tmp_path, monkeypatch):
    """Web pages and mails name pictures, styles and frames elsewhere; no reader opens a connection."""
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: asked.append(address))
    outside = (
        '<link rel=stylesheet href="http://127.0.0.1:9/a.css"><img src="http://127.0.0.1:9/a.png">'
        '<iframe src="http://127.0.0.1:9/"></iframe><object data="file:///etc/passwd"></object>'
        '<meta http-equiv=refresh content="0;url=http://127.0.0.1:9/"><base href="http://127.0.0.1:9/">'
    )
    page = tmp_path / "a.html"
    page.write_text(
        '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/a.dtd" [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        f"<html><head>{outside}</head><body>ถึง ทุกจังหวัด {outside}&e;</body></html>",
        encoding="utf-8",
    )
    assert "ถึง ทุกจังหวัด" in read(page).raw
    assert "root:" not in read(page).raw
    mail = tmp_path / "a.eml"
    mail.write_text(
        "From: a@example.go.th\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
        'Content-Type: message/external-body; access-type=URL; URL="http://127.0.0.1:9/a.pdf"\n\n'
        "Content-Type: application/pdf\n\n--b\nContent-Type: text/html; charset=utf-8\n\n"
        f"<html>{outside}<p>ถึง ทุกจังหวัด</p></html>\n--b--\n",
        encoding="utf-8",
    )
    assert all(is_read_or_refused(file) for file in opened(mail))
    assert asked == []


def test_readers_say_nothing_of_their_own_into_an_answer(tmp_path):
    path = tmp_path / "a.pdf"
    blank_pdf(path)
    damaged = path.read_bytes().replace(b"/MediaBox", b"/MediaBix").replace(b"xref", b"xxxx")
    path.write_bytes(damaged)
    code = f"from pathlib import Path\nfrom parsers import read\ntry: read(Path({str(path)!r}))\nexcept Exception as e: print(e.kind)"
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=CORPUS.parents[1]
    )
    assert said.stderr == ""


@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda path: path.name)
def test_what_fuzzing_found_stays_mended(path):
    """Every file is read or refused with a message; see `benchmarks/fuzz_readers.py`."""
    limits = Limits(megabytes=20, pages=50, unpacked_megabytes=16, archive_megabytes=32, files=50)
    try:
        files = opened_within(path, limits=limits, ocr=NO_OCR)
    except InputFileError as refusal:
        files = ()
        said = refusal.message("en")
    else:
        said = "opened"
    assert said
    assert all(is_read_or_refused(file) for file in files)
