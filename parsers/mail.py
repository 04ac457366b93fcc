"""A mail taken apart: what it says, and the files that were sent with it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import TYPE_CHECKING

from circulars.errors import InputFileError
from circulars.reading import Issue, IssueKind, Severity
from parsers.encodings import decoded_as
from parsers.signatures import is_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.input_file import InputFile

#: So much of what a mail says stands in the finding about it.
_EXCERPT = 400


def message(file: InputFile) -> EmailMessage:
    """The mail, taken apart.

    Raises:
        InputFileError: If it is damaged.
    """
    try:
        mail = BytesParser(EmailMessage, policy=policy.default).parsebytes(file.data)
        if sum(1 for _ in mail.walk()) > 10 * file.limits.files:
            raise InputFileError("mail-too-heavy", file=file.name)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise InputFileError("mail-damaged", file=file.name) from error
    return mail


def body(mail: EmailMessage) -> tuple[str, bool]:
    """What the mail says, as plain text or else as the markup of a web page, and which of the two it is."""
    parts = [part for part in mail.walk() if not part.is_multipart() and not is_attached(part)]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            text = _text(part) if part.get_content_type() == kind else ""
            if text.strip():
                return text, kind == "text/html" or is_html(text.encode())
    return "", False


def own_words(file: InputFile) -> InputFile | None:
    """What a mail itself says, beside the files sent with it, as a file; None if it says nothing.

    Raises:
        InputFileError: If it is damaged.
    """
    text, is_page = body(message(file))
    if not text.strip():
        return None
    return replace(file, name=f"{file.name}/{'mail.html' if is_page else 'mail.txt'}", data=text.encode())


def _text(part: EmailMessage) -> str:
    return decoded_as(content(part), part.get_content_charset()) or ""


def content(part: EmailMessage) -> bytes:
    """The bytes of a part; b"" if they are not there or cannot be unpacked."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return data if isinstance(data, bytes) else b""


def is_attached(part: EmailMessage) -> bool:
    """Whether a part is a file sent with the mail; a picture within the text (a sender's logo) is none."""
    if part.get_content_disposition() == "attachment":
        return True
    if part.get_content_maintype() == "image":
        return part.get("Content-ID") is None
    return part.get_content_maintype() in {"application", "message"} or name_of(part) is not None


def name_of(part: EmailMessage) -> str | None:
    """The name of an attached file."""
    try:
        return part.get_filename()
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def came_by(mail: EmailMessage) -> Issue:
    """That a letter came by mail, and what the mail said."""
    text, is_page = body(mail)
    if is_page:
        from parsers.html_text import shown

        with suppress(ValueError):
            text = " ".join(shown(text)[0])
    words = " ".join(text.split())
    return Issue(
        kind=IssueKind.CAME_BY_MAIL,
        severity=Severity.INFO,
        facts={
            "sender": _header(mail, "From"),
            "subject": _header(mail, "Subject"),
            "text": words if len(words) <= _EXCERPT else words[:_EXCERPT] + "…",
        },
    )


def _header(mail: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(mail.get(name, "")).split()) or "–"
    except (ValueError, LookupError, TypeError, AttributeError):
        return "–"


def attached(mail: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of every file sent with the mail, in order; a mail within it is one file."""
    waiting: list[EmailMessage] = [mail]
    number = 0
    while waiting:
        part = waiting.pop(0)
        if part is not mail and part.get_content_maintype() == "message":
            number += 1
            inner = next(iter(part.iter_parts()), None) if part.is_multipart() else None
            data = content(part) if inner is None else inner.as_bytes()
            yield name_of(part) or f"{number}.eml", data
        elif part.is_multipart():
            waiting[:0] = [one for one in part.get_payload() if isinstance(one, EmailMessage)]
        elif part is not mail and is_attached(part):
            number += 1
            yield name_of(part) or str(number), content(part)
