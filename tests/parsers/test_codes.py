"""QR codes and barcodes: made by one library, drawn on real pages, read by another."""

from __future__ import annotations

import zipfile
from io import BytesIO

import numpy as np
import segno
from makers.broken_pdfs import drawn_pdf
from makers.docx_letters import raw_docx
from PIL import Image
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.utils import ImageReader

from parsers import read
from parsers.codes import codes_in, codes_of_picture, codes_on

URL = "https://report.example.go.th/form?id=25&name=อำเภอ"
LINES = "ถึง ที่ทำการปกครองจังหวัด ทุกจังหวัด"


def qr(scale: int = 6) -> bytes:
    data = BytesIO()
    segno.make(URL, micro=False).save(data, kind="png", scale=scale, border=4)
    return data.getvalue()


def with_picture(page):
    page.drawString(90, 700, LINES)
    page.drawImage(ImageReader(BytesIO(qr())), 400, 100, 80, 80)


def with_shapes(page):
    page.drawString(90, 700, LINES)
    code = Drawing(90, 90)
    code.add(QrCodeWidget(URL, barWidth=90, barHeight=90))
    renderPDF.draw(code, page, 90, 300)


def test_codes_on_the_pages_of_a_pdf_are_values_with_their_place(tmp_path):
    path = drawn_pdf(
        tmp_path / "a.pdf", lambda page: page.drawString(90, 700, LINES), with_picture, with_shapes
    )
    first, second = read(path).codes
    assert [(one.page, one.kind, one.text) for one in (first, second)] == [
        (2, "QRCode", URL),
        (3, "QRCode", URL),
    ]
    left, top, right, bottom = first.box
    assert 400 <= left < right <= 480
    assert 841 - 180 <= top < bottom <= 841 - 100


def test_a_code_photographed_askew_is_read():
    page = Image.new("L", (1240, 1754), 230)
    page.paste(Image.open(BytesIO(qr())).convert("L").rotate(17, expand=True, fillcolor=255), (700, 1200))
    (code,) = codes_in(np.asarray(page), 0.48, 1)
    assert code.text == URL


def test_a_code_in_a_word_file_is_read(tmp_path):
    path = raw_docx(tmp_path / "a.docx", f"<w:p><w:r><w:t>{LINES}</w:t></w:r></w:p>")
    with zipfile.ZipFile(path, "a") as made:
        made.writestr("word/media/image1.png", qr(3))
        made.writestr("word/media/image2.png", b"no picture")
    (code,) = read(path).codes
    assert (code.text, code.box) == (URL, None)


def test_what_is_no_code_gives_none():
    assert codes_in(np.random.default_rng(1).integers(0, 256, (600, 600), np.uint8), 1.0, 1) == ()
    assert codes_of_picture(b"") == ()
    assert codes_on(b"%PDF-1.7", [0]) == ()
