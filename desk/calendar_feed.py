"""Deadlines as a calendar to subscribe to: a district's own, or those an officer follows up."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.below import level_below
from circulars.errors import NotFoundError, UsageError
from circulars.number import format_number
from circulars.task import SETTLED, TaskState
from circulars.thai_calendar import long_date, thai_digits
from desk.lookup import office_code
from desk.occurrences import Rule
from desk.offices import all_offices
from desk.rounds import periods
from generator.calendar_feed import FeedEvent, Moved, calendar_feed
from generator.notice import calendar_words
from registry.archive import write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from circulars.circular import Circular
    from circulars.office import Level
    from circulars.task import Task
    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming

#: What was due longer ago is left out; rhythms are looked at so far ahead.
PAST, AHEAD = dt.timedelta(days=366), dt.timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A calendar, and the file's bytes."""

    name: str
    events: tuple[FeedEvent, ...]
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matter:
    """The tasks of one directive, deadline and period, of one office or of all."""

    tasks: tuple[Task, ...]
    occurrences: tuple[Task, ...]  #: of a rhythm
    entry: Incoming
    letter: Circular
    counted: bool  #: whether the event tells how many have answered


def feed(desk: Desk, clerk: Clerk, *, district: str | None = None, officer: str | None = None) -> Feed:
    """The calendar of a district, of an officer, or of the whole office.

    Args:
        desk: The office's desk.
        clerk: Who asks, and when.
        district: Only what that district, or the province, must do.
        officer: Only letters that this person confirmed and follows up.

    Raises:
        UsageError: If both are given.
        NotFoundError: If there is no such district, or nobody of that name has confirmed a letter.
    """
    if district is not None and officer is not None:
        raise UsageError("feed-one")
    code = None if district is None else office_code(desk.office, district)
    with desk.database.reading() as store:
        entries = {one.id: one for one in store.incoming.listed() if one.confirmed and not one.cancelled}
        tasks = store.tasks.listed(office_code=code)
    if officer is not None:
        entries = _of_officer(entries, officer)
    events = tuple(
        _event(desk, matter, clerk, code)
        for matter in _matters(tasks, entries, clerk.today, one_office=code is not None)
    )
    name = _name(desk, code, officer)
    return Feed(name=name, events=events, content=calendar_feed(name, events, clerk.now))


def save_feed(found: Feed, path: Path) -> None:
    """Write the calendar, whole or not at all; what was there is replaced."""
    write(path, found.content)


def _of_officer(entries: dict[int, Incoming], officer: str) -> dict[int, Incoming]:
    own = {number: one for number, one in entries.items() if one.confirmed_by == officer}
    if not own:
        names = sorted({one.confirmed_by or "-" for one in entries.values()})
        raise NotFoundError("no-officer", value=officer, names=", ".join(names) or "-")
    return own


def _name(desk: Desk, code: str | None, officer: str | None) -> str:
    offices = {one.code: one.label for one in all_offices(desk.office)}
    return " ".join(filter(None, (desk.office.sender, offices.get(code or ""), officer)))


def _matters(
    tasks: Sequence[Task], entries: dict[int, Incoming], today: dt.date, *, one_office: bool
) -> list[_Matter]:
    """What becomes an event; occurrences go with the rhythm they belong to."""
    groups: dict[tuple[int, int, int, str], list[Task]] = defaultdict(list)
    rounds: dict[tuple[int, int, int], list[Task]] = defaultdict(list)
    for one in tasks:
        if one.letter not in entries or (one_office and one.state is TaskState.NOT_SENT):
            continue
        key = (one.letter, one.directive, one.deadline)
        if one.period:
            rounds[key].append(one)
        elif one.is_duty or (one.due is not None and one.due >= today - PAST):
            groups[*key, ""].append(one)
    letters = {number: entries[number].letter for number in {key[0] for key in groups}}
    return [
        _Matter(
            tasks=tuple(own),
            occurrences=tuple(rounds[key[:3]]),
            entry=entries[key[0]],
            letter=letters[key[0]],
            counted=not one_office,
        )
        for key, own in sorted(groups.items())
    ]


def _event(desk: Desk, matter: _Matter, clerk: Clerk, code: str | None) -> FeedEvent:
    first, entry = matter.tasks[0], matter.entry
    summary, description = _words(matter, level_below(desk.office))
    owner = code or desk.office.province.code
    changes = sum(one.version - 1 for one in (*matter.tasks, *matter.occurrences)) + len(matter.occurrences)
    days = (
        periods(first, matter.letter, entry.received.date(), clerk.today + AHEAD, desk.calendar)
        if first.is_duty
        else []
    )
    ended = all(one.state is TaskState.EXEMPT for one in matter.tasks)
    return FeedEvent(
        uid=f"{entry.form_id}-{first.directive + 1}-{first.deadline + 1}-{owner}@saraban",
        sequence=changes,
        day=_first_day(matter, days, clerk.today),
        time=first.due_time,
        summary=summary,
        description=description,
        done=all(one.state.closed for one in matter.tasks),
        cancelled=ended,
        rrule=first.rrule if days else None,
        left_out=_left_out(matter, days, clerk.today),
        moved=_moved(matter, summary),
    )


def _first_day(matter: _Matter, days: Sequence[tuple[str, dt.date]], today: dt.date) -> dt.date:
    if days:
        return dt.date.fromisoformat(days[0][0])
    return min((one.due for one in matter.tasks if one.due), default=today)


def _left_out(matter: _Matter, days: Sequence[tuple[str, dt.date]], today: dt.date) -> tuple[dt.date, ...]:
    """Days of the rule that are holidays, and occurrences that fell away."""
    rrule = matter.tasks[0].rrule
    if not days or rrule is None:
        return ()
    start = dt.date.fromisoformat(days[0][0])
    kept = {dt.date.fromisoformat(period) for period, _ in days}
    skipped = {
        period
        for period, own in _by_period(matter).items()
        if all(one.state is TaskState.EXEMPT for one in own)
    }
    return tuple(
        day for day in Rule.of(rrule).days_from(start, today + AHEAD) if day not in kept or day in skipped
    )


def _moved(matter: _Matter, summary: str) -> tuple[Moved, ...]:
    """Occurrences that are due on another day than the rule says, or that all have answered."""
    found = []
    for period, own in sorted(_by_period(matter).items()):
        open_or_said = [one for one in own if one.state is not TaskState.EXEMPT]
        if not open_or_said:
            continue
        day = min(one.due or period for one in open_or_said)
        done = all(one.state.closed for one in open_or_said)
        if day != period or done:
            found.append(Moved(period=period, day=day, summary=summary, done=done))
    return tuple(found)


def _by_period(matter: _Matter) -> dict[dt.date, list[Task]]:
    found: dict[dt.date, list[Task]] = defaultdict(list)
    for one in matter.occurrences:
        found[dt.date.fromisoformat(one.period)].append(one)
    return found


def _words(matter: _Matter, below: Level) -> tuple[str, str]:
    first, entry = matter.tasks[0], matter.entry
    directive = matter.letter.directives[first.directive]
    quotes = [
        one.quote for one in directive.deadlines if (one.due, one.rrule) == (first.letter_due, first.rrule)
    ]
    districts = [one for one in matter.tasks if one.level is below]
    shown = districts if matter.counted and not first.is_duty else []
    other_due = first.letter_due if first.letter_due and first.letter_due != first.due else None
    return calendar_words(
        {
            "item": f"ข้อ {thai_digits(first.item)}"
            if first.item
            else f"#{thai_digits(str(first.directive + 1))}",
            "subject": entry.subject or "-",
            "order": " ".join(directive.text.split()),
            "quote": next(iter(quotes), ""),
            "letter_due": long_date(other_due) if other_due else "",
            "number": format_number(entry.number) if entry.number else "",
            "dated": long_date(entry.dated) if entry.dated else "",
            "answered": sum(one.state.answered for one in shown),
            "settled": sum(one.state in SETTLED for one in shown),
            "all": len(shown),
            "missing": [one.office for one in shown if not one.state.closed],
            "receipt": entry.receipt,
        }
    )
