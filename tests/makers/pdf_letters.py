"""Makes PDF letters by the programs that offices use; each breaks Thai in its own way."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import fontpkg
import typst
from makers.docx_letters import make_docx
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LAKSAMAN = Path("/usr/share/fonts/truetype/tlwg/Laksaman.ttf")
A4 = (595.28, 841.89)
MARGIN = 71.0


@dataclass(frozen=True, slots=True)
class Face:
    """A font to set a letter in."""

    family: str
    file: Path


SARABUN = Face("Sarabun", Path(fontpkg.path("Sarabun")))
FACES = (SARABUN, *([Face("Laksaman", LAKSAMAN)] if LAKSAMAN.exists() else []))


def program(*names: str) -> str | None:
    """Where the first of the programs is installed, or None."""
    return next((found for name in names if (found := shutil.which(name))), None)


def typst_pdf(
    text: str, path: Path, *, face: Face = SARABUN, size: float = 16, justify: bool = False
) -> Path:
    """The text set by typst."""
    lines = "\n".join(f"par({_typst_string(line)})" if line else "v(1em)" for line in text.split("\n"))
    source = (
        f'#set page("a4", margin: (left: 3cm, rest: 2cm))\n'
        f'#set text(font: "{face.family}", size: {size}pt, lang: "th")\n'
        f"#set par(justify: {str(justify).lower()}, spacing: 0.65em)\n#{{\n{lines}\n}}\n"
    )
    path.write_bytes(typst.compile(source.encode(), font_paths=[str(face.file.parent)]))
    return path


def _typst_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def reportlab_pdf(
    text: str,
    path: Path,
    *,
    face: Face = SARABUN,
    size: float = 16,
    justify: bool = False,
    spacing: float = 0,
) -> Path:
    """The text set by reportlab, which shapes nothing; ``justify`` spreads the letters of a line."""
    pdfmetrics.registerFont(TTFont(face.family, str(face.file)))
    page = canvas.Canvas(str(path), pagesize=A4)
    y = A4[1] - MARGIN
    for line in _wrapped(text, face.family, size, A4[0] - 2 * MARGIN):
        if y < MARGIN:
            page.showPage()
            y = A4[1] - MARGIN
        place = page.beginText(MARGIN, y)
        place.setFont(face.family, size)
        place.setCharSpace(0.4 if justify else spacing)
        place.textOut(line)
        page.drawText(place)
        y -= size * 1.5
    page.save()
    return path


def _wrapped(text: str, family: str, size: float, width: float) -> Iterator[str]:
    for line in text.split("\n"):
        row = ""
        for word in _pieces(line):
            if row and pdfmetrics.stringWidth(row + word, family, size) > width:
                yield row
                row = ""
            row += word
        yield row


def _pieces(line: str) -> list[str]:
    """A line cut where a row may end: at blanks, and between Thai letters that no vowel binds together."""
    return re.findall(r" |[เแโใไ]?[ก-ฮ][ะ-ฺ็-๎]*(?:(?<=[ัื็][่-๋])[ก-ฮ]|(?<=[ัื็])[ก-ฮ]|ะ)?[ะ-ฺ็-๎]*|[^ ก-๎]+|.", line)


def libreoffice_pdf(
    text: str, path: Path, *, face: Face = SARABUN, size: float = 16, justify: bool = False
) -> Path:
    """A Word file of the text, printed by LibreOffice."""
    docx = make_docx(text, path.with_suffix(".docx"), font=face.family, size=size, justify=justify)
    subprocess.run(
        [program("soffice", "libreoffice") or "soffice", f"-env:UserInstallation=file://{_profile()}",
         "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(docx)],
        check=True, capture_output=True, timeout=180, env=_with_fonts(face),
    )  # fmt: skip
    docx.unlink()
    return path


def chromium_pdf(
    text: str, path: Path, *, face: Face = SARABUN, size: float = 16, justify: bool = False
) -> Path:
    """The text as a web page, printed by Chromium."""
    page = path.with_suffix(".html")
    page.write_text(_web_page(text, face, size, justify=justify), encoding="utf-8")
    subprocess.run(
        [program("chromium", "chromium-browser", "google-chrome") or "chromium", "--headless", "--no-sandbox",
         "--disable-gpu", f"--user-data-dir={_profile()}-chromium", "--no-pdf-header-footer",
         f"--print-to-pdf={path}", page.as_uri()],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    page.unlink()
    return path


def weasyprint_pdf(
    text: str, path: Path, *, face: Face = SARABUN, size: float = 16, justify: bool = False
) -> Path:
    """The text as a web page, printed by WeasyPrint."""
    page = path.with_suffix(".html")
    page.write_text(_web_page(text, face, size, justify=justify), encoding="utf-8")
    subprocess.run(
        [program("weasyprint") or "weasyprint", str(page), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    page.unlink()
    return path


def _web_page(text: str, face: Face, size: float, *, justify: bool) -> str:
    lines = "\n".join(f"<p>{html.escape(line) or '&nbsp;'}</p>" for line in text.split("\n"))
    align = "justify" if justify else "left"
    return (
        f'<!doctype html><html lang="th"><meta charset="utf-8"><style>'
        f'@font-face {{ font-family: "letter"; src: url("{face.file.as_uri()}"); }}'
        f"@page {{ size: A4; margin: 2cm 2cm 2cm 3cm; }}"
        f'body {{ font: {size}pt "letter"; margin: 0; text-align: {align}; }} p {{ margin: 0; }}'
        f"</style><body>\n{lines}\n</body></html>"
    )


@cache
def _profile() -> Path:
    return Path(tempfile.mkdtemp(prefix="letters-profile-"))


def _with_fonts(face: Face) -> dict[str, str]:
    """The environment in which fontconfig also knows the folder of the face."""
    config = _profile() / f"{face.family}.conf"
    if not config.exists():
        config.write_text(
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
            f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{face.file.parent}</dir>'
            "</fontconfig>",
            encoding="utf-8",
        )
    return {**os.environ, "FONTCONFIG_FILE": str(config)}


#: The makers by name, each with the programs it needs.
PRODUCERS: dict[str, tuple[Callable[..., Path], tuple[str, ...]]] = {
    "typst": (typst_pdf, ()),
    "reportlab": (reportlab_pdf, ()),
    "libreoffice": (libreoffice_pdf, ("soffice", "libreoffice")),
    "chromium": (chromium_pdf, ("chromium", "chromium-browser", "google-chrome")),
    "weasyprint": (weasyprint_pdf, ("weasyprint",)),
}
