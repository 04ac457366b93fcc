"""The door to a mailbox on a server (IMAP4rev1, RFC 3501): headers first, and a mail only when it is asked for.

The mailbox is opened to be looked at: nothing in it is marked as read, moved or deleted.
"""

from __future__ import annotations

import base64
import imaplib
import re
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email import policy
from email.parser import BytesHeaderParser
from typing import TYPE_CHECKING, Any, Final, Self

from circulars.errors import InputFileError, NotFoundError, NotPermittedError
from circulars.ladder import MailSecurity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from circulars.mailbox import Mailbox

#: How long the server may take for one answer.
SECONDS: Final = 60
#: Mails whose headers are asked for at once.
_BATCH: Final = 200
_HEADERS: Final = ("MESSAGE-ID", "DATE", "FROM", "SUBJECT")
#: The names of months as the protocol has them, whatever the language of the machine.
_MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_FAILURES = (imaplib.IMAP4.error, OSError)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailHeader:
    """What is known of a mail before it is fetched."""

    uid: int
    size: int  #: bytes, as the server says
    message_id: str
    date: str
    sender: str
    subject: str


class MailboxConnection:
    """A mailbox that is open to be looked at."""

    def __init__(self, mailbox: Mailbox, password: str) -> None:
        self._mailbox = mailbox
        self._connection = self._connected()
        try:
            self._log_in(password)
            self.validity = self._opened()
        except BaseException:
            self._connection.shutdown()
            raise

    def __enter__(self) -> Self:
        """Open to be asked."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say good-bye to the server."""
        with suppress(*_FAILURES):
            self._connection.logout()

    def uids(self, after: int, since: dt.date | None = None) -> Sequence[int]:
        """The numbers of the mails that came after that one, and on a day or later; the earliest first.

        Raises:
            InputFileError: If the server fails.
        """
        asked = ["UID", f"{after + 1}:*"]
        if since is not None:
            asked += ["SINCE", f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}"]
        found = self._asked("SEARCH", *asked)
        # "*" is the last mail, even if that is before the first one asked for.
        return sorted(uid for uid in map(int, b" ".join(one for one in found if one).split()) if uid > after)

    def headers(self, uids: Sequence[int]) -> Iterator[MailHeader]:
        """Size and headers of mails, without the mails.

        Raises:
            InputFileError: If the server fails.
        """
        wanted = f"(UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS ({' '.join(_HEADERS)})])"
        for at in range(0, len(uids), _BATCH):
            yield from self._headers(",".join(map(str, uids[at : at + _BATCH])), wanted)

    def _headers(self, uids: str, wanted: str) -> Iterator[MailHeader]:
        answer = self._asked("FETCH", uids, wanted)
        for place, part in enumerate(answer):
            if not isinstance(part, tuple):
                continue
            rest = answer[place + 1] if place + 1 < len(answer) else b""
            said = part[0] + b" " + (rest if isinstance(rest, bytes) else b"")
            uid, size = re.search(rb"\bUID (\d+)", said), re.search(rb"\bRFC822\.SIZE (\d+)", said)
            if uid and size:
                yield _header(int(uid[1]), int(size[1]), part[1])

    def mail(self, uid: int) -> bytes | None:
        """The whole mail; None if it is no longer there.

        Raises:
            InputFileError: If the server fails.
        """
        answer = self._asked("FETCH", str(uid), "(UID BODY.PEEK[])")
        return next((part[1] for part in answer if isinstance(part, tuple)), None)

    def _connected(self) -> imaplib.IMAP4:
        box = self._mailbox
        try:
            context = ssl.create_default_context(cafile=box.certificate or None)
            if box.security is MailSecurity.TLS:
                return imaplib.IMAP4_SSL(box.host, box.port, ssl_context=context, timeout=SECONDS)
            connection = imaplib.IMAP4(box.host, box.port, timeout=SECONDS)
            if box.security is MailSecurity.STARTTLS:
                connection.starttls(ssl_context=context)
        except ssl.SSLCertVerificationError as error:
            raise NotPermittedError(
                "inbox-certificate", host=box.host, reason=error.verify_message
            ) from error
        except _FAILURES as error:
            raise self._failure(error) from error
        return connection

    def _log_in(self, password: str) -> None:
        box = self._mailbox
        try:
            if "AUTH=PLAIN" in self._connection.capabilities:
                # Unlike LOGIN it takes every character (RFC 4616).
                self._connection.authenticate("PLAIN", lambda _: f"\0{box.user}\0{password}".encode())
            else:
                self._connection.login(box.user, password)
        except (imaplib.IMAP4.error, UnicodeEncodeError) as error:
            if isinstance(error, imaplib.IMAP4.abort):
                raise self._failure(error) from error
            raise NotPermittedError("inbox-login", host=box.host, user=box.user) from error
        except OSError as error:
            raise self._failure(error) from error

    def _opened(self) -> int:
        """Open the folder; the number that changes when the server counts its mails anew."""
        box = self._mailbox
        try:
            state, _ = self._connection.select(_quoted(box.folder), readonly=True)
        except _FAILURES as error:
            raise self._failure(error) from error
        if state != "OK":
            raise NotFoundError("inbox-folder", host=box.host, folder=box.folder)
        _, validity = self._connection.response("UIDVALIDITY")
        return int(validity[0] or 0) if validity else 0

    def _asked(self, *words: str) -> list[Any]:
        try:
            state, answer = self._connection.uid(*words)
        except _FAILURES as error:
            raise self._failure(error) from error
        if state != "OK":
            raise self._failure(ValueError(str(answer[0])))
        return answer

    def _failure(self, error: Exception) -> InputFileError:
        box = self._mailbox
        reason = " ".join(str(error).split()) or type(error).__name__
        return InputFileError("inbox-server", host=box.host, port=str(box.port), reason=reason)


def _header(uid: int, size: int, raw: bytes) -> MailHeader:
    headers = BytesHeaderParser(policy=policy.default).parsebytes(raw)

    def said(name: str) -> str:
        try:
            return " ".join(str(headers.get(name, "")).split())
        except (ValueError, LookupError, TypeError, AttributeError, IndexError):
            return ""

    message_id, date, sender, subject = map(said, _HEADERS)
    return MailHeader(uid=uid, size=size, message_id=message_id, date=date, sender=sender, subject=subject)


def _quoted(folder: str) -> str:
    """The name of a folder as the protocol takes it: what is not ASCII in modified UTF-7 (RFC 3501, 5.1.3)."""
    parts = re.split(r"([^\x20-\x7e]+)", folder.replace("&", "&-"))
    coded = [_base64(part) if place % 2 else part for place, part in enumerate(parts)]
    return '"' + "".join(coded).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _base64(text: str) -> str:
    coded = base64.b64encode(text.encode("utf-16-be")).decode().rstrip("=")
    return f"&{coded.replace('/', ',')}-"
