"""Findings about places of the text, told of the values that were read there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.reading import IssueKind, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circulars.reading import Issue
    from circulars.source import Passage


#: What was hard to read there may be another letter, or another day: a person must look before anything is done.
_DECISIVE: Final = re.compile(r"/letter/(?:number|dated|directives/\d+/deadlines/\d+)\b")
#: What was hard to read there is worth a look.
_NAMED: Final = re.compile(r"/letter/(?:urgency|secrecy|subject|addressee|signatory|issuer)\b")
_UNSURE: Final = frozenset({IssueKind.DIGIT_DOUBT, IssueKind.LOW_CONFIDENCE})


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
    if not touched:
        return issue
    issue = replace(issue, field=min(touched)[-1])
    if issue.kind not in _UNSURE:
        return issue
    pointers = [pointer for _, _, pointer in touched]
    if any(_DECISIVE.match(pointer) for pointer in pointers):
        return replace(issue, severity=Severity.ERROR)
    if issue.severity is Severity.INFO and any(_NAMED.match(pointer) for pointer in pointers):
        return replace(issue, severity=Severity.WARNING)
    return issue
