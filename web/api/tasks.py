"""Tasks: who has answered, what was answered, what is found of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, UploadFile
from fastapi.responses import JSONResponse, Response

from circulars.codec import to_plain
from circulars.errors import NotFoundError
from circulars.task import TaskState
from desk.matrix import matrix
from desk.matrix_plain import matrix_plain
from desk.permissions import Subject, Verb
from desk.plain import event_plain, listed_plain, reported_plain, rollup_plain, task_plain
from desk.report import Answer, judge, task_form
from desk.rollup import rollups
from desk.steps import receive_task
from desk.tasks import Wanted, history, listed_task, task_page
from desk.values import parse_date
from web.addresses import Number
from web.api import shapes
from web.api.description import problems
from web.api.door import Caller, Letter, may, needs
from web.api.once import DoneOnce
from web.api.pages import After, Limit, page
from web.counter import Visitor
from web.guards import Here, refuse
from web.uploads import put_down

if TYPE_CHECKING:
    from desk.tasks import ListedTask
    from web.counter import Counter

router = APIRouter()
FAILS = problems(409)
TASK: Any = {200: {"model": shapes.TaskAnswered}, **FAILS}
Tracker = Annotated[Visitor, Depends(may(Verb.TRACK))]
Name = Annotated[str | None, Query(max_length=120)]


@router.get("/tasks", responses={200: {"model": shapes.Tasks}, **problems()}, openapi_extra=needs(Verb.TRACK))
def list_tasks(
    request: Request,
    counter: Here,
    someone: Tracker,
    letter: Annotated[str | None, Query(max_length=20)] = None,
    office: Name = None,
    state: TaskState | None = None,
    due_by: Annotated[str | None, Query(max_length=60)] = None,
    late: bool = False,
    after: After = 0,
    limit: Limit = 50,
) -> Response:
    """The tasks asked for, in the order they were made, without those that the caller may not see."""
    clerk = counter.clerk(someone)
    own = someone.account.office_code if someone.account else ""
    wanted = Wanted(
        receipt=letter,
        office=office or own or None,
        state=state,
        due_to=None if due_by is None else parse_date(due_by),
        late=late,
    )
    found, more = task_page(
        counter.desk,
        clerk,
        wanted,
        lambda one: someone.may(Verb.TRACK, _subject(one)),
        after=after,
        limit=limit,
    )
    return page(request, [listed_plain(one, clerk.today) for one in found], more)


@router.get(
    "/tasks/{number}",
    responses={200: {"model": shapes.TaskWhole}, **problems()},
    openapi_extra=needs(Verb.TRACK),
)
def show_task(counter: Here, someone: Caller, number: Number) -> Response:
    """One task: what is asked, in what columns it is answered, what happened to it."""
    found = _task(counter, someone, number, Verb.TRACK)
    form = task_form(found.entry, found.task, counter.desk.office)
    return JSONResponse(
        {
            **listed_plain(found, counter.now().date()),
            "columns": to_plain(form.columns),
            "events": [event_plain(one) for one in history(counter.desk, number)],
        }
    )


@router.post("/tasks/{number}/receipt", responses=TASK, openapi_extra=needs(Verb.REPORT))
def note_receipt(
    counter: Here, someone: Caller, once: DoneOnce, number: Number, given: shapes.ReceiptGiven
) -> Response:
    """Note that the office has its task, and under which receipt number of its own."""
    found = _task(counter, someone, number, Verb.REPORT)
    clerk = counter.clerk(someone)
    return once(
        lambda: task_plain(
            receive_task(counter.desk, number, clerk, given.number), found.entry.receipt, clerk.today
        )
    )


@router.post("/tasks/{number}/answers", responses=TASK, openapi_extra=needs(Verb.REPORT))
def answer_task(
    counter: Here, someone: Caller, once: DoneOnce, number: Number, given: shapes.AnswerGiven
) -> Response:
    """Enter what the office answers."""
    _task(counter, someone, number, Verb.REPORT)
    rows = ["; ".join(f"{name}={_cell(value)}" for name, value in row.items()) for row in given.rows]
    answer = Answer(rows=rows, nil=given.nil, note=given.note, anyway=given.anyway, seen=given.seen)
    return _judged(counter, someone, once, number, answer)


@router.post(
    "/tasks/{number}/evidence",
    responses={200: {"model": shapes.TaskAnswered}, **problems(409, 411, 413)},
    openapi_extra=needs(Verb.REPORT),
)
def attach_evidence(
    counter: Here, someone: Caller, once: DoneOnce, number: Number, file: UploadFile
) -> Response:
    """File evidence of an answer."""
    _task(counter, someone, number, Verb.REPORT)
    with put_down(file) as path:
        return _judged(counter, someone, once, number, Answer(files=[path]))


@router.post("/tasks/{number}/acceptance", responses=TASK, openapi_extra=needs(Verb.JUDGE))
def accept_answer(
    counter: Here, someone: Caller, once: DoneOnce, number: Number, given: shapes.SeenGiven
) -> Response:
    """Find an answer right."""
    _task(counter, someone, number, Verb.JUDGE)
    return _judged(counter, someone, once, number, Answer(accept=True, seen=given.seen))


@router.post("/tasks/{number}/return", responses=TASK, openapi_extra=needs(Verb.JUDGE))
def return_answer(
    counter: Here, someone: Caller, once: DoneOnce, number: Number, given: shapes.ReasonGiven
) -> Response:
    """Send an answer back."""
    _task(counter, someone, number, Verb.JUDGE)
    return _judged(counter, someone, once, number, Answer(reason=given.reason))


@router.get(
    "/matrix",
    responses={200: {"model": shapes.MatrixRows}, **problems()},
    openapi_extra=needs(Verb.SEE_REGISTERS),
)
def show_matrix(
    request: Request,
    counter: Here,
    someone: Annotated[Visitor, Depends(may(Verb.SEE_REGISTERS))],
    letter: Annotated[str | None, Query(max_length=20)] = None,
    office: Name = None,
    after: After = 0,
    limit: Limit = 50,
) -> Response:
    """Directives by offices, without letters that the caller may not see."""
    found = matrix(counter.desk, counter.clerk(someone), letter, district=office)
    sees = {
        entry.receipt: someone.may(Verb.SEE_REGISTERS, Subject(secrecy=entry.letter.secrecy))
        for entry in found.entries.values()
    }
    rows = [one for one in matrix_plain(found) if sees[one["letter"]]]
    end = after + limit
    return page(request, rows[after:end], end if end < len(rows) else None)


@router.get(
    "/letters/{year}/{number}/rollup",
    responses={200: {"model": shapes.Rollups}, **problems()},
    openapi_extra=needs(Verb.SEE_REGISTERS),
)
def show_rollup(on: Letter) -> Response:
    """All answers to each directive of a letter, with their sums."""
    refuse(on.someone, Verb.SEE_REGISTERS, on.subject)
    found = rollups(on.counter.desk, on.entry.receipt, on.clerk)
    return JSONResponse({"items": [rollup_plain(one) for one in found]})


def _judged(counter: Counter, someone: Visitor, once: DoneOnce, number: int, answer: Answer) -> Response:
    clerk = counter.clerk(someone)
    return once(lambda: reported_plain(judge(counter.desk, number, clerk, answer), clerk.today, someone.lang))


def _cell(value: str) -> str:
    """A semicolon parts cells; in a cell it can only be a comma."""
    return value.replace(";", ",")


def _task(counter: Counter, someone: Visitor, number: int, verb: Verb) -> ListedTask:
    """A task that the caller may do something to."""
    found = listed_task(counter.desk, number)
    refuse(someone, verb, _subject(found), absent=NotFoundError("no-task", number=str(number)))
    return found


def _subject(listed: ListedTask) -> Subject:
    return Subject(secrecy=listed.entry.letter.secrecy, office_code=listed.task.office_code)
