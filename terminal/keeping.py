"""The commands that keep an office's data safe: the audit, backups, bringing one back, checking everything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from circulars.errors import ExitCode
from terminal.call import Call, database_address
from terminal.progress import shown
from terminal.verb import Verb, Verbs, with_call

if TYPE_CHECKING:
    import datetime as dt

    from desk.checking import Finding, LastCheck

PATH = click.Path(path_type=Path)


@click.group(cls=Verbs, invoke_without_command=True)
@click.pass_context
def audit(ctx: click.Context) -> None:
    """The trace of every change; alone it shows the newest."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(show)


@audit.command()
@click.option("--subject")
@click.option("--by", "person")
@click.option("--last", type=click.IntRange(1), default=20)
@with_call
def show(call: Call, subject: str | None = None, person: str | None = None, last: int = 20) -> None:
    """Show who did what, when."""
    from desk.audit import trail
    from desk.plain import audit_plain
    from terminal.keeping_screens import audit_screen

    rows = trail(call.desk(), subject=subject, by=person, newest=last)
    call.show(audit_screen(rows, call), [audit_plain(one) for one in rows])


@audit.command()
@click.option("--head", metavar="HASH")
@with_call
def verify(call: Call, head: str | None) -> int:
    """See that nothing was changed, taken out or put in."""
    from desk.audit import verified
    from terminal.keeping_screens import verified_screen

    found = verified(call.desk(), head)
    findings = found.findings
    data = {"rows": found.audit_rows, "head": found.head, "findings": _plain(findings, call)}
    call.show(verified_screen(found, call), data)
    return ExitCode.NEEDS_PERSON if findings else ExitCode.DONE


@audit.command()
@click.argument("file", type=PATH)
@with_call
def export(call: Call, file: Path) -> None:
    """Write the whole audit to a file."""
    from desk.audit import export as export_to
    from terminal.keeping_screens import exported_screen

    rows = export_to(call.desk(), file)
    call.show(exported_screen(file, rows, call), {"file": str(file), "rows": rows})


@audit.command()
@click.option("--reason", required=True)
@with_call
def clock(call: Call, reason: str) -> None:
    """Say that the clock is right now and was wrong before."""
    from desk.audit import note_clock
    from terminal.keeping_screens import clock_screen

    row = note_clock(call.desk(), call.clerk(), reason)
    call.show(clock_screen(row, call), {"at": row.at.isoformat(), "reason": row.reason})


@click.command(cls=Verb)
@click.argument("place", type=PATH)
@with_call
def backup(call: Call, place: Path) -> None:
    """Copy everything to another place."""
    from desk.keeping import back_up
    from terminal.keeping_screens import backup_screen

    desk = call.desk()
    with shown(call, "progress.files") as progress:
        made = back_up(call.settings(), desk.database, place, call.clerk().now, progress=progress)
    data = {"folder": str(made.folder), "files": made.files, "bytes": made.size, "audit_head": made.head}
    call.show(backup_screen(made, call), data)


@click.command(cls=Verb)
@click.argument("folder", type=PATH)
@with_call
def restore(call: Call, folder: Path) -> int:
    """Bring a backup back into an empty data directory."""
    from desk.keeping import restore as restore_to
    from terminal.keeping_screens import restored_screen

    with shown(call, "progress.files") as progress:
        checked = restore_to(folder, call.data, database=database_address(), progress=progress)
    data = {"data": str(call.data), "files": checked.files, "findings": _plain(checked.findings, call)}
    call.show(restored_screen(checked, call), data)
    return ExitCode.NEEDS_PERSON if checked.findings else ExitCode.DONE


@click.command(cls=Verb)
@click.option("--head", metavar="HASH")
@click.option("--due", is_flag=True)
@click.option("--last", "only_last", is_flag=True)
@click.option("--every", type=click.IntRange(1, 366), default=7)
@with_call
def check(call: Call, head: str | None, due: bool, only_last: bool, every: int) -> int:
    """Look through all the data."""
    from desk.checking import check_data, last_check, note_check
    from terminal.keeping_screens import checked_screen

    desk, clerk = call.desk(), call.clerk()
    last = last_check(desk)
    if only_last or (due and last is not None and not last.is_due(clerk.today, every)):
        return _show_last(call, last, clerk.today, every)
    with shown(call, "progress.files") as progress:
        checked = check_data(desk, known_head=head, progress=progress)
    if due:
        note_check(desk, checked, clerk)
    data = {
        "files": checked.files,
        "audit_rows": checked.audit_rows,
        "head": checked.head,
        "findings": _plain(checked.findings, call),
    }
    call.show(checked_screen(checked, call), data)
    return ExitCode.NEEDS_PERSON if checked.findings else ExitCode.DONE


def _show_last(call: Call, last: LastCheck | None, today: dt.date, every: int) -> int:
    """How old the last check is, and whether another is due."""
    from terminal.keeping_screens import last_check_screen

    due = last is None or last.is_due(today, every)
    data = {
        "at": last.at.isoformat() if last else None,
        "by": last.by if last else None,
        "findings": last.findings if last else None,
        "age_days": last.age(today) if last else None,
        "due": due,
    }
    call.show(last_check_screen(last, today, call, due=due), data)
    return ExitCode.NEEDS_PERSON if due else ExitCode.DONE


def _plain(findings: tuple[Finding, ...], call: Call) -> list[dict[str, object]]:
    return [{"kind": one.kind, **one.facts, "message": one.message(call.lang)} for one in findings]
