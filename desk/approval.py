"""A draft on its way out: submitted, approved by another person or sent back, then sent (เสนอ → อนุมัติ → ส่ง)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.approval import Approval, ApprovalStep
from circulars.errors import ConflictError, NotPermittedError
from desk.lookup import confirmed_letter, refuse_blank, refuse_sent, stored_draft
from desk.send import send
from desk.standing import Standing, draft_sha256, standing_of
from registry.entries import Incoming

if TYPE_CHECKING:
    import datetime as dt

    from circulars.letter import Draft
    from desk.office_desk import Clerk, Desk
    from desk.send import Sent
    from registry.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class OnItsWay:
    """A draft that was submitted or sent back, in the list of those that wait."""

    entry: Incoming
    standing: Standing


def standing(desk: Desk, receipt: str, clerk: Clerk) -> Standing:
    """Where the draft of a letter stands.

    Raises:
        NotFoundError: If there is no such letter, or no draft of it.
        NotPermittedError: If nobody has confirmed the letter's reading.
    """
    with desk.database.reading() as store:
        entry = confirmed_letter(store, receipt, clerk.today)
        return standing_of(store, entry, stored_draft(store, entry).draft)


def on_their_way(desk: Desk) -> tuple[OnItsWay, ...]:
    """The drafts whose last step is still theirs and that have not been sent, those submitted first in front."""
    with desk.database.reading() as store:
        last = store.approvals.last_unsent()
        entries = store.incoming.by_ids(set(last))
        found = []
        for number in sorted(last, key=lambda one: last[one].at):
            draft = store.outgoing.draft(number)
            if draft is None:
                continue
            found.append(
                OnItsWay(entry=entries[number], standing=standing_of(store, entries[number], draft.draft))
            )
        return tuple(found)


def submit(desk: Desk, receipt: str, clerk: Clerk, *, account: int | None = None) -> Approval:
    """Submit a draft for approval.

    Raises:
        NotFoundError: If there is no such letter, or no draft of it.
        ConflictError: If it was sent already, stands submitted, or the guard refuses it.
    """
    with desk.database.writing() as store:
        entry, draft = _draft(store, receipt, clerk)
        if standing_of(store, entry, draft).step in {ApprovalStep.SUBMITTED, ApprovalStep.APPROVED}:
            raise ConflictError("already-submitted", receipt=entry.receipt)
        if draft.is_refused:
            count = sum(not one.is_note for one in draft.findings)
            raise ConflictError("guard-findings", receipt=entry.receipt, count=str(count))
        return _step(store, entry, draft, ApprovalStep.SUBMITTED, clerk, account=account)


def approve(desk: Desk, receipt: str, clerk: Clerk, *, account: int | None = None) -> Approval:
    """Let a submitted draft go out.

    Raises:
        NotFoundError: If there is no such letter, or no draft of it.
        ConflictError: If it is not submitted, or was changed since.
        NotPermittedError: If it is the one who submitted it that approves.
    """
    with desk.database.writing() as store:
        entry, draft = _submitted(store, receipt, clerk)
        submitted = store.approvals.of(entry.id)[-1]
        if submitted.by == clerk.name or (account is not None and submitted.account == account):
            raise NotPermittedError("approve-own", receipt=entry.receipt)
        return _step(store, entry, draft, ApprovalStep.APPROVED, clerk, account=account)


def send_back(desk: Desk, receipt: str, clerk: Clerk, *, reason: str, account: int | None = None) -> Approval:
    """Send a submitted draft back to its drafter.

    Raises:
        NotFoundError: If there is no such letter, or no draft of it.
        UsageError: If no reason is given.
        ConflictError: If it is not submitted.
    """
    refuse_blank(reason)
    with desk.database.writing() as store:
        entry, draft = _submitted(store, receipt, clerk)
        return _step(store, entry, draft, ApprovalStep.SENT_BACK, clerk, account=account, note=reason.strip())


def send_approved(desk: Desk, receipt: str, clerk: Clerk, *, dated: dt.date | None = None) -> Sent:
    """Send a draft that another person has approved.

    Raises:
        NotPermittedError: If nobody has approved the draft as it stands.
        ConflictError: If it was sent before, or the guard refuses it.
    """
    return send(desk, receipt, clerk, dated=dated, approved=True)


def _draft(store: Store, receipt: str, clerk: Clerk) -> tuple[Incoming, Draft]:
    entry = confirmed_letter(store, receipt, clerk.today)
    refuse_sent(store, entry)
    return entry, stored_draft(store, entry).draft


def _submitted(store: Store, receipt: str, clerk: Clerk) -> tuple[Incoming, Draft]:
    entry, draft = _draft(store, receipt, clerk)
    if standing_of(store, entry, draft).step is not ApprovalStep.SUBMITTED:
        raise ConflictError("not-submitted", receipt=entry.receipt)
    return entry, draft


def _step(
    store: Store,
    entry: Incoming,
    draft: Draft,
    step: ApprovalStep,
    clerk: Clerk,
    *,
    account: int | None,
    note: str = "",
) -> Approval:
    new = Approval(
        letter=entry.id,
        step=step,
        draft_sha256=draft_sha256(draft),
        at=clerk.now,
        by=clerk.name,
        account=account,
        note=note,
    )
    store.approvals.add(new)
    store.audit.add(clerk.did(step.value, f"letter {entry.receipt}", after=note))
    return new
