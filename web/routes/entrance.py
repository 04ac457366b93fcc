"""The way in and out: the first account, login, logout, language."""

from __future__ import annotations

import secrets
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from circulars.errors import SarabanError
from circulars.messages import LANGUAGES
from desk.accounts import is_set_up, log_in, log_out, set_up
from desk.office_desk import Clerk
from web.counter import Counter, Visitor
from web.guards import (
    ENTRANCE_COOKIE,
    LANGUAGE_COOKIE,
    SESSION_COOKIE,
    Anyone,
    Here,
    Known,
    own_form,
)

router = APIRouter()
Words = Annotated[str, Form()]


@router.get("/login")
def login_page(request: Request, counter: Here, someone: Anyone, then: str = "") -> Response:
    """The page to log in on; on the very first day, to make the admin's account."""
    if someone.account is not None:
        return RedirectResponse("/", status_code=303)
    return _entrance(request, counter, someone, then=then)


@router.post("/login", dependencies=[Depends(own_form)])
def login(
    request: Request, counter: Here, someone: Anyone, name: Words = "", password: Words = "", then: Words = ""
) -> Response:
    """Log in."""
    try:
        entered = log_in(counter.desk, counter.now(), name, password, _place(request))
    except SarabanError as error:
        return _entrance(request, counter, someone, name=name, then=then, error=error)
    return let_in(counter, entered.token, then)


@router.post("/setup", dependencies=[Depends(own_form)])
def first_account(
    request: Request,
    counter: Here,
    someone: Anyone,
    name: Words = "",
    password: Words = "",
    shown: Words = "",
) -> Response:
    """Make the first account, the admin's, and log in as it."""
    clerk = Clerk(name=shown or name, now=counter.now())
    try:
        set_up(counter.desk, clerk, name=name, password=password, shown=shown)
    except SarabanError as error:
        return _entrance(request, counter, someone, name=name, error=error)
    return let_in(
        counter, log_in(counter.desk, counter.now(), name, password, _place(request)).token, "/people"
    )


@router.post("/logout", dependencies=[Depends(own_form)])
def logout(counter: Here, someone: Known) -> Response:
    """Log out."""
    log_out(counter.desk, someone.token)
    response = RedirectResponse("/login", status_code=303)
    response.delete_cookie(SESSION_COOKIE)
    return response


@router.get("/lang/{lang}")
def language(counter: Here, lang: str, then: str = "/") -> Response:
    """Speak another language from now on."""
    response = RedirectResponse(_inside(then), status_code=303)
    if lang in LANGUAGES:
        year = 365 * 24 * 3600
        response.set_cookie(LANGUAGE_COOKIE, lang, max_age=year, samesite="lax", secure=counter.secure)
    return response


def _entrance(
    request: Request,
    counter: Counter,
    someone: Visitor,
    *,
    name: str = "",
    then: str = "",
    error: SarabanError | None = None,
) -> Response:
    csrf = someone.csrf or secrets.token_urlsafe(32)
    response = counter.page(
        request,
        Visitor(lang=someone.lang, csrf=csrf),
        "login.html",
        status=403 if error else 200,
        first=not is_set_up(counter.desk),
        name=name,
        then=_inside(then),
        error=error.message(someone.lang) if error else "",
        house=counter.openid.issuer if counter.openid else "",
    )
    response.set_cookie(ENTRANCE_COOKIE, csrf, httponly=True, samesite="strict", secure=counter.secure)
    return response


def _place(request: Request) -> str:
    return request.client.host if request.client else ""


def let_in(counter: Counter, token: str, then: str) -> Response:
    """Let in whoever has shown who they are."""
    response = RedirectResponse(_inside(then), status_code=303)
    response.set_cookie(SESSION_COOKIE, token, httponly=True, samesite="lax", secure=counter.secure)
    response.delete_cookie(ENTRANCE_COOKIE)
    return response


def _inside(address: str) -> str:
    """An address of this program; anything else would send people elsewhere after the login."""
    parts = urlsplit(address)
    inside = not parts.scheme and not parts.netloc and address.startswith("/") and "\\" not in address
    return address if inside and not address.startswith("//") else "/"
