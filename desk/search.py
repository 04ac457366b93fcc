"""Finding letters (ค้นหาหนังสือ): exactly what was typed first, then what is nearly so."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from circulars.circular import Secrecy
from circulars.errors import UsageError
from circulars.query import All
from desk.highlights import Snippet, page_marks, snippet
from desk.indexing import Tell, brought_up, index_of, kept_up, texts_of
from desk.lookup import letter_of
from parsers.search_query import apart, loosened, parse_query, shortened
from registry.entries import Incoming, Outgoing

if TYPE_CHECKING:
    import datetime as dt

    from circulars.query import Query
    from circulars.source import Span
    from desk.office_desk import Desk
    from registry.search.index import Found, IndexHit, IndexState, LetterIndex

#: Classes of secrecy that everybody in the office may see.
OPEN = frozenset({Secrecy.NONE})


class MatchKind(StrEnum):
    """How a letter has what was searched."""

    EXACT = "exact"  #: ตรงตามที่ค้น
    NEAR = "near"  #: ใกล้เคียง: damaged, or spelt otherwise
    APART = "apart"  #: มีทุกคำแต่ไม่ติดกัน


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A letter that was found."""

    entry: Incoming | Outgoing
    kind: MatchKind
    snippet: Snippet


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """The answer to a search."""

    query: Query
    total: int  #: letters that have exactly what was searched
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    index: IndexState
    cut: bool = False  #: whether the query was too long and only its head was looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What is asked of a search beside its words."""

    limit: int = 20
    offset: int = 0
    newest: bool | None = None  #: newest first, oldest first; None: best first
    near: bool = True  #: also what is nearly so, after everything exact
    may_see: frozenset[Secrecy] = OPEN
    patient: bool = True  #: wait while an index that is not there is made; else be told how far it is


def search(desk: Desk, text: str, asked: Searched, tell: Tell | None = None, jobs: int = 1) -> SearchResult:
    """The letters that have what a person typed; exact ones always come before near ones.

    Args:
        desk: The office's desk.
        text: What was typed; `parsers.search_query` tells what it may be.
        asked: How many, in what order, and what the person may see.
        tell: Told how far the index is if it must be made first.
        jobs: Processes that make it.

    Raises:
        UsageError: If there is nothing to search, or the value of a field is none that it can have.
    """
    query = parse_query(text)
    if query == All(parts=()):
        raise UsageError("search-empty", value=text)
    index = index_of(desk)
    state = brought_up(desk, index, tell, jobs) if asked.patient else kept_up(desk, index)
    exact, found = found_in(index, query, asked)
    return SearchResult(
        query=query,
        total=exact.total,
        hits=tuple(_hits(desk, found)),
        facets=exact.facets,
        index=state,
        cut=shortened(text) != text,
    )


def found_in(
    index: LetterIndex, query: Query, asked: Searched
) -> tuple[Found, list[tuple[IndexHit, MatchKind, Query]]]:
    """What the index has exactly; and everything for the page, with how it was found and by what query."""
    allowed = [one.value for one in asked.may_see]
    exact = index.search(
        query, allowed=allowed, limit=asked.limit, offset=asked.offset, newest=asked.newest, counted=True
    )
    found = [(hit, MatchKind.EXACT, query) for hit in exact.hits]
    if asked.near and len(found) < asked.limit:
        found += _nearly(index, query, exact, asked, allowed)
    return exact, found


def _nearly(
    index: LetterIndex, query: Query, exact: Found, asked: Searched, allowed: list[str]
) -> list[tuple[IndexHit, MatchKind, Query]]:
    """What fills the page after everything exact: near letters, or if there is nothing at all the words apart."""
    limit, offset = asked.limit - len(exact.hits), max(asked.offset - exact.total, 0)
    near = loosened(query)
    if near is not None:
        found = index.near(near, query, allowed=allowed, limit=limit, offset=offset).hits
        if found or exact.total:
            return [(hit, MatchKind.NEAR, near) for hit in found]
    loose = apart(query)
    if loose is None or exact.total:
        return []
    found = index.search(loose, allowed=allowed, limit=limit, offset=offset, newest=asked.newest).hits
    return [(hit, MatchKind.APART, loose) for hit in found]


def _hits(desk: Desk, found: list[tuple[IndexHit, MatchKind, Query]]) -> list[Hit]:
    ids: dict[str, list[int]] = {"in": [], "out": []}
    for hit, _, _ in found:
        register, number = hit.key.split(":")
        ids[register].append(int(number))
    with desk.database.reading() as store:
        entries: dict[str, Incoming | Outgoing] = {
            **{f"in:{key}": one for key, one in store.incoming.by_ids(ids["in"]).items()},
            **{f"out:{key}": one for key, one in store.outgoing.by_ids(ids["out"]).items()},
        }
    return [
        Hit(entry=entries[hit.key], kind=kind, snippet=snippet(hit.text, query))
        for hit, kind, query in found
        if hit.key in entries
    ]


def places_of(desk: Desk, receipt: str, text: str, today: dt.date) -> tuple[Span, ...]:
    """Where the pages of a letter have what a person typed, exactly or else nearly, to be shown on the picture.

    Raises:
        NotFoundError: If there is no such letter.
        InputFileError: If its original is gone.
    """
    with desk.database.reading() as store:
        entry = letter_of(store, receipt, today)
    source = texts_of(desk).of(entry, desk.archive)
    query = parse_query(text)
    found = page_marks(source, query)
    near = loosened(query)
    return found or (page_marks(source, near) if near is not None else ())
