"""Other programs that are told what happens, for the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from circulars.errors import SarabanError
from circulars.webhook import Happening
from desk.accounts import accounts
from desk.permissions import Verb
from desk.webhooks import add_webhook, messages, stop_webhook, webhooks
from web.addresses import Number
from web.counter import Counter, Visitor
from web.guards import Here, allowed, own_form

if TYPE_CHECKING:
    from circulars.webhook import Webhook

router = APIRouter(prefix="/webhooks")
Words = Annotated[str, Form()]
Admin = Annotated[Visitor, Depends(allowed(Verb.MANAGE_ACCOUNTS))]


@router.get("")
def listed(request: Request, counter: Here, someone: Admin) -> Response:
    """The addresses that are told."""
    return _page(request, counter, someone)


@router.post("", dependencies=[Depends(own_form)])
def add(
    request: Request,
    counter: Here,
    someone: Admin,
    url: Words = "",
    account: Words = "",
    events: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Tell an address from now on; what its messages are signed with is shown on this page, once."""
    try:
        made = add_webhook(counter.desk, counter.clerk(someone), url.strip(), account, events or ())
    except SarabanError as error:
        typed = (url, account, frozenset(events or ()))
        return _page(request, counter, someone, failed=error.message(someone.lang), typed=typed, status=409)
    return _page(request, counter, someone, made=made)


@router.get("/{number}")
def told(request: Request, counter: Here, someone: Admin, number: Number) -> Response:
    """What an address was told lately, and what became of it."""
    found = messages(counter.desk, number)
    return counter.page(request, someone, "messages.html", number=number, messages=found)


@router.post("/{number}/stop", dependencies=[Depends(own_form)])
def stop(counter: Here, someone: Admin, number: Number) -> Response:
    """Tell an address nothing more."""
    stop_webhook(counter.desk, counter.clerk(someone), number)
    return RedirectResponse("/webhooks", status_code=303)


def _page(
    request: Request,
    counter: Counter,
    someone: Visitor,
    *,
    made: Webhook | None = None,
    failed: str = "",
    typed: tuple[str, str, frozenset[str]] = ("", "", frozenset()),
    status: int = 200,
) -> Response:
    people = {one.id: one for one in accounts(counter.desk)}
    return counter.page(
        request,
        someone,
        "webhooks.html",
        status=status,
        webhooks=webhooks(counter.desk),
        people=people,
        happenings=list(Happening),
        made=made,
        failed=failed,
        typed=typed,
    )
