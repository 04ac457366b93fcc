"""Index cards, subjects and kept searches, as the terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.labels import label
from circulars.thai_calendar import BUDDHIST_ERA
from terminal.layout import Column, pad, paint, table, width
from terminal.terms import NONE, day, digits, number
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.retention import Kept
    from desk.cards import ArchivedLetter
    from desk.saved_searches import Alert
    from desk.topics import ListedTopic
    from registry.cards import SavedSearch
    from terminal.call import Call


def card_screen(one: ArchivedLetter, call: Call) -> str:
    """A letter's card: what it is about, where it lies, how long it is kept, who has it."""
    entry, lang = one.entry, call.lang
    heading = say("card.title", lang, receipt=digits(entry.receipt, lang))
    rows = [
        (say("field.number", lang), number(entry.number, lang)),
        (say("field.dated", lang), day(entry.dated, lang)),
        (say("field.from", lang), entry.sender or NONE),
        (say("field.subject", lang), entry.subject or NONE),
        (say("card.topic", lang), " › ".join(part.shown for part in one.path) or NONE),
        (say("card.file", lang), one.card.file_code or NONE),
        (say("card.tags", lang), tags(one) or NONE),
        (say("card.keeping", lang), keeping(one, lang)),
    ]
    rows += [
        (say("card.hold", lang), f"#{digits(hold.id, lang)} {hold.reason} ({hold.by})") for hold in one.holds
    ]
    if one.loan is not None:
        rows.append((say("card.loan", lang), loan_words(one, call)))
    if one.transfer is not None:
        words = f"{label(one.transfer.kind, lang)} {day(one.transfer.day, lang)} {one.transfer.party}"
        rows.append((say("card.transfer", lang), words))
    columns = max(width(name) for name, _ in rows)
    return "\n".join([paint(heading, "bold"), *(f"  {pad(name, columns)}  {value}" for name, value in rows)])


def cards_screen(found: Sequence[ArchivedLetter], call: Call) -> str:
    """Letters by their cards, as a register lists them."""
    lang = call.lang
    if not found:
        return say("none.letters", lang)
    columns = [
        Column(title=say("column.receipt", lang), right=True),
        Column(title=say("field.number", lang)),
        Column(title=say("field.dated", lang)),
        Column(title=say("field.from", lang), least=10),
        Column(title=say("field.subject", lang), least=16),
        Column(title=say("card.topic", lang), least=8),
        Column(title=say("card.file", lang)),
        Column(title=say("card.tags", lang), least=8),
        Column(title=say("card.keeping", lang), least=18),
    ]
    rows = [
        [
            digits(one.entry.receipt, lang),
            number(one.entry.number, lang),
            day(one.entry.dated, lang),
            one.entry.sender or NONE,
            one.entry.subject or NONE,
            one.path[-1].shown if one.path else NONE,
            one.card.file_code or NONE,
            tags(one) or NONE,
            shortly(one, lang),
        ]
        for one in found
    ]
    return table(columns, rows, call.room)


def tags(one: ArchivedLetter) -> str:
    """The tags of a letter, in a row."""
    return " ".join(f"#{tag}" for tag in one.card.tags)


def keeping(one: ArchivedLetter, lang: str) -> str:
    """How a letter is kept, and until when."""
    state = label(one.state, lang)
    if one.entry.destroyed is not None:
        return f"{state} {day(one.entry.destroyed.date(), lang)}"
    return f"{state} · {stamp(one.kept, lang)}" if one.kept is not None else state


def shortly(one: ArchivedLetter, lang: str) -> str:
    """Until when a letter is kept, in a column."""
    if one.loan is not None:
        return say("keeping.lent", lang, borrower=one.loan.borrower)
    if one.holds:
        return say("card.hold", lang)
    if one.kept is None or one.entry.destroyed is not None:
        return label(one.state, lang)
    return stamp(one.kept, lang)


def stamp(kept: Kept, lang: str) -> str:
    """What is stamped on the first page: ห้ามทำลาย, or เก็บถึง พ.ศ. …; or why neither is."""
    until = kept.keep_until
    if kept.kind.for_good:
        return say("keeping.for_good", lang)
    if until is None:
        return say("keeping.no_end", lang, category=kept.kind.name(lang))
    return say("keeping.until", lang, year=digits(until + BUDDHIST_ERA if lang == "th" else until, lang))


def loan_words(one: ArchivedLetter, call: Call) -> str:
    """Who has a letter, and until when."""
    if one.loan is None:
        return NONE
    facts = {"borrower": one.loan.borrower, "office": one.loan.office, "due": day(one.loan.due, call.lang)}
    words = say("card.lent", call.lang, **facts)
    return paint(words, "red") if one.loan.is_late(call.clerk().today) else words


def topics_screen(found: Sequence[ListedTopic], call: Call) -> str:
    """The vocabulary, what stands under a heading set in."""
    lang = call.lang
    columns = [
        Column(title=say("topic.code", lang)),
        Column(title=say("card.topic", lang)),
        Column(title=say("topic.letters", lang), right=True),
    ]
    rows = [
        [
            one.topic.code,
            "  " * len(one.topic.above)
            + one.topic.name
            + (f" ({say('topic.is_retired', lang)})" if one.topic.retired else ""),
            digits(f"{one.letters:,}", lang) if one.letters else NONE,
        ]
        for one in found
    ]
    return table(columns, rows, call.room)


def saved_screen(kept: Sequence[SavedSearch], call: Call) -> str:
    """The searches that a person keeps."""
    if not kept:
        return say("saved.none", call.lang)
    columns = [Column(title=say("saved.name", call.lang)), Column(title=say("saved.words", call.lang))]
    return table(columns, [[one.name, one.words] for one in kept], call.room)


def alerts_screen(found: Sequence[Alert], call: Call) -> str:
    """The searches that are kept, each with what came in for it."""
    lang = call.lang
    if not found:
        return say("saved.none", lang)
    lines = []
    for one in found:
        count = (
            say("saved.new", lang, count=digits(len(one.new), lang))
            if one.new
            else say("saved.nothing", lang)
        )
        lines.append(
            f"{paint(one.saved.name, 'bold')}  {one.saved.words}  {paint(count, 'green' if one.new else 'dim')}"
        )
        lines += [
            f"  {digits(entry.receipt, lang)}  {number(entry.number, lang)}  {day(entry.dated, lang)}"
            f"  {entry.subject or NONE}"
            for entry in one.new
        ]
    return "\n".join(lines)
