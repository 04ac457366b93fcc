"""The registers of letters received and sent; index cards, and letters by them."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from circulars.errors import SarabanError
from circulars.thai_calendar import BUDDHIST_ERA
from desk.cards import NOTHING, CardChange, WantedCards, card_of, cards, classify
from desk.lists import PAGE, received_page, sent_page
from desk.permissions import Subject, Verb
from desk.topics import topics
from web.addresses import LARGEST_NUMBER, letter_at
from web.counter import Visitor
from web.guards import Here, allowed, own_form, refuse, seen_by
from web.routes.letters import Letter, Opened

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


@router.get("/archive")
def archive(
    request: Request,
    counter: Here,
    someone: Annotated[Visitor, Depends(allowed(Verb.SEE_REGISTERS))],
    topic: str = "",
    file: str = "",
    tag: str = "",
    uncarded: bool = False,
    year: Annotated[int | None, Query(ge=1, le=9999)] = None,
    page: Annotated[int, Query(ge=1, le=LARGEST_NUMBER // PAGE)] = 1,
) -> Response:
    """A page of letters by their cards, as an archivist lists them."""
    year = year or counter.now().year + BUDDHIST_ERA
    wanted = WantedCards(
        topic=topic or None,
        file_code=file or None,
        tag=tag or None,
        uncarded=uncarded,
        year=year - BUDDHIST_ERA,
    )
    # One more than is shown: whether there is a next page.
    listed = cards(counter.desk, wanted, limit=PAGE + 1, offset=(page - 1) * PAGE)
    found = [
        one
        for one in listed[:PAGE]
        if someone.may(Verb.SEE_LETTER, Subject(secrecy=one.entry.letter.secrecy))
    ]
    return counter.page(
        request,
        someone,
        "archive.html",
        found=found,
        page=page,
        more=len(listed) > PAGE,
        topics=topics(counter.desk),
        asked={"topic": topic, "file": file, "tag": tag, "uncarded": uncarded, "year": year},
        letter_at=letter_at,
    )


@router.get("/letters/{year}/{number}/card")
def card(request: Request, on: Letter) -> Response:
    """One letter's card: what it is about, where it lies, how long it is kept, who has it."""
    refuse(on.someone, Verb.SEE_REGISTERS, on.subject)
    return _card(request, on)


@router.post("/letters/{year}/{number}/card", dependencies=[Depends(own_form)])
def write_card(
    request: Request,
    on: Letter,
    topic: Annotated[str, Form()] = "",
    file_code: Annotated[str, Form()] = "",
    tags: Annotated[str, Form()] = "",
) -> Response:
    """Write the card as it stands in the form: an empty field empties it."""
    refuse(on.someone, Verb.CLASSIFY, on.subject)
    desk, clerk = on.counter.desk, on.counter.clerk(on.someone)
    wanted = tuple(filter(None, re.split(r"[,#\n]+", tags)))
    gone = set(card_of(desk, on.entry.receipt, clerk).card.tags) - {one.strip() for one in wanted}
    change = CardChange(
        topic=topic or NOTHING,
        file_code=file_code.strip() or NOTHING,
        tags=tuple(one for one in wanted if one.strip()),
        untags=tuple(sorted(gone)),
    )
    try:
        classify(desk, [on.entry.receipt], change, clerk)
    except SarabanError as error:
        return _card(request, on, error.message(on.someone.lang))
    return RedirectResponse(letter_at(on.entry, "card"), status_code=303)


def _card(request: Request, on: Opened, failed: str = "") -> Response:
    clerk = on.counter.clerk(on.someone)
    return on.counter.page(
        request,
        on.someone,
        "card.html",
        status=422 if failed else 200,
        one=card_of(on.counter.desk, on.entry.receipt, clerk),
        topics=topics(on.counter.desk),
        at=letter_at(on.entry),
        failed=failed,
    )
