"""Reads mails as they were sent: the letter is what is attached, or else what the mail says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.source import SourceText, TextFrom
from parsers.html_reader import html_source
from parsers.signatures import is_mail
from parsers.text_reader import text_source

if TYPE_CHECKING:
    from parsers.input_file import InputFile


class MailReader:
    """What a mail itself says; its attachments are files of their own, see `parsers.contents`."""

    format = "mail"

    def claims(self, data: bytes) -> bool:
        """Whether the bytes are a mail."""
        return is_mail(data)

    def read(self, file: InputFile) -> SourceText:
        """The text of the mail.

        Raises:
            InputFileError: If the mail is damaged, or says nothing.
        """
        from parsers.mail import body, message

        text, is_page = body(message(file))
        return html_source(file, text) if is_page else text_source(file, text, TextFrom.TEXT)
