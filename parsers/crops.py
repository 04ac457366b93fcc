"""Places of a page cut out of its picture, so that a person can compare them with what was read."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final, TypeAlias

from parsers.signatures import is_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from circulars.source import Span
    from parsers.input_file import InputFile

#: Points shown around a place, beside and above it: its neighbours tell where on the page it is.
_AROUND: Final = (60.0, 8.0)

#: Red, green and blue of a dot.
Dot: TypeAlias = "tuple[int, int, int]"


def crops(
    file: InputFile, spans: Sequence[Span], around: tuple[float, float] = _AROUND
) -> list[bytes | None]:
    """The picture of each place as PNG, with what stands around it; None for a place without a box.

    Args:
        file: The PDF or picture that the places were read from.
        spans: The places.
        around: Points shown beside a place, and above and below it.

    Raises:
        InputFileError: If the file cannot be opened as pictures.
    """
    pages: dict[int, tuple[npt.NDArray[np.uint8], float] | None] = {}
    found: list[bytes | None] = []
    for span in spans:
        if span.page not in pages:
            pages[span.page] = _page(file, span.page)
        page = pages[span.page]
        found.append(None if page is None or span.box is None else _cut(*page, span, around))
    return found


def dots(crop: bytes, step: float) -> list[list[Dot]]:
    """The rows of a crop drawn so coarsely that a dot is as many points high and wide."""
    from PIL import Image

    with Image.open(BytesIO(crop)) as image:
        shrunk = 72 / float(image.info["dpi"][0]) / step
        size = max(round(image.width * shrunk), 1), max(round(image.height * shrunk), 1)
        coarse = image.convert("RGB").resize(size, Image.Resampling.BOX)
    seen = coarse.tobytes()
    flat = list(zip(seen[::3], seen[1::3], seen[2::3], strict=True))
    return [flat[start : start + size[0]] for start in range(0, len(flat), size[0])]


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


def _cut(pixels: npt.NDArray[np.uint8], unit: float, span: Span, around: tuple[float, float]) -> bytes:
    from PIL import Image

    left, top, right, bottom = span.box or (0.0, 0.0, 0.0, 0.0)
    height, width = pixels.shape[:2]
    first = max(int((left - around[0]) / unit), 0), max(int((top - around[1]) / unit), 0)
    last = min(int((right + around[0]) / unit), width), min(int((bottom + around[1]) / unit), height)
    part = pixels[first[1] : last[1], first[0] : last[0]]
    stream = BytesIO()
    Image.fromarray(part).save(stream, "PNG", dpi=(72 / unit, 72 / unit))
    return stream.getvalue()
