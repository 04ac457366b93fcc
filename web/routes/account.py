"""A person's own account: the tokens of their programs, and the identities they log in with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from circulars.errors import SarabanError
from desk.identities import has_identity
from desk.permissions import READING, SCOPES, Verb, may
from desk.tokens import DAYS, make_token, revoke_token, tokens
from web.addresses import LARGEST_NUMBER, Number
from web.guards import Here, Known, own_form

if TYPE_CHECKING:
    from desk.tokens import MadeToken
    from web.counter import Counter, Visitor

router = APIRouter(prefix="/account")


@router.get("")
def account(request: Request, counter: Here, someone: Known) -> Response:
    """The account of whoever asks."""
    return _page(request, counter, someone)


@router.post("/tokens", dependencies=[Depends(own_form)])
def new_token(
    request: Request,
    counter: Here,
    someone: Known,
    title: Annotated[str, Form()] = "",
    days: Annotated[int, Form(ge=0, le=LARGEST_NUMBER)] = DAYS,
    scopes: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Make a token; it is shown on this page, once."""
    clerk = counter.clerk(someone)
    try:
        made = make_token(counter.desk, clerk, _name(someone), title=title, scopes=scopes or [], days=days)
    except SarabanError as error:
        typed = (title, days, frozenset(scopes or ()))
        return _page(request, counter, someone, failed=error.message(someone.lang), typed=typed, status=409)
    return _page(request, counter, someone, made=made)


@router.post("/tokens/{number}/revoke", dependencies=[Depends(own_form)])
def revoke(counter: Here, someone: Known, number: Number) -> Response:
    """Let a token of one's own in no more."""
    owner = someone.account.id if someone.account else 0
    revoke_token(counter.desk, counter.clerk(someone), number, owner=owner)
    return RedirectResponse("/account", status_code=303)


def _name(someone: Visitor) -> str:
    return someone.account.name if someone.account else ""


def _page(
    request: Request,
    counter: Counter,
    someone: Visitor,
    *,
    made: MadeToken | None = None,
    failed: str = "",
    typed: tuple[str, int, frozenset[str]] = ("", DAYS, frozenset(READING)),
    status: int = 200,
) -> Response:
    house = counter.openid.issuer if counter.openid else ""
    own = someone.account
    return counter.page(
        request,
        someone,
        "account.html",
        status=status,
        tokens=[one for _, one in tokens(counter.desk, _name(someone))],
        scopes=[one for one in Verb if one in SCOPES and own is not None and may(own, one)],
        now=counter.now(),
        made=made,
        failed=failed,
        typed=typed,
        house=house,
        linked=bool(house) and own is not None and has_identity(counter.desk, own.id, house),
    )
