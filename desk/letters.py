"""Letters besides relays (หนังสืออื่น): drafted from what the registry knows of a letter received, then sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.circular import Reference
from circulars.errors import NotFoundError, UsageError
from circulars.number import LetterNumber
from circulars.thai_calendar import ascii_digits, long_date
from desk.form import wants_form
from desk.letter_case import Wanted, open_case
from desk.letter_facts import KINDS
from desk.lookup import confirmed_letter
from desk.overview import DirectiveRow, overview
from desk.relay import body_paragraphs
from desk.text_file import read_text
from desk.values import parse_date, parse_value
from generator.letter_kinds import LetterKind, letter_of_kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from circulars.letter import Letter
    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedLetter:
    """A letter about a letter received, not yet sent."""

    kind: LetterKind
    entry: Incoming
    letter: Letter


def letter_kind(name: str) -> LetterKind:
    """The kind of letter of that name."""
    return LetterKind(name)


def wanted_letter(
    *,
    to: str,
    items: Sequence[str],
    districts: Sequence[str],
    round: int,  # noqa: A002 - as the option is called
    earlier: Sequence[tuple[str, str]],
    due: str | None,
    text: Path | None,
) -> Wanted:
    """What a person says of a letter, in words.

    Raises:
        UsageError: If a number or a date is none.
        InputFileError: If the text file cannot be read.
    """
    return Wanted(
        to=to,
        items=tuple(ascii_digits(one) for one in items),
        districts=tuple(districts),
        round=max(round, len(earlier) + 1),
        earlier=tuple(
            Reference(number=parse_value(number, LetterNumber).key, dated=parse_date(dated))
            for number, dated in earlier
        ),
        due=None if due is None else parse_date(due),
        text=None if text is None else read_text(text),
    )


def draft_letter(desk: Desk, kind: LetterKind, receipt: str, clerk: Clerk, wanted: Wanted) -> DraftedLetter:
    """A letter of that kind about a letter received, without number and date.

    Args:
        desk: The office's desk.
        kind: What it is for.
        receipt: The receipt number of the letter received.
        clerk: Who drafts, and when.
        wanted: What a person says of it.

    Raises:
        NotFoundError: If there is no such letter, directive or district, nobody is left to remind, or it was not relayed.
        NotPermittedError: If nobody has confirmed the letter's reading.
        UsageError: If it is not known whom it is for, or by when, or that day is past.
    """
    if wanted.due is not None and wanted.due < clerk.today:
        raise UsageError("letter-due-past", due=long_date(wanted.due), today=long_date(clerk.today))
    rows = tuple(row for row in overview(desk, clerk, receipt) if _is_wanted(row, wanted.items))
    with desk.database.reading() as store:
        entry = confirmed_letter(store, receipt, clerk.today)
        if wanted.items and not rows:
            raise NotFoundError("no-item", item=", ".join(wanted.items), receipt=entry.receipt)
        case = open_case(store, desk, clerk, wanted, entry=entry, rows=rows)
    letter = letter_of_kind(kind, *KINDS[kind](case), desk.office)
    if wanted.text is not None:
        letter = replace(letter, body=body_paragraphs(wanted.text, entry.receipt))
    return DraftedLetter(kind=kind, entry=entry, letter=letter)


def _is_wanted(row: DirectiveRow, items: Sequence[str]) -> bool:
    """Whether the letter is about that directive: those named, or all that an answer is waited for."""
    if items:
        return row.directive.item in items
    return not row.directive.standing and (row.due is not None or wants_form(row.directive))
