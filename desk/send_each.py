"""Sending a relay as one letter to each district (ส่งรายอำเภอ), each with a number of its own; gone on with after a stop.

The numbers, the register and the plan are fixed together before the first letter is written: the plan stands in the
journal of the run's folder, the numbers in the register. A run that was stopped is finished by the same command.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.below import offices_below
from circulars.errors import ConflictError, NotFoundError
from circulars.thai_calendar import BUDDHIST_ERA
from desk.bulk import BulkFiles, BulkLetter, keep_plan, plan_each, planned_before, write_each
from desk.form import planned_forms
from desk.lookup import confirmed_letter, refuse_sent
from desk.numbering import take_number
from desk.send import LETTERS, enclosed, enter_relay, guarded_draft, reading_bytes, refuse_before_source, told
from generator.addressees import offices_addressed
from generator.fonts import letter_fonts
from registry.archive import file_name, write
from registry.entries import OutgoingKind, SentFile

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from circulars.below import OfficeBelow
    from circulars.letter import GuardFinding, Letter
    from circulars.task import Task
    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming, Outgoing
    from registry.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class SentEach:
    """A relay as it went out to each district."""

    entry: Incoming
    folder: Path
    files: BulkFiles
    tasks: tuple[Task, ...]  #: the tasks whose offices were told now; none when a stopped run was finished
    findings: tuple[GuardFinding, ...] = ()  #: what the guard had to say of the letters


def send_each(
    desk: Desk,
    receipt: str,
    clerk: Clerk,
    *,
    dated: dt.date | None = None,
    accept_findings: bool = False,
    reason: str = "",
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> SentEach:
    """Send the relay of a letter as one letter to each district that it is addressed to.

    Args:
        desk: The office's desk.
        receipt: The receipt number of the letter that is passed on.
        clerk: Who sends, and when.
        dated: The day the letters bear; today if None.
        accept_findings: Send although the guard found something lost or changed.
        reason: Why they bear another day than today's.
        progress: Told how many letters are written, and of how many.

    Raises:
        NotFoundError: If there is no such letter, no draft of its relay, or it is addressed to no district of the office.
        NotPermittedError: If nobody has confirmed the letter's reading.
        ConflictError: If it was sent before, the guard found something, or a letter written before a stop was changed.
    """
    fonts = letter_fonts(desk.cache)
    with desk.database.reading() as store:
        entry = confirmed_letter(store, receipt, clerk.today)
        sent = store.outgoing.by_letter(entry.id)
    day = sent.dated if sent else dated or clerk.today
    folder = desk.archive.absolute(f"{LETTERS}/{day.year + BUDDHIST_ERA}/each-{file_name(entry.receipt)}")
    tasks: tuple[Task, ...] = ()
    findings: tuple[GuardFinding, ...] = ()
    plan = _plan_of_stopped(desk, entry, folder)
    if plan is None:
        plan, tasks, findings = _planned(
            desk, entry, clerk, day, folder, accept_findings=accept_findings, reason=reason
        )
    files = write_each(plan, desk.office, fonts, folder, reading=reading_bytes(entry), progress=progress)
    others = planned_forms(entry, desk.office, folder="forms")
    for one in (*others, *enclosed(desk, entry, plan[0].letter, "enclosures")):
        write(folder / one.path, one.content, read_only=True)
    _remember(desk, plan, files, folder)
    return SentEach(entry=entry, folder=folder, files=files, tasks=tasks, findings=findings)


def _plan_of_stopped(desk: Desk, entry: Incoming, folder: Path) -> tuple[BulkLetter, ...] | None:
    """The plan of a run that was stopped after its numbers were registered."""
    plan = planned_before(folder)
    if plan is None:
        return None
    with desk.database.reading() as store:
        sent = store.outgoing.by_letter(entry.id)
        if sent is None or sent.number != plan[0].letter.number:
            return None
        # The files are entered last of all.
        return None if store.outgoing.files(_sent(store, plan[-1]).id) else plan


def _planned(
    desk: Desk,
    entry: Incoming,
    clerk: Clerk,
    day: dt.date,
    folder: Path,
    *,
    accept_findings: bool,
    reason: str,
) -> tuple[tuple[BulkLetter, ...], tuple[Task, ...], tuple[GuardFinding, ...]]:
    """Take the numbers, enter the letters, tell the districts and write the plan down, all of it or nothing."""
    with desk.database.writing() as store:
        # Looked at again: someone may have corrected the reading since.
        entry = confirmed_letter(store, entry.receipt, clerk.today)
        refuse_sent(store, entry)
        draft = guarded_draft(store, desk, entry, clerk.today, accept_findings=accept_findings)
        to = _addressed(desk, draft.letter)
        refuse_before_source(entry, day, reason)
        taken = [
            take_number(store, desk.office, clerk, kind=OutgoingKind.LETTER, dated=day, reason=reason)
            for _ in to
        ]
        plan = plan_each(replace(draft.letter, dated=day), desk.office, to, [one.key for one in taken])
        sent = [
            enter_relay(store, entry, one.letter, number, clerk, first=place == 0)
            for place, (one, number) in enumerate(zip(plan, taken, strict=True))
        ]
        each = {one.code: letter for one, letter in zip(plan, sent, strict=True)}
        tasks = told(store, desk, entry, draft, sent=sent[0], clerk=clerk, each=each)
        # Written before the numbers are given for good: a plan without them is no run.
        keep_plan(plan, folder)
        return plan, tasks, draft.findings


def _addressed(desk: Desk, letter: Letter) -> tuple[OfficeBelow, ...]:
    names = offices_addressed(letter.addressee, desk.office)
    found = tuple(one for one in offices_below(desk.office) if one.name in names)
    if not found:
        raise NotFoundError("no-districts-addressed", addressee=letter.addressee)
    return found


def _remember(desk: Desk, plan: Sequence[BulkLetter], files: BulkFiles, folder: Path) -> None:
    """Enter the files of every letter, once."""
    root = desk.archive.absolute("")
    with desk.database.writing() as store:
        for one, row in zip(plan, files.rows, strict=True):
            sent = _sent(store, one)
            if not store.outgoing.files(sent.id):
                place = folder.relative_to(root).as_posix()
                store.outgoing.add_files(
                    sent.id,
                    (
                        SentFile(kind="docx", path=f"{place}/{row.docx}", sha256=row.docx_sha256),
                        SentFile(kind="pdf", path=f"{place}/{row.pdf}", sha256=row.pdf_sha256),
                    ),
                )


def _sent(store: Store, one: BulkLetter) -> Outgoing:
    number, dated = one.letter.number or "", one.letter.dated
    sent = store.outgoing.by_key(number, dated, dated.year if dated else 0)
    if sent is None:
        raise ConflictError("bulk-not-registered", number=number)
    return sent
