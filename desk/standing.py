"""Where a draft stands on its way out: submitted, approved, sent back, or changed since."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.approval import Approval, ApprovalStep
from circulars.codec import to_plain
from circulars.errors import NotPermittedError

if TYPE_CHECKING:
    from circulars.letter import Draft
    from registry.entries import Incoming
    from registry.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a draft stands."""

    step: ApprovalStep | None  #: None: not submitted, or changed since its last step
    last: Approval | None  #: the last step of the draft or of what it was before


def standing_of(store: Store, entry: Incoming, draft: Draft) -> Standing:
    """Where the draft of a letter stands; a step speaks of the draft that it was taken with and of no other."""
    steps = store.approvals.of(entry.id)
    last = steps[-1] if steps else None
    same = last is not None and last.draft_sha256 == draft_sha256(draft)
    return Standing(step=last.step if last and same else None, last=last)


def refuse_unapproved(store: Store, entry: Incoming, draft: Draft) -> None:
    """Let a draft pass that another person has approved as it stands.

    Raises:
        NotPermittedError: If nobody has.
    """
    if standing_of(store, entry, draft).step is not ApprovalStep.APPROVED:
        raise NotPermittedError("not-approved", receipt=entry.receipt)


def draft_sha256(draft: Draft) -> str:
    """What a step speaks of: the letter as drafted, to the last sign."""
    words = json.dumps(to_plain(draft.letter), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()
