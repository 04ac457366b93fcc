"""How much may be sent: looked at before anything of it is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.errors import SarabanError, UsageError
from desk.answering import answering
from desk.permissions import Verb
from web.guards import visitor

if TYPE_CHECKING:
    from starlette.requests import Request

    from web.counter import Counter

#: Bytes; a letter with its enclosures, scanned at 300 dots an inch, is well below.
LARGEST: Final = 60_000_000
#: Bytes; the fields of a form, and what parts one from the next.
FORM: Final = 1_000_000
INBOX: Final = "/inbox"
#: Bytes; the photographs of a meeting, or a scanned list of names.
EVIDENCE: Final = 30_000_000
#: Where evidence comes: with the answer of somebody logged in, or at a district's own address.
TASK_ANSWER: Final = re.compile(r"/tasks/\d{1,10}/answer")
DISTRICT_ANSWER: Final = re.compile(r"/a/([^/]+)/\d{1,10}")


def refuse_size(request: Request, counter: Counter) -> None:
    """Let a request pass that says how large it is, and is no larger than what its sender may send there.

    Raises:
        UsageError: If it does not, or is.
    """
    length = request.headers.get("content-length")
    if length is None:
        if "transfer-encoding" in request.headers:
            raise UsageError("request-without-length")
        return
    if not length.isdecimal() or len(length) > 18:
        raise UsageError("request-unreadable")
    if int(length) <= FORM:
        return
    most = FORM + _files(request, counter)
    if int(length) > most:
        raise UsageError("request-too-large", limit=str(most // 1_000_000))


def _files(request: Request, counter: Counter) -> int:
    """How much of files the sender may send there."""
    path = request.url.path
    if path == INBOX and visitor(request, counter).may(Verb.RECEIVE):
        return LARGEST
    if TASK_ANSWER.fullmatch(path) and visitor(request, counter).may(Verb.REPORT):
        return EVIDENCE
    address = DISTRICT_ANSWER.fullmatch(path)
    return EVIDENCE if address and _is_open(counter, address[1]) else 0


def _is_open(counter: Counter, token: str) -> bool:
    try:
        answering(counter.desk, token, counter.now())
    except SarabanError:
        return False
    return True
