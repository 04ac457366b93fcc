"""Searches that a person keeps (คำค้นที่บันทึกไว้), and what came in for each since they last looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.errors import NotFoundError, UsageError
from circulars.query import All, Any, Key
from desk.indexing import brought_up, index_of, letters_of
from desk.search import OPEN
from parsers.search_query import parse_query
from registry.cards import SavedSearch
from registry.entries import Incoming

if TYPE_CHECKING:
    from circulars.circular import Secrecy
    from desk.office_desk import Clerk, Desk
    from registry.search.index import LetterIndex

#: The acts by which a letter comes in.
_ARRIVALS: Final = ("receive", "import")
_LONGEST_NAME: Final = 120
#: Letters that are asked for at a time.
_PAGE: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A search that is kept, and the letters that came in for it since (แจ้งเตือน)."""

    saved: SavedSearch
    new: tuple[Incoming, ...]


def save_search(desk: Desk, name: str, words: str, clerk: Clerk) -> SavedSearch:
    """Keep a search under a name; one of that name that the person has is replaced. Only what comes from now on is new.

    Raises:
        UsageError: If the name or the search is empty, or the value of a field is none that it can have.
    """
    plain = " ".join(name.split())[:_LONGEST_NAME]
    if not plain:
        raise UsageError("search-no-name")
    if parse_query(words) == All(parts=()):
        raise UsageError("search-empty", value=words)
    with desk.database.writing() as store:
        seen, _ = store.audit.last()
        new = SavedSearch(owner=clerk.name, name=plain, words=words, at=clerk.now, seen=seen)
        store.saved.put(new)
    return new


def saved_searches(desk: Desk, owner: str) -> tuple[SavedSearch, ...]:
    """The searches that a person keeps."""
    with desk.database.reading() as store:
        return store.saved.listed(owner)


def saved_search(desk: Desk, name: str, owner: str) -> SavedSearch:
    """One of them.

    Raises:
        NotFoundError: If there is none of that name; the message names those there are.
    """
    kept = saved_searches(desk, owner)
    found = next((one for one in kept if one.name == " ".join(name.split())), None)
    if found is None:
        raise NotFoundError("no-saved-search", value=name, names=", ".join(one.name for one in kept) or "-")
    return found


def forget_search(desk: Desk, name: str, clerk: Clerk) -> SavedSearch:
    """Keep a search no longer.

    Raises:
        NotFoundError: If there is none of that name.
    """
    found = saved_search(desk, name, clerk.name)
    with desk.database.writing() as store:
        store.saved.drop(clerk.name, found.name)
    return found


def alerts(
    desk: Desk, owner: str, *, may_see: frozenset[Secrecy] = OPEN, name: str | None = None
) -> tuple[Alert, ...]:
    """What came in for each search of a person since they last looked; looking again changes nothing.

    Raises:
        NotFoundError: If one is named and there is none of that name.
    """
    kept = saved_searches(desk, owner) if name is None else (saved_search(desk, name, owner),)
    index = index_of(desk)
    brought_up(desk, index)
    return tuple(Alert(saved=one, new=_new(desk, index, one, may_see)) for one in kept)


def see(desk: Desk, seen: tuple[Alert, ...]) -> None:
    """Note that a person has seen alerts: only what comes after is new."""
    with desk.database.writing() as store:
        act, _ = store.audit.last()
        for one in seen:
            store.saved.see(one.saved.id, act)


def _new(
    desk: Desk, index: LetterIndex, saved: SavedSearch, may_see: frozenset[Secrecy]
) -> tuple[Incoming, ...]:
    with desk.database.reading() as store:
        received, _ = letters_of(store, store.audit.subjects_since(saved.seen, verbs=_ARRIVALS))
    came = {f"in:{number}": entry for number, entry in received.items() if entry.cancelled is None}
    keys, found = list(came), set[str]()
    for at in range(0, len(keys), _PAGE):
        page = keys[at : at + _PAGE]
        asked = All(
            parts=(parse_query(saved.words), Any(parts=tuple(Key(field="key", value=one) for one in page)))
        )
        hits = index.search(asked, allowed=[one.value for one in may_see], limit=len(page)).hits
        found |= {hit.key for hit in hits}
    return tuple(entry for key, entry in came.items() if key in found)
