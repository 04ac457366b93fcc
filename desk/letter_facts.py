"""The facts of each kind of letter (หนังสือแต่ละชนิด): what its template is filled with, from the case it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from circulars.below import offices_below
from circulars.circular import LetterForm
from circulars.errors import NotFoundError, UsageError
from circulars.labels import label
from circulars.task import TaskState
from circulars.thai_calendar import long_date, thai_digits
from desk.form import wants_form
from desk.letter_case import cited
from generator.addressees import addressee_head, addressee_line, word_below
from generator.citations import letter_citation
from generator.letter_kinds import LetterKind, Matter, head_of, letter_word
from generator.relay import relay_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.letter_case import Case

#: More districts than this are listed below the text, not in the address.
MOST_NAMED = 6

#: The variables of a kind's template, and what the letter is about.
Made = tuple[dict[str, Any], Matter]


def _reminder(case: Case) -> Made:
    relay, late = case.relayed, case.late
    office, names = case.desk.office, case.bare(late)
    many = MOST_NAMED < len(late) < len(offices_below(office))
    facts = {
        **_about(case),
        "addressee": case.wanted.to
        or (
            letter_word("listed").format(head=addressee_head(LetterForm.STAMPED, office))
            if many
            else addressee_line(LetterForm.STAMPED, office, names, ())
        ),
        "relay": case.relay_citation(late),
        "earlier": [letter_citation(one) for one in case.wanted.earlier],
        "round": case.wanted.round,
        "passed": case.due is None or case.due < case.clerk.today,
        "new_due": long_date(case.new_due),
        "listed": late if many else (),
    }
    return facts, Matter(cited=cited(relay), urgency=relay.urgency, qr=case.report_page)


def _escalation(case: Case) -> Made:
    relay, late = case.relayed, case.late
    office = case.desk.office
    facts = {
        **_about(case),
        "addressee": case.wanted.to or _superior(case),
        "relay": case.relay_citation(late),
        "earlier": [letter_citation(one) for one in case.wanted.earlier],
        "passed": case.due is None or case.due < case.clerk.today,
        "answered": len(case.answered),
        "all": len(case.districts),
        "missing": late,
        "group": office.group or office.office,
        "new_due": long_date(case.new_due),
    }
    return facts, Matter(cited=cited(relay), urgency=relay.urgency)


def _report(case: Case) -> Made:
    facts = {
        **_about(case),
        **_upwards(case),
        "answered": len(case.answered),
        "defaulted": case.settled(TaskState.DEFAULTED),
        "exempt": case.settled(TaskState.EXEMPT),
        "all": len(case.districts),
        "missing": case.missing,
    }
    return facts, Matter(cited=case.source, urgency=case.entry.urgency, table=case.table)


def _nil(case: Case) -> Made:
    return {**_about(case), **_upwards(case)}, Matter(cited=case.source, urgency=case.entry.urgency)


def _memo(case: Case) -> Made:
    office = case.desk.office
    letter = case.entry.letter
    with case.desk.database.reading() as store:
        stored = store.outgoing.draft(case.entry.id)
    form = stored.draft.letter.form if stored else relay_form(letter)
    own = min((one.due for one in stored.draft.own_dues), default=None) if stored else None
    facts = {
        **_about(case),
        "addressee": case.wanted.to or _superior(case),
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
        "districts": f"ทุก{word_below(office)}",
        "own_due": long_date(own) if own else "",
        "signed": form is not LetterForm.STAMPED,
    }
    return facts, Matter(cited=case.source, urgency=case.entry.urgency)


def _gist(text: str) -> str:
    """The order itself: without its number, and without what a note adds to it (ทั้งนี้ …)."""
    bare = re.sub(r"^\(?[0-9๐-๙]+(?:\.[0-9๐-๙]+)*[.)]?\s+", "", text)
    return re.split(r"\sทั้งนี้\s", bare, maxsplit=1)[0].strip()


def _cover(case: Case) -> Made:
    relay = case.relayed
    forms = {row.place for row in case.rows if wants_form(row.directive)}
    if not forms:
        raise NotFoundError("no-form", receipt=case.entry.receipt)
    due = case.wanted.due or case.due
    facts = {
        **_about(case),
        "addressee": case.wanted.to or _to_districts(case),
        "relay": case.relay_citation(case.districts),
        "forms": len(forms),
        "due": long_date(due) if due else "",
    }
    return facts, Matter(cited=cited(relay), urgency=relay.urgency, qr=case.report_page)


def _acknowledgement(case: Case) -> Made:
    facts = {
        **_about(case),
        "addressee": case.wanted.to or case.agency,
        "issuer": case.agency,
        "source": f" {letter_citation(case.source)}" if case.source.number else "",
        "received": long_date(case.entry.received.date()),
        "receipt": case.entry.receipt,
    }
    return facts, Matter(cited=case.source)


KINDS: dict[LetterKind, Callable[[Case], Made]] = {
    LetterKind.REMINDER: _reminder,
    LetterKind.REPORT: _report,
    LetterKind.NIL: _nil,
    LetterKind.MEMO: _memo,
    LetterKind.COVER: _cover,
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.ESCALATION: _escalation,
}


def _about(case: Case) -> dict[str, Any]:
    """What every kind says of its matter."""
    items = [row.directive.item for row in case.rows if row.directive.item and wants_form(row.directive)]
    named = [thai_digits(one) for one in dict.fromkeys(case.wanted.items or items)]
    return {
        "subject": case.entry.subject or "",
        "items": " และข้อ ".join(named),
        "due": long_date(case.due) if case.due else "",
    }


def _upwards(case: Case) -> dict[str, Any]:
    agency = case.agency
    to = case.wanted.to or head_of(agency)
    if to is None:
        raise UsageError("letter-needs-addressee", agency=agency)
    return {"addressee": to, "issuer": agency}


def _to_districts(case: Case) -> str:
    return addressee_line(LetterForm.STAMPED, case.desk.office, case.bare(case.districts), ())


def _superior(case: Case) -> str:
    """Whom a memo goes to: who signs for the office, else the head of the province or of the department."""
    office = case.desk.office
    if office.signatory_position:
        return office.signatory_position
    if office.nationwide:
        return head_of(office.name) or office.name
    return letter_word("head_of_province") + office.province.name
