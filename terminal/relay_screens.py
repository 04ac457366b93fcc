"""Drafts, letters sent and forms, as the terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.labels import label
from circulars.thai_calendar import thai_digits
from terminal.layout import paint, wrap
from terminal.terms import day, digits, number
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from circulars.letter import Draft
    from desk.relay import Drafted
    from desk.send import Sent
    from registry.archive import Archive
    from registry.entries import Outgoing
    from terminal.call import Call


def draft_screen(drafted: Drafted, files: Sequence[Path], call: Call) -> str:
    """A draft as it would be read, its edits counted, and what the guard says."""
    lang = call.lang
    letter = drafted.draft.letter
    key = "draft.new" if drafted.new else "draft.stored"
    lines = [paint(say(key, lang, receipt=digits(drafted.entry.receipt, lang)), "green", "bold"), ""]
    if letter.urgency != "normal":
        lines.append(paint(label(letter.urgency), "red", "bold"))
    lines += [f"ถึง  {letter.addressee}", ""]
    for place, one in enumerate(letter.body, start=1):
        lines += [paint(f"[{digits(place, lang)}]", "dim"), wrap(one.text, call.room, "    ")]
    lines += ["", letter.sender, *letter.unit, f"โทร. {thai_digits(letter.phone)}" if letter.phone else ""]
    lines += ["", say("draft.edits", lang, count=digits(len(drafted.draft.edits), lang))]
    lines.append(_findings(drafted.draft, lang))
    lines.append(say("draft.sent" if drafted.sent else "draft.next", lang, receipt=drafted.entry.receipt))
    lines += [_paths(files)] if files else []
    return "\n".join(lines)


def _findings(draft: Draft, lang: str) -> str:
    if not draft.findings:
        return paint(say("draft.guarded", lang), "green")
    lines = [
        paint(f"  {'·' if one.is_note else '!'} {one.message(lang)}", "yellow" if one.is_note else "red")
        for one in draft.findings
    ]
    return "\n".join([say("draft.findings", lang), *lines])


def sent_screen(sent: Sent, archive: Archive, call: Call) -> str:
    """A relay as it went out: number, date, files, tasks."""
    lang = call.lang
    done = say(
        "sent.done",
        lang,
        number=number(sent.letter.number, lang),
        dated=day(sent.letter.dated, lang),
        tasks=digits(len(sent.tasks), lang),
    )
    return paint(done, "green", "bold") + "\n" + _paths([archive.absolute(one.path) for one in sent.files])


def forms_screen(files: Sequence[Path], call: Call) -> str:
    """The forms written."""
    return (
        paint(say("forms.done", call.lang, count=digits(len(files), call.lang)), "green", "bold")
        + "\n"
        + _paths(files)
    )


def relayed_screen(entered: Outgoing, call: Call) -> str:
    """An earlier relay entered in the register."""
    lang = call.lang
    done = say(
        "relayed.done",
        lang,
        number=number(entered.number, lang),
        dated=day(entered.dated, lang),
        relays=number(entered.relays, lang),
    )
    return paint(done, "green", "bold")


def _paths(files: Sequence[Path]) -> str:
    return "\n".join(f"  {one}" for one in files)
