"""Lists of letters, page by page (รายการหนังสือ): those that wait, those not passed on, the registers of a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection

    from circulars.circular import Secrecy
    from desk.office_desk import Desk
    from registry.listings import ListedLetter, ListedSent

T = TypeVar("T")

#: Rows of a page.
PAGE: Final = 50
#: Letters not passed on yet that are shown at once; whoever has more begins with the oldest.
UNRELAYED: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Generic[T]):
    """A page of a list."""

    rows: tuple[T, ...]
    count: int  #: of the whole list
    page: int = 1

    @property
    def has_more(self) -> bool:
        """Whether there is a page after this one."""
        return self.page * PAGE < self.count


def waiting_page(desk: Desk, seen: Collection[Secrecy], page: int = 1) -> ListPage[ListedLetter]:
    """The readings that wait for a person, the most urgent first, of those the oldest."""
    with desk.database.reading() as store:
        rows = store.listings.waiting(seen, PAGE, (page - 1) * PAGE)
        return ListPage(rows=rows, count=store.listings.waiting_count(seen), page=page)


def unrelayed_page(desk: Desk, seen: Collection[Secrecy]) -> ListPage[ListedLetter]:
    """The letters confirmed whose districts have not been told of their tasks, the oldest first."""
    with desk.database.reading() as store:
        rows = store.listings.unrelayed(seen, UNRELAYED)
        return ListPage(rows=rows, count=store.listings.unrelayed_count(seen))


def received_page(desk: Desk, year: int, seen: Collection[Secrecy], page: int = 1) -> ListPage[ListedLetter]:
    """The register of letters received of a year, the newest first."""
    with desk.database.reading() as store:
        rows = store.listings.received(year, seen, PAGE, (page - 1) * PAGE)
        return ListPage(rows=rows, count=store.listings.received_count(year, seen), page=page)


def sent_page(desk: Desk, year: int, seen: Collection[Secrecy], page: int = 1) -> ListPage[ListedSent]:
    """The register of letters sent of a year, the newest first."""
    with desk.database.reading() as store:
        rows = store.listings.sent(year, seen, PAGE, (page - 1) * PAGE)
        return ListPage(rows=rows, count=store.listings.sent_count(year, seen), page=page)
