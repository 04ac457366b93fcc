"""The line that tells a person how a deadline was found: the day, how, from what words, what was assumed."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from circulars.deadline import HOLIDAYS_UNKNOWN, Anchor, Deadline, DeadlineKind, Scope
from circulars.thai_calendar import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS, short_date, thai_digits
from parsers.deadline.phrases import Bound, Family
from parsers.deadline.spans import Unit

if TYPE_CHECKING:
    from parsers.deadline.phrases import Phrase
    from parsers.deadline.points import Moment
    from parsers.deadline.resolving import Due
    from parsers.deadline.rhythm import Rhythm

#: Flags that other parts of the line already tell.
_TOLD = {"exclusive", "due_on_nonworking_day", "rolled_193_8", "anchor_unknown", HOLIDAYS_UNKNOWN}
_BETWEEN = " — "
_NEXT = " · "


@cache
def _texts() -> dict[str, dict[str, str]]:
    text = (files("templates") / "deadline_explanation.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def explanation(deadline: Deadline, due: Due, phrase: Phrase, moment: Moment) -> str:
    """One Thai line."""
    facts = _facts(deadline)
    how = _how(deadline, due, phrase, facts)
    notes = [*_notes(deadline, due, phrase, moment), *_flags(deadline, facts)]
    return _NEXT.join([_BETWEEN.join([_head(deadline, phrase, facts), how]), *notes])


def _facts(deadline: Deadline) -> dict[str, str]:
    times = ([deadline.time] if deadline.time else []) + list(deadline.times)
    return {
        "quote": " ".join(deadline.quote.split()),
        "day": _day(deadline.due),
        "start": _day(deadline.start),
        "time": f" เวลา {' และ '.join(thai_digits(f'{time:%H.%M}') for time in times)} น." if times else "",
    }


def _day(day: dt.date | None) -> str:
    return f"{SHORT_WEEKDAYS[day.weekday()]} {short_date(day)}" if day else ""


def _head(deadline: Deadline, phrase: Phrase, facts: dict[str, str]) -> str:
    texts = _texts()["head"]
    if deadline.kind is DeadlineKind.RECURRING:
        if phrase.rhythm is None or phrase.rhythm.freq is None:
            return texts["recurring_unsaid"].format(**facts)
        return texts["recurring"].format(rhythm=described(phrase.rhythm), **facts)
    if deadline.kind is DeadlineKind.IMMEDIATE:
        return texts["immediate"]
    if deadline.due is None:
        return texts["started"].format(**facts) if deadline.start else texts["open"]
    kind = {DeadlineKind.EVENT: "event", DeadlineKind.RANGE: "range"}.get(deadline.kind, "due")
    return texts["due" if kind == "range" and not deadline.start else kind].format(**facts)


def _how(deadline: Deadline, due: Due, phrase: Phrase, facts: dict[str, str]) -> str:
    texts = _texts()
    if deadline.due is None and "anchor_unknown" in deadline.flags:
        return texts["missing"][deadline.anchor or "other"].format(**facts)
    if phrase.span is not None and due.anchor_day is not None:
        number = thai_digits(str(phrase.span.number))
        named = {
            **facts,
            "span": f"{number} {texts['unit'][phrase.span.unit]}",
            "anchor": _day(due.anchor_day),
        }
        if phrase.family is Family.BEFORE:
            return texts["how"]["before_event"].format(**named)
        counted = "hours" if phrase.span.unit in {Unit.HOURS, Unit.MINUTES} else "counted"
        return texts["how"][f"{counted}_{deadline.anchor or Anchor.EVENT}"].format(**named)
    if "exclusive" in deadline.flags:
        return texts["how"]["exclusive"].format(**facts)
    whole_day = deadline.kind is DeadlineKind.ABSOLUTE and phrase.bound is Bound.WITHIN and not facts["time"]
    return texts["how"]["inclusive" if whole_day and deadline.due else "stated"].format(**facts)


def _notes(deadline: Deadline, due: Due, phrase: Phrase, moment: Moment) -> list[str]:
    texts, calendar = _texts()["note"], moment.calendar
    notes: list[str] = []
    if phrase.span and phrase.span.unit is Unit.WORKING_DAYS and due.anchor_day and due.due:
        skipped = _skipped(due.anchor_day, due.due, moment)
        notes += [texts["skipped"].format(days=skipped)] if skipped else []
    if deadline.plan_by and deadline.due:
        name = calendar.holiday_name(deadline.due) or ""
        notes.append(texts["on_holiday"].format(name=name, plan_by=_day(deadline.plan_by)))
    if deadline.due_nominal:
        name = calendar.holiday_name(deadline.due_nominal) or ""
        kind = {"next_working_day": "moved_next", "previous_working_day": "moved_previous"}
        text = texts[kind.get(deadline.holiday_rule or "", "rolled")]
        notes.append(text.format(name=name, nominal=_day(deadline.due_nominal)))
    elif deadline.holiday_rule:
        notes.append(
            texts["holiday_next" if deadline.holiday_rule == "next_working_day" else "holiday_previous"]
        )
    if deadline.kind is DeadlineKind.RECURRING:
        notes += [texts["from"].format(start=_day(deadline.start))] if deadline.start else []
        notes += [texts["until"].format(until=_day(due.until))] if due.until else []
        notes += [texts["working"]] if phrase.rhythm and phrase.rhythm.working else []
    if HOLIDAYS_UNKNOWN in deadline.flags:
        notes.append(texts["unannounced"].format(known_to=short_date(calendar.known_to)))
    return [*notes, texts["restated"]] if deadline.scope is Scope.RESTATED else notes


def _skipped(first: dt.date, last: dt.date, moment: Moment) -> str:
    """The weekdays on which offices were closed, "๘ ๑๒ เม.ย. ๑ พ.ค."."""
    low, high = min(first, last), max(first, last)
    days = [day for day in sorted(moment.calendar.holidays) if low < day < high and day.weekday() < 5]
    parts: list[str] = []
    for number, day in enumerate(days):
        is_last = number + 1 == len(days) or days[number + 1].month != day.month
        parts.append(
            f"{thai_digits(str(day.day))} {SHORT_MONTHS[day.month - 1]}"
            if is_last
            else thai_digits(str(day.day))
        )
    return " ".join(parts)


def _flags(deadline: Deadline, facts: dict[str, str]) -> list[str]:
    texts = _texts()["flag"]
    return [texts[flag].format(**facts) for flag in deadline.flags if flag not in _TOLD]


def described(rhythm: Rhythm) -> str:
    """A rhythm in Thai: "ทุกเดือน วันที่ ๕ และวันที่ ๒๐"."""
    texts = _texts()["rhythm"]
    freq = (rhythm.freq or "").lower()
    if freq == "weekly" and rhythm.weekdays == (0, 1, 2, 3, 4):
        return texts["working_week"]
    days = " และ".join(_days_of(rhythm, texts))
    if rhythm.months:
        named = " ".join(MONTHS[month - 1] for month in rhythm.months)
        days = f"{days} {texts['in_months'].format(months=named)}".strip()
    whole = texts[f"{freq}_on"].format(days=days) if days and f"{freq}_on" in texts else texts[freq]
    if rhythm.interval == 1:
        return whole
    number = thai_digits(str(rhythm.interval))
    return f"{texts[f'interval_{freq}'].format(number=number)} {days}".strip()


def _days_of(rhythm: Rhythm, texts: dict[str, str]) -> list[str]:
    if rhythm.position:
        return [_numbered(texts, "working_day", "last_working_day", number) for number in rhythm.position]
    if rhythm.nth:
        return [
            _numbered(texts, "nth", "last", number, f"วัน{WEEKDAYS[day]}")
            for day in rhythm.weekdays
            for number in rhythm.nth
        ]
    if rhythm.weekdays:
        return [f"วัน{WEEKDAYS[day]}" for day in rhythm.weekdays]
    return [_numbered(texts, "day", "last_day", number) for number in rhythm.days]


def _numbered(texts: dict[str, str], name: str, last: str, number: int, day: str = "") -> str:
    return texts[last if number == -1 else name].format(number=thai_digits(str(number)), day=day)
