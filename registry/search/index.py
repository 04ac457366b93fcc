"""The index of all letters in its folder: followed from the registry, searched, made anew.

The folder's name says what made it; a program of another format does not find it and makes its own. Beside
the index stands how far it has come: the last act of the audit that it knows, and the last letter if it is
still being made. One process writes at a time; any number search.
"""

from __future__ import annotations

import json
import shutil
import typing
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Final

from tantivy import Order

from circulars.errors import ConflictError
from circulars.query import All, Any, Near, Query
from registry.archive import write
from registry.search.nearness import nearest
from registry.search.queries import engine_query, likely, of_keys, within
from registry.search.schema import COUNTED_NUMBERS, DAY, FACETS, VERSION, open_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import tantivy

    from registry.search.schema import IndexedLetter

_STATE = "state.json"
_BUSY = "LockBusy"
_HEAP = 64_000_000
#: Values of a facet that are counted.
_BUCKETS: Final = 12
#: Letters looked at more than are asked for where words are only nearly there.
_MORE: Final = 80
#: As many letters as people look at; whoever asks for more is given each that may be meant, whatever that takes.
_PAGES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """How far an index has come."""

    complete: bool = False  #: whether every letter was in it once
    act: int = 0  #: the last act of the audit that it has followed, and its hash
    hash: str = ""
    done: int = 0  #: letters so far
    of: int = 0  #: letters to come to while it is made
    last_in: int = 0  #: the last letter received, and the last one sent, while it is made
    last_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexHit:
    """A letter that was found."""

    key: str
    score: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer of the index."""

    total: int  #: letters that match; of near ones only those looked at
    hits: tuple[IndexHit, ...]
    facets: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)  #: values with their counts


class LetterIndex:
    """The index under one folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.folder = root / VERSION
        self._index = self._opened()

    def _opened(self) -> tantivy.Index:
        """The index in its folder; one that is damaged is made anew, as it can be at any time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            return open_index(str(self.folder))
        except ValueError:
            shutil.rmtree(self.folder)
            self.folder.mkdir()
            return open_index(str(self.folder))

    def state(self) -> IndexState:
        """How far the index has come; that of an empty one if nobody knows."""
        try:
            return IndexState(**json.loads((self.folder / _STATE).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return IndexState()

    @contextmanager
    def writing(self) -> Iterator[IndexWriting]:
        """Change the index; only this process does meanwhile.

        Raises:
            ConflictError: If another process does.
        """
        try:
            writer = self._index.writer(_HEAP, 1)
        except ValueError as error:
            if _BUSY not in str(error):
                raise
            raise ConflictError("index-busy") from error
        try:
            yield IndexWriting(writer, self.folder, self.state())
        finally:
            writer.wait_merging_threads()
            self._index.reload()

    def drop_older(self) -> None:
        """Remove what other formats left."""
        for other in self._root.iterdir():
            if other.is_dir() and other.name != VERSION:
                shutil.rmtree(other, ignore_errors=True)

    def search(
        self,
        query: Query,
        *,
        allowed: Iterable[str],
        limit: int = 20,
        offset: int = 0,
        newest: bool | None = None,
        counted: bool = False,
    ) -> Found:
        """The letters that match.

        Args:
            query: What is searched.
            allowed: The classes of secrecy that may be seen.
            limit: How many letters.
            offset: How many are passed over.
            newest: Newest first, oldest first; None: the best first.
            counted: Whether facets are counted.
        """
        self._index.reload()
        searcher = self._index.searcher()
        engine = within(engine_query(query), allowed)
        result: typing.Any = searcher.search(
            engine,
            limit=max(limit, 1),
            offset=offset,
            order_by_field=None if newest is None else DAY,
            order=Order.Asc if newest is False else Order.Desc,
        )
        hits = tuple(
            IndexHit(key=doc["key"][0], score=float(score or 0), text=_shown(doc))
            for score, address in result.hits[:limit]
            for doc in [searcher.doc(address)]
        )
        facets = _counts(searcher.aggregate(engine, _AGGREGATIONS)) if counted else {}
        return Found(total=result.count or 0, hits=hits, facets=facets)

    def near(
        self, query: Query, but: Query, *, allowed: Iterable[str], limit: int = 20, offset: int = 0
    ) -> Found:
        """The letters that nearly match one query and do not match another, the nearest first."""
        searcher = self._index.searcher()
        likeliest = likely(query) if limit + offset <= _PAGES else None
        engine = within(engine_query(query), allowed, engine_query(but)) if likeliest is None else likeliest
        result = searcher.search(engine, limit=limit + offset + _MORE, count=False)
        hits: list[IndexHit] = []
        for _, address in result.hits:
            doc = searcher.doc(address)
            if alike := _alike(query, doc["bones"][0]):
                hits.append(IndexHit(key=doc["key"][0], score=alike, text=_shown(doc)))
        if hits and likeliest is not None:
            may_be = within(of_keys(hit.key for hit in hits), allowed, engine_query(but))
            answer = searcher.search(may_be, limit=len(hits), count=False)
            keys = {searcher.doc(address)["key"][0] for _, address in answer.hits}
            hits = [hit for hit in hits if hit.key in keys]
        hits.sort(key=lambda hit: -hit.score)
        return Found(total=len(hits), hits=tuple(hits[offset : offset + limit]))

    def size(self) -> tuple[int, int]:
        """How many letters there are, and bytes on disk."""
        self._index.reload()
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        return self._index.searcher().num_docs, sum(path.stat().st_size for path in files)


class IndexWriting:
    """An index that is being changed, with what it will have followed when that is kept."""

    def __init__(self, writer: typing.Any, folder: Path, state: IndexState) -> None:
        self._writer = writer
        self._folder = folder
        self.state = state

    def clear(self) -> None:
        """Begin anew."""
        self._writer.delete_all_documents()
        self.keep(IndexState())

    def put(self, letters: Iterable[tuple[str, str]], *, new: bool = False) -> int:
        """Put letters in, by key and `IndexedLetter.as_json`, each in the place of what it was; how many."""
        count = 0
        for key, row in letters:
            if not new:
                self._writer.delete_documents_by_term("key", key)
            self._writer.add_json(row)
            count += 1
        return count

    def drop(self, keys: Sequence[str]) -> None:
        """Take letters out."""
        for key in keys:
            self._writer.delete_documents_by_term("key", key)

    def keep(self, state: IndexState) -> None:
        """Make all of it lasting, and how far it came.

        In this order: what was put in twice after a power cut replaces itself.
        """
        self._writer.commit()
        write(self._folder / _STATE, json.dumps(asdict(state)).encode())
        self.state = state


def row_of(letter: IndexedLetter) -> tuple[str, str]:
    """A letter as `IndexWriting.put` takes it."""
    return letter.key, letter.as_json()


def finished(state: IndexState) -> IndexState:
    """The state of an index that has every letter."""
    return replace(state, complete=True, of=state.done)


def _alike(query: Query, whole: str) -> float:
    """How nearly a letter has what is searched, of 100; 0 where it does not."""
    match query:
        case Near():
            place = nearest(query, whole)
            return place.alike if place else 0.0
        case All(parts=parts):
            return min((_alike(part, whole) for part in parts), default=100.0)
        case Any(parts=parts):
            return max((_alike(part, whole) for part in parts), default=100.0)
    return 100.0


_AGGREGATIONS = {name: {"terms": {"field": name, "size": _BUCKETS}} for name in (*FACETS, *COUNTED_NUMBERS)}


def _counts(answer: dict[str, typing.Any]) -> dict[str, tuple[tuple[str, int], ...]]:
    return {
        name: tuple((_plain(one["key"]), int(one["doc_count"])) for one in counts["buckets"])
        for name, counts in answer.items()
    }


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) else str(value)


def _shown(doc: typing.Any) -> str:
    return bytes(doc["shown"][0]).decode()
