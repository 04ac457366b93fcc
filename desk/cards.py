"""Index cards (บัตรตรวจค้น): what an archivist notes of letters, and the letters by it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.card import IndexCard, Topic
from circulars.errors import ConflictError, UsageError
from circulars.retention import Hold, KeepingState, Kept, Loan, Transfer
from desk.lookup import letter_of
from desk.topics import topic_of, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from circulars.topics import Vocabulary
    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming
    from registry.store import Store

#: What empties a field.
NOTHING = "-"
_LONGEST_CODE = _LONGEST_TAG = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedLetter:
    """A letter as the archive has it: its card, how long it is kept, who has it."""

    entry: Incoming
    card: IndexCard
    path: tuple[Topic, ...] = ()  #: its subject under the headings above it
    kept: Kept | None = None
    holds: tuple[Hold, ...] = ()  #: those in force
    loan: Loan | None = None  #: who has it now
    transfer: Transfer | None = None

    @property
    def state(self) -> KeepingState:
        """How it is kept."""
        if self.entry.destroyed is not None:
            return KeepingState.DESTROYED
        if self.kept is None:
            return KeepingState.IN_WORK
        return KeepingState.CHECKING if self.kept.checking else KeepingState.FINISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class CardChange:
    """What is to be noted on a card; None leaves a field, "-" empties it."""

    topic: str | None = None
    file_code: str | None = None
    tags: tuple[str, ...] = ()
    untags: tuple[str, ...] = ()

    def is_empty(self) -> bool:
        """Whether there is nothing to note."""
        return self == CardChange()


#: Letters that the registry is asked for at once.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedCards:
    """Which letters are listed; everything left out is any."""

    topic: str | None = None
    file_code: str | None = None
    tag: str | None = None
    year: int | None = None  #: Gregorian
    uncarded: bool = False  #: only those that nobody has classified


def archived(store: Store, entries: Sequence[Incoming]) -> tuple[ArchivedLetter, ...]:
    """Letters as the archive has them."""
    letters = [one.id for one in entries]
    known, cards = vocabulary(store), store.cards.of(letters)
    kept, transfers = store.keeping.kept(letters), store.keeping.transfers(letters)
    loans = {one.letter: one for one in store.keeping.loans(letters)}
    holds: dict[int, tuple[Hold, ...]] = {}
    for one in store.keeping.holds(letters):
        holds[one.letter] = (*holds.get(one.letter, ()), one)
    return tuple(
        ArchivedLetter(
            entry=entry,
            card=cards[entry.id],
            path=known.path(cards[entry.id].topic or ""),
            kept=kept.get(entry.id),
            holds=holds.get(entry.id, ()),
            loan=loans.get(entry.id),
            transfer=transfers.get(entry.id),
        )
        for entry in entries
    )


def card_of(desk: Desk, receipt: str, clerk: Clerk) -> ArchivedLetter:
    """One letter as the archive has it.

    Raises:
        NotFoundError: If there is no such letter.
    """
    with desk.database.reading() as store:
        return archived(store, [letter_of(store, receipt, clerk.today)])[0]


def classify(
    desk: Desk, receipts: Iterable[str], change: CardChange, clerk: Clerk
) -> tuple[ArchivedLetter, ...]:
    """Note on the cards of letters what they are about and where they lie; all of them, or none.

    Raises:
        UsageError: If there is nothing to note, or a tag or file code is too long.
        NotFoundError: If there is no such letter, or no such subject.
        ConflictError: If the subject is retired.
    """
    if change.is_empty():
        raise UsageError("card-nothing")
    with desk.database.writing() as store:
        topic = _topic(store, change.topic)
        entries = [letter_of(store, one, clerk.today) for one in receipts]
        cards, known = store.cards.of([one.id for one in entries]), vocabulary(store)
        for entry in entries:
            old = cards[entry.id]
            new = _changed(old, change, topic)
            if new == old:
                continue
            store.cards.put(entry.id, new)
            before, after = card_words(old, known), card_words(new, known)
            store.audit.add(clerk.did("card", f"letter {entry.receipt}", before=before, after=after))
        return archived(store, entries)


def cards(
    desk: Desk, wanted: WantedCards, *, limit: int | None = None, offset: int = 0
) -> tuple[ArchivedLetter, ...]:
    """The letters whose cards have what is asked for, in the order of the register.

    Args:
        desk: The office's desk.
        wanted: What is asked for.
        limit: So many at most.
        offset: How many are passed over.

    Raises:
        NotFoundError: If there is no such subject.
    """
    with desk.database.reading() as store:
        letters = _wanted(store, wanted)[offset:][:limit]
        return tuple(
            one
            for at in range(0, len(letters), _AT_ONCE)
            for one in archived(store, _entries(store, letters[at : at + _AT_ONCE]))
        )


def _entries(store: Store, letters: Sequence[int]) -> list[Incoming]:
    found = store.incoming.by_ids(letters)
    return [found[one] for one in letters]


def _wanted(store: Store, wanted: WantedCards) -> list[int]:
    listed = store.incoming.ids(year=wanted.year, in_force=wanted.uncarded)
    if wanted.uncarded:
        carded = set(store.cards.letters())
        return [one for one in listed if one not in carded]
    if wanted.topic is None and wanted.file_code is None and wanted.tag is None:
        return list(listed)
    topics = vocabulary(store).beneath(topic_of(store, wanted.topic).code) if wanted.topic else ()
    found = set(store.cards.letters(topics=topics, file_code=wanted.file_code, tag=wanted.tag))
    return [one for one in listed if one in found]


def card_words(card: IndexCard, known: Vocabulary) -> str:
    """A card in one line: "04.6 อำนวยความเป็นธรรม · มท 0018.1/5 · #ด่วน"."""
    topic = known.topics.get(card.topic or "")
    parts = [topic.shown if topic else card.topic or "", card.file_code, *(f"#{one}" for one in card.tags)]
    return " · ".join(filter(None, parts))


def _topic(store: Store, text: str | None) -> Topic | None:
    if text is None or text == NOTHING:
        return None
    topic = topic_of(store, text)
    if topic.retired:
        raise ConflictError("topic-retired", value=topic.shown)
    return topic


def _changed(old: IndexCard, change: CardChange, topic: Topic | None) -> IndexCard:
    new = old
    if change.topic is not None:
        new = replace(new, topic=topic.code if topic else None)
    if change.file_code is not None:
        code = _plain(change.file_code, _LONGEST_CODE)
        new = replace(new, file_code="" if code == NOTHING else code)
    gone = {_tag(one) for one in change.untags}
    tags = {*new.tags, *map(_tag, change.tags)} - gone
    return replace(new, tags=tuple(sorted(tags)))


def _tag(text: str) -> str:
    tag = _plain(text.lstrip("#"), _LONGEST_TAG)
    if not tag:
        raise UsageError("card-tag", value=text)
    return tag


def _plain(text: str, longest: int) -> str:
    plain = " ".join(text.split())
    if len(plain) > longest:
        raise UsageError("card-too-long", value=plain, longest=str(longest))
    return plain
