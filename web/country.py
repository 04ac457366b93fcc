"""The matrix of a whole country: provinces rolled up, and the cells of every district as fast as they can be made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from desk.matrix import Shown, kinds_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from desk.matrix import MatrixRow
    from desk.offices import TaskOffice
    from registry.cells import Cell

#: Where the number of the task stands in the markup of a cell.
NUMBER = "#number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """How a province stands with a directive."""

    answered: int = 0
    of: int = 0
    late: int = 0
    missing: int = 0  #: of those below: an office need not remind itself


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceRow:
    """A province with its offices, rolled up."""

    code: str
    label: str
    offices: tuple[TaskOffice, ...]
    sums: tuple[Sum, ...]  #: one a directive


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """The provinces of which any office has a task, and what each office's cells hold."""

    provinces: tuple[ProvinceRow, ...]
    cells: Mapping[
        str, Sequence[tuple[str, int]]
    ]  #: by office: what each is shown as, and its task; 0 for none

    @classmethod
    def of(cls, rows: Sequence[MatrixRow], offices: Sequence[TaskOffice], today: dt.date) -> Country:
        """The country as the directives stand on a day."""
        nothing = [("none", 0)] * len(rows)
        cells: dict[str, list[tuple[str, int]]] = defaultdict(nothing.copy)
        sums: dict[str, list[list[int]]] = defaultdict(lambda: [[0, 0, 0, 0] for _ in rows])
        for place, row in enumerate(rows):
            for cell in row.cells:
                kinds = kinds_of(cell, today)
                late = Shown.LATE in kinds
                cells[cell.office_code][place] = ("late" if late else cell.state, cell.id)
                found = sums[cell.office_code[:2]][place]
                found[0] += Shown.ANSWERED in kinds
                found[1] += 1
                found[2] += late
                found[3] += Shown.MISSING in kinds and cell.level != row.own
        return cls(provinces=_provinces(offices, sums), cells=cells)

    def row(self, code: str, pieces: Mapping[str, Markup], none: Markup) -> Markup:
        """The cells of an office, made of the markup of each state; thousands of them stand on one page."""
        found = self.cells.get(code, [("none", 0)] * len(self.provinces[0].sums))
        made = [
            str(pieces[key]).replace(NUMBER, str(number)) if number else str(none) for key, number in found
        ]
        # The pieces come from the template, which escaped them; numbers need no escaping.
        return Markup("".join(made))  # noqa: S704

    def missing(self, place: int) -> list[tuple[str, int]]:
        """The provinces of which any office is still waited for, and how many are."""
        return [(one.label, one.sums[place].missing) for one in self.provinces if one.sums[place].missing]


def _provinces(
    offices: Sequence[TaskOffice], sums: Mapping[str, Sequence[Sequence[int]]]
) -> tuple[ProvinceRow, ...]:
    grouped: dict[str, list[TaskOffice]] = defaultdict(list)
    for one in offices:
        grouped[one.code[:2]].append(one)
    return tuple(
        ProvinceRow(
            code=code,
            label=some[-1].label,
            offices=tuple(some),
            sums=tuple(
                Sum(answered=done, of=of, late=late, missing=missing)
                for done, of, late, missing in sums[code]
            ),
        )
        for code, some in grouped.items()
        if code in sums
    )


def key_of(cell: Cell, today: dt.date) -> str:
    """What a cell is shown as: late before anything else."""
    return "late" if Shown.LATE in kinds_of(cell, today) else cell.state
