"""The text behind a PDF page made exact: every glyph says what it stands for, and nothing else speaks.

The typesetter describes Thai clusters by /ActualText, which many readers pass over, and by character
maps that give a cluster's whole text to its first glyph, so that a copied text has gaps and doublets.
Here each embedded glyph is known again by its outline and told what it says.
"""

from __future__ import annotations

import re
import struct
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, Stream, String, parse_content_stream

from generator.glyph_texts import outline_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pikepdf import Object, Page

#: A marked span that overrides the text of its glyphs.
ACTUAL_TEXT = re.compile(rb"/Span\s*<<\s*/ActualText\s*<[0-9A-Fa-f]*>\s*>>\s*BDC")
#: A character map may hold at most a hundred entries in one block.
BLOCK = 100
#: An entry of the character maps written here.
ENTRY = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")

#: Points by which the runs of one line may differ in height: marks stand off the baseline, lines 21 points apart.
SAME_LINE = 8.0


def with_exact_text(pdf: bytes, texts: Mapping[str, str]) -> bytes:
    """The PDF with the text of every glyph set; the same bytes for the same input.

    Args:
        pdf: A document whose fonts are subsets of the letter fonts.
        texts: What each glyph says, by outline (`generator.fonts.FontSet.glyph_texts`).
    """
    with Pdf.open(BytesIO(pdf)) as document:
        for font in _composite_fonts(document):
            font.ToUnicode = Stream(document, _character_map(_said_by(font, texts)))
        for page in document.pages:
            for stream in _contents(page.obj):
                stream.write(ACTUAL_TEXT.sub(b"/Span BMC", stream.read_bytes()))
        out = BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.preserve)
    return out.getvalue()


def page_count(pdf: bytes) -> int:
    """How many pages a document has."""
    with Pdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def page_lines(
    pdf: bytes, *, first: int = 1, top: float = 0, bottom: float = 0
) -> tuple[tuple[str, ...], ...]:
    """The lines of text of each page of a document that `with_exact_text` gave.

    Args:
        pdf: The document.
        first: The page to begin with.
        top: The upper margin in points; what stands in it is not read.
        bottom: The lower margin.
    """
    with Pdf.open(BytesIO(pdf)) as document:
        return tuple(_lines(page, top, bottom) for page in list(document.pages)[first - 1 :])


def _lines(page: Page, top: float, bottom: float) -> tuple[str, ...]:
    """The lines from the top down; runs of one line follow each other in the content as they are read."""
    height = float(page.mediabox[3])
    lines: dict[float, list[str]] = {}
    for y, text in _runs(page):
        if bottom < y < height - top:
            baseline = next((one for one in lines if abs(one - y) < SAME_LINE), y)
            lines.setdefault(baseline, []).append(text)
    return tuple("".join(lines[y]) for y in sorted(lines, reverse=True))


def _runs(page: Page) -> Iterator[tuple[float, str]]:
    """The runs of text on a page: height above its foot, and words."""
    said = {name: _read_character_map(font) for name, font in page.resources.get("/Font", {}).items()}
    font, heights = "", [0.0]
    for instruction in parse_content_stream(page, "q Q cm Tf Tj TJ"):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "q":
                heights.append(heights[-1])
            case "Q":
                heights.pop()
            case "cm":
                heights[-1] += float(operands[5])
            case "Tf":
                font = str(operands[0])
            case "Tj" | "TJ":
                yield heights[-1], _shown(operands[0], said[font])


def _shown(strings: Object, said: Mapping[int, str]) -> str:
    """The text of strings that hold glyph numbers, two bytes each."""
    pieces = strings if isinstance(strings, Array) else [strings]
    codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, String))
    return "".join(said.get(glyph, "") for glyph in struct.unpack(f">{len(codes) // 2}H", codes))


def _composite_fonts(document: Pdf) -> Iterable[Dictionary]:
    for one in document.objects:
        if isinstance(one, Dictionary) and one.get("/Subtype") == Name.Type0:
            yield one


def _contents(page: Object) -> list[Object]:
    contents = page.get("/Contents")
    if contents is None:
        return []
    return list(contents.as_list()) if isinstance(contents, Array) else [contents]


def _said_by(font: Dictionary, texts: Mapping[str, str]) -> dict[int, str]:
    """What each glyph number of an embedded subset says."""
    embedded = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
    keys = outline_keys(TTFont(BytesIO(embedded)))
    return {number: texts[key] for number, key in enumerate(keys.values()) if key in texts}


def _character_map(said: Mapping[int, str]) -> bytes:
    entries = [f"<{glyph:04X}> <{text.encode('utf-16-be').hex().upper()}>" for glyph, text in said.items()]
    blocks = [entries[start : start + BLOCK] for start in range(0, len(entries), BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000><FFFF>",
            "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    ).encode("ascii")


def _read_character_map(font: Object) -> dict[int, str]:
    entries = ENTRY.findall(font.ToUnicode.read_bytes())
    return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in entries}
