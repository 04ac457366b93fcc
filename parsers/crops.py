"""Places of a page cut out of its picture, so that a person can compare them with what was read."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from parsers.signatures import is_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from circulars.source import Span
    from parsers.input_file import InputFile

#: Points shown around a place: its neighbours tell where on the page it is.
_AROUND: Final = (60.0, 8.0)


def crops(file: InputFile, spans: Sequence[Span]) -> list[bytes | None]:
    """The picture of each place as PNG, with what stands around it; None for a place without a box.

    Args:
        file: The PDF or picture that the places were read from.
        spans: The places.

    Raises:
        InputFileError: If the file cannot be opened as pictures.
    """
    pages: dict[int, tuple[npt.NDArray[np.uint8], float] | None] = {}
    found: list[bytes | None] = []
    for span in spans:
        if span.page not in pages:
            pages[span.page] = _page(file, span.page)
        page = pages[span.page]
        found.append(None if page is None or span.box is None else _cut(*page, span))
    return found


def _page(file: InputFile, number: int) -> tuple[npt.NDArray[np.uint8], float] | None:
    """The picture of a page and how many points a pixel is; None if the file has no pages to draw."""
    if is_picture(file.data):
        from parsers.image_reader import pictures_of

        page = pictures_of(file)[number - 1]
        return page.pixels, page.unit
    if file.data[:1024].find(b"%PDF") >= 0:
        from parsers.ocr.pdf_page import PdfPage

        return PdfPage(file.data, number - 1).picture()
    return None


def _cut(pixels: npt.NDArray[np.uint8], unit: float, span: Span) -> bytes:
    from PIL import Image

    left, top, right, bottom = span.box or (0.0, 0.0, 0.0, 0.0)
    height, width = pixels.shape[:2]
    first = max(int((left - _AROUND[0]) / unit), 0), max(int((top - _AROUND[1]) / unit), 0)
    last = min(int((right + _AROUND[0]) / unit), width), min(int((bottom + _AROUND[1]) / unit), height)
    part = pixels[first[1] : last[1], first[0] : last[0]]
    stream = BytesIO()
    Image.fromarray(part).save(stream, "PNG")
    return stream.getvalue()
