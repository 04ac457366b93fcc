"""Who is at the counter, and whether what they send may be listened to."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from circulars.circular import Secrecy
from circulars.errors import NotFoundError, NotPermittedError, UsageError
from circulars.messages import LANGUAGES
from desk.accounts import logged_in
from desk.permissions import NOTHING_IN_PARTICULAR, Subject, Verb
from web.counter import Counter, Visitor, counter_of

if TYPE_CHECKING:
    from collections.abc import Callable

SESSION_COOKIE = "saraban"
LANGUAGE_COOKIE = "saraban_lang"
#: Of the pages that need no login; a form there brings back what this cookie holds.
ENTRANCE_COOKIE = "saraban_entrance"
FIELD = "csrf"
HEADER = "x-csrf"


class LoginNeededError(Exception):
    """A page was asked for that needs a login."""


class HiddenError(NotFoundError):
    """What is secret is answered to those not cleared as what is not there; the audit has the refusal."""


class TokenNeededError(Exception):
    """The API was asked without a token that lets in."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class TooOftenError(UsageError):
    """A program asks more often than it may."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too-often", seconds=str(seconds))
        self.seconds = seconds


def visitor(request: Request, counter: Annotated[Counter, Depends(counter_of)]) -> Visitor:
    """Who asks, logged in or not."""
    lang = request.cookies.get(LANGUAGE_COOKIE, LANGUAGES[0])
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    token = request.cookies.get(SESSION_COOKIE)
    login = logged_in(counter.desk, counter.now(), token) if token else None
    if login is None:
        someone = Visitor(lang=lang, csrf=request.cookies.get(ENTRANCE_COOKIE, ""))
    else:
        someone = Visitor(lang=lang, account=login.account, csrf=login.csrf, token=login.token)
    request.state.visitor = someone
    return someone


def asked_by(request: Request, counter: Counter) -> Visitor:
    """Who asks, as the way in has found already; else as a page finds it."""
    found: Visitor | None = getattr(request.state, "visitor", None)
    return visitor(request, counter) if found is None else found


def known(someone: Annotated[Visitor, Depends(visitor)]) -> Visitor:
    """Who asks, logged in.

    Raises:
        LoginNeededError: If they are not.
    """
    if someone.account is None:
        raise LoginNeededError
    return someone


def allowed(verb: Verb) -> Callable[[Visitor], Visitor]:
    """A dependency: who asks, if they may do that at all."""

    def check(someone: Annotated[Visitor, Depends(known)]) -> Visitor:
        refuse(someone, verb)
        return someone

    return check


def refuse(
    someone: Visitor,
    verb: Verb,
    subject: Subject = NOTHING_IN_PARTICULAR,
    *,
    absent: NotFoundError | None = None,
) -> None:
    """Let a person pass who may.

    Args:
        someone: Who asks.
        verb: For what.
        subject: To what.
        absent: What they would be told if it were not there: they are, if it is secret and they are not cleared.

    Raises:
        NotPermittedError: If they may not.
        HiddenError: If it is hidden from them.
    """
    cleared = someone.account is not None and someone.account.secrets
    if absent is not None and subject.secrecy is not Secrecy.NONE and not cleared:
        raise HiddenError(absent.kind, **absent.facts)
    if someone.scopes is not None and verb not in someone.scopes:
        raise NotPermittedError("token-scope", scope=verb.value)
    if not someone.may(verb, subject):
        raise NotPermittedError("may-not")


def seen_by(someone: Visitor, verb: Verb) -> frozenset[Secrecy]:
    """The classes of secrecy of which a person may do something to letters."""
    return frozenset(one for one in Secrecy if someone.may(verb, Subject(secrecy=one)))


async def own_form(request: Request, someone: Annotated[Visitor, Depends(visitor)]) -> None:
    """Refuse what another site's page had a browser send (CSRF).

    Raises:
        NotPermittedError: If what came does not bring back the secret of this login.
    """
    given = request.headers.get(HEADER)
    if given is None:
        form = await request.form()
        given = str(form.get(FIELD, ""))
    if not someone.csrf or not hmac.compare_digest(given.encode(), someone.csrf.encode()):
        raise NotPermittedError("form-foreign")


async def sent_fields(request: Request) -> dict[str, str]:
    """The fields of a form whose names only the desk knows; read here, so that routes may wait for the database."""
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


Here = Annotated[Counter, Depends(counter_of)]
Anyone = Annotated[Visitor, Depends(visitor)]
Known = Annotated[Visitor, Depends(known)]
Fields = Annotated[dict[str, str], Depends(sent_fields)]
