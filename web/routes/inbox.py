"""What there is to do today, and the inbox: files come in, readings wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, UploadFile
from fastapi.responses import JSONResponse, RedirectResponse, Response

from circulars.account import Role
from circulars.circular import Urgency
from circulars.errors import SarabanError
from circulars.reading import Severity
from desk.agenda import agenda
from desk.approval import on_their_way
from desk.permissions import Subject, Verb
from desk.plain import received_plain
from desk.reading import ReadingWay
from desk.receive import Received, receive
from desk.review import waiting
from web.addresses import letter_at
from web.counter import Counter, Visitor
from web.guards import Here, Known, allowed, own_form
from web.uploads import name_of, put_down

if TYPE_CHECKING:
    from registry.entries import Incoming

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
    return counter.page(
        request,
        someone,
        "home.html",
        waiting=_waiting(counter, someone),
        drafts=[one for one in on_their_way(counter.desk) if _sees(someone, one.entry)],
        agenda=agenda(counter.desk, clerk, lambda entry: _sees(someone, entry)),
        letter_at=letter_at,
    )


@router.get("/inbox")
def inbox(
    request: Request, counter: Here, someone: Annotated[Visitor, Depends(allowed(Verb.RECEIVE))]
) -> Response:
    """The readings that wait, the most urgent and oldest first, and the place to drop files on."""
    return _inbox(request, counter, someone)


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
    request: Request, counter: Counter, someone: Visitor, *, became: list[dict[str, Any]] | None = None
) -> Response:
    entries = _waiting(counter, someone)
    return counter.page(
        request,
        someone,
        "inbox.html",
        waiting=entries,
        became=became or [],
        letter_at=letter_at,
        doubts=_doubts,
    )


def _sees(someone: Visitor, entry: Incoming) -> bool:
    return someone.may(Verb.SEE_LETTER, Subject(secrecy=entry.letter.secrecy))


def _waiting(counter: Counter, someone: Visitor) -> list[Incoming]:
    """The readings that wait and that this person may see, the most urgent first, of those the oldest."""
    ranks = list(Urgency)
    entries = [one for one in waiting(counter.desk) if _sees(someone, one)]
    return sorted(entries, key=lambda one: (-ranks.index(one.urgency), one.received, one.id))


def _doubts(entry: Incoming) -> int:
    """How many things of a reading a person must look at."""
    return sum(one["severity"] != Severity.INFO for one in entry.reading["issues"])


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
                try:
                    source = one.text()
                    if one.file is not None:
                        clerk = counter.clerk(someone)
                        done = receive(counter.desk, one.file, clerk, anyway=anyway, way=way, source=source)
                        became.append(_told(source.name, done))
                except SarabanError as error:
                    became.append(_refused(someone, one.file.name if one.file else name, error))
    except SarabanError as error:
        return [_refused(someone, name, error)]
    return became


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
