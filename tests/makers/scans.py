"""Makes scans of letters: pages set by typst, drawn, and worn as printers, scanners and desks wear them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium
from makers.pdf_letters import SARABUN, Face, typst_pdf
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from generator.fonts import letter_fonts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Scan:
    """A page as a picture, and how many points one of its pixels is."""

    picture: Image.Image
    unit: float

    @property
    def pixels(self) -> np.ndarray:
        """The picture as an array."""
        return np.asarray(self.picture, np.uint8)


def letter_face(cache: Path) -> Face:
    """The face that the program itself sets letters in, as large on the paper as TH Sarabun."""
    fonts = letter_fonts(cache)
    return Face(fonts.family, next(fonts.folder.glob("*Regular.ttf")))


def scans(text: str, folder: Path, *, face: Face = SARABUN, size: float = 16, dots: int = 200) -> list[Scan]:
    """The pages of a letter at so many dots an inch, as good as a scan can be."""
    path = typst_pdf(text, folder / f"{face.family}-{size}.pdf", face=face, size=size)
    document = pdfium.PdfDocument(path)
    pages = [Scan(page.render(scale=dots / 72).to_pil().convert("L"), 72 / dots) for page in document]
    document.close()
    return pages


def rotated(scan: Scan, degrees: float) -> Scan:
    """Put down crookedly."""
    return Scan(scan.picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255), scan.unit)


def quarter_turned(scan: Scan, quarters: int) -> Scan:
    """Put in sideways or upside down: so many quarters clockwise."""
    return Scan(scan.picture.rotate(-90 * quarters, expand=True), scan.unit)


def noisy(scan: Scan, sigma: float = 25, specks: float = 0.002) -> Scan:
    """Grain all over, and white and black specks."""
    rng = np.random.default_rng(7)
    grey = scan.pixels.astype(float) + rng.normal(0, sigma, scan.pixels.shape)
    chance = rng.random(grey.shape)
    grey[chance < specks / 2] = 0
    grey[chance > 1 - specks / 2] = 255
    return Scan(Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)), scan.unit)


def blurred(scan: Scan, radius: float = 1.2) -> Scan:
    """Out of focus."""
    return Scan(scan.picture.filter(ImageFilter.GaussianBlur(radius)), scan.unit)


def shaded(scan: Scan, depth: float = 0.55) -> Scan:
    """Photographed with a shadow over one corner, on paper that is not quite white."""
    height, width = scan.pixels.shape
    y, x = np.mgrid[0:height, 0:width]
    light = 0.93 - depth * np.exp(-(((x / width - 1) ** 2 + (y / height - 1) ** 2) / 0.35))
    return Scan(Image.fromarray((scan.pixels * light).astype(np.uint8)), scan.unit)


def faxed(scan: Scan) -> Scan:
    """Black and white only, coarse across."""
    small = scan.picture.resize((round(scan.picture.width * 0.9), round(scan.picture.height * 0.85)))
    black = small.point(lambda value: 255 * (value > 140))
    return Scan(black.resize(scan.picture.size, Image.Resampling.NEAREST), scan.unit)


def compressed(scan: Scan, quality: int = 25) -> Scan:
    """Sent through a messenger."""
    buffer = BytesIO()
    scan.picture.save(buffer, "JPEG", quality=quality)
    return Scan(Image.open(BytesIO(buffer.getvalue())).convert(scan.picture.mode), scan.unit)


def stamped(scan: Scan, colour: tuple[int, int, int] = (40, 60, 190), *, words: bool = True) -> Scan:
    """Stamped over: a receipt stamp in the top right corner and a round seal over the text."""
    picture = scan.picture.convert("RGB")
    ink = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(ink)
    dot = 1 / scan.unit
    left, top = 380 * dot, 40 * dot
    draw.rectangle((left, top, left + 160 * dot, top + 62 * dot), outline=colour, width=max(round(dot), 2))
    if words:
        font = ImageFont.truetype(str(SARABUN.file), round(11 * dot))
        for line, said in enumerate(("ที่ว่าการอำเภอดงหลวง", "เลขรับ 1946", "วันที่ 9 ก.พ. 2567")):
            draw.text((left + 8 * dot, top + (4 + 18 * line) * dot), said, font=font, fill=colour)
    middle, radius = (300 * dot, 330 * dot), 52 * dot
    for share in (1, 0.93, 0.6):
        reach = radius * share
        box = (middle[0] - reach, middle[1] - reach, middle[0] + reach, middle[1] + reach)
        draw.ellipse(box, outline=colour, width=max(round(1.4 * dot), 2))
    over = np.minimum(np.asarray(picture), np.asarray(ink))
    return Scan(Image.fromarray(over), scan.unit)


def spread(left: Scan, right: Scan) -> Scan:
    """Two pages side by side."""
    both = Image.new("L", (left.picture.width + right.picture.width, left.picture.height), 255)
    both.paste(left.picture, (0, 0))
    both.paste(right.picture, (left.picture.width, 0))
    return Scan(both, left.unit)


def coloured(scan: Scan, colour: tuple[int, int, int]) -> Scan:
    """Printed in one colour."""
    grey = scan.pixels[:, :, None] / 255
    return Scan(Image.fromarray((255 * grey + np.array(colour) * (1 - grey)).astype(np.uint8)), scan.unit)


def blank(width: int = 1654, height: int = 2339) -> Scan:
    """An empty page, with the grain of its paper."""
    rng = np.random.default_rng(3)
    grey = np.clip(rng.normal(246, 2, (height, width)), 0, 255).astype(np.uint8)
    return Scan(Image.fromarray(grey), 595 / width)


def landscape(width: int = 1200, height: int = 1600) -> Scan:
    """A photograph of something that is no letter: hills, a sun, a tree of many strokes."""
    y, x = np.mgrid[0:height, 0:width]
    red = 120 + 100 * np.sin(x / 90 + np.sin(y / 130) * 3)
    green = 90 + 80 * np.cos(y / 70)
    blue = 200 - 0.1 * y + 30 * np.sin((x + y) / 35)
    picture = Image.fromarray(np.clip(np.dstack([red, green, blue]), 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    for number in range(160):
        angle = number * 0.7
        end = (600 + 300 * math.cos(angle), 900 + 250 * math.sin(angle))
        draw.line((600, 1400, *end), fill=(60, 40, 20), width=4)
    return Scan(picture, 595 / width)


#: The ways of wearing a page, by name.
WORN: dict[str, Callable[[Scan], Scan]] = {
    "clean": lambda scan: scan,
    "rotated 1°": lambda scan: rotated(scan, 1),
    "rotated -2°": lambda scan: rotated(scan, -2),
    "noisy": noisy,
    "blurred": blurred,
    "shaded": shaded,
    "jpeg q25": compressed,
    "fax": faxed,
    "blue stamp": stamped,
    "red stamp": lambda scan: stamped(scan, (200, 30, 40)),
    "stamped, crooked, noisy, jpeg": lambda scan: compressed(
        Scan(noisy_colours(rotated_colours(stamped(scan), -1.2)), scan.unit), 50
    ),
}


def noisy_colours(picture: Image.Image, sigma: float = 12) -> Image.Image:
    """Grain over a coloured picture, the same in all colours."""
    rng = np.random.default_rng(11)
    grain = rng.normal(0, sigma, (picture.height, picture.width, 1))
    return Image.fromarray(np.clip(np.asarray(picture, float) + grain, 0, 255).astype(np.uint8))


def rotated_colours(scan: Scan, degrees: float) -> Image.Image:
    """A coloured picture put down crookedly."""
    return scan.picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
