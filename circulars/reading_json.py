"""A reading as the JSON of ``saraban.reading/1``, and its letter back again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from circulars.circular import Circular
from circulars.codec import from_plain, to_plain
from circulars.reading import Issue, Reading
from circulars.thai_calendar import ascii_digits

if TYPE_CHECKING:
    from circulars.deadline import Deadline
    from circulars.source import SourceText

SCHEMA = "saraban.reading/1"


def reading_to_json(reading: Reading, lang: str = "th") -> dict[str, Any]:
    """The whole reading as JSON data."""
    source = reading.source
    return {
        "schema": SCHEMA,
        "source": {
            "name": source.name,
            "sha256": source.sha256,
            "pages": source.pages,
            "text_from": to_plain(source.text_from),
        },
        "letter": letter_to_json(reading.letter),
        "spans": {
            pointer: [to_plain(span) for passage in passages for span in source.spans(passage)]
            for pointer, passages in reading.passages.items()
        },
        "issues": [issue_to_json(issue, lang) | {"spans": _spans(source, issue)} for issue in reading.issues],
        "tables": [
            {"page": one.page, "rows": to_plain(one.rows), "box": to_plain(one.box)} for one in source.tables
        ],
        "codes": to_plain(source.codes),
        "attached": [
            {"title": one.title, "number": one.number, "pages": [one.first_page, one.last_page]}
            for one in reading.attached
        ],
    }


def _spans(source: SourceText, issue: Issue) -> list[Any]:
    """Where on the pages an issue stands; empty for what is about no place."""
    return [to_plain(span) for span in source.spans(issue.passage)] if issue.passage else []


def letter_to_json(letter: Circular) -> dict[str, Any]:
    """A circular as JSON data; numbers carry their key, phones have ASCII digits."""
    data: dict[str, Any] = to_plain(letter)
    if letter.number is not None:
        data["number"]["key"] = letter.number.key
    data["phones"] = [ascii_digits(phone) for phone in letter.phones]
    for one, told in zip(letter.directives, data["directives"], strict=True):
        told["deadlines"] = [deadline_to_json(each) for each in one.deadlines]
    return data


def letter_from_json(data: dict[str, Any]) -> Circular:
    """The circular that `letter_to_json` made the data from.

    Raises:
        ValueError: If the data is not such a letter.
    """
    directives = [
        {**one, "deadlines": [_deadline_data(each) for each in one.get("deadlines") or ()]}
        for one in data.get("directives") or ()
    ]
    return from_plain(Circular, {**data, "directives": directives})


def deadline_to_json(deadline: Deadline) -> dict[str, Any]:
    """A deadline as JSON data: a due day with its time, where one is said; several times as "09:00,15:00"."""
    data: dict[str, Any] = to_plain(deadline)
    times = [*([data["time"]] if data["time"] else []), *data.pop("times")]
    due = f"{data['due']}T{times[0]}" if data["due"] and times else data["due"]
    return {**data, "due": due, "time": ",".join(times) or None}


def _deadline_data(data: dict[str, Any]) -> dict[str, Any]:
    """The fields of a deadline as `to_plain` has them, in which older registries keep them too."""
    first, *further = (data.get("time") or "").split(",")
    due = data.get("due")
    return {**data, "due": due and due[:10], "time": first or None, "times": data.get("times") or further}


def issue_to_json(issue: Issue, lang: str = "th") -> dict[str, Any]:
    """An issue as JSON data; its facts stay beside the message, so that it can be told in another language."""
    return {
        "kind": issue.kind.value,
        "severity": issue.severity.value,
        "field": issue.field,
        "message": issue.message(lang),
        "suggestion": issue.suggestion,
        "facts": dict(issue.facts),
    }
