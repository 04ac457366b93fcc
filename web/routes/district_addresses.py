"""The addresses at which districts answer a letter: made, printed for all at once, shut."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from desk.answering import OPEN_DAYS, addresses_of, renew_address, renew_all, shut_addresses
from desk.lookup import office_code
from desk.offices import office_of_code
from desk.permissions import Verb
from generator.qr import qr_png
from generator.zip_package import package, packed
from registry.archive import file_name
from web.addresses import letter_at
from web.csv_file import csv_bytes
from web.guards import own_form, refuse
from web.routes.letters import Letter, Opened
from web.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

router = APIRouter(prefix="/letters/{year}/{number}/addresses")
Words = Annotated[str, Form()]


@dataclass(frozen=True, slots=True)
class Made:
    """An address just made: it is a secret, and stands in the page that made it alone."""

    district: str
    address: str
    code: bytes  #: QR code, PNG

    @property
    def picture(self) -> str:
        """The code as the page holds it; never at an address of its own, which logs keep."""
        return "data:image/png;base64," + b64encode(self.code).decode()


@router.get("")
def addresses(request: Request, on: Letter) -> Response:
    """The districts of the letter, each with whether it has an address."""
    refuse(on.someone, Verb.SEND, on.subject)
    return _page(request, on)


@router.post("", dependencies=[Depends(own_form)])
def make_address(request: Request, on: Letter, district: Words) -> Response:
    """Make a new address for a district; those before it are shut."""
    refuse(on.someone, Verb.SEND, on.subject)
    clerk = on.counter.clerk(on.someone)
    token = renew_address(on.counter.desk, on.entry.receipt, district, clerk)
    office = on.counter.desk.office
    label = office_of_code(office, office_code(office, district)).label
    return _page(request, on, [_made(request, on, label, token)])


@router.post("/all", dependencies=[Depends(own_form)])
def make_all(request: Request, on: Letter, zipped: Annotated[bool, Form()] = False) -> Response:
    """Make new addresses for all districts: a sheet to print, or a ZIP archive of codes with their list."""
    refuse(on.someone, Verb.SEND, on.subject)
    made = [
        _made(request, on, office.label, token)
        for office, token in renew_all(on.counter.desk, on.entry.receipt, on.counter.clerk(on.someone))
    ]
    if zipped:
        name = f"qr-{on.entry.form_id}.zip"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(_zip(made, on.someone.lang), media_type="application/zip", headers=headers)
    return on.counter.page(
        request,
        on.someone,
        "qrsheet.html",
        entry=on.entry,
        made=made,
        at=letter_at(on.entry),
        days=OPEN_DAYS,
    )


@router.post("/shut", dependencies=[Depends(own_form)])
def shut(on: Letter, district: Words) -> Response:
    """Shut the addresses of a district."""
    refuse(on.someone, Verb.SEND, on.subject)
    shut_addresses(on.counter.desk, on.entry.receipt, district, on.counter.clerk(on.someone))
    return RedirectResponse(letter_at(on.entry, "addresses"), status_code=303)


def _made(request: Request, on: Opened, district: str, token: str) -> Made:
    base = on.counter.desk.office.counter_url or str(request.base_url).rstrip("/")
    address = f"{base}/a/{token}"
    return Made(district=district, address=address, code=qr_png(address))


def _zip(made: Sequence[Made], lang: str) -> bytes:
    heading = (say("address.district", lang), say("address.address", lang))
    listed = csv_bytes([heading, *((one.district, one.address) for one in made)])
    codes = [packed(f"{file_name(one.district)}.png", one.code) for one in made]
    return package([packed("addresses.csv", listed), *codes])


def _page(request: Request, on: Opened, made: Sequence[Made] = ()) -> Response:
    desk, clerk = on.counter.desk, on.counter.clerk(on.someone)
    return on.counter.page(
        request,
        on.someone,
        "addresses.html",
        entry=on.entry,
        made=made,
        districts=addresses_of(desk, on.entry.receipt, clerk),
        now=clerk.now,
        at=letter_at(on.entry),
        counter_url=desk.office.counter_url,
    )
