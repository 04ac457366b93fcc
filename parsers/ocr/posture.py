"""How a page lies: its skew, its quarter turns, and whether it is two pages side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from parsers.ocr.components import Components
    from parsers.ocr.picture import Ink

    Floats = npt.NDArray[np.float64]

#: A page that lies straighter than this is left as it is; Tesseract bears 2 degrees.
LEAST_SKEW = 0.25
_MOST_SKEW = 12.0
#: Rows must be so much sharper than columns, or the other way about, to say which is which.
_CLEARLY = 1.25
#: With fewer letters than this nothing can be said.
_FEW = 40
#: With more pieces than this there is no writing; so many marks, from all over the page, are enough.
_MANY, _ENOUGH = 6000, 1000
#: Thai marks are so high, and so far from their letter, in heights of a consonant.
_MARK, _GAP = (0.12, 0.62), (-0.25, 0.35)
#: So many times more marks above than below are clear, if there are so many at all. Real letters have 2.5 to 16 times as many.
_MARKS_CLEARLY, _FEW_MARKS = 2.0, 12


@dataclass(frozen=True, slots=True)
class Posture:
    """How a page must be turned to stand upright, up to a half turn."""

    sideways: bool
    skew: float  #: degrees by which lines fall to the right, once the quarter turn is undone


def posture(pieces: Components, letters: npt.NDArray[np.bool_]) -> Posture:
    """The posture of the page, from where its letters stand."""
    if int(letters.sum()) < _FEW:
        return Posture(False, 0.0)
    x = (pieces.left[letters] + pieces.right[letters]) / 2
    y = (pieces.top[letters] + pieces.bottom[letters]) / 2
    foot = pieces.bottom[letters].astype(float)
    size = float(np.median(np.maximum(pieces.height[letters], pieces.width[letters])))
    _, across = _sharpest(x, y, size)
    # Turned clockwise by a quarter, rows are columns.
    _, down = _sharpest(y, x, size)
    if down > _CLEARLY * across:
        skew, _ = _sharpest(y, -x, size)
        return Posture(True, skew)
    skew, _ = _sharpest(x, foot, size)
    return Posture(False, skew)


def stands_on_head(pieces: Components, letters: npt.NDArray[np.bool_], core: float) -> bool | None:
    """Whether a page with level rows is upside down, by where its marks stand; None where that is not clear.

    Thai writes tones and most vowel marks above the letter and only two vowels below it.
    """
    if not _FEW <= int(letters.sum()) <= _MANY:
        return None
    low, high = _MARK
    marks = np.flatnonzero(~letters & (pieces.height > low * core) & (pieces.height < high * core))
    marks = marks[(pieces.width[marks] < 1.1 * core)][:: max(len(marks) // _ENOUGH, 1)]
    at_letter = (pieces.left[marks, None] < pieces.right[letters]) & (
        pieces.right[marks, None] > pieces.left[letters] - 0.4 * core
    )
    above, below = (
        int((at_letter & (gap > _GAP[0] * core) & (gap < _GAP[1] * core)).any(axis=1).sum())
        for gap in (
            pieces.top[letters] - pieces.bottom[marks, None],
            pieces.top[marks, None] - pieces.bottom[letters],
        )
    )
    if above + below < _FEW_MARKS or max(above, below) < _MARKS_CLEARLY * min(above, below):
        return None
    return below > above


def _sharpest(x: Floats, y: Floats, size: float) -> tuple[float, float]:
    """The angle at which the points fall into the sharpest rows, and how sharp these are."""
    coarse = np.arange(-_MOST_SKEW, _MOST_SKEW + 0.01, 0.5)
    best = coarse[np.argmax([_sharpness(x, y, angle, size / 3) for angle in coarse])]
    fine = best + np.arange(-0.6, 0.61, 0.05)
    scores = [_sharpness(x, y, angle, size / 6) for angle in fine]
    return float(fine[np.argmax(scores)]), max(scores)


def _sharpness(x: Floats, y: Floats, degrees: float, bin_size: float) -> float:
    rows = ((y - x * np.tan(np.deg2rad(degrees))) / bin_size).astype(int)
    counts = np.bincount(rows - rows.min()).astype(float)
    smooth = counts[:-1] + counts[1:] if len(counts) > 1 else counts
    return float((smooth**2).sum() / len(x))


def gutter(ink: Ink, letters: Ink) -> int | None:
    """The column between two pages that were scanned side by side; None for a single page.

    Only a sheet wider than high is looked at, and only a white band near its middle that
    is wider than any other between letters counts: a table has no such band.
    """
    height, width = ink.shape
    if width < 1.2 * height:
        return None
    columns = letters.any(axis=0)
    if not columns.any():
        return None
    inked = np.flatnonzero(columns)
    gaps = np.diff(inked)
    place = int(np.argmax(gaps))
    middle = inked[place] + gaps[place] // 2
    rest = np.delete(gaps, place)
    near = 0.42 * width < middle < 0.58 * width
    alone = gaps[place] > max(0.03 * width, 1.8 * rest.max(initial=0))
    shares = letters[:, :middle].sum(), letters[:, middle:].sum()
    return int(middle) if near and alone and min(shares) > 0.1 * max(shares) else None
