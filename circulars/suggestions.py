"""A letter with the suggestions of its issues taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from circulars.codec import to_plain
from circulars.number import LetterNumber
from circulars.reading_json import letter_from_json, letter_to_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circulars.circular import Circular
    from circulars.reading import Issue


def suggested(letter: Circular, issues: Iterable[Issue]) -> Circular:
    """The letter as it would be if a person accepted every suggestion that names a field."""
    data = {"letter": letter_to_json(letter)}
    for issue in issues:
        if issue.field and issue.suggestion is not None:
            _put(data, issue.field, issue.suggestion)
    return letter_from_json(data["letter"])


def _put(data: Any, pointer: str, value: str) -> None:
    *way, last = pointer.strip("/").split("/")
    for step in way:
        data = data[int(step)] if isinstance(data, list) else data[step]
    if isinstance(data, list):
        data[int(last)] = value
    elif pointer == "/letter/number":
        number = LetterNumber.parse(value)
        if number is not None:
            data[last] = to_plain(number)
    else:
        data[last] = value
