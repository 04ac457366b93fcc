"""Makes PDF files that read wrongly, or not at all, each in a way that was seen in the wild."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from fontTools.pens.basePen import BasePen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont as FontFile
from makers.pdf_letters import A4, SARABUN, reportlab_pdf
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def drawn_pdf(path: Path, *draws: Callable[[canvas.Canvas], object], pages: int = 1) -> Path:
    """Pages on which each of ``draws`` writes with Sarabun of 16 points, all of them ``pages`` times."""
    pdfmetrics.registerFont(TTFont(SARABUN.family, str(SARABUN.file)))
    page = canvas.Canvas(str(path), pagesize=A4)
    for draw in draws * pages:
        page.setFont(SARABUN.family, 16)
        draw(page)
        page.showPage()
    page.save()
    return path


class _Pen(BasePen):  # type: ignore[misc] - fontTools has no types
    """Draws a glyph on a page."""

    def __init__(self, shapes: object, page: canvas.Canvas) -> None:
        super().__init__(shapes)
        self.path = page.beginPath()

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - fontTools' name
        self.path.moveTo(*point)

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.path.lineTo(*point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.path.curveTo(*(number for point in points for number in point))

    def _closePath(self) -> None:  # noqa: N802
        self.path.close()


def draw_outlines(page: canvas.Canvas, text: str = "ถึง ที่ทำการปกครองจังหวัด ทุกจังหวัด " * 4) -> None:
    """Write a text as lines and curves without letters."""
    font = FontFile(SARABUN.file)
    shapes, names = font.getGlyphSet(), font.getBestCmap()
    x, y, scale = 72.0, 700.0, 16 / font["head"].unitsPerEm
    for char in text:
        if x > 480:
            x, y = 72.0, y - 24
        pen = _Pen(shapes, page)
        shapes[names[ord(char)]].draw(TransformPen(pen, (scale, 0, 0, scale, x, y)))
        page.drawPath(pen.path, stroke=0, fill=1)
        x += shapes[names[ord(char)]].width * scale


def misread_pdf(text: str, path: Path, readings: Mapping[str, str]) -> Path:
    """A letter whose file records other readings for some glyphs; "" records none.

    ำ is drawn as fonts draw it, a ring and an า.
    """
    reportlab_pdf(in_pieces(text), path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and b"begincmap" in (cmap := thing.read_bytes()):
                for seen, recorded in readings.items():
                    cmap = cmap.replace(_hex(seen), _hex(recorded))
                thing.write(cmap)
        pdf.save(path)
    return path


def in_pieces(text: str) -> str:
    """The text with each ำ as the two glyphs that fonts draw it with."""
    return text.replace("ำ", "ํา")


def _hex(text: str) -> bytes:
    return b"<" + text.encode("utf-16-be").hex().upper().encode() + b">"


def picture() -> bytes:
    """A grey PNG."""
    return _png(Image.new("L", (620, 877), 240))


def _png(image: Image.Image) -> bytes:
    data = BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def draw_scan(page: canvas.Canvas) -> None:
    """Cover the page with a picture of some writing."""
    image = Image.new("L", (620, 877), 240)
    draw = ImageDraw.Draw(image)
    for row in range(100, 300, 40):
        draw.text((80, row), "The quick brown fox jumps over the lazy dog", fill=20)
    page.drawImage(ImageReader(BytesIO(_png(image))), 0, 0, *A4)


def draw_picture(page: canvas.Canvas) -> None:
    """Cover the page with a picture, as a scanner does."""
    page.drawImage(ImageReader(BytesIO(picture())), 0, 0, *A4)


def locked_pdf(source: Path, path: Path, *, user: str, owner: str = "owner") -> Path:
    """The file under a password; an empty one for users only forbids changes."""
    with pikepdf.open(source) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user=user, owner=owner))
    return path
