"""QR codes and barcodes on pages: what they hold, as values. Nothing that they name is ever opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.source import Code

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

#: Dots an inch at which pages are looked through; the smallest codes on letters have squares of half a millimetre.
_DOTS: Final = 200
#: No code holds more characters (ISO/IEC 18004, version 40).
_LONGEST: Final = 7089
#: So many codes a page are kept; a sheet of labels is no letter.
_MOST: Final = 20
_MOST_PIXELS: Final = 40_000_000


def codes_in(pixels: npt.NDArray[np.uint8], unit: float, page: int) -> tuple[Code, ...]:
    """The codes of a picture, from top to bottom.

    Args:
        pixels: Grey values, or red, green and blue in the last dimension.
        unit: Points a pixel.
        page: The number of the page, from 1.
    """
    import zxingcpp

    found = []
    for code in zxingcpp.read_barcodes(pixels):
        text = code.text.strip()
        if code.valid and text:
            place = code.position
            corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
            xs, ys = [one.x * unit for one in corners], [one.y * unit for one in corners]
            box = (round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1))
            found.append(Code(page=page, kind=code.format.name, text=text[:_LONGEST], box=box))
    return tuple(sorted(found, key=lambda one: (one.box or ())[1::-1])[:_MOST])


def codes_on(data: bytes, pages: Sequence[int]) -> tuple[Code, ...]:
    """The codes on pages of a PDF, each by its number from 0; none on a page that cannot be drawn."""
    import pypdfium2 as pdfium

    if not pages:
        return ()
    found: list[Code] = []
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return ()
    for number in pages:
        try:
            page = document[number]
            width, height = page.get_size()
            scale = min(_DOTS / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
            pixels = page.render(scale=scale, grayscale=True).to_numpy()
        except pdfium.PdfiumError:
            continue
        found += codes_in(pixels, 1 / scale, number + 1)
    document.close()
    return tuple(found)


def codes_of_picture(data: bytes, page: int = 1) -> tuple[Code, ...]:
    """The codes of a picture within a document, whose place on the page is not known."""
    from dataclasses import replace
    from io import BytesIO

    import numpy as np
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as image:
            if image.width * image.height > _MOST_PIXELS:
                return ()
            pixels = np.asarray(image.convert("L"), np.uint8)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        return ()
    return tuple(replace(one, box=None) for one in codes_in(pixels, 1.0, page))
