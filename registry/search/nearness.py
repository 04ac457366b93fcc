"""How nearly a letter has what was searched, character by character."""

from __future__ import annotations

from typing import Final

from rapidfuzz import fuzz

#: Of 100: below it a letter has other words, not damaged ones. Short skeletons need more to be the same.
_ALIKE: Final = 76.0
_SHORT_ALIKE: Final = 84.0
_SHORT: Final = 12


def nearness(bones: str, text: str) -> float:
    """How much of one skeleton stands somewhere in another, of 100; 0 where it is too little to mean it."""
    least = _SHORT_ALIKE if len(bones) < _SHORT else _ALIKE
    return float(fuzz.partial_ratio(bones, text, score_cutoff=least))


def nearest(bones: str, text: str) -> tuple[int, int] | None:
    """Where in a skeleton another one stands most nearly: ``text[start:end]``; None where nowhere."""
    if not nearness(bones, text):
        return None
    found = fuzz.partial_ratio_alignment(bones, text)
    return None if found is None else (found.dest_start, found.dest_end)
