"""Reads pictures of pages: PNG, JPEG, TIFF of many pages, WebP, BMP, GIF, HEIC."""

from __future__ import annotations

import warnings
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Final

from circulars.errors import InputFileError
from circulars.source import SourceText, TextFrom
from parsers.codes import codes_in
from parsers.joined import joined
from parsers.signatures import is_picture

if TYPE_CHECKING:
    from PIL.Image import Image

    from parsers.input_file import InputFile
    from parsers.ocr.jobs import Picture

#: A4 in points; a picture without a believable resolution is taken for a page of this width.
_A4_WIDTH: Final = 595.28
_BELIEVABLE: Final = (90, 1300)  # dots an inch
#: More points than an A3 page at 600 dots an inch: no letter, but a way to fill the memory.
_MOST_PIXELS: Final = 75_000_000
_LONGEST_SIDE: Final = 3600


class ImageReader:
    """Pictures of pages, by text recognition."""

    format = "picture"

    def claims(self, data: bytes) -> bool:
        """Whether the bytes are a picture, sound or not."""
        return is_picture(data)

    def read(self, file: InputFile) -> SourceText:
        """The text of all pages.

        Raises:
            InputFileError: If the picture is damaged or too large, or holds no text, or if no OCR engine is
                installed; the kind says which.
        """
        from parsers.ocr.jobs import read_pages
        from parsers.ocr.page import Unread
        from parsers.ocr.source import page_text

        pictures = pictures_of(file)
        pages = read_pages(pictures, file.ocr)
        failed = next((page for page in pages if page.unread is Unread.ENGINE), None)
        if failed is not None and all(page.unread is Unread.ENGINE for page in pages):
            raise InputFileError(failed.reason, file=file.name, **dict(failed.facts))
        if all(page.unread is not None for page in pages):
            raise InputFileError("picture-no-text", file=file.name)
        texts = [page_text(page, number) for number, page in enumerate(pages, start=1)]
        codes = [codes_in(one.pixels, one.unit, number) for number, one in enumerate(pictures, start=1)]
        source = joined(file, texts, (TextFrom.OCR,) * len(texts))
        return replace(source, codes=tuple(code for found in codes for code in found))


def page_sizes(file: InputFile) -> list[tuple[float, float]]:
    """Width and height of each page in points, as its text is placed on it.

    Raises:
        InputFileError: If the picture is damaged or too large.
    """
    return [(one.pixels.shape[1] * one.unit, one.pixels.shape[0] * one.unit) for one in pictures_of(file)]


def pictures_of(file: InputFile) -> list[Picture]:
    """The pages of a picture file, upright and on white.

    Raises:
        InputFileError: If the picture is damaged, not known or too large.
    """
    import numpy as np
    from PIL import Image, UnidentifiedImageError
    from pillow_heif import register_heif_opener

    register_heif_opener()
    pictures: list[Picture] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(file.data)) as image:
                count = min(getattr(image, "n_frames", 1), file.limits.pages + 1)
                if count > file.limits.pages:
                    raise InputFileError(
                        "picture-too-many-pages", file=file.name, limit=str(file.limits.pages)
                    )
                for frame in range(count):
                    image.seek(frame)
                    pictures.append(_picture(file, image))
    except UnidentifiedImageError as error:
        raise InputFileError("picture-not-known", file=file.name) from error
    except Image.DecompressionBombError as error:
        raise InputFileError("picture-too-large", file=file.name, size=f"> {_MOST_PIXELS:,}") from error
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        raise InputFileError("picture-damaged", file=file.name) from error
    return [type(one)(np.ascontiguousarray(one.pixels), one.unit) for one in pictures]


def _picture(file: InputFile, image: Image) -> Picture:
    import numpy as np
    from PIL import Image as Images
    from PIL import ImageOps

    from parsers.ocr.jobs import Picture

    if image.width * image.height > _MOST_PIXELS:
        raise InputFileError("picture-too-large", file=file.name, size=f"{image.width} × {image.height}")
    upright = ImageOps.exif_transpose(image)
    plain = _flat(upright)
    unit = points_a_pixel(upright)
    longest = max(plain.size)
    if longest > _LONGEST_SIDE:
        factor = _LONGEST_SIDE / longest
        plain = plain.resize(
            (round(plain.width * factor), round(plain.height * factor)), Images.Resampling.LANCZOS
        )
        unit /= factor
    return Picture(np.asarray(plain, np.uint8), unit)


def _flat(image: Image) -> Image:
    """Grey or coloured, on white where it was transparent."""
    from PIL import Image as Images

    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Images.new("RGBA", image.size, "white")
        return Images.alpha_composite(paper, image).convert("RGB")
    if image.mode in {"1", "L"}:
        return image.convert("L")
    if image.mode.startswith("I;16") or image.mode in {"I", "F"}:
        return image.convert("F").point(lambda value: value / 257).convert("L")
    return image.convert("RGB")


def points_a_pixel(image: Image) -> float:
    """Points a pixel."""
    dots = image.info.get("dpi", (0, 0))[0]
    if _BELIEVABLE[0] <= dots <= _BELIEVABLE[1]:
        return 72 / float(dots)
    return _A4_WIDTH / min(image.size)
