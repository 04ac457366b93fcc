"""The task (งาน): one directive for one office, and what has happened to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from circulars.office import Level

if TYPE_CHECKING:
    from collections.abc import Iterable


class TaskState(StrEnum):
    """Where a task stands. Late, due soon and silent are derived, never states."""

    NOT_SENT = "not_sent"  #: ยังไม่ส่ง: the relay has not gone out
    SENT = "sent"  #: แจ้งแล้ว
    RECEIVED = "received"  #: รับแล้ว (เลขรับ)
    IN_WORK = "in_work"  #: กำลังดำเนินการ
    REPORTED = "reported"  #: รายงานแล้ว
    ACCEPTED = "accepted"  #: ตรวจผ่าน
    RETURNED = "returned"  #: ส่งกลับแก้ไข
    EXEMPT = "exempt"  #: ยกเว้น
    DEFAULTED = "defaulted"  #: ถือว่า…ตามหนังสือ: silent past its day, and the letter says what that means

    @property
    def answered(self) -> bool:
        """Whether the office has answered, and its answer was not sent back."""
        return self in ANSWERED

    @property
    def closed(self) -> bool:
        """Whether nothing more is waited for from the office, answered or not."""
        return self in CLOSED


#: States in which an answer is there to be counted.
ANSWERED = frozenset({TaskState.REPORTED, TaskState.ACCEPTED})
#: States in which nothing is waited for although nobody answered: shown and counted apart from answers.
SETTLED = frozenset({TaskState.DEFAULTED, TaskState.EXEMPT})
#: States in which nothing more is waited for.
CLOSED = ANSWERED | SETTLED
#: What an office that still owes an answer can come to.
_OWED = frozenset({TaskState.REPORTED, TaskState.EXEMPT, TaskState.DEFAULTED})
#: The steps a task may take; anything else is a conflict.
STEPS: dict[TaskState, frozenset[TaskState]] = {
    TaskState.NOT_SENT: frozenset({TaskState.SENT, TaskState.REPORTED, TaskState.EXEMPT}),
    TaskState.SENT: _OWED | {TaskState.RECEIVED, TaskState.IN_WORK},
    TaskState.RECEIVED: _OWED | {TaskState.IN_WORK},
    TaskState.IN_WORK: _OWED,
    TaskState.REPORTED: frozenset({TaskState.ACCEPTED, TaskState.RETURNED}),
    TaskState.RETURNED: _OWED | {TaskState.IN_WORK},
    TaskState.ACCEPTED: frozenset(),
    # Wanted after all: the letter was corrected back, or whoever was let off is not.
    TaskState.EXEMPT: frozenset({TaskState.NOT_SENT, TaskState.SENT, TaskState.RECEIVED}),
    # An answer that comes late is still an answer.
    TaskState.DEFAULTED: frozenset({TaskState.REPORTED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCount:
    """How many offices have answered; who need not any more is counted apart."""

    all: int
    answered: int
    defaulted: int  #: ถือว่าตามหนังสือ
    exempt: int  #: ยกเว้น

    @classmethod
    def of(cls, states: Iterable[str]) -> AnswerCount:
        """The count over the states of tasks, one an office."""
        found = [TaskState(one) for one in states]
        return cls(
            all=len(found),
            answered=sum(one.answered for one in found),
            defaulted=found.count(TaskState.DEFAULTED),
            exempt=found.count(TaskState.EXEMPT),
        )


class EventKind(StrEnum):
    """What happened to a task."""

    STEP = "step"  #: it came to another state
    MOVED = "moved"  #: the letter, as corrected or as amended by a later one, names another day
    EXTENDED = "extended"  #: the office was given more time (ขยายเวลา)
    SHIFTED = "shifted"  #: one occurrence of a recurring duty was moved (เลื่อนรอบ)
    SKIPPED = "skipped"  #: one occurrence falls away (งดรอบ)
    ENDED = "ended"  #: a recurring duty goes no further (สิ้นสุด)
    CORRECTED = "corrected"  #: the letter, as corrected, no longer asks for it, or asks for it again
    NOTED = "noted"  #: something was written down, and nothing changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A directive × an office × a due date (งาน).

    ``due`` is the day in force for this office; ``letter_due`` is what the letter says, and is
    always shown beside it; ``internal_due`` is the province's own day ahead of it.
    """

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
    rrule: str | None  #: of a recurring duty; its occurrences have none
    state: TaskState
    period: str = ""  #: of an occurrence: the day by the rule, ISO, before holidays move it; else empty
    letter_due: dt.date | None = None
    internal_due: dt.date | None = None
    nil: bool = False  #: the answer was that there is nothing to tell
    receipt: str | None = None  #: the office's own receipt number (เลขรับ)
    answered: dt.datetime | None = None  #: when its latest answer came
    version: int = 1  #: rises with every change; a change of an older one is refused

    @property
    def extended(self) -> bool:
        """Whether the office has more time than the letter gives."""
        return self.due is not None and self.letter_due is not None and self.due > self.letter_due

    @property
    def is_duty(self) -> bool:
        """Whether it is a recurring duty, which its occurrences answer."""
        return self.rrule is not None and not self.period

    def is_late(self, today: dt.date) -> bool:
        """Whether the day has passed without an answer."""
        return self.due is not None and self.due < today and not self.state.closed

    def is_behind(self, today: dt.date) -> bool:
        """Whether the province's own day has passed without an answer; the letter's may be still to come."""
        day = self.internal_due or self.due
        return day is not None and day < today and not self.state.closed

    def is_due_soon(self, today: dt.date, days: int) -> bool:
        """Whether its day, the province's own if it has one, is today or within so many days."""
        day = self.internal_due or self.due
        return day is not None and 0 <= (day - today).days <= days and not self.state.closed

    def is_silent(self, today: dt.date) -> bool:
        """Whether the office has said nothing at all, not even that it has the letter, and the day has passed."""
        return self.state is TaskState.SENT and self.is_behind(today)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEvent:
    """Something that happened to a task, kept for ever (ประวัติ)."""

    task: int
    at: dt.datetime
    by: str
    state: TaskState
    note: str = ""  #: why, or whatever was said
    answer: str = ""  #: the report itself, as JSON
    kind: EventKind = EventKind.STEP
    before: str = ""  #: of a day that moved: ISO, or the rule
    after: str = ""
