"""How nearly a letter has what was searched, character by character."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from circulars.query import Near

#: By characters of a skeleton at least, how much of it, of 100, must be there: the shorter it is, the more, or it
#: is another word. Nine characters with one wrong are 89.
_ALIKE: Final = ((16, 80.0), (10, 88.0), (0, 100.0))
#: What each longer word must reach on its own, so that ยโสธร is not นครพนม in otherwise the same title.
_PART_ALIKE: Final = 60.0
#: Characters around the place where its words may stand.
_AROUND: Final = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a skeleton another one stands most nearly: ``text[start:end]``, and how nearly, of 100."""

    start: int
    end: int
    alike: float


def nearest(near: Near, text: str) -> Place | None:
    """Where a skeleton has what was searched; None where it is too little to mean it."""
    least = next(alike for length, alike in _ALIKE if len(near.bones) >= length)
    found = fuzz.partial_ratio_alignment(near.bones, text, score_cutoff=least)
    if found is None:
        return None
    around = text[max(found.dest_start - _AROUND, 0) : found.dest_end + _AROUND]
    if any(fuzz.partial_ratio(part, around) < _PART_ALIKE for part in near.parts):
        return None
    return Place(found.dest_start, found.dest_end, found.score)


def sameness(one: str, other: str) -> float:
    """How alike two whole skeletons are, of 100."""
    return float(fuzz.ratio(one, other))
