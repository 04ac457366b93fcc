"""Logging in by another house, and linking an account to who one is there."""

from __future__ import annotations

import hmac
import json
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from circulars.errors import NotFoundError, NotPermittedError
from desk.identities import link_identity, log_in_by_identity
from desk.office_desk import Clerk
from web.guards import Anyone, Here, Known, own_form
from web.openid import Asked
from web.routes.entrance import let_in

if TYPE_CHECKING:
    from web.counter import Counter, Visitor
    from web.openid import OpenID

router = APIRouter(prefix="/openid")

COOKIE = "saraban_openid"
MINUTES = 10
BACK = "/openid/callback"


@router.get("/login")
def login(request: Request, counter: Here) -> Response:
    """Be sent to the house that vouches."""
    asked = Asked.new()
    response = RedirectResponse(_house(counter).address(asked, _back(request)), status_code=303)
    return _remembered(counter, response, asked, links="")


@router.post("/link", dependencies=[Depends(own_form)])
def link(request: Request, counter: Here, someone: Known) -> Response:
    """Say where one is sent to link the account that one is logged in to: a form itself may lead to no other house."""
    house = _house(counter)
    asked = Asked.new()
    address = house.address(asked, _back(request))
    page = counter.page(request, someone, "openid.html", house=house.issuer, address=address)
    return _remembered(counter, page, asked, links=_name(someone))


@router.get("/callback")
def callback(
    request: Request, counter: Here, someone: Anyone, code: str = "", state: str = "", error: str = ""
) -> Response:
    """Come back: log in, or link the account that asked for it."""
    house = _house(counter)
    asked, links = _brought_back(request, state)
    if asked is None or error or not code:
        reason = error if error.isidentifier() else "state"
        raise NotPermittedError("openid-failed", issuer=house.issuer, reason=reason)
    subject = house.subject(code, asked, _back(request), counter.now())
    if links:
        if links != _name(someone):
            raise NotPermittedError("openid-failed", issuer=house.issuer, reason="login")
        link_identity(counter.desk, counter.clerk(someone), links, house.issuer, subject)
        response: Response = RedirectResponse("/account", status_code=303)
    else:
        clerk = Clerk(name=house.issuer, now=counter.now())
        entered = log_in_by_identity(counter.desk, clerk, house.issuer, subject)
        response = let_in(counter, entered.token, "/")
    response.delete_cookie(COOKIE, path=BACK)
    return response


def _remembered(counter: Counter, response: Response, asked: Asked, *, links: str) -> Response:
    """The browser keeps what it must bring back."""
    kept = {"state": asked.state, "nonce": asked.nonce, "verifier": asked.verifier, "links": links}
    # Lax: the house sends the browser back from its own site.
    response.set_cookie(
        COOKIE,
        json.dumps(kept),
        max_age=MINUTES * 60,
        path=BACK,
        httponly=True,
        samesite="lax",
        secure=counter.secure,
    )
    return response


def _house(counter: Counter) -> OpenID:
    if counter.openid is None:
        raise NotFoundError("no-page")
    return counter.openid


def _back(request: Request) -> str:
    return str(request.base_url).rstrip("/") + BACK


def _name(someone: Visitor) -> str:
    return someone.account.name if someone.account else ""


def _brought_back(request: Request, state: str) -> tuple[Asked | None, str]:
    """What the browser was sent away with, if it comes back from there."""
    try:
        kept = json.loads(request.cookies.get(COOKIE, ""))
        asked = Asked(state=kept["state"], nonce=kept["nonce"], verifier=kept["verifier"])
        links = str(kept["links"])
    except (ValueError, KeyError, TypeError):
        return None, ""
    if not hmac.compare_digest(asked.state.encode(), state.encode()):
        return None, ""
    return asked, links
