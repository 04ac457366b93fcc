"""The registers of letters received and sent, as they are looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.lookup import letter_of

if TYPE_CHECKING:
    from desk.office_desk import Clerk, Desk
    from registry.entries import Correction, Incoming, Outgoing


def received(desk: Desk, year: int | None = None) -> tuple[Incoming, ...]:
    """The register of letters received, of a calendar year or of all."""
    with desk.database.reading() as store:
        return store.incoming.listed(year=year)


def sent(desk: Desk, year: int | None = None) -> tuple[Outgoing, ...]:
    """The register of letters sent, of a calendar year or of all."""
    with desk.database.reading() as store:
        return store.outgoing.listed(year=year)


def letter(desk: Desk, receipt: str, clerk: Clerk) -> tuple[Incoming, tuple[Correction, ...]]:
    """One letter received, and what people corrected in its reading.

    Raises:
        NotFoundError: If there is no such letter.
    """
    with desk.database.reading() as store:
        entry = letter_of(store, receipt, clerk.today)
        return entry, store.incoming.corrections(entry.id)
