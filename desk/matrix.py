"""Directives × offices at a glance (ตารางติดตาม): what is answered, what is late, who is how often in time.

Every number is counted from the same cells that its list shows, so that the two cannot disagree; late, due
soon and silent are asked of the day and never stored.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from circulars.office import Level
from circulars.places import provinces
from circulars.task import ANSWERED, CLOSED, TaskState
from desk.lookup import letter_of, office_code
from registry.cells import Cell
from registry.entries import Incoming

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from desk.office_desk import Clerk, Desk

#: Closed occurrences of a recurring duty stay in sight so long, and coming ones come into it.
PAST, AHEAD = dt.timedelta(days=31), dt.timedelta(days=7)
#: Letters of which nothing is open any more are counted so long.
YEAR = dt.timedelta(days=366)
_CLOSED = frozenset(one.value for one in CLOSED)
_SENT, _REPORTED, _RETURNED, _EXEMPT, _DEFAULTED, _NOT_SENT = (
    TaskState.SENT.value, TaskState.REPORTED.value, TaskState.RETURNED.value, TaskState.EXEMPT.value,
    TaskState.DEFAULTED.value, TaskState.NOT_SENT.value,
)  # fmt: skip


class Shown(StrEnum):
    """What can be listed of an overview."""

    ALL = "all"
    ANSWERED = "answered"  #: รายงานแล้วหรือตรวจผ่าน
    SETTLED = "settled"  #: ถือว่าตามหนังสือหรือยกเว้น: nothing is waited for, nothing was answered
    MISSING = "missing"  #: ค้าง
    LATE = "late"  #: เกินกำหนด
    TODAY = "today"  #: ครบกำหนดวันนี้
    WEEK = "week"  #: ครบกำหนดใน ๗ วัน
    SILENT = "silent"  #: พ้นกำหนดของจังหวัดแล้วยังเงียบ
    CHECK = "check"  #: รอตรวจ
    RETURNED = "returned"  #: ส่งกลับแก้ไข
    NIL = "nil"  #: รายงานว่าไม่มี
    UNSENT = "unsent"  #: ยังไม่ส่ง
    IN_TIME = "in_time"  #: ตรงเวลา
    OVERDUE = "overdue"  #: ตอบหลังกำหนด หรือเกินกำหนดแล้วยังไม่ตอบ


def kinds_of(cell: Cell, today: dt.date) -> tuple[Shown, ...]:
    """Every list that a task stands in on a day."""
    answered = None if cell.answered is None else cell.answered.date()
    return _kinds(cell.state, (cell.due, cell.internal_due, answered), cell.nil, today)


@lru_cache(maxsize=4096)
def _kinds(
    state: str,
    days: tuple[dt.date | None, dt.date | None, dt.date | None],
    nil: bool,
    today: dt.date,
) -> tuple[Shown, ...]:
    """The lists of a state whose day, whose own day of the province and whose answer are of those dates."""
    due, internal_due, answered = days
    if state in _CLOSED:
        found = [Shown.ALL, Shown.ANSWERED if state in ANSWERED else Shown.SETTLED]
        if state == _REPORTED:
            found.append(Shown.CHECK)
        if nil:
            found.append(Shown.NIL)
        if due is not None and state != _EXEMPT:
            in_time = answered is not None and state != _DEFAULTED and answered <= due
            found.append(Shown.IN_TIME if in_time else Shown.OVERDUE)
        return tuple(found)
    found = [Shown.ALL, Shown.MISSING]
    if state == _RETURNED:
        found.append(Shown.RETURNED)
    elif state == _NOT_SENT:
        found.append(Shown.UNSENT)
    own = internal_due or due
    if own is None:
        return tuple(found)
    if own < today and state == _SENT:
        found.append(Shown.SILENT)
    if due is not None and due < today:
        found += [Shown.LATE, Shown.OVERDUE]
    elif own <= today + AHEAD:
        found.append(Shown.WEEK)
        if today in {own, due}:
            found.append(Shown.TODAY)
    return tuple(found)


@dataclass(slots=True)
class Tallied:
    """How many tasks stand in each list."""

    name: str
    by_kinds: Counter[tuple[Shown, ...]] = field(default_factory=Counter)

    def merge(self, other: Tallied) -> None:
        """Count in what another counts."""
        self.by_kinds.update(other.by_kinds)

    @property
    def counts(self) -> Counter[Shown]:
        """How many stand in each list."""
        found: Counter[Shown] = Counter()
        for kinds, count in self.by_kinds.items():
            for kind in kinds:
                found[kind] += count
        return found

    @property
    def in_time_share(self) -> float | None:
        """The share of what was due that was answered in time, 0 to 1; None if nothing was due."""
        counts = self.counts
        due = counts[Shown.IN_TIME] + counts[Shown.OVERDUE]
        return counts[Shown.IN_TIME] / due if due else None


@dataclass(slots=True)
class MatrixRow(Tallied):
    """One directive, one due date or occurrence, across its offices."""

    cells: list[Cell] = field(default_factory=list)
    own: Level = Level.PROVINCE  #: of the office whose overview it is

    @property
    def first(self) -> Cell:
        """Any of its cells: what they share."""
        return self.cells[0]

    @property
    def due(self) -> dt.date | None:
        """The day it is due; the earliest where offices have different ones."""
        return min((one.due for one in self.cells if one.due), default=None)

    @property
    def by_office(self) -> dict[str, Cell]:
        """The cells by the code of their office."""
        return {one.office_code: one for one in self.cells}

    @property
    def districts(self) -> list[Cell]:
        """The cells of those who were told: all but the office's own."""
        return [one for one in self.cells if one.level != self.own]

    @property
    def missing(self) -> list[Cell]:
        """The cells of the districts still waited for."""
        return [one for one in self.districts if one.state not in _CLOSED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The overview of a day."""

    today: dt.date
    entries: dict[int, Incoming]
    rows: tuple[MatrixRow, ...]
    total: Tallied
    by_office: dict[str, Tallied]  #: by code, districts first
    by_province: dict[str, Tallied]
    by_officer: dict[str, Tallied]  #: by who confirmed the letter and follows it up

    def listed(self, what: Shown, *, item: str | None = None) -> list[int]:
        """The ids of the tasks behind a number, in the order of the rows."""
        return [
            one.id
            for row in self.rows
            for one in sorted(row.cells, key=_place)
            if what in kinds_of(one, self.today) and item in {None, one.item}
        ]


def matrix(desk: Desk, clerk: Clerk, receipt: str | None = None, *, district: str | None = None) -> Matrix:
    """The overview of all letters, or of one letter or one district.

    Raises:
        NotFoundError: If there is no such letter or district.
    """
    today = clerk.today
    code = None if district is None else office_code(desk.office, district)
    with desk.database.reading() as store:
        letters = None if receipt is None else [letter_of(store, receipt, today).id]
        cells = store.cells.of(
            letters, since=today - YEAR, first=today - PAST, last=today + AHEAD, office_code=code
        )
        entries = store.incoming.by_ids({one.letter for one in cells})
    return counted(cells, entries, today, own=desk.office.level)


def matrix_of(desk: Desk, clerk: Clerk, letters: Collection[int]) -> Matrix:
    """The overview of those letters alone."""
    today = clerk.today
    with desk.database.reading() as store:
        cells = store.cells.of(letters, since=today - YEAR, first=today - PAST, last=today + AHEAD)
        return counted(cells, store.incoming.by_ids(set(letters)), today, own=desk.office.level)


def counted(
    cells: Sequence[Cell], entries: dict[int, Incoming], today: dt.date, *, own: Level = Level.PROVINCE
) -> Matrix:
    """The overview that cells add up to."""
    rows: dict[tuple[int, int, int, str], MatrixRow] = {}
    offices: dict[str, Tallied] = {}
    for cell in _without_duties(cells):
        kinds = kinds_of(cell, today)
        key = (cell.letter, cell.directive, cell.deadline, cell.period)
        row = rows.get(key)
        if row is None:
            row = rows[key] = MatrixRow(cell.item or "", own=own)
        row.cells.append(cell)
        row.by_kinds[kinds] += 1
        office = offices.get(cell.office_code)
        if office is None:
            office = offices[cell.office_code] = Tallied(cell.office)
        office.by_kinds[kinds] += 1
    ordered = {code: offices[code] for code in sorted(offices, key=_code_place)}
    names = {one.code: one.name for one in provinces()}
    return Matrix(
        today=today,
        entries=entries,
        rows=tuple(rows.values()),
        total=_merged(("", one) for one in rows.values()).get("", Tallied("")),
        by_office=ordered,
        by_province=_merged((names.get(code[:2], one.name), one) for code, one in ordered.items()),
        by_officer=_merged((entries[one.first.letter].confirmed_by or "", one) for one in rows.values()),
    )


def _code_place(code: str) -> tuple[int, str]:
    """Districts first: their codes are longer than their province's."""
    return -len(code), code


def _place(cell: Cell) -> tuple[int, str]:
    return _code_place(cell.office_code)


def _merged(named: Iterable[tuple[str, Tallied]]) -> dict[str, Tallied]:
    """The tallies of one name together."""
    found: dict[str, Tallied] = {}
    for name, one in named:
        found.setdefault(name, Tallied(name)).merge(one)
    return found


def tallies(found: Matrix, by: str) -> dict[str, Tallied]:
    """The numbers by "directive" (by its place in the overview), "district", "province" or "officer"."""
    if by == "directive":
        return {str(number): row for number, row in enumerate(found.rows, start=1)}
    return {"district": found.by_office, "province": found.by_province, "officer": found.by_officer}[by]


def _without_duties(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Without recurring duties that have occurrences: those are what is waited for."""
    repeated = {(one.letter, one.directive, one.deadline, one.office_code) for one in cells if one.period}
    if not repeated:
        return cells
    return [
        one
        for one in cells
        if one.period
        or one.rrule is None
        or (one.letter, one.directive, one.deadline, one.office_code) not in repeated
    ]
