"""The task (งาน): one directive for one office, and what has happened to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from circulars.office import Level


class TaskState(StrEnum):
    """Where a task stands. Late, due soon and silent are derived, never states."""

    NOT_SENT = "not_sent"  #: ยังไม่ส่ง: the relay has not gone out
    SENT = "sent"  #: ส่งแล้ว
    RECEIVED = "received"  #: รับแล้ว (เลขรับ)
    REPORTED = "reported"  #: รายงานแล้ว
    ACCEPTED = "accepted"  #: ตรวจผ่าน
    RETURNED = "returned"  #: ส่งกลับแก้ไข
    EXEMPT = "exempt"  #: ยกเว้น

    @property
    def answered(self) -> bool:
        """Whether nothing more is waited for from the office."""
        return self in {TaskState.REPORTED, TaskState.ACCEPTED, TaskState.EXEMPT}


#: The steps a task may take; anything else is a conflict.
STEPS: dict[TaskState, frozenset[TaskState]] = {
    TaskState.NOT_SENT: frozenset({TaskState.SENT, TaskState.REPORTED, TaskState.EXEMPT}),
    TaskState.SENT: frozenset({TaskState.RECEIVED, TaskState.REPORTED, TaskState.EXEMPT}),
    TaskState.RECEIVED: frozenset({TaskState.REPORTED, TaskState.EXEMPT}),
    TaskState.REPORTED: frozenset({TaskState.ACCEPTED, TaskState.RETURNED}),
    TaskState.RETURNED: frozenset({TaskState.REPORTED, TaskState.EXEMPT}),
    TaskState.ACCEPTED: frozenset(),
    TaskState.EXEMPT: frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A directive × an office × a due date (งาน)."""

    id: int  #: 0 until it is registered
    letter: int  #: receipt id of the circular
    directive: int  #: position among the circular's directives, from 0
    deadline: int = 0  #: position among the directive's deadlines that make tasks of their own
    item: str | None
    level: Level
    office_code: str  #: district or province code
    office: str  #: "อำเภอดอนตาล", "จังหวัดมุกดาหาร"
    due: dt.date | None
    due_time: dt.time | None
    rrule: str | None
    state: TaskState

    def is_late(self, today: dt.date) -> bool:
        """Whether the day has passed without an answer."""
        return self.due is not None and self.due < today and not self.state.answered


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEvent:
    """Something that happened to a task, kept for ever (ประวัติ)."""

    task: int
    at: dt.datetime
    by: str
    state: TaskState
    note: str = ""
    answer: str = ""  #: the report itself, as JSON
