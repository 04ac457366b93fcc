"""Makes PDF files that read wrongly, or not at all, each in a way that was seen in the wild."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from makers.pdf_letters import A4, SARABUN, reportlab_pdf
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def drawn_pdf(path: Path, draw: Callable[[canvas.Canvas], object], *, pages: int = 1) -> Path:
    """Pages on which ``draw`` writes with Sarabun of 16 points."""
    pdfmetrics.registerFont(TTFont(SARABUN.family, str(SARABUN.file)))
    page = canvas.Canvas(str(path), pagesize=A4)
    for _ in range(pages):
        page.setFont(SARABUN.family, 16)
        draw(page)
        page.showPage()
    page.save()
    return path


def misread_pdf(text: str, path: Path, readings: Mapping[str, str]) -> Path:
    """A letter whose file records other readings for some glyphs; "" records none.

    ำ is drawn as fonts draw it, a ring and an า.
    """
    reportlab_pdf(in_pieces(text), path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and b"beginbfrange" in (cmap := thing.read_bytes()):
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
    data = BytesIO()
    Image.new("L", (620, 877), 240).save(data, "PNG")
    return data.getvalue()


def draw_picture(page: canvas.Canvas) -> None:
    """Cover the page with a picture, as a scanner does."""
    page.drawImage(ImageReader(BytesIO(picture())), 0, 0, *A4)


def locked_pdf(source: Path, path: Path, *, user: str, owner: str = "owner") -> Path:
    """The file under a password; an empty one for users only forbids changes."""
    with pikepdf.open(source) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user=user, owner=owner))
    return path
