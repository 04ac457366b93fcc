"""Colours: the letter is printed in black; stamps, seals and signatures are mostly blue or red."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from parsers.ocr.picture import WHITE, grown, median3, otsu, scaled

if TYPE_CHECKING:
    from parsers.ocr.picture import Grey

#: A point whose strongest and weakest colour differ so much is coloured ink.
_COLOURED = 56
#: Where more of the ink than this is coloured, the letter itself is.
_MOSTLY = 0.6
#: Fewer coloured points than this share of the ink are fringes of black print.
_HARDLY = 0.004
_BACKGROUND = 16  # the paper is looked at in squares of so many pixels


@dataclass(frozen=True, slots=True)
class Layers:
    """The black print and the coloured ink of a page, apart; ``coloured`` is None where there is none."""

    black: Grey
    coloured: Grey | None


def layers(picture: npt.NDArray[np.uint8]) -> Layers:
    """The page's ink by colour, its paper made white.

    Args:
        picture: Grey values, or red, green and blue in the last dimension.
    """
    if picture.ndim == 2:
        return Layers(_on_white(picture), None)
    channels = [_on_white(picture[:, :, channel]) for channel in range(3)]
    strongest = np.maximum(np.maximum(channels[0], channels[1]), channels[2])
    weakest = np.minimum(np.minimum(channels[0], channels[1]), channels[2])
    coloured = _firm((strongest - weakest > _COLOURED) & (weakest < 190))
    ink = int((weakest < 160).sum())
    if coloured.sum() > _MOSTLY * ink:
        return Layers(weakest, None)
    if coloured.sum() < _HARDLY * ink:
        return Layers(strongest, None)
    black = np.where(grown(coloured), np.where(strongest < 90, strongest, WHITE), strongest)
    return Layers(black.astype(np.uint8), np.where(coloured, weakest, WHITE).astype(np.uint8))


def _firm(coloured: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Without the fringes, a point wide, that a scanner gives to black print."""
    return median3(coloured.astype(np.uint8)) > 0


def _on_white(grey: Grey) -> Grey:
    """The picture with its paper made evenly white: shadows, yellowed and tinted paper go."""
    small = scaled(grey, 1 / _BACKGROUND)
    paper = Image.fromarray(small).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(3))
    levels = np.asarray(paper)
    if int(levels.min()) >= 245:
        return grey
    back = np.asarray(paper.resize((grey.shape[1], grey.shape[0]), Image.Resampling.BILINEAR), np.uint16)
    lit = np.minimum(grey.astype(np.uint16) * WHITE // np.maximum(back, 64), WHITE)
    return lit.astype(np.uint8)


def without_watermark(grey: Grey) -> Grey:
    """The picture with everything much lighter than its ink made white."""
    threshold = otsu(grey)
    limit = min(threshold + (WHITE - threshold) // 3, 225)
    return np.where(grey > limit, WHITE, grey).astype(np.uint8)
