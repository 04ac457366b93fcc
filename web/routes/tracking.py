"""One task: what is asked, what was answered, what happened to it; and the tasks of a district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from circulars.errors import NotFoundError, SarabanError
from desk.evidence import evidence_file, evidence_of
from desk.lookup import task_of
from desk.permissions import Subject, Verb
from desk.report import Answer, judge, task_form
from desk.steps import receive_task
from desk.tasks import ListedTask, Wanted, has_reached, history, list_tasks, task_with_letter
from web.addresses import Number, letter_at
from web.answer_rows import typed_rows
from web.answers_given import answer_of, last_typed, returned_for
from web.counter import Counter, Visitor
from web.form_files import handed_out, taken_back
from web.guards import Fields, Here, Known, allowed, own_form, refuse
from web.sizes import EVIDENCE
from web.uploads import Uploads, on_disk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


router = APIRouter()
Words = Annotated[str, Form()]


@router.get("/mine")
def mine(
    request: Request, counter: Here, someone: Annotated[Visitor, Depends(allowed(Verb.TRACK))]
) -> Response:
    """A district's own tasks."""
    code = someone.account.office_code if someone.account else ""
    listed = list_tasks(counter.desk, counter.clerk(someone), Wanted(office=code or None))
    mine = [one for one in listed if _may(someone, Verb.TRACK, one)]
    return counter.page(request, someone, "mine.html", listed=mine, letter_at=letter_at)


@router.get("/tasks/{number}")
def task(request: Request, counter: Here, someone: Known, number: Number) -> Response:
    """One task: what is asked, what was answered, all that happened."""
    return _page(request, counter, someone, number)


@router.post("/tasks/{number}/answer", dependencies=[Depends(own_form)])
def answer(
    request: Request, counter: Here, someone: Known, number: Number, sent: Fields, uploads: Uploads
) -> Response:
    """Enter what the office answers."""
    found = _listed(counter, someone, number, Verb.REPORT)
    rows = typed_rows(task_form(found.entry, found.task, counter.desk.office), sent)

    def act() -> None:
        with on_disk(uploads, EVIDENCE) as files:
            given = Answer(
                rows=rows,
                nil=bool(sent.get("nil")),
                note=sent.get("note", ""),
                files=files,
                anyway=bool(sent.get("anyway")),
            )
            judge(counter.desk, number, counter.clerk(someone), given)

    return _act(request, counter, someone, number, act, typed=sent)


@router.get("/tasks/{number}/form.xlsx")
def empty_form(counter: Here, someone: Known, number: Number) -> Response:
    """The form on which the office answers, as a workbook."""
    found = _listed(counter, someone, number, Verb.TRACK)
    return handed_out(counter, found.entry, found.task)


@router.post("/tasks/{number}/form", dependencies=[Depends(own_form)])
def filled_form(
    request: Request, counter: Here, someone: Known, number: Number, uploads: Uploads
) -> Response:
    """Enter what the office answers on its form."""
    found = _listed(counter, someone, number, Verb.REPORT)
    return _act(
        request,
        counter,
        someone,
        number,
        lambda: taken_back(counter, counter.clerk(someone), found.task, uploads),
    )


@router.post("/tasks/{number}/receive", dependencies=[Depends(own_form)])
def acknowledge(
    request: Request, counter: Here, someone: Known, number: Number, receipt: Words = ""
) -> Response:
    """Say that the office has the letter, under its own receipt number if it gives one."""
    _listed(counter, someone, number, Verb.REPORT)

    def act() -> None:
        receive_task(counter.desk, number, counter.clerk(someone), receipt.strip())

    return _act(request, counter, someone, number, act, typed={"receipt": receipt})


@router.get("/tasks/{number}/evidence/{place}")
def evidence(counter: Here, someone: Known, number: Number, place: Number) -> Response:
    """A file that came with an answer, to be kept and never to be opened in this program's own name."""
    _listed(counter, someone, number, Verb.TRACK)
    path, name = evidence_file(counter.desk, number, place)
    return FileResponse(path, media_type="application/octet-stream", filename=name)


@router.post("/tasks/{number}/accept", dependencies=[Depends(own_form)])
def accept(request: Request, counter: Here, someone: Known, number: Number) -> Response:
    """Find an answer right."""
    _listed(counter, someone, number, Verb.JUDGE)
    return _judged(request, counter, someone, number, Answer(accept=True))


@router.post("/tasks/{number}/return", dependencies=[Depends(own_form)])
def send_back(
    request: Request, counter: Here, someone: Known, number: Number, reason: Words = ""
) -> Response:
    """Send an answer back."""
    _listed(counter, someone, number, Verb.JUDGE)
    return _judged(request, counter, someone, number, Answer(reason=reason))


def _judged(
    request: Request,
    counter: Counter,
    someone: Visitor,
    number: int,
    given: Answer,
) -> Response:
    return _act(
        request,
        counter,
        someone,
        number,
        lambda: judge(counter.desk, number, counter.clerk(someone), given),
    )


def _act(
    request: Request,
    counter: Counter,
    someone: Visitor,
    number: int,
    act: Callable[[], object],
    *,
    typed: Mapping[str, str] | None = None,
) -> Response:
    try:
        act()
    except SarabanError as error:
        text = error.message(someone.lang)
        return _page(request, counter, someone, number, failed=text, typed=typed, status=409)
    return RedirectResponse(f"/tasks/{number}", status_code=303)


def _listed(counter: Counter, someone: Visitor, number: int, verb: Verb) -> ListedTask:
    """A task that this person may do something to.

    Raises:
        NotFoundError: If there is none.
        NotPermittedError: If they may not.
    """
    with counter.desk.database.reading() as store:
        found = task_with_letter(store, task_of(store, number))
    refuse(someone, verb, _subject(found), absent=NotFoundError("no-task", number=str(number)))
    return found


def _page(
    request: Request,
    counter: Counter,
    someone: Visitor,
    number: int,
    *,
    failed: str = "",
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    found = _listed(counter, someone, number, Verb.TRACK)
    events = history(counter.desk, number)
    reached = has_reached(counter.desk, found.entry, found.task.office_code)
    return counter.page(
        request,
        someone,
        "task.html",
        status=status,
        task=found.task,
        entry=found.entry,
        directive=found.directive,
        form=task_form(found.entry, found.task, counter.desk.office),
        events=events,
        answer_of=answer_of,
        evidence=evidence_of(counter.desk, number),
        returned=returned_for(events),
        subject=_subject(found),
        letter_subject=Subject(secrecy=found.entry.letter.secrecy, sent_to_districts=reached),
        failed=failed,
        typed=typed or last_typed(events),
        letter_at=letter_at,
    )


def _subject(listed: ListedTask) -> Subject:
    return Subject(secrecy=listed.entry.letter.secrecy, office_code=listed.task.office_code)


def _may(someone: Visitor, verb: Verb, listed: ListedTask) -> bool:
    return someone.may(verb, _subject(listed))
