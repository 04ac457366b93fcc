"""The answers of all offices to a directive in one table (ตารางรวม), with what they add up to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from circulars.directive import Directive
from circulars.errors import NotFoundError
from circulars.letter import FormColumn
from circulars.task import Task, TaskState
from desk.form import wants_form
from desk.lookup import confirmed_letter
from desk.report import task_form
from registry.entries import Incoming

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desk.office_desk import Clerk, Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeAnswer:
    """What one office answered; no rows where it has not, or has nothing to tell."""

    task: Task
    rows: tuple[dict[str, str], ...] = ()  #: by the name of the form's columns
    nil: bool = False

    @property
    def is_there(self) -> bool:
        """Whether the office's answer counts: given and not sent back."""
        return self.task.state.answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollup:
    """A directive, its form's columns, and every office's answer: the districts first, the province last."""

    entry: Incoming
    place: int  #: of the directive in its letter, from 0
    directive: Directive
    period: str  #: of a recurring duty, ISO; else empty
    columns: tuple[FormColumn, ...]
    answers: tuple[OfficeAnswer, ...]

    @property
    def answered(self) -> int:
        """How many offices have answered."""
        return sum(one.is_there for one in self.answers)

    @property
    def sums(self) -> dict[str, Decimal]:
        """The sum of each column of numbers over all answers that count."""
        return {
            column.name: sum(
                (
                    Decimal(row[column.name])
                    for one in self.answers
                    if one.is_there
                    for row in one.rows
                    if row.get(column.name)
                ),
                start=Decimal(0),
            )
            for column in self.columns
            if column.kind == "number"
        }

    @property
    def row_count(self) -> int:
        """How many rows were given: of a list of persons, how many persons."""
        return sum(len(one.rows) for one in self.answers if one.is_there)


def rollups(desk: Desk, receipt: str, clerk: Clerk, *, item: str | None = None) -> tuple[Rollup, ...]:
    """The tables of a letter: one for each directive that wants an answer, and each of its occurrences.

    Args:
        desk: The office's desk.
        receipt: The letter's receipt number.
        clerk: Who asks, and when.
        item: Only the directive of that number in the letter, whatever its kind.

    Raises:
        NotFoundError: If there is no such letter or directive, or nothing in it wants an answer.
        NotPermittedError: If nobody has confirmed the letter's reading.
    """
    with desk.database.reading() as store:
        entry = confirmed_letter(store, receipt, clerk.today)
        tasks = store.tasks.listed(letter=entry.id)
        said = store.tasks.answers(entry.id)
    directives = entry.letter.directives
    asked = {_group(one) for one in tasks if one.state is not TaskState.EXEMPT}
    wanted = [
        one
        for one in tasks
        if _group(one) in asked
        and (
            wants_form(directives[one.directive]) if item is None else directives[one.directive].item == item
        )
    ]
    found = tuple(
        _rollup(desk, entry, list(group), said) for _, group in groupby(sorted(wanted, key=_group), _group)
    )
    if not found:
        raise NotFoundError("no-form", receipt=entry.receipt)
    return found


def _group(task: Task) -> tuple[int, int, str]:
    return task.directive, task.deadline, task.period


def _rollup(desk: Desk, entry: Incoming, tasks: list[Task], said: dict[int, str]) -> Rollup:
    first = tasks[0]
    ordered = sorted(tasks, key=lambda one: (-one.level.rank, one.office_code))
    return Rollup(
        entry=entry,
        place=first.directive,
        directive=entry.letter.directives[first.directive],
        period=first.period,
        columns=task_form(entry, first, desk.office).columns,
        answers=tuple(_answers(ordered, said)),
    )


def _answers(tasks: Iterable[Task], said: dict[int, str]) -> Iterable[OfficeAnswer]:
    for task in tasks:
        answer: dict[str, Any] = json.loads(said[task.id]) if task.id in said else {}
        yield OfficeAnswer(task=task, rows=tuple(answer.get("rows", ())), nil=bool(answer.get("nil")))
