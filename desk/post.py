"""Handing e-mail to the office's server (SMTP, RFC 5321), one message after another over one connection."""

from __future__ import annotations

import datetime as dt
import hashlib
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime
from types import TracebackType
from typing import Self

from circulars.errors import ExitCode, SarabanError
from circulars.ladder import MailSecurity, MailServer

#: Thailand has one time zone and no summer time.
BANGKOK = dt.timezone(dt.timedelta(hours=7))
#: How long the server may take for one answer.
SECONDS = 30


class MailError(SarabanError):
    """An e-mail that was not handed over; it may be tried again."""

    exit_code = ExitCode.NEEDS_PERSON


class Postman:
    """A connection to the server, made with the first message."""

    def __init__(self, server: MailServer, password: str = "") -> None:
        self._server, self._password = server, password
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        """Open for messages."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say good-bye to the server."""
        self._hang_up()

    def send(self, message: EmailMessage) -> None:
        """Hand over a message.

        Raises:
            MailError: If the server cannot be reached, does not let us in, or refuses the recipient.
        """
        try:
            if self._connection is None:
                self._connection = self._connected()
            self._connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            raise MailError("mail-recipient", to=message["To"], reason=_reason(error)) from error
        except smtplib.SMTPAuthenticationError as error:
            self._hang_up()
            raise MailError("mail-login", host=self._server.host, user=self._server.user) from error
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            facts = {"host": self._server.host, "port": str(self._server.port), "reason": _reason(error)}
            raise MailError("mail-server", **facts) from error

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        if server.security is MailSecurity.TLS:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=SECONDS, context=ssl.create_default_context()
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
        if server.security is MailSecurity.STARTTLS:
            connection.starttls(context=ssl.create_default_context())
        if server.user:
            connection.login(server.user, self._password)
        return connection

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.quit()
        except (smtplib.SMTPException, OSError):
            connection.close()


def message_to(
    server: MailServer, to: str, subject: str, text: str, *, key: str, now: dt.datetime
) -> EmailMessage:
    """A message of plain text.

    Args:
        server: Whose sender it bears.
        to: The address.
        subject: One line.
        text: The body.
        key: What tells this message from every other; its id is made of it, so that it is the same if it goes again.
        now: Bangkok wall clock.
    """
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = server.sender, to, subject
    message["Date"] = format_datetime(now.replace(tzinfo=BANGKOK))
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{digest}@{server.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, charset="utf-8", cte="base64")
    return message


def _reason(error: Exception) -> str:
    """What the server said, in one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return f"{code} {said.decode('utf-8', 'replace')}"
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        return f"{error.smtp_code} {reply.decode('utf-8', 'replace') if isinstance(reply, bytes) else reply}"
    return " ".join(str(error).split()) or type(error).__name__
