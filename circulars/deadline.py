"""The deadline (กำหนดเวลา): by when, counted how, and how sure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

#: The flag of a deadline whose day, time or rhythm a person has set: it is never counted again.
BY_PERSON = "by_person"
#: The flag of a count that runs past the last day whose holidays are announced.
HOLIDAYS_UNKNOWN = "holidays_unknown"


class DeadlineKind(StrEnum):
    """What a deadline phrase sets."""

    ABSOLUTE = "absolute"  #: a stated calendar bound
    RELATIVE = "relative"  #: counted from an anchor
    RECURRING = "recurring"  #: a rhythm
    EVENT = "event"  #: a meeting, visit or training to attend
    IMMEDIATE = "immediate"  #: at once, no date
    RANGE = "range"  #: to be done between two days


class Basis(StrEnum):
    """What days count."""

    CALENDAR = "calendar"
    WORKING_DAYS = "working_days"
    FISCAL = "fiscal"


class Anchor(StrEnum):
    """What a relative deadline is counted from."""

    LETTER_DATE = "letter_date"
    RECEIVED_DATE = "received_date"
    EVENT = "event"


class Scope(StrEnum):
    """Whether the duty is new or recalled from an earlier letter."""

    NEW = "new"
    RESTATED = "restated"


class Confidence(StrEnum):
    """What a person should do with it: trust it, check it, decide it, supply it."""

    SURE = "sure"
    CHECK = "check"
    DOUBT = "doubt"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """By when something is due (กำหนดเวลา), with the words that say so.

    Dates are Gregorian, times Bangkok wall clock. ``due`` is None where it cannot
    or must not be computed (a rhythm, an unknown anchor, at once).
    """

    quote: str  #: the letter's words, as repaired
    kind: DeadlineKind
    due: dt.date | None = None
    time: dt.time | None = None
    times: tuple[dt.time, ...] = ()  #: further times of the same day (วันละ ๒ ครั้ง)
    rrule: str | None = None  #: RFC 5545, dates only
    start: dt.date | None = None
    basis: Basis = Basis.CALENDAR
    anchor: Anchor | None = None
    due_nominal: dt.date | None = None  #: the counted day, where ``due`` was moved off a holiday
    plan_by: dt.date | None = None  #: the last working day before a ``due`` that is a holiday
    holiday_rule: str | None = None  #: "next_working_day" or "previous_working_day"
    actor: str | None = None  #: who must act, in the letter's words
    scope: Scope = Scope.NEW
    flags: tuple[str, ...] = ()
    confidence: Confidence = Confidence.SURE
    explanation: str = ""  #: one Thai line: date, how, from what words, what was assumed
