"""The trace of every change (ร่องรอยการทำงาน), as it is shown, proved and handed out."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from desk.checking import Checked, audit_findings
from desk.lookup import refuse_blank
from desk.plain import audit_plain
from registry.archive import write
from registry.audit import CLOCK

if TYPE_CHECKING:
    from pathlib import Path

    from desk.office_desk import Clerk, Desk
    from registry.audit import AuditRow
    from registry.entries import Trace


def trail(
    desk: Desk, *, subject: str | None = None, by: str | None = None, newest: int | None = None
) -> tuple[AuditRow, ...]:
    """The acts on a subject, by a person; only the newest if so many are asked for."""
    with desk.database.reading() as store:
        return store.audit.rows(subject=subject, by=by, newest=newest)


def verified(desk: Desk, known_head: str | None = None) -> Checked:
    """Whether any row of the audit was altered, taken out or put in, or its end cut off."""
    with desk.database.reading() as store:
        found = store.audit.verify(known_head)
    return Checked(files=0, audit_rows=found.rows, head=found.head, findings=audit_findings(found))


def export(desk: Desk, file: Path) -> int:
    """Write every row to a file, with its hash: CSV for a name that ends in .csv, else JSON lines; how many."""
    rows = [audit_plain(one) for one in trail(desk)]
    if file.suffix.lower() == ".csv":
        out = io.StringIO()
        table = csv.DictWriter(out, rows[0] if rows else ["id"])
        table.writeheader()
        table.writerows(rows)
        # The mark by which Excel knows that a text is UTF-8.
        write(file, out.getvalue().encode("utf-8-sig"))
    else:
        write(file, "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows).encode())
    return len(rows)


def note_clock(desk: Desk, clerk: Clerk, reason: str) -> Trace:
    """A person says that the clock is right now: what comes after may be earlier than what came before.

    Raises:
        UsageError: If no reason is given.
    """
    refuse_blank(reason)
    trace = clerk.did(CLOCK, "clock", reason=reason)
    with desk.database.writing() as store:
        store.audit.add(trace)
    return trace
