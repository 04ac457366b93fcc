"""Receiving a letter (รับหนังสือ): read, filed, numbered and entered, or nothing at all."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from circulars.circular import Secrecy
from circulars.errors import ConflictError, InputFileError, NotPermittedError
from circulars.reading import IssueKind, Reading, Severity
from circulars.reading_json import reading_to_json
from circulars.thai_calendar import BUDDHIST_ERA, long_date
from desk.addressing import is_for, is_own
from desk.letter_texts import LetterTexts
from desk.numbering import RECEIPT_SERIES, use_number
from desk.reading import OpenedFile, ReadingWay
from registry.entries import Incoming
from registry.numbers import RECEIPTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.office import OfficeProfile
    from circulars.source import SourceText
    from desk.office_desk import Clerk, Desk
    from registry.archive import Planned
    from registry.store import Store

#: What cannot be a circular; such a file is not registered.
UNFIT = (IssueKind.NOT_THAI, IssueKind.NOT_A_LETTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of a file."""

    entry: Incoming
    known: bool = False  #: this very file was registered before, under the entry
    same_letter: Incoming | None = None  #: another file of the same letter that was registered before

    @property
    def needs_person(self) -> bool:
        """Whether someone must look before anything else: perhaps doubled, or misread."""
        errors = any(one["severity"] == Severity.ERROR for one in self.entry.reading["issues"])
        return self.same_letter is not None or (errors and not self.known)


@dataclass(frozen=True, slots=True)
class _Came:
    """When a letter came, and why it is entered only now."""

    at: dt.datetime
    back_dated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A letter that was read and may be entered: what its row is made from."""

    reading: Reading
    original: Planned
    clerk: Clerk
    came: _Came
    number: int | None  #: the receipt number of the book on paper
    reason: str


def receive(
    desk: Desk,
    file: Path | OpenedFile,
    clerk: Clerk,
    *,
    number: int | None = None,
    anyway: bool = False,
    way: ReadingWay | None = None,
    source: SourceText | None = None,
    day: dt.date | None = None,
    reason: str = "",
) -> Received:
    """Register one file.

    Args:
        desk: The office's desk.
        file: The file as it came, or one that was taken out of an archive or a mail.
        clerk: Who receives it, and when.
        number: The receipt number the book on paper gave it; the next one of the year if None.
        anyway: Register it even though it is addressed to someone else.
        way: How the office reads.
        source: The text of the file where it was read already.
        day: When it came, if that was before today; deadlines count from it, and its year's book is used.
        reason: Why it is entered only now, or why receipt numbers are skipped; the register says so.

    Raises:
        InputFileError: If the file cannot be read, is no letter, or vanishes meanwhile.
        NotPermittedError: If it is secret, or not addressed to this office.
        ConflictError: If the receipt number is taken or was cancelled, numbers would be skipped, or it came on
            another day than today, and no reason is given.
    """
    ready = made_ready(
        desk, file, clerk, number=number, anyway=anyway, way=way, source=source, day=day, reason=reason
    )
    return ready if isinstance(ready, Received) else entered(desk, [ready])[0]


def made_ready(
    desk: Desk,
    file: Path | OpenedFile,
    clerk: Clerk,
    *,
    number: int | None = None,
    anyway: bool = False,
    way: ReadingWay | None = None,
    source: SourceText | None = None,
    day: dt.date | None = None,
    reason: str = "",
) -> Ready | Received:
    """A file that was read and may be entered; what was received if it is in the register already.

    It is asked for as `receive` is, and fails as that does.
    """
    came = _came(clerk, day, reason)
    way = way or ReadingWay()
    source = source or way.source(file)
    with desk.database.reading() as store:
        known = store.incoming.by_sha256(source.sha256)
    if known is not None:
        return Received(entry=known, known=True)
    reading = way.reading(source, desk.calendar, came.at)
    _check(reading, desk.office, anyway=anyway)
    if isinstance(file, Path):
        original = desk.archive.original(file, source.sha256)
    else:
        original = desk.archive.taken_out(file.name, file.data)
    LetterTexts(desk.texts).keep(source)
    return Ready(reading=reading, original=original, clerk=clerk, came=came, number=number, reason=reason)


def entered(desk: Desk, ready: Sequence[Ready]) -> list[Received]:
    """Enter files in the register, all of them or none.

    Raises:
        ConflictError: As `receive`.
    """
    with ExitStack() as filing, desk.database.writing() as store:
        received = [_enter(store, one) for one in ready]
        # After the rows: whoever was quicker with the same file keeps it on file. The transaction ends first:
        # if it cannot be kept, the files are taken away again.
        filing.enter_context(desk.archive.filed([one.original for one in ready]))
    return [_compared(desk, one) for one in received]


def _compared(desk: Desk, received: Received) -> Received:
    """With a letter of the same words where number or date cannot tell whether it was here before."""
    entry = received.entry
    if received.known or received.same_letter is not None or (entry.number and entry.dated):
        return received
    from desk.duplicates import duplicates_of

    for one in duplicates_of(desk, entry):
        other = one.first if one.first.id != entry.id else one.second
        return replace(received, same_letter=other)
    return received


def _came(clerk: Clerk, day: dt.date | None, reason: str) -> _Came:
    if day is None or day == clerk.today:
        return _Came(clerk.now, "")
    if day > clerk.today or not reason:
        raise ConflictError("received-another-day", day=long_date(day), today=long_date(clerk.today))
    return _Came(dt.datetime.combine(day, clerk.now.time()), reason)


def _check(reading: Reading, office: OfficeProfile, *, anyway: bool) -> None:
    name = reading.source.name
    for issue in reading.issues:
        if issue.kind in UNFIT:
            raise InputFileError(issue.kind, file=name, **issue.facts)
    letter = reading.letter
    if letter.secrecy is not Secrecy.NONE:
        raise NotPermittedError("letter-secret", file=name)
    if anyway:
        return
    if letter.number is not None and is_own(letter.number, office):
        raise NotPermittedError("letter-own", file=name, number=letter.number.thai())
    if not is_for(letter, office):
        to = letter.addressee.text if letter.addressee else ""
        raise NotPermittedError("letter-for-another", file=name, addressee=to, office=office.name)


def _enter(store: Store, ready: Ready) -> Received:
    clerk, came, reading, year = ready.clerk, ready.came, ready.reading, ready.came.at.year
    # Asked again inside the transaction: someone else may have been quicker with the same file.
    letter, sha256 = reading.letter, reading.source.sha256
    known = store.incoming.by_sha256(sha256) or store.incoming.merged(sha256)
    if known is not None:
        return Received(entry=known, known=True)
    same = store.incoming.same_letter(letter.number.key, letter.dated, year) if letter.number else None
    entry = store.incoming.add(
        year=year,
        receipt_number=_receipt_number(store, year, ready),
        received=came.at,
        received_by=clerk.name,
        entered=clerk.now,
        back_dated=came.back_dated,
        letter=letter,
        reading=reading_to_json(reading),
        original=ready.original.path,
    )
    store.audit.add(
        clerk.did("receive", f"letter {entry.receipt}", after=entry.sha256, reason=came.back_dated)
    )
    return Received(entry=entry, same_letter=same)


def _receipt_number(store: Store, year: int, ready: Ready) -> int:
    number = ready.number
    if number is None:
        return store.numbers.take(RECEIPTS, year)
    if store.incoming.by_receipt(year, number) is not None:
        raise ConflictError("receipt-taken", number=str(number), year=str(year + BUDDHIST_ERA))
    use_number(store, (RECEIPT_SERIES, year, number), ready.clerk, ready.reason)
    return number
