"""Sending (ส่งหนังสือ): the draft takes number and date, enters the register, and its files are frozen."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.directive import DirectiveKind
from circulars.errors import ConflictError
from circulars.number import LetterNumber, format_number
from circulars.office import Level
from circulars.task import TaskEvent, TaskState
from circulars.thai_calendar import BUDDHIST_ERA, long_date
from desk.assign import assign
from desk.form import planned_forms
from desk.links import link_relay
from desk.lookup import confirmed_letter, refuse_sent, stored_draft
from desk.numbering import Taken, take_number
from generator.fonts import letter_fonts
from generator.guard import guard
from generator.pdf_writer import letter_docx_pdf
from registry.archive import Planned, file_name
from registry.entries import Outgoing, OutgoingKind, SentFile

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from circulars.directive import Directive
    from circulars.letter import Letter
    from circulars.office import OfficeProfile
    from circulars.task import Task
    from desk.office_desk import Clerk, Desk
    from generator.fonts import FontSet
    from registry.entries import Incoming
    from registry.store import Store

LETTERS = "letters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A relay as it went out."""

    entry: Incoming
    letter: Outgoing
    files: tuple[SentFile, ...]
    tasks: tuple[Task, ...]  #: the tasks whose offices were told by it


def send(
    desk: Desk,
    receipt: str,
    clerk: Clerk,
    *,
    number: int | None = None,
    dated: dt.date | None = None,
    accept_findings: bool = False,
    reason: str = "",
) -> Sent:
    """Send the relay of a letter.

    Args:
        desk: The office's desk.
        receipt: The receipt number of the letter that is passed on.
        clerk: Who sends, and when.
        number: The number the book on paper gave it; the next one of the year if None.
        dated: The day it bears; today if None.
        accept_findings: Send although the guard found something lost or changed.
        reason: Why it bears another day than today's, or why numbers are skipped.

    Raises:
        NotFoundError: If there is no such letter, or no draft of its relay.
        NotPermittedError: If nobody has confirmed the letter's reading.
        ConflictError: If it was sent before, the number is taken, the guard found something, or its day is not
            today, or before that of the letter it passes on, and no reason is given.
    """
    # Fonts are derived once a machine, which takes long: not while others wait to write.
    fonts = letter_fonts(desk.cache)
    with ExitStack() as files, desk.database.writing() as store:
        entry = confirmed_letter(store, receipt, clerk.today)
        refuse_sent(store, entry)
        draft = stored_draft(store, entry).draft
        # Looked at again: the letter may have been corrected since the draft was made.
        guarded = replace(draft, findings=guard(entry.letter, draft.letter, draft.edits, office=desk.office))
        if guarded.is_refused and not accept_findings:
            count = sum(not one.is_note for one in guarded.findings)
            raise ConflictError("guard-findings", receipt=entry.receipt, count=str(count))
        day = dated or clerk.today
        _refuse_before_source(entry, day, reason)
        taken = take_number(
            store,
            desk.office,
            clerk,
            kind=OutgoingKind.CIRCULAR,
            dated=day,
            number=number,
            reason=reason,
        )
        new = replace(draft.letter, number=taken.key, dated=day)
        plans = _planned(desk.office, entry, new, fonts)
        files.enter_context(desk.archive.filed(plans))
        sent = _enter(store, entry, new, taken, clerk)
        frozen = tuple(SentFile(kind=one.kind, path=one.path, sha256=one.sha256) for one in plans)
        store.outgoing.add_files(sent.id, frozen)
        if draft.own_dues:
            assign(store, entry, entry.letter, desk, clerk)
        return Sent(entry=entry, letter=sent, files=frozen, tasks=_told(store, entry, sent, clerk))


def _refuse_before_source(entry: Incoming, day: dt.date, reason: str) -> None:
    if entry.dated is not None and day < entry.dated and not reason:
        raise ConflictError(
            "relay-before-source",
            dated=long_date(day),
            number=format_number(entry.number) if entry.number else entry.receipt,
            source=long_date(entry.dated),
        )


def _planned(office: OfficeProfile, entry: Incoming, letter: Letter, fonts: FontSet) -> list[Planned]:
    year = letter.dated.year + BUDDHIST_ERA if letter.dated else 0
    name = file_name(letter.number or "")
    folder = f"{LETTERS}/{year}/{name}"
    docx, pdf = letter_docx_pdf(letter, office, fonts, reading=reading_bytes(entry))
    return [
        Planned(path=f"{folder}/{name}.docx", content=docx, kind="docx"),
        Planned(path=f"{folder}/{name}.pdf", content=pdf, kind="pdf"),
        *planned_forms(entry, office, folder=f"{folder}/forms"),
    ]


def reading_bytes(entry: Incoming) -> bytes:
    """The reading of a letter as it goes inside the PDF of its relay."""
    return json.dumps(entry.reading, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def _enter(store: Store, entry: Incoming, letter: Letter, taken: Taken, clerk: Clerk) -> Outgoing:
    number = LetterNumber.parse(letter.number or "")
    if number is None or letter.dated is None:
        msg = f"{letter.number!r} is no letter number"
        raise ValueError(msg)
    new = Outgoing(
        id=0,
        series=taken.series,
        year=taken.year,
        running=taken.running,
        number=taken.key,
        back_dated=taken.back_dated,
        dated=letter.dated,
        sender=letter.sender,
        addressee=letter.addressee,
        subject=letter.subject or entry.subject or "",
        urgency=letter.urgency,
        entered=clerk.now,
        entered_by=clerk.name,
        relays=entry.number,
        relays_dated=entry.dated,
        letter=entry.id,
        content=letter,
        unit=number.unit,
    )
    store.audit.add(clerk.did("send", f"letter {entry.receipt}", after=taken.key, reason=taken.back_dated))
    sent = replace(new, id=store.outgoing.add(new))
    link_relay(store, entry, sent, clerk)
    return sent


def _told(store: Store, entry: Incoming, sent: Outgoing, clerk: Clerk) -> tuple[Task, ...]:
    """The districts' tasks are sent; the province's own duty to pass the letter on is done."""
    tasks = store.tasks.listed(letter=entry.id)
    directives = entry.letter.directives
    told = [one for one in tasks if one.state is TaskState.NOT_SENT]
    done = [
        one
        for one in tasks
        if one.level is Level.PROVINCE
        and one.state is TaskState.RECEIVED
        and _is_passing_on(directives[one.directive])
    ]
    note = format_number(sent.number)
    _step(store, told, TaskState.SENT, clerk, note)
    _step(store, done, TaskState.REPORTED, clerk, note)
    return tuple(replace(one, state=TaskState.SENT) for one in told)


def _is_passing_on(directive: Directive) -> bool:
    """Whether the province's share of a directive is no more than passing it on."""
    return directive.kind is DirectiveKind.PASS_ON or (
        directive.relay and Level.PROVINCE not in directive.actors
    )


def _step(store: Store, tasks: Sequence[Task], state: TaskState, clerk: Clerk, note: str) -> None:
    store.tasks.step(tasks, state)
    store.tasks.add_events(
        [TaskEvent(task=one.id, at=clerk.now, by=clerk.name, state=state, note=note) for one in tasks]
    )
