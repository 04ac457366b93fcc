"""A picture made ready: upright, straight, black on white, letters only, each step only where it is needed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from parsers.ocr.components import Components, components
from parsers.ocr.furniture import furniture, letter_height, letters_of
from parsers.ocr.ink import layers, without_watermark
from parsers.ocr.picture import WHITE, grown, ink_of, median3, scaled, turned
from parsers.ocr.place import Placement
from parsers.ocr.posture import LEAST_SKEW, gutter, posture, stands_on_head

if TYPE_CHECKING:
    from circulars.source import Box
    from parsers.ocr.engine import Pixels
    from parsers.ocr.picture import Grey, Ink

#: A page is worked on between these widths; larger pictures show nothing more of 16 point letters.
WORKING_WIDTH: Final = (2200, 2480)
#: The short side, in pixels, of what is enough to see which way lines run.
_GLANCE: Final = 800
#: Paper whose second differences are so uneven is noisy.
_NOISY: Final = 3.0


class Way(StrEnum):
    """The ways of preparing a page."""

    PLAIN = "plain"  #: only what the page needs
    SMOOTH = "smooth"  #: smoothed in any case; tried where a page is read badly


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page ready to be read, and what was taken off it."""

    grey: Grey  #: letters only, paper white
    ink: Ink
    pieces: Components  #: of ``ink``
    core: float  #: the height of a consonant in pixels
    coloured: Grey | None  #: blue and red ink, the same size
    frames: tuple[Pixels, ...]  #: receipt stamps in black
    framed: Grey | None  #: what stands in them
    place: Placement

    def box(self, pixels: Pixels) -> Box:
        """A box of the sheet on the page that was given."""
        return self.place.on_page(pixels)

    @property
    def letters(self) -> int:
        """How many pieces have the size of a letter."""
        return int(letters_of(self.pieces, self.core).sum())

    @property
    def on_head(self) -> bool | None:
        """Whether it is upside down; None where its marks do not tell."""
        return stands_on_head(self.pieces, letters_of(self.pieces, self.core), self.core)


def sheets(
    picture: npt.NDArray[np.uint8], unit: float, *, quarter: int = 0, way: Way = Way.PLAIN
) -> list[Sheet]:
    """The page or, where two were scanned side by side, the pages of a picture.

    Args:
        picture: Grey values, or red, green and blue.
        unit: Points a pixel.
        quarter: Quarter turns clockwise to make first.
        way: How to prepare it.
    """
    picture = np.ascontiguousarray(np.rot90(picture, -quarter))
    place = Placement.turned(unit, picture.shape[1], picture.shape[0], quarter)
    divided = layers(picture)
    factor = _factor(picture.shape[1], picture.shape[0])
    black = scaled(divided.black, factor)
    coloured = None if divided.coloured is None else scaled(divided.coloured, factor)
    place = place.scaled(factor)
    split = _split(black)
    if split is None:
        return [_sheet(black, coloured, place, way)]
    parts = (slice(0, split), slice(split, black.shape[1]))
    return [
        _sheet(
            np.ascontiguousarray(black[:, part]),
            None if coloured is None else np.ascontiguousarray(coloured[:, part]),
            place.shifted(part.start),
            way,
        )
        for part in parts
    ]


def is_sideways(picture: npt.NDArray[np.uint8]) -> bool:
    """Whether the lines of a picture run from top to bottom."""
    step = max(min(picture.shape[:2]) // _GLANCE, 1)
    pieces = components(ink_of(layers(np.ascontiguousarray(picture[::step, ::step])).black))
    core = letter_height(pieces, min(picture.shape[:2]) // step)
    return posture(pieces, letters_of(pieces, core)).sideways


def _factor(width: int, height: int) -> float:
    """What to scale by: the sheet's short side is taken for the width of a page."""
    least, most = WORKING_WIDTH
    short = min(width, height)
    return min(max(least / short, 1.0), 3.0) if short < least else min(most / short, 1.0)


def _split(black: Grey) -> int | None:
    if black.shape[1] < 1.2 * black.shape[0]:
        return None
    ink = ink_of(black)
    pieces = components(ink)
    core = letter_height(pieces, black.shape[1] // 2)
    return gutter(ink, pieces.drawn(letters_of(pieces, core), ink.shape))


def _sheet(black: Grey, coloured: Grey | None, place: Placement, way: Way) -> Sheet:
    grey = without_watermark(black)
    if way is Way.SMOOTH or _is_noisy(black):
        grey = median3(black)
        grey = without_watermark(grey)
    pieces = components(ink_of(grey))
    core = letter_height(pieces, min(grey.shape))
    skew = posture(pieces, letters_of(pieces, core)).skew
    if abs(skew) >= LEAST_SKEW:
        grey = turned(grey, skew)
        coloured = None if coloured is None else turned(coloured, skew)
        place = place.straightened(skew, grey.shape[1], grey.shape[0])
        pieces = components(ink_of(grey))
    return _cleared(grey, pieces, core, coloured, place)


def _cleared(grey: Grey, pieces: Components, core: float, coloured: Grey | None, place: Placement) -> Sheet:
    """The sheet without what is no letter, stamps in frames laid aside."""
    found = furniture(pieces, core, (grey.shape[0], grey.shape[1]))
    clear = np.where(grown(found.unwanted), WHITE, grey).astype(np.uint8)
    framed = None
    if found.frames:
        framed = np.full_like(clear, WHITE)
        for left, top, right, bottom in found.frames:
            part = slice(int(top), int(bottom)), slice(int(left), int(right))
            framed[part] = clear[part]
            clear[part] = WHITE
    ink = ink_of(clear)
    return Sheet(
        grey=clear,
        ink=ink,
        pieces=components(ink),
        core=core,
        coloured=coloured,
        frames=found.frames,
        framed=framed,
        place=place,
    )


def _is_noisy(grey: Grey) -> bool:
    """Whether the paper is uneven from point to point (measured on every second row)."""
    rows = grey[::2].astype(np.int16)
    second = rows[:, :-2] + rows[:, 2:] - 2 * rows[:, 1:-1]
    return float(np.median(np.abs(second))) > _NOISY or _specks(grey) > 0.02


def _specks(grey: Grey) -> float:
    """The share of ink points that stand alone."""
    ink = ink_of(grey)
    beside = np.zeros(ink.shape, bool)
    beside[1:] |= ink[:-1]
    beside[:-1] |= ink[1:]
    beside[:, 1:] |= ink[:, :-1]
    beside[:, :-1] |= ink[:, 1:]
    return float((ink & ~beside).sum() / max(ink.sum(), 1))
