"""The accounts, for the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from circulars.account import Role
from circulars.errors import SarabanError, UsageError
from desk.accounts import accounts, add_account, set_disabled, set_password
from desk.permissions import Verb
from web.counter import Counter, Visitor
from web.guards import Here, allowed, own_form

if TYPE_CHECKING:
    from collections.abc import Callable

router = APIRouter(prefix="/people")
Words = Annotated[str, Form()]
Admin = Annotated[Visitor, Depends(allowed(Verb.MANAGE_ACCOUNTS))]


@router.get("")
def people(request: Request, counter: Here, someone: Admin) -> Response:
    """Everybody who may log in."""
    return _page(request, counter, someone)


@router.post("", dependencies=[Depends(own_form)])
def add(
    request: Request,
    counter: Here,
    someone: Admin,
    name: Words = "",
    password: Words = "",
    role: Words = "",
    shown: Words = "",
    district: Words = "",
    secrets: Annotated[bool, Form()] = False,
) -> Response:
    """Make an account."""
    clerk = counter.clerk(someone)

    def act() -> None:
        if role not in set(Role):
            raise UsageError("account-role", name=name)
        add_account(
            counter.desk,
            clerk,
            name=name,
            password=password,
            role=Role(role),
            shown=shown,
            district=district,
            sees_secrets=secrets,
        )

    typed = {"name": name, "shown": shown, "role": role, "district": district}
    return _act(request, counter, someone, act, typed=typed)


@router.post("/{name}/password", dependencies=[Depends(own_form)])
def password(request: Request, counter: Here, someone: Admin, name: str, password: Words = "") -> Response:
    """Give an account another password."""
    clerk = counter.clerk(someone)
    return _act(request, counter, someone, lambda: set_password(counter.desk, clerk, name, password))


@router.post("/{name}/{turn}", dependencies=[Depends(own_form)])
def turn(request: Request, counter: Here, someone: Admin, name: str, turn: str) -> Response:
    """Let an account log in no more ("off"), or again ("on")."""
    clerk = counter.clerk(someone)
    return _act(
        request, counter, someone, lambda: set_disabled(counter.desk, clerk, name, disabled=turn == "off")
    )


def _act(
    request: Request,
    counter: Counter,
    someone: Visitor,
    act: Callable[[], object],
    *,
    typed: dict[str, str] | None = None,
) -> Response:
    try:
        act()
    except SarabanError as error:
        return _page(request, counter, someone, failed=error.message(someone.lang), typed=typed, status=409)
    return RedirectResponse("/people", status_code=303)


def _page(
    request: Request,
    counter: Counter,
    someone: Visitor,
    *,
    failed: str = "",
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    return counter.page(
        request,
        someone,
        "people.html",
        status=status,
        accounts=accounts(counter.desk),
        roles=list(Role),
        districts=counter.desk.office.province.districts,
        failed=failed,
        typed=typed or {"name": "", "shown": "", "role": Role.OFFICER.value, "district": ""},
        names={one.code: one.name for one in counter.desk.office.province.districts},
    )
