"""The way of a draft from the drafter to the register (เสนอ → อนุมัติ → ออกเลข)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class ApprovalStep(StrEnum):
    """What was done with a draft."""

    SUBMITTED = "submitted"  #: เสนอ
    APPROVED = "approved"  #: อนุมัติ
    SENT_BACK = "sent_back"  #: ส่งกลับแก้ไข


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One step of a draft on its way out; it speaks of the draft of that hash and of no other."""

    letter: int
    step: ApprovalStep
    draft_sha256: str
    at: dt.datetime
    by: str
    account: int | None = None  #: None where it was done without an account
    note: str = ""
