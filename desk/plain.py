"""The desk's answers as JSON data, the same for the terminal and for the web."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from circulars.codec import to_plain
from circulars.thai_calendar import BUDDHIST_ERA
from registry.entries import Incoming

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from circulars.letter import Draft, GuardFinding
    from circulars.task import Task, TaskEvent
    from desk.answers import Reported
    from desk.dispatch import SentLetter
    from desk.letters import DraftedLetter
    from desk.office_templates import CheckedTemplate, OfficeTemplate
    from desk.overview import DirectiveRow
    from desk.receive import Received
    from desk.recount import Recounted
    from desk.remind import Reminder
    from desk.review import Confirmed, Corrected
    from desk.rollup import Rollup
    from desk.search import Hit, SearchResult
    from desk.send import Sent
    from desk.send_each import SentEach
    from desk.tasks import ListedTask
    from registry.audit import AuditRow
    from registry.entries import Correction, Outgoing


def incoming_plain(entry: Incoming) -> dict[str, Any]:
    """A row of the register of letters received; ``id`` is what commands take, year in the Buddhist era."""
    return {
        "id": entry.receipt,
        "receipt_number": entry.receipt_number,
        "year": entry.year + BUDDHIST_ERA,
        "received": to_plain(entry.received),
        "received_by": entry.received_by,
        "state": entry.state.value,
        "number": entry.number,
        "dated": to_plain(entry.dated),
        "from": entry.sender,
        "to": entry.addressee,
        "subject": entry.subject,
        "urgency": entry.urgency.value,
        "file": entry.file_name,
        "sha256": entry.sha256,
        "original": entry.original,
        "confirmed": to_plain(entry.confirmed),
        "confirmed_by": entry.confirmed_by,
        "version": entry.version,
        "cancelled": to_plain(entry.cancelled),
    }


def received_plain(received: Received) -> dict[str, Any]:
    """What became of a file."""
    return {
        **incoming_plain(received.entry),
        "known": received.known,
        "same_letter": received.same_letter.receipt if received.same_letter else None,
        "issues": received.entry.reading["issues"],
    }


def letter_plain(entry: Incoming, corrections: tuple[Correction, ...]) -> dict[str, Any]:
    """A letter received with its whole reading and what people corrected in it."""
    made = [{name: value for name, value in to_plain(one).items() if name != "letter"} for one in corrections]
    return {**incoming_plain(entry), "reading": entry.reading, "corrections": made}


def task_plain(task: Task, receipt: str, today: dt.date) -> dict[str, Any]:
    """A task; ``letter`` is the receipt number of the letter it comes from."""
    return {
        "id": task.id,
        "letter": receipt,
        "directive": task.directive,
        "item": task.item,
        "level": task.level.value,
        "office": task.office,
        "office_code": task.office_code,
        "due": to_plain(task.due),
        "letter_due": to_plain(task.letter_due),
        "internal_due": to_plain(task.internal_due),
        "time": to_plain(task.due_time),
        "rrule": task.rrule,
        "state": task.state.value,
        "late": task.is_late(today),
        "version": task.version,
    }


def listed_plain(listed: ListedTask, today: dt.date) -> dict[str, Any]:
    """A task with the words of its directive."""
    return {**task_plain(listed.task, listed.entry.receipt, today), "text": listed.directive.text}


def event_plain(event: TaskEvent) -> dict[str, Any]:
    """Something that happened to a task."""
    data: dict[str, Any] = to_plain(event)
    return data


def confirmed_plain(confirmed: Confirmed, today: dt.date) -> dict[str, Any]:
    """A letter confirmed, and the tasks made."""
    tasks = [task_plain(one, confirmed.entry.receipt, today) for one in confirmed.assigned.new]
    return {**incoming_plain(confirmed.entry), "tasks": tasks}


def corrected_plain(corrected: Corrected) -> dict[str, Any]:
    """What a correction did."""
    return {
        "id": corrected.entry.receipt,
        "corrections": [
            {"field": one.field, "before": one.before, "after": one.after} for one in corrected.made
        ],
        "tasks_new": [one.id for one in corrected.assigned.new],
        "tasks_moved": [one.id for one in corrected.assigned.moved],
        "tasks_dropped": [one.id for one in corrected.assigned.dropped],
        "noted": [to_plain(one) for one in corrected.noted],
        "issues": corrected.entry.reading["issues"],
    }


def recounted_plain(recounted: Recounted) -> dict[str, Any]:
    """A letter counted again by a new calendar: each deadline that moved, as it was and as it is."""
    keys = ("quote", "due", "plan_by")
    moved = [[to_plain(one) for one in pair] for pair in recounted.moved]
    return {
        "id": recounted.entry.receipt,
        "moved": [[{key: one[key] for key in keys} for one in pair] for pair in moved],
        "tasks_moved": [one.id for one in recounted.assigned.moved],
    }


def draft_plain(entry: Incoming, draft: Draft, lang: str) -> dict[str, Any]:
    """A draft with its edits and what the guard says."""
    findings = [{**to_plain(one), "message": one.message(lang)} for one in draft.findings]
    return {"id": entry.receipt, **to_plain(draft), "findings": findings}


def outgoing_plain(sent: Outgoing) -> dict[str, Any]:
    """A row of the register of letters sent."""
    return {
        "number": sent.number,
        "year": sent.year + BUDDHIST_ERA,
        "dated": to_plain(sent.dated),
        "from": sent.sender,
        "to": sent.addressee,
        "subject": sent.subject,
        "urgency": sent.urgency.value,
        "relays": sent.relays,
        "entered": to_plain(sent.entered),
        "entered_by": sent.entered_by,
    }


def sent_plain(sent: Sent, lang: str) -> dict[str, Any]:
    """A relay as it went out."""
    return {
        "id": sent.entry.receipt,
        **outgoing_plain(sent.letter),
        "files": to_plain(sent.files),
        "tasks_sent": [one.id for one in sent.tasks],
        "findings": _findings_plain(sent.findings, lang),
    }


def _findings_plain(findings: Sequence[GuardFinding], lang: str) -> list[dict[str, Any]]:
    return [{**to_plain(one), "message": one.message(lang)} for one in findings]


def sent_each_plain(sent: SentEach, lang: str) -> dict[str, Any]:
    """A relay as it went out, one letter to each district: the rows of its manifest."""
    return {
        "id": sent.entry.receipt,
        "folder": str(sent.folder),
        "letters": to_plain(sent.files.rows),
        "zip": str(sent.files.archive),
        "print": str(sent.files.printed),
        "manifest": str(sent.files.manifest),
        "table": str(sent.files.table),
        "tasks_sent": [one.id for one in sent.tasks],
        "findings": _findings_plain(sent.findings, lang),
    }


def template_plain(one: OfficeTemplate) -> dict[str, Any]:
    """One version of a template of the office, and the letters written with it."""
    return {
        "name": one.name,
        "version": one.version,
        "path": one.file.path,
        "sha256": one.file.sha256,
        "letters": list(one.letters),
    }


def checked_template_plain(checked: CheckedTemplate, lang: str) -> dict[str, Any]:
    """What would go wrong with a template."""
    findings = [{**to_plain(one), "message": one.message(lang)} for one in checked.findings]
    return {"file": checked.file, "refused": checked.is_refused, "findings": findings}


def drafted_letter_plain(drafted: DraftedLetter, files: Sequence[Path]) -> dict[str, Any]:
    """A letter besides relays, and the files it can be looked at in."""
    return {
        "id": drafted.entry.receipt,
        "kind": drafted.kind.value,
        "letter": to_plain(drafted.letter),
        "preview": [str(one) for one in files],
    }


def sent_letter_plain(sent: SentLetter) -> dict[str, Any]:
    """A letter besides relays as it went out."""
    return {"id": sent.entry.receipt, **outgoing_plain(sent.letter), "files": to_plain(sent.files)}


def reported_plain(reported: Reported, today: dt.date, lang: str) -> dict[str, Any]:
    """A task after an answer was entered, accepted or returned."""
    return {
        **task_plain(reported.task, reported.entry.receipt, today),
        "rows": list(reported.rows),
        "notes": [
            {"cell": one.place, "kind": one.kind, "message": one.message(lang)} for one in reported.notes
        ],
        "attached": list(reported.attached),
    }


def rollup_plain(rollup: Rollup) -> dict[str, Any]:
    """All answers to one directive, with their sums."""
    return {
        "letter": rollup.entry.receipt,
        "directive": rollup.place,
        "item": rollup.directive.item,
        "period": rollup.period or None,
        "columns": to_plain(rollup.columns),
        "answered": rollup.answered,
        "of": len(rollup.answers),
        "rows": rollup.row_count,
        "sums": {name: float(value) for name, value in rollup.sums.items()},
        "answers": [
            {
                "task": one.task.id,
                "office": one.task.office,
                "office_code": one.task.office_code,
                "state": one.task.state.value,
                "nil": one.nil,
                "rows": list(one.rows),
            }
            for one in rollup.answers
        ],
    }


def row_plain(row: DirectiveRow, today: dt.date) -> dict[str, Any]:
    """One directive across its offices."""
    return {
        "letter": row.entry.receipt,
        "subject": row.entry.subject,
        "directive": row.place,
        "item": row.directive.item,
        "kind": row.directive.kind.value,
        "due": to_plain(row.due),
        "quote": row.quote,
        "answered": len(row.answered),
        "of": len(row.tasks),
        "missing": [one.office for one in row.missing],
        "tasks": [task_plain(one, row.entry.receipt, today) for one in row.tasks],
    }


def reminder_plain(reminder: Reminder, today: dt.date) -> dict[str, Any]:
    """Who is still waited for, and the words to remind them with."""
    return {
        **row_plain(reminder.row, today),
        "relay": reminder.relay.number,
        "missing": [one.office for one in reminder.missing],
        "text": reminder.text,
    }


def audit_plain(row: AuditRow) -> dict[str, Any]:
    """A row of the audit with its hash."""
    return {"id": row.id, **to_plain(row.trace), "hash": row.hash}


def search_plain(result: SearchResult) -> dict[str, Any]:
    """What was found: the letters, the counts by which they can be narrowed, the state of the index.

    ``marks`` are half-open ranges of characters of the snippet; years are of the Buddhist era.
    """
    facets = dict(result.facets)
    facets["year"] = tuple((str(int(year) + BUDDHIST_ERA), count) for year, count in facets.get("year", ()))
    return {
        "total": result.total,
        "hits": [hit_plain(one) for one in result.hits],
        "facets": to_plain(facets),
        "index": {"complete": result.index.complete, "done": result.index.done, "of": result.index.of},
        "cut": result.cut,
    }


def hit_plain(hit: Hit) -> dict[str, Any]:
    """A letter that was found."""
    received = isinstance(hit.entry, Incoming)
    row = incoming_plain(hit.entry) if isinstance(hit.entry, Incoming) else outgoing_plain(hit.entry)
    return {
        "register": "received" if received else "sent",
        "match": hit.kind.value,
        "snippet": hit.snippet.text,
        "marks": [list(one) for one in hit.snippet.marks],
        **row,
    }
