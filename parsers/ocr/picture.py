"""Pictures as arrays: grey values, ink, scaling and turning."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image

#: Grey values, 0 black to 255 white.
Grey: TypeAlias = npt.NDArray[np.uint8]
#: True where there is ink.
Ink: TypeAlias = npt.NDArray[np.bool_]

WHITE = 255


def otsu(grey: Grey) -> int:
    """The grey value that best divides ink from paper (Otsu 1979): ink is at or below it."""
    counts = np.array(Image.fromarray(grey).histogram(), float)
    below = np.cumsum(counts)
    weight = np.cumsum(counts * np.arange(256))
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (weight[-1] * below / below[-1] - weight) ** 2 / (below * (below[-1] - below))
    return int(np.argmax(np.nan_to_num(between, posinf=0.0)))


def ink_of(grey: Grey) -> Ink:
    """Where the ink is; paper that is all one grey has none."""
    if int(grey.max()) - int(grey.min()) < 32:
        return np.zeros(grey.shape, bool)
    return grey <= min(otsu(grey), 215)


def scaled(grey: Grey, factor: float) -> Grey:
    """The picture made larger or smaller."""
    if abs(factor - 1) < 0.02:
        return grey
    size = (max(round(grey.shape[1] * factor), 1), max(round(grey.shape[0] * factor), 1))
    filtering = Image.Resampling.BOX if factor < 0.5 else Image.Resampling.LANCZOS
    return np.asarray(Image.fromarray(grey).resize(size, filtering))


def turned(grey: Grey, degrees: float) -> Grey:
    """The picture turned counterclockwise about its middle, corners filled with paper."""
    picture = Image.fromarray(grey)
    return np.asarray(picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=WHITE))


def median3(grey: Grey) -> Grey:
    """Each point replaced by the middle value of the nine around it: specks vanish, strokes stay."""
    framed = np.pad(grey, 1, mode="edge")
    height, width = grey.shape
    columns = []
    for column in range(3):
        parts = [framed[row : row + height, column : column + width] for row in range(3)]
        low, high = np.minimum(parts[0], parts[1]), np.maximum(parts[0], parts[1])
        middle = np.maximum(low, np.minimum(high, parts[2]))
        columns.append((np.minimum(low, parts[2]), middle, np.maximum(high, parts[2])))
    lows, middles, highs = zip(*columns, strict=True)
    # The middle of nine is the middle of: the greatest low, the middle middle, the least high.
    low = np.maximum(np.maximum(lows[0], lows[1]), lows[2])
    high = np.minimum(np.minimum(highs[0], highs[1]), highs[2])
    return _middle(low, _middle(*middles), high)


def _middle(one: Grey, two: Grey, three: Grey) -> Grey:
    return np.maximum(np.minimum(one, two), np.minimum(np.maximum(one, two), three))


def grown(ink: Ink) -> Ink:
    """The ink with the points beside it."""
    wider = ink.copy()
    wider[1:] |= ink[:-1]
    wider[:-1] |= ink[1:]
    wider[:, 1:] |= ink[:, :-1]
    wider[:, :-1] |= ink[:, 1:]
    return wider
