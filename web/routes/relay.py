"""The relay of a letter: drafted beside its source, submitted, approved by another person, sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from circulars.circular import LetterForm
from circulars.errors import NotFoundError, SarabanError
from desk.approval import approve, send_approved, send_back, standing, submit
from desk.permissions import Verb
from desk.preview import preview, preview_page, preview_pages
from desk.relay import draft_of, edit, relay, rows_beside
from desk.sent import sent_file, sent_of, sent_zip
from web.addresses import Number, letter_at
from web.guards import own_form, refuse
from web.routes.letters import Letter, Opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.relay import Drafted

router = APIRouter(prefix="/letters/{year}/{number}/relay")
Words = Annotated[str, Form()]
#: The forms that a relay can be drafted in.
RELAY_FORMS = (LetterForm.STAMPED, LetterForm.EXTERNAL)


class HowDrafted(TypedDict):
    """How a relay is to be drafted."""

    form: LetterForm | None
    copy: bool
    source_code: bool


def how_drafted(
    form: Annotated[LetterForm | None, Form()] = None,
    whole: Annotated[bool, Form()] = False,
    source_code: Annotated[bool, Form()] = False,
) -> HowDrafted:
    """What the page asks for beside the draft itself; the form that the letter asks for where none is chosen."""
    return HowDrafted(form=form, copy=whole, source_code=source_code)


Asked = Annotated[HowDrafted, Depends(how_drafted)]


@router.get("")
def draft(request: Request, on: Letter) -> Response:
    """The draft beside its source, or the button that makes one."""
    refuse(on.someone, Verb.SEE_REGISTERS, on.subject)
    return _page(request, on)


@router.post("", dependencies=[Depends(own_form)])
def make_draft(request: Request, on: Letter, wanted: Asked) -> Response:
    """Make the draft if there is none."""
    clerk = on.counter.clerk(on.someone)
    return _act(request, on, Verb.DRAFT, lambda: relay(on.counter.desk, on.entry.receipt, clerk, **wanted))


@router.post("/again", dependencies=[Depends(own_form)])
def again(request: Request, on: Letter, wanted: Asked) -> Response:
    """Draft it anew; what people changed is lost."""
    clerk = on.counter.clerk(on.someone)
    return _act(
        request,
        on,
        Verb.DRAFT,
        lambda: relay(on.counter.desk, on.entry.receipt, clerk, again=True, **wanted),
    )


@router.post("/edit", dependencies=[Depends(own_form)])
def change(
    request: Request,
    on: Letter,
    addressee: Words = "",
    subject: Words = "",
    text: Words = "",
    seen: Annotated[int | None, Form()] = None,
) -> Response:
    """Change the draft by hand."""
    clerk = on.counter.clerk(on.someone)
    fields = [
        (name, value.strip()) for name, value in (("/addressee", addressee), ("/subject", subject)) if value
    ]
    text = "\n".join(text.splitlines())
    return _act(
        request,
        on,
        Verb.DRAFT,
        lambda: edit(on.counter.desk, on.entry.receipt, clerk, changes=fields, text=text, seen=seen),
        typed=text,
    )


@router.post("/submit", dependencies=[Depends(own_form)])
def submit_draft(request: Request, on: Letter) -> Response:
    """Submit the draft for approval."""
    return _step(request, on, Verb.DRAFT, submit)


@router.post("/approve", dependencies=[Depends(own_form)])
def approve_draft(request: Request, on: Letter) -> Response:
    """Let the draft go out."""
    return _step(request, on, Verb.APPROVE, approve)


@router.post("/send-back", dependencies=[Depends(own_form)])
def send_draft_back(request: Request, on: Letter, reason: Words = "") -> Response:
    """Send the draft back to its drafter."""
    return _step(request, on, Verb.APPROVE, send_back, reason=reason)


@router.post("/send", dependencies=[Depends(own_form)])
def send_draft(request: Request, on: Letter) -> Response:
    """Give the approved draft its number and date."""
    clerk = on.counter.clerk(on.someone)
    return _act(request, on, Verb.SEND, lambda: send_approved(on.counter.desk, on.entry.receipt, clerk))


@router.get("/pages")
def pages(request: Request, on: Letter) -> Response:
    """The pages of the letter as it will be, as a part of the page that waits for them."""
    refuse(on.someone, Verb.SEE_REGISTERS, on.subject)
    drafted = _drafted(on)
    count = preview_pages(on.counter.desk, drafted)
    return on.counter.page(
        request, on.someone, "sheets.html", at=letter_at(on.entry), count=count, version=drafted.version
    )


@router.get("/pages/{page}.png")
def page_picture(on: Letter, page: Number) -> Response:
    """One page of the letter as it will be."""
    refuse(on.someone, Verb.SEE_REGISTERS, on.subject)
    return Response(preview_page(on.counter.desk, _drafted(on), page), media_type="image/png")


@router.get("/draft.{kind}")
def download_draft(on: Letter, kind: str) -> Response:
    """The draft as a file."""
    refuse(on.someone, Verb.SEE_REGISTERS, on.subject)
    found = next((one for one in preview(on.counter.desk, _drafted(on)) if one.suffix == f".{kind}"), None)
    if found is None:
        raise NotFoundError("no-page")
    return _file(found)


@router.get("/files.zip")
def download_all(on: Letter) -> Response:
    """Every file of the letter as it was sent, those of all districts together."""
    refuse(on.someone, Verb.SEE_REGISTERS, on.subject)
    headers = {"Content-Disposition": f'attachment; filename="{on.entry.form_id}.zip"'}
    return Response(sent_zip(on.counter.desk, on.entry), media_type="application/zip", headers=headers)


@router.get("/files/{place}")
def download_sent(on: Letter, place: Number) -> Response:
    """A file of the letter as it was sent."""
    refuse(on.someone, Verb.SEE_REGISTERS, on.subject)
    return _file(sent_file(on.counter.desk, on.entry, place))


def _drafted(on: Opened) -> Drafted:
    """The draft as it stands: looking makes none.

    Raises:
        NotFoundError: If there is none.
    """
    found = draft_of(on.counter.desk, on.entry.receipt, on.counter.clerk(on.someone))
    if found is None:
        raise NotFoundError("no-draft", receipt=on.entry.receipt)
    return found


def _file(path: Path) -> Response:
    return FileResponse(path, media_type="application/octet-stream", filename=path.name)


def _step(request: Request, on: Opened, verb: Verb, step: Callable[..., object], **facts: str) -> Response:
    account = on.someone.account.id if on.someone.account else None
    clerk = on.counter.clerk(on.someone)
    return _act(
        request,
        on,
        verb,
        lambda: step(on.counter.desk, on.entry.receipt, clerk, account=account, **facts),
    )


def _act(
    request: Request, on: Opened, verb: Verb, act: Callable[[], object], *, typed: str | None = None
) -> Response:
    refuse(on.someone, verb, on.subject)
    try:
        act()
    except SarabanError as error:
        return _page(request, on, failed=error.message(on.someone.lang), typed=typed, status=409)
    return RedirectResponse(letter_at(on.entry, "relay"), status_code=303)


def _page(
    request: Request, on: Opened, *, failed: str = "", typed: str | None = None, status: int = 200
) -> Response:
    desk, clerk = on.counter.desk, on.counter.clerk(on.someone)
    drafted = draft_of(desk, on.entry.receipt, clerk)
    if drafted is None:
        at = letter_at(on.entry)
        return on.counter.page(
            request,
            on.someone,
            "undrafted.html",
            status=status,
            entry=on.entry,
            at=at,
            failed=failed,
            forms=RELAY_FORMS,
            codes=on.entry.qr_codes,
        )
    words = "\n".join(one.text for one in drafted.draft.letter.body)
    return on.counter.page(
        request,
        on.someone,
        "relay.html",
        status=status,
        entry=on.entry,
        draft=drafted.draft,
        version=drafted.version,
        letter=drafted.draft.letter,
        rows=rows_beside(drafted),
        words=words if typed is None else typed,
        standing=standing(desk, on.entry.receipt, clerk),
        sent=sent_of(desk, on.entry) if drafted.sent else None,
        at=letter_at(on.entry),
        failed=failed,
        forms=RELAY_FORMS,
        codes=on.entry.qr_codes,
    )
