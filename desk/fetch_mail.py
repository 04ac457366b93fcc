"""Fetching letters from the office's mailbox (รับหนังสือทางอีเมล): headers first, each mail once, none without an answer.

A mail is remembered after what came with it was received, and what was received is known by its hash: a call that
is killed anywhere is repeated by the next, and enters nothing twice.
"""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from circulars.errors import NotFoundError
from desk.imap import MailboxConnection
from desk.indexing import brought_up, index_of
from desk.intake import taken
from parsers.mail import own_words
from registry.archive import file_name
from registry.mails import Mail, MailPart, MailState

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from circulars.mailbox import Mailbox
    from desk.imap import MailHeader
    from desk.intake import Taken
    from desk.office_desk import Clerk, Desk
    from desk.reading import OpenedFile, ReadingWay
    from registry.archive import Planned

#: Mails that are fetched before the index is brought up to them.
_BATCH: Final = 50
#: So much of a subject stands in the names of what came with the mail.
_NAME: Final = 60
#: What the audit speaks of, in characters at most.
_LONGEST_SUBJECT: Final = 200


@dataclass(frozen=True, slots=True)
class MailTaking:
    """How mails are taken in: at which desk, by whom, read in what way."""

    desk: Desk
    clerk: Callable[[], Clerk]
    way: ReadingWay

    def fetch(
        self,
        password: str,
        *,
        since: dt.date | None = None,
        told: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> Iterator[Mail]:
        """Take in the mails that came since the last time, one by one.

        Args:
            password: Of the account.
            since: Only mails that came on that day or later.
            told: How many of how many were looked at.

        Raises:
            NotFoundError: If the office's settings name no mailbox, or the server has none of that name.
            NotPermittedError: If the server does not let us in, or is not the one it should be.
            InputFileError: If it cannot be reached, or fails.
        """
        mailbox = self.desk.office.inbox
        if mailbox is None:
            raise NotFoundError("inbox-none")
        with MailboxConnection(mailbox, password) as connection:
            with self.desk.database.reading() as store:
                last = store.mails.last(mailbox.address, connection.validity)
            uids = connection.uids(last, since)
            for at in range(0, len(uids), _BATCH):
                told(at, len(uids))
                for header in self._new(list(connection.headers(uids[at : at + _BATCH]))):
                    seen = self._looked_at(connection, mailbox, header)
                    if seen is not None and self._remembered(*seen):
                        yield seen[0]
                brought_up(self.desk, index_of(self.desk))
            told(len(uids), len(uids))

    def _new(self, headers: Sequence[MailHeader]) -> Iterator[MailHeader]:
        with self.desk.database.reading() as store:
            known = store.mails.known([_key(one) for one in headers])
        yield from (one for one in sorted(headers, key=lambda one: one.uid) if _key(one) not in known)

    def _looked_at(
        self, connection: MailboxConnection, mailbox: Mailbox, header: MailHeader
    ) -> tuple[Mail, Planned | None] | None:
        """What became of a mail; None if it is no longer there."""
        name = name_of(header.subject)
        if header.size > mailbox.megabytes * 1_000_000:
            facts = {"size": f"{header.size / 1_000_000:.0f}", "limit": str(mailbox.megabytes)}
            parts = (MailPart(name=name, kind="mail-too-large", facts=facts),)
            mail = _mail(header, MailState.TOO_LARGE, parts, mailbox, connection.validity)
            return replace(mail, at=self.clerk().now), None
        data = connection.mail(header.uid)
        if data is None:
            return None
        answers = tuple(self._answers(self.way.named(name, data)))
        received = any(one.received is not None for one in answers)
        state = MailState.TAKEN if received else MailState.QUARANTINED
        mail = _mail(header, state, tuple(map(_part, answers)), mailbox, connection.validity)
        planned = self.desk.archive.mail(data)
        return replace(mail, at=self.clerk().now, original=planned.path, sha256=planned.sha256), planned

    def _answers(self, file: OpenedFile) -> Iterator[Taken]:
        """What became of the files sent with a mail, and where none of them is a letter, of what it says."""
        answers = list(taken(self.desk, self.way.texts_in(file), self.clerk, self.way))
        yield from answers
        itself = len(answers) == 1 and answers[0].name == file.name
        if not itself and all(one.received is None for one in answers):
            words = own_words(file)
            yield from taken(self.desk, self.way.texts_in(words) if words else (), self.clerk, self.way)

    def _remembered(self, mail: Mail, planned: Planned | None) -> bool:
        """Whether the mail was put in; False if another call was quicker."""
        with ExitStack() as filing, self.desk.database.writing() as store:
            if store.mails.known([mail.key]):
                return False
            store.mails.add(mail)
            clerk = self.clerk()
            receipts = " ".join(one.receipt for one in mail.parts if one.receipt)
            subject = f"mail {mail.message_id or mail.uid}"[:_LONGEST_SUBJECT]
            store.audit.add(clerk.did("fetch-mail", subject, after=receipts or mail.state.value))
            if planned is not None:
                filing.enter_context(self.desk.archive.filed([planned]))
        return True


def name_of(subject: str) -> str:
    """What a mail is called among files: its subject."""
    return (file_name(subject)[:_NAME] or "mail") + ".eml"


def _mail(
    header: MailHeader, state: MailState, parts: tuple[MailPart, ...], mailbox: Mailbox, validity: int
) -> Mail:
    return Mail(
        key=_key(header),
        message_id=header.message_id,
        mailbox=mailbox.address,
        validity=validity,
        uid=header.uid,
        sender=header.sender,
        subject=header.subject,
        date=header.date,
        size=header.size,
        state=state,
        parts=parts,
    )


def _key(header: MailHeader) -> str:
    """The same for a mail in whatever mailbox; another sender's of the same id is another mail."""
    told = (header.message_id, header.date, header.sender, header.subject)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _part(one: Taken) -> MailPart:
    if one.received is not None:
        return MailPart(name=one.name, receipt=one.received.entry.receipt)
    failure = one.failure
    facts = {"file": one.name, **failure.facts} if failure else None
    return MailPart(name=one.name, kind=failure.kind if failure else None, facts=facts)
