"""Entering answers: one step of a task with what was said, its evidence and its trace, or nothing of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from circulars.errors import ConflictError, ExitCode, InputFileError, SarabanError
from circulars.labels import label
from circulars.task import STEPS, EventKind, Task, TaskEvent, TaskState
from circulars.thai_calendar import long_date
from registry.archive import Planned
from registry.entries import Evidence, Incoming

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from circulars.answer import CellFinding, CheckedAnswer
    from desk.office_desk import Clerk
    from registry.archive import Archive
    from registry.store import Store


class AnswerRefusedError(SarabanError):
    """An answer that was not entered: every refused cell has its own message."""

    exit_code = ExitCode.NEEDS_PERSON

    def __init__(self, findings: Sequence[CellFinding], *, file: str | None = None) -> None:
        super().__init__("answer-refused", file=file, count=str(len(findings)))
        self.findings = tuple(findings)

    def message(self, lang: str = "th") -> str:
        """What to do, then one line a refused cell."""
        return "\n".join([super().message(lang), *(f"  {one.message(lang)}" for one in self.findings)])

    def details(self, lang: str) -> dict[str, Any]:
        """The refused cells, one by one."""
        cells = [{"cell": one.place, "kind": one.kind, "message": one.message(lang)} for one in self.findings]
        return {"refused": cells}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that came with an answer, read and not yet filed."""

    name: str  #: as its sender called it
    planned: Planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A task as it stands after an answer was entered, accepted or returned."""

    task: Task
    entry: Incoming
    rows: tuple[dict[str, str], ...] = ()  #: by the name of the form's columns
    notes: tuple[CellFinding, ...] = ()  #: cells read otherwise than they are written
    attached: tuple[str, ...] = ()  #: names of the files now filed as evidence


def refuse_cells(checked: CheckedAnswer, *, file: str | None = None) -> None:
    """Let an answer pass of which no cell is refused.

    Raises:
        AnswerRefusedError: If one is.
    """
    if checked.refusals:
        raise AnswerRefusedError(checked.refusals, file=file)


def attachments(archive: Archive, paths: Sequence[Path]) -> tuple[Attachment, ...]:
    """Files to be filed as evidence.

    Raises:
        InputFileError: If one cannot be read.
    """
    return tuple(
        Attachment(name=path.name, planned=archive.evidence(path.name, content_of(path))) for path in paths
    )


def content_of(path: Path) -> bytes:
    """The bytes of a file that is to be filed.

    Raises:
        InputFileError: If it is missing, a folder, empty, or must not be read.
    """
    if path.is_dir():
        raise InputFileError("file-is-folder", file=path.name)
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise InputFileError("file-missing", file=path.name) from error
    except OSError as error:
        raise InputFileError("file-unreadable", file=path.name) from error
    if not content:
        raise InputFileError("file-empty", file=path.name)
    return content


def step(
    store: Store,
    task: Task,
    state: TaskState,
    clerk: Clerk,
    *,
    note: str,
    said: Mapping[str, Any] | None = None,
) -> Task:
    """Bring a task to a state with what was said of it.

    Raises:
        ConflictError: If the task is not at that point, or someone else has changed it meanwhile.
    """
    if state not in STEPS[task.state]:
        _refuse_step(store, task, state)
    answered = clerk.now if state is TaskState.REPORTED else task.answered
    nil = bool(said and said["nil"]) if state is TaskState.REPORTED else task.nil
    if not store.tasks.change(replace(task, state=state, answered=answered, nil=nil)):
        raise ConflictError("changed-meanwhile", what=f"{task.office} #{task.id}")
    answer = json.dumps(said, ensure_ascii=False) if said is not None else ""
    store.tasks.add_events(
        [TaskEvent(task=task.id, at=clerk.now, by=clerk.name, state=state, note=note, answer=answer)]
    )
    after = " ".join(filter(None, (state.value, answer)))
    store.audit.add(clerk.did("report", f"task {task.id}", before=task.state.value, after=after, reason=note))
    return replace(task, state=state, answered=answered, nil=nil, version=task.version + 1)


def file_evidence(store: Store, task: Task, files: Sequence[Attachment], clerk: Clerk) -> tuple[str, ...]:
    """Note files as evidence of a task; the names of those that are new to it."""
    known = {one.sha256 for one in store.follow_up.evidence(task.id)}
    new = {one.planned.sha256: one for one in files if one.planned.sha256 not in known}
    for one in new.values():
        sha256 = one.planned.sha256
        store.follow_up.add_evidence(
            Evidence(
                task=task.id, at=clerk.now, by=clerk.name, name=one.name, path=one.planned.path, sha256=sha256
            )
        )
        store.audit.add(clerk.did("evidence", f"task {task.id}", after=f"{sha256} {one.name}"))
    return tuple(one.name for one in new.values())


def note_evidence(store: Store, task: Task, note: str, names: Sequence[str], clerk: Clerk) -> None:
    """Write into the history of a task that files were added and nothing else changed."""
    said = " ".join(filter(None, (note, ", ".join(names))))
    store.tasks.add_events(
        [
            TaskEvent(
                task=task.id, at=clerk.now, by=clerk.name, state=task.state, note=said, kind=EventKind.NOTED
            )
        ]
    )


def _refuse_step(store: Store, task: Task, wanted: TaskState) -> None:
    if task.state is TaskState.ACCEPTED and wanted is TaskState.REPORTED:
        last = [one for one in store.tasks.events(task.id) if one.state is TaskState.ACCEPTED][-1]
        raise ConflictError(
            "answer-after-acceptance",
            number=str(task.id),
            office=task.office,
            at=long_date(last.at.date()),
            by=last.by,
        )
    raise ConflictError(
        "task-step", number=str(task.id), office=task.office, state=label(task.state), wanted=label(wanted)
    )
