"""Who comes to the API: a program, with a person's token, for some of what the person may do."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Request

from circulars.messages import LANGUAGES
from desk.tokens import bearer
from web.api.addresses import ROOT
from web.counter import Visitor
from web.guards import Here, TokenNeededError, TooOftenError, refuse
from web.routes.letters import Opened, open_letter

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.permissions import Verb
    from web.counter import Counter

from web.addresses import Number

_SCHEME = "bearer "


def language(request: Request) -> str:
    """The language that a program asks to be answered in: of its address, else of its headers, else Thai."""
    wanted = [request.query_params.get("lang", "")]
    wanted += [
        one.split(";")[0].strip()[:2].lower() for one in request.headers.get("accept-language", "").split(",")
    ]
    return next((one for one in wanted if one in LANGUAGES), LANGUAGES[0])


def caller(request: Request, counter: Here) -> Visitor:
    """Who asks, by the token that comes with the request; cookies count for nothing here.

    Raises:
        TokenNeededError: If there is no token, or it lets nobody in.
        TooOftenError: If the programs of that account ask too often.
    """
    someone = caller_or_nobody(request, counter)
    if someone.account is None:
        raise TokenNeededError("token-wrong" if "authorization" in request.headers else "token-missing")
    seconds = request.app.state.pace.wait(someone.account.id)
    if seconds:
        raise TooOftenError(math.ceil(seconds))
    return someone


def caller_or_nobody(request: Request, counter: Counter) -> Visitor:
    """Who asks, known or not."""
    given = request.headers.get("authorization", "")
    shown = given[len(_SCHEME) :].strip() if given.lower().startswith(_SCHEME) else ""
    found = bearer(counter.desk, counter.now(), shown) if shown else None
    someone = Visitor(lang=language(request))
    if found is not None:
        someone = Visitor(lang=language(request), account=found.account, scopes=found.scopes)
    request.state.visitor = someone
    return someone


Caller = Annotated[Visitor, Depends(caller)]


def may(verb: Verb) -> Callable[[Visitor], Visitor]:
    """A dependency: who asks, if their account and their token may do that at all."""

    def check(someone: Caller) -> Visitor:
        refuse(someone, verb)
        return someone

    return check


def opened(counter: Here, someone: Caller, year: Number, number: Number) -> Opened:
    """The letter of an address, for those who may see it."""
    return open_letter(counter, someone, year, number)


Letter = Annotated[Opened, Depends(opened)]


def needs(verb: Verb) -> dict[str, Any]:
    """What the description of a route says of the scope that its token must have."""
    return {"security": [{"token": [verb.value]}]}


def address(*parts: object) -> str:
    """An address of the API."""
    return "/".join([ROOT, *(str(one) for one in parts)])
