"""An answer on a report form that came back: which task it answers, and whether it may."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from circulars.answer import CellFinding, CheckedAnswer
from circulars.errors import ConflictError, NotFoundError, UsageError
from circulars.labels import label
from circulars.letter import FormColumn
from circulars.task import TaskState
from circulars.thai_calendar import BUDDHIST_ERA, long_date, thai_digits
from desk.answers import (
    Reported,
    attachments,
    file_evidence,
    refuse_cells,
    step,
)
from desk.lookup import office_code, refuse_task_overtaken, task_of
from desk.report import task_form
from parsers.answer_cells import NOTHING, plain, read_cell
from parsers.answer_rows import check_rows
from parsers.form_reader import read_form

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from circulars.letter import Form
    from circulars.task import Task
    from desk.office_desk import Clerk, Desk
    from desk.report import Answer
    from parsers.form_reader import FilledForm
    from registry.entries import Incoming
    from registry.store import Store

#: The column of a report that comes round again, in which the day of report stands.
ROUND = FormColumn(name="round", title="", kind="date")
#: Answers of the question whether there is anything to report that say there is.
SOMETHING = "มี"


def report_by_form(
    desk: Desk,
    path: Path,
    clerk: Clerk,
    said: Answer,
    *,
    number: int | None = None,
    district: str | None = None,
) -> Reported:
    """Enter the answer on a filled-in form; the form itself is filed as evidence.

    Args:
        desk: The office's desk.
        path: The workbook as it came back.
        clerk: Who enters it, and when.
        said: What is told beside the form: a note, further files, that there are no more rows.
        number: The task it is said to answer; found by the form's own id if None.
        district: Who is said to have sent it.

    Raises:
        UsageError: If an answer or a verdict is given beside the form.
        InputFileError: If it is no report form.
        NotFoundError: If its letter or office is not in this register.
        ConflictError: If it is another letter's, another office's, of an older version, or was entered before.
        AnswerRefusedError: If cells are refused; each is named.
    """
    if said.rows or said.nil or said.accept or said.reason is not None:
        raise UsageError("form-and-rows")
    filled = read_form(path)
    files = attachments(desk.archive, [path, *said.files])
    with ExitStack() as filing, desk.database.writing() as store:
        entry = _letter(store, filled)
        if number is not None:
            _refuse_other(store, entry, filled, task_of(store, number))
        own = _own_tasks(store, entry, filled)
        if district is not None and office_code(desk.office, district) != filled.office_code:
            raise ConflictError("form-other-district", file=path.name, office=own[0].office, wanted=district)
        _refuse_twice(store, own, filled)
        named = [one for one in own if one.id == number]
        task = named[0] if named else _open_one(own, entry, filled, clerk)
        refuse_task_overtaken(task, done=said.seen in {None, task.version})
        form = task_form(entry, task, desk.office)
        _refuse_old(filled, form, entry, task)
        checked = _checked(filled, form, entry, task, anyway=said.anyway)
        refuse_cells(checked, file=filled.name)
        answer = {"nil": _is_nil(filled), "rows": list(checked.rows), **_reporter(filled)}
        task = step(store, task, TaskState.REPORTED, clerk, note=said.note, said=answer)
        attached = file_evidence(store, task, files, clerk)
        # Last of all: what is refused takes no file away that another's answer names.
        filing.enter_context(desk.archive.filed([one.planned for one in files]))
        return Reported(task=task, entry=entry, rows=checked.rows, notes=checked.notes, attached=attached)


def _letter(store: Store, filled: FilledForm) -> Incoming:
    entry = store.incoming.by_receipt(filled.year - BUDDHIST_ERA, filled.receipt_number)
    if entry is None or entry.confirmed is None or filled.directive >= len(entry.letter.directives):
        receipt = f"{filled.receipt_number}/{filled.year}"
        raise NotFoundError("form-no-letter", file=filled.name, id=filled.id, receipt=receipt)
    return entry


def _own_tasks(store: Store, entry: Incoming, filled: FilledForm) -> list[Task]:
    """The tasks of the form's office that its directive has made."""
    own = [
        one
        for one in store.tasks.listed(letter=entry.id, office_code=filled.office_code)
        if one.directive == filled.directive
    ]
    if not own:
        raise NotFoundError("form-no-office", file=filled.name, id=filled.id, code=filled.office_code)
    return own


def _refuse_other(store: Store, entry: Incoming, filled: FilledForm, said: Task) -> None:
    facts = {"file": filled.name, "number": str(said.id)}
    if said.letter != entry.id:
        subject = entry.subject or "-"
        raise ConflictError("form-other-letter", receipt=entry.receipt, subject=subject, **facts)
    if said.directive != filled.directive:
        item = entry.letter.directives[filled.directive].item or f"#{filled.directive + 1}"
        raise ConflictError("form-other-item", item=thai_digits(item), **facts)
    if said.office_code != filled.office_code:
        offices = {one.office_code: one.office for one in store.tasks.listed(letter=entry.id)}
        office = offices.get(filled.office_code, filled.office_code)
        raise ConflictError("form-other-district", file=filled.name, office=office, wanted=said.office)


def _refuse_twice(store: Store, own: Sequence[Task], filled: FilledForm) -> None:
    for task in own:
        for one in store.follow_up.evidence(task.id):
            if one.sha256 == filled.sha256:
                raise ConflictError(
                    "form-twice",
                    file=filled.name,
                    number=str(task.id),
                    office=task.office,
                    at=long_date(one.at.date()),
                    by=one.by,
                )


def _open_one(own: Sequence[Task], entry: Incoming, filled: FilledForm, clerk: Clerk) -> Task:
    """The one task that still waits for the form; the duty itself only where it has no occurrences."""
    waiting = [one for one in own if not one.state.closed]
    occurrences = [one for one in waiting if not one.is_duty]
    waiting = _of_round(occurrences, filled) or occurrences or waiting
    if len(waiting) > 1:
        numbers = [str(one.id) for one in waiting]
        raise ConflictError("form-which-task", file=filled.name, numbers=", ".join(numbers), first=numbers[0])
    if waiting:
        return waiting[0]
    if entry.year != clerk.today.year:
        raise ConflictError(
            "form-last-year",
            file=filled.name,
            receipt=entry.receipt,
            year=str(filled.year),
            office=own[0].office,
            state=label(own[0].state),
        )
    # Answered already: the step itself says what is to be done.
    return own[-1]


def _of_round(occurrences: Sequence[Task], filled: FilledForm) -> list[Task]:
    """The occurrences whose day, by the rule or as moved, is the day of report that the form names."""
    read = {read_cell(ROUND, row[ROUND.name])[0] for row in filled.rows if ROUND.name in row} - {""}
    return [
        one for one in occurrences if {one.period, one.due.isoformat() if one.due else ""}.intersection(read)
    ]


def _refuse_old(filled: FilledForm, form: Form, entry: Incoming, task: Task) -> None:
    columns = tuple(one.name for one in form.columns)
    given = (filled.version, filled.columns, filled.row_count)
    wanted = (form.version, columns, form.rows)
    if given != wanted:
        raise ConflictError(
            "form-old-version",
            file=filled.name,
            given=_described(*given),
            wanted=_described(*wanted),
            receipt=entry.receipt,
            office=task.office,
        )


def _described(version: int, columns: Sequence[str], rows: int) -> str:
    return f"{version}: {'+'.join(columns)} × {rows}"


def _checked(filled: FilledForm, form: Form, entry: Incoming, task: Task, *, anyway: bool) -> CheckedAnswer:
    quota = entry.letter.directives[task.directive].quota
    checked = check_rows(form, quota, filled.rows, short=anyway)
    extra = _nil_findings(filled, len(checked.rows))
    return CheckedAnswer(rows=checked.rows, findings=(*checked.findings, *extra))


def _is_nil(filled: FilledForm) -> bool:
    return filled.nil is not None and plain(filled.nil.value) in NOTHING


def _nil_findings(filled: FilledForm, rows: int) -> list[CellFinding]:
    said = plain(filled.nil.value) if filled.nil is not None else ""
    if filled.nil is not None and said and said not in {SOMETHING, *NOTHING}:
        return [CellFinding(kind="answer-nil-not-asked", place=filled.nil.place, facts={"value": said})]
    if _is_nil(filled) and filled.nil is not None and rows:
        return [CellFinding(kind="answer-nil-with-rows", place=filled.nil.place, facts={"given": str(rows)})]
    if not rows and not _is_nil(filled):
        return [CellFinding(kind="answer-empty", place="")]
    return []


def _reporter(filled: FilledForm) -> dict[str, Any]:
    """Who filled the form in, where it says so."""
    said = {
        "reporter": plain(filled.reporter.value) if filled.reporter else "",
        "reporter_phone": plain(filled.reporter_phone.value) if filled.reporter_phone else "",
    }
    return {name: value for name, value in said.items() if value}
