"""What an office answers (รายงานผล), and what the province makes of it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.errors import ConflictError, UsageError
from circulars.labels import label
from circulars.task import STEPS, Task, TaskEvent, TaskState
from desk.lookup import task_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.office_desk import Clerk, Desk
    from registry.store import Store


def report(
    desk: Desk,
    number: int,
    clerk: Clerk,
    *,
    rows: Sequence[Mapping[str, str]] = (),
    nil: bool = False,
    note: str = "",
) -> Task:
    """Enter what an office answered to a task.

    Args:
        desk: The office's desk.
        number: The task.
        clerk: Who enters it, and when.
        rows: The rows of the report form, by the name or the heading of their columns.
        nil: The office says there is nothing to tell.
        note: Anything else that was said.

    Returns:
        The task as it stands now.

    Raises:
        NotFoundError: If there is no such task.
        UsageError: If nothing is answered, or something beside nil.
        ConflictError: If the task was answered already.
    """
    if nil and rows:
        raise UsageError("nil-and-rows")
    if not (nil or rows or note):
        raise UsageError("empty-report")
    answer = json.dumps({"nil": nil, "rows": [dict(row) for row in rows]}, ensure_ascii=False)
    with desk.database.writing() as store:
        return _step(store, task_of(store, number), TaskState.REPORTED, clerk, note=note, answer=answer)


def accept_report(desk: Desk, number: int, clerk: Clerk) -> Task:
    """Find an answer right (ตรวจผ่าน).

    Raises:
        NotFoundError: If there is no such task.
        ConflictError: If there is no answer to look at.
    """
    with desk.database.writing() as store:
        return _step(store, task_of(store, number), TaskState.ACCEPTED, clerk)


def return_report(desk: Desk, number: int, clerk: Clerk, reason: str) -> Task:
    """Send an answer back to be mended (ส่งกลับแก้ไข).

    Raises:
        NotFoundError: If there is no such task.
        ConflictError: If there is no answer to look at.
    """
    with desk.database.writing() as store:
        return _step(store, task_of(store, number), TaskState.RETURNED, clerk, note=reason)


def _step(
    store: Store, task: Task, state: TaskState, clerk: Clerk, *, note: str = "", answer: str = ""
) -> Task:
    if state not in STEPS[task.state]:
        raise ConflictError(
            "task-step", number=str(task.id), office=task.office, state=label(task.state), wanted=label(state)
        )
    store.tasks.step([task], state)
    store.tasks.add_events(
        [TaskEvent(task=task.id, at=clerk.now, by=clerk.name, state=state, note=note, answer=answer)]
    )
    store.audit.add(
        clerk.did(
            "report", f"task {task.id}", before=task.state.value, after=f"{state.value} {answer}".strip()
        )
    )
    return replace(task, state=state)
