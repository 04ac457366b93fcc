"""Findings about places of the text, told of the values that were read there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circulars.reading import Issue
    from circulars.source import Passage


def placed(issues: Sequence[Issue], passages: Mapping[str, tuple[Passage, ...]]) -> tuple[Issue, ...]:
    """The findings; one whose place a value was read from names that value (the one quoted most closely, the innermost of those)."""
    return tuple(_placed(issue, passages) for issue in issues)


def _placed(issue: Issue, passages: Mapping[str, tuple[Passage, ...]]) -> Issue:
    place = issue.passage
    if place is None or issue.field is not None:
        return issue
    touched = [
        (sum(one.end - one.start for one in quoted), -len(pointer), pointer)
        for pointer, quoted in passages.items()
        if any(one.start < place.end and place.start < one.end for one in quoted)
    ]
    return replace(issue, field=min(touched)[-1]) if touched else issue
