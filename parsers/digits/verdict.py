"""Numbers read twice: which reading stands, and where the two differ so that a person must look."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from parsers.digits.network import ARABIC_DIGITS, JOINERS, JUNK, THAI_DIGITS
from parsers.digits.numbers import Glyph, settled
from parsers.ocr.engine import Character

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
#: Ink that is read with less than this and stands nearer to a number than this (in heights of a consonant).
_SCRAWL: Final = 0.6
_NEAR: Final = 1.6
#: No digit and no sign between digits is so wide (in heights of a consonant).
_JOINED: Final = 1.3
#: Both readers so sure of the same digits: they may be stamped or even written.
_BOTH_SURE: Final = 0.85
#: Less sure than this, a glyph looks like no digit of any font.
_FAINT: Final = 0.3
#: Printed Western digits are equally high and stand on one line, to these parts of their height …
_UNEVEN: Final = 0.2
#: … and so much higher than a consonant of the page, at least and at most.
_HEIGHTS: Final = (0.8, 1.33)


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
    characters: Sequence[Character], groups: Sequence[tuple[Glyph, ...]], core: float
) -> tuple[list[Character], list[Doubt]]:
    """The line with its numbers settled, and the doubts that remain.

    Args:
        characters: The line as the engine read it, with boxes on the sheet.
        groups: The pieces of ink of the line as the glyph reader reads them.
        core: The height of a consonant.
    """
    changes: list[_Change] = []
    for group in groups:
        for run in _runs(group):
            change = _change(characters, run, core, _Room.of(run, group, core))
            if change is not None:
                changes = _with(changes, change, characters, groups)
    changes += _unconfirmed(characters, groups, changes)
    line, doubts = _applied(characters, sorted(changes, key=lambda change: change.start))
    return line, _spread(line, doubts, core)


def may_hold_number(characters: Sequence[Character], left: float, right: float) -> bool:
    """Whether what the engine read between two places can be a number: digits, or what it was not sure of."""
    start, end = _covered(characters, left, right)
    seen = [one for one in characters[start:end] if one.box is not None]
    return not seen or any(one.text in _NUMERIC or one.confidence < _LETTER for one in seen)


def _overlap(one: _Change, other: _Change) -> bool:
    return one.start < other.end and other.start < one.end


def _with(
    changes: Sequence[_Change],
    change: _Change,
    characters: Sequence[Character],
    groups: Sequence[tuple[Glyph, ...]],
) -> list[_Change]:
    """The changes with one more; where two want the same characters these stay, in doubt unless all agree."""
    clashing = [other for other in changes if _overlap(change, other)]
    if not clashing:
        return [*changes, change]
    start = min(one.start for one in (change, *clashing))
    end = max(one.end for one in (change, *clashing))
    seen = tuple(characters[start:end])
    boxes = [one.box for one in seen if one.box is not None]
    other = _glyphs_between(groups, boxes[0][0], boxes[-1][2]) if boxes else "?"
    old = "".join(one.text for one in seen if one.box is not None)
    kept = [one for one in changes if one not in clashing]
    return [*kept, _Change(start, end, seen, None if _value(old) == _value(other) else other or "?")]


def _runs(group: Sequence[Glyph]) -> list[tuple[Glyph, ...]]:
    """The stretches of a group that look like numbers, all their digits in one script."""
    runs: list[list[Glyph]] = [[]]
    for glyph in group:
        if glyph.text in _NUMERIC and glyph.numeric >= _LIKELY:
            runs[-1].append(glyph)
        elif runs[-1]:
            runs.append([])
    return [settled(run) for run in runs if any(glyph.is_digit for glyph in run)]


@dataclass(frozen=True, slots=True)
class _Room:
    """What stands beside a run in its group."""

    left: float  #: where the glyph before it ends
    right: float  #: where the glyph after it begins
    alone: bool  #: nothing stands beside it
    blotted: bool  #: ink stands beside it that is no glyph: part of the number may be in it

    @classmethod
    def of(cls, run: Sequence[Glyph], group: Sequence[Glyph], core: float) -> _Room:
        """The room of a run."""
        before = [glyph for glyph in group if glyph.box[2] <= run[0].box[0] + 1]
        after = [glyph for glyph in group if glyph.box[0] >= run[-1].box[2] - 1]
        beside = [*before[-1:], *after[:1]]
        return cls(
            left=max((glyph.box[2] for glyph in before), default=float("-inf")),
            right=min((glyph.box[0] for glyph in after), default=float("inf")),
            alone=len(run) == len(group),
            blotted=any(glyph.text == JUNK and glyph.box[3] - glyph.box[1] > 0.6 * core for glyph in beside),
        )


def _change(
    characters: Sequence[Character], run: Sequence[Glyph], core: float, room: _Room
) -> _Change | None:
    """What the run puts in the place of what the engine read there; None if it is no number."""
    start, end = _covered(characters, run[0].box[0], run[-1].box[2], room)
    old = "".join(one.text for one in characters[start:end] if one.box is not None)
    new = "".join(glyph.text for glyph in run)
    sure = min(glyph.confidence for glyph in run if glyph.is_digit)
    # The engine has ๒๖ for “lod”, surely: its Western letters are no proof against sure Thai digits.
    thai = room.alone and sure >= _VERY_SURE and all(one.text in THAI_DIGITS for one in run if one.is_digit)
    if not (thai and old.isascii()) and not _is_number(characters[start:end], old, sure, whole=room.alone):
        return None
    if _value(old) == _value(new):
        engine = min(one.confidence for one in characters[start:end] if one.text in _DIGITS)
        sound = _is_print(run, core) or min(sure, engine) >= _BOTH_SURE
        doubt = None if sound and not (room.blotted and sure < _BOTH_SURE) else "?"
        return _Change(start, end, _in_place(characters[start:end], run), doubt)
    # Where a digit is clearly one that the engine cannot write, the engine is wrong, whatever the rest is.
    wrong = any(glyph.text in _UNKNOWN and glyph.confidence >= _SURE for glyph in run)
    if sure < _SURE and not wrong:
        return _Change(start, end, tuple(characters[start:end]), new) if old else None
    if len(_value(old)) == len(_value(new)):
        fresh = _in_place(characters[start:end], run)
    elif len(old) == len(new) or not old or any(char in _UNKNOWN for char in new):
        fresh = tuple(Character(glyph.text, glyph.box, min(glyph.confidence / 0.95, 1.0)) for glyph in run)
    else:
        return _Change(start, end, tuple(characters[start:end]), new)
    conflict = _in_conflict(old, new, sure) or _is_joined(run, core) or room.blotted
    return _Change(start, end, fresh, (old or "?") if conflict else None)


def _in_place(covered: Sequence[Character], run: Sequence[Glyph]) -> tuple[Character, ...]:
    """The engine's characters with the glyph reader's digits; blanks inside a number go.

    Where both read the same digit the surer of them counts.
    """
    digits = iter([glyph for glyph in run if glyph.is_digit])
    placed: list[Character] = []
    for one in covered:
        if one.box is None:
            continue
        if one.text not in _DIGITS:
            placed.append(one)
            continue
        glyph = next(digits)
        own = min(glyph.confidence / 0.95, 1.0)
        same = _value(one.text) == _value(glyph.text)
        placed.append(Character(glyph.text, glyph.box, max(own, one.confidence) if same else own))
    return tuple(placed)


def _is_number(covered: Sequence[Character], old: str, sure: float, *, whole: bool) -> bool:
    """Whether a run that looks like a number is one: the engine saw digits there, or nothing that it was sure of."""
    if any(char in _DIGITS for char in old):
        return True
    if not old:
        return whole and sure >= _VERY_SURE
    letters = [one for one in covered if one.text.isalpha()]
    # Western letters are only written where they were sure: the pictures of Q and R are near those of digits.
    if any(one.confidence >= _LETTER or one.text.isascii() for one in letters):
        return False
    return sure >= _SURE if whole else sure >= _VERY_SURE


def _in_conflict(old: str, new: str, sure: float) -> bool:
    """Whether the engine's other reading counts: not where it could not have known better."""
    before, after = _value(old), _value(new)
    unknown = [char in _UNKNOWN for char in new if char in _DIGITS]
    if len(before) == len(after):
        differing = [known for one, other, known in zip(before, after, unknown, strict=True) if one != other]
        return sure < _SURE or not all(differing)
    return sure < _VERY_SURE or not any(unknown)


def _value(text: str) -> str:
    return "".join(str(unicodedata.digit(char)) for char in text if char in _DIGITS)


def _is_joined(run: Sequence[Glyph], core: float) -> bool:
    """Whether one glyph is as wide as two: signs that touch, of which only one was read."""
    return any(glyph.box[2] - glyph.box[0] > _JOINED * core for glyph in run)


def _is_print(run: Sequence[Glyph], core: float) -> bool:
    """Whether the digits have the size and the evenness of print, and the shapes of digits; handwriting has not."""
    digits = [glyph for glyph in run if glyph.is_digit]
    if min(glyph.confidence for glyph in digits) < _FAINT or _is_joined(run, core):
        return False
    western = [glyph.box for glyph in digits if glyph.text in ARABIC_DIGITS]
    if not western:
        return min(glyph.confidence for glyph in digits) >= _LIKELY
    heights = [box[3] - box[1] for box in western]
    feet = [box[3] for box in western]
    size = median(heights)
    even = max(heights) - min(heights) <= _UNEVEN * size and max(feet) - min(feet) <= _UNEVEN * size
    return even and _HEIGHTS[0] * core < size < _HEIGHTS[1] * core


def _covered(
    characters: Sequence[Character], left: float, right: float, room: _Room | None = None
) -> tuple[int, int]:
    """The characters whose middles lie between two places; where none does, the gap between them."""
    inside = [
        index
        for index, one in enumerate(characters)
        if one.box is not None and left - 1 <= (one.box[0] + one.box[2]) / 2 <= right + 1
    ]
    if inside:
        if room is None:
            return inside[0], inside[-1] + 1
        return _widened(characters, (inside[0], inside[-1] + 1), (left, right), room)
    place = next(
        (index for index, one in enumerate(characters) if one.box is not None and one.box[0] >= right), None
    )
    return (len(characters),) * 2 if place is None else (place, place)


def _widened(
    characters: Sequence[Character], inside: tuple[int, int], ends: tuple[float, float], room: _Room
) -> tuple[int, int]:
    """With the digits right beside, as far as no other glyph is theirs: boxes may be off by half a digit."""
    start, end = inside
    reach = 0.35 * max(box[3] - box[1] for one in characters[start:end] if (box := one.box))

    def fits(one: Character) -> bool:
        if one.text not in _DIGITS or one.box is None:
            return False
        near = one.box[2] > ends[0] - reach and one.box[0] < ends[1] + reach
        return near and room.left < (one.box[0] + one.box[2]) / 2 < room.right

    while start and fits(characters[start - 1]):
        start -= 1
    while end < len(characters) and fits(characters[end]):
        end += 1
    return start, end


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


def _spread(line: Sequence[Character], doubts: Sequence[Doubt], core: float) -> list[Doubt]:
    """The doubts, and the numbers right beside ink that could not be read: they may go on there."""
    spread = list(doubts)
    for start, end in _numbers(line):
        if any(doubt.start < end and start < doubt.end for doubt in doubts):
            continue
        near = [*_beside(line, start, -1, core), *_beside(line, end - 1, 1, core)]
        if any(_is_scrawl(line, index, doubts) for index in near):
            spread.append(Doubt(start, end, "".join(one.text for one in line[start:end]), "?"))
    return sorted(spread)


def _numbers(line: Sequence[Character]) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(line):
        end = start
        while end < len(line) and line[end].text in _NUMERIC:
            end += 1
        if any(one.text in _DIGITS for one in line[start:end]):
            yield start, end
        start = max(end, start + 1)


def _beside(line: Sequence[Character], index: int, step: int, core: float) -> Iterator[int]:
    """The first character on one side, if it is near."""
    own = line[index].box
    at = index + step
    while 0 <= at < len(line) and line[at].box is None:
        at += step
    if own is None or not 0 <= at < len(line) or (other := line[at].box) is None:
        return
    if max(other[0] - own[2], own[0] - other[2]) < _NEAR * core:
        yield at


def _is_scrawl(line: Sequence[Character], index: int, doubts: Sequence[Doubt]) -> bool:
    """Whether a character is no letter, or hardly read, or itself part of a number in doubt."""
    if any(doubt.start <= index < doubt.end for doubt in doubts):
        return True
    one = line[index]
    return one.confidence < _SCRAWL or one.text in "|_~^°\\{}[]<>!"
