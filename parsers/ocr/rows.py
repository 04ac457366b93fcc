"""The rows of writing on a sheet, found by the feet of the consonants; each is cut out with its own marks only.

Thai lines carry marks at four heights. An engine that looks for lines by itself takes
the marks of a line for a line of their own and loses them; so it is given line by line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from parsers.ocr.picture import WHITE, grown, scaled

if TYPE_CHECKING:
    from parsers.ocr.components import Components
    from parsers.ocr.engine import Pixels
    from parsers.ocr.picture import Grey
    from parsers.ocr.preparation import Sheet

    Ints = npt.NDArray[np.int64]

# All in parts of the height of a consonant.
ABOVE: Final = 2.7  # how far the marks of a line reach above its foot
BELOW: Final = 1.1  # and below it
_LOWER_MARKS: Final = 0.8  # what stands lower than this below a foot belongs to the next line
#: Where the middles of marks and letters stand above a foot: lower vowels, letters, upper vowels, tones on these.
_LEVELS: Final = (-0.35, 0.0, 0.25, 0.5, 0.75, 1.3, 1.6, 2.0)
_SAME_ROW: Final = 0.4
_THROUGH: Final = 0.9
_FAR: Final = 30.0  # a gap after which nothing is known of the row any more
_TALL: Final = 2.9  # a piece so tall may join two lines
#: Letters of a row of their own size: so much higher than the page's, at least and at most, and so near each other.
_LARGER, _LARGEST, _NEAR_LARGE, _FEW_LARGE = 1.55, 5.0, 4.0, 3
_MARKS = 2.2  # how far the marks of a row reach above its foot at most
#: The height of a consonant in the strips that engines read, as at 200 dots an inch.
STRIP_CORE: Final = 20.0
_MARGIN: Final = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its ends, its foot at the left end, and by how much it falls to the right."""

    left: float
    right: float
    foot: float
    core: float
    slope: float

    def foot_at(self, x: float) -> float:
        """Where the foot stands at a place."""
        return self.foot + self.slope * (x - self.left)


@dataclass(frozen=True, slots=True)
class Strip:
    """A row cut out for reading; the way back to the sheet is kept."""

    row: Row
    picture: Grey
    left: float  #: where the strip begins on the sheet
    top: float
    factor: float  #: pixels of the strip a pixel of the sheet

    def on_sheet(self, box: Pixels) -> Pixels:
        """A box of the strip where it stands on the sheet."""
        left, top, right, bottom = (side / self.factor for side in box)
        fall = self.row.slope * ((left + right) / 2)
        return (left + self.left, top + self.top + fall, right + self.left, bottom + self.top + fall)


def strips(sheet: Sheet) -> list[Strip]:
    """The rows of a sheet from top to bottom, and those side by side from left to right."""
    rows = _rows(sheet.pieces, sheet.core)
    if not rows:
        return []
    owners = _owners(sheet.pieces, rows)
    found = [_strip(sheet, owners, number, row) for number, row in enumerate(rows, start=1)]
    return [strip for strip in found if strip is not None]


@dataclass(slots=True)
class _Chain:
    """A row while it is being found."""

    labels: list[int]
    right: float
    foot: float  #: a running mean, so that it can follow a line that bends


def _rows(pieces: Components, core: float) -> list[Row]:
    """Rows of consonants whose feet follow each other at one height; rows of large letters have a core of their own."""
    high, wide = pieces.height, pieces.width
    large = _large_rows(pieces, core)
    solid = (high > 0.7 * core) & (high < 2.4 * core) & (wide > 0.25 * core) & (wide < 12 * core)
    for row in large:
        solid &= ~_in_band(pieces, row)
    chains = _chains(pieces, solid, core)
    merged = _merged([chain.labels for chain in chains], pieces, core)
    return _ordered([*large, *(_row(chain, pieces, core) for chain in merged)])


def _large_rows(pieces: Components, core: float) -> list[Row]:
    """Rows of letters much larger than the page's: the mark of urgency, a title."""
    high, wide = pieces.height, pieces.width
    tall = (high > _LARGER * core) & (high < _LARGEST * core) & (wide > 0.5 * core) & (wide < _LARGEST * core)
    found: list[Row] = []
    for chain in _chains(pieces, tall, 2 * core, reach=_NEAR_LARGE * core):
        size = float(np.median(high[chain.labels]))
        row = replace(_row(chain.labels, pieces, size), core=size)
        inside = _in_band(pieces, row)
        usual = inside & (high > 0.7 * core) & (high <= _LARGER * core) & (wide > 0.5 * core)
        marks = usual & (pieces.bottom < row.foot - 0.9 * size)
        if len(chain.labels) >= _FEW_LARGE and int((usual & ~marks).sum()) < len(chain.labels):
            found.append(row)
    return found


def _in_band(pieces: Components, row: Row) -> npt.NDArray[np.bool_]:
    """Which pieces stand where the letters and marks of a row do."""
    x, y = (pieces.left + pieces.right) / 2, (pieces.top + pieces.bottom) / 2
    above = (row.foot + row.slope * (x - row.left) - y) / row.core
    inside: npt.NDArray[np.bool_] = (x > row.left - row.core) & (x < row.right + row.core)
    return inside & (above > -0.5) & (above < _MARKS)


def _chains(
    pieces: Components, which: npt.NDArray[np.bool_], core: float, reach: float | None = None
) -> list[_Chain]:
    """Pieces whose feet follow each other at one height, from left to right."""
    reach = _FAR * core if reach is None else reach
    solid = np.flatnonzero(which)
    order = solid[np.argsort(pieces.left[solid], kind="stable")]
    chains: list[_Chain] = []
    sides = (pieces.left[order].tolist(), pieces.right[order].tolist(), pieces.bottom[order].tolist())
    for label, left, right, foot in zip(order.tolist(), *sides, strict=True):
        fitting = [
            chain
            for chain in chains
            if abs(foot - chain.foot) < _SAME_ROW * core and left - chain.right < reach
        ]
        if not fitting:
            chains.append(_Chain([label], right, foot))
            continue
        chain = min(fitting, key=lambda one: abs(foot - one.foot))
        chain.labels.append(label)
        chain.right = max(chain.right, right)
        chain.foot += (foot - chain.foot) * 0.25
    return chains


def _merged(chains: list[list[int]], pieces: Components, core: float) -> list[list[int]]:
    """The rows, found in parts on bent lines, put together; without marks and tails of other rows."""
    kept: list[list[int]] = []
    rows: list[Row] = []
    for chain in sorted(chains, key=len, reverse=True):
        row = _row(chain, pieces, core)
        if any(_belongs(row, chain, other, labels) for other, labels in zip(rows, kept, strict=True)):
            continue
        same = next((at for at, other in enumerate(rows) if _same(row, other)), None)
        if same is None:
            kept.append(chain)
            rows.append(row)
        else:
            kept[same] = sorted((*kept[same], *chain), key=lambda label: int(pieces.left[label]))
            rows[same] = _row(kept[same], pieces, core)
    return kept


def _same(row: Row, other: Row) -> bool:
    """Whether two rows run through each other: lines of print stand twice as far apart."""
    left, right = max(row.left, other.left), min(row.right, other.right)
    if right - left < row.core:
        return False
    middle = (left + right) / 2
    return abs(row.foot_at(middle) - other.foot_at(middle)) < _THROUGH * row.core


def _belongs(row: Row, chain: list[int], other: Row, others: list[int]) -> bool:
    """Whether a short row is only what stands above or below the letters of a longer one."""
    middle = (row.left + row.right) / 2
    if not other.left - row.core < middle < other.right + row.core or len(chain) * 3 > len(others):
        return False
    rise = (other.foot_at(middle) - row.foot_at(middle)) / row.core
    return -_LOWER_MARKS - 0.3 < rise < 1.9


def _row(chain: list[int], pieces: Components, core: float) -> Row:
    left, right = float(pieces.left[chain].min()), float(pieces.right[chain].max())
    feet = pieces.bottom[chain].astype(float)
    if len(chain) < 12:
        return Row(left, right, float(np.median(feet)), core, 0.0)
    middle = (pieces.left[chain] + pieces.right[chain]) / 2
    kept = np.abs(feet - np.median(feet)) < 0.8 * core
    slope = float(np.polyfit(middle[kept], feet[kept], 1)[0])
    foot = float(np.median(feet - slope * (middle - left)))
    return Row(left, right, foot, core, slope)


def _ordered(rows: list[Row]) -> list[Row]:
    """From top to bottom; of rows at one height the left one first."""
    rows = sorted(rows, key=lambda row: row.foot_at((row.left + row.right) / 2))
    ordered: list[Row] = []
    for row in rows:
        place = len(ordered)
        while place and _beside(ordered[place - 1], row) and ordered[place - 1].left > row.left:
            place -= 1
        ordered.insert(place, row)
    return ordered


def _beside(one: Row, other: Row) -> bool:
    apart = one.right < other.left or other.right < one.left
    return apart and abs(one.foot_at(one.right) - other.foot_at(other.left)) < 1.0 * one.core


def _owners(pieces: Components, rows: list[Row]) -> Ints:
    """For each run of ink the number of its row from 1; 0 for ink that belongs to none."""
    middle_x = (pieces.left + pieces.right) / 2
    middle_y = (pieces.top + pieces.bottom) / 2
    owner = _nearest(middle_x, middle_y, rows)
    core = rows[0].core
    _lean(owner, pieces, rows)
    run_owner = owner[pieces.run_label]
    tall = (pieces.height > _TALL * core)[pieces.run_label]
    if tall.any():
        x = (pieces.run_start[tall] + pieces.run_end[tall]) / 2
        run_owner[tall] = _nearest(x, pieces.run_row[tall].astype(float), rows)
    return run_owner


def _lean(owner: Ints, pieces: Components, rows: list[Row]) -> None:
    """Give each mark between two lines to the one that it is nearer to: a letter above it, or a letter or mark below."""
    core = rows[0].core
    middle_x = (pieces.left + pieces.right) / 2
    row_of = np.maximum(owner, 1) - 1
    foot, slope, left = (
        np.array([getattr(row, name) for row in rows])[row_of] for name in ("foot", "slope", "left")
    )
    above = (foot + slope * (middle_x - left) - (pieces.top + pieces.bottom) / 2) / core
    small = (owner > 0) & (pieces.height < 0.9 * core)
    letters = np.flatnonzero((owner > 0) & ~small)
    between = np.flatnonzero(small & ((above < -0.15) | (above > 1.1)))
    hanging: list[int] = []
    for label in between.tolist():
        up, home_up = _gap(pieces, label, letters, up=True)
        down, home_down = _gap(pieces, label, letters, up=False)
        nearer = home_up if up <= down else home_down
        if nearer >= 0 and min(up, down) < core and abs(owner[nearer] - owner[label]) == 1:
            owner[label] = owner[nearer]
        if nearer == home_up and up > 0.2 * core:
            hanging.append(label)
    for label in hanging:
        up, _ = _gap(pieces, label, letters, up=True)
        down, mark = _gap(pieces, label, between, up=False)
        if mark >= 0 and down < up and down < 0.4 * core and owner[mark] == owner[label] + 1:
            owner[label] = owner[mark]


def _gap(pieces: Components, label: int, others: Ints, *, up: bool) -> tuple[float, int]:
    """How far the nearest of the other pieces above (or below) is, and which it is; -1 for none."""
    beside = others[
        (pieces.left[others] < pieces.right[label])
        & (pieces.right[others] > pieces.left[label])
        & (others != label)
    ]
    gaps = pieces.top[label] - pieces.bottom[beside] if up else pieces.top[beside] - pieces.bottom[label]
    beside, gaps = beside[gaps > -0.5 * pieces.height[label]], gaps[gaps > -0.5 * pieces.height[label]]
    if not len(beside):
        return np.inf, -1
    return float(gaps.min()), int(beside[gaps.argmin()])


def _nearest(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], rows: list[Row]) -> Ints:
    """The row that each point belongs to: the one for which it stands where marks or letters do."""
    best = np.zeros(len(x), np.int64)
    least = np.full(len(x), np.inf)
    for number, row in enumerate(rows, start=1):
        above = (row.foot + row.slope * (x - row.left) - y) / row.core
        inside = (x > row.left - 2.5 * row.core) & (x < row.right + 2.5 * row.core)
        fits = inside & (above > -_LOWER_MARKS) & (above < ABOVE)
        distance = np.min([np.abs(above - level) for level in _LEVELS], axis=0)
        better = fits & (distance < least)
        best[better], least[better] = number, distance[better]
    return best


def _strip(sheet: Sheet, owners: Ints, number: int, row: Row) -> Strip | None:
    """The row's own ink on white, straight and in the engine's size."""
    pieces, core = sheet.pieces, row.core
    runs = np.flatnonzero(owners == number)
    if not len(runs):
        return None
    left = max(int(pieces.run_start[runs].min()) - 2, 0)
    right = min(int(pieces.run_end[runs].max()) + 2, sheet.grey.shape[1])
    top = int(row.foot_at(left) - ABOVE * core)
    height = int((ABOVE + BELOW) * core)
    mask = np.zeros((height + 2, right - left + 3), np.int16)
    shift = np.round(row.slope * np.arange(right - left)).astype(int)
    starts, ends = pieces.run_start[runs] - left, pieces.run_end[runs] - left
    rows = pieces.run_row[runs] - top - shift[np.minimum(starts, right - left - 1)]
    inside = (rows >= 0) & (rows < height)
    np.add.at(mask, (rows[inside], starts[inside]), 1)
    np.add.at(mask, (rows[inside], ends[inside]), -1)
    own = grown(np.cumsum(mask, axis=1)[:height, : right - left] > 0)
    y = np.clip(np.arange(height)[:, None] + top + shift[None, :], 0, sheet.grey.shape[0] - 1)
    x = np.arange(left, right)[None, :]
    picture = np.where(own, sheet.grey[y, x], WHITE).astype(np.uint8)
    factor = STRIP_CORE / core
    small = np.pad(scaled(picture, factor), ((0, 0), (_MARGIN, _MARGIN)), constant_values=WHITE)
    return Strip(row, small, left - _MARGIN / factor, top, factor)
