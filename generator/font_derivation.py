"""The letter font made from an obtainable one: the size, height and glyphs that official letters count on.

The fonts that official letters name (TH SarabunPSK and its kin) are not to be had from a package
registry. Their obtainable relatives are drawn about half as large again at the same point size;
dividing that out gives the same line breaks.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fontTools.pens.filterPen import DecomposingFilterPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from generator.glyph_rules import draw_marks_back
from generator.glyph_texts import glyph_texts, is_kept
from generator.sara_am import make_clusters_readable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: Height, depth and gap of a line in em: 1.331 em together, as TH Sarabun has it.
ASCENT, DESCENT, GAP = 0.844, 0.457, 0.030
#: What shaping Thai needs. Ligatures, fractions and alternates only make text harder to copy.
FEATURES = ("ccmp", "kern", "mark", "mkmk")


#: Marks begin this part of an em before where they are set: letters set closer must not begin before them, for
#: readers of PDF take what begins first for what comes first.
MARKS_BACK = 25


def derive(source: Path, *, units_per_em: int, family: str, style: str) -> bytes:
    """A letter font made from a TrueType font; the same bytes every time.

    Args:
        source: The obtainable font.
        units_per_em: What its em must be for the widths to be those of TH Sarabun.
        family: The name the new font is to bear.
        style: "Regular", "Bold", "Italic" or "Bold Italic".
    """
    font = TTFont(source, recalcTimestamp=False)
    _thin_out(font)
    _draw_composites_out(font)
    _set_widths(font, units_per_em, style)
    make_clusters_readable(font, glyph_texts(font))
    draw_marks_back(font, units_per_em // MARKS_BACK)
    _tell_doubles_apart(font, glyph_texts(font))
    _set_metrics(font, units_per_em)
    _set_names(font, family, style)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def with_thai_digits(font_file: bytes, family: str) -> bytes:
    """A letter font of another name that draws ๐–๙ for 0–9, for programs that cannot count in Thai."""
    font = TTFont(BytesIO(font_file), recalcTimestamp=False)
    for table in font["cmap"].tables:
        thai = [table.cmap.get(ord("๐") + digit) for digit in range(10)]
        if None not in thai:
            table.cmap |= {ord("0") + digit: glyph for digit, glyph in enumerate(thai)}
    _set_names(font, family, "Regular")
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _thin_out(font: TTFont) -> None:
    options = Options()
    options.layout_features = list(FEATURES)
    options.hinting = False
    options.glyph_names = True
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["DSIG", "FFTM", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for code in font.getBestCmap() if is_kept(code)])
    subsetter.subset(font)


def _draw_composites_out(font: TTFont) -> None:
    """A subset renumbers components, so the outline of a composite would not be known again."""
    glyphs, table = font.getGlyphSet(), font["glyf"]
    for name in [one for one in font.getGlyphOrder() if table[one].isComposite()]:
        pen = TTGlyphPen(None)
        glyphs[name].draw(DecomposingFilterPen(pen, glyphs))
        table[name] = pen.glyph()


def _set_widths(font: TTFont, units_per_em: int, style: str) -> None:
    """The advances of TH Sarabun: obtainable drawings differ from it by some parts of a hundred, letter by letter."""
    names, metrics = font.getBestCmap(), font["hmtx"].metrics
    for character, width in _widths()[style].items():
        name = names.get(ord(character))
        # A mark has no width of its own.
        if name is not None and metrics[name][0]:
            metrics[name] = round(width * units_per_em), metrics[name][1]


@cache
def _widths() -> dict[str, dict[str, float]]:
    """By style, the advances of TH Sarabun in em."""
    recorded = json.loads(
        (files("templates") / "fonts" / "th_sarabun_new_widths.json").read_text(encoding="utf-8")
    )
    em = recorded["units"] * recorded["enlarged"]
    return {
        style: {one: width / em for one, width in widths.items()}
        for style, widths in recorded["widths"].items()
    }


def _tell_doubles_apart(font: TTFont, texts: Mapping[str, str]) -> None:
    """Two characters drawn alike (– and ‒) differ by a unit of width, so that each is known by its outline."""
    known: dict[tuple[object, ...], str] = {}
    for name in font.getGlyphOrder():
        glyph, (advance, bearing) = font["glyf"][name], font["hmtx"].metrics[name]
        if glyph.numberOfContours < 1 or name not in texts:
            continue
        shape = tuple(glyph.coordinates), tuple(glyph.endPtsOfContours)
        while known.setdefault((*shape, advance), texts[name]) != texts[name]:
            advance += 1
        font["hmtx"].metrics[name] = advance, bearing


def _set_metrics(font: TTFont, units_per_em: int) -> None:
    ascent, descent, gap = (round(part * units_per_em) for part in (ASCENT, DESCENT, GAP))
    font["head"].unitsPerEm = units_per_em
    hhea: Any = font["hhea"]
    hhea.ascent, hhea.descent, hhea.lineGap = ascent, -descent, gap
    os2: Any = font["OS/2"]
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, gap
    os2.usWinAscent, os2.usWinDescent = ascent, descent


def _set_names(font: TTFont, family: str, style: str) -> None:
    """A neutral family name; author, licence and exception stay as the source states them."""
    names: Any = font["name"]
    full = family if style == "Regular" else f"{family} {style}"
    for grouping in (16, 17, 21, 22, 25):
        names.removeNames(nameID=grouping)
    for name_id, text in {1: family, 2: style, 3: full, 4: full, 6: full.replace(" ", "-")}.items():
        names.removeNames(nameID=name_id)
        names.setName(text, name_id, 3, 1, 0x409)
