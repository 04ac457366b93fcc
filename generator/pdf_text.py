"""The text behind a PDF page made exact: every glyph says what it stands for, and nothing else speaks.

The typesetter describes Thai clusters by /ActualText, which many readers pass over, and by character
maps that give a cluster's whole text to its first glyph, so that a copied text has gaps and doublets.
Here each embedded glyph is known again by its outline and told what it says.
"""

from __future__ import annotations

import re
import struct
from io import BytesIO
from typing import TYPE_CHECKING

from pikepdf import Array, Name, ObjectStreamMode, Pdf, Stream

from generator.glyph_texts import outline_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pikepdf import Object, Page

    #: What the glyphs of each font of a document say, by the font's object number.
    _Said = Mapping[tuple[int, int], Mapping[int, str]]

#: A marked span that overrides the text of its glyphs.
ACTUAL_TEXT = re.compile(rb"/Span\s*<<\s*/ActualText\s*<[0-9A-Fa-f]*>\s*>>\s*BDC")
#: A character map may hold at most a hundred entries in one block.
BLOCK = 100
#: What stands in the brackets of a string; it may hold brackets in pairs.
STRING = rb"(?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+"
#: What the typesetter's content streams say of text: in which font which glyphs, further glyphs, and where; ``q`` begins a line.
TOKEN = re.compile(
    rb"/(?P<font>\w+) [\d.]+ Tf[^(]*\((?P<shown>" + STRING + rb")\)|\((?P<further>" + STRING + rb")\)"
    rb"|(?P<shift>-?[\d.]+)\s+cm\b|\n(?:(?P<save>q)|(?P<restore>Q))\b",
    re.DOTALL,
)
#: A shift between two glyphs of one run. Within a string it cannot be: there every second byte is nearly zero.
GLYPH_SHIFT = re.compile(rb"\)\s*-?[\d.]+\s*\(")
#: What Python's own escapes do not know, as numbers.
ESCAPES = ((b"\\\\", b"\\134"), (b"\\(", b"\\050"), (b"\\)", b"\\051"))
#: A glyph number that no font has, as it stands in a string.
NO_GLYPH = rb"\377\377"
#: Points by which the runs of one line may differ in height: marks stand off the baseline, lines 21 points apart.
SAME_LINE = 8.0


def with_exact_text(pdf: bytes, texts: Mapping[str, str]) -> bytes:
    """The PDF with the text of every glyph set; the same bytes for the same input.

    Args:
        pdf: A document whose fonts are subsets of the letter fonts.
        texts: What each glyph says, by outline (`generator.fonts.FontSet.glyph_texts`).
    """
    with Pdf.open(BytesIO(pdf)) as document:
        exact_fonts(document, texts)
        for page in document.pages:
            for stream in _contents(page.obj):
                stream.write(spoken(stream.read_bytes()))
        out = BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.preserve)
    return out.getvalue()


def exact_fonts(document: Pdf, texts: Mapping[str, str]) -> None:
    """Tell every glyph of the document's fonts what it says."""
    for font in _composite_fonts(document):
        font.ToUnicode = Stream(document, _character_map(_said_by(font, texts)))


def spoken(content: bytes) -> bytes:
    """The content of a page without texts that override its glyphs'."""
    return ACTUAL_TEXT.sub(b"/Span BMC", content)


def page_count(pdf: bytes) -> int:
    """How many pages a document has."""
    with Pdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def page_lines(
    pdf: bytes, texts: Mapping[str, str], *, top: float = 0, bottom: float = 0
) -> tuple[tuple[str, ...], ...]:
    """The lines of text of each page of a typeset document.

    Args:
        pdf: A document whose fonts are subsets of the letter fonts.
        texts: What each glyph says, by outline.
        top: The upper margin in points; what stands in it is not read.
        bottom: The lower margin.
    """
    with Pdf.open(BytesIO(pdf)) as document:
        said = {font.objgen: _said_by(font, texts) for font in _composite_fonts(document)}
        return tuple(_lines(page, said, top, bottom) for page in document.pages)


def _lines(page: Page, said: _Said, top: float, bottom: float) -> tuple[str, ...]:
    """The lines from the top down; runs of one line follow each other in the content as they are read."""
    height = float(page.mediabox[3])
    lines: dict[float, list[str]] = {}
    for y, text in _runs(page, said):
        if bottom < y < height - top:
            baseline = next((one for one in reversed(lines) if abs(one - y) < SAME_LINE), y)
            lines.setdefault(baseline, []).append(text)
    return tuple("".join(lines[y]) for y in sorted(lines, reverse=True))


def _runs(page: Page, said: _Said) -> Iterator[tuple[float, str]]:
    """The pieces of text on a page: height above its foot, and words."""
    fonts = {name[1:].encode(): said[font.objgen] for name, font in page.resources.get("/Font", {}).items()}
    font: Mapping[int, str] = {}
    heights = [0.0]
    placed: list[tuple[float, Mapping[int, str]]] = []
    strings: list[bytes] = []
    content = b"\n" + b"\n".join(one.read_bytes() for one in _contents(page.obj))
    for token in TOKEN.finditer(GLYPH_SHIFT.sub(b"", content)):
        match token.lastgroup:
            case "shown":
                font = fonts[token["font"]]
                placed.append((heights[-1], font))
                strings.append(token["shown"])
            case "further":
                placed.append((heights[-1], font))
                strings.append(token["further"])
            case "shift":
                heights[-1] += float(token["shift"])
            case "save":
                heights.append(heights[-1])
            case _:
                heights.pop()
    for (y, font), glyphs in zip(placed, _glyphs(strings), strict=True):
        yield y, "".join([font.get(glyph, "") for glyph in glyphs])


def _glyphs(strings: Sequence[bytes]) -> Iterator[tuple[int, ...]]:
    """The glyph numbers, of two bytes each, that strings hold. Undoing escapes takes long, so it is done for all at once."""
    codes = _unescaped(b"".join(string + NO_GLYPH for string in strings))
    numbers = struct.unpack(f">{len(codes) // 2}H", codes)
    start = 0
    for _ in strings:
        end = numbers.index(0xFFFF, start)
        yield numbers[start:end]
        start = end + 1


def _unescaped(string: bytes) -> bytes:
    """The bytes of a string; its escapes are nearly those of Python, which are quickly undone."""
    for escape, number in ESCAPES:
        string = string.replace(escape, number)
    return string.decode("unicode_escape").encode("latin-1")


def _composite_fonts(document: Pdf) -> Iterable[Object]:
    """The fonts of the pages, each once."""
    fonts = {
        font.objgen: font for page in document.pages for font in page.resources.get("/Font", {}).values()
    }
    return [one for one in fonts.values() if one.get("/Subtype") == Name.Type0]


def _contents(page: Object) -> list[Object]:
    contents = page.get("/Contents")
    if contents is None:
        return []
    return list(contents.as_list()) if isinstance(contents, Array) else [contents]


def _said_by(font: Object, texts: Mapping[str, str]) -> dict[int, str]:
    """What each glyph number of an embedded subset says."""
    keys = outline_keys(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes())
    return {number: texts[key] for number, key in enumerate(keys) if key in texts}


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
