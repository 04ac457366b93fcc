"""Numbers of the registers (เลขทะเบียน): which series counts a letter, the next number, one reserved, one from paper.

Every number of a series and year stands in the register once: sent, reserved, or cancelled with the reason. None
is given twice, none is left out in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.errors import ConflictError, NotFoundError, UsageError
from circulars.number import format_number
from circulars.thai_calendar import BUDDHIST_ERA, long_date
from desk.lookup import refuse_blank, refuse_taken
from registry.entries import HeldNumber, HeldState, OutgoingKind
from registry.numbers import RECEIPTS

if TYPE_CHECKING:
    import datetime as dt

    from circulars.office import OfficeProfile
    from desk.office_desk import Clerk, Desk
    from registry.store import Store

#: Kinds whose numbers are "12/2567" behind a word, not letters and unit.
BY_WORD = {OutgoingKind.ORDER: "คำสั่ง", OutgoingKind.ANNOUNCEMENT: "ประกาศ"}
#: No more numbers are skipped or reserved at once: more is a slip of the hand.
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What numbers of a kind share: the counter, and what stands before the running number."""

    counter: str
    prefix: str
    by_word: bool = False

    def key(self, running: int, year: int) -> str:
        """The whole number: "มห 0018.1/ว642", "คำสั่ง 12/2567"."""
        return f"{self.prefix}{running}" + (f"/{year + BUDDHIST_ERA}" if self.by_word else "")


def number_not_given(office: OfficeProfile, key: str, year: int) -> NotFoundError:
    """That no letter of a year has a number, with how the office's whole numbers are written."""
    example = format_number(series_of(office, OutgoingKind.CIRCULAR).key(2, year))
    return NotFoundError(
        "number-not-given", number=format_number(key), year=str(year + BUDDHIST_ERA), example=example
    )


#: Those of the register of letters received, "12/2567".
RECEIPT_SERIES = Series(counter=RECEIPTS, prefix="", by_word=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A number that a letter was given."""

    series: str
    year: int  #: Gregorian
    running: int
    key: str
    back_dated: str = ""  #: why the letter bears an earlier day than that of its entry


def series_of(office: OfficeProfile, kind: OutgoingKind, unit: str | None = None) -> Series:
    """How letters of a kind and unit are counted, as the office has set it.

    Circulars have a series of their own or share that of other letters (Regulation on Saraban B.E. 2526, cl. 32);
    units have their own, or share one. Memos are counted as letters, for their numbers look alike.
    """
    if kind in BY_WORD:
        return Series(counter=BY_WORD[kind], prefix=f"{BY_WORD[kind]} ", by_word=True)
    unit = unit or office.unit_code
    mark = "ว" if kind is OutgoingKind.CIRCULAR else ""
    counted_mark = mark if office.circulars_apart else ""
    counted_unit = unit if office.units_apart else "*"
    letters = office.number_letters
    return Series(counter=f"{letters} {counted_unit}/{counted_mark}", prefix=f"{letters} {unit}/{mark}")


def take_number(
    store: Store,
    office: OfficeProfile,
    clerk: Clerk,
    *,
    kind: OutgoingKind,
    dated: dt.date,
    number: int | None = None,
    unit: str | None = None,
    reason: str = "",
) -> Taken:
    """The number of a letter that goes out, counted in the calendar year of its date.

    Args:
        store: The registry, within the transaction that enters the letter.
        office: Whose register.
        clerk: Who enters it, and when.
        kind: What kind of letter.
        dated: The day it bears.
        number: One reserved before, or that the book on paper gave; the next one if None.
        unit: Whose letter, if not the office's own.
        reason: Why it is back-dated, or why numbers are skipped; empty if nothing is to explain.

    Raises:
        ConflictError: If the number is taken or was cancelled, numbers would be skipped, or the letter bears
            another day than today, and no reason is given.
    """
    if dated != clerk.today and not reason:
        kind_of_day = "back-dated" if dated < clerk.today else "dated-ahead"
        raise ConflictError(kind_of_day, dated=long_date(dated), today=long_date(clerk.today))
    year = dated.year
    series = _count_on(store, office, kind, unit, year)
    if number is None:
        number = store.numbers.take(series.counter, year)
    else:
        use_number(store, (series, year, number), clerk, reason)
    back_dated = reason if dated < clerk.today else ""
    key = series.key(number, year)
    return Taken(series=series.counter, year=year, running=number, key=key, back_dated=back_dated)


def _count_on(store: Store, office: OfficeProfile, kind: OutgoingKind, unit: str | None, year: int) -> Series:
    """The series, going on above every number it could meet: it may have been set otherwise earlier in the year."""
    series = series_of(office, kind, unit)
    if series.by_word:
        return series
    among = f"{office.number_letters} " + (f"{unit or office.unit_code}/" if office.units_apart else "")
    circular = kind is OutgoingKind.CIRCULAR if office.circulars_apart else None
    highest = store.outgoing.highest(among, year, circular=circular)
    if highest > store.numbers.last(series.counter, year):
        store.numbers.use(series.counter, year, highest)
    return series


def use_number(store: Store, which: tuple[Series, int, int], clerk: Clerk, reason: str) -> None:
    """Use a number of a series and year that was reserved, or that the book on paper gave.

    Numbers skipped are entered as cancelled, for that reason.

    Raises:
        ConflictError: If a letter has it, it was cancelled, or numbers would be skipped and no reason is given.
        UsageError: If so many would be skipped that it must be a slip.
    """
    series, year, number = which
    held = store.numbers.held(series.counter, year, number)
    if held is not None and held.state is HeldState.CANCELLED:
        raise ConflictError(
            "number-cancelled",
            number=format_number(held.text),
            by=held.closed_by or "",
            reason=held.closed_reason,
        )
    refuse_taken(store, series.counter, year, number)
    if held is not None:
        if not store.numbers.close(held, HeldState.USED, clerk.now, clerk.name):
            raise ConflictError("changed-meanwhile", what=format_number(held.text))
        return
    last = store.numbers.last(series.counter, year)
    skipped = range(last + 1, number) if last else range(0)
    if skipped and not reason:
        raise ConflictError(
            "number-skips", number=format_number(series.key(number, year)), next=str(last + 1)
        )
    if len(skipped) > MOST_AT_ONCE:
        raise UsageError("number-too-far", number=format_number(series.key(number, year)), next=str(last + 1))
    for one in skipped:
        _hold(store, (series, year, one), clerk, reason, HeldState.CANCELLED)
    store.numbers.use(series.counter, year, number)


def _hold(
    store: Store, which: tuple[Series, int, int], clerk: Clerk, reason: str, state: HeldState
) -> HeldNumber:
    series, year, number = which
    closed = state is not HeldState.RESERVED
    held = HeldNumber(
        series=series.counter,
        year=year,
        number=number,
        text=series.key(number, year),
        state=state,
        at=clerk.now,
        by=clerk.name,
        reason=reason,
        closed=clerk.now if closed else None,
        closed_by=clerk.name if closed else None,
        closed_reason=reason if closed else "",
    )
    store.numbers.hold(held)
    return held


def reserve(
    desk: Desk,
    clerk: Clerk,
    reason: str,
    *,
    count: int = 1,
    kind: OutgoingKind = OutgoingKind.CIRCULAR,
    unit: str | None = None,
    receipts: bool = False,
) -> tuple[HeldNumber, ...]:
    """Take the next numbers for letters still to come (จองเลข).

    Args:
        desk: The office's desk.
        clerk: Who reserves, and when.
        reason: Why.
        count: How many.
        kind: What kind of letter they are for.
        unit: Whose letters, if not the office's own.
        receipts: Receipt numbers, for letters that are known to come.

    Raises:
        UsageError: If no reason is given, or more are wanted than anyone reserves at once.
    """
    refuse_blank(reason)
    if count > MOST_AT_ONCE:
        raise UsageError("reserve-too-many", count=str(count), most=str(MOST_AT_ONCE))
    year = clerk.today.year
    with desk.database.writing() as store:
        series = RECEIPT_SERIES if receipts else _count_on(store, desk.office, kind, unit, year)
        held = tuple(
            _hold(store, (series, year, number), clerk, reason, HeldState.RESERVED)
            for number in [store.numbers.take(series.counter, year) for _ in range(count)]
        )
        for one in held:
            store.audit.add(
                clerk.did("reserve", f"{'letter' if receipts else 'sent'} {one.text}", reason=reason)
            )
    return held


def held_numbers(desk: Desk, year: int | None = None) -> tuple[HeldNumber, ...]:
    """The numbers reserved, whatever became of them."""
    with desk.database.reading() as store:
        return store.numbers.all_held(year=year)
