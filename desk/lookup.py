"""Finding what a person means, a letter by its receipt number or a district by its name, or saying why it cannot be."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from circulars.errors import ConflictError, NotFoundError, NotPermittedError, UsageError
from circulars.number import format_number
from circulars.thai_calendar import BUDDHIST_ERA, ascii_digits, long_date
from desk.offices import all_offices

if TYPE_CHECKING:
    import datetime as dt

    from circulars.office import OfficeProfile
    from circulars.task import Task
    from registry.entries import Incoming, StoredDraft
    from registry.store import Store


def refuse_blank(reason: str) -> None:
    """Refuse a reason that says nothing, wherever one is asked for.

    Raises:
        UsageError: If it is empty.
    """
    if not reason.strip():
        raise UsageError("reason-missing")


def letter_of(store: Store, receipt: str, today: dt.date) -> Incoming:
    """The letter of a receipt number: "12" of this year, or "12/2567".

    Raises:
        UsageError: If that is not a receipt number.
        NotFoundError: If no letter was given it.
    """
    year, number = receipt_of(receipt, today)
    found = store.incoming.by_receipt(year, number)
    if found is None:
        raise NotFoundError("no-letter", number=str(number), year=str(year + BUDDHIST_ERA))
    return found


def receipt_of(receipt: str, today: dt.date) -> tuple[int, int]:
    """The Gregorian year and the number of a receipt number as people write it.

    Raises:
        UsageError: If that is not a receipt number.
    """
    match = re.fullmatch(r"(\d{1,6})(?:/(\d{4}))?", ascii_digits(receipt.strip()))
    if match is None:
        raise UsageError("not-a-receipt-number", value=receipt)
    return int(match[2]) - BUDDHIST_ERA if match[2] else today.year, int(match[1])


def task_of(store: Store, number: int) -> Task:
    """The task of that number.

    Raises:
        NotFoundError: If there is none.
    """
    found = store.tasks.by_id(number)
    if found is None:
        raise NotFoundError("no-task", number=str(number))
    return found


def office_code(office: OfficeProfile, name: str) -> str:
    """The code of a district, or of the province itself, by code or name with or without its อำเภอ.

    Raises:
        NotFoundError: If the office has no such district.
        UsageError: If several provinces have a district of that name; the message gives their codes.
    """
    wanted = _bare(ascii_digits(name.strip()))
    offices = all_offices(office)
    found = [one for one in offices if wanted in {one.code, _bare(one.label)}]
    if len(found) == 1:
        return found[0].code
    if found:
        codes = ", ".join(one.code for one in found)
        raise UsageError("district-ambiguous", value=name, codes=codes)
    names = ", ".join(one.district.name for one in offices if one.district)
    if office.nationwide:
        near = get_close_matches(wanted, [_bare(one.label) for one in offices], n=5, cutoff=0.6)
        names = ", ".join(near) or "-"
    raise NotFoundError("no-district", value=name, names=names)


def _bare(name: str) -> str:
    return name.removeprefix("อำเภอ").removeprefix("เขต").removeprefix("จังหวัด").strip()


def confirmed_letter(store: Store, receipt: str, today: dt.date) -> Incoming:
    """The letter of a receipt number, if a person has confirmed its reading.

    Raises:
        NotFoundError: If there is no such letter.
        NotPermittedError: If nobody has.
    """
    entry = letter_of(store, receipt, today)
    refuse_cancelled(entry)
    if entry.confirmed is None:
        raise NotPermittedError("not-confirmed", receipt=entry.receipt)
    return entry


def stored_draft(store: Store, entry: Incoming) -> StoredDraft:
    """The draft of a letter's relay.

    Raises:
        NotFoundError: If there is none.
    """
    stored = store.outgoing.draft(entry.id)
    if stored is None:
        raise NotFoundError("no-draft", receipt=entry.receipt)
    return stored


def refuse_sent(store: Store, entry: Incoming) -> None:
    """Let a letter pass that has not been relayed.

    Raises:
        ConflictError: If it has; the message names the number and date.
    """
    sent = store.outgoing.by_letter(entry.id)
    if sent is not None:
        raise ConflictError(
            "already-sent",
            receipt=entry.receipt,
            number=format_number(sent.number),
            dated=long_date(sent.dated),
        )


def refuse_taken(store: Store, series: str, year: int, running: int) -> None:
    """Let an outgoing number pass that is free.

    Raises:
        ConflictError: If a letter has it; the message names the letter.
    """
    taken = store.outgoing.by_number(series, year, running)
    if taken is not None:
        raise ConflictError(
            "number-taken",
            number=format_number(taken.number),
            year=str(year + BUDDHIST_ERA),
            dated=long_date(taken.dated),
            subject=taken.subject or "-",
        )


def refuse_overtaken(entry: Incoming, *, done: bool) -> None:
    """Let a change pass that was stored.

    Raises:
        ConflictError: If someone else changed the letter meanwhile, so that it was not.
    """
    if not done:
        raise ConflictError("changed-meanwhile", what=entry.receipt)


def refuse_unseen(entry: Incoming, version: int | None) -> None:
    """Let a change pass of a letter that stands as the person saw it; None: they do not say what they saw.

    Raises:
        ConflictError: If someone else changed the letter meanwhile.
    """
    if version is not None and version != entry.version:
        raise ConflictError("changed-meanwhile", what=entry.receipt)


def refuse_task_overtaken(task: Task, *, done: bool) -> None:
    """Let a change pass that was stored.

    Raises:
        ConflictError: If someone else changed the task meanwhile, so that it was not.
    """
    if not done:
        raise ConflictError("task-changed-meanwhile", number=str(task.id), office=task.office)


def refuse_cancelled(entry: Incoming) -> None:
    """Let a letter pass that was not crossed out of the register.

    Raises:
        ConflictError: If it was; the message says by whom and why.
    """
    if entry.cancelled is not None:
        raise ConflictError(
            "letter-cancelled", receipt=entry.receipt, by=entry.cancelled_by or "", reason=entry.cancel_reason
        )
