"""What an archive knows of a letter, as it goes along in a bag: its card, how long it is kept, what bars destroying it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from circulars.card import IndexCard, Topic
from circulars.codec import from_plain, to_plain
from circulars.retention import Hold, Kept
from desk.indexed_letters import NO_CARD
from desk.topics import vocabulary

if TYPE_CHECKING:
    from desk.office_desk import Clerk
    from registry.entries import Incoming
    from registry.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRecord:
    """The archive's part of the record of a letter in a bag."""

    card: IndexCard = NO_CARD
    topics: tuple[
        Topic, ...
    ] = ()  #: the subject of the card under its headings, for an office that has not got it
    kept: Kept | None = None
    holds: tuple[Hold, ...] = ()  #: those in force


def archive_record(store: Store, entry: Incoming) -> dict[str, Any]:
    """What is known of a letter, as data."""
    card = store.cards.of([entry.id])[entry.id]
    record = ArchiveRecord(
        card=card,
        topics=vocabulary(store).path(card.topic or ""),
        kept=store.keeping.kept([entry.id]).get(entry.id),
        holds=store.keeping.holds([entry.id]),
    )
    data: dict[str, Any] = to_plain(record)
    return data


def read_archive_record(plain: dict[str, Any]) -> ArchiveRecord:
    """The archive's part of a record; an empty one where an older bag has none.

    Raises:
        ValueError, KeyError, TypeError: If it makes no sense.
    """
    record: ArchiveRecord = from_plain(ArchiveRecord, plain.get("archive", to_plain(ArchiveRecord())))
    if record.kept is not None:
        # A class that this program does not know would give the letter no period at all.
        _ = record.kept.kind
    return record


def take_archive_record(store: Store, entry: Incoming, record: ArchiveRecord, clerk: Clerk) -> None:
    """Enter what came along with a letter; what barred destroying it there bars it here."""
    known = vocabulary(store)
    for topic in record.topics:
        if topic.code not in known.topics:
            store.cards.put_topic(replace(topic, retired=False))
            store.audit.add(clerk.did("topic_add", f"topic {topic.code}", after=topic.shown))
    if record.card != NO_CARD:
        store.cards.put(entry.id, record.card)
    if record.kept is not None:
        store.keeping.put(replace(record.kept, letter=entry.id))
    for hold in record.holds:
        store.keeping.add_hold(replace(hold, letter=entry.id))
        store.audit.add(clerk.did("hold", f"letter {entry.receipt}", reason=hold.reason))
