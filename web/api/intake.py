"""Files come in: read only, or read and registered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Form, UploadFile
from fastapi.responses import JSONResponse, Response

from circulars.errors import SarabanError, UsageError
from circulars.reading_json import reading_to_json
from desk.permissions import Verb
from desk.plain import received_plain
from desk.reading import ReadingWay
from desk.receive import receive
from desk.values import parse_date
from web.api.description import problems
from web.api.door import address, may, needs
from web.api.once import DoneOnce
from web.api.shapes import Reading, ReceivedRows
from web.counter import Visitor
from web.guards import Here
from web.uploads import put_down

if TYPE_CHECKING:
    import datetime as dt

    from desk.reading import FileText
    from desk.receive import Received
    from web.counter import Counter

router = APIRouter()
Receiver = Annotated[Visitor, Depends(may(Verb.RECEIVE))]
FAILS = problems(409, 411, 413)


@router.post("/readings", responses={200: {"model": Reading}, **FAILS}, openapi_extra=needs(Verb.RECEIVE))
def read_letter(counter: Here, someone: Receiver, file: UploadFile) -> Response:
    """What a letter says; nothing is stored."""
    way = ReadingWay.of(counter.data)
    with put_down(file) as path:
        found = list(way.texts([path]))
        if len(found) != 1:
            raise UsageError("reading-many", count=str(len(found)))
        reading = way.reading(found[0].text(), counter.desk.calendar)
        return JSONResponse(reading_to_json(reading, someone.lang))


@router.post(
    "/letters",
    status_code=201,
    responses={201: {"model": ReceivedRows}, 200: {"model": ReceivedRows}, **FAILS},
    openapi_extra=needs(Verb.RECEIVE),
)
def receive_letter(
    counter: Here,
    someone: Receiver,
    once: DoneOnce,
    file: UploadFile,
    anyway: Annotated[bool, Form()] = False,
    received: Annotated[str, Form(max_length=60)] = "",
    reason: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Register every letter of a file."""
    day = parse_date(received) if received else None

    def act() -> dict[str, Any]:
        way = ReadingWay.of(counter.data)
        with put_down(file) as path:
            told = [
                _became(counter, someone, one, way, anyway=anyway, day=day, reason=reason)
                for one in way.texts([path])
            ]
        return {"items": told}

    return once(act, lambda data: 201 if any(one.get("known") is False for one in data["items"]) else 200)


def _became(
    counter: Counter,
    someone: Visitor,
    read: FileText,
    way: ReadingWay,
    *,
    anyway: bool,
    day: dt.date | None,
    reason: str,
) -> dict[str, Any]:
    """What became of one letter; a letter that is alone in its file fails as the whole request."""
    name = read.file.name if read.file else ""
    try:
        source = read.text()
        if read.file is None:
            return {"file": name}
        clerk = counter.clerk(someone)
        done = receive(
            counter.desk, read.file, clerk, anyway=anyway, way=way, source=source, day=day, reason=reason
        )
    except SarabanError as error:
        if read.alone:
            raise
        return {"file": name, "error": error.kind, "message": error.message(someone.lang)}
    return _told(name, done)


def _told(name: str, done: Received) -> dict[str, Any]:
    year, number = done.entry.receipt.split("/")[1], done.entry.receipt_number
    return {
        "file": name,
        "address": address("letters", year, number),
        "known": done.known,
        "letter": received_plain(done),
    }
