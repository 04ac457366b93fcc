"""The glyph reader: one hidden layer over a small picture of a glyph, its size and its height on the line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.ocr.picture import Ink

Floats = npt.NDArray[np.float32]

THAI_DIGITS: Final = "๐๑๒๓๔๕๖๗๘๙"
ARABIC_DIGITS: Final = "0123456789"
#: What may stand among the digits of a number.
JOINERS: Final = "/.,-()ว"
#: Stands for ink that is no single glyph: two that touch, half of one, a stroke of a pen.
JUNK: Final = "\ufffd"
#: Without letters that cannot be told from digits by their shape.
_LETTERS: Final = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลศษสหฬอฮะาเโใไๆฯัิีึืุู็่้๊๋์ํABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz%&:\"'+*?@"
#: Everything the network tells apart, in the order of its outputs.
ALPHABET: Final = THAI_DIGITS + ARABIC_DIGITS + JOINERS + _LETTERS + JUNK

SIDE: Final = 24
_MARGIN: Final = 1
WEIGHTS: Final = "weights.npz"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a glyph stands on its line, in parts of the height of a consonant."""

    width: float
    height: float
    below: float  #: how far its foot reaches below the line


@dataclass(frozen=True, slots=True)
class Network:
    """The weights; see ``benchmarks/train_digits.py`` for how they were found."""

    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: Floats

    def probabilities(self, inputs: Floats) -> Floats:
        """How likely each input row is each character of `ALPHABET`."""
        # For the few glyphs of a line, the threads that a matrix product starts cost a hundred times the product.
        active = np.maximum(np.einsum("ij,jk->ik", inputs, self.hidden) + self.hidden_bias, 0)
        scores = np.einsum("ij,jk->ik", active, self.output) + self.output_bias
        scores -= scores.max(axis=1, keepdims=True)
        likely = np.exp(scores)
        likely /= likely.sum(axis=1, keepdims=True)
        return np.asarray(likely, np.float32)


@cache
def shipped() -> Network:
    """The network that the package ships."""
    file = resources.files("parsers.digits").joinpath(WEIGHTS)
    with file.open("rb") as stream, np.load(stream) as stored:
        return Network(*(stored[name].astype(np.float32) for name in Network.__slots__))


def inputs_of(pieces: Sequence[Ink], shapes: Sequence[Shape]) -> Floats:
    """The network's inputs for pieces of ink: their pictures, then how they stand."""
    rows = np.zeros((len(pieces), SIDE * SIDE + 3), np.float32)
    for row, piece, shape in zip(rows, pieces, shapes, strict=True):
        row[:-3] = _patch(piece).ravel()
        row[-3:] = np.clip((shape.width, shape.height, shape.below), -3, 3)
    return rows


def _patch(piece: Ink) -> Floats:
    """The piece in the middle of a square, its proportions kept."""
    room = SIDE - 2 * _MARGIN
    height, width = piece.shape
    factor = room / max(height, width)
    size = (max(round(width * factor), 1), max(round(height * factor), 1))
    small = Image.fromarray(piece.astype(np.uint8) * 255).resize(size, Image.Resampling.BOX)
    patch = np.zeros((SIDE, SIDE), np.float32)
    left, top = (SIDE - size[0]) // 2, (SIDE - size[1]) // 2
    patch[top : top + size[1], left : left + size[0]] = np.asarray(small, np.float32) / 255
    return patch
