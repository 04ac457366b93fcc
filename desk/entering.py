"""Entering a letter in the register of letters sent (ลงทะเบียนส่ง): its number, what it is, and the letter it is about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.number import LetterNumber
from desk.links import link_sent
from registry.entries import LinkKind, Outgoing, OutgoingKind

if TYPE_CHECKING:
    from circulars.letter import Letter
    from desk.numbering import Taken
    from desk.office_desk import Clerk
    from registry.entries import Incoming
    from registry.store import Store


def enter_sent(
    store: Store,
    entry: Incoming,
    letter: Letter,
    taken: Taken,
    clerk: Clerk,
    *,
    kind: OutgoingKind,
    link: LinkKind,
    verb: str,
    first: bool = True,
) -> Outgoing:
    """Enter a letter about a letter received, with its trace and its link.

    Args:
        store: The registry, within the transaction that took its number.
        entry: The letter received.
        letter: The letter, numbered and dated.
        taken: Its number.
        clerk: Who sends, and when.
        kind: What its numbers are counted as.
        link: What it has to do with the letter received.
        verb: What the audit calls it.
        first: Of several relays to single districts the first stands for all of them.
    """
    number = LetterNumber.parse(letter.number or "")
    if number is None or letter.dated is None:
        msg = f"{letter.number!r} is no letter number"
        raise ValueError(msg)
    relays = link is LinkKind.RELAYS
    new = Outgoing(
        id=0,
        series=taken.series,
        year=taken.year,
        running=taken.running,
        number=taken.key,
        back_dated=taken.back_dated,
        dated=letter.dated,
        sender=letter.sender,
        addressee=letter.addressee,
        subject=letter.subject or entry.subject or "",
        urgency=letter.urgency,
        entered=clerk.now,
        entered_by=clerk.name,
        relays=entry.number if relays else None,
        relays_dated=entry.dated if relays else None,
        letter=entry.id if relays and first else None,
        content=letter,
        kind=kind,
        unit=number.unit,
    )
    store.audit.add(clerk.did(verb, f"letter {entry.receipt}", after=taken.key, reason=taken.back_dated))
    sent = replace(new, id=store.outgoing.add(new))
    link_sent(store, entry, sent, link, clerk)
    return sent
