"""The pages of a file as pictures to look at, and how large each is on paper."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from circulars.errors import InputFileError
from parsers.image_reader import points_a_pixel
from parsers.signatures import is_picture

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class PageSize:
    """How large a page is, in PDF points: the measure of every box on it."""

    width: float
    height: float


def page_sizes(data: bytes) -> tuple[PageSize, ...]:
    """The pages of a PDF or a picture; empty for a file that has no pages to look at.

    Raises:
        InputFileError: If the file cannot be opened.
    """
    if data.startswith(b"%PDF"):
        document = _pdf(data)
        try:
            return tuple(PageSize(*document.get_page_size(index)) for index in range(len(document)))
        finally:
            document.close()
    if not is_picture(data):
        return ()
    with _image(data) as image:
        return tuple(_size(image, frame) for frame in range(getattr(image, "n_frames", 1)))


def page_png(data: bytes, index: int, width: int) -> bytes:
    """One page as a PNG picture.

    Args:
        data: The file.
        index: The page, from 0.
        width: How many pixels wide.

    Raises:
        InputFileError: If the file cannot be opened or has no such page.
    """
    picture = _pdf_page(data, index, width) if data.startswith(b"%PDF") else _frame(data, index, width)
    buffer = BytesIO()
    picture.save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()


def _pdf(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise InputFileError("pdf-damaged", file="") from error


def _pdf_page(data: bytes, index: int, width: int) -> Image:
    document = _pdf(data)
    try:
        page = document[index]
        picture: Image = page.render(scale=width / max(page.get_width(), 1)).to_pil()
    except (pdfium.PdfiumError, IndexError) as error:
        raise InputFileError("pdf-damaged", file="") from error
    finally:
        document.close()
    return picture


def _image(data: bytes) -> Image:
    from PIL import Image as Images
    from pillow_heif import register_heif_opener

    register_heif_opener()
    try:
        return Images.open(BytesIO(data))
    except (OSError, Images.DecompressionBombError) as error:
        raise InputFileError("picture-damaged", file="") from error


def _upright(image: Image, frame: int) -> Image:
    from PIL import ImageOps

    image.seek(frame)
    return ImageOps.exif_transpose(image)


def _size(image: Image, frame: int) -> PageSize:
    upright = _upright(image, frame)
    unit = points_a_pixel(upright)
    return PageSize(upright.width * unit, upright.height * unit)


def _frame(data: bytes, index: int, width: int) -> Image:
    with _image(data) as image:
        try:
            upright = _upright(image, index)
        except (EOFError, OSError) as error:
            raise InputFileError("picture-damaged", file="") from error
        height = max(round(upright.height * width / upright.width), 1)
        return upright.convert("RGB").resize((width, height))
