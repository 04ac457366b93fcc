"""What an office answers (รายงานผล), and what the province makes of it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from circulars.answer import CheckedAnswer, Given
from circulars.errors import UsageError
from circulars.task import Task, TaskState
from desk.answers import (
    Reported,
    attachments,
    file_evidence,
    note_evidence,
    refuse_cells,
    step,
)
from desk.lookup import refuse_task_overtaken, task_of
from desk.offices import office_of_code
from desk.rounds import refuse_duty
from generator.form import report_form
from parsers.answer_rows import check_rows
from registry.entries import Incoming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.letter import Form
    from circulars.office import OfficeProfile
    from desk.office_desk import Clerk, Desk
    from registry.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person says of a task; exactly one of rows, nil, note or files alone, accept and reason decides."""

    rows: Sequence[str] = ()  #: rows of the report form, "column=value; column=value"
    nil: bool = False  #: there is nothing to tell
    note: str = ""
    accept: bool = False  #: the answer is right (ตรวจผ่าน)
    reason: str | None = None  #: why the answer is sent back (ส่งกลับแก้ไข)
    files: Sequence[Path] = ()  #: evidence (หลักฐาน)
    anyway: bool = False  #: fewer rows than the quota, because there are no more
    seen: int | None = None  #: the version of the task that was looked at; None: nobody says


def judge(desk: Desk, number: int, clerk: Clerk, answer: Answer) -> Reported:
    """Enter what an office answered to a task, or what the province finds of the answer.

    Raises:
        NotFoundError: If there is no such task.
        UsageError: If nothing is answered, an answer is returned without a reason, or things that exclude each other, or a column the form has not.
        AnswerRefusedError: If a cell cannot be what its column takes, or the quota is not met.
        InputFileError: If a file that goes with it cannot be read.
        ConflictError: If the task is not at that point.
    """
    _refuse_muddle(answer)
    files = attachments(desk.archive, answer.files)
    with ExitStack() as filing, desk.database.writing() as store:
        task = task_of(store, number)
        refuse_task_overtaken(task, done=answer.seen in {None, task.version})
        refuse_duty(store, task)
        entry = letter_of_task(store, task)
        checked = CheckedAnswer()
        if answer.rows:
            form = task_form(entry, task, desk.office)
            rows = _rows(answer.rows, form)
            quota = entry.letter.directives[task.directive].quota
            checked = check_rows(form, quota, rows, short=answer.anyway)
            refuse_cells(checked)
        attached = file_evidence(store, task, files, clerk)
        if attached and task.state is TaskState.REPORTED and _is_files_alone(answer):
            note_evidence(store, task, answer.note, attached, clerk)
        else:
            task = _stepped(store, task, answer, checked, clerk)
        # Last of all: what is refused takes no file away that another's answer names.
        filing.enter_context(desk.archive.filed([one.planned for one in files]))
        return Reported(task=task, entry=entry, rows=checked.rows, notes=checked.notes, attached=attached)


def task_form(entry: Incoming, task: Task, office: OfficeProfile) -> Form:
    """The form on which the office of a task answers it.

    Raises:
        NotFoundError: If the profile has that office no more.
    """
    to = office_of_code(office, task.office_code)
    return report_form(entry.letter, task.directive, to.label, to.code, letter_id=entry.form_id)


def letter_of_task(store: Store, task: Task) -> Incoming:
    """The letter that a task comes from."""
    entry = store.incoming.by_id(task.letter)
    if entry is None:
        msg = f"task {task.id} belongs to no letter"
        raise LookupError(msg)
    return entry


def _refuse_muddle(answer: Answer) -> None:
    if answer.nil and answer.rows:
        raise UsageError("nil-and-rows")
    if answer.reason is not None and not answer.reason.strip():
        raise UsageError("return-without-reason")
    answered = bool(answer.nil or answer.rows)
    if answered + answer.accept + (answer.reason is not None) > 1:
        raise UsageError("answer-or-verdict")
    if not (answered or answer.accept or answer.reason or answer.note or answer.files):
        raise UsageError("empty-report")


def _is_files_alone(answer: Answer) -> bool:
    return not (answer.rows or answer.nil or answer.accept or answer.reason is not None)


def _rows(texts: Sequence[str], form: Form) -> list[dict[str, Given]]:
    """The rows typed, by the names of the form's columns; what was not typed is empty.

    Raises:
        UsageError: If a column is unknown, or there are more rows than asked for.
    """
    if len(texts) > form.rows:
        raise UsageError("too-many-rows", given=str(len(texts)), rows=str(form.rows))
    names = {key: one.name for one in form.columns for key in (one.name, _folded(one.title))}
    rows = []
    for number, text in enumerate(texts, start=1):
        typed: dict[str, str] = {}
        for pair in filter(None, (one.strip() for one in text.split(";"))):
            column, _, value = pair.partition("=")
            name = names.get(column.strip()) or names.get(_folded(column))
            if name is None:
                titles = ", ".join(one.title for one in form.columns)
                raise UsageError("no-column", column=column.strip(), titles=titles)
            typed[name] = value.strip()
        if not any(typed.values()):
            raise UsageError("row-empty", number=str(number))
        rows.append(
            {
                one.name: Given(place=f"{one.title} [{number}]", value=typed.get(one.name))
                for one in form.columns
            }
        )
    return rows


def _folded(title: str) -> str:
    """A heading without blanks and whatever dash it has: "ชื่อ–สกุล" is "ชื่อ-สกุล"."""
    return "".join(title.split()).replace("–", "-").replace("—", "-")


def _stepped(store: Store, task: Task, answer: Answer, checked: CheckedAnswer, clerk: Clerk) -> Task:
    state = _state(answer)
    said: dict[str, Any] | None = None
    if state is TaskState.REPORTED:
        said = {"nil": answer.nil, "rows": list(checked.rows)}
    return step(store, task, state, clerk, note=answer.reason or answer.note, said=said)


def _state(answer: Answer) -> TaskState:
    if answer.accept:
        return TaskState.ACCEPTED
    return TaskState.REPORTED if answer.reason is None else TaskState.RETURNED
