"""The chain of a letter (สายหนังสือ): from the ministry's letter over our relay to the districts, with its gaps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.circular import Secrecy
from circulars.office import Level
from circulars.task import Task
from desk.links import link_by_hand
from desk.lookup import letter_of
from desk.register import sent_secrecy
from registry.entries import LinkKind

if TYPE_CHECKING:
    from circulars.number import LetterNumber
    from desk.office_desk import Clerk, Desk
    from registry.entries import Link
    from registry.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainNode:
    """A letter in the chain, and the letters that speak of it."""

    link: LinkKind | None  #: what it has to do with the one above; None at the top
    number: str | None  #: key
    dated: dt.date | None
    who: str  #: who sent it
    subject: str
    secrecy: Secrecy = Secrecy.NONE
    receipt: str | None = None  #: of a letter received
    sent: bool = False  #: whether we sent it
    asked: bool = False  #: whether it is the letter that was asked for
    cancelled: bool = False
    districts: int = 0  #: of a relay: how many districts it told
    answered: int = 0  #: and how many of them have answered all; not those deemed or exempt
    children: tuple[ChainNode, ...] = ()

    @property
    def is_gap(self) -> bool:
        """Whether the letter is in neither register."""
        return self.receipt is None and not self.sent


#: A letter by the book it stands in and its id; a gap by its number and date.
_Key = tuple[str, str]


def chain(desk: Desk, receipt: str, clerk: Clerk) -> tuple[ChainNode, ...]:
    """The whole chain of a letter, from every letter at its top.

    Raises:
        NotFoundError: If there is no such letter.
    """
    with desk.database.reading() as store:
        entry = letter_of(store, receipt, clerk.today)
        drawing = _Drawing(store, ("incoming", str(entry.id)))
        return tuple(drawing.drawn(top, None) for top in drawing.tops())


def add_link(
    desk: Desk,
    receipt: str,
    clerk: Clerk,
    *,
    kind: LinkKind,
    number: LetterNumber,
    dated: dt.date | None = None,
) -> None:
    """Say by hand that a letter received cites, amends, cancels or answers another.

    Raises:
        NotFoundError: If there is no such letter.
    """
    with desk.database.writing() as store:
        entry = letter_of(store, receipt, clerk.today)
        link_by_hand(store, entry, clerk, kind=kind, number=number, dated=dated)
        store.audit.add(clerk.did("link", f"letter {entry.receipt}", after=f"{kind.value} {number.key}"))


class _Drawing:
    """A chain as it is drawn; no letter is drawn twice."""

    def __init__(self, store: Store, asked: _Key) -> None:
        self._store, self._asked = store, asked
        self._drawn: set[_Key] = set()
        self._gaps: dict[_Key, Link] = {}

    def tops(self) -> list[_Key]:
        """The letters above the one asked for that speak of no other."""
        found, waiting, seen = [], [self._asked], {self._asked}
        while waiting:
            key = waiting.pop(0)
            above = [self._target(link) for link in self._said_by(key)]
            fresh = [one for one in above if one not in seen]
            seen.update(fresh)
            waiting += fresh
            if not above:
                found.append(key)
        return found or [self._asked]

    def drawn(self, key: _Key, link: LinkKind | None) -> ChainNode:
        """A letter with all that speak of it beneath."""
        self._drawn.add(key)
        children = []
        for one in self._said_of(key):
            source = self._source(one)
            if source not in self._drawn:
                children.append(self.drawn(source, one.kind))
        return self._node(key, link, tuple(children))

    def _node(self, key: _Key, link: LinkKind | None, children: tuple[ChainNode, ...]) -> ChainNode:
        asked = key == self._asked
        if key[0] == "incoming":
            entry = self._store.incoming.by_ids([int(key[1])])[int(key[1])]
            return ChainNode(
                link=link,
                number=entry.number,
                dated=entry.dated,
                who=entry.sender or "",
                subject=entry.subject or "",
                secrecy=entry.letter.secrecy,
                receipt=entry.receipt,
                asked=asked,
                cancelled=entry.cancelled is not None,
                children=children,
            )
        if key[0] == "outgoing":
            sent = self._store.outgoing.by_id(int(key[1]))
            if sent is None:
                msg = f"letter sent {key[1]} is gone"
                raise LookupError(msg)
            districts, answered = self._districts(sent.letter if sent.cancelled is None else None)
            return ChainNode(
                link=link,
                number=sent.number,
                dated=sent.dated,
                who=sent.sender,
                subject=sent.subject,
                secrecy=sent_secrecy(self._store, [sent])[sent.id],
                sent=True,
                cancelled=sent.cancelled is not None,
                districts=districts,
                answered=answered,
                children=children,
            )
        gap = self._gaps[key]
        return ChainNode(
            link=link,
            number=gap.number,
            dated=gap.dated,
            who=gap.issuer,
            subject=gap.subject,
            children=children,
        )

    def _districts(self, letter: int | None) -> tuple[int, int]:
        tasks = self._store.tasks.listed(letter=letter) if letter is not None else ()
        owed: dict[str, list[Task]] = {}
        for one in tasks:
            if one.level is Level.DISTRICT and not one.is_duty:
                owed.setdefault(one.office_code, []).append(one)
        return len(owed), sum(all(one.state.answered for one in some) for some in owed.values())

    def _said_by(self, key: _Key) -> tuple[Link, ...]:
        if key[0] == "incoming":
            return self._store.links.said_by(incoming=int(key[1]))
        return self._store.links.said_by(outgoing=int(key[1])) if key[0] == "outgoing" else ()

    def _said_of(self, key: _Key) -> tuple[Link, ...]:
        if key[0] == "incoming":
            return self._store.links.said_of(incoming=int(key[1]))
        if key[0] == "outgoing":
            return self._store.links.said_of(outgoing=int(key[1]))
        return tuple(
            one for one in self._store.links.gaps(self._gaps[key].number) if self._target(one) == key
        )

    def _target(self, link: Link) -> _Key:
        if link.to_incoming is not None:
            return "incoming", str(link.to_incoming)
        if link.to_outgoing is not None:
            return "outgoing", str(link.to_outgoing)
        key = ("gap", f"{link.number} {link.dated}")
        self._gaps.setdefault(key, link)
        return key

    @staticmethod
    def _source(link: Link) -> _Key:
        if link.from_incoming is not None:
            return "incoming", str(link.from_incoming)
        return "outgoing", str(link.from_outgoing)
