"""Findings about places of the text, told of the values that were read there."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.reading import Issue, IssueKind, Severity
from circulars.source import Passage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circulars.source import SourceText


#: What was hard to read there may be another letter, or another day: a person must look before anything is done.
_DECISIVE: Final = re.compile(r"/letter/(?:number|dated|directives/\d+/deadlines/\d+)\b")
#: What was hard to read there is worth a look.
_NAMED: Final = re.compile(r"/letter/(?:urgency|secrecy|subject|addressee|signatory|issuer)\b")
#: A page may have so many numbers in doubt told one by one.
_FEW: Final = 8
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


def gathered(issues: Sequence[Issue], source: SourceText) -> tuple[Issue, ...]:
    """The findings; a page's many numbers in doubt, as tables of salaries have, as one that tells how many and in which lines.

    Those that a value was read from stay each by itself: a person must look at every one.
    """
    many: dict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        if issue.kind is IssueKind.DIGIT_DOUBT and issue.passage and _is_of_no_value(issue):
            many[issue.facts["page"]].append(issue)
    many = {page: found for page, found in many.items() if len(found) > _FEW}
    told: set[str] = set()
    kept: list[Issue] = []
    for issue in issues:
        page = issue.facts.get("page", "")
        if not any(issue is one for one in many.get(page, ())):
            kept.append(issue)
        elif page not in told:
            told.add(page)
            kept.append(_gathered(many[page], page, source))
    return tuple(kept)


def _is_of_no_value(issue: Issue) -> bool:
    return issue.field is None or issue.field.startswith("/letter/paragraphs/")


def _gathered(found: Sequence[Issue], page: str, source: SourceText) -> Issue:
    places = [one.passage for one in found if one.passage]
    numbers = sorted({span.line for place in places for span in source.spans(place)})
    return Issue(
        kind=IssueKind.DIGIT_DOUBTS,
        facts={
            "page": page,
            "count": str(len(found)),
            "lines": _runs(numbers),
            "quotes": ", ".join(dict.fromkeys(one.facts["quote"] for one in found)),
        },
        passage=Passage(start=min(one.start for one in places), end=max(one.end for one in places)),
    )


def _runs(numbers: Sequence[int]) -> str:
    """Numbers in their order, those that follow each other as from and to."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
