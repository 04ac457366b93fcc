"""The registers of letters received and sent, as they are looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.circular import Secrecy
from desk.lookup import letter_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.office_desk import Clerk, Desk
    from registry.entries import Correction, Incoming, Outgoing
    from registry.store import Store


def received(desk: Desk, year: int | None = None) -> tuple[Incoming, ...]:
    """The register of letters received, of a calendar year or of all."""
    with desk.database.reading() as store:
        return store.incoming.listed(year=year)


def sent(desk: Desk, year: int | None = None) -> tuple[Outgoing, ...]:
    """The register of letters sent, of a calendar year or of all."""
    with desk.database.reading() as store:
        return store.outgoing.listed(year=year)


def sent_secrecy(store: Store, rows: Sequence[Outgoing]) -> dict[int, Secrecy]:
    """How secret each letter sent is, by its id: as its own words say or as the letter that it passes on, the stricter."""
    sources = store.incoming.by_ids({one.letter for one in rows if one.letter is not None})
    ranks = list(Secrecy)
    return {
        one.id: max(
            one.content.secrecy if one.content else Secrecy.NONE,
            sources[one.letter].letter.secrecy if one.letter in sources else Secrecy.NONE,
            key=ranks.index,
        )
        for one in rows
    }


def letter(desk: Desk, receipt: str, clerk: Clerk) -> tuple[Incoming, tuple[Correction, ...]]:
    """One letter received, and what people corrected in its reading.

    Raises:
        NotFoundError: If there is no such letter.
    """
    with desk.database.reading() as store:
        entry = letter_of(store, receipt, clerk.today)
        return entry, store.incoming.corrections(entry.id)
