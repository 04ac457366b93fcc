"""The ladder of reminders (ลำดับการเร่งรัด): when whoever has not answered is reminded, and by what way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RungKind(StrEnum):
    """The steps of the ladder, the lowest first."""

    BEFORE = "before"  #: ก่อนครบกำหนด
    DUE = "due"  #: วันครบกำหนด
    AFTER = "after"  #: พ้นกำหนด
    SECOND = "second"  #: เร่งรัดครั้งที่ ๒
    SUPERIOR = "superior"  #: รายงานผู้บังคับบัญชา


class RemindBy(StrEnum):
    """The ways a reminder goes."""

    LINE = "line"  #: a text to be pasted into a group
    EMAIL = "email"
    LETTER = "letter"  #: a letter to the districts, a memo to the superior


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One step of the ladder."""

    kind: RungKind
    days: int  #: working days from the day it is due; negative before it
    by: tuple[RemindBy, ...]


#: The ladder of an office that has set none.
LADDER = (
    Rung(kind=RungKind.BEFORE, days=-3, by=(RemindBy.LINE, RemindBy.EMAIL)),
    Rung(kind=RungKind.DUE, days=0, by=(RemindBy.LINE, RemindBy.EMAIL)),
    Rung(kind=RungKind.AFTER, days=1, by=(RemindBy.LINE, RemindBy.EMAIL)),
    Rung(kind=RungKind.SECOND, days=5, by=(RemindBy.EMAIL, RemindBy.LETTER)),
    Rung(kind=RungKind.SUPERIOR, days=10, by=(RemindBy.EMAIL, RemindBy.LETTER)),
)


class MailSecurity(StrEnum):
    """How the connection to a mail server is kept from being read."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The server that takes an office's e-mail (SMTP); its password is not kept here."""

    host: str
    port: int = 587
    security: MailSecurity = MailSecurity.STARTTLS
    user: str = ""
    sender: str = ""  #: the address that it is sent from
