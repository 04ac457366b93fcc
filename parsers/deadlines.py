"""Finding the deadlines of a text: by when what is due, in whose words, and how sure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.deadline import Basis, Confidence, Deadline, DeadlineKind, Scope
from parsers.skeleton import Skeleton, skeleton_of
from parsers.thai_date import date_words_at, resolve_date

if TYPE_CHECKING:
    from circulars.thai_calendar import OfficeCalendar


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """A deadline and where its quotation stands in the text."""

    start: int
    end: int
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class UnreadAnchor:
    """A word that announces a deadline (ภายใน, ก่อน, ทุก) which no rule could read."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What a text says about time."""

    deadlines: tuple[FoundDeadline, ...]
    unread: tuple[UnreadAnchor, ...]


_BOUND = re.compile("|".join(map(skeleton_of, ("ภายใน", "ไม่เกิน", "ก่อน"))))
_DAILY = re.compile(
    skeleton_of("ภายในเวลา") + r"(\d\d?)[.:](\d\d)(?:นาฬิกา|น\.)" + skeleton_of("ของทุกวันทำการ")
)
_ACTOR = re.compile(skeleton_of("ให้") + "(จังหวัดและอำเภอ|ทุกอำเภอ|อำเภอ|จังหวัด)")


def find_deadlines(
    text: str,
    *,
    letter_date: dt.date | None,
    received: dt.datetime | dt.date | None,
    calendar: OfficeCalendar,
) -> Findings:
    """Every deadline of a text, in its order, and every announcing word that could not be read.

    Args:
        text: A paragraph or a whole letter.
        letter_date: The day of the letter; None if it bears none.
        received: The day, or the moment, on which it was received; None if it was not yet.
        calendar: The days on which the office works.
    """
    skeleton = Skeleton.of(text)
    found = [*_recurring(skeleton), *_absolute(skeleton, letter_date, received, calendar)]
    return Findings(tuple(sorted(found, key=lambda item: item.start)), ())


def _recurring(skeleton: Skeleton) -> list[FoundDeadline]:
    found = []
    for match in _DAILY.finditer(skeleton.text):
        start, end = skeleton.span(match.start(), match.end())
        deadline = Deadline(
            quote=skeleton.source[start:end],
            kind=DeadlineKind.RECURRING,
            time=dt.time(int(match[1]), int(match[2])),
            rrule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            basis=Basis.WORKING_DAYS,
            actor=_actor(skeleton, match.start()),
            scope=Scope.RESTATED if skeleton.text.startswith("นัน", match.end()) else Scope.NEW,
            confidence=Confidence.CHECK,
        )
        found.append(FoundDeadline(start, end, deadline))
    return found


def _absolute(
    skeleton: Skeleton,
    letter_date: dt.date | None,
    received: dt.datetime | dt.date | None,
    calendar: OfficeCalendar,
) -> list[FoundDeadline]:
    found = []
    for match in _BOUND.finditer(skeleton.text):
        if not (words := date_words_at(skeleton.text, match.end())):
            continue
        start, end = skeleton.span(match.start(), words[1])
        due, flags = resolve_date(words[0], letter_date or received)
        if due and match.group().startswith("ก"):
            due, flags = due - dt.timedelta(days=1), (*flags, "exclusive")
        closed = due is not None and not calendar.is_working(due)
        deadline = Deadline(
            quote=skeleton.source[start:end],
            kind=DeadlineKind.ABSOLUTE,
            due=due,
            flags=(*flags, "due_on_nonworking_day") if closed else flags,
            plan_by=calendar.on_or_before(due) if due and closed else None,
            actor=_actor(skeleton, match.start()),
            confidence=Confidence.CHECK if flags else Confidence.SURE,
        )
        found.append(FoundDeadline(start, end, deadline))
    return found


def _actor(skeleton: Skeleton, at: int) -> str | None:
    actors = list(_ACTOR.finditer(skeleton.text, 0, at))
    return skeleton.words(*actors[-1].span(1)) if actors else None
