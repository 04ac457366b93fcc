"""Numbers read twice: which reading stands, and where the two differ so that a person must look."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from parsers.digits.network import ARABIC_DIGITS, JOINERS, THAI_DIGITS
from parsers.digits.numbers import Glyph, settled
from parsers.ocr.engine import Character

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Thai digits that Debian's Tesseract models cannot write.
_UNKNOWN: Final = frozenset("๔๖๗๘๙")
_DIGITS: Final = frozenset(THAI_DIGITS + ARABIC_DIGITS)
_NUMERIC: Final = frozenset(THAI_DIGITS + ARABIC_DIGITS + JOINERS)
#: A glyph is taken for part of a number from here on.
_LIKELY: Final = 0.5
#: All digits of a number this sure: the glyph reader's word counts.
_SURE: Final = 0.6
#: Surer still, where the engine had another opinion.
_VERY_SURE: Final = 0.75
#: An engine's letter that is surer than this is no misread digit.
_LETTER: Final = 0.85
#: Printed Western digits are equally high and stand on one line, to these parts of their height.
_UNEVEN: Final = 0.3


class Doubt(NamedTuple):
    """Characters ``start`` to ``end`` that two readers read differently."""

    start: int
    end: int
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class _Change:
    """Characters ``start`` to ``end`` replaced; the other reading where it is in doubt."""

    start: int
    end: int
    characters: tuple[Character, ...]
    other: str | None


def corrected(
    characters: Sequence[Character], groups: Sequence[tuple[Glyph, ...]]
) -> tuple[list[Character], list[Doubt]]:
    """The line with its numbers settled, and the doubts that remain.

    Args:
        characters: The line as the engine read it, with boxes on the sheet.
        groups: The pieces of ink of the line as the glyph reader reads them.
    """
    changes: list[_Change] = []
    for group in groups:
        for run in _runs(group):
            change = _change(characters, run, whole=len(run) == len(group))
            if change is not None and not any(_overlap(change, other) for other in changes):
                changes.append(change)
    changes += _unconfirmed(characters, groups, changes)
    return _applied(characters, sorted(changes, key=lambda change: change.start))


def may_hold_number(characters: Sequence[Character], left: float, right: float) -> bool:
    """Whether what the engine read between two places can be a number: digits, or what it was not sure of."""
    start, end = _covered(characters, left, right)
    seen = [one for one in characters[start:end] if one.box is not None]
    return not seen or any(one.text in _NUMERIC or one.confidence < _LETTER for one in seen)


def _overlap(one: _Change, other: _Change) -> bool:
    return one.start < other.end and other.start < one.end


def _runs(group: Sequence[Glyph]) -> list[tuple[Glyph, ...]]:
    """The stretches of a group that look like numbers, all their digits in one script."""
    runs: list[list[Glyph]] = [[]]
    for glyph in group:
        if glyph.text in _NUMERIC and glyph.numeric >= _LIKELY:
            runs[-1].append(glyph)
        elif runs[-1]:
            runs.append([])
    return [settled(run) for run in runs if any(glyph.is_digit for glyph in run)]


def _change(characters: Sequence[Character], run: Sequence[Glyph], *, whole: bool) -> _Change | None:
    """What the run puts in the place of what the engine read there; None if it is no number."""
    start, end = _covered(characters, run[0].box[0], run[-1].box[2])
    old = "".join(one.text for one in characters[start:end] if one.box is not None)
    new = "".join(glyph.text for glyph in run)
    sure = min(glyph.confidence for glyph in run if glyph.is_digit)
    if not _is_number(characters[start:end], old, sure, whole=whole):
        return None
    if _value(old) == _value(new):
        doubt = "?" if sure < _LIKELY or _is_uneven(run) else None
        return _Change(start, end, _in_place(characters[start:end], run), doubt)
    if sure < _SURE:
        return _Change(start, end, tuple(characters[start:end]), new) if old else None
    fresh = tuple(Character(glyph.text, glyph.box, min(glyph.confidence / 0.95, 1.0)) for glyph in run)
    if len(_value(old)) == len(_value(new)):
        fresh = _in_place(characters[start:end], run)
    return _Change(start, end, fresh, old if _in_conflict(old, new, sure) else None)


def _in_place(covered: Sequence[Character], run: Sequence[Glyph]) -> tuple[Character, ...]:
    """The engine's characters with the glyph reader's digits; blanks inside a number go."""
    digits = iter([glyph for glyph in run if glyph.is_digit])
    return tuple(
        Character(glyph.text, glyph.box, min(glyph.confidence / 0.95, 1.0))
        if one.text in _DIGITS and (glyph := next(digits))
        else one
        for one in covered
        if one.box is not None
    )


def _is_number(covered: Sequence[Character], old: str, sure: float, *, whole: bool) -> bool:
    """Whether a run that looks like a number is one: the engine saw digits there, or nothing that it was sure of."""
    if any(char in _DIGITS for char in old):
        return True
    if not old:
        return whole and sure >= _VERY_SURE
    letters = [one.confidence for one in covered if one.text.isalpha()]
    if letters and max(letters) >= _LETTER:
        return False
    return sure >= _SURE if whole else sure >= _VERY_SURE


def _in_conflict(old: str, new: str, sure: float) -> bool:
    """Whether the engine's other reading counts: not where it could not have known better."""
    before, after = _value(old), _value(new)
    unknown = [char in _UNKNOWN for char in new if char in _DIGITS]
    if len(before) == len(after):
        differing = [known for one, other, known in zip(before, after, unknown, strict=True) if one != other]
        return sure < _VERY_SURE or not all(differing)
    return sure < _VERY_SURE or not any(unknown)


def _value(text: str) -> str:
    return "".join(str(unicodedata.digit(char)) for char in text if char in _DIGITS)


def _is_uneven(run: Sequence[Glyph]) -> bool:
    """Whether Western digits differ in height or stand up and down, as no print does."""
    digits = [glyph.box for glyph in run if glyph.text in ARABIC_DIGITS]
    if len(digits) < 2:
        return False
    heights = [box[3] - box[1] for box in digits]
    feet = [box[3] for box in digits]
    size = median(heights)
    return max(heights) - min(heights) > _UNEVEN * size or max(feet) - min(feet) > _UNEVEN * size


def _covered(characters: Sequence[Character], left: float, right: float) -> tuple[int, int]:
    """The characters whose middles lie between two places; where none does, the gap between them."""
    inside = [
        index
        for index, one in enumerate(characters)
        if one.box is not None and left - 1 <= (one.box[0] + one.box[2]) / 2 <= right + 1
    ]
    if inside:
        return inside[0], inside[-1] + 1
    place = next(
        (index for index, one in enumerate(characters) if one.box is not None and one.box[0] >= right), None
    )
    return (len(characters),) * 2 if place is None else (place, place)


def _unconfirmed(
    characters: Sequence[Character], groups: Sequence[tuple[Glyph, ...]], changes: Sequence[_Change]
) -> list[_Change]:
    """The numbers that only the engine saw: each is in doubt."""
    found: list[_Change] = []
    start = 0
    while start < len(characters):
        end = start
        while end < len(characters) and characters[end].text in _NUMERIC:
            end += 1
        seen = characters[start:end]
        apart = not any(change.start < end and start < change.end for change in changes)
        if apart and any(one.text in _DIGITS for one in seen):
            boxes = [one.box for one in seen if one.box is not None]
            other = _glyphs_between(groups, boxes[0][0], boxes[-1][2])
            if other != "".join(one.text for one in seen):
                found.append(_Change(start, end, tuple(seen), other or "?"))
        start = max(end, start + 1)
    return found


def _glyphs_between(groups: Sequence[tuple[Glyph, ...]], left: float, right: float) -> str:
    between = [
        glyph.text
        for group in groups
        for glyph in group
        if left - 1 <= (glyph.box[0] + glyph.box[2]) / 2 <= right + 1
    ]
    return "".join(between).replace("\ufffd", "?")


def _applied(
    characters: Sequence[Character], changes: Sequence[_Change]
) -> tuple[list[Character], list[Doubt]]:
    line: list[Character] = []
    doubts: list[Doubt] = []
    at = 0
    for change in changes:
        if change.start < at:
            continue
        line.extend(characters[at : change.start])
        start = len(line)
        line.extend(change.characters)
        if change.other is not None:
            doubts.append(
                Doubt(start, len(line), "".join(one.text for one in change.characters), change.other)
            )
        at = change.end
    line.extend(characters[at:])
    return line, doubts
