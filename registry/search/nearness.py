"""How nearly a letter has what was searched, character by character."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from circulars.query import Near

#: Of 100: below it a letter has other words, not damaged ones. Short skeletons need more to be the same.
_ALIKE: Final = 76.0
_SHORT_ALIKE: Final = 84.0
_SHORT: Final = 12
#: What each longer word must reach on its own, so that ยโสธร is not นครพนม in otherwise the same title.
_PART_ALIKE: Final = 50.0
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
    least = _SHORT_ALIKE if len(near.bones) < _SHORT else _ALIKE
    found = fuzz.partial_ratio_alignment(near.bones, text, score_cutoff=least)
    if found is None:
        return None
    around = text[max(found.dest_start - _AROUND, 0) : found.dest_end + _AROUND]
    if any(fuzz.partial_ratio(part, around) < _PART_ALIKE for part in near.parts):
        return None
    return Place(found.dest_start, found.dest_end, found.score)
