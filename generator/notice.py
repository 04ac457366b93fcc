"""Short texts that are sent beside letters: a reminder for a LINE group."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from importlib.resources import files
from string import Template

from circulars.number import format_number
from circulars.thai_calendar import long_date, short_date, thai_digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """What is waited for, and from whom."""

    subject: str
    item: str | None  #: the directive's number in the letter
    number: str  #: key of the number of the letter that told them
    dated: dt.date
    due: dt.date | None
    answered: int
    missing: tuple[str, ...]  #: offices, as they are called


def line_reminder(what: Unanswered, today: dt.date) -> str:
    """A reminder to be pasted into a group: what, by when, who has not answered."""
    template = (files("templates") / "notices" / "line-reminder.txt").read_text(encoding="utf-8")
    return Template(template).substitute(
        when=_when(what.due, today),
        subject=what.subject,
        item=thai_digits(f" ข้อ {what.item}") if what.item else "",
        number=format_number(what.number),
        dated=long_date(what.dated),
        answered=thai_digits(str(what.answered)),
        all=thai_digits(str(what.answered + len(what.missing))),
        missing=", ".join(what.missing),
    )


def _when(due: dt.date | None, today: dt.date) -> str:
    if due is None:
        return "ไม่ได้กำหนดวัน"
    days = (due - today).days
    left = "ครบกำหนดวันนี้" if days == 0 else f"เหลืออีก {days} วัน" if days > 0 else f"เกินกำหนดแล้ว {-days} วัน"
    return thai_digits(f"ครบกำหนด {short_date(due)} — {left}")
