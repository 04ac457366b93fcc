"""What there is to do today, and the inbox: files come in, readings wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request, UploadFile
from fastapi.responses import JSONResponse, RedirectResponse, Response

from circulars.account import Role
from circulars.errors import SarabanError
from desk.agenda import agenda
from desk.approval import on_their_way
from desk.lists import PAGE, unrelayed_page, waiting_page
from desk.permissions import Verb
from desk.plain import received_plain
from desk.reading import ReadingWay
from desk.receive import Received, receive
from desk.review import doubts_of
from web.addresses import LARGEST_NUMBER, letter_at
from web.counter import Counter, Visitor
from web.guards import Here, Known, allowed, own_form, seen_by
from web.uploads import name_of, put_down

if TYPE_CHECKING:
    from desk.reading import FileText

router = APIRouter()


@router.get("/")
def home(request: Request, counter: Here, someone: Known) -> Response:
    """What waits for this person today."""
    if someone.account is not None and someone.account.role is Role.ADMIN:
        return RedirectResponse("/people", status_code=303)
    if someone.account is not None and someone.account.role is Role.DISTRICT:
        return RedirectResponse("/mine", status_code=303)
    if not someone.may(Verb.TRACK):
        return RedirectResponse("/registers", status_code=303)
    clerk = counter.clerk(someone)
    seen = seen_by(someone, Verb.SEE_LETTER)
    return counter.page(
        request,
        someone,
        "home.html",
        waiting=waiting_page(counter.desk, seen),
        drafts=[one for one in on_their_way(counter.desk) if one.entry.letter.secrecy in seen],
        unrelayed=unrelayed_page(counter.desk, seen),
        agenda=agenda(counter.desk, clerk, seen),
        letter_at=letter_at,
    )


@router.get("/inbox")
def inbox(
    request: Request,
    counter: Here,
    someone: Annotated[Visitor, Depends(allowed(Verb.RECEIVE))],
    page: Annotated[int, Query(ge=1, le=LARGEST_NUMBER // PAGE)] = 1,
) -> Response:
    """The readings that wait, the most urgent and oldest first, and the place to drop files on."""
    return _inbox(request, counter, someone, page=page)


@router.post("/inbox", dependencies=[Depends(own_form)])
def drop(
    request: Request,
    counter: Here,
    someone: Annotated[Visitor, Depends(allowed(Verb.RECEIVE))],
    files: list[UploadFile],
    anyway: Annotated[bool, Form()] = False,
) -> Response:
    """Register files; what became of each, as JSON or on the page."""
    became = [letter for one in files for letter in _received(counter, someone, one, anyway=anyway)]
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse(became)
    return _inbox(request, counter, someone, became=became)


def _inbox(
    request: Request,
    counter: Counter,
    someone: Visitor,
    *,
    became: list[dict[str, Any]] | None = None,
    page: int = 1,
) -> Response:
    listed = waiting_page(counter.desk, seen_by(someone, Verb.SEE_LETTER), page)
    return counter.page(
        request,
        someone,
        "inbox.html",
        waiting=listed,
        became=became or [],
        letter_at=letter_at,
        doubts=doubts_of(counter.desk, [one.id for one in listed.rows]),
    )


def _received(
    counter: Counter, someone: Visitor, upload: UploadFile, *, anyway: bool
) -> list[dict[str, Any]]:
    """What became of a file, and of every letter within it."""
    name = name_of(upload)
    way = ReadingWay.of(counter.data)
    became = []
    try:
        with put_down(upload) as path:
            for one in way.texts([path]):
                became += _entered(counter, someone, way, one, anyway=anyway)
    except SarabanError as error:
        return [_refused(someone, name, error)]
    return became


def _entered(
    counter: Counter, someone: Visitor, way: ReadingWay, one: FileText, *, anyway: bool
) -> list[dict[str, Any]]:
    try:
        source = one.text()
        if one.file is None:
            return []
        clerk = counter.clerk(someone)
        return [
            _told(source.name, receive(counter.desk, one.file, clerk, anyway=anyway, way=way, source=source))
        ]
    except SarabanError as error:
        return [_refused(someone, one.file.name if one.file else error.file or "", error)]


def _told(name: str, done: Received) -> dict[str, Any]:
    other = done.same_letter
    return {
        "file": name,
        "address": letter_at(done.entry),
        "known": done.known,
        "same": letter_at(other) if other else None,
        "letter": received_plain(done),
    }


def _refused(someone: Visitor, name: str, error: SarabanError) -> dict[str, Any]:
    return {"file": name, "error": error.kind, "message": error.message(someone.lang)}
