"""How much may be sent: looked at before anything of it is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.errors import UsageError
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
#: Where files are sent, and what one must be allowed for it.
FILES: Final = (
    (re.compile("/inbox"), Verb.RECEIVE),
    (re.compile(f"{ROOT}/(readings|letters)"), Verb.RECEIVE),
    (re.compile(ROOT + r"/tasks/\d+/evidence"), Verb.REPORT),
)


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
    most = LARGEST + FORM if _sends_files(request, counter) else FORM
    if int(length) > most:
        raise UsageError("request-too-large", limit=str(most // 1_000_000))


def _sends_files(request: Request, counter: Counter) -> bool:
    """Whether files are sent to where they may be, by somebody who may."""
    path = request.url.path
    verb = next((verb for pattern, verb in FILES if pattern.fullmatch(path)), None)
    if verb is None:
        return False
    someone = caller_or_nobody(request, counter) if is_api(path) else visitor(request, counter)
    return someone.may(verb)
