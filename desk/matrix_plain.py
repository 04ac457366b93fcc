"""The overview as JSON data, the same for the terminal and for the web."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from circulars.codec import to_plain
from desk.matrix import Shown, kinds_of

if TYPE_CHECKING:
    from circulars.circular import Circular
    from desk.matrix import Matrix, MatrixRow, Tallied
    from registry.cells import Cell


def matrix_plain(found: Matrix) -> list[dict[str, Any]]:
    """One object a directive and due date, with every office's task."""
    letters = {number: entry.letter for number, entry in found.entries.items()}
    return [_row(row, found, letters[row.first.letter]) for row in found.rows]


def tally_plain(key: str, one: Tallied) -> dict[str, Any]:
    """How many tasks stand in each list."""
    counts = one.counts
    share = one.in_time_share
    return {
        "key": key,
        "name": one.name,
        **{kind.value: counts[kind] for kind in Shown},
        "in_time_share": None if share is None else round(share, 4),
    }


def _row(row: MatrixRow, found: Matrix, letter: Circular) -> dict[str, Any]:
    first, entry = row.first, found.entries[row.first.letter]
    directive = letter.directives[first.directive]
    quotes = [one.quote for one in directive.deadlines if (one.due, one.rrule) == (first.due, first.rrule)]
    counts = row.counts
    return {
        "letter": entry.receipt,
        "subject": entry.subject,
        "directive": first.directive,
        "item": first.item,
        "kind": directive.kind.value,
        "period": first.period or None,
        "due": to_plain(row.due),
        "quote": next(iter(quotes), None),
        "answered": counts[Shown.ANSWERED],
        "of": counts[Shown.ALL],
        "late": counts[Shown.LATE],
        "missing": [one.office for one in row.cells if Shown.MISSING in kinds_of(one, found.today)],
        "tasks": [_cell(one, found) for one in row.cells],
    }


def _cell(one: Cell, found: Matrix) -> dict[str, Any]:
    kinds = kinds_of(one, found.today)
    return {
        "id": one.id,
        "level": one.level,
        "office": one.office,
        "office_code": one.office_code,
        "due": to_plain(one.due),
        "time": to_plain(one.due_time),
        "internal_due": to_plain(one.internal_due),
        "state": one.state,
        "nil": one.nil,
        "late": Shown.LATE in kinds,
        "silent": Shown.SILENT in kinds,
    }
