"""A district answers a letter at the address on its QR code, on a phone, without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from circulars.errors import NotFoundError, SarabanError
from desk.answering import Answering, answering
from desk.evidence import evidence_of
from desk.office_desk import Clerk
from desk.report import Answer, judge, task_form
from desk.steps import receive_task
from web.addresses import Number
from web.answer_rows import typed_rows
from web.answers_given import last_answer, last_typed, returned_for
from web.counter import Counter, Visitor
from web.form_files import handed_out, taken_back
from web.guards import Anyone, Fields, Here
from web.sizes import EVIDENCE
from web.uploads import Uploads, on_disk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from circulars.task import Task

router = APIRouter()
Words = Annotated[str, Form()]


@router.get("/a/{token}")
def district(request: Request, counter: Here, someone: Anyone, token: str, done: str = "") -> Response:
    """What the letter asks of the district, and the form to answer on."""
    return _page(request, counter, someone, token, done=done)


@router.post("/a/{token}/{number}")
def answer(
    request: Request,
    counter: Here,
    someone: Anyone,
    token: str,
    number: Number,
    sent: Fields,
    uploads: Uploads,
) -> Response:
    """Answer one directive. The address itself is the secret: another site does not know it."""

    def act(found: Answering, task: Task) -> None:
        rows = typed_rows(task_form(found.entry, task, counter.desk.office), sent)
        with on_disk(uploads, EVIDENCE) as files:
            given = Answer(
                rows=rows,
                nil=bool(sent.get("nil")),
                note=sent.get("note", ""),
                files=files,
                anyway=bool(sent.get("anyway")),
            )
            judge(counter.desk, number, _clerk(counter, found), given)

    return _act(request, counter, someone, token, number, act, typed=sent)


@router.get("/a/{token}/{number}/form.xlsx")
def empty_form(counter: Here, token: str, number: Number) -> Response:
    """The form on which the district answers, as a workbook."""
    found = answering(counter.desk, token, counter.now())
    return handed_out(counter, found.entry, _own_task(found, number))


@router.post("/a/{token}/{number}/form")
def filled_form(
    request: Request, counter: Here, someone: Anyone, token: str, number: Number, uploads: Uploads
) -> Response:
    """Answer one directive by its form."""

    def act(found: Answering, task: Task) -> None:
        taken_back(counter, _clerk(counter, found), task, uploads)

    return _act(request, counter, someone, token, number, act, typed={})


@router.post("/a/{token}/{number}/receive")
def acknowledge(
    request: Request, counter: Here, someone: Anyone, token: str, number: Number, receipt: Words = ""
) -> Response:
    """Say that the district has the letter, under its own receipt number if it gives one."""

    def act(found: Answering, task: Task) -> None:
        receive_task(counter.desk, task.id, _clerk(counter, found), receipt.strip())

    return _act(request, counter, someone, token, number, act, typed={"receipt": receipt})


def _act(
    request: Request,
    counter: Counter,
    someone: Visitor,
    token: str,
    number: int,
    act: Callable[[Answering, Task], None],
    *,
    typed: Mapping[str, str],
) -> Response:
    """Do it to one of the district's own tasks; what goes wrong stands beside it, with what was typed."""
    found = answering(counter.desk, token, counter.now())
    task = _own_task(found, number)
    try:
        act(found, task)
    except SarabanError as error:
        message = error.message(someone.lang)
        return _page(request, counter, someone, token, failed=(number, message), typed=typed, status=409)
    return RedirectResponse(f"/a/{token}?done={number}#task-{number}", status_code=303)


def _own_task(found: Answering, number: int) -> Task:
    task = next((one for one in found.tasks if one.id == number), None)
    if task is None:
        raise NotFoundError("no-task", number=str(number))
    return task


def _clerk(counter: Counter, found: Answering) -> Clerk:
    return Clerk(name=found.office.label, now=counter.now())


def _page(
    request: Request,
    counter: Counter,
    someone: Visitor,
    token: str,
    *,
    done: str = "",
    failed: tuple[int, str] = (0, ""),
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    found = answering(counter.desk, token, counter.now())
    given = {one.id: last_typed(found.events[one.id]) for one in found.tasks}
    return counter.page(
        request,
        Visitor(lang=someone.lang),
        "answer.html",
        status=status,
        found=found,
        token=token,
        directives=found.entry.letter.directives,
        forms={one.id: task_form(found.entry, one, counter.desk.office) for one in found.tasks},
        evidence={one.id: evidence_of(counter.desk, one.id) for one in found.tasks},
        answers={one.id: last_answer(found.events[one.id]) for one in found.tasks},
        returned={one.id: returned_for(found.events[one.id]) for one in found.tasks},
        typed=given | ({failed[0]: typed} if typed else {}),
        done=done,
        failed=failed,
    )
