"""Merging letters that were received twice (รวมหนังสือที่ลงซ้ำ), on request alone.

Nothing is taken away: the receipt that was one too many stays in the register, crossed out, with its original, its
reading and whatever is held on it; a link says which letter it is the same as, and the same file is known ever after.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.errors import ConflictError, UsageError
from circulars.task import TaskState
from desk.cancelling import cross_out
from desk.duplicates import contradict
from desk.lookup import letter_of
from registry.entries import Incoming, Link, LinkKind

if TYPE_CHECKING:
    from desk.office_desk import Clerk, Desk
    from registry.store import Store

#: Tasks that somebody has answered.
_ANSWERED = (TaskState.REPORTED, TaskState.ACCEPTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Two letters of the register that are one."""

    kept: Incoming
    crossed_out: Incoming
    links: int  #: links of other letters that lead to the one kept now
    tasks: int  #: open tasks that fell away with the other


def merge(desk: Desk, receipt: str, same_as: str, clerk: Clerk, reason: str = "") -> Merged:
    """Say that a letter is the same as another one, which is kept.

    Args:
        desk: The office's desk.
        receipt: The receipt that is one too many.
        same_as: The receipt that stays.
        clerk: Who says so, and when.
        reason: Why, where more is to be said than that.

    Raises:
        NotFoundError: If there is no such letter.
        UsageError: If both are the same receipt.
        ConflictError: If a number or a date of the two differs, one is crossed out, or work was done on the one that
            would be.
    """
    with desk.database.writing() as store:
        other, kept = (letter_of(store, one, clerk.today) for one in (receipt, same_as))
        _refuse(store, other, kept)
        tasks = cross_out(store, other, clerk, f"= {kept.receipt} {reason}".strip())
        links = store.links.turn(other.id, kept.id)
        store.links.add(
            Link(
                kind=LinkKind.SAME,
                from_incoming=other.id,
                number=kept.number,
                dated=kept.dated,
                issuer=kept.sender or "",
                subject=kept.subject or "",
                to_incoming=kept.id,
                at=clerk.now,
                by=clerk.name,
            )
        )
        store.audit.add(
            clerk.did(
                "merge", f"letter {other.receipt}", before=other.sha256, after=kept.receipt, reason=reason
            )
        )
    return Merged(kept=kept, crossed_out=other, links=links, tasks=tasks)


def _refuse(store: Store, other: Incoming, kept: Incoming) -> None:
    if other.id == kept.id:
        raise UsageError("merge-itself", receipt=kept.receipt)
    if kept.cancelled is not None:
        raise ConflictError("merge-into-cancelled", receipt=kept.receipt)
    if contradict(other, kept):
        raise ConflictError("merge-differs", receipt=other.receipt, other=kept.receipt)
    done = [one for one in store.tasks.listed(letter=other.id) if one.state in _ANSWERED]
    if done:
        facts = {"receipt": other.receipt, "other": kept.receipt, "count": str(len(done))}
        raise ConflictError("merge-answered", **facts)
