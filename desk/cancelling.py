"""Cancelling a number (ยกเลิกเลข): it stays in the register with the reason, and is never given again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.errors import ConflictError, NotFoundError
from circulars.number import LetterNumber, format_number
from circulars.task import TaskState
from circulars.thai_calendar import BUDDHIST_ERA, ascii_digits, long_date
from desk.assign import event_of
from desk.lookup import letter_of, receipt_of, refuse_blank
from registry.entries import HeldState
from registry.numbers import RECEIPTS

if TYPE_CHECKING:
    from desk.office_desk import Clerk, Desk
    from registry.entries import HeldNumber, Outgoing
    from registry.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """A number that was cancelled."""

    text: str  #: as the register has it, "มห 0018.1/ว752" or "12/2567"
    reason: str
    tasks: int = 0  #: how many tasks fell away with it


def cancel_number(desk: Desk, text: str, clerk: Clerk, reason: str, *, year: int | None = None) -> Cancelled:
    """Cancel an outgoing number, reserved or of a letter sent.

    Args:
        desk: The office's desk.
        text: The number, in any spelling.
        clerk: Who cancels, and when.
        reason: Why.
        year: Of the number, Gregorian; this year if None.

    Raises:
        UsageError: If no reason is given.
        NotFoundError: If that number was never given in that year.
        ConflictError: If it was cancelled before.
    """
    refuse_blank(reason)
    number = LetterNumber.parse(text)
    key = number.key if number else " ".join(ascii_digits(text).split())
    year = year or clerk.today.year
    with desk.database.writing() as store:
        numbers = store.numbers.all_held(year=year)
        held = next((one for one in numbers if one.text == key and not one.series.startswith(RECEIPTS)), None)
        sent = next((one for one in store.outgoing.of_number(key) if one.year == year), None)
        if held is not None and held.state is not HeldState.USED:
            _cancel_held(store, held, clerk, reason)
        elif sent is not None:
            _cancel_sent(store, sent, clerk, reason)
        else:
            raise NotFoundError("number-not-given", number=format_number(key), year=str(year + BUDDHIST_ERA))
        store.audit.add(clerk.did("cancel", f"sent {key}", reason=reason))
    return Cancelled(text=key, reason=reason)


def _cancel_held(store: Store, held: HeldNumber, clerk: Clerk, reason: str) -> None:
    if not store.numbers.close(held, HeldState.CANCELLED, clerk.now, clerk.name, reason):
        raise _already(held.text, held.closed_by, held.closed_reason)


def _cancel_sent(store: Store, sent: Outgoing, clerk: Clerk, reason: str) -> None:
    if sent.cancelled is not None:
        raise _already(sent.number, sent.cancelled_by, sent.cancel_reason)
    store.outgoing.cancel(sent.id, clerk.now, clerk.name, reason)


def _already(text: str, by: str | None, reason: str) -> ConflictError:
    return ConflictError("number-cancelled", number=format_number(text), by=by or "", reason=reason)


def cancel_receipt(desk: Desk, receipt: str, clerk: Clerk, reason: str) -> Cancelled:
    """Cross a receipt number out of the register, of a letter or one that was reserved.

    A letter was entered by mistake, or twice; its open tasks fall away.

    Raises:
        UsageError: If no reason is given.
        NotFoundError: If there is no such letter.
        ConflictError: If it was cancelled before, or its relay went out and was not cancelled.
    """
    refuse_blank(reason)
    with desk.database.writing() as store:
        year, number = receipt_of(receipt, clerk.today)
        held = store.numbers.held(RECEIPTS, year, number)
        if held is not None and held.state is not HeldState.USED:
            _cancel_held(store, held, clerk, reason)
            store.audit.add(clerk.did("cancel", f"letter {held.text}", reason=reason))
            return Cancelled(text=held.text, reason=reason)
        entry = letter_of(store, receipt, clerk.today)
        if entry.cancelled is not None:
            raise _already(entry.receipt, entry.cancelled_by, entry.cancel_reason)
        sent = store.outgoing.by_letter(entry.id)
        if sent is not None:
            raise ConflictError(
                "receipt-relayed",
                receipt=entry.receipt,
                number=format_number(sent.number),
                dated=long_date(sent.dated),
            )
        open_tasks = store.tasks.listed(letter=entry.id, open_only=True)
        store.tasks.step(open_tasks, TaskState.EXEMPT)
        store.tasks.add_events([event_of(one, clerk, TaskState.EXEMPT, reason) for one in open_tasks])
        store.incoming.cancel(entry.id, clerk.now, clerk.name, reason)
        store.audit.add(clerk.did("cancel", f"letter {entry.receipt}", reason=reason))
    return Cancelled(text=entry.receipt, reason=reason, tasks=len(open_tasks))
