"""The rows of an answer against the form that asked for them: every cell, no row twice, as many as the quota."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.answer import CellFinding, CheckedAnswer, Given
from parsers.answer_cells import plain, read_cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circulars.directive import Quota
    from circulars.letter import Form


def check_rows(
    form: Form, quota: Quota | None, rows: Sequence[Mapping[str, Given]], *, short: bool = False
) -> CheckedAnswer:
    """The rows as they would be kept, and what is wrong with them.

    Args:
        form: The form that was answered.
        quota: How many of what the letter asks for.
        rows: What was given, by the names of the form's columns; empty rows are passed over.
        short: Whether fewer rows than the quota are let pass, because a person says so.
    """
    kept: list[dict[str, str]] = []
    found: list[CellFinding] = []
    seen: dict[tuple[str, ...], str] = {}
    for row in rows:
        if not any(plain(one.value) for one in row.values()):
            continue
        said, findings = _row(form, row)
        found += findings
        key = tuple(said.values())
        place = next(iter(row.values())).place
        if key in seen and not any(one.refused for one in findings):
            found.append(CellFinding(kind="answer-row-twice", place=place, facts={"first": seen[key]}))
        seen.setdefault(key, place)
        kept.append(said)
    wanted = least_rows(form, quota)
    if kept and len(kept) < wanted and not short:
        facts = {"given": str(len(kept)), "wanted": str(wanted), "unit": quota.unit if quota else ""}
        found.append(CellFinding(kind="answer-quota", place="", facts=facts))
    return CheckedAnswer(rows=tuple(kept), findings=tuple(found))


def least_rows(form: Form, quota: Quota | None) -> int:
    """How many rows an answer needs: as many as the quota where the form has a row for each of it, else one."""
    counted = quota is not None and form.rows == max(quota.number, 1)
    return form.rows if counted else 1


def _row(form: Form, row: Mapping[str, Given]) -> tuple[dict[str, str], list[CellFinding]]:
    said: dict[str, str] = {}
    found: list[CellFinding] = []
    for column in form.columns:
        given = row.get(column.name)
        if given is None:
            continue
        value, findings = read_cell(column, given)
        found += findings
        if value:
            said[column.name] = value
    return said, found
