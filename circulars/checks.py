"""Checks between the values of a letter; no paper needed.

Each rule names where it comes from: the numbering of the Regulation on Saraban B.E. 2526, annex 1,
or plain arithmetic of dates.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from circulars.lexicon import table
from circulars.number import LetterNumber
from circulars.places import provinces
from circulars.reading import Issue, IssueKind, Severity
from circulars.thai_calendar import long_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from circulars.circular import Circular
    from circulars.office import Province

#: 00UU: a unit on the level of the province (annex 1); no central agency has the department 00.
_PROVINCE_LEVEL_UNIT = re.compile(r"00\d\d(?:\.\d+)*")


def check(circular: Circular, text: str) -> tuple[Issue, ...]:
    """What in a letter contradicts itself or cannot be; ``text`` is all its words."""
    return (
        *_number_prefixes(circular, text),
        *_reference_order(circular),
        *_due_order(circular),
    )


def _number_prefixes(circular: Circular, text: str) -> Iterator[Issue]:
    """A unit 00UU belongs to a province, so the letters before it must be a province's."""
    if circular.number is not None:
        yield from _number_prefix(circular.number, "/letter/number", circular.number.text, text)
    for index, reference in enumerate(circular.references):
        number = LetterNumber.parse(reference.number) if reference.number else None
        if number is not None:
            yield from _number_prefix(number, f"/letter/references/{index}/number", number.key, text)


def _number_prefix(number: LetterNumber, field: str, written: str, text: str) -> Iterator[Issue]:
    if not _PROVINCE_LEVEL_UNIT.fullmatch(number.unit):
        return
    if number.letters not in table("letter")["numbers"]["ministries"]:
        return
    likely = named_province(text)
    yield Issue(
        kind=IssueKind.NUMBER_PREFIX_UNLIKELY,
        field=field,
        facts={"number": written, "letters": number.letters, "unit": number.unit},
        suggestion=written.replace(number.letters, likely.letters, 1) if likely else None,
    )


def named_province(text: str) -> Province | None:
    """The province that a text names most often; None if it names none, or two equally."""
    counts = sorted(
        ((text.count(f"จังหวัด{one.name}"), one.code, one) for one in provinces()),
        key=lambda count: count[:2],
        reverse=True,
    )
    first, second = counts[0], counts[1]
    return first[2] if first[0] > second[0] else None


def _reference_order(circular: Circular) -> Iterator[Issue]:
    """A letter cites only what is older: earlier dates, and lower numbers of its own register and year."""
    own = circular.number
    for index, reference in enumerate(circular.references):
        field = f"/letter/references/{index}"
        if reference.dated and circular.dated and reference.dated > circular.dated:
            yield Issue(
                kind=IssueKind.DATE_ORDER,
                field=f"{field}/dated",
                facts={"cited": long_date(reference.dated), "own": long_date(circular.dated)},
            )
        cited = LetterNumber.parse(reference.number) if reference.number else None
        same_year = _same_year(reference.dated, circular.dated)
        if own and cited and cited.series == own.series and cited.running > own.running and same_year:
            yield Issue(
                kind=IssueKind.NUMBER_ORDER,
                field=f"{field}/number",
                facts={"cited": cited.thai(), "own": own.thai()},
            )


def _same_year(one: dt.date | None, other: dt.date | None) -> bool:
    return one is None or other is None or one.year == other.year


def _due_order(circular: Circular) -> Iterator[Issue]:
    for index, directive in enumerate(circular.directives):
        for place, deadline in enumerate(directive.deadlines):
            field = f"/letter/directives/{index}/deadlines/{place}"
            if deadline.due and circular.dated and deadline.due < circular.dated and not directive.standing:
                yield Issue(
                    kind=IssueKind.DUE_BEFORE_DATED,
                    severity=Severity.ERROR,
                    field=field,
                    facts={"due": long_date(deadline.due), "own": long_date(circular.dated)},
                )
            if deadline.due and deadline.plan_by:
                yield Issue(
                    kind=IssueKind.DUE_ON_HOLIDAY,
                    severity=Severity.INFO,
                    field=field,
                    facts={"due": long_date(deadline.due), "plan_by": long_date(deadline.plan_by)},
                )
