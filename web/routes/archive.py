"""The registers of letters received and sent."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from circulars.thai_calendar import BUDDHIST_ERA
from desk.lists import PAGE, received_page, sent_page
from desk.permissions import Verb
from web.addresses import LARGEST_NUMBER, letter_at
from web.counter import Visitor
from web.guards import Here, allowed, seen_by

router = APIRouter()


@router.get("/registers")
def registers(
    request: Request,
    counter: Here,
    someone: Annotated[Visitor, Depends(allowed(Verb.SEE_REGISTERS))],
    book: str = "received",
    year: Annotated[int | None, Query(ge=1, le=9999)] = None,
    page: Annotated[int, Query(ge=1, le=LARGEST_NUMBER // PAGE)] = 1,
) -> Response:
    """A page of one register of one year."""
    year = year or counter.now().year + BUDDHIST_ERA
    listed = sent_page if book == "sent" else received_page
    return counter.page(
        request,
        someone,
        "registers.html",
        book="sent" if book == "sent" else "received",
        year=year,
        listed=listed(counter.desk, year - BUDDHIST_ERA, seen_by(someone, Verb.SEE_REGISTERS), page),
        letter_at=letter_at,
    )
