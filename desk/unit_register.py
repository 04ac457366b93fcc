"""The registers of letters received that groups keep for themselves (ทะเบียนรับของกลุ่มงาน)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.errors import ConflictError, UsageError
from circulars.thai_calendar import BUDDHIST_ERA
from desk.lookup import letter_of, refuse_cancelled
from desk.numbering import Series, use_number
from registry.entries import UnitReceipt
from registry.numbers import RECEIPTS

if TYPE_CHECKING:
    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming
    from registry.store import Store

#: The name of a group, in characters: with the register's it must fit the column.
LONGEST_UNIT = 60


def unit_series(unit: str) -> Series:
    """How a group counts the letters it receives, by its code or name: "12/2567", beginning anew each year.

    Raises:
        UsageError: If that is no name, or too long for one.
    """
    if not 0 < len(unit.strip()) <= LONGEST_UNIT:
        raise UsageError("unit-name", most=str(LONGEST_UNIT))
    return Series(counter=f"{RECEIPTS} {' '.join(unit.split())}", prefix="", by_word=True)


def enter_in_unit(
    desk: Desk, receipt: str, unit: str, clerk: Clerk, *, number: int | None = None, reason: str = ""
) -> tuple[Incoming, UnitReceipt]:
    """Enter a letter received in the register of a group as well (ลงรับของกลุ่มงาน).

    Args:
        desk: The office's desk.
        receipt: The letter's receipt number in the office's register.
        unit: The group, by its code or name.
        clerk: Who enters it, and when.
        number: The number the group's book on paper gave it; the next one of the year if None.
        reason: Why numbers are skipped.

    Raises:
        NotFoundError: If there is no such letter.
        ConflictError: If the group has it already, the number is taken, or numbers would be skipped without a reason.
    """
    series, year = unit_series(unit), clerk.today.year
    with desk.database.writing() as store:
        entry = letter_of(store, receipt, clerk.today)
        refuse_cancelled(entry)
        present = store.incoming.unit_receipts(series=series.counter)
        for one in present:
            if one.letter == entry.id:
                there = series.key(one.number, one.year)
                raise ConflictError("unit-has-letter", unit=unit, receipt=entry.receipt, number=there)
        if number is None:
            number = store.numbers.take(series.counter, year)
        elif any((one.year, one.number) == (year, number) for one in present):
            raise ConflictError("receipt-taken", number=str(number), year=str(year + BUDDHIST_ERA))
        else:
            use_number(store, (series, year, number), clerk, reason)
        new = UnitReceipt(
            letter=entry.id, series=series.counter, year=year, number=number, at=clerk.now, by=clerk.name
        )
        store.incoming.add_unit_receipt(new)
        given = f"{unit} {series.key(number, year)}"
        store.audit.add(clerk.did("enter", f"letter {entry.receipt}", after=given, reason=reason))
        return entry, new


def unit_letters(desk: Desk, unit: str, year: int | None = None) -> tuple[tuple[UnitReceipt, Incoming], ...]:
    """The register of a group, of a calendar year or of all."""
    with desk.database.reading() as store:
        return unit_letters_in(store, unit, year)


def unit_letters_in(
    store: Store, unit: str, year: int | None = None
) -> tuple[tuple[UnitReceipt, Incoming], ...]:
    """The register of a group, within a transaction."""
    rows = store.incoming.unit_receipts(series=unit_series(unit).counter)
    rows = tuple(one for one in rows if year in {None, one.year})
    entries = store.incoming.by_ids({one.letter for one in rows})
    return tuple((one, entries[one.letter]) for one in rows)
