"""Letters that came twice (หนังสือซ้ำ): the same number and date in another file, or the same page scanned again.

One digit more or less makes another letter: two letters whose numbers or dates both stand and differ are never the
same, however alike their words are. Nothing is merged by itself; a person says so (`desk.merging`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from circulars.folding import bones
from circulars.query import Any, Key, Near
from desk.indexed_letters import received_letter
from desk.indexing import brought_up, index_of, texts_of
from registry.entries import Incoming
from registry.search.nearness import sameness

if TYPE_CHECKING:
    from desk.office_desk import Desk

#: Passages of a letter by which others like it are looked for, and characters of each.
_PASSAGES, _LENGTH = 4, 48
#: How many of them are compared as a whole.
_LOOKED_AT: Final = 20
#: Of 100, how alike two scans of one page are at least: two readings with one wrong character in twenty each.
_SAME_PAGE: Final = 90.0


class DuplicateKind(StrEnum):
    """Why two letters may be one."""

    NUMBER = "number"  #: ที่และวันที่เดียวกัน
    TEXT = "text"  #: ข้อความเดียวกัน


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """Two letters of the register that may be one, the earlier one first."""

    first: Incoming
    second: Incoming
    kind: DuplicateKind
    alike: float  #: how alike their texts are, of 100


def duplicates(desk: Desk, year: int | None = None) -> tuple[Duplicate, ...]:
    """Every pair of letters in force, received in a year or ever, that may be one letter."""
    with desk.database.reading() as store:
        entries = [one for one in store.incoming.listed(year=year) if one.cancelled is None]
    brought_up(desk, index_of(desk))
    found: dict[tuple[int, int], Duplicate] = {}
    for entry in entries:
        for one in _of(desk, entry):
            found[one.first.id, one.second.id] = one
    return tuple(found[key] for key in sorted(found))


def duplicates_of(desk: Desk, entry: Incoming) -> tuple[Duplicate, ...]:
    """The letters in force that may be the same as one, the most alike first."""
    brought_up(desk, index_of(desk))
    return tuple(sorted(_of(desk, entry), key=lambda one: -one.alike))


def _of(desk: Desk, entry: Incoming) -> list[Duplicate]:
    own = _skeleton(desk, entry)
    asked = Any(parts=tuple(Near(bones=one) for one in _passages(own)))
    itself = Key(field="receipt", value=entry.receipt)
    allowed = [entry.letter.secrecy.value]
    hits = index_of(desk).near(asked, itself, allowed=allowed, limit=_LOOKED_AT).hits
    keys = [int(hit.key.removeprefix("in:")) for hit in hits if hit.key.startswith("in:")]
    with desk.database.reading() as store:
        others = store.incoming.by_ids(keys)
    may_be = [one for one in others.values() if one.cancelled is None and not contradict(entry, one)]
    found = [_judged(entry, one, sameness(own, _skeleton(desk, one))) for one in may_be if one.id != entry.id]
    return [one for one in found if one is not None]


def _skeleton(desk: Desk, entry: Incoming) -> str:
    """The letter as it stands on the paper, without what was corrected or proposed."""
    raw = texts_of(desk).text(entry, desk.archive)
    return bones(raw if raw is not None else received_letter(entry, None).text)


def _passages(skeleton: str) -> list[str]:
    """A few passages from all over a letter, not its head alone, which letters of one office share."""
    if len(skeleton) <= _LENGTH:
        return [skeleton] if skeleton else []
    step = (len(skeleton) - _LENGTH) // _PASSAGES or 1
    return [skeleton[at : at + _LENGTH] for at in range(step // 2, len(skeleton) - _LENGTH + 1, step)][
        :_PASSAGES
    ]


def _judged(entry: Incoming, other: Incoming, alike: float) -> Duplicate | None:
    first, second = sorted((entry, other), key=lambda one: one.id)
    same_number = entry.number is not None and entry.number == other.number and entry.dated == other.dated
    if not same_number and alike < _SAME_PAGE:
        return None
    kind = DuplicateKind.NUMBER if same_number else DuplicateKind.TEXT
    return Duplicate(first=first, second=second, kind=kind, alike=alike)


def contradict(entry: Incoming, other: Incoming) -> bool:
    """Whether both say a number, or both a date, and say it differently."""
    pairs = ((entry.number, other.number), (entry.dated, other.dated))
    return any(one is not None and two is not None and one != two for one, two in pairs)
