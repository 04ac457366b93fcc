"""Letters besides relays on their way out (หนังสือส่งอื่น): looked at as files, then numbered, entered and frozen."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.circular import LetterForm
from circulars.thai_calendar import BUDDHIST_ERA
from desk.entering import enter_sent
from desk.numbering import take_number
from desk.preview import DRAFTS
from desk.send import LETTERS, reading_bytes
from generator.fonts import letter_fonts
from generator.letter_kinds import LetterKind
from generator.pdf_writer import letter_docx_pdf
from registry.archive import Planned, file_name, write
from registry.entries import LinkKind, OutgoingKind, SentFile

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from circulars.letter import Letter
    from circulars.office import OfficeProfile
    from desk.letters import DraftedLetter
    from desk.office_desk import Clerk, Desk
    from generator.fonts import FontSet
    from registry.entries import Incoming, Outgoing
    from registry.store import Store

#: Kinds of letter that answer the letter received.
ANSWERS = frozenset({LetterKind.REPORT, LetterKind.NIL, LetterKind.ACKNOWLEDGEMENT})
#: What numbers are counted as, by the form of the letter.
KINDS = {LetterForm.MEMO: OutgoingKind.MEMO}


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLetter:
    """A letter as it went out."""

    entry: Incoming  #: the letter received that it is about
    letter: Outgoing
    files: tuple[SentFile, ...]


def preview_letter(desk: Desk, drafted: DraftedLetter) -> tuple[Path, ...]:
    """Write the letter as DOCX and PDF, dots where its number and date will be; the files' places."""
    docx, pdf = letter_docx_pdf(drafted.letter, desk.office, letter_fonts(desk.cache))
    name = f"{file_name(drafted.entry.receipt)}-{drafted.kind}"
    files = {
        desk.archive.absolute(f"{DRAFTS}/{name}.{kind}"): content
        for kind, content in (("docx", docx), ("pdf", pdf))
    }
    for path, content in files.items():
        write(path, content)
    return tuple(files)


def send_letter(
    desk: Desk,
    drafted: DraftedLetter,
    clerk: Clerk,
    *,
    number: int | None = None,
    dated: dt.date | None = None,
    reason: str = "",
    also: Callable[[Store, Outgoing], None] = lambda _store, _sent: None,
) -> SentLetter:
    """Give the letter its number and date, enter it in the register, freeze its files.

    Args:
        desk: The office's desk.
        drafted: The letter.
        clerk: Who sends, and when.
        number: The number the book on paper gave it; the next one of the year if None.
        dated: The day it bears; today if None.
        reason: Why it bears another day than today's, or why numbers are skipped.
        also: What else is written down in the same transaction.

    Raises:
        ConflictError: If the number is taken, or its day is not today and no reason is given.
    """
    fonts = letter_fonts(desk.cache)
    with ExitStack() as files, desk.database.writing() as store:
        day = dated or clerk.today
        taken = take_number(
            store, desk.office, clerk, kind=_kind(drafted), dated=day, number=number, reason=reason
        )
        letter = replace(drafted.letter, number=taken.key, dated=day)
        plans = _planned(desk.office, drafted.entry, letter, fonts)
        files.enter_context(desk.archive.filed(plans))
        sent = enter_sent(
            store,
            drafted.entry,
            letter,
            taken,
            clerk,
            kind=_kind(drafted),
            link=LinkKind.ANSWERS if drafted.kind in ANSWERS else LinkKind.CITES,
            verb=drafted.kind,
        )
        frozen = tuple(SentFile(kind=one.kind, path=one.path, sha256=one.sha256) for one in plans)
        store.outgoing.add_files(sent.id, frozen)
        also(store, sent)
        return SentLetter(entry=drafted.entry, letter=sent, files=frozen)


def _planned(office: OfficeProfile, entry: Incoming, letter: Letter, fonts: FontSet) -> list[Planned]:
    year = letter.dated.year + BUDDHIST_ERA if letter.dated else 0
    name = file_name(letter.number or "")
    docx, pdf = letter_docx_pdf(letter, office, fonts, reading=reading_bytes(entry))
    return [
        Planned(path=f"{LETTERS}/{year}/{name}/{name}.docx", content=docx, kind="docx"),
        Planned(path=f"{LETTERS}/{year}/{name}/{name}.pdf", content=pdf, kind="pdf"),
    ]


def _kind(drafted: DraftedLetter) -> OutgoingKind:
    if drafted.kind.circular:
        return OutgoingKind.CIRCULAR
    return KINDS.get(drafted.letter.form, OutgoingKind.LETTER)
