"""Values as people read them: days, numbers and names in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.number import format_number
from circulars.thai_calendar import short_date, thai_digits
from terminal.words import say

if TYPE_CHECKING:
    import datetime as dt

    from circulars.deadline import Deadline
    from circulars.directive import Directive
    from circulars.task import Task

#: Stands where there is nothing to show.
NONE = "–"
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def digits(value: object, lang: str) -> str:
    """A number, in Thai digits for a Thai reader."""
    return thai_digits(str(value)) if lang == "th" else str(value)


def day(value: dt.date | None, lang: str) -> str:
    """A day: "๓๑ ม.ค. ๒๕๖๗", "31 Jan 2024"."""
    if value is None:
        return NONE
    return (
        short_date(value) if lang == "th" else f"{value.day} {_ENGLISH_MONTHS[value.month - 1]} {value.year}"
    )


def clock(value: dt.time | None, lang: str) -> str:
    """A time of day: "๑๕.๐๐ น.", "15:00"."""
    if value is None:
        return ""
    return thai_digits(f"{value:%H.%M} น.") if lang == "th" else f"{value:%H:%M}"


def number(key: str | None, lang: str) -> str:
    """A letter's number as letters write it; ASCII digits for an English reader."""
    if key is None:
        return NONE
    return format_number(key) if lang == "th" else key


def deadline(one: Deadline, lang: str) -> str:
    """By when: the day and time, or the letter's own words where it is a rhythm or has no day."""
    if one.due is None:
        return one.quote or NONE
    return f"{day(one.due, lang)} {clock(one.time, lang)}".rstrip()


def task_due(task: Task, directive: Directive, lang: str) -> str:
    """By when a task is due: its day and time, or for a rhythm the letter's own words.

    The province's own day and the letter's stand beside it where they are others.
    """
    if task.due is not None:
        due = f"{day(task.due, lang)} {clock(task.due_time, lang)}".rstrip()
        others = {"task.internal_due": task.internal_due, "task.letter_due": task.letter_due}
        beside = [
            say(key, lang, day=day(one, lang)) for key, one in others.items() if one not in {None, task.due}
        ]
        return " ".join([due, *beside])
    if task.rrule is None:
        return NONE
    return next((one.quote for one in directive.deadlines if one.rrule == task.rrule), task.rrule)


def item(name: str | None, place: int, lang: str) -> str:
    """A directive by its number in the letter, or by its place where it bears none: "ข้อ ๒", "#1"."""
    if name is None:
        return f"#{digits(place + 1, lang)}"
    return f"ข้อ {digits(name, lang)}" if lang == "th" else f"item {name}"
