"""Numbers reserved and cancelled, as the terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.labels import label
from circulars.thai_calendar import BUDDHIST_ERA
from terminal.layout import Column, paint, table
from terminal.terms import NONE, day, digits, number
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.cancelling import Cancelled
    from desk.register_notes import Noted
    from registry.entries import HeldNumber, Incoming, UnitReceipt
    from terminal.call import Call


def held_screen(held: Sequence[HeldNumber], call: Call) -> str:
    """The numbers reserved, and what became of them."""
    lang = call.lang
    if not held:
        return say("none.held", lang)
    columns = [
        Column(title=say("field.number", lang)),
        Column(title=say("column.state", lang)),
        Column(title=say("column.audit_at", lang)),
        Column(title=say("column.audit_by", lang)),
        Column(title=say("column.reason", lang), least=16),
    ]
    rows = [
        [
            number(one.text, lang),
            label(one.state, lang),
            day((one.closed or one.at).date(), lang),
            one.closed_by or one.by,
            one.closed_reason or one.reason or NONE,
        ]
        for one in held
    ]
    return table(columns, rows, call.room)


def cancelled_screen(done: Cancelled, call: Call) -> str:
    """A number that was cancelled."""
    lang = call.lang
    text = say("number.cancelled", lang, number=number(done.text, lang), reason=done.reason)
    tasks = say("number.tasks", lang, count=digits(done.tasks, lang)) if done.tasks else ""
    return paint(text, "green", "bold") + tasks


def unit_register_screen(found: Sequence[tuple[UnitReceipt, Incoming]], call: Call) -> str:
    """The register of letters received of a group."""
    lang = call.lang
    if not found:
        return say("none.letters", lang)
    columns = [
        Column(title=say("column.unit_receipt", lang), right=True),
        Column(title=say("column.receipt", lang), right=True),
        Column(title=say("column.received", lang)),
        Column(title=say("field.number", lang)),
        Column(title=say("field.from", lang), least=10),
        Column(title=say("field.subject", lang), least=16),
    ]
    rows = [
        [
            digits(f"{one.number}/{one.year + BUDDHIST_ERA}", lang),
            digits(entry.receipt, lang),
            day(one.at.date(), lang),
            number(entry.number, lang),
            entry.sender or NONE,
            entry.subject or NONE,
        ]
        for one, entry in found
    ]
    return table(columns, rows, call.room)


def unit_entered_screen(entry: Incoming, new: UnitReceipt, unit: str, call: Call) -> str:
    """A letter that was entered in the register of a group."""
    lang = call.lang
    given = digits(f"{new.number}/{new.year + BUDDHIST_ERA}", lang)
    text = say("register.entered", lang, receipt=digits(entry.receipt, lang), unit=unit, number=given)
    return paint(text, "green", "bold")


def noted_screen(noted: Noted, call: Call) -> str:
    """The columns of a letter that a person wrote."""
    lang = call.lang
    facts = {
        "number": number(noted.text, lang),
        "action": noted.action or NONE,
        "remark": noted.remark or NONE,
    }
    return paint(say("register.noted", lang, **facts), "green", "bold")
