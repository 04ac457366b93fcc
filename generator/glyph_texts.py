"""What each glyph of a letter font says, and how it is known again when names and numbers are gone."""

from __future__ import annotations

import hashlib
import struct
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from fontTools import agl
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

#: What letters are written in: Latin, Thai, marks and signs. The rest only makes deriving slow.
KEPT = (range(0x0250), range(0x0300, 0x0370), range(0x0E00, 0x0E80), range(0x2000, 0x2E00))


def characters(font_file: bytes) -> str:
    """The characters that a font has, in order."""
    return "".join(map(chr, sorted(TTFont(BytesIO(font_file)).getBestCmap())))


def texts_by_outline(font_file: bytes) -> dict[str, str]:
    """What each glyph of a derived font says, by the key that `outline_keys` gives."""
    font = TTFont(BytesIO(font_file))
    texts = glyph_texts(font)
    found: dict[str, str] = {}
    # A blank and a bound blank are both nothing: a text is searched for with the plain one.
    named = zip(font.getGlyphOrder(), outline_keys(font_file), strict=True)
    for name, key in sorted(named, key=lambda one: _rarity(texts.get(one[0], ""))):
        if name in texts:
            found.setdefault(key, texts[name])
    return found


def _rarity(text: str) -> tuple[bool, str]:
    return not text.isprintable(), text


@lru_cache(maxsize=8)
def outline_keys(font_file: bytes) -> list[str]:
    """What each glyph is known by in an embedded subset, where names and numbers are gone; by its place.

    Read straight from the tables: every letter has subsets of its own, and taking a font apart as a whole takes long.
    The last few are kept: a letter's fonts are asked for where its lines end, and when its text is made exact.
    """
    places = {
        font_file[at : at + 4]: struct.unpack_from(">L", font_file, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", font_file, 4)[0], 16)
    }
    (is_long,) = struct.unpack_from(">h", font_file, places[b"head"] + 50)
    (count,) = struct.unpack_from(">H", font_file, places[b"maxp"] + 4)
    (measured,) = struct.unpack_from(">H", font_file, places[b"hhea"] + 34)
    offsets = struct.unpack_from(f">{count + 1}{'L' if is_long else 'H'}", font_file, places[b"loca"])
    metrics = struct.unpack_from(f">{2 * measured}H", font_file, places[b"hmtx"])
    start, unit = places[b"glyf"], 1 if is_long else 2
    return [
        _outline_key(
            font_file[start + unit * offsets[number] : start + unit * offsets[number + 1]],
            # The last advance holds for all further glyphs.
            metrics[2 * min(number, measured - 1)],
        )
        for number in range(count)
    ]


def _outline_key(outline: bytes, advance: int) -> str:
    # Writers pad outlines to two or four bytes.
    data = outline.rstrip(b"\0") + advance.to_bytes(2, "big")
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def glyph_texts(font: TTFont) -> dict[str, str]:
    """What each glyph says, by glyph name: by the character map, else its name, else what it stands in for."""
    texts: dict[str, str] = {}
    for code, name in sorted(font.getBestCmap().items()):
        if is_kept(code):
            texts.setdefault(name, chr(code))
    for name in font.getGlyphOrder():
        if name not in texts and (text := agl.toUnicode(name)):
            texts[name] = text
    for ligature, parts in _ligatures(font).items():
        if all(part in texts for part in parts):
            texts.setdefault(ligature, "".join(texts[part] for part in parts))
    for variant, plain in _stand_ins(font).items():
        if plain in texts:
            texts.setdefault(variant, texts[plain])
    return texts


def is_kept(code: int) -> bool:
    """Whether letters are written in the character."""
    return any(code in block for block in KEPT)


def _stand_ins(font: TTFont) -> Mapping[str, str]:
    """Glyphs drawn in place of another one (a shorter tail, a narrower mark), by name."""
    found: dict[str, str] = {}
    for table in substitutions(font):
        for plain, variant in getattr(table, "mapping", {}).items():
            if isinstance(variant, str):
                found.setdefault(variant, plain)
    return found


def _ligatures(font: TTFont) -> Mapping[str, list[str]]:
    """Glyphs drawn in place of several, with those, by name."""
    return {
        ligature.LigGlyph: [first, *ligature.Component]
        for table in substitutions(font)
        for first, ligatures in getattr(table, "ligatures", {}).items()
        for ligature in ligatures
    }


def substitutions(font: TTFont) -> Iterator[Any]:
    """Every substitution subtable of the font."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            yield getattr(table, "ExtSubTable", table)
