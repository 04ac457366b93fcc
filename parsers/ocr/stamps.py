"""Ink that is no part of the letter's own print: receipt stamps, seals, notes; read apart."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from circulars.lexicon import table
from parsers.ocr.components import components
from parsers.ocr.furniture import furniture, letter_height
from parsers.ocr.picture import WHITE, ink_of

if TYPE_CHECKING:
    from parsers.ocr.picture import Grey
    from parsers.ocr.preparation import Sheet


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


def is_mark(text: str) -> bool:
    """Whether a line is a mark of urgency or secrecy, which are red on many letters."""
    return "".join(text.split()) in _marks()


@cache
def _marks() -> frozenset[str]:
    letter = table("letter")
    return frozenset([*letter["urgency"].values(), *letter["secrecy"].values()])
