"""What forbids destroying a letter: asked when a list is made, when it is certified, and again before each file goes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from circulars.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.retention import Kept
    from registry.entries import Incoming
    from registry.store import Store


class ObstacleKind(StrEnum):
    """Why a letter must stay."""

    HELD = "held"  #: ระงับการทำลาย
    LENT = "lent"  #: มีผู้ยืม
    FOR_GOOD = "for_good"  #: ห้ามทำลาย
    NOT_OVER = "not_over"  #: ยังไม่ครบอายุการเก็บ
    NOT_KEPT = "not_kept"  #: ยังไม่ส่งเก็บ
    OPEN_TASKS = "open_tasks"  #: งานยังไม่เสร็จ


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """A reason for which a letter must stay; its own, or that of another receipt of the same letter."""

    kind: ObstacleKind
    receipt: str
    words: str = ""  #: why it is held, who has it

    def text(self, lang: str) -> str:
        """The letter and the reason, in one phrase."""
        return f"{self.receipt} {label(self.kind, lang)} {self.words}".strip()


def obstacles(store: Store, entries: Sequence[Incoming], year: int) -> dict[int, tuple[Obstacle, ...]]:
    """What stands against destroying letters that should have been kept long enough at the end of a Gregorian year.

    A letter is one thing however often it was entered, as the same file or as one merged with it: what holds one of
    its receipts holds them all.
    """
    same = store.keeping.same_letters([one.id for one in entries])
    everyone = store.incoming.by_ids({number for group in same.values() for number in group})
    kept = store.keeping.kept(list(everyone))
    barred: dict[int, list[Obstacle]] = {number: [] for number in everyone}
    for hold in store.keeping.holds(list(everyone)):
        receipt = everyone[hold.letter].receipt
        barred[hold.letter].append(Obstacle(kind=ObstacleKind.HELD, receipt=receipt, words=hold.reason))
    for loan in store.keeping.loans(list(everyone)):
        receipt = everyone[loan.letter].receipt
        barred[loan.letter].append(Obstacle(kind=ObstacleKind.LENT, receipt=receipt, words=loan.borrower))
    for number, entry in everyone.items():
        if entry.destroyed is None:
            barred[number] += _own(store, entry, kept.get(number), year)
    return {one.id: tuple(bar for number in same[one.id] for bar in barred[number]) for one in entries}


def _own(store: Store, entry: Incoming, kept: Kept | None, year: int) -> Iterator[Obstacle]:
    if kept is None:
        # What was crossed out of the register has no period of its own.
        if entry.cancelled is None:
            yield Obstacle(kind=ObstacleKind.NOT_KEPT, receipt=entry.receipt)
    elif kept.kind.for_good:
        yield Obstacle(kind=ObstacleKind.FOR_GOOD, receipt=entry.receipt)
    elif not kept.is_over(year):
        yield Obstacle(kind=ObstacleKind.NOT_OVER, receipt=entry.receipt)
    if store.tasks.listed(letter=entry.id, open_only=True):
        yield Obstacle(kind=ObstacleKind.OPEN_TASKS, receipt=entry.receipt)
