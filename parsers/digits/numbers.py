"""Numbers on a line, read glyph by glyph and set against what the engine read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from parsers.digits.network import ALPHABET, ARABIC_DIGITS, JOINERS, THAI_DIGITS, Shape, inputs_of, shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy.typing as npt

    from parsers.ocr.components import Components
    from parsers.ocr.engine import Pixels
    from parsers.ocr.picture import Ink

# All in parts of the height of a consonant.
_APART: Final = 0.42  # a gap that divides one number from the next
_HIGHEST, _LOWEST = 1.05, 0.25  # where the middle of a digit may stand above and below the line's foot
_WIDE: Final = 1.25  # a piece so wide may be digits that touch
_PARTS: Final = 0.55  # how sure each part of a divided piece must be
_DIGIT_WIDTH: Final = (0.4, 1.25)
_SHARED: Final = 0.7  # the share of its width that a piece broken off has above or below its glyph
_BREAK: Final = 0.3  # how far it may have come away
_WHOLE: Final = 0.5  # one of two pieces of a glyph is so high

_THAI = np.array([ALPHABET.index(char) for char in THAI_DIGITS])
_ARABIC = np.array([ALPHABET.index(char) for char in ARABIC_DIGITS])
_JOINER = np.array([ALPHABET.index(char) for char in JOINERS])
_NUMERIC = np.concatenate([_THAI, _ARABIC, _JOINER])


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of letters: where its foot stands and how high its consonants are, in pixels."""

    left: float
    right: float
    foot: float
    core: float
    slope: float = 0.0  #: pixels down a pixel to the right

    def foot_at(self, x: float) -> float:
        """Where the foot stands at a place."""
        return self.foot + self.slope * (x - self.left)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One piece of ink as the network reads it."""

    box: Pixels
    text: str
    confidence: float  #: of the character among all
    numeric: float  #: how likely it is any part of a number
    likely: npt.NDArray[np.float32]

    @property
    def is_digit(self) -> bool:
        """Whether it was read as a digit."""
        return self.text in THAI_DIGITS or self.text in ARABIC_DIGITS


def tokens(pieces: Components, rule: Rule, wanted: Callable[[float, float], bool]) -> list[tuple[Glyph, ...]]:
    """The groups of pieces of a line that stand close together, each piece read as one glyph or more.

    Args:
        pieces: All pieces of ink of the sheet.
        rule: Where the line stands.
        wanted: Whether a group between two places is to be read at all.
    """
    groups = [group for group in _groups(pieces, rule) if wanted(*_ends(pieces, group))]
    parts = [_part(pieces, labels) for group in groups for labels in group]
    if not parts:
        return []
    glyphs = iter(
        [_divided(glyph, part, rule) for glyph, part in zip(_glyphs(parts, rule), parts, strict=True)]
    )
    return [tuple(glyph for _ in group for glyph in next(glyphs)) for group in groups]


def _groups(pieces: Components, rule: Rule) -> Iterator[list[list[int]]]:
    """Glyphs that stand close together; a glyph is its pieces, for worn print is broken."""
    group: list[list[int]] = []
    end = 0.0
    for label in _on_line(pieces, rule):
        if group and pieces.left[label] - end > _APART * rule.core:
            yield group
            group, end = [], 0.0
        if group and _is_broken_off(pieces, group[-1], label, rule.core):
            group[-1].append(label)
        else:
            group.append([label])
        end = max(end, float(pieces.right[label]))
    if group:
        yield group


def _is_broken_off(pieces: Components, glyph: list[int], label: int, core: float) -> bool:
    """Whether a piece stands above or below a glyph as a part of it would; not the dots of a colon."""
    left, right = int(pieces.left[glyph].min()), int(pieces.right[glyph].max())
    top, bottom = int(pieces.top[glyph].min()), int(pieces.bottom[glyph].max())
    shared = min(right, int(pieces.right[label])) - max(left, int(pieces.left[label]))
    narrow = min(right - left, int(pieces.width[label]))
    apart = max(int(pieces.top[label]) - bottom, top - int(pieces.bottom[label]))
    large = max(bottom - top, int(pieces.height[label])) > _WHOLE * core
    wide = max(right, int(pieces.right[label])) - min(left, int(pieces.left[label]))
    return large and shared >= _SHARED * narrow and apart < _BREAK * core and wide <= _WIDE * core


def _ends(pieces: Components, group: list[list[int]]) -> tuple[float, float]:
    labels = [label for glyph in group for label in glyph]
    return float(pieces.left[labels].min()), float(pieces.right[labels].max())


def _part(pieces: Components, labels: list[int]) -> tuple[Ink, Pixels]:
    """The ink of a glyph, and where it stands."""
    left, top = int(pieces.left[labels].min()), int(pieces.top[labels].min())
    right, bottom = int(pieces.right[labels].max()), int(pieces.bottom[labels].max())
    whole = np.zeros((bottom - top, right - left), bool)
    for label in labels:
        piece = pieces.crop(label)
        y, x = int(pieces.top[label]) - top, int(pieces.left[label]) - left
        whole[y : y + piece.shape[0], x : x + piece.shape[1]] |= piece
    return whole, (float(left), float(top), float(right), float(bottom))


def _on_line(pieces: Components, rule: Rule) -> list[int]:
    """The pieces that stand on the line, from left to right; not the marks above and below."""
    middle_x = (pieces.left + pieces.right) / 2
    above = (rule.foot + rule.slope * (middle_x - rule.left) - (pieces.top + pieces.bottom) / 2) / rule.core
    high = pieces.height / rule.core
    stands = (above < _HIGHEST) & (above > -_LOWEST) & (high < 2.6)
    inside = (middle_x > rule.left - rule.core) & (middle_x < rule.right + rule.core)
    found = np.flatnonzero(stands & inside & (pieces.area >= 4))
    return [int(label) for label in found[np.argsort(pieces.left[found], kind="stable")]]


def _glyphs(parts: Sequence[tuple[Ink, Pixels]], rule: Rule) -> list[Glyph]:
    shapes = [
        Shape(
            (box[2] - box[0]) / rule.core,
            (box[3] - box[1]) / rule.core,
            (box[3] - rule.foot_at((box[0] + box[2]) / 2)) / rule.core,
        )
        for _, box in parts
    ]
    likely = shipped().probabilities(inputs_of([piece for piece, _ in parts], shapes))
    best = likely.argmax(axis=1)
    return [
        Glyph(box, ALPHABET[index], float(row[index]), float(row[_NUMERIC].sum()), row)
        for (_, box), index, row in zip(parts, best, likely, strict=True)
    ]


def _divided(whole: Glyph, part: tuple[Ink, Pixels], rule: Rule) -> tuple[Glyph, ...]:
    """A wide piece cut where it is thinnest, if all its parts are then clearly digits."""
    if whole.is_digit or part[0].shape[1] <= _WIDE * rule.core:
        return (whole,)
    best: tuple[Glyph, ...] = (whole,)
    surest = _PARTS
    width = part[0].shape[1]
    for count in (2, 3, 4):
        if not _DIGIT_WIDTH[0] < width / rule.core / count < _DIGIT_WIDTH[1]:
            continue
        glyphs = _glyphs(list(_cut(part, count)), rule)
        sure = min(glyph.confidence for glyph in glyphs)
        if sure > surest and _is_numeric(glyphs):
            best, surest = tuple(glyphs), sure
    return best


def _is_numeric(glyphs: Sequence[Glyph]) -> bool:
    """Whether all are parts of a number and most of them digits."""
    digits = sum(glyph.is_digit for glyph in glyphs)
    return 2 * digits >= len(glyphs) and all(glyph.is_digit or glyph.text in JOINERS for glyph in glyphs)


def _cut(part: tuple[Ink, Pixels], count: int) -> Iterator[tuple[Ink, Pixels]]:
    piece, (left, top, _, _) = part
    width = piece.shape[1]
    columns = piece.sum(axis=0)
    reach = max(int(width / count * 0.25), 1)
    cuts = [0]
    for number in range(1, count):
        about = round(width * number / count)
        low = max(about - reach, cuts[-1] + 2)
        cuts.append(low + int(columns[low : about + reach + 1].argmin()))
    cuts.append(width)
    for start, end in pairwise(cuts):
        share = piece[:, start : max(end, start + 1)]
        rows = np.flatnonzero(share.any(axis=1))
        first, last = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, share.shape[0])
        yield share[first:last], (left + start, top + first, left + end, top + last)


def settled(run: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """The run with all its digits in one script: the one that they look like together."""
    digits = [glyph for glyph in run if glyph.is_digit]
    if len({glyph.text in THAI_DIGITS for glyph in digits}) < 2:
        return tuple(run)
    thai = sum(float(np.log(glyph.likely[_THAI].max() + 1e-4)) for glyph in digits)
    arabic = sum(float(np.log(glyph.likely[_ARABIC].max() + 1e-4)) for glyph in digits)
    script = _THAI if thai > arabic else _ARABIC
    return tuple(_in_script(glyph, script) if glyph.is_digit else glyph for glyph in run)


def _in_script(glyph: Glyph, script: npt.NDArray[np.int64]) -> Glyph:
    index = int(script[glyph.likely[script].argmax()])
    return Glyph(glyph.box, ALPHABET[index], float(glyph.likely[index]), glyph.numeric, glyph.likely)
