"""The registers of letters received and sent, as they are looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.circular import Secrecy
from desk.lookup import letter_of
from desk.pages import paged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desk.office_desk import Clerk, Desk
    from registry.entries import Correction, Incoming, LetterState, Outgoing
    from registry.store import Store


def received(desk: Desk, year: int | None = None) -> tuple[Incoming, ...]:
    """The register of letters received, of a calendar year or of all."""
    with desk.database.reading() as store:
        return store.incoming.listed(year=year)


def received_page(
    desk: Desk,
    sees: Callable[[Incoming], bool],
    *,
    after: int,
    limit: int,
    year: int | None = None,
    state: LetterState | None = None,
) -> tuple[list[Incoming], int | None]:
    """One page of the register of letters received, in the order they were entered; `desk.pages.paged` says how."""
    with desk.database.reading() as store:
        return paged(
            lambda number, size: store.incoming.batch(number, size, year=year, state=state),
            lambda some: [one for one in some if sees(one)],
            after=after,
            limit=limit,
        )


def sent_page(
    desk: Desk, sees: Callable[[Secrecy], bool], *, after: int, limit: int, year: int | None = None
) -> tuple[list[Outgoing], int | None]:
    """One page of the register of letters sent, in the order they were entered; `desk.pages.paged` says how."""
    with desk.database.reading() as store:

        def seen(some: Sequence[Outgoing]) -> list[Outgoing]:
            secrecy = sent_secrecy(store, some)
            return [one for one in some if sees(secrecy[one.id])]

        return paged(
            lambda number, size: store.outgoing.batch(number, size, year=year), seen, after=after, limit=limit
        )


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
