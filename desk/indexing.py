"""Keeping the search index with the registry: following what is done, or making the index anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.errors import ConflictError
from circulars.processes import process_pool
from circulars.thai_calendar import BUDDHIST_ERA
from desk.indexed_letters import NO_CARD, received_letter, sent_letter
from desk.letter_texts import LetterTexts
from desk.topics import vocabulary
from registry.archive import Archive
from registry.search.index import IndexState, LetterIndex, finished, row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from circulars.card import IndexCard
    from circulars.topics import Vocabulary
    from desk.office_desk import Desk
    from registry.entries import Incoming, Outgoing
    from registry.search.index import IndexWriting
    from registry.search.schema import IndexedLetter
    from registry.store import Store

#: Told now and then how many letters of how many are done.
Tell = Callable[[int, int], None]
#: Letters between two commits of an index that is made anew: what is lost if the power goes.
BATCH = 2_000
#: Letters that one process takes at a time, and from how many letters on processes are worth starting.
_SHARE, _WORTH = 50, 400
#: Letters that are put into the index while somebody waits who did not ask for that.
_AT_ONCE = 200
_LETTER = re.compile(r"letter (\d+)/(\d+)")


def index_of(desk: Desk) -> LetterIndex:
    """The index of an office's letters."""
    return LetterIndex(desk.cache / "search")


def texts_of(desk: Desk) -> LetterTexts:
    """The texts of an office's letters."""
    return LetterTexts(desk.texts)


def brought_up(desk: Desk, index: LetterIndex, tell: Tell | None = None, jobs: int = 1) -> IndexState:
    """The state of an index after it has followed the registry, or has been made if it was not there.

    Where another process is at it, the index stays as it is and its state says how far that is.
    """
    state = index.state()
    with desk.database.reading() as store:
        last = store.audit.last()
    if state.complete and (state.act, state.hash) == last:
        return state
    try:
        with index.writing() as writing:
            with desk.database.reading() as store:
                same = store.audit.has(writing.state.act, writing.state.hash)
            if not same:
                # A registry put back from a backup, or another one altogether.
                writing.clear()
            if not writing.state.complete:
                _make(desk, writing, tell, jobs)
            _follow(desk, writing)
            return writing.state
    except ConflictError:
        return index.state()


def kept_up(desk: Desk, index: LetterIndex) -> IndexState:
    """As `brought_up`, but where more letters are missing than are put in at once, how far the index is."""
    state = index.state()
    if not state.complete:
        with desk.database.reading() as store:
            of = store.incoming.count() + store.outgoing.count()
        if of - state.done > _AT_ONCE:
            return replace(state, of=of)
    return brought_up(desk, index)


def begin_anew(index: LetterIndex) -> None:
    """Empty the index, files and all: what is only taken out of it still stands in them. The next search makes it.

    Raises:
        ConflictError: If another process changes it.
    """
    with index.writing() as writing:
        writing.clear()


def rebuild(desk: Desk, index: LetterIndex, tell: Tell | None = None, jobs: int = 1) -> IndexState:
    """The index made anew from the registry and the texts.

    Raises:
        ConflictError: If another process changes it.
    """
    with index.writing() as writing:
        writing.clear()
        _make(desk, writing, tell, jobs)
        _follow(desk, writing)
        index.drop_older()
        return writing.state


def _make(desk: Desk, writing: IndexWriting, tell: Tell | None, jobs: int) -> None:
    """Put every letter in, from where an earlier attempt was interrupted."""
    with desk.database.reading() as store:
        of = store.incoming.count() + store.outgoing.count()
        act, hashed = store.audit.last()
    state = writing.state if writing.state.done else IndexState(act=act, hash=hashed)
    state = replace(state, of=of)
    with _workers(jobs, of - state.done) as rows:
        while received := _received(desk, state.last_in):
            with desk.database.reading() as store:
                job = _job(desk, store, received)
            writing.put(rows(job, received))
            state = replace(state, done=state.done + len(received), last_in=received[-1].id)
            writing.keep(state)
            if tell:
                tell(state.done, of)
        while sent := _sent(desk, state.last_out):
            with desk.database.reading() as store:
                rows_sent = _rows_of_sent(store, sent)
            writing.put(rows_sent)
            state = replace(state, done=state.done + len(sent), last_out=sent[-1].id)
            writing.keep(state)
            if tell:
                tell(state.done, of)
    writing.keep(finished(state))


def _received(desk: Desk, after: int) -> Sequence[Incoming]:
    with desk.database.reading() as store:
        return store.incoming.batch(after, BATCH)


def _sent(desk: Desk, after: int) -> Sequence[Outgoing]:
    with desk.database.reading() as store:
        return store.outgoing.batch(after, BATCH)


def _follow(desk: Desk, writing: IndexWriting) -> None:
    """Put in what was received, corrected or sent since."""
    with desk.database.reading() as store:
        act, hashed = store.audit.last()
        if act == writing.state.act:
            return
        received, sent = _changed(store, writing.state.act)
        rows_sent = _rows_of_sent(store, sent)
        job = _job(desk, store, received)
    writing.put(job(received))
    writing.put(rows_sent)
    writing.keep(replace(writing.state, act=act, hash=hashed))


def _changed(store: Store, act: int) -> tuple[list[Incoming], list[Outgoing]]:
    received, sent = letters_of(store, store.audit.subjects_since(act))
    about = {key for entry in received.values() for key in _sent_about(store, entry)}
    return list(received.values()), list((store.outgoing.by_ids(about) | sent).values())


def letters_of(store: Store, subjects: Iterable[str]) -> tuple[dict[int, Incoming], dict[int, Outgoing]]:
    """The letters received and sent that subjects of the audit speak of, by their ids."""
    received: dict[int, Incoming] = {}
    sent: dict[int, Outgoing] = {}
    for subject in subjects:
        if match := _LETTER.match(subject):
            found = store.incoming.of_receipt(int(match[2]) - BUDDHIST_ERA, int(match[1]))
            received |= {one.id: one for one in found}
        elif subject.startswith("sent "):
            sent |= {one.id: one for one in store.outgoing.of_number(subject.removeprefix("sent "))}
        elif subject.startswith("topic "):
            named = vocabulary(store).beneath(subject.removeprefix("topic "))
            received |= store.incoming.by_ids(store.cards.letters(topics=named))
    return received, sent


def _sent_about(store: Store, entry: Incoming) -> set[int]:
    """The letters sent that pass a letter received on, answer it or remind of it."""
    links = store.links.said_of(incoming=entry.id)
    relay = store.outgoing.by_letter(entry.id)
    return {one.from_outgoing for one in links if one.from_outgoing} | ({relay.id} if relay else set())


def _rows_of_sent(store: Store, sent: Sequence[Outgoing]) -> list[tuple[str, str]]:
    """Letters sent to what the index takes; none is open to more eyes than the letters that it speaks of."""
    sources = {
        one.id: {link.to_incoming for link in store.links.said_by(outgoing=one.id) if link.to_incoming}
        | ({one.letter} if one.letter else set())
        for one in sent
    }
    classes = store.incoming.classes(set().union(*sources.values()))
    cards, known = store.cards.of({one.letter for one in sent if one.letter}), vocabulary(store)
    return [
        row_of(
            sent_letter(
                one,
                [classes[number] for number in sources[one.id] if number in classes],
                cards.get(one.letter or 0, NO_CARD),
                known,
            )
        )
        for one in sent
    ]


def _job(desk: Desk, store: Store, entries: Sequence[Incoming]) -> _Job:
    cards = store.cards.of([one.id for one in entries])
    return _Job(desk.archive, texts_of(desk), cards, vocabulary(store))


@dataclass(frozen=True, slots=True)
class _Job:
    """Letters received to what the index takes; goes to other processes."""

    archive: Archive
    texts: LetterTexts
    cards: Mapping[int, IndexCard]
    known: Vocabulary

    def __call__(self, entries: Iterable[Incoming]) -> list[tuple[str, str]]:
        return [row_of(self._letter(one)) for one in entries]

    def _letter(self, entry: Incoming) -> IndexedLetter:
        text = self.texts.text(entry, self.archive)
        return received_letter(entry, text, self.cards.get(entry.id, NO_CARD), self.known)


@contextmanager
def _workers(
    jobs: int, letters: int
) -> Iterator[Callable[[_Job, Sequence[Incoming]], Iterable[tuple[str, str]]]]:
    """What turns letters into rows: here, or in so many processes if there are letters enough."""
    if jobs < 2 or letters < _WORTH:
        yield lambda job, entries: job(entries)
        return
    with process_pool(jobs) as pool:
        yield lambda job, entries: (row for rows in pool.map(job, list(_shares(entries))) for row in rows)


def _shares(entries: Sequence[Incoming]) -> Iterator[Sequence[Incoming]]:
    for at in range(0, len(entries), _SHARE):
        yield entries[at : at + _SHARE]
