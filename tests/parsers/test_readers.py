from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from makers.broken_pdfs import draw_picture, drawn_pdf, locked_pdf, picture
from makers.docx_letters import make_docx, raw_docx
from makers.pdf_letters import reportlab_pdf
from openpyxl import Workbook
from PIL import Image

from circulars.errors import ExitCode, InputFileError
from parsers import read
from parsers.input_file import InputFile, Limits
from parsers.readers import READERS, reader_of
from parsers.readers import read as read_within

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def word_97(path):
    path.write_bytes(OLE + "WordDocument".encode("utf-16-le") + bytes(2048))


def excel_97(path):
    path.write_bytes(OLE + "Workbook".encode("utf-16-le") + bytes(2048))


def locked_docx(path):
    path.write_bytes(
        OLE + "EncryptionInfo".encode("utf-16-le") + "EncryptedPackage".encode("utf-16-le") + bytes(2048)
    )


def empty(path):
    path.write_bytes(b"")


def only_blanks(path):
    path.write_text(" \n\t\n", encoding="utf-8")


def folder(path):
    path.mkdir()


def png(path):
    path.write_bytes(picture())


def saved_as(format_):
    def make(path):
        data = BytesIO()
        Image.new("RGB", (20, 20)).save(data, format_)
        path.write_bytes(data.getvalue())

    return make


def heic(path):
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64))


def archive(path):
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("letter.txt", "ที่ มท ๐๓๐๗")


def cut_zip(path):
    archive(path)
    path.write_bytes(path.read_bytes()[:40])


def cut_docx(path):
    make_docx("ถึง ทุกจังหวัด", path)
    path.write_bytes(path.read_bytes()[:4000])


def docx_of_a_picture(path):
    raw_docx(path, "<w:p/>")
    with zipfile.ZipFile(path, "a") as made:
        made.writestr("word/media/image1.png", picture())


def docx_without_text(path):
    raw_docx(path, "<w:p/>")


def docx_with_entities(path):
    raw_docx(
        path,
        "<w:p><w:r><w:t>&a;</w:t></w:r></w:p>",
        prolog='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    )


def docx_of_bad_xml(path):
    raw_docx(path, "<w:p>")


def empty_page(path):
    path.write_text(
        "<!DOCTYPE html>\n<html><script>document.write('ถึง ทุกจังหวัด')</script></html>", encoding="utf-8"
    )


def empty_zip(path):
    with zipfile.ZipFile(path, "w") as made:
        made.mkdir("หนังสือ")


def sheet(path):
    workbook = Workbook()
    workbook.active["A1"] = "อำเภอ"
    workbook.save(path)


def rar(path):
    path.write_bytes(b"Rar!\x1a\x07\x01\0" + bytes(64))


def noise(path):
    path.write_bytes(bytes(range(256)) * 8)


def locked(path):
    locked_pdf(reportlab_pdf("ถึง ทุกจังหวัด", path.with_name("open")), path, user="secret")


def scans(path):
    drawn_pdf(path, draw_picture, pages=2)


def blank_pages(path):
    drawn_pdf(path, lambda _: None)


def no_real_pdf(path):
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)


def cut_pdf(path):
    drawn_pdf(path, lambda page: page.drawString(90, 700, "ถึง ทุกจังหวัด"), pages=3)
    path.write_bytes(path.read_bytes()[:400])


def pdf_that_lacks_pages(path):
    drawn_pdf(path, lambda page: page.drawString(90, 700, "ถึง ทุกจังหวัด"), pages=3)
    path.write_bytes(path.read_bytes().replace(b"/Count 3", b"/Count 9"))


NO_TEXT = "ภาพ หนังสือ ไม่มีข้อความที่อ่านได้ จึงไม่ใช่ภาพของหนังสือ หรือภาพไม่ชัด โปรดถ่ายหรือสแกนใหม่ให้เห็นทั้งหน้า ตรงและสว่างพอ"
REFUSED = [
    (empty, "file-empty", "หนังสือ ว่างเปล่า ไม่มีข้อความ โปรดขอไฟล์จากผู้ส่งใหม่"),
    (only_blanks, "file-empty", "หนังสือ ว่างเปล่า ไม่มีข้อความ โปรดขอไฟล์จากผู้ส่งใหม่"),
    (lambda _: None, "file-missing", "ไม่พบไฟล์ หนังสือ โปรดตรวจชื่อและที่เก็บ แล้วลองอีกครั้ง"),
    (folder, "file-is-folder", "หนังสือ เป็นโฟลเดอร์ ไม่ใช่ไฟล์ โปรดระบุไฟล์ที่อยู่ข้างใน"),
    *(
        (make, "picture-no-text", NO_TEXT)
        for make in (png, *map(saved_as, ("JPEG", "GIF", "TIFF", "BMP", "WEBP", "JPEG2000")))
    ),
    (heic, "picture-not-known", "ไม่รู้จักชนิดของภาพ หนังสือ โปรดบันทึกเป็น PNG, JPEG หรือ TIFF แล้วลองอีกครั้ง"),
    (word_97, "office-not-converted", "LibreOffice เปิดไฟล์ Word 97–2003 (.doc) หนังสือ ไม่ได้ ไฟล์อาจเสียหายหรือมีรหัสผ่าน โปรดเปิดด้วย Word แล้วบันทึกเป็น .docx หรือ PDF หรือขอไฟล์จากผู้ส่งใหม่"),
    (excel_97, "file-is-old-office", "หนังสือ เป็นไฟล์ Office รุ่นเก่าที่ไม่ใช่หนังสือ (เช่น Excel, PowerPoint หรือ Outlook) โปรดบันทึกตัวหนังสือเป็น PDF หรือ DOCX"),
    (empty_zip, "zip-empty", "ไฟล์ ZIP หนังสือ ไม่มีไฟล์อยู่ข้างใน โปรดขอไฟล์จากผู้ส่งใหม่"),
    (cut_zip, "zip-damaged", "ไฟล์ ZIP หนังสือ เสียหายหรือมาไม่ครบ จึงไม่อ่าน โปรดขอไฟล์จากผู้ส่งใหม่"),
    (sheet, "file-is-other-office", "หนังสือ เป็นไฟล์ตาราง สไลด์ หรือเอกสารชนิดอื่น (เช่น XLSX, PPTX, ODS) ไม่ใช่ตัวหนังสือ โปรดเลือกไฟล์ตัวหนังสือ หรือบันทึกเป็น PDF"),
    (rar, "file-is-other-archive", "หนังสือ เป็นไฟล์บีบอัดชนิดที่ไม่อ่าน (RAR, 7-Zip หรือ gzip) โปรดแตกไฟล์แล้วเลือกหนังสือที่อยู่ข้างใน หรือส่งเป็น ZIP"),
    (empty_page, "file-empty", "หนังสือ ว่างเปล่า ไม่มีข้อความ โปรดขอไฟล์จากผู้ส่งใหม่"),
    (noise, "file-unknown", "ไม่รู้จักรูปแบบของ หนังสือ โปรดบันทึกเป็น PDF, DOCX หรือข้อความ (.txt) แล้วลองอีกครั้ง"),
    (locked_docx, "docx-locked", "หนังสือ มีรหัสผ่าน โปรดเปิดด้วยรหัสผ่าน บันทึกใหม่โดยไม่ใส่รหัสผ่าน แล้วลองอีกครั้ง"),
    *(
        (make, "docx-damaged", "ไฟล์ DOCX หนังสือ เสียหายหรือมาไม่ครบ โปรดขอไฟล์จากผู้ส่งใหม่ หรือเปิดด้วย Word ให้ซ่อม แล้วบันทึกใหม่")
        for make in (cut_docx, docx_of_bad_xml, docx_with_entities)
    ),
    (docx_of_a_picture, "docx-is-pictures", "ไฟล์ DOCX หนังสือ มีแต่ภาพ ไม่มีข้อความ โปรดใช้โปรแกรม OCR ภาษาไทยกับภาพนั้น ตรวจตัวเลขไทยกับภาพทุกตัว แล้วอ่านไฟล์ข้อความที่ได้"),
    (docx_without_text, "file-empty", "หนังสือ ว่างเปล่า ไม่มีข้อความ โปรดขอไฟล์จากผู้ส่งใหม่"),
    (locked, "pdf-locked", "หนังสือ เป็น PDF ที่มีรหัสผ่าน โปรดเปิดด้วยรหัสผ่าน บันทึกหรือพิมพ์เป็น PDF ใหม่โดยไม่ใส่รหัสผ่าน แล้วลองอีกครั้ง"),
    (scans, "pdf-is-pictures", "ไฟล์ PDF หนังสือ มีแต่ภาพที่ไม่พบข้อความที่อ่านได้ โปรดดูภาพ หากเป็นหนังสือให้สแกนใหม่ที่ 300 จุดต่อนิ้วให้ตรงและเห็นทั้งหน้า"),
    (blank_pages, "pdf-empty", "ไฟล์ PDF หนังสือ ไม่มีหน้าใดที่มีข้อความหรือภาพ โปรดขอไฟล์จากผู้ส่งใหม่"),
    (no_real_pdf, "pdf-damaged", "ไฟล์ PDF หนังสือ เสียหายหรือมาไม่ครบ โปรดขอไฟล์จากผู้ส่งใหม่"),
    (cut_pdf, "pdf-damaged", "ไฟล์ PDF หนังสือ เสียหายหรือมาไม่ครบ โปรดขอไฟล์จากผู้ส่งใหม่"),
    (pdf_that_lacks_pages, "pdf-incomplete", "ไฟล์ PDF หนังสือ มาไม่ครบ: อ่านได้ 3 หน้า จาก 9 หน้า โปรดขอไฟล์จากผู้ส่งใหม่"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "kind", "message"), REFUSED, ids=lambda one: getattr(one, "__name__", None))
def test_what_cannot_be_read_is_said(tmp_path, make, kind, message):
    path = tmp_path / "หนังสือ"
    make(path)
    with pytest.raises(InputFileError) as caught:
        read(path)
    assert caught.value.kind == kind
    assert caught.value.message("th") == message
    assert caught.value.message("en")
    assert caught.value.exit_code is ExitCode.UNREADABLE


ENGLISH = [
    (png, "The picture หนังสือ holds no text that can be read: it shows no letter, or is not clear. Photograph or scan the whole page again, straight and well lit."),
    (locked, "หนังสือ is a PDF locked by a password. Open it with the password, save or print it to a new PDF without one and try again."),
]  # fmt: skip


@pytest.mark.parametrize(("make", "message"), ENGLISH, ids=lambda one: getattr(one, "__name__", None))
def test_it_is_said_in_english_too(tmp_path, make, message):
    path = tmp_path / "หนังสือ"
    make(path)
    with pytest.raises(InputFileError) as caught:
        read(path)
    assert caught.value.message("en") == message


def test_a_pdf_of_too_many_pages_is_refused_before_it_is_read(tmp_path):
    path = drawn_pdf(tmp_path / "book.pdf", lambda page: page.drawString(90, 700, "ก"), pages=4)
    with pytest.raises(InputFileError) as caught:
        read_within(path, limits=Limits(pages=3))
    assert caught.value.message() == (
        "ไฟล์ PDF book.pdf มีเกิน 3 หน้า ซึ่งไม่ใช่หนังสือฉบับเดียว โปรดแยกเฉพาะหน้าของหนังสือ แล้วลองอีกครั้ง"
    )
    assert read_within(path, limits=Limits(pages=4)).pages == 4


def test_a_file_that_is_too_large_is_refused(tmp_path):
    path = tmp_path / "big.txt"
    path.write_bytes(b"a" * 2_000_001)
    with pytest.raises(InputFileError) as caught:
        read_within(path, limits=Limits(megabytes=1))
    assert caught.value.message() == (
        "big.txt ใหญ่เกินไป (2 MB เกินกว่า 1 MB ที่รับได้) โปรดแยกเฉพาะหนังสือ หรือสแกนใหม่ให้ไฟล์เล็กลง"
    )


def test_a_docx_that_unpacks_without_end_is_refused(tmp_path):
    path = raw_docx(tmp_path / "bomb.docx", "<w:p><w:r><w:t>" + "ก" * 3_000_000 + "</w:t></w:r></w:p>")
    assert path.stat().st_size < 100_000
    with pytest.raises(InputFileError) as caught:
        read_within(path, limits=Limits(unpacked_megabytes=5))
    assert caught.value.message() == (
        "ไฟล์ DOCX bomb.docx มีเนื้อหาที่แตกออกแล้วใหญ่ผิดปกติ (เกิน 5 MB) จึงไม่อ่าน โปรดขอไฟล์จากผู้ส่งใหม่"
    )


def test_a_file_that_may_not_be_read_is_said(tmp_path, monkeypatch):
    path = tmp_path / "letter.txt"
    path.write_text("ก", encoding="utf-8")

    def refuse(_):
        raise PermissionError

    monkeypatch.setattr(type(path), "read_bytes", refuse)
    with pytest.raises(InputFileError) as caught:
        read(path)
    assert caught.value.message() == (
        "เปิดไฟล์ letter.txt ไม่ได้ โปรดตรวจสิทธิ์การอ่านไฟล์ หรือว่าที่เก็บยังเชื่อมต่ออยู่ แล้วลองอีกครั้ง"
    )


def test_two_readers_may_not_claim_one_file(monkeypatch):
    monkeypatch.setattr("parsers.readers.READERS", (READERS[2], READERS[2]))
    with pytest.raises(InputFileError) as caught:
        reader_of(InputFile(name="x", data=b"abc", limits=Limits()))
    assert caught.value.message() == ("x เป็นไฟล์ได้มากกว่าหนึ่งรูปแบบ (text, text) จึงไม่อ่าน โปรดบันทึกใหม่เป็นรูปแบบเดียว")


@pytest.mark.parametrize(
    "make", [one[0] for one in REFUSED if one[1] not in {"file-missing", "file-is-folder"}]
)
def test_at_most_one_reader_claims_a_file(tmp_path, make):
    path = tmp_path / "file"
    make(path)
    data = path.read_bytes()
    assert sum(reader.claims(data) for reader in READERS) <= 1


def test_importing_the_parsers_loads_no_reader():
    import subprocess
    import sys

    code = "import sys, parsers; print([name for name in sys.modules if name in {'pdfminer', 'lxml', 'zipfile', 'docx'}])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
