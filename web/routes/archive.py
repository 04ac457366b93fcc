"""The registers of letters received and sent."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from circulars.thai_calendar import BUDDHIST_ERA
from desk import register
from desk.permissions import Subject, Verb
from web.addresses import letter_at
from web.counter import Visitor
from web.guards import Here, allowed

router = APIRouter()


@router.get("/registers")
def registers(
    request: Request,
    counter: Here,
    someone: Annotated[Visitor, Depends(allowed(Verb.SEE_REGISTERS))],
    book: str = "received",
    year: Annotated[int | None, Query(ge=1, le=9999)] = None,
) -> Response:
    """One register of one year."""
    year = year or counter.now().year + BUDDHIST_ERA
    christian = year - BUDDHIST_ERA
    received = register.received(counter.desk, christian) if book != "sent" else ()
    sent = register.sent(counter.desk, christian) if book == "sent" else ()
    with counter.desk.database.reading() as store:
        secrecy = register.sent_secrecy(store, sent)
    return counter.page(
        request,
        someone,
        "registers.html",
        book="sent" if book == "sent" else "received",
        year=year,
        received=[
            one for one in received if someone.may(Verb.SEE_LETTER, Subject(secrecy=one.letter.secrecy))
        ],
        sent=[one for one in sent if someone.may(Verb.SEE_REGISTERS, Subject(secrecy=secrecy[one.id]))],
        letter_at=letter_at,
    )
