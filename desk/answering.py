"""The address on a letter's QR code: at it a district answers that letter, without an account."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.errors import NotPermittedError
from circulars.task import Task, TaskEvent
from desk.lookup import letter_of, office_code
from desk.offices import TaskOffice, all_offices, office_of_code
from registry.approvals import AnswerLink
from registry.entries import Incoming

if TYPE_CHECKING:
    from desk.office_desk import Clerk, Desk
    from registry.store import Store

#: An address stays open so long after it was made, unless it is shut before.
OPEN_DAYS: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """What an address opens: one district's tasks of one letter."""

    entry: Incoming
    office: TaskOffice
    tasks: tuple[Task, ...]
    events: dict[int, tuple[TaskEvent, ...]]  #: what happened to each task, oldest first
    expires: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictAddress:
    """Whether a district has an address for a letter; the address itself is kept nowhere."""

    office: TaskOffice
    link: AnswerLink | None = None  #: the newest; None if none was ever made

    def is_open(self, now: dt.datetime) -> bool:
        """Whether the district can answer at it."""
        return self.link is not None and self.link.revoked is None and self.link.expires > now


def open_address(desk: Desk, receipt: str, district: str, clerk: Clerk) -> str:
    """Make an address for a district to answer a letter at; its secret part, which is kept nowhere.

    Raises:
        NotFoundError: If there is no such letter or district.
    """
    code = office_code(desk.office, district)
    with desk.database.writing() as store:
        return _open(store, letter_of(store, receipt, clerk.today), code, clerk)


def renew_address(desk: Desk, receipt: str, district: str, clerk: Clerk) -> str:
    """Make an address for a district as `open_address` does, and shut those before it: one or the other is always open.

    Raises:
        NotFoundError: If there is no such letter or district.
    """
    code = office_code(desk.office, district)
    with desk.database.writing() as store:
        entry = letter_of(store, receipt, clerk.today)
        _shut(store, entry, code, clerk)
        return _open(store, entry, code, clerk)


def renew_all(desk: Desk, receipt: str, clerk: Clerk) -> tuple[tuple[TaskOffice, str], ...]:
    """Make an address for every district that a letter is for, and shut those before them; district and secret part.

    Raises:
        NotFoundError: If there is no such letter.
    """
    with desk.database.writing() as store:
        entry = letter_of(store, receipt, clerk.today)
        made = []
        for office in _districts(store, desk, entry):
            _shut(store, entry, office.code, clerk)
            made.append((office, _open(store, entry, office.code, clerk)))
        return tuple(made)


def addresses_of(desk: Desk, receipt: str, clerk: Clerk) -> tuple[DistrictAddress, ...]:
    """The districts that a letter is for, each with whether it has an address.

    Raises:
        NotFoundError: If there is no such letter.
    """
    with desk.database.reading() as store:
        entry = letter_of(store, receipt, clerk.today)
        links = {one.office_code: one for one in store.answer_links.of(entry.id)}
        return tuple(
            DistrictAddress(office=one, link=links.get(one.code)) for one in _districts(store, desk, entry)
        )


def _districts(store: Store, desk: Desk, entry: Incoming) -> list[TaskOffice]:
    """The districts that have tasks of a letter; all of the office's before there are tasks."""
    having = {one.office_code for one in store.tasks.listed(letter=entry.id)}
    districts = [one for one in all_offices(desk.office) if one.district is not None]
    return [one for one in districts if one.code in having] or districts


def shut_addresses(desk: Desk, receipt: str, district: str, clerk: Clerk) -> int:
    """Shut the addresses of a district for a letter; how many were open.

    Raises:
        NotFoundError: If there is no such letter or district.
    """
    code = office_code(desk.office, district)
    with desk.database.writing() as store:
        return _shut(store, letter_of(store, receipt, clerk.today), code, clerk)


def answering(desk: Desk, token: str, now: dt.datetime) -> Answering:
    """What an address opens.

    Raises:
        NotPermittedError: If it is unknown, shut, or has run out.
        NotFoundError: If the office has its district no more.
    """
    with desk.database.reading() as store:
        link = store.answer_links.by_key(_key(token))
        if link is None or link.revoked is not None:
            raise NotPermittedError("address-shut")
        if link.expires <= now:
            raise NotPermittedError("address-expired")
        entry = store.incoming.by_ids({link.letter})[link.letter]
        tasks = store.tasks.listed(letter=link.letter, office_code=link.office_code)
        events = {one.id: store.tasks.events(one.id) for one in tasks}
    office = office_of_code(desk.office, link.office_code)
    return Answering(entry=entry, office=office, tasks=tasks, events=events, expires=link.expires)


def _open(store: Store, entry: Incoming, code: str, clerk: Clerk) -> str:
    token = secrets.token_urlsafe(24)
    link = AnswerLink(
        letter=entry.id,
        office_code=code,
        at=clerk.now,
        by=clerk.name,
        expires=clerk.now + dt.timedelta(days=OPEN_DAYS),
    )
    store.answer_links.add(_key(token), link)
    store.audit.add(clerk.did("open-address", f"letter {entry.receipt} office {code}"))
    return token


def _shut(store: Store, entry: Incoming, code: str, clerk: Clerk) -> int:
    shut = store.answer_links.revoke(entry.id, code, clerk.now)
    if shut:
        store.audit.add(clerk.did("shut-address", f"letter {entry.receipt} office {code}"))
    return shut


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
