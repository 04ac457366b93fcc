"""What is read apart from the rows of a page: receipt stamps, seals, notes, and marks of urgency in large print."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from circulars.lexicon import table
from parsers.ocr.components import components
from parsers.ocr.furniture import furniture, letter_height
from parsers.ocr.lines import OcrCharacter
from parsers.ocr.picture import WHITE, ink_of

if TYPE_CHECKING:
    from parsers.ocr.components import Ints
    from parsers.ocr.furniture import Flags
    from parsers.ocr.lines import OcrLine
    from parsers.ocr.picture import Grey
    from parsers.ocr.preparation import Sheet

#: Letters of large print are between so many heights of a consonant high.
_LARGE: Final = (1.6, 4.2)
#: Parts of the page's height and width within which urgency is marked.
_ABOVE, _LEFT = 0.3, 0.45
#: Letters that such a mark has at least (ลับ).
_LETTERS: Final = 3
#: How like a mark a line must be (of 1) to be one that was misread.
_LIKE: Final = 0.75
#: How sure one is then of its letters (of 1).
_GUESSED: Final = 0.5


def asides(sheet: Sheet) -> list[Sheet]:
    """What was laid aside when the sheet was prepared, each layer as a sheet of its own."""
    layers = [layer for layer in (sheet.coloured, sheet.framed) if layer is not None]
    return [_aside(sheet, layer) for layer in layers]


def _aside(sheet: Sheet, layer: Grey) -> Sheet:
    ink = ink_of(layer)
    pieces = components(ink)
    core = letter_height(pieces, layer.shape[1])
    unwanted = furniture(pieces, core, (layer.shape[0], layer.shape[1])).unwanted
    grey = np.where(unwanted, WHITE, layer).astype(np.uint8)
    ink = ink_of(grey)
    return replace(
        sheet, grey=grey, ink=ink, pieces=components(ink), core=core, coloured=None, framed=None, frames=()
    )


def large_print(sheet: Sheet) -> Sheet | None:
    """What is set in large print above the number, where urgency and secrecy are marked; None where nothing is.

    Rows of a receipt stamp beside it, on another slope, would otherwise be read into it.
    """
    pieces, (height, width) = sheet.pieces, sheet.grey.shape
    large = (pieces.height > _LARGE[0] * sheet.core) & (pieces.height < _LARGE[1] * sheet.core)
    large &= (pieces.bottom < _ABOVE * height) & (pieces.left < _LEFT * width)
    chosen = np.flatnonzero(large)
    if len(chosen) < _LETTERS:
        return None
    foot = max(pieces.bottom[chosen], key=lambda at: int(_near(pieces.bottom[chosen], at, sheet.core).sum()))
    chosen = chosen[_near(pieces.bottom[chosen], foot, sheet.core)]
    if len(chosen) < _LETTERS:
        return None
    core = float(np.median(pieces.height[chosen]))
    middle = (pieces.left + pieces.right) / 2
    within = (middle > pieces.left[chosen].min()) & (middle < pieces.right[chosen].max())
    within &= (pieces.top > foot - 2.1 * core) & (pieces.bottom < foot + 0.85 * core)
    within &= (pieces.top < foot - 0.3 * core) | (pieces.height > 0.25 * core)
    grey = np.where(pieces.drawn(within, (height, width)), sheet.grey, WHITE).astype(np.uint8)
    ink = ink_of(grey)
    return replace(
        sheet, grey=grey, ink=ink, pieces=components(ink), core=core, coloured=None, framed=None, frames=()
    )


def _near(feet: Ints, foot: int, core: float) -> Flags:
    """Which letters stand on one line with a foot."""
    near: Flags = np.abs(feet - foot) < 0.6 * core
    return near


def as_mark(line: OcrLine) -> OcrLine | None:
    """The mark of urgency or secrecy that a line is or, with a letter or two misread, must be: then hardly legible."""
    plain = "".join(line.text.split())
    likeness, mark = max((SequenceMatcher(None, plain, one).ratio(), one) for one in sorted(_marks()))
    if likeness < _LIKE:
        return None
    if mark == plain:
        return line
    letters = tuple(OcrCharacter(letter, line.box, _GUESSED) for letter in mark)
    return replace(line, characters=letters, doubts=())


def is_mark(text: str) -> bool:
    """Whether a line is a mark of urgency or secrecy, which are red on many letters."""
    return "".join(text.split()) in _marks()


@cache
def _marks() -> frozenset[str]:
    letter = table("letter")
    return frozenset([*letter["urgency"].values(), *letter["secrecy"].values()])
