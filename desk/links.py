"""Links between letters: made when a reading is confirmed and when a letter is sent, filled when one arrives later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.lexicon import table
from circulars.number import NUMBER, LetterNumber
from registry.entries import Link, LinkKind

if TYPE_CHECKING:
    import datetime as dt

    from circulars.circular import Circular, Reference
    from desk.office_desk import Clerk
    from registry.entries import Incoming, Outgoing
    from registry.store import Store

#: How many letters before a number the words stand that say what is done to that letter.
BEFORE = 80


def link_letter(store: Store, entry: Incoming, letter: Circular, clerk: Clerk) -> None:
    """Write down what a letter received says of others, in the place of what it said before.

    The gaps that waited for the letter itself are filled.
    """
    store.links.drop_said_by(entry.id)
    for reference in map(_keyed, letter.references):
        if reference.number is not None and reference.number != entry.number:
            incoming, outgoing = _found(store, reference, entry)
            store.links.add(
                Link(
                    kind=_kind(reference.number, letter),
                    from_incoming=entry.id,
                    number=reference.number,
                    dated=reference.dated,
                    issuer=reference.issuer or "",
                    subject=reference.subject or "",
                    to_incoming=incoming,
                    to_outgoing=outgoing,
                    at=clerk.now,
                    by=clerk.name,
                )
            )
    if letter.number is not None:
        store.links.fill(letter.number.key, letter.dated, incoming=entry.id)


def link_sent(store: Store, entry: Incoming, sent: Outgoing, kind: LinkKind, clerk: Clerk) -> None:
    """Write down what a letter sent has to do with one received; and fill the gaps that waited for it."""
    link = Link(
        kind=kind,
        from_outgoing=sent.id,
        number=entry.number,
        dated=entry.dated,
        issuer=entry.sender or "",
        subject=entry.subject or "",
        to_incoming=entry.id,
        at=clerk.now,
        by=clerk.name,
    )
    _add_and_fill(store, link, sent)


def relays_of_letter(store: Store, letter: int) -> tuple[Outgoing, ...]:
    """The letters in force that pass a letter received on, in the order they were entered: one, or one to each district."""
    links = store.links.said_of(incoming=letter)
    ids = {one.from_outgoing for one in links if one.kind is LinkKind.RELAYS and one.from_outgoing}
    found = store.outgoing.by_ids(ids)
    return tuple(found[one] for one in sorted(found) if found[one].cancelled is None)


def link_earlier_relay(store: Store, sent: Outgoing, clerk: Clerk) -> None:
    """The same of a relay that went out without Saraban, whose source is perhaps in no register."""
    source = None
    if sent.relays is not None:
        source = store.incoming.same_letter(sent.relays, sent.relays_dated, sent.year)
    link = Link(
        kind=LinkKind.RELAYS,
        from_outgoing=sent.id,
        number=sent.relays,
        dated=sent.relays_dated,
        to_incoming=None if source is None else source.id,
        at=clerk.now,
        by=clerk.name,
    )
    _add_and_fill(store, link, sent)


def _add_and_fill(store: Store, link: Link, sent: Outgoing) -> None:
    store.links.add(link)
    store.links.fill(sent.number, sent.dated, outgoing=sent.id)


def _keyed(reference: Reference) -> Reference:
    """With the number as registers know it: a person may have typed it in another spelling."""
    number = LetterNumber.parse(reference.number or "")
    return replace(reference, number=number.key) if number else reference


def _found(store: Store, reference: Reference, entry: Incoming) -> tuple[int | None, int | None]:
    number, year = reference.number or "", (reference.dated or entry.dated or entry.received).year
    received = store.incoming.same_letter(number, reference.dated, year)
    if received is not None:
        return received.id, None
    sent = store.outgoing.by_key(number, reference.dated, year)
    return None, None if sent is None else sent.id


def _kind(number: str, letter: Circular) -> LinkKind:
    """What the words before a number say is done to its letter."""
    words: dict[str, list[str]] = table("directives")["links"]
    for paragraph in letter.paragraphs:
        for match in NUMBER.finditer(paragraph.text):
            if LetterNumber.of(match).key == number:
                before = paragraph.text[max(0, match.start() - BEFORE) : match.start()]
                for kind in (LinkKind.CANCELS, LinkKind.AMENDS):
                    if any(word in before for word in words[kind.value]):
                        return kind
    return LinkKind.CITES


def link_by_hand(
    store: Store,
    entry: Incoming,
    clerk: Clerk,
    *,
    kind: LinkKind,
    number: LetterNumber,
    dated: dt.date | None,
) -> Link:
    """A person says what a letter received has to do with another."""
    year = (dated or entry.dated or entry.received).year
    received = store.incoming.same_letter(number.key, dated, year)
    sent = None if received else store.outgoing.by_key(number.key, dated, year)
    link = Link(
        kind=kind,
        from_incoming=entry.id,
        number=number.key,
        dated=dated,
        to_incoming=received.id if received else None,
        to_outgoing=sent.id if sent else None,
        at=clerk.now,
        by=clerk.name,
    )
    store.links.add(link)
    return link
