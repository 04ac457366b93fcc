"""What is on the page besides letters: the emblem, rules and frames, specks, signatures, receipt stamps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from parsers.ocr.components import Components
    from parsers.ocr.engine import Pixels
    from parsers.ocr.picture import Ink

    Flags = npt.NDArray[np.bool_]

# All in parts of the height of a consonant.
_SPECK = 0.1  # a dot is larger
_LARGE = 4.2  # what is larger both ways is no letter, not even of ด่วนที่สุด
_SCRAWL = (6.0, 2.7)  # wider and higher than this: pen strokes
_LONG = 3.5  # an unbroken stretch of ink so long is a rule
# A receipt stamp, in parts of the page.
_STAMP_WIDTH = (0.08, 0.5)
_STAMP_HEIGHT = (0.02, 0.2)


@dataclass(frozen=True, slots=True)
class Furniture:
    """What is to be taken off before the page is read, and where frames of stamps stand."""

    unwanted: Ink
    frames: tuple[Pixels, ...]


def letter_height(pieces: Components, width: int) -> float:
    """The usual height of a consonant in pixels, for a page ``width`` pixels wide.

    Between a 250th and a 40th of the page's width; a page without letters gets a 95th.
    """
    sizes = pieces.height[
        (pieces.height > width / 250) & (pieces.height < width / 40) & (pieces.width < width / 25)
    ]
    return float(np.median(sizes)) if len(sizes) >= 8 else width / 95


def letters_of(pieces: Components, core: float) -> Flags:
    """Which pieces have the size of a letter."""
    high, wide = pieces.height, pieces.width
    fits: Flags = (high > 0.5 * core) & (high < 2.6 * core) & (wide > 0.15 * core) & (wide < 3 * core)
    return fits


def furniture(pieces: Components, core: float, shape: tuple[int, int]) -> Furniture:
    """What on the page is no letter."""
    high, wide = pieces.height, pieces.width
    specks = np.maximum(high, wide) < max(_SPECK * core, 2)
    large = (high > _LARGE * core) & (wide > _LARGE * core)
    scrawls = (wide > _SCRAWL[0] * core) & (high > _SCRAWL[1] * core)
    ruled = (wide > _LONG * core) | (high > _LONG * core)
    tables = np.zeros(len(pieces), bool)
    unwanted = np.zeros(shape, bool)
    frames: list[Pixels] = []
    for label in np.flatnonzero(ruled):
        piece = pieces.crop(int(label))
        rules = _rules(piece, int(_LONG * core))
        share = rules.sum() / piece.sum()
        top, left = int(pieces.top[label]), int(pieces.left[label])
        is_scrawl = bool(scrawls[label] or large[label]) and share < 0.45
        tables[label] = not is_scrawl
        if not is_scrawl:
            unwanted[top : top + piece.shape[0], left : left + piece.shape[1]] |= rules
        if _is_stamp(piece, rules, shape, core):
            frames.append((left, top, left + piece.shape[1], top + piece.shape[0]))
    unwanted |= pieces.drawn(specks | ((large | scrawls) & ~tables), shape)
    return Furniture(unwanted, tuple(frames))


def _rules(piece: Ink, length: int) -> Ink:
    """The points of a piece that lie in long straight stretches, with a point to either side."""
    across, down = _long(piece, length), _long(piece.T, length).T
    across[1:] |= across[:-1] & piece[1:]
    across[:-1] |= across[1:] & piece[:-1]
    down[:, 1:] |= down[:, :-1] & piece[:, 1:]
    down[:, :-1] |= down[:, 1:] & piece[:, :-1]
    rules: Ink = across | down
    return rules


def _long(piece: Ink, length: int) -> Ink:
    """The points in stretches of a row that are at least so long."""
    framed = np.zeros((piece.shape[0], piece.shape[1] + 2), np.int8)
    framed[:, 1:-1] = piece
    steps = np.diff(framed, axis=1)
    rows, starts = np.nonzero(steps == 1)
    ends = np.nonzero(steps == -1)[1]
    kept = ends - starts >= length
    edges = np.zeros((piece.shape[0], piece.shape[1] + 1), np.int8)
    edges[rows[kept], starts[kept]] = 1
    edges[rows[kept], ends[kept]] -= 1
    return np.cumsum(edges[:, :-1], axis=1).astype(bool)


def _is_stamp(piece: Ink, rules: Ink, shape: tuple[int, int], core: float) -> bool:
    """Whether a piece is the frame of a receipt stamp: a box of the usual size, ruled on all four sides."""
    height, width = piece.shape
    if not (
        _STAMP_WIDTH[0] * shape[1] < width < _STAMP_WIDTH[1] * shape[1]
        and _STAMP_HEIGHT[0] * shape[0] < height < _STAMP_HEIGHT[1] * shape[0]
    ):
        return False
    edge = max(int(0.6 * core), 3)
    sides = (
        rules[:edge].any(axis=0),
        rules[-edge:].any(axis=0),
        rules[:, :edge].any(axis=1),
        rules[:, -edge:].any(axis=1),
    )
    return all(side.mean() > 0.5 for side in sides)
