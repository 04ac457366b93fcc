"""A district answers a letter at the address on its QR code, on a phone, without an account."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from circulars.errors import NotFoundError, SarabanError
from desk.answering import Answering, answering, renew_address
from desk.office_desk import Clerk
from desk.permissions import Verb
from desk.report import Answer, judge, task_form
from generator.qr import qr_png
from web.addresses import Number
from web.answer_rows import typed_rows
from web.counter import Counter, Visitor
from web.guards import Anyone, Fields, Here, own_form, refuse
from web.routes.letters import Letter

if TYPE_CHECKING:
    from collections.abc import Mapping

router = APIRouter()
Words = Annotated[str, Form()]


@router.get("/a/{token}")
def district(request: Request, counter: Here, someone: Anyone, token: str, done: str = "") -> Response:
    """What the letter asks of the district, and the form to answer on."""
    return _page(request, counter, someone, token, done=done)


@router.post("/a/{token}/{number}")
def answer(
    request: Request, counter: Here, someone: Anyone, token: str, number: Number, sent: Fields
) -> Response:
    """Answer one directive. The address itself is the secret: another site does not know it."""
    found = answering(counter.desk, token, counter.now())
    task = next((one for one in found.tasks if one.id == number), None)
    if task is None:
        raise NotFoundError("no-task", number=str(number))
    rows = typed_rows(task_form(found.entry, task, counter.desk.office), sent)
    given = Answer(rows=rows, nil=bool(sent.get("nil")), note=sent.get("note", ""))
    try:
        judge(counter.desk, number, _clerk(counter, found), given)
    except SarabanError as error:
        message = error.message(someone.lang)
        return _page(request, counter, someone, token, failed=(number, message), typed=sent, status=409)
    return RedirectResponse(f"/a/{token}?done={number}", status_code=303)


@router.get("/letters/{year}/{number}/addresses")
def addresses(request: Request, on: Letter) -> Response:
    """The page to make the districts' addresses on."""
    refuse(on.someone, Verb.SEND, on.subject)
    return on.counter.page(
        request, on.someone, "addresses.html", entry=on.entry, made=None, districts=_districts(on.counter)
    )


@router.post("/letters/{year}/{number}/addresses", dependencies=[Depends(own_form)])
def make_address(request: Request, on: Letter, district: Words) -> Response:
    """Make a new address for a district; those before it are shut."""
    refuse(on.someone, Verb.SEND, on.subject)
    token = renew_address(on.counter.desk, on.entry.receipt, district, on.counter.clerk(on.someone))
    address = str(request.base_url).rstrip("/") + f"/a/{token}"
    # The address is a secret: it stands in this page alone, never in the address of a picture, which logs keep.
    picture = b64encode(qr_png(address)).decode()
    return on.counter.page(
        request,
        on.someone,
        "addresses.html",
        entry=on.entry,
        made=(district, address, picture),
        districts=_districts(on.counter),
    )


def _districts(counter: Counter) -> tuple[str, ...]:
    return tuple(one.name for one in counter.desk.office.province.districts)


def _clerk(counter: Counter, found: Answering) -> Clerk:
    return Clerk(name=found.office.label, now=counter.now())


def _page(
    request: Request,
    counter: Counter,
    someone: Visitor,
    token: str,
    *,
    done: str = "",
    failed: tuple[int, str] = (0, ""),
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    found = answering(counter.desk, token, counter.now())
    return counter.page(
        request,
        Visitor(lang=someone.lang),
        "answer.html",
        status=status,
        found=found,
        token=token,
        directives=found.entry.letter.directives,
        forms={one.id: task_form(found.entry, one, counter.desk.office) for one in found.tasks},
        done=done,
        failed=failed,
        typed=typed or {},
    )
