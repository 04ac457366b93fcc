"""The memory of mails that were looked at: each is taken in once, however often the mailbox is asked."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from registry.mail_tables import mail

if TYPE_CHECKING:
    from collections.abc import Collection


class MailState(StrEnum):
    """What became of a mail."""

    TAKEN = "taken"  #: ลงรับ
    QUARANTINED = "quarantined"  #: กักไว้
    TOO_LARGE = "too_large"  #: ใหญ่เกินไป ไม่ดึงมา


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPart:
    """A file sent with a mail, or what the mail itself says, and what became of it."""

    name: str
    receipt: str | None = None  #: the receipt number that it has, "12/2567"
    kind: str | None = None  #: why it was not received
    facts: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail (อีเมล) that was looked at."""

    key: str  #: what tells it from every other mail, in whatever mailbox it lies
    message_id: str
    mailbox: str
    validity: int  #: the server's numbers of mails are the same while this one is
    uid: int  #: the number of the mail on the server
    sender: str
    subject: str
    date: str  #: as the mail says it
    size: int
    state: MailState
    at: dt.datetime | None = None
    parts: tuple[MailPart, ...] = ()
    original: str | None = None  #: place of the whole mail in the archive
    sha256: str | None = None
    id: int = 0


class Mails:
    """Mails that were looked at."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, new: Mail) -> None:
        """Remember a mail."""
        row: dict[str, Any] = {name: getattr(new, name) for name in _COLUMNS}
        parts = json.dumps([asdict(one) for one in new.parts], ensure_ascii=False)
        self._connection.execute(mail.insert().values(**row, parts=parts))

    def known(self, keys: Collection[str]) -> frozenset[str]:
        """Those of the keys that are remembered."""
        found = self._connection.execute(sa.select(mail.c.key).where(mail.c.key.in_(keys)))
        return frozenset(found.scalars())

    def last(self, mailbox: str, validity: int) -> int:
        """The highest number of a mailbox that was looked at; 0 if none was."""
        query = sa.select(sa.func.max(mail.c.uid)).where(
            mail.c.mailbox == mailbox, mail.c.validity == validity
        )
        return int(self._connection.execute(query).scalar() or 0)

    def listed(self, state: MailState | None = None) -> tuple[Mail, ...]:
        """The mails in the order they were looked at; all, or those of which the same became."""
        query = sa.select(mail).order_by(mail.c.id)
        if state is not None:
            query = query.where(mail.c.state == state)
        return tuple(map(_mail, self._connection.execute(query)))

    def that_brought(self, receipts: Collection[str]) -> tuple[Mail, ...]:
        """The mails with which letters of those receipt numbers came."""
        named = [
            mail.c.parts.contains(json.dumps({"receipt": one})[1:-1], autoescape=True) for one in receipts
        ]
        query = sa.select(mail).where(sa.or_(sa.false(), *named)).order_by(mail.c.id)
        return tuple(map(_mail, self._connection.execute(query)))


_COLUMNS = (
    "key", "message_id", "mailbox", "validity", "uid", "sender", "subject", "date", "size", "state", "at", "original",
    "sha256",
)  # fmt: skip


def _mail(row: sa.Row[Any]) -> Mail:
    values = {name: getattr(row, name) for name in _COLUMNS} | {"state": MailState(row.state)}
    parts = tuple(MailPart(**one) for one in json.loads(row.parts))
    return Mail(**values, parts=parts, id=row.id)
