"""Checking an office's data (ตรวจสอบข้อมูล): every file, every reference, every number, the chain of the audit."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from circulars.messages import message
from circulars.thai_calendar import BUDDHIST_ERA

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desk.office_desk import Clerk, Desk
    from registry.archive import Archive
    from registry.audit import Verified
    from registry.soundness import FiledPath
    from registry.store import Store

#: How much of a file is read at a time.
PIECE = 1 << 20
#: What the audit calls the whole of the data.
_SUBJECT = "data check"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not as it should be; its words are in ``lexicon/messages.toml``."""

    kind: str
    facts: dict[str, str] = field(default_factory=dict)

    def message(self, lang: str) -> str:
        """What is wrong, and where."""
        return message(self.kind, lang, self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What looking through all the data found."""

    files: int
    audit_rows: int
    head: str  #: hash of the audit's last row: to be noted elsewhere
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LastCheck:
    """When everything was looked through, and what came of it."""

    at: dt.datetime
    by: str
    findings: int

    def age(self, today: dt.date) -> int:
        """Days since."""
        return (today - self.at.date()).days

    def is_due(self, today: dt.date, every: int) -> bool:
        """Whether to look again: that many days are over, or something was wrong."""
        return self.findings > 0 or self.age(today) >= every


def check_data(
    desk: Desk,
    *,
    known_head: str | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Checked:
    """Look through everything an office has; changes nothing.

    Args:
        desk: The office's desk.
        known_head: The audit's head as it was noted elsewhere.
        progress: Told how many files were looked at, and of how many.
    """
    with desk.database.reading() as store:
        findings = [*_database(store)]
        verified = store.audit.verify(known_head)
        files = sorted(set(store.soundness.files()), key=lambda one: one.path)
    findings += audit_findings(verified)
    for number, one in enumerate(files, start=1):
        findings += _file(desk.archive, one)
        progress(number, len(files))
    return Checked(files=len(files), audit_rows=verified.rows, head=verified.head, findings=tuple(findings))


def last_check(desk: Desk) -> LastCheck | None:
    """The last check that was noted; None if none ever was."""
    with desk.database.reading() as store:
        rows = store.audit.rows(subject=_SUBJECT, newest=1)
    if not rows:
        return None
    trace = rows[-1].trace
    return LastCheck(at=trace.at, by=trace.by, findings=int(trace.after))


def note_check(desk: Desk, checked: Checked, clerk: Clerk) -> None:
    """Write down that everything was looked through, and how much was found."""
    with desk.database.writing() as store:
        store.audit.add(clerk.did("check", _SUBJECT, after=str(len(checked.findings))))


def audit_findings(verified: Verified) -> tuple[Finding, ...]:
    """Where the chain of the audit does not hold."""
    return tuple(
        Finding(kind=f"audit-{one.kind.value.replace('_', '-')}", facts={"row": str(one.row)})
        for one in verified.broken
    )


def _database(store: Store) -> Iterator[Finding]:
    if not store.soundness.database_is_whole():
        yield Finding(kind="check-database")
    for orphan in store.soundness.orphans():
        facts = {"table": orphan.table, "row": str(orphan.id), "column": orphan.column}
        yield Finding(kind="check-orphan", facts=facts)
    for gap in store.soundness.missing_numbers():
        numbers = ", ".join(str(one) for one in gap.numbers[:10]) + ("…" if len(gap.numbers) > 10 else "")
        facts = {"series": gap.series, "year": str(gap.year + BUDDHIST_ERA), "numbers": numbers}
        yield Finding(kind="check-number-missing", facts=facts)


def _file(archive: Archive, filed: FiledPath) -> Iterator[Finding]:
    path = archive.absolute(filed.path)
    if not path.is_file():
        yield Finding(kind="check-file-gone", facts={"file": filed.path})
    elif file_sha256(path) != filed.sha256:
        yield Finding(kind="check-file-changed", facts={"file": filed.path})


def file_sha256(path: Path) -> str:
    """The hash of a file, read piece by piece."""
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            hashed.update(piece)
    return hashed.hexdigest()
