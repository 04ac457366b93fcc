"""What glyphs read that the file misreads: the two parts of ำ.

Fonts draw ำ as a ring (nikhahit) and an า, and the makers of PDF files often
record the reading of only one of the two. Then every า reads ำ (WeasyPrint,
Word), or the ring reads as nothing or as a blank without width (Word:
"ท าการ"), or า has no reading at all (LibreOffice). The company that glyphs
keep tells: a ring without a reading of its own always stands before an า.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.clean import private_use
from parsers.pdf_device import UNREAD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.pdf_device import Glyph

_TONES = frozenset("่้๊๋") | {glyph for glyph, thai in private_use().items() if thai in "่้๊๋"}
#: What is narrower takes no room of its own; in parts of the letters' size.
FLAT = 0.02
#: How much of its company a glyph must keep to be taken for a part of ำ.
_MOSTLY = 0.9


@dataclass(slots=True)
class _Font:
    """What was seen of one font in the whole file."""

    texts: set[str] = field(default_factory=set)
    ams: set[int] = field(default_factory=set)  #: glyphs that read ำ
    rings: Counter[int] = field(default_factory=Counter)  #: glyphs that may be the ring
    pairs: Counter[tuple[int, int]] = field(default_factory=Counter)  #: each with the glyph after it

    def parts(self) -> tuple[int | None, int]:
        """The ring, and the า that stands after it.

        Of several glyphs that could be the ring only the commonest is taken: another may
        be a ring grown together with a tone mark, or the mark alone.
        """
        for (ring, leg), count in self.pairs.most_common():
            if count >= _MOSTLY * self.rings[ring]:
                return ring, leg
        return None, 0


def settled(pages: Sequence[Sequence[Glyph]]) -> list[list[Glyph]]:
    """The glyphs of all pages, those of ำ and า with the reading that their company proves."""
    fonts = _survey(pages)
    rings, legs = _parts(fonts)
    return [list(_settle(page, rings, legs)) for page in pages]


def is_flat(glyph: Glyph) -> bool:
    """Whether a glyph takes no room of its own, as a mark does."""
    return abs(glyph.advance) <= FLAT * glyph.size


def _survey(pages: Sequence[Sequence[Glyph]]) -> dict[int, _Font]:
    fonts: dict[int, _Font] = defaultdict(_Font)
    for number, text in {(one.font, one.text) for page in pages for one in page if not one.actual}:
        fonts[number].texts.add(text)
    for page in pages:
        for index, glyph in _parts_of_am(page):
            font = fonts[glyph.font]
            if glyph.text == "ำ" and not is_flat(glyph):
                font.ams.add(glyph.code)
            if is_flat(glyph):
                font.rings[glyph.code] += 1
                leg = _leg_after(page, index)
                if leg is not None:
                    font.pairs[glyph.code, page[leg].code] += 1
    return fonts


def _parts_of_am(page: Sequence[Glyph]) -> list[tuple[int, Glyph]]:
    """The glyphs that may be a ring, or an ำ, as the file says they read, and where each stands."""
    few = {text for text in {one.text for one in page} if text.strip() in {"", UNREAD, "ำ", "ํ"}}
    return [(index, one) for index, one in enumerate(page) if one.text in few and not one.actual]


def _leg_after(page: Sequence[Glyph], ring: int) -> int | None:
    """Where the า stands that belongs to a ring: next, or after a tone mark."""
    for index in range(ring + 1, min(ring + 3, len(page))):
        glyph = page[index]
        if glyph.font == page[ring].font and not is_flat(glyph):
            return index if glyph.text in {"า", "ำ", UNREAD} else None
        if glyph.text not in _TONES:
            return None
    return None


def _parts(fonts: dict[int, _Font]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The rings and the า of each font, as (font, code)."""
    rings: set[tuple[int, int]] = set()
    legs: set[tuple[int, int]] = set()
    for number, font in fonts.items():
        ring, leg = font.parts()
        if ring is not None:
            rings.add((number, ring))
            legs.add((number, leg))
    # A bold face may be too little used to show its ring; its glyphs are numbered as those of the plain one.
    for number, font in fonts.items():
        if "า" not in font.texts and not any(one == number for one, _ in legs):
            known = {leg for _, leg in legs}
            legs |= {(number, code) for code in font.ams & known}
    return rings, legs


def _settle(
    page: Sequence[Glyph], rings: set[tuple[int, int]], legs: set[tuple[int, int]]
) -> Iterator[Glyph]:
    names = rings | legs
    odd = [
        index
        for index, (text, _, _, advance, size, font, code, _, actual) in enumerate(page)
        if not actual
        and ((font, code) in names or ((text == " " or not text.strip()) and abs(advance) <= FLAT * size))
    ]
    whole: set[int] = set()
    before = 0
    for index in odd:
        yield from page[before:index]
        before = index + 1
        glyph = page[index]
        name = (glyph.font, glyph.code)
        if name in rings and (leg := _leg_after(page, index)) is not None:
            whole.add(leg)
        elif name in legs:
            yield glyph._replace(text="ำ" if index in whole else "า")
        elif not is_flat(glyph) or not glyph.text.isspace():
            yield glyph
        elif _is_in_word(page, index):
            yield glyph._replace(text=UNREAD)
    yield from page[before:]


def _is_in_word(page: Sequence[Glyph], index: int) -> bool:
    """Whether a blank without width stands between Thai letters: it is a mark that lost its reading."""
    return all(
        0 <= beside < len(page) and any("ก" <= char <= "๎" for char in page[beside].text)
        for beside in (index - 1, index + 1)
    )
