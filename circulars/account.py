"""The account (บัญชีผู้ใช้): who may come to the counter, in what role, for which office."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is at the counter for."""

    ADMIN = "admin"  #: ผู้ดูแลระบบ: accounts and settings, no letters
    REGISTRY_CLERK = "registry_clerk"  #: ธุรการ: receives, reviews, keeps the registers
    DRAFTER = "drafter"  #: ผู้ร่าง: drafts the relay
    APPROVER = "approver"  #: ผู้อนุมัติ: lets a draft go out
    OFFICER = "officer"  #: ผู้ติดตาม: tasks, answers, reminders
    ARCHIVIST = "archivist"  #: ผู้เก็บรักษา: finds letters
    DISTRICT = "district"  #: อำเภอ: its own tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who may log in (บัญชีผู้ใช้)."""

    id: int  #: 0 until it is registered
    name: str  #: what is typed to log in; lower case
    shown: str  #: the name that acts are put down to
    role: Role
    office_code: str = ""  #: the district it is confined to; "" for the whole province
    secrets: bool = False  #: may see letters with a secrecy mark
    created: dt.datetime
    disabled: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One login, from one browser."""

    account: int
    csrf: str  #: what every form of this login must bring back
    created: dt.datetime
    expires: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    """What lets a program come to the counter in a person's name (โทเค็นส่วนตัว); its secret part is kept nowhere."""

    id: int  #: 0 until it is registered
    account: int
    title: str  #: what it is for, in its owner's words
    scopes: frozenset[str]  #: what it may be used for, of all that the account may do
    created: dt.datetime
    expires: dt.datetime
    revoked: dt.datetime | None = None
    used: dt.datetime | None = None  #: when it was last shown, to the hour

    def is_open(self, now: dt.datetime) -> bool:
        """Whether it still lets anybody in."""
        return self.revoked is None and now < self.expires
