"""Calendars that other programs subscribe to (iCalendar, RFC 5545): deadlines as events, rhythms as recurrences."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PRODUCT = "-//Saraban//Deadlines//TH"
ZONE = "Asia/Bangkok"
#: Octets of a line at most, its end not counted (RFC 5545, 3.1).
LINE = 75
#: Bangkok is so far ahead of UTC.
AHEAD = dt.timedelta(hours=7)
_ZONE_LINES = (
    "BEGIN:VTIMEZONE", f"TZID:{ZONE}", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700", "TZNAME:+07", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An occurrence that is not on the day of the rule, or no longer open."""

    period: dt.date  #: the day by the rule
    day: dt.date
    summary: str
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEvent:
    """A deadline, or a rhythm of deadlines."""

    uid: str  #: the same for ever
    sequence: int  #: rises with every change
    day: dt.date  #: of a rhythm: its first day
    time: dt.time | None = None
    summary: str = ""
    description: str = ""
    done: bool = False
    cancelled: bool = False
    rrule: str | None = None
    left_out: tuple[dt.date, ...] = ()  #: days of the rule on which nothing is due
    moved: tuple[Moved, ...] = ()


def calendar_feed(name: str, events: Sequence[FeedEvent], now: dt.datetime) -> bytes:
    """The calendar as a file; the same bytes for the same events at the same time.

    Args:
        name: What it is called where it is shown.
        events: What stands in it.
        now: Bangkok wall clock.
    """
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}", f"X-WR-TIMEZONE:{ZONE}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H", *_ZONE_LINES,
    ]  # fmt: skip
    stamp = f"DTSTAMP:{now - AHEAD:%Y%m%dT%H%M%SZ}"
    for one in events:
        lines += _event(one, stamp)
        for moved in one.moved:
            lines += _override(one, moved, stamp)
    return "".join(f"{folded}\r\n" for line in (*lines, "END:VCALENDAR") for folded in _folded(line)).encode()


def _event(one: FeedEvent, stamp: str) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        *_head(one, stamp),
        _when("DTSTART", one.day, one.time),
        *_end(one.day, one.time),
    ]
    if one.rrule:
        lines.append(f"RRULE:{_rule(one.rrule, timed=one.time is not None)}")
        lines += [_when("EXDATE", day, one.time) for day in one.left_out]
    lines += [f"SUMMARY:{_text(_summary(one.summary, done=one.done))}"]
    if one.description:
        lines.append(f"DESCRIPTION:{_text(one.description)}")
    lines.append(f"STATUS:{'CANCELLED' if one.cancelled else 'CONFIRMED'}")
    if not one.done and not one.cancelled:
        lines += _alarm(one)
    return [*lines, "END:VEVENT"]


def _override(one: FeedEvent, moved: Moved, stamp: str) -> list[str]:
    """One occurrence that differs from the others."""
    return [
        "BEGIN:VEVENT", *_head(one, stamp), _when("RECURRENCE-ID", moved.period, one.time),
        _when("DTSTART", moved.day, one.time), *_end(moved.day, one.time),
        f"SUMMARY:{_text(_summary(moved.summary, done=moved.done))}", "STATUS:CONFIRMED", "END:VEVENT",
    ]  # fmt: skip


def _head(one: FeedEvent, stamp: str) -> list[str]:
    return [f"UID:{one.uid}", stamp, f"SEQUENCE:{one.sequence}", "TRANSP:TRANSPARENT"]


def _when(name: str, day: dt.date, time: dt.time | None) -> str:
    if time is None:
        return f"{name};VALUE=DATE:{day:%Y%m%d}"
    return f"{name};TZID={ZONE}:{dt.datetime.combine(day, time):%Y%m%dT%H%M%S}"


def _end(day: dt.date, time: dt.time | None) -> list[str]:
    """The end of a whole day; what is due at a time is over with it."""
    return [_when("DTEND", day + dt.timedelta(days=1), None)] if time is None else []


def _rule(rrule: str, *, timed: bool) -> str:
    """The rule, whose end is of the same kind as its beginning."""
    rule = rrule.removeprefix("RRULE:")
    if not timed:
        return re.sub(r"UNTIL=(\d{8})\w*", r"UNTIL=\1", rule)
    return re.sub(r"UNTIL=(\d{8})\w*", r"UNTIL=\1T165959Z", rule)


def _alarm(one: FeedEvent) -> list[str]:
    """A reminder at nine on the day before, or a day ahead of the hour."""
    trigger = "-PT15H" if one.time is None else "-P1D"
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:{trigger}",
        f"DESCRIPTION:{_text(one.summary)}",
        "END:VALARM",
    ]


def _summary(words: str, *, done: bool) -> str:
    return f"✓ {words}" if done else words


def _text(words: str) -> str:
    """A text as a value: what has a meaning in the format is escaped (3.3.11)."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return re.sub(r"\r\n|\r|\n", r"\\n", escaped)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, each further one after a blank; no character is cut."""
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    yield piece
