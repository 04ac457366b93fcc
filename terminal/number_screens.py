"""Numbers reserved and cancelled, as the terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.labels import label
from terminal.layout import Column, paint, table
from terminal.terms import NONE, day, digits, number
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.cancelling import Cancelled
    from registry.entries import HeldNumber
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
