"""What an office answers (รายงานผล), and what the province makes of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.errors import ConflictError, UsageError
from circulars.labels import label
from circulars.task import STEPS, Task, TaskEvent, TaskState
from desk.lookup import task_of
from desk.offices import all_offices
from generator.form import report_form
from registry.entries import Incoming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.letter import Form
    from circulars.office import OfficeProfile
    from desk.office_desk import Clerk, Desk
    from registry.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person says of a task; exactly one of rows, nil, note alone, accept and reason decides."""

    rows: Sequence[str] = ()  #: rows of the report form, "column=value; column=value"
    nil: bool = False  #: there is nothing to tell
    note: str = ""
    accept: bool = False  #: the answer is right (ตรวจผ่าน)
    reason: str | None = None  #: why the answer is sent back (ส่งกลับแก้ไข)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A task as it stands after an answer was entered, accepted or returned."""

    task: Task
    entry: Incoming
    rows: tuple[dict[str, str], ...] = ()  #: by the name of the form's columns


def judge(desk: Desk, number: int, clerk: Clerk, answer: Answer) -> Reported:
    """Enter what an office answered to a task, or what the province finds of the answer.

    Raises:
        NotFoundError: If there is no such task.
        UsageError: If nothing is answered, or things that exclude each other, or a column the form has not.
        ConflictError: If the task is not at that point.
    """
    _refuse_muddle(answer)
    with desk.database.writing() as store:
        task = task_of(store, number)
        entry = store.incoming.by_id(task.letter)
        if entry is None:
            msg = f"task {task.id} belongs to no letter"
            raise LookupError(msg)
        rows: tuple[dict[str, str], ...] = ()
        if answer.rows:
            rows = _rows(answer.rows, task_form(entry, task, desk.office))
        return Reported(task=_step(store, task, answer, rows, clerk), entry=entry, rows=rows)


def task_form(entry: Incoming, task: Task, office: OfficeProfile) -> Form:
    """The form on which the office of a task answers it."""
    to = next(one for one in all_offices(office) if one.code == task.office_code)
    return report_form(entry.letter, task.directive, office, to.district, letter_id=entry.form_id)


def _refuse_muddle(answer: Answer) -> None:
    if answer.nil and answer.rows:
        raise UsageError("nil-and-rows")
    answered = bool(answer.nil or answer.rows)
    if answered + answer.accept + (answer.reason is not None) > 1:
        raise UsageError("answer-or-verdict")
    if not (answered or answer.accept or answer.reason or answer.note):
        raise UsageError("empty-report")


def _rows(texts: Sequence[str], form: Form) -> tuple[dict[str, str], ...]:
    """The rows typed, by the names of the form's columns.

    Raises:
        UsageError: If a column is unknown, a needed one is empty, or there are more rows than asked for.
    """
    if len(texts) > form.rows:
        raise UsageError("too-many-rows", given=str(len(texts)), rows=str(form.rows))
    names = {key: one.name for one in form.columns for key in (one.name, _folded(one.title))}
    rows = []
    for text in texts:
        row: dict[str, str] = {}
        for pair in filter(None, (one.strip() for one in text.split(";"))):
            column, _, value = pair.partition("=")
            name = names.get(column.strip()) or names.get(_folded(column))
            if name is None:
                titles = ", ".join(one.title for one in form.columns)
                raise UsageError("no-column", column=column.strip(), titles=titles)
            row[name] = value.strip()
        missing = [one.title for one in form.columns if one.required and not row.get(one.name)]
        if missing:
            raise UsageError("row-incomplete", missing=", ".join(missing))
        rows.append(row)
    return tuple(rows)


def _folded(title: str) -> str:
    """A heading without blanks and whatever dash it has: "ชื่อ–สกุล" is "ชื่อ-สกุล"."""
    return "".join(title.split()).replace("–", "-").replace("—", "-")


def _step(store: Store, task: Task, answer: Answer, rows: tuple[dict[str, str], ...], clerk: Clerk) -> Task:
    state = _state(answer)
    if state not in STEPS[task.state]:
        raise ConflictError(
            "task-step", number=str(task.id), office=task.office, state=label(task.state), wanted=label(state)
        )
    said = ""
    if state is TaskState.REPORTED:
        said = json.dumps({"nil": answer.nil, "rows": rows}, ensure_ascii=False)
    note = answer.reason or answer.note
    store.tasks.step([task], state)
    store.tasks.add_events(
        [TaskEvent(task=task.id, at=clerk.now, by=clerk.name, state=state, note=note, answer=said)]
    )
    after = " ".join(filter(None, (state.value, note, said)))
    store.audit.add(clerk.did("report", f"task {task.id}", before=task.state.value, after=after))
    return replace(task, state=state)


def _state(answer: Answer) -> TaskState:
    if answer.accept:
        return TaskState.ACCEPTED
    return TaskState.REPORTED if answer.reason is None else TaskState.RETURNED
