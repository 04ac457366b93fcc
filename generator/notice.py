"""Short texts that are sent beside letters: reminders for a LINE group and by e-mail."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.number import format_number
from circulars.thai_calendar import long_date, short_date, thai_digits
from generator.sentences import rendered

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """What is waited for, and from whom."""

    subject: str
    item: str | None  #: the directive's number in the letter
    number: str  #: key of the number of the letter that told them
    dated: dt.date
    due: dt.date | None
    answered: int
    all: int  #: how many were asked
    missing: tuple[str, ...]  #: offices, as they are called


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailed:
    """What an e-mail says: to one office what it owes, or to the superior who owes what."""

    to: str  #: the office; empty for the superior
    matters: tuple[Unanswered, ...]
    sender: str
    unit: tuple[str, ...]
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """An e-mail."""

    subject: str
    text: str


def line_reminder(what: Unanswered, today: dt.date, rung: str | None = None) -> str:
    """A reminder to be pasted into a group: what, by when, who has not answered.

    Args:
        what: What is waited for.
        today: The day it is sent.
        rung: The rung of the ladder, as `circulars.ladder.RungKind` names it.
    """
    return "\n".join(rendered("notices/line-reminder.j2", {**_facts(what, today), "rung": rung}))


def email_reminder(what: Mailed, today: dt.date) -> Mail:
    """A reminder as an e-mail; the first line of its template is its subject."""
    facts = {
        "to": what.to,
        "matters": [_facts(one, today) for one in what.matters],
        "sender": what.sender,
        "unit": what.unit,
        "phone": what.phone,
    }
    subject, *lines = rendered("notices/email-reminder.j2", facts)
    return Mail(subject=subject, text="\n".join(line.rstrip() for line in lines) + "\n")


def calendar_words(facts: Mapping[str, object]) -> tuple[str, str]:
    """What a deadline is called in a calendar, and what is told of it."""
    summary, *lines = rendered("notices/calendar.j2", facts)
    return summary, "\n".join(lines)


def _facts(what: Unanswered, today: dt.date) -> dict[str, object]:
    return {
        "when": _when(what.due, today),
        "subject": what.subject,
        "item": what.item,
        "number": format_number(what.number),
        "dated": long_date(what.dated),
        "answered": what.answered,
        "all": what.all,
        "missing": what.missing,
    }


def _when(due: dt.date | None, today: dt.date) -> str:
    if due is None:
        return "ไม่ได้กำหนดวัน"
    days = (due - today).days
    left = "ครบกำหนดวันนี้" if days == 0 else f"เหลืออีก {days} วัน" if days > 0 else f"เกินกำหนดแล้ว {-days} วัน"
    return thai_digits(f"ครบกำหนด {short_date(due)} — {left}")
