"""The forms of keeping, lending and destroying (แบบที่ ๑๘–๒๕) as books that are printed or saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.disposal import DisposalDecision, DisposalStep
from circulars.number import format_number
from circulars.retention import TransferKind
from circulars.thai_calendar import BUDDHIST_ERA, long_date, short_date, thai_digits
from generator.register_book import BookPart, BookRow, RegisterBook, book_columns, book_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from circulars.disposal import DisposalItem
    from circulars.retention import Kept
    from desk.borrowing import Lent
    from desk.cards import ArchivedLetter
    from desk.disposal import ShownDisposal
    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming

#: The form of each way in which a letter of twenty years is settled.
_TRANSFERS = {
    TransferKind.HANDED_OVER: "handed_over",
    TransferKind.KEPT_BY_OFFICE: "kept_by_office",
    TransferKind.DEPOSITED: "deposited",
}


def card_book(desk: Desk, clerk: Clerk, found: Sequence[ArchivedLetter]) -> RegisterBook:
    """Index cards (form 18): one for each subject and file, its letters in the order in which they came."""
    matters: dict[tuple[str, str], list[ArchivedLetter]] = {}
    for one in found:
        topic = one.path[-1].shown if one.path else book_words("no_topic")
        matters.setdefault((topic, one.card.file_code), []).append(one)
    parts = [
        BookPart(
            name=topic,
            heading=(
                desk.office.sender,
                book_words("matter", topic=thai_digits(topic), code=thai_digits(code or "-")),
            ),
            rows=tuple(_card_row(one) for one in letters),
        )
        for (topic, code), letters in sorted(matters.items())
    ]
    return _book("card", clerk, parts or [_empty(desk)])


def sent_to_keep_book(desk: Desk, clerk: Clerk, found: Sequence[ArchivedLetter]) -> RegisterBook:
    """The list with which finished letters go to be kept (form 19)."""
    rows = [
        _row(place, one.entry, [_period(one.kept), thai_digits(str(one.kept.sheets or "")), one.kept.remark])
        for place, one in enumerate(found, start=1)
        if one.kept is not None
    ]
    return _book("sent_to_keep", clerk, [_part(desk, rows, closing="closing_keep")])


def kept_book(desk: Desk, clerk: Clerk, found: Sequence[ArchivedLetter]) -> RegisterBook:
    """The register of letters kept (form 20)."""
    rows = [
        BookRow(
            cells=(
                thai_digits(str(place)),
                short_date(one.kept.stored),
                thai_digits(one.entry.receipt),
                _number(one.entry),
                one.entry.subject or "",
                thai_digits(one.card.file_code),
                _stamp(one.kept),
                _kept_remark(one),
            ),
            cancelled=one.entry.destroyed is not None,
        )
        for place, one in enumerate(found, start=1)
        if one.kept is not None
    ]
    return _book("kept", clerk, [_part(desk, rows)])


def transfer_book(
    desk: Desk, clerk: Clerk, found: Sequence[ArchivedLetter], kind: TransferKind, year: int
) -> RegisterBook:
    """The list of letters of twenty years (forms 21, 22 and 23) of a Gregorian year."""
    rows = [_filed_row(place, one, "") for place, one in enumerate(found, start=1)]
    years = book_words("year", year=thai_digits(str(year + BUDDHIST_ERA)))
    form = _TRANSFERS[kind]
    return _book(form, clerk, [_part(desk, rows, years, closing=f"closing_{form}")])


def loan_book(desk: Desk, clerk: Clerk, found: Sequence[Lent]) -> RegisterBook:
    """Loan cards (form 24); who fetches a letter signs in the third column."""
    return _book("loan", clerk, [_part(desk, [_loan_row(one) for one in found])])


def _loan_row(one: Lent) -> BookRow:
    entry, loan = one.entry, one.loan
    receipt = thai_digits(entry.receipt)
    why = book_words("lent_for", receipt=receipt, purpose=loan.purpose, approved=loan.approved_by)
    return BookRow(
        cells=(
            " ".join(filter(None, (_number(entry), entry.subject, why))),
            f"{loan.borrower} {loan.office}",
            "",
            short_date(loan.lent),
            short_date(loan.due),
            loan.returned_by or "",
            _day(loan.returned),
        )
    )


def disposal_book(desk: Desk, clerk: Clerk, shown: ShownDisposal) -> RegisterBook:
    """The list of letters to be destroyed (form 25), with what was decided of each."""
    rows = [_disposal_row(shown, item) for item in shown.disposal.items]
    years = book_words("year", year=thai_digits(str(shown.disposal.year + BUDDHIST_ERA)))
    closing = _signed(shown.disposal.committee) or (book_words("closing_surveyed"),)
    return _book("disposal", clerk, [_part(desk, rows, years, lines=closing)])


def certificate_book(desk: Desk, clerk: Clerk, shown: ShownDisposal) -> RegisterBook:
    """The committee's certificate of what was destroyed, how, when and in whose presence."""
    one = shown.disposal
    certified, approved = one.event(DisposalStep.CERTIFIED), one.event(DisposalStep.APPROVED)
    told = [
        book_words("of_list", number=thai_digits(str(one.id)), year=thai_digits(str(one.year + BUDDHIST_ERA)))
    ]
    if approved is not None:
        told.append(book_words("approved", head=approved.people[0], day=long_date(approved.day)))
    if certified is not None:
        told.append(book_words("certified", way=certified.note, day=long_date(certified.day)))
    rows = [_disposal_row(shown, item) for item in one.decided(DisposalDecision.DESTROY)]
    closing = _signed(certified.people if certified else one.committee)
    return _book("certificate", clerk, [_part(desk, rows, *told, lines=closing)])


def _disposal_row(shown: ShownDisposal, item: DisposalItem) -> BookRow:
    decided = {
        DisposalDecision.OPEN: "",
        DisposalDecision.DESTROY: "×",
        DisposalDecision.ARCHIVE: book_words("reserved_by_archives"),
    }
    until = book_words("extended", year=thai_digits(str((item.until or 0) + BUDDHIST_ERA)))
    return _filed_row(item.place, shown.letters[item.letter], item.note, decided.get(item.decision, until))


def _filed_row(place: int, one: ArchivedLetter, note: str, *decided: str) -> BookRow:
    entry = one.entry
    cells = (
        thai_digits(str(place)),
        thai_digits(one.card.file_code),
        _number(entry),
        _day(entry.dated),
        thai_digits(entry.receipt),
        entry.subject or "",
        *decided,
        note,
    )
    return BookRow(cells=cells)


def _card_row(one: ArchivedLetter) -> BookRow:
    entry = one.entry
    about = " ".join(filter(None, (entry.sender, entry.subject)))
    cells = (thai_digits(entry.receipt), _number(entry), _day(entry.dated), about, entry.action)
    return BookRow(cells=cells, cancelled=entry.cancelled is not None)


def _row(place: int, entry: Incoming, more: Iterable[str]) -> BookRow:
    cells = (thai_digits(str(place)), _number(entry), _day(entry.dated), entry.subject or "", *more)
    return BookRow(cells=cells)


def _part(
    desk: Desk, rows: Sequence[BookRow], *told: str, closing: str = "", lines: tuple[str, ...] = ()
) -> BookPart:
    signed = tuple(book_words(closing).splitlines()) if closing else lines
    return BookPart(name="", heading=(desk.office.sender, *told), rows=tuple(rows), closing=signed)


def _empty(desk: Desk) -> BookPart:
    return BookPart(name="", heading=(desk.office.sender,), rows=())


def _book(form: str, clerk: Clerk, parts: Sequence[BookPart]) -> RegisterBook:
    title, columns = book_columns(form)
    printed = book_words("printed", day=long_date(clerk.today))
    return RegisterBook(title=title, columns=columns, parts=tuple(parts), printed=printed)


def _signed(people: Sequence[str]) -> tuple[str, ...]:
    """A line for each of a committee to sign on, the chair first."""
    return tuple(
        book_words("signs_chair" if place == 0 else "signs_member", person=name)
        for place, name in enumerate(people)
    )


def _number(entry: Incoming) -> str:
    return format_number(entry.number) if entry.number else ""


def _day(value: dt.date | None) -> str:
    return short_date(value) if value else ""


def _period(kept: Kept) -> str:
    if kept.kind.for_good:
        return book_words("for_good")
    return book_words("years", years=thai_digits(str(kept.years))) if kept.years is not None else kept.kind.th


def _stamp(kept: Kept) -> str:
    until = kept.keep_until
    if kept.kind.for_good:
        return book_words("for_good")
    return book_words("until", year=thai_digits(str(until + BUDDHIST_ERA))) if until else kept.kind.th


def _kept_remark(one: ArchivedLetter) -> str:
    parts = [one.kept.remark if one.kept else ""]
    parts += [book_words("held", reason=hold.reason) for hold in one.holds]
    if one.loan is not None:
        parts.append(book_words("lent", borrower=one.loan.borrower, day=short_date(one.loan.due)))
    if one.entry.destroyed is not None:
        parts.append(book_words("destroyed", day=short_date(one.entry.destroyed.date())))
    return " ".join(filter(None, parts))
