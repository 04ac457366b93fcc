"""The mailbox that an office receives letters in (ตู้ไปรษณีย์อิเล็กทรอนิกส์)."""

from __future__ import annotations

from dataclasses import dataclass

from circulars.ladder import MailSecurity


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A folder on a mail server (IMAP) that letters come to; its password is not kept here."""

    host: str
    port: int = 993
    security: MailSecurity = MailSecurity.TLS
    user: str = ""
    folder: str = "INBOX"
    certificate: str = ""  #: a file with the certificate of the office's own authority; "": the system's
    megabytes: int = 100  #: mails that are larger are not fetched

    @property
    def address(self) -> str:
        """What tells it from every other mailbox."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"
