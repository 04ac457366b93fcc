"""The relay of a letter: drafted, changed, submitted, approved by another person, sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from fastapi.responses import FileResponse, JSONResponse, Response

from circulars.codec import to_plain
from circulars.errors import NotFoundError
from desk.approval import approve, send_approved, send_back, standing, submit
from desk.permissions import Verb
from desk.plain import draft_plain, sent_plain
from desk.preview import preview
from desk.relay import draft_of, edit, relay, relay_form
from desk.sent import sent_file
from desk.values import parse_date
from web.addresses import Number
from web.api import shapes
from web.api.description import problems
from web.api.door import Letter, needs
from web.api.once import DoneOnce
from web.guards import refuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from circulars.approval import Approval
    from desk.relay import Drafted
    from web.routes.letters import Opened

router = APIRouter(prefix="/letters/{year}/{number}/relay")
FAILS = problems(409)
DRAFT: Any = {200: {"model": shapes.Draft}, **FAILS}
STEP: Any = {200: {"model": shapes.Step}, **FAILS}
FILE: Any = {
    200: {"content": {"application/octet-stream": {"schema": {"type": "string"}}}},
    **FAILS,
}


@router.get("", responses=DRAFT, openapi_extra=needs(Verb.SEE_REGISTERS))
def show_draft(on: Letter) -> Response:
    """The draft as it stands."""
    refuse(on.someone, Verb.SEE_REGISTERS, on.subject)
    return JSONResponse(_draft(on, _drafted(on)))


@router.post("", responses=DRAFT, openapi_extra=needs(Verb.DRAFT))
def make_draft(on: Letter, once: DoneOnce, given: shapes.DraftGiven) -> Response:
    """Draft the relay, or draft it anew."""
    refuse(on.someone, Verb.DRAFT, on.subject)

    def act() -> dict[str, Any]:
        drafted = relay(
            on.counter.desk,
            on.entry.receipt,
            on.clerk,
            again=given.again,
            form=relay_form(given.form),
            days_ahead=given.days_ahead,
            copy=given.copy_,
        )
        return _draft(on, drafted)

    return once(act)


@router.post("/edits", responses=DRAFT, openapi_extra=needs(Verb.DRAFT))
def change_draft(on: Letter, once: DoneOnce, given: shapes.EditGiven) -> Response:
    """Change the draft by hand; the guard looks at it again."""
    refuse(on.someone, Verb.DRAFT, on.subject)
    changes = [(one.field, one.value) for one in given.changes]

    def act() -> dict[str, Any]:
        drafted = edit(
            on.counter.desk, on.entry.receipt, on.clerk, changes=changes, text=given.text, seen=given.seen
        )
        return _draft(on, drafted)

    return once(act)


@router.post("/submission", responses=STEP, openapi_extra=needs(Verb.DRAFT))
def submit_draft(on: Letter, once: DoneOnce) -> Response:
    """Submit the draft for approval."""
    return _step(on, once, Verb.DRAFT, submit)


@router.post("/approval", responses=STEP, openapi_extra=needs(Verb.APPROVE))
def approve_draft(on: Letter, once: DoneOnce) -> Response:
    """Let the draft go out; never for who submitted it."""
    return _step(on, once, Verb.APPROVE, approve)


@router.post("/return", responses=STEP, openapi_extra=needs(Verb.APPROVE))
def return_draft(on: Letter, once: DoneOnce, given: shapes.ReasonGiven) -> Response:
    """Send the draft back to its drafter."""
    return _step(on, once, Verb.APPROVE, send_back, reason=given.reason)


@router.post("/sending", responses={200: {"model": shapes.Sent}, **FAILS}, openapi_extra=needs(Verb.SEND))
def send_draft(on: Letter, once: DoneOnce, given: shapes.SendingGiven) -> Response:
    """Give the approved draft its number and date."""
    refuse(on.someone, Verb.SEND, on.subject)
    dated = None if given.dated is None else parse_date(given.dated)

    def act() -> dict[str, Any]:
        sent = send_approved(on.counter.desk, on.entry.receipt, on.clerk, dated=dated)
        return sent_plain(sent, on.someone.lang)

    return once(act)


@router.get(
    "/draft.{kind}", response_class=FileResponse, responses=FILE, openapi_extra=needs(Verb.SEE_REGISTERS)
)
def download_draft(on: Letter, kind: str) -> Response:
    """The draft as a file: docx or pdf."""
    refuse(on.someone, Verb.SEE_REGISTERS, on.subject)
    found = next((one for one in preview(on.counter.desk, _drafted(on)) if one.suffix == f".{kind}"), None)
    if found is None:
        raise NotFoundError("no-page")
    return FileResponse(found, media_type="application/octet-stream", filename=found.name)


@router.get(
    "/files/{place}", response_class=FileResponse, responses=FILE, openapi_extra=needs(Verb.SEE_REGISTERS)
)
def download_sent(on: Letter, place: Number) -> Response:
    """A file of the letter as it was sent."""
    refuse(on.someone, Verb.SEE_REGISTERS, on.subject)
    path = sent_file(on.counter.desk, on.entry, place)
    return FileResponse(path, media_type="application/octet-stream", filename=path.name)


def _drafted(on: Opened) -> Drafted:
    found = draft_of(on.counter.desk, on.entry.receipt, on.clerk)
    if found is None:
        raise NotFoundError("no-draft", receipt=on.entry.receipt)
    return found


def _draft(on: Opened, drafted: Drafted) -> dict[str, Any]:
    step = standing(on.counter.desk, on.entry.receipt, on.clerk).step
    return {
        **draft_plain(drafted.entry, drafted.draft, on.someone.lang),
        "version": drafted.version,
        "step": None if step is None else step.value,
        "sent": drafted.sent,
    }


def _step(on: Opened, once: DoneOnce, verb: Verb, step: Callable[..., Approval], **facts: str) -> Response:
    refuse(on.someone, verb, on.subject)
    account = on.someone.account.id if on.someone.account else None

    def act() -> dict[str, Any]:
        done = step(on.counter.desk, on.entry.receipt, on.clerk, account=account, **facts)
        told: dict[str, Any] = to_plain(done)
        return {name: told[name] for name in ("step", "at", "by", "note")}

    return once(act)
