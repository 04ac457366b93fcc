"""Keeping, lending and destroying, as the terminal shows them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from circulars.disposal import BINDING, SURVEY_DAYS, DisposalStep
from circulars.labels import label
from circulars.thai_calendar import BUDDHIST_ERA
from desk.handover import hand_over_by
from terminal.card_screens import cards_screen
from terminal.layout import Column, paint, table
from terminal.terms import NONE, day, digits, number
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from circulars.disposal import DisposalItem, DisposalList
    from circulars.retention import Hold, RetentionClass
    from desk.borrowing import Lent
    from desk.cards import ArchivedLetter
    from desk.destroying import Destroyed
    from desk.disposal import ShownDisposal
    from registry.entries import Incoming
    from terminal.call import Call


def with_file(text: str, file: Path | None, call: Call) -> str:
    """An answer, and the file it was written to as well."""
    return text if file is None else f"{text}\n\n{say('saved.file', call.lang, file=file)}"


def year(value: int, lang: str) -> str:
    """A Gregorian year as the reader counts."""
    return digits(value + BUDDHIST_ERA, lang) if lang == "th" else str(value)


def classes_screen(found: Sequence[RetentionClass], call: Call) -> str:
    """The classes of keeping, with what the regulation says of each."""
    lang = call.lang
    columns = [
        Column(title=say("topic.code", lang)),
        Column(title=say("retention.class", lang), least=20),
        Column(title=say("retention.years", lang), right=True),
        Column(title=say("retention.note", lang), least=20),
        Column(title=say("retention.source", lang)),
    ]
    rows = [
        [
            one.code,
            one.name(lang),
            digits(one.years, lang) if one.years else NONE,
            one.note(lang),
            one.source,
        ]
        for one in found
    ]
    return table(columns, rows, call.room)


def holds_screen(found: Sequence[tuple[Hold, Incoming]], call: Call) -> str:
    """The bars to destroying letters."""
    lang = call.lang
    if not found:
        return say("retention.no_holds", lang)
    columns = [
        Column(title=say("retention.hold", lang), right=True),
        Column(title=say("column.receipt", lang), right=True),
        Column(title=say("field.number", lang)),
        Column(title=say("field.subject", lang), least=16),
        Column(title=say("column.reason", lang), least=16),
        Column(title=say("column.audit_by", lang)),
        Column(title=say("column.audit_at", lang)),
    ]
    rows = [
        [
            digits(one.id, lang),
            digits(entry.receipt, lang),
            number(entry.number, lang),
            entry.subject or NONE,
            one.reason,
            one.by,
            day(one.at.date(), lang),
        ]
        for one, entry in found
    ]
    return table(columns, rows, call.room)


def released_screen(entry: Incoming, call: Call) -> str:
    """A bar that was lifted."""
    return say("retention.released", call.lang, receipt=digits(entry.receipt, call.lang))


def loans_screen(found: Sequence[Lent], call: Call, file: Path | None) -> str:
    """What is lent, late ones in red."""
    lang, today = call.lang, call.clerk().today
    if not found:
        return with_file(say("loan.none", lang), file, call)
    columns = [
        Column(title=say("column.receipt", lang), right=True),
        Column(title=say("field.subject", lang), least=16),
        Column(title=say("loan.borrower", lang)),
        Column(title=say("loan.purpose", lang), least=10),
        Column(title=say("loan.lent", lang)),
        Column(title=say("loan.due", lang)),
        Column(title=say("loan.returned", lang)),
    ]
    rows = []
    for one in found:
        due = day(one.loan.due, lang)
        rows.append(
            [
                digits(one.entry.receipt, lang),
                one.entry.subject or NONE,
                f"{one.loan.borrower} ({one.loan.office})",
                one.loan.purpose,
                day(one.loan.lent, lang),
                paint(f"{due} {say('late', lang)}", "red") if one.loan.is_late(today) else due,
                day(one.loan.returned, lang),
            ]
        )
    return with_file(table(columns, rows, call.room), file, call)


def lent_screen(one: Lent, call: Call) -> str:
    """A letter that was handed out."""
    facts = {"borrower": one.loan.borrower, "office": one.loan.office, "due": day(one.loan.due, call.lang)}
    return say("loan.done", call.lang, receipt=digits(one.entry.receipt, call.lang), **facts)


def returned_screen(one: Lent, call: Call) -> str:
    """A letter that is back."""
    receipt = digits(one.entry.receipt, call.lang)
    return say("loan.back", call.lang, receipt=receipt, by=one.loan.returned_by or NONE)


def twenty_screen(found: Sequence[ArchivedLetter], christian: int, call: Call, file: Path | None) -> str:
    """Letters of twenty years, and by when they are to be handed over."""
    facts = {"year": year(christian, call.lang), "day": day(hand_over_by(christian), call.lang)}
    if not found:
        return with_file(say("retention.twenty_none", call.lang, year=facts["year"]), file, call)
    heading = paint(say("retention.twenty", call.lang, **facts), "bold")
    return with_file(f"{heading}\n\n{cards_screen(found, call)}", file, call)


def disposals_screen(found: Sequence[DisposalList], call: Call) -> str:
    """The lists of letters to be destroyed, and how far each has come."""
    lang = call.lang
    if not found:
        return say("disposal.none", lang)
    columns = [
        Column(title=say("disposal.number", lang), right=True),
        Column(title=say("disposal.year", lang), right=True),
        Column(title=say("topic.letters", lang), right=True),
        Column(title=say("disposal.step", lang)),
        Column(title=say("column.audit_at", lang)),
    ]
    rows = [
        [
            digits(one.id, lang),
            year(one.year, lang),
            digits(len(one.items), lang),
            label(one.step, lang),
            day(one.events[-1].day, lang),
        ]
        for one in found
    ]
    return table(columns, rows, call.room)


def disposal_screen(shown: ShownDisposal, call: Call, file: Path | None = None) -> str:
    """A list: its letters with what was decided, its steps with who is named, and what comes next."""
    lang, one = call.lang, shown.disposal
    heading = say("disposal.title", lang, number=digits(one.id, lang), year=year(one.year, lang))
    columns = [
        Column(title=say("disposal.place", lang), right=True),
        Column(title=say("card.file", lang)),
        Column(title=say("field.number", lang)),
        Column(title=say("field.dated", lang)),
        Column(title=say("column.receipt", lang), right=True),
        Column(title=say("field.subject", lang), least=16),
        Column(title=say("disposal.decision", lang), least=12),
    ]
    rows = [_item(shown, item, lang) for item in one.items]
    steps = [
        f"  {day(event.day, lang)}  {label(event.step, lang)}"
        + (f": {', '.join(event.people)}" if event.people else "")
        + (f" · {event.note}" if event.note else "")
        for event in one.events
    ]
    bars = [
        paint(f"  {digits(bar.text(lang), lang)}", "red")
        for item in one.items
        if item.decision in BINDING
        for bar in shown.obstacles.get(item.letter, ())
    ]
    parts = [paint(heading, "bold"), table(columns, rows, call.room), "\n".join(steps)]
    if bars:
        parts.append("\n".join([say("disposal.barred", lang), *bars]))
    parts += _next(one, call)
    return with_file("\n\n".join(parts), file, call)


def destroyed_screen(done: Destroyed, call: Call) -> str:
    """What is gone, what stays and why, and where copies may still be."""
    lang = call.lang
    lines = [say("disposal.destroyed", lang, count=digits(len(done.done), lang))]
    lines += [paint(f"  {digits(bar.text(lang), lang)}", "red") for bar in done.left]
    if done.left:
        lines.append(say("disposal.again", lang, number=done.shown.disposal.id))
    return "\n".join([*lines, say("disposal.backups", lang)])


def _item(shown: ShownDisposal, item: DisposalItem, lang: str) -> list[str]:
    letter = shown.letters[item.letter]
    entry, decision = letter.entry, label(item.decision, lang)
    if item.until is not None:
        decision = f"{decision} {year(item.until, lang)}"
    return [
        digits(item.place, lang),
        letter.card.file_code or NONE,
        number(entry.number, lang),
        day(entry.dated, lang),
        digits(entry.receipt, lang),
        entry.subject or NONE,
        f"{decision} {item.note}".strip(),
    ]


def _next(one: DisposalList, call: Call) -> list[str]:
    """The command of the next step; and of a list that was made too late, that it was."""
    told = []
    last = dt.date(one.year, 12, 31) + dt.timedelta(days=SURVEY_DAYS)
    if one.events[0].day > last:
        told.append(paint(say("disposal.late", call.lang, day=day(last, call.lang)), "yellow"))
    if one.step is not DisposalStep.DESTROYED:
        told.append(say(f"disposal_next.{one.step.value}", call.lang, number=one.id))
    return told
