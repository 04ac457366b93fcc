"""How much may be sent: looked at before anything of it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.errors import UsageError
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
    receives = request.url.path == INBOX and visitor(request, counter).may(Verb.RECEIVE)
    most = LARGEST + FORM if receives else FORM
    if int(length) > most:
        raise UsageError("request-too-large", limit=str(most // 1_000_000))
