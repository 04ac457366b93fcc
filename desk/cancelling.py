"""Cancelling a number (ยกเลิกเลข): it stays in the register with the reason, and is never given again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.errors import ConflictError
from circulars.number import LetterNumber, format_number
from circulars.task import EventKind, TaskState
from circulars.thai_calendar import ascii_digits, long_date
from desk.assign import event_of
from desk.links import relays_of_letter
from desk.lookup import letter_of, receipt_of, refuse_blank
from desk.numbering import number_not_given
from registry.entries import HeldState, LinkKind
from registry.numbers import RECEIPTS

if TYPE_CHECKING:
    from circulars.task import Task
    from desk.office_desk import Clerk, Desk
    from registry.entries import HeldNumber, Incoming, Outgoing
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
        ConflictError: If it was cancelled before, or stands for letters to single districts that are in force.
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
            raise number_not_given(desk.office, key, year)
        store.audit.add(clerk.did("cancel", f"sent {key}", reason=reason))
    return Cancelled(text=key, reason=reason)


def _cancel_held(store: Store, held: HeldNumber, clerk: Clerk, reason: str) -> None:
    if not store.numbers.close(held, HeldState.CANCELLED, clerk.now, clerk.name, reason):
        raise _already(held.text, held.closed_by, held.closed_reason)


def _cancel_sent(store: Store, sent: Outgoing, clerk: Clerk, reason: str) -> None:
    if sent.cancelled is not None:
        raise _already(sent.number, sent.cancelled_by, sent.cancel_reason)
    others = _to_single_districts(store, sent)
    if sent.letter is not None and others:
        # The first of letters to single districts stands for all of them, so it goes last.
        numbers = ", ".join(format_number(one.number) for one in others)
        raise ConflictError("relay-others-in-force", number=format_number(sent.number), others=numbers)
    store.outgoing.cancel(sent.id, clerk.now, clerk.name, reason)
    _untell(store, sent, clerk, reason)


def _source(store: Store, sent: Outgoing) -> int | None:
    """The letter received that a letter sent passes on."""
    links = store.links.said_by(outgoing=sent.id)
    return next((one.to_incoming for one in links if one.kind is LinkKind.RELAYS), None)


def _to_single_districts(store: Store, sent: Outgoing) -> list[Outgoing]:
    """The other letters in force that pass the same letter on, each to one district."""
    source = _source(store, sent)
    if source is None:
        return []
    found = relays_of_letter(store, source)
    return [one for one in found if one.id != sent.id and one.letter is None and one.content]


def _untell(store: Store, sent: Outgoing, clerk: Clerk, reason: str) -> None:
    """Whom the letter told has not been told: it is not sent, and the province has still to pass it on."""
    source = _source(store, sent)
    tasks = store.tasks.listed(letter=source) if source is not None else ()
    own = format_number(sent.number)
    note = f"{own} {reason}".strip()
    for state, before in ((TaskState.SENT, TaskState.NOT_SENT), (TaskState.REPORTED, TaskState.RECEIVED)):
        back = [one for one in tasks if one.state is state and _told_by(store, one, sent, own)]
        store.tasks.step(back, before)
        store.tasks.add_events([event_of(one, clerk, before, note) for one in back])


def _told_by(store: Store, task: Task, sent: Outgoing, number: str) -> bool:
    """Whether a task stands where it does because of that letter."""
    steps = [one for one in store.tasks.events(task.id) if one.kind is EventKind.STEP]
    if steps:
        return (steps[-1].state, steps[-1].note) == (task.state, number)
    # Made after the relay had gone out, and told with it.
    return task.state is TaskState.SENT and sent.letter is not None


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
        tasks = cross_out(store, entry, clerk, reason)
        store.audit.add(clerk.did("cancel", f"letter {entry.receipt}", reason=reason))
    return Cancelled(text=entry.receipt, reason=reason, tasks=tasks)


def cross_out(store: Store, entry: Incoming, clerk: Clerk, reason: str) -> int:
    """Cross a letter received out of the register; how many open tasks fell away with it.

    Raises:
        ConflictError: If that was done before, or its relay went out and was not cancelled.
    """
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
    return len(open_tasks)
