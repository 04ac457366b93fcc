"""Makes Word files of letters, one paragraph a line of the text."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docx.document import Document as DocumentType
    from docx.styles.style import ParagraphStyle
    from docx.text.run import Run


def make_docx(
    text: str, path: Path, *, font: str = "TH Sarabun New", size: float = 16, justify: bool = False
) -> Path:
    """Write the text as a letter on A4; long lines wrap as Word wraps them."""
    document = Document()
    _set_page(document)
    _set_font(document.styles["Normal"], font, size)
    for line in text.split("\n"):
        paragraph = document.add_paragraph(line)
        paragraph.paragraph_format.space_after = Pt(0)
        if justify:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    document.save(str(path))
    return path


def _set_page(document: DocumentType) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)


def _set_font(style: ParagraphStyle | Run, font: str, size: float) -> None:
    style.font.name = font
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), font)
    size_cs = style.element.rPr.makeelement(qn("w:szCs"), {qn("w:val"): str(round(size * 2))})
    style.element.rPr.append(size_cs)


_CONTENT_TYPES = """<?xml version="1.0"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOTS = {"header": "hdr", "footer": "ftr"}


def raw_docx(path: Path, body: str, parts: dict[str, str] | None = None, *, prolog: str = "") -> Path:
    """A Word file of the given XML; ``parts`` are further ones by name ("numbering", "header1"), without their roots.

    A header or footer is referred to as ``rId`` and its name.
    """
    parts = parts or {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        main = f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", _RELATIONS.format(main))
        archive.writestr("word/document.xml", prolog + _rooted("document", f"<w:body>{body}</w:body>"))
        relations = [
            f'<Relationship Id="rId{name}" Type="{_OFFICE}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
            for name in parts
        ]
        archive.writestr("word/_rels/document.xml.rels", _RELATIONS.format("".join(relations)))
        for name, content in parts.items():
            kind = name.rstrip("0123456789")
            archive.writestr(f"word/{name}.xml", _rooted(_ROOTS.get(kind, kind), content))
    return path


def _rooted(name: str, content: str) -> str:
    spaces = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        f'xmlns:r="{_OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    return f"<w:{name} {spaces}>{content}</w:{name}>"


def make_mixed_docx(text: str, path: Path, fonts: Sequence[str], *, size: float = 16) -> Path:
    """The text as a letter pasted together from several: the font changes at every blank, within words never."""
    document = Document()
    _set_page(document)
    _set_font(document.styles["Normal"], fonts[0], size)
    turn = 0
    for line in text.split("\n"):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        for piece in re.findall(r"\S+\s*|\s+", line):
            turn += 1
            run = paragraph.add_run(piece)
            _set_font(run, fonts[turn % len(fonts)], size)
    document.save(str(path))
    return path
