"""Letters that are twenty years old (หนังสือครบ ๒๐ ปี): handed over to the National Archives, kept or deposited."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from circulars.circular import Secrecy
from circulars.errors import UsageError
from circulars.retention import ARCHIVAL_YEARS, Transfer, TransferKind
from circulars.thai_calendar import BUDDHIST_ERA
from desk.cards import ArchivedLetter, archived
from desk.lookup import letter_of
from desk.retention import refuse_destroyed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming


def twenty_years_old(desk: Desk, year: int) -> tuple[ArchivedLetter, ...]:
    """Letters that are twenty years old at the end of a Gregorian year and of which nothing was agreed yet.

    Secret letters go by the rules on official secrets, not by this list.
    """
    with desk.database.reading() as store:
        settled = store.keeping.transfers()
        old = [
            one
            for one in store.incoming.listed()
            if _made(one).year + ARCHIVAL_YEARS <= year
            and one.id not in settled
            and one.destroyed is None
            and one.cancelled is None
            and one.letter.secrecy is Secrecy.NONE
        ]
        return archived(store, old)


def transferred(desk: Desk, kind: TransferKind, year: int | None = None) -> tuple[ArchivedLetter, ...]:
    """The letters of which that was agreed, in a Gregorian year or ever."""
    with desk.database.reading() as store:
        found = {
            key: one
            for key, one in store.keeping.transfers().items()
            if one.kind is kind and year in {None, one.day.year}
        }
        entries = store.incoming.by_ids(found)
        return archived(store, [entries[key] for key in sorted(found)])


def hand_over_by(year: int) -> dt.date:
    """The day by which the letters of a list are to be with the National Archives: 31 January of the next year."""
    return dt.date(year + 1, 1, 31)


def note_transfer(  # noqa: PLR0917 - what stands in one row
    desk: Desk,
    receipts: Iterable[str],
    kind: TransferKind,
    party: str,
    clerk: Clerk,
    day: dt.date | None = None,
) -> tuple[ArchivedLetter, ...]:
    """Note what was agreed about letters; all of them, or none.

    Raises:
        UsageError: If nobody is named who took them over or agreed, or a letter is younger than twenty years.
        NotFoundError: If there is no such letter.
        ConflictError: If it was destroyed.
    """
    if not party.strip():
        raise UsageError("transfer-party")
    with desk.database.writing() as store:
        entries = [letter_of(store, one, clerk.today) for one in receipts]
        for entry in entries:
            refuse_destroyed(entry)
            of_age = _made(entry).year + ARCHIVAL_YEARS
            # A deposit (ฝาก) may come before the letter is of age.
            if kind is not TransferKind.DEPOSITED and of_age > clerk.today.year:
                raise UsageError("transfer-young", receipt=entry.receipt, year=str(of_age + BUDDHIST_ERA))
            new = Transfer(
                letter=entry.id,
                kind=kind,
                day=day or clerk.today,
                party=party.strip(),
                at=clerk.now,
                by=clerk.name,
            )
            store.keeping.transfer(new)
            store.audit.add(
                clerk.did("transfer", f"letter {entry.receipt}", after=f"{kind.value} {new.party}")
            )
        return archived(store, entries)


def _made(entry: Incoming) -> dt.date:
    return entry.dated or entry.received.date()
