"""Deadlines of sentences, as JSON lines in and out: ``saraban deadlines``."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from circulars.errors import InputFileError
from circulars.reading_json import deadline_to_json
from parsers.deadlines import find_deadlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circulars.thai_calendar import OfficeCalendar
    from parsers.deadlines import Findings, FoundDeadline


def deadline_lines(lines: Iterable[str], calendar: OfficeCalendar) -> Iterator[dict[str, Any]]:
    """The deadlines of each line's text, in the order of the lines; blank lines are passed over.

    Args:
        lines: JSON objects with ``text`` and, if known, ``id``, ``letter_date`` and ``received_date``
            (a date, or a moment for duties counted in hours).
        calendar: The days on which the office works.

    Yields:
        ``{"id", "deadlines", "unread"}``; for a line that is no such object ``{"id", "error", "message", "line"}``,
        after which the next line is read as if nothing had happened.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _answer(line, number, calendar)


def _answer(line: str, number: int, calendar: OfficeCalendar) -> dict[str, Any]:
    asked: dict[str, Any] = {}
    try:
        asked = _asked(line, number)
        findings = find_deadlines(
            asked["text"],
            letter_date=_letter_date(asked, number),
            received=_received(asked, number),
            calendar=calendar,
        )
    except InputFileError as error:
        known = asked.get("id")
        return {"id": known, "error": error.kind, "message": error.message(), "line": number}
    return {"id": asked.get("id"), **_plain(findings)}


def _asked(line: str, number: int) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputFileError("line-not-json", line=str(number)) from error
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        raise InputFileError("line-without-text", line=str(number))
    return asked


def _letter_date(asked: dict[str, Any], number: int) -> dt.date | None:
    moment = _moment(asked, "letter_date", number)
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _received(asked: dict[str, Any], number: int) -> dt.datetime | dt.date | None:
    return _moment(asked, "received_date", number)


def _moment(asked: dict[str, Any], field: str, number: int) -> dt.datetime | dt.date | None:
    value = asked.get(field)
    if value is None:
        return None
    try:
        return (
            dt.date.fromisoformat(value)
            if len(value) <= len("2024-01-31")
            else dt.datetime.fromisoformat(value)
        )
    except (TypeError, ValueError) as error:
        raise InputFileError("line-date-wrong", line=str(number), field=field, value=str(value)) from error


def _plain(findings: Findings) -> dict[str, Any]:
    return {
        "deadlines": [_deadline(found) for found in findings.deadlines],
        "unread": [{"text": anchor.text, "span": [anchor.start, anchor.end]} for anchor in findings.unread],
    }


def _deadline(found: FoundDeadline) -> dict[str, Any]:
    return {**deadline_to_json(found.deadline), "span": [found.start, found.end]}
