"""One letter: its paper beside its reading, what is corrected, what is confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import FileResponse, JSONResponse, RedirectResponse, Response

from circulars.agencies import issuer_of
from circulars.deadline import Confidence, Deadline
from circulars.directive import DirectiveKind
from circulars.errors import NotFoundError, SarabanError
from circulars.messages import message
from desk.access import note_reading
from desk.directives import add_directive, join_directives, split_directive
from desk.fields import value_at
from desk.matrix import matrix
from desk.paper import original, paper, picture
from desk.permissions import Subject, Verb
from desk.presence import beside
from desk.register import letter as letter_of
from desk.relay import has_draft
from desk.review import accept, confirm, correct
from desk.tasks import has_reached
from registry.entries import Correction, Incoming, LetterState
from web.addresses import LARGEST_NUMBER, Number, letter_at
from web.counter import Counter, Visitor
from web.guards import Here, Known, own_form, refuse
from web.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from circulars.circular import Circular
    from desk.office_desk import Clerk

router = APIRouter(prefix="/letters/{year}/{number}")
Words = Annotated[str, Form()]
#: A number or a place in a reading says nothing without the version of the reading that it was seen in.
Seen = Annotated[int, Form(ge=0, le=LARGEST_NUMBER)]
Place = Annotated[int, Form(ge=0, le=LARGEST_NUMBER)]

#: The fields of a letter's heading, in the order they stand on the paper.
HEADING = (
    "form", "urgency", "secrecy", "number", "dated", "issuer", "addressee", "copies_to", "subject", "drafting_unit",
    "phones", "email",
)  # fmt: skip
SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter that a person may see, and what was corrected in it."""

    counter: Counter
    someone: Visitor
    entry: Incoming
    corrections: tuple[Correction, ...]
    reached: bool  #: it went out to the district whose account asks

    @property
    def subject(self) -> Subject:
        """What is asked for permission to."""
        return Subject(secrecy=self.entry.letter.secrecy, sent_to_districts=self.reached)

    @property
    def clerk(self) -> Clerk:
        """Who acts on it, now."""
        return self.counter.clerk(self.someone)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A deadline that the reading is not sure of."""

    item: str | None
    place: int  #: of the directive, from 0
    pointer: str
    deadline: Deadline


def opened(counter: Here, someone: Known, year: Number, number: Number) -> Opened:
    """The letter of an address."""
    return open_letter(counter, someone, year, number)


def open_letter(counter: Counter, someone: Visitor, year: int, number: int) -> Opened:
    """A letter, for those who may see it; who opens a secret one stands in the audit.

    Raises:
        NotFoundError: If there is none, or it is hidden from this person.
        NotPermittedError: If this person may not see it.
    """
    entry, corrections = letter_of(counter.desk, f"{number}/{year}", counter.clerk(someone))
    code = someone.account.office_code if someone.account else ""
    found = Opened(counter, someone, entry, corrections, reached=has_reached(counter.desk, entry, code))
    absent = NotFoundError("no-letter", number=str(number), year=str(year))
    refuse(someone, Verb.SEE_LETTER, found.subject, absent=absent)
    note_reading(counter.desk, found.clerk, entry)
    return found


Letter = Annotated[Opened, Depends(opened)]


@router.get("")
def letter(request: Request, on: Letter) -> Response:
    """The paper beside the reading."""
    return _page(request, on)


@router.get("/pages/{page}.png")
def page_picture(on: Letter, page: Number) -> Response:
    """One page of the original as a picture."""
    drawn = picture(on.counter.desk, on.entry, page)
    return Response(drawn, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


@router.get("/here")
def here(on: Letter) -> Response:
    """Who else has the letter open, and the version of its reading; asked again and again by an open page."""
    names = beside(on.counter.desk, on.clerk, on.entry.id)
    told = say("review.others", on.someone.lang, names=", ".join(names)) if names else ""
    return JSONResponse({"told": told, "version": on.entry.version})


@router.get("/original")
def download(on: Letter) -> Response:
    """The original file, to be kept and never to be opened in this program's own name."""
    return FileResponse(
        original(on.counter.desk, on.entry),
        media_type="application/octet-stream",
        filename=on.entry.file_name,
    )


@router.post("/correct", dependencies=[Depends(own_form)])
def correct_value(
    request: Request,
    on: Letter,
    field: Words,
    value: Words = "",
    seen: Annotated[int | None, Form(ge=0, le=LARGEST_NUMBER)] = None,
) -> Response:
    """Change one value; an empty one empties the field."""
    return _act(
        request,
        on,
        Verb.CORRECT,
        lambda: correct(on.counter.desk, on.entry.receipt, field, value or "-", on.clerk, seen=seen),
        field=field,
        value=value,
    )


@router.post("/accept", dependencies=[Depends(own_form)])
def accept_proposal(request: Request, on: Letter, issue: Place, seen: Seen) -> Response:
    """Take what an issue proposes."""
    return _act(
        request,
        on,
        Verb.CORRECT,
        lambda: accept(on.counter.desk, on.entry.receipt, on.clerk, [issue], seen=seen),
    )


@router.post("/directives", dependencies=[Depends(own_form)])
def new_directive(request: Request, on: Letter, seen: Seen, text: Words = "") -> Response:
    """Add a directive that the reading did not find."""
    return _act(
        request,
        on,
        Verb.CORRECT,
        lambda: add_directive(on.counter.desk, on.entry.receipt, text, on.clerk, seen=seen),
    )


@router.post("/directives/{place}/split", dependencies=[Depends(own_form)])
def split(request: Request, on: Letter, place: Number, at: Place, seen: Seen) -> Response:
    """Make two of a directive, where its words are cut."""
    return _act(
        request,
        on,
        Verb.CORRECT,
        lambda: split_directive(on.counter.desk, on.entry.receipt, place, at, on.clerk, seen=seen),
    )


@router.post("/directives/{place}/join", dependencies=[Depends(own_form)])
def join(request: Request, on: Letter, place: Number, seen: Seen) -> Response:
    """Make one of a directive and the next."""
    return _act(
        request,
        on,
        Verb.CORRECT,
        lambda: join_directives(on.counter.desk, on.entry.receipt, place, on.clerk, seen=seen),
    )


@router.post("/confirm", dependencies=[Depends(own_form)])
def confirm_reading(
    request: Request, on: Letter, seen: Seen, anyway: Annotated[bool, Form()] = False
) -> Response:
    """Find the reading right: its tasks are made."""
    return _act(
        request,
        on,
        Verb.CONFIRM,
        lambda: confirm(on.counter.desk, on.entry.receipt, on.clerk, anyway=anyway, seen=seen),
    )


def _act(
    request: Request, on: Opened, verb: Verb, act: Callable[[], object], *, field: str = "", value: str = ""
) -> Response:
    """Do it and show the letter again; what goes wrong stands beside the field, with what was typed."""
    refuse(on.someone, verb, on.subject)
    wants_json = "application/json" in request.headers.get("accept", "")
    try:
        act()
    except SarabanError as error:
        text = error.message(on.someone.lang)
        if wants_json:
            return JSONResponse({"error": error.kind, "message": text}, status_code=409)
        return _page(request, on, failed=(field, value, text), status=409)
    if wants_json:
        return JSONResponse({"done": True})
    return RedirectResponse(letter_at(on.entry), status_code=303)


def _page(
    request: Request, on: Opened, *, failed: tuple[str, str, str] = ("", "", ""), status: int = 200
) -> Response:
    letter = on.entry.letter
    waits = on.entry.state is LetterState.WAITING
    heading = [(name, f"/letter/{name}", value_at(letter, f"/letter/{name}")) for name in HEADING]
    return on.counter.page(
        request,
        on.someone,
        "letter.html",
        status=status,
        entry=on.entry,
        letter=letter,
        corrections=on.corrections,
        issuer=issuer_of(letter),
        paper=paper(on.counter.desk, on.entry),
        spans=on.entry.reading["spans"],
        heading=heading,
        kinds=list(DirectiveKind),
        issues=_issues(on),
        doubtful=_doubtful(letter),
        tasks=() if waits else matrix(on.counter.desk, on.clerk, on.entry.receipt).rows,
        others=beside(on.counter.desk, on.clerk, on.entry.id) if on.someone.may(Verb.CORRECT) else (),
        at=letter_at(on.entry),
        failed=failed,
        drafted=has_draft(on.counter.desk, on.entry),
        waits=waits,
    )


def _doubtful(letter: Circular) -> list[Doubtful]:
    """The deadlines that the reading is not sure of."""
    return [
        Doubtful(one.item, place, f"/letter/directives/{place}/deadlines/{number}", deadline)
        for place, one in enumerate(letter.directives)
        for number, deadline in enumerate(one.deadlines)
        if deadline.confidence is not Confidence.SURE
    ]


def _issues(on: Opened) -> list[dict[str, Any]]:
    """What the reading says of itself, gravest first, each with the number it is accepted by."""
    told = [
        {**one, "number": number, "message": message(one["kind"], on.someone.lang, one.get("facts", {}))}
        for number, one in enumerate(on.entry.reading["issues"], start=1)
    ]
    return sorted(told, key=lambda one: SEVERITIES.index(one["severity"]))
