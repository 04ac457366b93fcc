"""Drafts, letters sent and forms, as the terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.circular import LetterForm
from circulars.labels import label
from circulars.thai_calendar import thai_digits
from terminal.layout import Column, paint, table, wrap
from terminal.terms import day, digits, number
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from circulars.letter import GuardFinding, Letter
    from desk.dispatch import SentLetter
    from desk.letters import DraftedLetter
    from desk.relay import Drafted
    from desk.send import Sent
    from desk.send_each import SentEach
    from registry.archive import Archive
    from registry.entries import Outgoing
    from terminal.call import Call


def draft_screen(drafted: Drafted, files: Sequence[Path], call: Call) -> str:
    """A draft as it would be read, its edits counted, and what the guard says."""
    lang = call.lang
    letter = drafted.draft.letter
    key = "draft.new" if drafted.new else "draft.stored"
    lines = [paint(say(key, lang, receipt=digits(drafted.entry.receipt, lang)), "green", "bold"), ""]
    lines += _letter(letter, call)
    lines += ["", say("draft.edits", lang, count=digits(len(drafted.draft.edits), lang))]
    lines.append(_findings(drafted.draft.findings, lang))
    lines.append(say("draft.sent" if drafted.sent else "draft.next", lang, receipt=drafted.entry.receipt))
    lines += [_paths(files)] if files else []
    return "\n".join(lines)


def sent_each_screen(sent: SentEach, call: Call) -> str:
    """A relay as it went out, one letter to each district."""
    lang, rows = call.lang, sent.files.rows
    facts = {
        "count": digits(len(rows), lang),
        "first": number(rows[0].number, lang),
        "last": number(rows[-1].number, lang),
    }
    files = (sent.files.archive, sent.files.printed, sent.files.manifest, sent.files.table)
    lines = [paint(say("each.done", lang, **facts), "green", "bold"), _paths(files)]
    return "\n".join([*lines, *([_findings(sent.findings, lang)] if sent.findings else [])])


def stopped_line(receipt: str, call: Call) -> str:
    """What a person is told who stops the writing of many letters."""
    return say("each.stopped", call.lang, receipt=receipt)


def drafted_letter_screen(drafted: DraftedLetter, files: Sequence[Path], call: Call) -> str:
    """A letter besides relays as it would be read, and the files it can be looked at in."""
    done = say("letter.draft", call.lang, kind=say(f"letter.{drafted.kind}", call.lang))
    return "\n".join([paint(done, "green", "bold"), "", *_letter(drafted.letter, call), "", _paths(files)])


def sent_letter_screen(sent: SentLetter, archive: Archive, call: Call) -> str:
    """A letter besides relays as it went out: number, date, files."""
    lang = call.lang
    facts = {"number": number(sent.letter.number, lang), "dated": day(sent.letter.dated, lang)}
    files = [archive.absolute(one.path) for one in sent.files]
    return paint(say("letter.sent", lang, **facts), "green", "bold") + "\n" + _paths(files)


def _letter(letter: Letter, call: Call) -> list[str]:
    """The words of a letter, its paragraphs numbered as ``--set`` counts them."""
    lines = [paint(label(letter.urgency), "red", "bold")] if letter.urgency != "normal" else []
    if letter.form is not LetterForm.STAMPED:
        lines.append(f"เรื่อง  {letter.subject}")
    lines += [f"{'ถึง' if letter.form is LetterForm.STAMPED else 'เรียน'}  {letter.addressee}", ""]
    for place, one in enumerate(letter.body, start=1):
        lines += [paint(f"[{digits(place, call.lang)}]", "dim"), wrap(one.text, call.room, "    ")]
        if letter.table and letter.table.after == place - 1:
            columns = [Column(title=one, least=6) for one in letter.table.head]
            rows = [*letter.table.rows, *([letter.table.total] if letter.table.total else [])]
            lines += ["", table(columns, rows, call.room), ""]
    return [
        *lines,
        "",
        letter.sender,
        *letter.unit,
        f"โทร. {thai_digits(letter.phone)}" if letter.phone else "",
    ]


def _findings(findings: Sequence[GuardFinding], lang: str) -> str:
    if not findings:
        return paint(say("draft.guarded", lang), "green")
    lines = [
        paint(f"  {'·' if one.is_note else '!'} {one.message(lang)}", "yellow" if one.is_note else "red")
        for one in findings
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
    lines = [paint(done, "green", "bold"), _paths([archive.absolute(one.path) for one in sent.files])]
    if sent.findings:
        lines.append(_findings(sent.findings, lang))
    return "\n".join(lines)


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
