"""What is in doubt is cut out of the page's picture."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from makers.scans import blank
from PIL import Image, ImageDraw

from circulars.source import Span
from parsers.crops import crops, dots
from parsers.input_file import InputFile, Limits


def file_of(picture: Image.Image, form: str, **options) -> InputFile:
    stream = BytesIO()
    picture.save(stream, form, **options)
    return InputFile(name=f"page.{form.lower()}", data=stream.getvalue(), limits=Limits())


def span(page: int, box) -> Span:
    return Span(page=page, line=1, start=0, end=1, box=box, quote="8")


def marked() -> Image.Image:
    """A page at 100 dots an inch with a black square 72 points from its left and 144 from its top."""
    page = Image.new("L", (827, 1169), 255)
    ImageDraw.Draw(page).rectangle((100, 200, 119, 219), fill=0)
    return page


SQUARE = (72.0, 144.0, 86.4, 158.4)


def seen(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(png)).convert("L"))


def test_a_place_of_a_picture_is_cut_out_with_what_stands_around_it():
    (png,) = crops(file_of(marked(), "PNG", dpi=(100, 100)), [span(1, SQUARE)])
    assert png is not None
    part = seen(png)
    assert (part < 128).sum() == 400
    assert part.shape[0] < 60
    assert part.shape[1] < 200


def test_a_place_of_a_scanned_pdf_is_cut_out_too():
    (png,) = crops(file_of(marked(), "PDF", resolution=100), [span(1, SQUARE)])
    assert png is not None
    assert 0.005 < (seen(png) < 128).mean() < 0.2


def test_each_page_is_its_own():
    file = file_of(blank().picture, "TIFF", save_all=True, append_images=[marked()], dpi=(100, 100))
    empty, square = crops(file, [span(1, SQUARE), span(2, SQUARE)])
    assert (seen(empty) < 128).sum() == 0
    assert (seen(square) < 128).sum() == 400


def test_a_crop_is_drawn_in_dots_of_a_size_in_points():
    (png,) = crops(file_of(marked(), "PNG", dpi=(100, 100)), [span(1, SQUARE)], (10.0, 5.0))
    rows = dots(png, 1.44)
    assert (len(rows), {len(row) for row in rows}) == (17, {24})
    dark = [(x, y) for y, row in enumerate(rows) for x, dot in enumerate(row) if max(dot) < 128]
    assert (len(dark), dark[0], dark[-1]) == (100, (7, 4), (16, 13))


def test_a_place_without_a_box_or_a_file_without_pages_has_no_picture():
    assert crops(file_of(marked(), "PNG"), [span(1, None)]) == [None]
    text = InputFile(name="a.txt", data="ที่ มท".encode(), limits=Limits())
    assert crops(text, [span(1, SQUARE)]) == [None]
