"""What the districts answered to one directive, as the table of the letter that reports up (ตารางสรุปผล)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from circulars.letter import LetterTable
from circulars.thai_calendar import ascii_digits, thai_digits
from generator.letter_kinds import table_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from circulars.letter import FormColumn

#: More columns than this do not fit beside the district's name; those that need not be filled in go first.
MOST_COLUMNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeAnswer:
    """What one office answered; neither rows nor nil: nothing yet."""

    office: str
    rows: tuple[Mapping[str, str], ...] = ()
    nil: bool = False
    settled: str = ""  #: "defaulted" or "exempt": why nothing is waited for although nothing was answered


def answer_table(columns: Sequence[FormColumn], answers: Sequence[OfficeAnswer]) -> LetterTable:
    """The table: an office a row, or several where it answered with several; sums below columns of numbers.

    Args:
        columns: Those of the directive's report form.
        answers: In the order of the rows.
    """
    shown = _fitting(columns)
    rows = [row for number, one in enumerate(answers, start=1) for row in _rows(number, one, shown)]
    sums = [_sum(one, answers) for one in shown]
    total = ("", table_word("total"), *sums) if any(sums) else ()
    head = (table_word("number"), table_word("office"), *(one.title for one in shown))
    return LetterTable(head=head, rows=tuple(rows), total=total)


def _fitting(columns: Sequence[FormColumn]) -> list[FormColumn]:
    kept = list(columns)
    for one in reversed(columns):
        if len(kept) > MOST_COLUMNS and not one.required:
            kept.remove(one)
    return kept


def _rows(number: int, answer: OfficeAnswer, columns: Sequence[FormColumn]) -> Iterator[tuple[str, ...]]:
    name = (thai_digits(str(number)), answer.office)
    if not answer.rows:
        said = table_word("nil" if answer.nil else answer.settled or "silent")
        yield (*name, said, *("" for _ in columns[1:]))
        return
    for place, row in enumerate(answer.rows):
        yield (*(name if place == 0 else ("", "")), *(_value(row.get(one.name, ""), one) for one in columns))


def _value(text: str, column: FormColumn) -> str:
    number = _number(text) if column.kind == "number" else None
    return thai_digits(text) if number is None else thai_digits(f"{number:,}")


def _sum(column: FormColumn, answers: Sequence[OfficeAnswer]) -> str:
    if column.kind != "number":
        return ""
    found = [_number(row.get(column.name, "")) for one in answers for row in one.rows]
    return thai_digits(f"{sum((one for one in found if one is not None), Decimal(0)):,}")


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(ascii_digits(text).replace(",", "").strip())
    except InvalidOperation:
        return None
