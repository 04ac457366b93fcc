"""Letters that are to be destroyed (การทำลายหนังสือ): the yearly list, its committee, and every step to the certificate."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

#: Days after the end of a year within which its letters are surveyed and listed.
SURVEY_DAYS = 60
#: Days after which the National Archives, having said nothing, is taken to agree.
SILENCE_DAYS = 60
#: Members of a committee beside its chair, at least.
MEMBERS = 2


class DisposalStep(StrEnum):
    """What is done with a list, in this order."""

    MADE = "made"  #: สำรวจและจัดทำบัญชี
    APPOINTED = "appointed"  #: แต่งตั้งคณะกรรมการทำลายหนังสือ
    REPORTED = "reported"  #: คณะกรรมการเสนอรายงานผลการพิจารณา
    APPROVED = "approved"  #: หัวหน้าส่วนราชการเห็นชอบ
    SENT = "sent"  #: ส่งบัญชีให้สำนักหอจดหมายเหตุแห่งชาติ
    ANSWERED = "answered"  #: สำนักหอจดหมายเหตุแห่งชาติแจ้งผล หรือถือว่าเห็นชอบ
    CERTIFIED = "certified"  #: คณะกรรมการรับรองการทำลาย
    DESTROYED = "destroyed"  #: ลบไฟล์ต้นฉบับแล้ว


class DisposalDecision(StrEnum):
    """What is decided of a letter in a list (การพิจารณา)."""

    OPEN = "open"  #: ยังไม่พิจารณา
    DESTROY = "destroy"  #: ทำลาย (×)
    EXTEND = "extend"  #: ขยายเวลาการเก็บ
    ARCHIVE = "archive"  #: หอจดหมายเหตุแห่งชาติขอสงวน


#: What binds a letter to its list while that is not finished.
BINDING = frozenset({DisposalDecision.OPEN, DisposalDecision.DESTROY})


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalEvent:
    """A step that was taken, by whom and why; rows are only ever added."""

    step: DisposalStep
    day: dt.date
    people: tuple[str, ...] = ()  #: who is named: the committee, the chair first; the head; the witnesses
    note: str = ""
    at: dt.datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalItem:
    """A letter in a list."""

    letter: int
    place: int  #: ลำดับที่
    decision: DisposalDecision = DisposalDecision.OPEN
    until: int | None = None  #: the Gregorian year up to which it is kept longer
    note: str = ""  #: a reason, or a dissenting view


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalList:
    """The list of letters that are to be destroyed (บัญชีหนังสือขอทำลาย, form 25)."""

    id: int
    year: int  #: Gregorian: the year at whose end they had been kept long enough
    items: tuple[DisposalItem, ...]
    events: tuple[DisposalEvent, ...]

    @property
    def step(self) -> DisposalStep:
        """How far it has come."""
        return self.events[-1].step

    def event(self, step: DisposalStep) -> DisposalEvent | None:
        """The step as it was taken last."""
        return next((one for one in reversed(self.events) if one.step is step), None)

    @property
    def committee(self) -> tuple[str, ...]:
        """Its committee, the chair first."""
        appointed = self.event(DisposalStep.APPOINTED)
        return appointed.people if appointed else ()

    def decided(self, decision: DisposalDecision) -> tuple[DisposalItem, ...]:
        """The letters of which that was decided."""
        return tuple(one for one in self.items if one.decision is decision)
