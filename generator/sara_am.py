"""Thai clusters of a font rearranged so that their glyphs, read in order, are the text that was written.

Shapers split ำ into NIKHAHIT and SARA AA and move the first before the tone mark. Both halves share
their glyphs with ํ and า, and a page made of glyphs can no longer say which was meant: "กำร" for "การ".
So the nikhahit of a ำ is drawn into the glyph before it (the consonant), or together with the tone mark
above it, and what follows is a copy of า that says ำ. No glyph is left that would have to be silent:
readers differ in what they make of those. Fonts that set the tone mark before SARA U are taught the
written order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from generator.glyph_rules import (
    add_glyph,
    append_ligatures,
    append_singles,
    drop_ligatures_of,
    mark_offset,
)
from generator.glyph_texts import substitutions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fontTools.ttLib import TTFont

NIKHAHIT, SARA_AA, SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
TONES = frozenset("\u0e48\u0e49\u0e4a\u0e4b")
BELOW = frozenset("\u0e38\u0e39\u0e3a")
CONSONANTS = frozenset(map(chr, range(0x0E01, 0x0E2F)))


def make_clusters_readable(font: TTFont, texts: Mapping[str, str]) -> None:
    """Give ำ glyphs of its own and marks their written order; ``texts`` is what each glyph says."""
    nikhahits = _saying(texts, {NIKHAHIT})
    # The font's own ligatures say nikhahit and tone mark where the text has only the tone mark.
    drop_ligatures_of(font, nikhahits)
    _keep_written_order(font, _saying(texts, BELOW))
    aa = _saying(texts, {SARA_AA})
    tones = _merge(
        font, texts, [(nikhahit, tone) for nikhahit in nikhahits for tone in _saying(texts, TONES)]
    )
    bases = _merge(
        font, texts, [(base, nikhahit) for base in _saying(texts, CONSONANTS) for nikhahit in nikhahits]
    )
    append_ligatures(font, tones, after=[aa])
    append_ligatures(font, bases, after=[aa])
    append_singles(font, {one: _add_sara_am(font, one) for one in aa}, [[{*tones.values(), *bases.values()}]])
    # After anything but a consonant the font's own drawing of both halves will do.
    whole = font.getBestCmap()[ord(SARA_AM)]
    append_ligatures(font, {(nikhahit, one): whole for nikhahit in nikhahits for one in aa})


def _saying(texts: Mapping[str, str], wanted: Iterable[str]) -> list[str]:
    return [name for name, text in texts.items() if text in wanted]


def _merge(
    font: TTFont, texts: Mapping[str, str], pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """A glyph drawn as each pair is, named after what it is to say: the one that is not the nikhahit."""
    return {pair: _add_merged(font, texts, *pair) for pair in pairs}


def _add_merged(font: TTFont, texts: Mapping[str, str], first: str, second: str) -> str:
    said = texts[second] if texts[first] == NIKHAHIT else texts[first]
    name = f"uni{ord(said):04X}.{first}_{second}"
    glyphs, advance = font.getGlyphSet(), font["hmtx"].metrics[first][0]
    pen = TTGlyphPen(None)
    glyphs[first].draw(pen)
    glyphs[second].draw(TransformPen(pen, (1, 0, 0, 1, *(mark_offset(font, first, second) or (advance, 0)))))
    add_glyph(font, name, pen.glyph(), advance=advance, like=first)
    return name


def _add_sara_am(font: TTFont, aa: str) -> str:
    pen = TTGlyphPen(None)
    font.getGlyphSet()[aa].draw(pen)
    name = f"uni{ord(SARA_AM):04X}.{aa}"
    # Drawn as its model is; one unit wider, so that it is known from it in an embedded subset.
    add_glyph(font, name, pen.glyph(), advance=font["hmtx"].metrics[aa][0] + 1, like=aa)
    return name


def _keep_written_order(font: TTFont, below: Iterable[str]) -> None:
    """Where a rule swaps a lower vowel and a tone mark, let it change the tone mark's shape alone."""
    for table in substitutions(font):
        mapping = getattr(table, "mapping", {})
        for vowel in below:
            marks = [mark for mark, other in mapping.items() if other == vowel]
            if marks and isinstance(mapping.get(vowel), str):
                table.mapping = dict.fromkeys(marks, mapping[vowel])
