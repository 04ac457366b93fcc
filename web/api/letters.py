"""Letters received: listed, opened, put right, confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import FileResponse, JSONResponse, Response

from circulars.thai_calendar import BUDDHIST_ERA
from desk.directives import add_directive, join_directives, split_directive
from desk.paper import original
from desk.permissions import Subject, Verb
from desk.plain import confirmed_plain, corrected_plain, incoming_plain, letter_plain
from desk.register import received_page
from desk.review import accept, confirm, correct
from registry.entries import LetterState
from web.addresses import Number
from web.api import shapes
from web.api.description import problems
from web.api.door import Letter, may, needs
from web.api.once import DoneOnce
from web.api.pages import After, Limit, page
from web.counter import Visitor
from web.guards import Here, refuse

if TYPE_CHECKING:
    from desk.review import Corrected
    from registry.entries import Incoming

router = APIRouter(prefix="/letters")
FAILS = problems(409)
ONE = "/{year}/{number}"


@router.get(
    "",
    responses={200: {"model": shapes.LetterRows}, **problems()},
    openapi_extra=needs(Verb.SEE_REGISTERS),
)
def list_letters(
    request: Request,
    counter: Here,
    someone: Annotated[Visitor, Depends(may(Verb.SEE_REGISTERS))],
    year: Annotated[int | None, Query(ge=2400, le=9999)] = None,
    state: LetterState | None = None,
    after: After = 0,
    limit: Limit = 50,
) -> Response:
    """The register of letters received, without those that the caller may not see."""
    found, more = received_page(
        counter.desk,
        lambda entry: someone.may(Verb.SEE_REGISTERS, Subject(secrecy=entry.letter.secrecy)),
        after=after,
        limit=limit,
        year=None if year is None else year - BUDDHIST_ERA,
        state=state,
    )
    return page(request, [incoming_plain(one) for one in found], more)


@router.get(
    ONE, responses={200: {"model": shapes.Letter}, **problems()}, openapi_extra=needs(Verb.SEE_LETTER)
)
def show_letter(on: Letter) -> Response:
    """One letter with its reading and what people corrected in it."""
    return JSONResponse(letter_plain(on.entry, on.corrections))


@router.get(
    f"{ONE}/reading",
    responses={200: {"model": shapes.Reading}, **problems()},
    openapi_extra=needs(Verb.SEE_LETTER),
)
def show_reading(on: Letter) -> Response:
    """The reading alone, with the corrections made."""
    return JSONResponse(on.entry.reading)


@router.get(
    f"{ONE}/original",
    response_class=FileResponse,
    responses={200: {"content": {"application/octet-stream": {"schema": {"type": "string"}}}}, **problems()},
    openapi_extra=needs(Verb.SEE_LETTER),
)
def download_original(on: Letter) -> Response:
    """The file as it came."""
    path = original(on.counter.desk, on.entry)
    return FileResponse(path, media_type="application/octet-stream", filename=on.entry.file_name)


@router.post(
    f"{ONE}/corrections",
    responses={200: {"model": shapes.Corrected}, **FAILS},
    openapi_extra=needs(Verb.CORRECT),
)
def correct_letter(on: Letter, once: DoneOnce, given: shapes.CorrectionGiven) -> Response:
    """Put one value right."""
    refuse(on.someone, Verb.CORRECT, on.subject)
    return once(
        lambda: _corrected(
            correct(
                on.counter.desk,
                on.entry.receipt,
                given.field,
                given.value or "-",
                on.clerk,
                reason=given.reason,
                seen=given.seen,
            )
        )
    )


@router.post(
    f"{ONE}/proposals",
    responses={200: {"model": shapes.Corrected}, **FAILS},
    openapi_extra=needs(Verb.CORRECT),
)
def accept_proposals(on: Letter, once: DoneOnce, given: shapes.ProposalsGiven) -> Response:
    """Take what the reading proposes."""
    refuse(on.someone, Verb.CORRECT, on.subject)
    return once(
        lambda: _corrected(
            accept(on.counter.desk, on.entry.receipt, on.clerk, given.numbers, seen=given.seen)
        )
    )


@router.post(
    f"{ONE}/directives",
    responses={200: {"model": shapes.LetterRow}, **FAILS},
    openapi_extra=needs(Verb.CORRECT),
)
def add_new_directive(on: Letter, once: DoneOnce, given: shapes.DirectiveGiven) -> Response:
    """Add a directive that the reading did not find."""
    refuse(on.someone, Verb.CORRECT, on.subject)
    return once(
        lambda: _row(add_directive(on.counter.desk, on.entry.receipt, given.text, on.clerk, seen=given.seen))
    )


@router.post(
    f"{ONE}/directives/{{place}}/split",
    responses={200: {"model": shapes.LetterRow}, **FAILS},
    openapi_extra=needs(Verb.CORRECT),
)
def split_one_directive(on: Letter, once: DoneOnce, place: Number, given: shapes.SplitGiven) -> Response:
    """Make two of a directive."""
    refuse(on.someone, Verb.CORRECT, on.subject)
    return once(
        lambda: _row(
            split_directive(on.counter.desk, on.entry.receipt, place, given.at, on.clerk, seen=given.seen)
        )
    )


@router.post(
    f"{ONE}/directives/{{place}}/join",
    responses={200: {"model": shapes.LetterRow}, **FAILS},
    openapi_extra=needs(Verb.CORRECT),
)
def join_two_directives(on: Letter, once: DoneOnce, place: Number, given: shapes.SeenGiven) -> Response:
    """Make one of a directive and the next."""
    refuse(on.someone, Verb.CORRECT, on.subject)
    return once(
        lambda: _row(join_directives(on.counter.desk, on.entry.receipt, place, on.clerk, seen=given.seen))
    )


@router.post(
    f"{ONE}/confirmation",
    responses={200: {"model": shapes.Confirmed}, **FAILS},
    openapi_extra=needs(Verb.CONFIRM),
)
def confirm_letter(on: Letter, once: DoneOnce, given: shapes.ConfirmationGiven) -> Response:
    """Find the reading right: its tasks are made."""
    refuse(on.someone, Verb.CONFIRM, on.subject)

    def act() -> dict[str, Any]:
        done = confirm(on.counter.desk, on.entry.receipt, on.clerk, anyway=given.anyway, seen=given.seen)
        return confirmed_plain(done, on.clerk.today)

    return once(act)


def _corrected(done: Corrected) -> dict[str, Any]:
    return {**corrected_plain(done), "version": done.entry.version}


def _row(entry: Incoming) -> dict[str, Any]:
    return incoming_plain(entry)
