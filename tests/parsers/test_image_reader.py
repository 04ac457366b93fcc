"""Pictures as files: formats, pages, resolution, damage; pages of PDF files that are pictures."""

from __future__ import annotations

import shutil

import pytest
from makers.scans import letter_face, scans
from PIL import Image

from circulars.errors import InputFileError
from circulars.reading import IssueKind, Severity
from circulars.source import TextFrom
from parsers import parse
from parsers.clean import repaired
from parsers.input_file import Limits, OcrSettings
from parsers.readers import read

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
LETTER = """ด่วนที่สุด
ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑
ถึง ที่ทำการปกครองจังหวัด ทุกจังหวัด
ตามที่กรมการปกครองได้แจ้งแนวทางการดำเนินงานให้จังหวัดทราบแล้ว นั้น
จึงขอให้จังหวัดรายงานผลภายในวันที่ ๓๑ มกราคม ๒๕๖๗"""
ALONE = OcrSettings(workers=1)


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Image.Image:
    folder = tmp_path_factory.mktemp("page")
    return scans(LETTER, folder, face=letter_face(folder / "fonts"))[0].picture


def text_of(path, **settings) -> str:
    return repaired(read(path, ocr=OcrSettings(workers=1, **settings)).raw)[0].text


@needs_tesseract
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP", "BMP", "HEIF"])
def test_pictures_of_every_kind_are_read(page, tmp_path, form):
    if form == "HEIF":
        from pillow_heif import register_heif_opener

        register_heif_opener()
    page.convert("RGB").save(tmp_path / "page", form)
    assert "".join(text_of(tmp_path / "page").split()) == "".join(LETTER.split())
    assert parse(read(tmp_path / "page", ocr=ALONE)).letter.number.key == "มท 0307.2/ว2551"


@needs_tesseract
@pytest.mark.parametrize("mode", ["1", "L", "RGBA", "P", "LA", "CMYK", "I;16"])
def test_pictures_in_every_mode_are_read(page, tmp_path, mode):
    if mode == "I;16":
        made = Image.fromarray(__import__("numpy").asarray(page).astype("uint16") * 257)
    else:
        made = page.convert("RGB").convert(mode) if mode != "LA" else page.convert("LA")
    made.save(tmp_path / "page", "TIFF")
    assert "๒๕๕๑" in text_of(tmp_path / "page")


@needs_tesseract
def test_each_page_of_a_tiff_is_a_page_with_its_own_boxes_and_confidence(page, tmp_path):
    page.save(tmp_path / "pages.tif", save_all=True, append_images=[page], dpi=(200, 200))
    source = read(tmp_path / "pages.tif", ocr=ALONE)
    assert source.text_from == (TextFrom.OCR, TextFrom.OCR)
    assert {line.page for line in source.lines} == {1, 2}
    assert all(word.box is not None and 0 <= word.confidence <= 1 for word in source.words)
    assert all(0 <= word.box[0] < word.box[2] <= 596 for word in source.words)
    where = source.raw.index("๒๕๕๑")
    (span,) = source.spans(type(parse(source).passages["/letter/number"][0])(start=where, end=where + 4))
    assert span.page == 1
    assert span.box is not None
    assert span.box[1] < 200


@needs_tesseract
def test_a_photograph_that_the_camera_holds_sideways_stands_upright(page, tmp_path):
    exif = Image.Exif()
    exif[274] = 6
    page.rotate(90, expand=True).save(tmp_path / "photo.jpg", exif=exif)
    assert "๒๕๕๑" in text_of(tmp_path / "photo.jpg")


@needs_tesseract
def test_a_scanned_pdf_is_read_and_says_why_its_text_was_not_used(page, tmp_path):
    page.save(tmp_path / "scan.pdf", resolution=200)
    source = read(tmp_path / "scan.pdf", ocr=ALONE)
    assert source.text_from == (TextFrom.OCR,)
    first = source.issues[0]
    assert (first.kind, first.severity, first.facts["reason"]) == (
        IssueKind.TEXT_LAYER_BROKEN,
        Severity.INFO,
        "layer-picture",
    )
    reading = parse(source)
    assert reading.letter.number is not None
    assert reading.letter.number.key == "มท 0307.2/ว2551"


@needs_tesseract
def test_pages_read_once_are_kept_and_read_from_the_folder_again(page, tmp_path):
    page.save(tmp_path / "page.png")
    settings = OcrSettings(workers=1, cache=tmp_path / "kept")
    first = read(tmp_path / "page.png", ocr=settings)
    (kept,) = (tmp_path / "kept").iterdir()
    assert read(tmp_path / "page.png", ocr=settings) == first
    kept.write_text("{", encoding="utf-8")
    assert read(tmp_path / "page.png", ocr=settings) == first


@needs_tesseract
def test_several_processes_read_what_one_reads(page, tmp_path):
    page.save(tmp_path / "pages.tif", save_all=True, append_images=[page])
    assert read(tmp_path / "pages.tif", ocr=OcrSettings(workers=2)) == read(tmp_path / "pages.tif", ocr=ALONE)


def cut(page, path):
    page.save(path, "PNG")
    path.write_bytes(path.read_bytes()[:3000])


def bomb(_page, path):
    Image.new("1", (30000, 30000)).save(path, "PNG")


def nonsense(_page, path):
    path.write_bytes(b"\xff\xd8\xff" + bytes(range(256)) * 4)


def long_tiff(_page, path):
    tiny = Image.new("1", (8, 8))
    tiny.save(path, "TIFF", save_all=True, append_images=[tiny] * 4)


REFUSED = [
    (cut, "picture-damaged", "ภาพ page เสียหายหรือไม่ครบ เปิดไม่ได้ โปรดขอไฟล์จากผู้ส่งใหม่"),
    (bomb, "picture-too-large", "ภาพ page ใหญ่เกินไป (> 75,000,000 จุด) โปรดย่อให้ด้านยาวไม่เกิน 5000 จุด แล้วลองอีกครั้ง"),
    (nonsense, "picture-not-known", "ไม่รู้จักชนิดของภาพ page โปรดบันทึกเป็น PNG, JPEG หรือ TIFF แล้วลองอีกครั้ง"),
    (long_tiff, "picture-too-many-pages", "ภาพ page มีมากกว่า 3 หน้า ซึ่งเกินกว่าที่อ่านในครั้งเดียว โปรดแยกเป็นหลายไฟล์"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "kind", "message"), REFUSED, ids=lambda one: getattr(one, "__name__", ""))
def test_a_picture_that_cannot_be_read_is_refused(page, tmp_path, make, kind, message):
    make(page, tmp_path / "page")
    with pytest.raises(InputFileError) as caught:
        read(tmp_path / "page", limits=Limits(pages=3), ocr=ALONE)
    assert (caught.value.kind, caught.value.message("th")) == (kind, message)


def test_only_pages_that_are_pictures_load_what_reads_them():
    import subprocess
    import sys

    code = "import sys, parsers, parsers.readers; print('numpy' in sys.modules, 'PIL' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
