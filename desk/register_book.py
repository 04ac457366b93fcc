"""The registers as they are printed: letters, numbers reserved and cancelled, in the order of their numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from circulars.circular import Secrecy
from circulars.number import format_number
from circulars.thai_calendar import BUDDHIST_ERA, long_date, short_date, thai_digits
from desk.register import sent_secrecy
from desk.unit_register import unit_letters_in, unit_series
from generator.fonts import letter_fonts
from generator.pdf_register import register_pdf
from generator.register_book import BookPart, BookRow, RegisterBook, book_columns, book_words
from generator.xlsx_register import register_xlsx
from registry.archive import write
from registry.entries import HeldState
from registry.numbers import RECEIPTS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from desk.office_desk import Clerk, Desk
    from registry.entries import HeldNumber, Incoming, Outgoing

#: Entries by series and year, then number.
_Rows = dict[tuple[str, int], dict[int, BookRow]]
#: Whether letters of a class of secrecy are shown.
Sees = Callable[[Secrecy], bool]


def _everything(_secrecy: Secrecy) -> bool:
    return True


def received_book(
    desk: Desk, clerk: Clerk, year: int, unit: str | None = None, *, sees: Sees = _everything
) -> RegisterBook:
    """The register of letters received in a calendar year (form 13), of the office or of one of its groups.

    Args:
        desk: The office's desk.
        clerk: Who asks, and when.
        year: Gregorian.
        unit: The group whose own register it is.
        sees: Whether letters of a class are shown.
    """
    rows: _Rows = defaultdict(dict)
    with desk.database.reading() as store:
        series = RECEIPTS if unit is None else unit_series(unit).counter
        for held in store.numbers.all_held(year=year):
            if held.series == series and held.state is not HeldState.USED:
                rows[series, year][held.number] = _held(held)
        if unit is not None:
            for given, entry in unit_letters_in(store, unit, year):
                relay = store.outgoing.by_letter(entry.id)
                rows[series, year][given.number] = _received(entry, relay, given.number)
            return _book("received", desk, clerk, rows, year, unit)
        for entry in store.incoming.listed(year=year):
            if not sees(entry.letter.secrecy):
                continue
            relay = store.outgoing.by_letter(entry.id)
            rows[entry.series, year][entry.receipt_number] = _received(entry, relay)
    return _book("received", desk, clerk, rows, year)


def letters_book(desk: Desk, clerk: Clerk, entries: Sequence[Incoming]) -> RegisterBook:
    """Any letters received, in the columns of the register, a part for every year they came in."""
    years: dict[int, list[BookRow]] = defaultdict(list)
    with desk.database.reading() as store:
        for entry in entries:
            years[entry.year].append(_received(entry, store.outgoing.by_letter(entry.id)))
    title, columns = book_columns("received")
    parts = []
    for year in sorted(years):
        name = thai_digits(str(year + BUDDHIST_ERA))
        heading = (desk.office.sender, book_words("year", year=name))
        parts.append(BookPart(name=name, heading=heading, rows=tuple(years[year])))
    printed = book_words("printed", day=long_date(clerk.today))
    return RegisterBook(title=title, columns=columns, parts=tuple(parts), printed=printed)


def sent_book(desk: Desk, clerk: Clerk, year: int, *, sees: Sees = _everything) -> RegisterBook:
    """The register of letters sent in a calendar year (form 14), with the numbers that no letter has."""
    rows: _Rows = defaultdict(dict)
    with desk.database.reading() as store:
        listed = store.outgoing.listed(year=year)
        secrecy = sent_secrecy(store, listed)
        for sent in (one for one in listed if sees(secrecy[one.id])):
            rows[sent.series, year][sent.running] = _sent(sent)
        for held in store.numbers.all_held(year=year):
            if held.state is not HeldState.USED and not held.series.startswith(RECEIPTS):
                rows[held.series, year][held.number] = _held(held)
    return _book("sent", desk, clerk, rows, year)


def write_book(book: RegisterBook, file: Path, desk: Desk) -> None:
    """Write a register to a file: a workbook for a name that ends in .xlsx, else a PDF."""
    if file.suffix.lower() == ".xlsx":
        write(file, register_xlsx(book))
    else:
        write(file, register_pdf(book, letter_fonts(desk.cache)))


def _book(  # noqa: PLR0917 - what a register is made of
    register: str, desk: Desk, clerk: Clerk, rows: _Rows, year: int, unit: str | None = None
) -> RegisterBook:
    title, columns = book_columns(register)
    years = book_words("year", year=thai_digits(str(year + BUDDHIST_ERA)))
    parts = []
    for series, _ in sorted(rows) or [("", year)]:
        heading = [desk.office.sender, years]
        if unit is not None:
            heading.insert(1, thai_digits(unit))
        if register == "sent" and series:
            heading.append(book_words("series", series=thai_digits(series)))
        entries = rows.get((series, year), {})
        ordered = tuple(entries[number] for number in sorted(entries))
        parts.append(BookPart(name=unit or series or title, heading=tuple(heading), rows=ordered))
    printed = book_words("printed", day=long_date(clerk.today))
    return RegisterBook(title=title, columns=columns, parts=tuple(parts), printed=printed)


def _received(entry: Incoming, relay: Outgoing | None, number: int | None = None) -> BookRow:
    action = entry.action
    if not action and relay is not None:
        action = book_words("relayed", number=format_number(relay.number), day=short_date(relay.dated))
    remarks = [entry.remark, _back_dated(entry.back_dated, entry.entered)]
    if entry.cancelled is not None:
        action = book_words("cancelled")
        remarks.append(_why("cancelled_by", entry.cancel_reason, entry.cancelled_by, entry.cancelled))
    cells = (
        thai_digits(str(number or entry.receipt_number)),
        format_number(entry.number) if entry.number else "",
        short_date(entry.dated) if entry.dated else "",
        entry.sender or "",
        entry.addressee or "",
        entry.subject or "",
        action,
        " ".join(filter(None, remarks)),
    )
    return BookRow(cells=cells, cancelled=entry.cancelled is not None)


def _sent(sent: Outgoing) -> BookRow:
    action = sent.action
    if not action and sent.relays:
        action = book_words("relays", number=format_number(sent.relays))
    remarks = [sent.remark, _back_dated(sent.back_dated, sent.entered)]
    if sent.cancelled is not None:
        action = book_words("cancelled")
        remarks.append(_why("cancelled_by", sent.cancel_reason, sent.cancelled_by, sent.cancelled))
    cells = (
        thai_digits(str(sent.running)),
        format_number(sent.number),
        short_date(sent.dated),
        sent.sender,
        sent.addressee,
        sent.subject,
        action,
        " ".join(filter(None, remarks)),
    )
    return BookRow(cells=cells, cancelled=sent.cancelled is not None)


def _held(held: HeldNumber) -> BookRow:
    cancelled = held.state is HeldState.CANCELLED
    if cancelled:
        remark = _why("cancelled_by", held.closed_reason, held.closed_by, held.closed)
    else:
        remark = _why("reserved_by", held.reason, held.by, held.at)
    subject, action = ("", book_words("cancelled")) if cancelled else (book_words("reserved"), "")
    number = thai_digits(str(held.number))
    # A receipt number is no number of a letter: the second column is the sender's.
    text = "" if held.series.startswith(RECEIPTS) else format_number(held.text)
    cells = (number, text, "", "", "", subject, action, remark)
    return BookRow(cells=cells, cancelled=cancelled)


def _back_dated(reason: str, entered: dt.datetime | None) -> str:
    if not reason or entered is None:
        return ""
    return book_words("back_dated", day=short_date(entered.date()), reason=reason)


def _why(words: str, reason: str, by: str | None, at: dt.datetime | None) -> str:
    return book_words(words, reason=reason, by=by or "", day=short_date(at.date()) if at else "")
