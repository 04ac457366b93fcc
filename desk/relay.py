"""Passing a letter on (แจ้งเวียนต่อ): drafted from the confirmed letter, changed by people until it is sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.circular import LetterForm, Paragraph, Reference
from circulars.errors import ConflictError, UsageError
from circulars.letter import GuardFinding
from circulars.number import format_number
from circulars.text import MappedText
from circulars.thai_calendar import long_date
from desk.fields import draft_pointer_of, refuse_missing_paragraph, replaced
from desk.lookup import confirmed_letter, refuse_overtaken, refuse_sent, stored_draft
from generator.addressees import word_below, word_us
from generator.diff import DiffRow, side_by_side
from generator.docx_tracked import tracked_docx
from generator.guard import guard
from generator.own_dues import Ahead
from generator.relay import copy_relay, draft_relay, wants_qr
from generator.source_codes import code_notes
from parsers.body import body
from registry.archive import write
from registry.entries import StoredDraft

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from circulars.circular import Circular
    from circulars.letter import Draft, Letter
    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming
    from registry.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """The draft of a relay as it stands."""

    entry: Incoming
    draft: Draft
    new: bool  #: made or changed just now
    sent: bool = False  #: it went out as it is
    version: int = 1  #: rises with every change of the draft


def relay(
    desk: Desk,
    receipt: str,
    clerk: Clerk,
    *,
    again: bool = False,
    form: LetterForm | None = None,
    days_ahead: int | None = None,
    copy: bool = False,
    source_code: bool = False,
) -> Drafted:
    """The draft of a letter's relay: the stored one, or one made now.

    Args:
        desk: The office's desk.
        receipt: The letter's receipt number.
        clerk: Who drafts, and when.
        again: Make it anew even if there is one; what people changed in it is lost.
        form: The form to draft it in; chosen by the letter's form and matter if None.
        days_ahead: How many working days before its own deadline the province wants the districts' answers; as the
            office's profile says if None.
        copy: Only send a copy of the letter on, with one sentence.
        source_code: Put the code of the letter received on it although the office has an address of its own.

    Raises:
        NotFoundError: If there is no such letter.
        NotPermittedError: If nobody has confirmed its reading.
        ConflictError: If it is to be made anew but was sent already, or stands already and a form or day is asked for.
    """
    with desk.database.writing() as store:
        entry = confirmed_letter(store, receipt, clerk.today)
        stored = store.outgoing.draft(entry.id)
        if stored is not None and not again:
            if form is not None or days_ahead is not None or copy or source_code:
                raise ConflictError("draft-exists", receipt=entry.receipt)
            return _standing(store, entry, stored)
        refuse_sent(store, entry)
        days = desk.office.days_ahead if days_ahead is None else days_ahead
        ahead = Ahead(
            days=days,
            calendar=desk.calendar,
            today=clerk.today,
            us=word_us(desk.office),
            below=word_below(desk.office),
        )
        draft = (
            copy_relay(entry.letter, desk.office)
            if copy
            else draft_relay(
                entry.letter,
                desk.office,
                own_relays=_own_relays(store, entry.letter),
                form=form,
                ahead=ahead,
                codes=entry.qr_codes,
                source_code=source_code,
            )
        )
        draft = with_registry_notes(store, desk, entry, draft, clerk.today)
        _keep(store, entry, draft, clerk, stored)
        return Drafted(entry=entry, draft=draft, new=True, version=stored.version + 1 if stored else 1)


def draft_of(desk: Desk, receipt: str, clerk: Clerk) -> Drafted | None:
    """The draft of a letter's relay as it stands; None if none was made.

    Raises:
        NotFoundError: If there is no such letter.
        NotPermittedError: If nobody has confirmed its reading.
    """
    with desk.database.reading() as store:
        entry = confirmed_letter(store, receipt, clerk.today)
        stored = store.outgoing.draft(entry.id)
        return None if stored is None else _standing(store, entry, stored)


def has_draft(desk: Desk, entry: Incoming) -> bool:
    """Whether a draft of a letter's relay was made."""
    with desk.database.reading() as store:
        return store.outgoing.draft(entry.id) is not None


def edit(
    desk: Desk,
    receipt: str,
    clerk: Clerk,
    *,
    changes: Sequence[tuple[str, str]] = (),
    text: str | None = None,
    seen: int | None = None,
) -> Drafted:
    """Change a draft by hand; the guard looks at it again.

    Args:
        desk: The office's desk.
        receipt: The letter's receipt number.
        clerk: Who changes it, and when.
        changes: Fields (a word of ``lexicon/fields.toml`` or a JSON pointer) and their new values.
        text: The whole body anew, one paragraph a line.
        seen: The version of the draft that the person changes; None if they do not say.

    Raises:
        NotFoundError: If there is no such letter, or no draft of it.
        UsageError: If a draft has no such field, or the text is no value for it.
        ConflictError: If it was sent already, or someone else changed it since it was seen.
    """
    with desk.database.writing() as store:
        entry = confirmed_letter(store, receipt, clerk.today)
        refuse_sent(store, entry)
        stored = stored_draft(store, entry)
        refuse_overtaken(entry, done=seen is None or seen == stored.version)
        letter = stored.draft.letter
        for field, value in changes:
            pointer = draft_pointer_of(field)
            refuse_missing_paragraph(letter, pointer)
            letter = replaced(letter, pointer, value)
        if text is not None:
            letter = replace(letter, body=body_paragraphs(text, entry.receipt))
        # The edits stay those of the rules: what a person changed beyond them, the guard shows.
        findings = guard(entry.letter, letter, stored.draft.edits, office=desk.office)
        new = replace(stored.draft, letter=letter, findings=findings)
        draft = with_registry_notes(store, desk, entry, new, clerk.today)
        _keep(store, entry, draft, clerk, stored)
        return Drafted(entry=entry, draft=draft, new=draft != stored.draft, version=stored.version + 1)


def relay_form(name: str | None) -> LetterForm | None:
    """The form of relay of that name; None for the one that the letter asks for."""
    return None if name is None else LetterForm(name)


def rows_beside(drafted: Drafted) -> tuple[DiffRow, ...]:
    """The letter received beside its draft, paragraph by paragraph, with the rule behind every change."""
    return side_by_side(drafted.entry.letter, drafted.draft)


def save_tracked(desk: Desk, drafted: Drafted, clerk: Clerk, path: Path) -> None:
    """Write the draft as a Word file that shows what it changes in its source as tracked changes.

    Raises:
        UsageError: If the form of letter cannot be written, or a value holds a control character.
    """
    rows = rows_beside(drafted)
    letter = drafted.draft.letter
    write(path, tracked_docx(letter, desk.office, rows, by=clerk.name, at=clerk.now))


def save_text(letter: Letter, path: Path) -> None:
    """Write the body of a letter as a text file, one paragraph a line."""
    write(path, (_words(letter) + "\n").encode())


def _standing(store: Store, entry: Incoming, stored: StoredDraft) -> Drafted:
    sent = store.outgoing.by_letter(entry.id) is not None
    return Drafted(entry=entry, draft=stored.draft, new=False, sent=sent, version=stored.version)


def with_registry_notes(store: Store, desk: Desk, entry: Incoming, draft: Draft, today: dt.date) -> Draft:
    """The draft with what the registry and the calendar know that its guard does not."""
    notes = [
        *_overdue(entry.letter, today),
        *code_notes(draft.letter.qr, entry.qr_codes, wanted=wants_qr(entry.letter)),
        *_told_apart(store, entry.letter),
    ]
    level = desk.office.level
    return replace(draft, findings=(*draft.findings, *(replace(one, level=level) for one in notes)))


def _overdue(letter: Circular, today: dt.date) -> Iterator[GuardFinding]:
    """The days of the letter that have passed already: whoever is told now is late from the start."""
    days = {
        deadline.due
        for directive in letter.directives
        if not directive.standing
        for deadline in directive.deadlines
        if deadline.due is not None and deadline.due < today
    }
    if days:
        text = ", ".join(long_date(one) for one in sorted(days))
        yield GuardFinding(kind="doubt", what="overdue", text=text)


def _told_apart(store: Store, letter: Circular) -> Iterator[GuardFinding]:
    """Letters cited that we passed on with another number to each district, so that no single number can be cited."""
    for cited in letter.references:
        relays = () if cited.number is None else store.outgoing.relays_of(cited.number, cited.dated)
        if len(relays) > 1:
            first, last = (format_number(relays[at].number) for at in (0, -1))
            yield GuardFinding(kind="doubt", what="numbers-differ", text=f"{first} … {last}")


def _own_relays(store: Store, letter: Circular) -> dict[str, Reference]:
    """For every letter cited that we passed on before: our own letter, by the cited one's number.

    One that went to each district with a number of its own is no letter that all of them know.
    """
    found = {
        cited.number: store.outgoing.relays_of(cited.number, cited.dated)
        for cited in letter.references
        if cited.number is not None
    }
    return {
        number: Reference(
            issuer=own[0].sender,
            urgency=own[0].urgency,
            number=own[0].number,
            dated=own[0].dated,
            subject=own[0].subject or None,
        )
        for number, own in found.items()
        if len(own) == 1
    }


def _keep(store: Store, entry: Incoming, draft: Draft, clerk: Clerk, stored: StoredDraft | None) -> None:
    version = stored.version if stored else 1
    new = StoredDraft(letter=entry.id, at=clerk.now, by=clerk.name, draft=draft, version=version)
    if stored is None:
        store.outgoing.add_draft(new)
    else:
        refuse_overtaken(entry, done=store.outgoing.rewrite_draft(new))
    before = _words(stored.draft.letter) if stored else ""
    store.audit.add(clerk.did("relay", f"letter {entry.receipt}", before=before, after=_words(draft.letter)))


def _words(letter: Letter) -> str:
    return "\n".join(one.text for one in letter.body)


def body_paragraphs(text: str, receipt: str) -> tuple[Paragraph, ...]:
    """The body of a letter from a text with one paragraph a line.

    Raises:
        UsageError: If the text is empty; the message names the letter received.
    """
    if not text.strip():
        raise UsageError("draft-empty", receipt=receipt)
    lines = [MappedText.of(line.strip()) for line in text.splitlines() if line.strip()]
    return tuple(Paragraph(part=one.part, text=one.text.text, item=one.item) for one in body(lines))
