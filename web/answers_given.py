"""What an office has answered, as the fields of its form hold it and as a table shows it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from circulars.task import TaskState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.task import TaskEvent


def last_typed(events: Sequence[TaskEvent]) -> dict[str, str]:
    """The fields of an office's last answer, so that one that was sent back is mended and not typed anew."""
    answered = [one for one in events if one.answer]
    if not answered:
        return {}
    said = answer_of(answered[-1])
    rows = {
        f"row-{number}-{name}": str(value)
        for number, row in enumerate(said["rows"])
        for name, value in row.items()
    }
    return rows | {"note": answered[-1].note} | ({"nil": "true"} if said["nil"] else {})


def last_answer(events: Sequence[TaskEvent]) -> dict[str, Any]:
    """What an office answered last; nothing if it has not answered."""
    return next((answer_of(one) for one in reversed(events) if one.answer), {"rows": [], "nil": False})


def returned_for(events: Sequence[TaskEvent]) -> str:
    """Why an answer was sent back; empty if the last word is another."""
    last = events[-1] if events else None
    return last.note if last is not None and last.state is TaskState.RETURNED else ""


def answer_of(event: TaskEvent) -> dict[str, Any]:
    """The rows of an answer, or that there was nothing to tell."""
    said: dict[str, Any] = json.loads(event.answer) if event.answer else {}
    return {"rows": said.get("rows", []), "nil": bool(said.get("nil"))}
