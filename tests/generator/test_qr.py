from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image

from generator.png import Picture, dashed_box
from generator.qr import BORDER, SCALE, modules_across, qr_png

PAYLOADS = [
    "https://example.go.th/report/2567-w642-2-4901",
    "https://example.go.th/r?id=1&d=%E0%B8%94",
    "ที่ทำการปกครองจังหวัดมุกดาหาร",
    "1",
    "x" * 900,
]


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_code_says_its_text(text):
    codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(qr_png(text))))
    assert [code.text for code in codes] == [text]


def test_the_quiet_zone_is_four_modules_wide():
    image = Image.open(io.BytesIO(qr_png("1"))).convert("L")
    box = image.point(lambda value: 255 - value).getbbox()
    side = modules_across(qr_png("1")) * SCALE
    assert image.size == (side, side)
    assert box == (BORDER * SCALE, BORDER * SCALE, side - BORDER * SCALE, side - BORDER * SCALE)


def test_the_same_text_gives_the_same_bytes():
    assert qr_png(PAYLOADS[0]) == qr_png(PAYLOADS[0])


def test_a_text_too_long_for_a_code_is_refused(says):
    assert says(qr_png, "ก" * 3000) == (
        "ข้อความสำหรับคิวอาร์โค้ดยาวเกินไป (3000 ตัวอักษร) โปรดใช้ที่อยู่เว็บไซต์ที่สั้นลงที่ url ใต้ [report] ใน profile.toml ของสำนักงาน",
        "The text for the QR code is too long (3000 characters). Use a shorter address as url under [report] in the office's profile.toml.",
    )


def test_a_dashed_box_is_a_frame_around_nothing():
    image = Image.open(io.BytesIO(dashed_box(44, 44))).convert("L")
    assert image.size == (352, 352)
    assert image.point(lambda value: 255 - value).getbbox() == (0, 0, 352, 352)
    assert image.crop((8, 8, 344, 344)).getextrema() == (255, 255)


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_the_size_of_a_picture_is_read(kind):
    out = io.BytesIO()
    Image.new("RGB", (123, 45)).save(out, kind)
    picture = Picture.of(out.getvalue())
    assert picture is not None
    assert (picture.kind, picture.width, picture.height) == (kind, 123, 45)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\xff\xd8", b"\x89PNG\r\n\x1a\nnonsense", b"<svg/>"])
def test_what_is_no_picture_is_none(data):
    assert Picture.of(data) is None
