"""The audit, backups and what a check found, as the terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal.layout import Column, paint, table, wrap
from terminal.terms import clock, day, digits
from terminal.words import say

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from desk.checking import Checked, Finding, LastCheck
    from desk.keeping import BackedUp
    from registry.audit import AuditRow
    from registry.entries import Trace
    from terminal.call import Call

MEGABYTE = 1_000_000


def audit_screen(rows: Sequence[AuditRow], call: Call) -> str:
    """Who did what, when; oldest first."""
    lang = call.lang
    if not rows:
        return say("none.audit", lang)
    columns = [
        Column(title=say("column.audit_row", lang), right=True),
        Column(title=say("column.audit_at", lang)),
        Column(title=say("column.audit_by", lang)),
        Column(title=say("column.audit_verb", lang)),
        Column(title=say("column.audit_subject", lang)),
        Column(title=say("column.audit_change", lang), least=16),
    ]
    cells = [
        [
            digits(one.id, lang),
            f"{day(one.trace.at.date(), lang)} {clock(one.trace.at.time(), lang)}",
            one.trace.by,
            one.trace.verb,
            one.trace.subject,
            _change(one.trace),
        ]
        for one in rows
    ]
    return table(columns, cells, call.room)


def _change(trace: Trace) -> str:
    changed = f"{trace.before} → {trace.after}" if trace.before else trace.after
    return f"{changed} ({trace.reason})" if trace.reason else changed


def verified_screen(checked: Checked, call: Call) -> str:
    """Whether the audit holds, and its head to note."""
    return _found(checked.findings, call, "audit.whole", checked)


def exported_screen(file: Path, rows: int, call: Call) -> str:
    """Where the audit was written."""
    return paint(say("audit.exported", call.lang, file=file, rows=digits(rows, call.lang)), "green", "bold")


def clock_screen(trace: Trace, call: Call) -> str:
    """That the clock was found right."""
    at = f"{day(trace.at.date(), call.lang)} {clock(trace.at.time(), call.lang)}"
    return paint(say("audit.clock", call.lang, at=at), "green", "bold")


def backup_screen(made: BackedUp, call: Call) -> str:
    """Where the backup is, and the head of the audit to note."""
    lang = call.lang
    size = digits(f"{made.size / MEGABYTE:.1f}", lang)
    done = say("backup.done", lang, folder=made.folder, files=digits(made.files, lang), size=size)
    return paint(done, "green", "bold") + "\n" + say("audit.head", lang, head=made.head)


def restored_screen(checked: Checked, call: Call) -> str:
    """What was brought back."""
    return _found(checked.findings, call, "restore.done", checked)


def checked_screen(checked: Checked, call: Call) -> str:
    """What a check found."""
    return _found(checked.findings, call, "check.done", checked)


def last_check_screen(last: LastCheck | None, today: dt.date, call: Call, *, due: bool) -> str:
    """When everything was looked through last, and whether it is time again."""
    lang = call.lang
    if last is None:
        return paint(say("check.never", lang), "red", "bold")
    told = say(
        "check.last",
        lang,
        day=day(last.at.date(), lang),
        age=digits(last.age(today), lang),
        by=last.by,
        findings=digits(last.findings, lang),
    )
    return "\n".join([told, paint(say("check.due", lang), "red", "bold")] if due else [told])


def _found(findings: Sequence[Finding], call: Call, sound: str, checked: Checked) -> str:
    lang = call.lang
    facts = {"files": digits(checked.files, lang), "rows": digits(checked.audit_rows, lang)}
    if not findings:
        head = say("audit.head", lang, head=checked.head)
        return paint(say(sound, lang, **facts), "green", "bold") + "\n" + head
    title = paint(say("check.findings", lang, count=digits(len(findings), lang), **facts), "red", "bold")
    return "\n".join([title, *(wrap(f"• {one.message(lang)}", call.room, "  ") for one in findings)])
