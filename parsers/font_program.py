"""What an embedded TrueType font itself says its glyphs are.

A PDF's record of readings (ToUnicode) is made by the program that wrote it, and
often wrongly; the font's own table of characters (cmap) was made by the font's
designer. Only that table is read here, within bounds, whatever the rest holds.
"""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from pdfminer.pdffont import PDFCIDFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1

from circulars.errors import InputFileError
from parsers.clean import private_use

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pdfminer.pdffont import PDFFont

#: The platforms and encodings of tables that hold Unicode.
_UNICODE = {(0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}
#: No font has more characters in its tables; one that claims more is not read on.
_MOST = 300_000
_MOST_COMPONENTS = 8


def characters(program: bytes) -> dict[int, frozenset[str]]:
    """The characters of each glyph, by its number in the font; empty if the font does not say."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    try:
        for code, glyph in islice(_pairs(program), _MOST):
            found[glyph].add(chr(code))
    except (struct.error, ValueError, OverflowError):
        return {}
    return {glyph: frozenset(chars) for glyph, chars in found.items() if glyph}


def reading(recorded: str, own: frozenset[str]) -> str:
    """The reading of a glyph from the PDF's record and the font's own word.

    The font is right where it says a Thai character that the record contradicts,
    and where the record says nothing.
    """
    plain = {private_use().get(char, char) for char in own}
    if not plain or private_use().get(recorded, recorded) in plain:
        return recorded
    thai = [char for char in plain if "ก" <= char <= "๛"]
    return min(thai) if thai else recorded or min(plain)


def _pairs(program: bytes) -> Iterator[tuple[int, int]]:
    """Character and glyph, from all Unicode tables."""
    start = _table(program, b"cmap")
    if start is None:
        return
    (count,) = struct.unpack_from(">H", program, start + 2)
    offsets: set[int] = set()
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", program, start + 4 + 8 * number)
        if (platform, encoding) in _UNICODE and offset not in offsets:
            offsets.add(offset)
            yield from _subtable(program, start + offset)


def _table(program: bytes, name: bytes) -> int | None:
    (count,) = struct.unpack_from(">H", program, 4)
    for number in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", program, 12 + 16 * number)
        if tag == name:
            return int(offset)
    return None


def _subtable(program: bytes, at: int) -> Iterator[tuple[int, int]]:
    (format_,) = struct.unpack_from(">H", program, at)
    if format_ == 4:
        yield from _segments(program, at)
    elif format_ == 12:
        yield from _groups(program, at)


def _segments(program: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Format 4: segments of 16-bit codes."""
    count = struct.unpack_from(">H", program, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", program, at + 14)
    starts = struct.unpack_from(f">{count}H", program, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", program, at + 16 + 4 * count)
    places = at + 16 + 6 * count
    ranges = struct.unpack_from(f">{count}H", program, places)
    for number, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(
                    ">H", program, places + 2 * number + offset + 2 * (code - first)
                )
            if glyph or not offset:
                yield code, (glyph + delta) & 0xFFFF


def _groups(program: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Format 12: groups of 32-bit codes."""
    (count,) = struct.unpack_from(">L", program, at + 12)
    for number in range(count):
        first, last, glyph = struct.unpack_from(">LLL", program, at + 16 + 12 * number)
        for code in range(first, last + 1):
            yield code, glyph + code - first


def components(program: bytes, glyph: int) -> tuple[int, ...]:
    """The glyphs that a glyph is put together from; none if it is drawn by itself, or the font cannot be read."""
    try:
        return tuple(islice(_components(program, glyph), _MOST_COMPONENTS))
    except (struct.error, ValueError):
        return ()


def _components(program: bytes, glyph: int) -> Iterator[int]:
    head, index, outlines = (_table(program, name) for name in (b"head", b"loca", b"glyf"))
    if head is None or index is None or outlines is None:
        return
    (is_long,) = struct.unpack_from(">H", program, head + 50)
    if is_long:
        start, end = struct.unpack_from(">2L", program, index + 4 * glyph)
    else:
        start, end = (2 * half for half in struct.unpack_from(">2H", program, index + 2 * glyph))
    if start == end or struct.unpack_from(">h", program, outlines + start)[0] >= 0:
        return
    at, more = outlines + start + 10, True
    while more:
        flags, part = struct.unpack_from(">2H", program, at)
        yield part
        at += (
            4
            + (4 if flags & 0x1 else 2)
            + (2 if flags & 0x8 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0)
        )
        more = bool(flags & 0x20)


#: The highest code of a composite font (ISO 32000-1, 9.7.5).
_MOST_CODES = 65_535
_RANGES = re.compile(rb"begin(?:bf|cid)range(.{0,200000}?)end(?:bf|cid)range", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]{1,32})>\s*<([0-9A-Fa-f]{1,32})>\s*[<\[0-9]")


def _names_codes_without_end(spec: Mapping[str, object]) -> bool:
    """Whether a range of widths or of readings is longer than there are codes; pdfminer writes each out."""
    for key in ("W", "W2"):
        widths = resolve1(spec.get(key))
        if isinstance(widths, list) and any(
            isinstance(one, int | float) and one > _MOST_CODES for one in map(resolve1, widths)
        ):
            return True
    for key in ("ToUnicode", "Encoding"):
        stream = resolve1(spec.get(key))
        ranges = _RANGES.findall(stream.get_data()) if isinstance(stream, PDFStream) else []
        if any(
            int(last[-8:], 16) - int(first[-8:], 16) > _MOST_CODES
            for block in ranges
            for first, last in _RANGE.findall(block)
        ):
            return True
    return False


class EmbeddedFonts(PDFResourceManager):
    """The fonts of one file; it keeps what each was made from."""

    def __init__(self) -> None:
        super().__init__()
        self._specs: dict[int, Mapping[str, object]] = {}
        self._programs: dict[int, _Program] = {}

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font that a specification describes.

        Raises:
            InputFileError: If it names more codes than any font has, to exhaust its reader.
        """
        if _names_codes_without_end(spec):
            raise InputFileError("pdf-too-heavy")
        font = super().get_font(objid, spec)
        # A composite font is asked for after its descendant, which says more.
        self._specs.setdefault(id(font), spec)
        return font

    def text(self, font: PDFFont, cid: int) -> str:
        """What a glyph reads, by the PDF's record and the font's own word; "" if neither says."""
        program = self._programs.get(id(font))
        if program is None:
            program = self._programs[id(font)] = self._program(font)
        glyph = program.glyph(cid)
        text = reading(recorded(font, cid), program.characters.get(glyph, frozenset()))
        if text:
            return text
        parts = [program.characters.get(part) or {recorded(font, part)} for part in program.parts(glyph)]
        return "".join(map(min, parts)) if all(map(min, parts)) else ""

    def _program(self, font: PDFFont) -> _Program:
        program = resolve1(font.descriptor.get("FontFile2"))
        if not isinstance(font, PDFCIDFont) or not isinstance(program, PDFStream):
            return _Program()
        numbers = resolve1(self._specs.get(id(font), {}).get("CIDToGIDMap"))
        data = numbers.get_data() if isinstance(numbers, PDFStream) else b""
        own = program.get_data()
        return _Program(
            own, characters(own), struct.unpack(f">{len(data) // 2}H", data[: len(data) // 2 * 2])
        )


@dataclass(frozen=True, slots=True)
class _Program:
    """The TrueType font of a font of the PDF; of another font, nothing."""

    data: bytes = b""
    characters: Mapping[int, frozenset[str]] = field(default_factory=dict)
    glyphs: tuple[int, ...] = ()  #: by code; empty: the codes are the glyphs' numbers

    def glyph(self, cid: int) -> int:
        """The number of a glyph in the font."""
        return self.glyphs[cid] if cid < len(self.glyphs) else cid

    def parts(self, glyph: int) -> tuple[int, ...]:
        """The glyphs that it is put together from."""
        return components(self.data, glyph) if self.data else ()


def recorded(font: PDFFont, cid: int) -> str:
    """What the PDF's record says that a glyph reads; "" if it says nothing."""
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return ""
    return text.replace("\0", "").strip("\ufffd")
