"""Sending (ส่งหนังสือ): the draft takes number and date, enters the register, and its files are frozen."""

from __future__ import annotations

import hashlib
import json
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.below import offices_below
from circulars.directive import DirectiveKind
from circulars.errors import ConflictError
from circulars.number import LetterNumber, format_number
from circulars.task import TaskEvent, TaskState
from circulars.thai_calendar import BUDDHIST_ERA, long_date
from desk.assign import assign
from desk.entering import enter_sent
from desk.form import planned_forms
from desk.lookup import confirmed_letter, refuse_sent, stored_draft
from desk.numbering import Taken, take_number
from desk.office_templates import filled_template, newest_template, written_pdf
from desk.relay import with_registry_notes
from desk.standing import refuse_unapproved
from generator.addressees import offices_addressed
from generator.fonts import letter_fonts
from generator.guard import guard
from generator.pdf_writer import letter_docx_pdf
from registry.archive import Planned, file_name
from registry.entries import LinkKind, OutgoingKind, SentFile

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from circulars.directive import Directive
    from circulars.letter import Draft, GuardFinding, Letter
    from circulars.office import Level, OfficeProfile
    from circulars.task import Task
    from desk.office_desk import Clerk, Desk
    from desk.office_templates import OfficeTemplate
    from generator.fonts import FontSet
    from registry.entries import Incoming, Outgoing
    from registry.store import Store

LETTERS = "letters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A relay as it went out."""

    entry: Incoming
    letter: Outgoing
    files: tuple[SentFile, ...]
    tasks: tuple[Task, ...]  #: the tasks whose offices were told by it
    findings: tuple[GuardFinding, ...] = ()  #: what the guard had to say of it


def send(
    desk: Desk,
    receipt: str,
    clerk: Clerk,
    *,
    number: int | None = None,
    dated: dt.date | None = None,
    accept_findings: bool = False,
    reason: str = "",
    template: str | None = None,
    approved: bool = False,
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
        template: The name of the office's template to write it in; its PDF is made where LibreOffice is installed.
        approved: Only if another person has approved the draft as it stands.

    Raises:
        NotFoundError: If there is no such letter, no draft of its relay, or no such template.
        NotPermittedError: If nobody has confirmed the letter's reading, or an approval is wanted and there is none.
        ConflictError: If it was sent before, the number is taken, the guard found something, or its day is not
            today, or before that of the letter it passes on, and no reason is given.
    """
    # Fonts are derived once a machine, which takes long: not while others wait to write.
    fonts = letter_fonts(desk.cache)
    own = newest_template(desk, template) if template else None
    with ExitStack() as files, desk.database.writing() as store:
        entry = confirmed_letter(store, receipt, clerk.today)
        refuse_sent(store, entry)
        draft = guarded_draft(store, desk, entry, clerk.today, accept_findings=accept_findings)
        if approved:
            refuse_unapproved(store, entry, draft)
        day = dated or clerk.today
        refuse_before_source(entry, day, reason)
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
        plans = _planned(desk, entry, new, fonts, own)
        files.enter_context(desk.archive.filed(plans))
        sent = enter_relay(store, entry, new, taken, clerk)
        frozen = tuple(SentFile(kind=one.kind, path=one.path, sha256=one.sha256) for one in plans)
        store.outgoing.add_files(sent.id, frozen)
        tasks = told(store, desk, entry, draft, sent=sent, clerk=clerk)
    if own is not None:
        frozen += _pdf_later(desk, sent, plans[0])
    return Sent(entry=entry, letter=sent, files=frozen, tasks=tasks, findings=draft.findings)


def guarded_draft(
    store: Store, desk: Desk, entry: Incoming, today: dt.date, *, accept_findings: bool = False
) -> Draft:
    """The draft of a letter's relay, looked at again: the letter may have been corrected since it was made.

    Raises:
        NotFoundError: If there is no draft.
        ConflictError: If the guard found something, and that is not accepted.
    """
    draft = stored_draft(store, entry).draft
    findings = guard(entry.letter, draft.letter, draft.edits, office=desk.office)
    guarded = with_registry_notes(store, desk, entry, replace(draft, findings=findings), today)
    if guarded.is_refused and not accept_findings:
        count = sum(not one.is_note for one in guarded.findings)
        raise ConflictError("guard-findings", receipt=entry.receipt, count=str(count))
    return guarded


def refuse_before_source(entry: Incoming, day: dt.date, reason: str) -> None:
    """Let a day pass that is not before that of the letter passed on, or is explained.

    Raises:
        ConflictError: If it is neither.
    """
    if entry.dated is not None and day < entry.dated and not reason:
        raise ConflictError(
            "relay-before-source",
            dated=long_date(day),
            number=format_number(entry.number) if entry.number else entry.receipt,
            source=long_date(entry.dated),
        )


def _planned(
    desk: Desk, entry: Incoming, letter: Letter, fonts: FontSet, own: OfficeTemplate | None
) -> list[Planned]:
    year = letter.dated.year + BUDDHIST_ERA if letter.dated else 0
    name = file_name(letter.number or "")
    folder = f"{LETTERS}/{year}/{name}"
    place = f"{folder}/{name}"
    forms = planned_forms(entry, desk.office, folder=f"{folder}/forms")
    forms += enclosed(desk, entry, letter, f"{folder}/enclosures")
    if own is not None:
        docx = filled_template(desk, letter, own)
        return [Planned(path=f"{place}.docx", content=docx, kind="docx"), own.file, *forms]
    docx, pdf = letter_docx_pdf(letter, desk.office, fonts, reading=reading_bytes(entry))
    return [
        Planned(path=f"{place}.docx", content=docx, kind="docx"),
        Planned(path=f"{place}.pdf", content=pdf, kind="pdf"),
        *forms,
    ]


def enclosed(desk: Desk, entry: Incoming, letter: Letter, folder: str) -> list[Planned]:
    """The letter received, to go along where the relay speaks of what goes with it."""
    original = desk.archive.absolute(entry.original)
    if not letter.enclosures or not original.is_file():
        return []
    path = f"{folder}/{file_name(entry.file_name)}"
    return [Planned(path=path, content=original.read_bytes(), kind="enclosure")]


def _pdf_later(desk: Desk, sent: Outgoing, docx: Planned) -> tuple[SentFile, ...]:
    """The PDF of a letter in a template of the office: LibreOffice takes long, so others may write meanwhile."""
    made = written_pdf(desk, desk.archive.absolute(docx.path))
    files = tuple(
        SentFile(
            kind="pdf",
            path=docx.path.removesuffix("docx") + "pdf",
            sha256=hashlib.sha256(one.read_bytes()).hexdigest(),
        )
        for one in made
    )
    for one in made:
        one.chmod(0o444)
    with desk.database.writing() as store:
        if files:
            store.outgoing.add_files(sent.id, files)
    return files


def reading_bytes(entry: Incoming) -> bytes:
    """The reading of a letter as it goes inside the PDF of its relay."""
    return json.dumps(entry.reading, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def enter_relay(
    store: Store, entry: Incoming, letter: Letter, taken: Taken, clerk: Clerk, *, first: bool = True
) -> Outgoing:
    """Enter a relay in the register; of several to single districts the first stands for all of them."""
    number = LetterNumber.parse(letter.number or "")
    kind = OutgoingKind.CIRCULAR if number and number.circular else OutgoingKind.LETTER
    return enter_sent(
        store, entry, letter, taken, clerk, kind=kind, link=LinkKind.RELAYS, verb="send", first=first
    )


def told(
    store: Store,
    desk: Desk,
    entry: Incoming,
    draft: Draft,
    *,
    sent: Outgoing,
    clerk: Clerk,
    each: Mapping[str, Outgoing] | None = None,
) -> tuple[Task, ...]:
    """The tasks of those that the letter is addressed to are sent; our own duty to pass it on is done.

    What a department tells a province is told to the districts through it.

    Args:
        store: The registry.
        desk: The office's desk.
        entry: The letter received.
        draft: Its relay, as it went out.
        sent: The relay in the register.
        clerk: Who sent it, and when.
        each: By the code of an office below, the letter that went to it alone; no other was told then.
    """
    if draft.own_dues:
        assign(store, entry, entry.letter, desk, clerk)
    tasks = store.tasks.listed(letter=entry.id)
    directives = entry.letter.directives
    unsent = [one for one in tasks if one.state is TaskState.NOT_SENT]
    told_codes = _codes_addressed(desk, draft.letter) if each is None else each.keys()
    found = [one for one in unsent if _by_way_of(one, desk.office) in told_codes]
    done = [
        one
        for one in tasks
        if one.level is desk.office.level
        and one.state is TaskState.RECEIVED
        and _is_passing_on(directives[one.directive], desk.office.level)
    ]
    notes = {code: format_number(one.number) for code, one in (each or {}).items()}
    note = format_number(sent.number)
    for own in dict.fromkeys(notes.get(_by_way_of(one, desk.office), note) for one in found):
        _step(
            store,
            [one for one in found if notes.get(_by_way_of(one, desk.office), note) == own],
            TaskState.SENT,
            clerk,
            own,
        )
    _step(store, done, TaskState.REPORTED, clerk, note)
    return tuple(replace(one, state=TaskState.SENT) for one in found)


def _codes_addressed(desk: Desk, letter: Letter) -> frozenset[str]:
    """The codes of the offices below that the letter is addressed to; of all of them where its line names none."""
    below = offices_below(desk.office)
    names = offices_addressed(letter.addressee, desk.office)
    return frozenset(one.code for one in below if one.name in names or not names)


def _by_way_of(task: Task, office: OfficeProfile) -> str:
    """The code of the office below that a task's office is told by: a department's districts by their province."""
    return task.office_code[:2] if office.nationwide else task.office_code


def _is_passing_on(directive: Directive, own: Level) -> bool:
    """Whether our own share of a directive is no more than passing it on."""
    return directive.kind is DirectiveKind.PASS_ON or (directive.relay and own not in directive.actors)


def _step(store: Store, tasks: Sequence[Task], state: TaskState, clerk: Clerk, note: str) -> None:
    store.tasks.step(tasks, state)
    store.tasks.add_events(
        [TaskEvent(task=one.id, at=clerk.now, by=clerk.name, state=state, note=note) for one in tasks]
    )
