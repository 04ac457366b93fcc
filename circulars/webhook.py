"""Telling other programs what happened (webhook): to whom, of what, and what became of each message."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Happening(StrEnum):
    """What other programs can be told of; never what a letter says, only which one it is."""

    LETTER_RECEIVED = "letter.received"
    LETTER_CORRECTED = "letter.corrected"
    LETTER_CONFIRMED = "letter.confirmed"
    LETTER_CANCELLED = "letter.cancelled"
    RELAY_DRAFTED = "relay.drafted"
    RELAY_SUBMITTED = "relay.submitted"
    RELAY_APPROVED = "relay.approved"
    RELAY_SENT_BACK = "relay.sent_back"
    RELAY_SENT = "relay.sent"
    TASKS_ASSIGNED = "tasks.assigned"
    TASK_CHANGED = "task.changed"
    TASK_REMINDED = "task.reminded"


#: Which act of the audit, on what, is which happening.
_ACTS: Final = {
    ("letter", "receive"): Happening.LETTER_RECEIVED,
    ("letter", "import"): Happening.LETTER_RECEIVED,
    ("letter", "correct"): Happening.LETTER_CORRECTED,
    ("letter", "confirm"): Happening.LETTER_CONFIRMED,
    ("letter", "cancel"): Happening.LETTER_CANCELLED,
    ("letter", "relay"): Happening.RELAY_DRAFTED,
    ("letter", "submitted"): Happening.RELAY_SUBMITTED,
    ("letter", "approved"): Happening.RELAY_APPROVED,
    ("letter", "sent_back"): Happening.RELAY_SENT_BACK,
    ("letter", "send"): Happening.RELAY_SENT,
    ("letter", "assign"): Happening.TASKS_ASSIGNED,
    ("task", "report"): Happening.TASK_CHANGED,
    ("task", "step"): Happening.TASK_CHANGED,
    ("task", "extend"): Happening.TASK_CHANGED,
    ("task", "default"): Happening.TASK_CHANGED,
    ("task", "evidence"): Happening.TASK_CHANGED,
    ("task", "remind"): Happening.TASK_REMINDED,
}


def happening_of(verb: str, subject: str) -> Happening | None:
    """What an act of the audit is to other programs; None if it is none of theirs."""
    return _ACTS.get((subject.split(" ", maxsplit=1)[0], verb))


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that is told what happens, as far as the account behind it may see it."""

    id: int  #: 0 until it is registered
    account: int
    address: str
    secret: str  #: what messages to it are signed with; both sides hold it
    events: frozenset[Happening]  #: empty: all
    created: dt.datetime
    stopped: dt.datetime | None = None

    def wants(self, happening: Happening) -> bool:
        """Whether it is to be told."""
        return not self.events or happening in self.events


class Outcome(StrEnum):
    """What became of a message."""

    WAITING = "waiting"  #: รอส่ง
    DELIVERED = "delivered"  #: ส่งถึงแล้ว
    GIVEN_UP = "given_up"  #: ส่งไม่ถึง เลิกพยายาม
    WITHHELD = "withheld"  #: the account behind the webhook may not see it


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing that one webhook is to be told."""

    id: int
    webhook: int
    act: int  #: the act of the audit that it tells of
    event: Happening
    at: dt.datetime  #: when that act was
    subject: str  #: what was done to: "letter 12/2567", "task 17"
    tries: int
    next_try: dt.datetime
    outcome: Outcome = Outcome.WAITING
    failure: str = ""  #: why the last try failed

    @property
    def key(self) -> str:
        """What every try of it is known by, so that its receiver takes it once."""
        return f"msg_{self.webhook}_{self.act}"
