"""How much may be sent: looked at before anything of it is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.errors import SarabanError, UsageError
from desk.answering import answering
from desk.permissions import Verb
from web.api.addresses import ROOT, is_api
from web.api.door import caller_or_nobody
from web.guards import visitor

if TYPE_CHECKING:
    from starlette.requests import Request

    from web.counter import Counter

#: Bytes; a letter with its enclosures, scanned at 300 dots an inch, is well below.
LARGEST: Final = 60_000_000
#: Bytes; the fields of a form, and what parts one from the next.
FORM: Final = 1_000_000
#: Bytes; the photographs of a meeting, or a scanned list of names.
EVIDENCE: Final = 30_000_000
#: Where files are sent, what one must be allowed for it, and how much of them may come.
FILES: Final = (
    (re.compile("/inbox"), Verb.RECEIVE, LARGEST),
    (re.compile(r"/tasks/\d+/(answer|form)"), Verb.REPORT, EVIDENCE),
    (re.compile(f"{ROOT}/(readings|letters)"), Verb.RECEIVE, LARGEST),
    (re.compile(ROOT + r"/tasks/\d+/evidence"), Verb.REPORT, LARGEST),
)
#: Where a district sends evidence: its own address is what lets it.
DISTRICT_ANSWER: Final = re.compile(r"/a/([^/]+)/\d{1,10}(/form)?")


def may_bring(request: Request) -> bool:
    """Whether anything may come with a request at all; with most there comes nothing."""
    return not {"content-length", "transfer-encoding"}.isdisjoint(request.headers)


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
    address = DISTRICT_ANSWER.fullmatch(path)
    if address:
        return EVIDENCE if _is_open(counter, address[1]) else 0
    verb, most = next(((verb, most) for where, verb, most in FILES if where.fullmatch(path)), (None, 0))
    if verb is None:
        return 0
    someone = caller_or_nobody(request, counter) if is_api(path) else visitor(request, counter)
    return most if someone.may(verb) else 0


def _is_open(counter: Counter, token: str) -> bool:
    try:
        answering(counter.desk, token, counter.now())
    except SarabanError:
        return False
    return True
