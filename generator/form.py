"""The report form (แบบรายงาน) that a directive asks for: what to fill in, by when, on whose order."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from circulars.codec import from_plain
from circulars.deadline import DeadlineKind
from circulars.letter import Form, FormColumn
from circulars.number import format_number
from circulars.thai_calendar import WEEKDAYS, long_date, thai_digits
from generator.sentences import rendered

if TYPE_CHECKING:
    import datetime as dt

    from circulars.circular import Circular
    from circulars.deadline import Deadline
    from circulars.directive import Directive

#: No form has more rows than this; who owes more sends a list of his own.
MOST_ROWS = 200


def report_form(circular: Circular, index: int, place: str, code: str, *, letter_id: str) -> Form:
    """The form on which an office answers a directive.

    Args:
        circular: The circular that gives the order.
        index: The directive's position in it, from 0.
        place: Who is to answer: "อำเภอดอนตาล".
        code: The code of that office.
        letter_id: What the letter is known by; the form's id is made of it, the position and the place.
    """
    directive = circular.directives[index]
    shape = _shape_for(directive)
    return Form(
        id=f"{letter_id}-{index + 1}-{code}",
        title=" ".join(rendered("forms/title.j2", _citation(circular))),
        office=place,
        office_code=code,
        instructions=tuple(rendered("forms/instructions.j2", _facts(circular, directive))),
        columns=_columns(shape, directive),
        rows=_rows(shape, directive),
        nil=directive.nil_report,
        due=_first_due(directive),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """A set of columns and when it fits, as ``templates/forms/columns.toml`` has it."""

    name: str
    column: tuple[FormColumn, ...]
    cues: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    quota: str = ""
    rows: int = 1
    examples: tuple[str, ...] = ()

    def fits(self, directive: Directive) -> bool:
        counted = directive.quota is not None
        if (self.quota == "yes" and not counted) or (self.quota == "no" and counted):
            return False
        if self.units and (directive.quota is None or directive.quota.unit not in self.units):
            return False
        return not self.cues or any(cue in directive.text for cue in self.cues)


def _shape_for(directive: Directive) -> _Shape:
    return next(shape for shape in _shapes() if shape.fits(directive))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("templates") / "forms" / "columns.toml").read_text(encoding="utf-8"))


@cache
def _shapes() -> tuple[_Shape, ...]:
    return tuple(from_plain(_Shape, one) for one in _table()["shape"])


def _columns(shape: _Shape, directive: Directive) -> tuple[FormColumn, ...]:
    unit = directive.quota.unit if directive.quota else ""
    columns = tuple(replace(one, title=one.title.replace("{unit}", unit)) for one in shape.column)
    recurring = any(one.kind is DeadlineKind.RECURRING for one in directive.deadlines)
    return (from_plain(FormColumn, _table()["round"]), *columns) if recurring else columns


def _rows(shape: _Shape, directive: Directive) -> int:
    """One row a person of a quota; where the quota is a target, one row says how much of it is done."""
    if shape.units and directive.quota is not None:
        return min(max(directive.quota.number, 1), MOST_ROWS)
    return shape.rows


def _first_due(directive: Directive) -> dt.date | None:
    return min((one.due for one in directive.deadlines if one.due is not None), default=None)


def _citation(circular: Circular) -> dict[str, Any]:
    return {
        "subject": circular.subject or "",
        "issuer": circular.issuer or "",
        "number": format_number(circular.number.key) if circular.number else "",
        "dated": long_date(circular.dated) if circular.dated else "",
    }


def _facts(circular: Circular, directive: Directive) -> dict[str, Any]:
    quota = directive.quota
    return {
        **_citation(circular),
        "item": thai_digits(directive.item or ""),
        "directive": directive.text,
        "deadlines": [_by_when(one) for one in directive.deadlines],
        "quota": f"{thai_digits(str(quota.number))} {quota.unit}" if quota else "",
        # The quoted directive mostly says it already.
        "otherwise": directive.otherwise
        if directive.otherwise and directive.otherwise not in directive.text
        else "",
        "nil": directive.nil_report,
    }


def _by_when(deadline: Deadline) -> str:
    """The letter's own words, and the day they mean where that is known."""
    if deadline.due is None:
        return f"“{deadline.quote}”"
    day = f"วัน{WEEKDAYS[deadline.due.weekday()]}ที่ {long_date(deadline.due)}"
    time = f" เวลา {thai_digits(deadline.time.strftime('%H.%M'))} น." if deadline.time else ""
    return f"{day}{time} (“{deadline.quote}”)"
