"""Letters besides relays (หนังสืออื่น): drafted from what the registry knows of a letter received, then sent."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from circulars.agencies import issuer_of
from circulars.circular import LetterForm, Reference
from circulars.directive import ChannelKind
from circulars.errors import NotFoundError, UsageError
from circulars.labels import label
from circulars.number import LetterNumber
from circulars.office import Level
from circulars.task import SETTLED, TaskState
from circulars.thai_calendar import ascii_digits, long_date, thai_digits
from desk.form import wants_form
from desk.lookup import confirmed_letter, office_code
from desk.overview import DirectiveRow, overview
from desk.relay import body_paragraphs
from desk.report import task_form
from desk.text_file import read_text
from desk.values import parse_date, parse_value
from generator.addressees import addressee_line
from generator.answer_table import OfficeAnswer, answer_table
from generator.citations import letter_citation, letters_citation, sentences
from generator.letter_kinds import LetterKind, Matter, head_of, letter_of_kind, letter_word
from generator.relay import relay_form

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from circulars.letter import Letter, LetterTable
    from circulars.task import Task
    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming, Outgoing
    from registry.store import Store

#: More districts than this are listed below the text, not in the address.
MOST_NAMED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person says of the letter; the registry says the rest."""

    to: str = ""  #: the addressee; the one that the kind asks for if empty
    items: tuple[str, ...] = ()  #: only the directives of these numbers
    districts: tuple[str, ...] = ()  #: only these; those that have not answered if empty
    round: int = 1  #: which reminder it is
    earlier: tuple[Reference, ...] = ()  #: the reminders before it
    due: dt.date | None = None  #: the new day
    text: str | None = None  #: the whole body anew, one paragraph a line


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedLetter:
    """A letter about a letter received, not yet sent."""

    kind: LetterKind
    entry: Incoming
    letter: Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """All that a letter is made of."""

    desk: Desk
    clerk: Clerk
    entry: Incoming
    relay: Outgoing | None
    relays: tuple[Outgoing, ...]  #: the same; one to each district if it went out so
    rows: tuple[DirectiveRow, ...]
    answers: dict[int, OfficeAnswer]  #: by task
    wanted: Wanted

    @property
    def source(self) -> Reference:
        """The letter received, as it is cited."""
        entry = self.entry
        return Reference(
            issuer=issuer_of(entry.letter),
            urgency=entry.urgency,
            number=entry.number,
            dated=entry.dated,
            subject=entry.subject,
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The districts that have not answered, in the order of the office's list."""
        names = {one.office for row in self.rows for one in row.missing if one.level is Level.DISTRICT}
        return tuple(one for one in self.districts if one in names)

    def settled(self, state: TaskState) -> tuple[str, ...]:
        """The districts of which nothing is waited for although they did not answer everything.

        Deemed by the letter if any of their tasks is; exempt only if all of them are.
        """
        states: dict[str, set[TaskState]] = {}
        for row in self.rows:
            for one in row.tasks:
                states.setdefault(one.office, set()).add(one.state)
        found = {
            office
            for office, own in states.items()
            if (state in own if state is TaskState.DEFAULTED else own == {state})
        }
        return tuple(one for one in self.districts if one in found and one not in self.missing)

    @property
    def answered(self) -> tuple[str, ...]:
        """The districts that have answered all that was asked of them."""
        others = {*self.missing, *(name for state in SETTLED for name in self.settled(state))}
        return tuple(one for one in self.districts if one not in others)

    @property
    def districts(self) -> tuple[str, ...]:
        """All districts that the directives are for, or those that were asked for."""
        codes = {office_code(self.desk.office, one) for one in self.wanted.districts}
        told = {one.office_code for row in self.rows for one in row.tasks if one.level is Level.DISTRICT}
        listed = self.desk.office.province.districts
        return tuple(f"อำเภอ{one.name}" for one in listed if one.code in (codes or told))

    @property
    def due(self) -> dt.date | None:
        """The earliest day of the directives."""
        return min((row.due for row in self.rows if row.due), default=None)


def letter_kind(name: str) -> LetterKind:
    """The kind of letter of that name."""
    return LetterKind(name)


def wanted_letter(
    *,
    to: str,
    items: Sequence[str],
    districts: Sequence[str],
    round: int,  # noqa: A002 - as the option is called
    earlier: Sequence[tuple[str, str]],
    due: str | None,
    text: Path | None,
) -> Wanted:
    """What a person says of a letter, in words.

    Raises:
        UsageError: If a number or a date is none.
        InputFileError: If the text file cannot be read.
    """
    return Wanted(
        to=to,
        items=tuple(ascii_digits(one) for one in items),
        districts=tuple(districts),
        round=max(round, len(earlier) + 1),
        earlier=tuple(
            Reference(number=parse_value(number, LetterNumber).key, dated=parse_date(dated))
            for number, dated in earlier
        ),
        due=None if due is None else parse_date(due),
        text=None if text is None else read_text(text),
    )


def draft_letter(desk: Desk, kind: LetterKind, receipt: str, clerk: Clerk, wanted: Wanted) -> DraftedLetter:
    """A letter of that kind about a letter received, without number and date.

    Args:
        desk: The office's desk.
        kind: What it is for.
        receipt: The receipt number of the letter received.
        clerk: Who drafts, and when.
        wanted: What a person says of it.

    Raises:
        NotFoundError: If there is no such letter, directive or district, nobody is left to remind, or it was not relayed.
        NotPermittedError: If nobody has confirmed the letter's reading.
        UsageError: If it is not known whom it is for, or by when, or that day is past.
    """
    if wanted.due is not None and wanted.due < clerk.today:
        raise UsageError("letter-due-past", due=long_date(wanted.due), today=long_date(clerk.today))
    rows = tuple(row for row in overview(desk, clerk, receipt) if _is_wanted(row, wanted.items))
    with desk.database.reading() as store:
        entry = confirmed_letter(store, receipt, clerk.today)
        relay = store.outgoing.by_letter(entry.id)
        relays = _relays(store, entry, relay)
        answers = {one.id: _answer(store, one) for row in rows for one in row.tasks}
    if wanted.items and not rows:
        raise NotFoundError("no-item", item=", ".join(wanted.items), receipt=entry.receipt)
    case = _Case(
        desk=desk,
        clerk=clerk,
        entry=entry,
        relay=relay,
        relays=relays,
        rows=rows,
        answers=answers,
        wanted=wanted,
    )
    letter = letter_of_kind(kind, *_KINDS[kind](case), desk.office)
    if wanted.text is not None:
        letter = replace(letter, body=body_paragraphs(wanted.text, entry.receipt))
    return DraftedLetter(kind=kind, entry=entry, letter=letter)


def _is_wanted(row: DirectiveRow, items: Sequence[str]) -> bool:
    """Whether the letter is about that directive: those named, or all that an answer is waited for."""
    if items:
        return row.directive.item in items
    return not row.directive.standing and (row.due is not None or wants_form(row.directive))


def _answer(store: Store, task: Task) -> OfficeAnswer:
    """The latest answer of an office."""
    said = [one.answer for one in store.tasks.events(task.id) if one.answer] if task.state.answered else []
    data = json.loads(said[-1]) if said else {}
    return OfficeAnswer(
        office=task.office,
        rows=tuple(data.get("rows", ())),
        nil=bool(data.get("nil")),
        settled=task.state.value if task.state in SETTLED else "",
    )


_Made = tuple[dict[str, Any], Matter]


def _reminder(case: _Case) -> _Made:
    relay = _relayed(case)
    late = case.missing if not case.wanted.districts else case.districts
    if not late:
        raise NotFoundError("nobody-missing", receipt=case.entry.receipt)
    if case.wanted.due is None:
        raise UsageError("letter-needs-due")
    many = len(late) > MOST_NAMED and len(late) < len(case.desk.office.province.districts)
    names = tuple(one.removeprefix("อำเภอ") for one in late)
    facts = {
        **_about(case),
        "addressee": case.wanted.to
        or (
            letter_word("listed") if many else addressee_line(LetterForm.STAMPED, case.desk.office, names, ())
        ),
        "relay": _relay_citation(case, late),
        "earlier": [letter_citation(one) for one in case.wanted.earlier],
        "round": case.wanted.round,
        "passed": case.due is None or case.due < case.clerk.today,
        "new_due": long_date(case.wanted.due),
        "listed": late if many else (),
    }
    return facts, Matter(cited=_cited(relay), urgency=relay.urgency, qr=_code(case))


def _escalation(case: _Case) -> _Made:
    relay = _relayed(case)
    late = case.missing if not case.wanted.districts else case.districts
    if not late:
        raise NotFoundError("nobody-missing", receipt=case.entry.receipt)
    if case.wanted.due is None:
        raise UsageError("letter-needs-due")
    office = case.desk.office
    facts = {
        **_about(case),
        "addressee": case.wanted.to
        or office.signatory_position
        or letter_word("head_of_province") + office.province.name,
        "relay": _relay_citation(case, late),
        "earlier": [letter_citation(one) for one in case.wanted.earlier],
        "passed": case.due is None or case.due < case.clerk.today,
        "answered": len(case.answered),
        "all": len(case.districts),
        "missing": late,
        "group": office.group or office.office,
        "new_due": long_date(case.wanted.due),
    }
    return facts, Matter(cited=_cited(relay), urgency=relay.urgency)


def _report(case: _Case) -> _Made:
    facts = {
        **_about(case),
        **_upwards(case),
        "answered": len(case.answered),
        "defaulted": case.settled(TaskState.DEFAULTED),
        "exempt": case.settled(TaskState.EXEMPT),
        "all": len(case.districts),
        "missing": case.missing,
    }
    return facts, Matter(cited=case.source, urgency=case.entry.urgency, table=_table(case))


def _nil(case: _Case) -> _Made:
    return {**_about(case), **_upwards(case)}, Matter(cited=case.source, urgency=case.entry.urgency)


def _memo(case: _Case) -> _Made:
    office = case.desk.office
    letter = case.entry.letter
    with case.desk.database.reading() as store:
        stored = store.outgoing.draft(case.entry.id)
    form = stored.draft.letter.form if stored else relay_form(letter)
    own = min((one.due for one in stored.draft.own_dues), default=None) if stored else None
    facts = {
        **_about(case),
        "addressee": case.wanted.to
        or office.signatory_position
        or letter_word("head_of_province") + office.province.name,
        "issuer": case.source.issuer or "",
        "source": f" {letter_citation(case.source)}" if case.source.number else "",
        "receipt": case.entry.receipt,
        "orders": [
            {
                "text": _gist(one.text),
                "actors": " ".join(label(actor) for actor in one.actors),
                "due": next((long_date(each.due) for each in one.deadlines if each.due), ""),
            }
            for one in letter.directives
            if not one.standing
        ],
        "group": office.group or office.office,
        "districts": letter_word("all_districts"),
        "own_due": long_date(own) if own else "",
        "signed": form is not LetterForm.STAMPED,
    }
    return facts, Matter(cited=case.source, urgency=case.entry.urgency)


def _gist(text: str) -> str:
    """The order itself: without its number, and without what a note adds to it (ทั้งนี้ …)."""
    bare = re.sub(r"^\(?[0-9๐-๙]+(?:\.[0-9๐-๙]+)*[.)]?\s+", "", text)
    return re.split(r"\sทั้งนี้\s", bare, maxsplit=1)[0].strip()


def _cover(case: _Case) -> _Made:
    relay = _relayed(case)
    forms = {row.place for row in case.rows if wants_form(row.directive)}
    if not forms:
        raise NotFoundError("no-form", receipt=case.entry.receipt)
    due = case.wanted.due or case.due
    facts = {
        **_about(case),
        "addressee": case.wanted.to or _to_districts(case),
        "relay": _relay_citation(case, case.districts),
        "forms": len(forms),
        "due": long_date(due) if due else "",
    }
    return facts, Matter(cited=_cited(relay), urgency=relay.urgency, qr=_code(case))


def _acknowledgement(case: _Case) -> _Made:
    facts = {
        **_about(case),
        "addressee": case.wanted.to or _agency(case),
        "issuer": _agency(case),
        "source": f" {letter_citation(case.source)}" if case.source.number else "",
        "received": long_date(case.entry.received.date()),
        "receipt": case.entry.receipt,
    }
    return facts, Matter(cited=case.source)


_KINDS: dict[LetterKind, Callable[[_Case], _Made]] = {
    LetterKind.REMINDER: _reminder,
    LetterKind.REPORT: _report,
    LetterKind.NIL: _nil,
    LetterKind.MEMO: _memo,
    LetterKind.COVER: _cover,
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.ESCALATION: _escalation,
}


def _about(case: _Case) -> dict[str, Any]:
    """What every kind says of its matter."""
    items = [row.directive.item for row in case.rows if row.directive.item and wants_form(row.directive)]
    named = [thai_digits(one) for one in dict.fromkeys(case.wanted.items or items)]
    return {
        "subject": case.entry.subject or "",
        "items": " และข้อ ".join(named),
        "due": long_date(case.due) if case.due else "",
    }


def _upwards(case: _Case) -> dict[str, Any]:
    agency = _agency(case)
    to = case.wanted.to or head_of(agency)
    if to is None:
        raise UsageError("letter-needs-addressee", agency=agency)
    return {"addressee": to, "issuer": agency}


def _agency(case: _Case) -> str:
    """Who sent the letter received."""
    found = case.source.issuer
    if found is None and not case.wanted.to:
        raise UsageError("letter-needs-addressee", agency="-")
    return found or ""


def _relayed(case: _Case) -> Outgoing:
    if case.relay is None:
        raise NotFoundError("not-relayed", receipt=case.entry.receipt)
    return case.relay


def _relays(store: Store, entry: Incoming, relay: Outgoing | None) -> tuple[Outgoing, ...]:
    """The relay as its letters: one to each district, in the order of their numbers, if it went out so."""
    if relay is None or entry.number is None:
        return () if relay is None else (relay,)
    found = store.outgoing.relays_of(entry.number, entry.dated)
    return found if relay.id in {one.id for one in found} else (relay,)


def _relay_citation(case: _Case, districts: Sequence[str]) -> str:
    """The letter that told these districts, or the first and the last of those that did."""
    names = {one.removeprefix("อำเภอ") for one in districts}
    heads = [sentences()["addressee"][form] for form in ("stamped", "external")]
    told = {f"{head}{name}" for head in heads for name in names}
    own = [one for one in case.relays if one.addressee in told] or list(case.relays)
    return f" {letters_citation(_cited(own[0]), _cited(own[-1]))}"


def _cited(relay: Outgoing) -> Reference:
    return Reference(
        issuer=relay.sender,
        urgency=relay.urgency,
        number=relay.number,
        dated=relay.dated,
        subject=relay.subject,
    )


def _to_districts(case: _Case) -> str:
    names = tuple(one.removeprefix("อำเภอ") for one in case.districts)
    return addressee_line(LetterForm.STAMPED, case.desk.office, names, ())


def _code(case: _Case) -> str | None:
    """The address of the report page, where the districts answer by the code on the letter."""
    by_code = any(
        channel.kind is ChannelKind.QR_CODE for row in case.rows for channel in row.directive.channels
    )
    return case.desk.office.report_url if by_code and case.desk.office.report_url else None


def _table(case: _Case) -> LetterTable:
    """The answers of the districts to the first directive that a form answers."""
    row = next((one for one in case.rows if wants_form(one.directive)), None)
    if row is None:
        raise NotFoundError("no-form", receipt=case.entry.receipt)
    tasks = [one for one in row.tasks if one.level is Level.DISTRICT]
    form = task_form(case.entry, tasks[0], case.desk.office)
    return answer_table(form.columns, [case.answers[one.id] for one in tasks])
