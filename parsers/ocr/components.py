"""Connected components (ส่วนที่ต่อเนื่องกัน): the separate pieces of ink on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from parsers.ocr.picture import Ink

    Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Components:
    """The pieces of ink of a picture: piece ``i`` has label ``i`` and stands in ``left[i]:right[i]``, ``top[i]:bottom[i]``.

    The runs (stretches of ink in one row) are kept, in the order of their labels, so
    that a piece can be drawn without a picture of labels.
    """

    left: Ints
    top: Ints
    right: Ints
    bottom: Ints
    area: Ints
    run_row: Ints
    run_start: Ints
    run_end: Ints
    run_label: Ints

    def __len__(self) -> int:
        """How many pieces there are."""
        return len(self.left)

    @property
    def width(self) -> Ints:
        """The width of each piece."""
        return self.right - self.left

    @property
    def height(self) -> Ints:
        """The height of each piece."""
        return self.bottom - self.top

    def drawn(self, which: npt.NDArray[np.bool_], shape: tuple[int, int]) -> Ink:
        """A picture of the given size with the chosen pieces only."""
        picture = np.zeros(shape, np.int8)
        chosen = which[self.run_label]
        rows, starts, ends = self.run_row[chosen], self.run_start[chosen], self.run_end[chosen]
        # Runs of a row never touch, so a step up at each start and down at each end can be summed.
        edges = np.zeros((shape[0], shape[1] + 1), np.int8)
        edges[rows, starts] += 1
        edges[rows, ends] -= 1
        np.cumsum(edges[:, :-1], axis=1, out=picture)
        return picture.astype(bool)

    def crop(self, label: int) -> Ink:
        """The piece alone, in its own box."""
        left, top = int(self.left[label]), int(self.top[label])
        picture = np.zeros((int(self.bottom[label]) - top, int(self.right[label]) - left), bool)
        first, last = np.searchsorted(self.run_label, (label, label + 1))
        runs = zip(
            (self.run_row[first:last] - top).tolist(),
            (self.run_start[first:last] - left).tolist(),
            (self.run_end[first:last] - left).tolist(),
            strict=True,
        )
        for row, start, end in runs:
            picture[row, start:end] = True
        return picture


def components(ink: Ink) -> Components:
    """The pieces of ink; corners that touch join."""
    rows, starts, ends = _runs(ink)
    labels = _joined(*_neighbours(rows, starts, ends, ink.shape[0]), len(rows))
    count = int(labels.max()) + 1 if len(labels) else 0
    order = np.argsort(labels, kind="stable")
    labels, rows, starts, ends = labels[order], rows[order], starts[order], ends[order]
    return Components(
        left=_least(labels, starts, count),
        top=_least(labels, rows, count),
        right=-_least(labels, -ends, count),
        bottom=-_least(labels, -(rows + 1), count),
        area=np.bincount(labels, ends - starts, count).astype(np.int64),
        run_row=rows,
        run_start=starts,
        run_end=ends,
        run_label=labels,
    )


def _runs(ink: Ink) -> tuple[Ints, Ints, Ints]:
    """Every stretch of ink: its row, its first column and the column after its last."""
    framed = np.zeros((ink.shape[0], ink.shape[1] + 2), np.int8)
    framed[:, 1:-1] = ink
    steps = np.diff(framed, axis=1)
    rows, starts = np.nonzero(steps == 1)
    return rows, starts, np.nonzero(steps == -1)[1]


def _neighbours(rows: Ints, starts: Ints, ends: Ints, height: int) -> tuple[Ints, Ints]:
    """Pairs of runs in adjacent rows that touch."""
    wide = int(ends.max(initial=0)) + 2
    row_of = rows * wide
    first = np.searchsorted(row_of + ends, row_of - wide + starts, "left")
    last = np.searchsorted(row_of + starts, row_of - wide + ends, "right")
    # Of the runs in the row above, those from `first` to `last` overlap.
    above_start = np.searchsorted(rows, np.arange(height + 1))
    low, high = above_start[np.maximum(rows - 1, 0)], above_start[rows]
    first = np.clip(first, low, high)
    last = np.clip(last, first, high)
    last[rows == 0] = first[rows == 0]
    counts = last - first
    lower = np.repeat(np.arange(len(rows)), counts)
    within = np.arange(len(lower)) - np.repeat(np.cumsum(counts) - counts, counts)
    return lower, np.repeat(first, counts) + within


def _joined(one: Ints, other: Ints, count: int) -> Ints:
    """A label for each run, the same for runs that hang together; labels count from 0."""
    roots = np.arange(count)
    while True:
        a, b = roots[one], roots[other]
        apart = a != b
        if not apart.any():
            break
        one, other = one[apart], other[apart]
        np.minimum.at(roots, np.maximum(a, b)[apart], np.minimum(a, b)[apart])
        while (roots != roots[roots]).any():
            roots = roots[roots]
    labels: Ints = np.unique(roots, return_inverse=True)[1]
    return labels


def _least(labels: Ints, values: Ints, count: int) -> Ints:
    least = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(least, labels, values)
    return least
