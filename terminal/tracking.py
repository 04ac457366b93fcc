"""`saraban tasks`, `report`, `rollup`, `overview`, `remind` and `calendar`: who has answered and who is waited for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from circulars.errors import ExitCode
from terminal.call import Call
from terminal.targets import each_file, task_and_files
from terminal.verb import Verb, with_call
from terminal.words import say

PATH = click.Path(path_type=Path)


@click.command(cls=Verb)
@click.option("--letter", metavar="ID")
@click.option("--district")
@click.option("--state")
@click.option("--due-by", "due_to", metavar="DATE")
@click.option("--late", is_flag=True)
@click.option("--limit", type=click.IntRange(1))
@click.option("--history", type=click.IntRange(1))
@with_call
def tasks(call: Call, history: int | None, **wanted: Any) -> None:
    """List tasks, or the history of one."""
    from desk.plain import event_plain, listed_plain
    from desk.tasks import history as history_of
    from desk.tasks import list_tasks, wanted_tasks
    from terminal.task_screens import history_screen, tasks_screen

    desk, clerk = call.desk(), call.clerk()
    if history is not None:
        events = history_of(desk, history)
        call.show(history_screen(history, events, call), [event_plain(one) for one in events])
        return
    listed = list_tasks(desk, clerk, wanted_tasks(**wanted))
    data = [listed_plain(one, clerk.today) for one in listed]
    call.show(tasks_screen(listed, clerk.today, call, wanted["limit"]), data)


@click.command(cls=Verb)
@click.argument("targets", metavar="[TASK] [FILE]...", nargs=-1, required=True)
@click.option("--form", "forms", is_flag=True)
@click.option("--row", "rows", multiple=True, metavar="COLUMN=VALUE;…")
@click.option("--nil", is_flag=True)
@click.option("--note", default="")
@click.option("--attach", "files", multiple=True, type=PATH)
@click.option("--district")
@click.option("--accept", is_flag=True)
@click.option("--return", "reason", metavar="REASON")
@click.option("--anyway", is_flag=True)
@click.option("--seen", type=click.IntRange(1), metavar="VERSION")
@with_call
def report(call: Call, targets: tuple[str, ...], forms: bool, district: str | None, **answer: Any) -> int:
    """Enter, accept or return an answer."""
    from desk.form_report import report_by_form
    from desk.plain import reported_plain
    from desk.report import Answer, judge
    from terminal.task_screens import reported_screen

    desk, clerk = call.desk(), call.clerk()
    task, paths = task_and_files(targets, forms=forms)
    said = Answer(**answer)

    def one(path: Path | None) -> int:
        if path is not None:
            done = report_by_form(desk, path, clerk, said, number=task, district=district)
        else:
            done = judge(desk, task or 0, clerk, said)
        call.show(reported_screen(done, call), reported_plain(done, clerk.today, call.lang))
        return ExitCode.DONE

    return each_file(call, paths, one) if forms else one(None)


@click.command(cls=Verb)
@click.argument("receipt", metavar="ID")
@click.option("--item")
@click.option("--xlsx", type=PATH, metavar="FILE")
@with_call
def rollup(call: Call, receipt: str, item: str | None, xlsx: Path | None) -> None:
    """Show all answers in one table."""
    from desk.plain import rollup_plain
    from desk.rollup import rollups
    from terminal.rollup_screens import rollup_listing, rollups_screen

    clerk = call.clerk()
    found = rollups(call.desk(), receipt, clerk, item=item)
    text = rollups_screen(found, clerk, call)
    saved = call.save_tables([rollup_listing(one, clerk, call.lang) for one in found], xlsx)
    call.show(text + saved, [rollup_plain(one) for one in found])


@click.command(cls=Verb)
@click.argument("receipt", metavar="[ID]", required=False)
@click.option("--by", type=click.Choice(["directive", "district", "province", "officer"]))
@click.option("--show", "what", metavar="WHAT")
@click.option("--item")
@click.option("--district")
@click.option("--xlsx", type=PATH, metavar="FILE")
@with_call
def overview(call: Call, receipt: str | None, by: str | None, what: str | None, **wanted: Any) -> None:
    """Show who has answered."""
    from desk.matrix import Shown, matrix, tallies
    from desk.matrix_plain import matrix_plain, tally_plain
    from terminal.overview_screens import overview_screen, overview_sheets, tallies_screen

    desk, clerk = call.desk(), call.clerk()
    found = matrix(desk, clerk, receipt, district=wanted["district"])
    if what is not None:
        from desk.plain import listed_plain
        from desk.tasks import tasks_of
        from desk.values import parse_value
        from terminal.task_screens import tasks_screen

        tasks = tasks_of(desk, found.listed(parse_value(what, Shown), item=wanted["item"]))
        call.show(tasks_screen(tasks, clerk.today, call), [listed_plain(one, clerk.today) for one in tasks])
        return
    saved = call.save_tables(overview_sheets(found, call.lang), wanted["xlsx"]) if wanted["xlsx"] else ""
    if by is None:
        call.show(overview_screen(found, call) + saved, matrix_plain(found))
        return
    data = [tally_plain(key, one) for key, one in tallies(found, by).items()]
    call.show(tallies_screen(found, by, call) + saved, data)


@click.command(cls=Verb)
@click.argument("receipt", metavar="[ID]", required=False)
@click.option("--dry-run", "dry", is_flag=True)
@click.option("--text", "texts", is_flag=True)
@click.option("--days", type=click.IntRange(0))
@with_call
def remind(call: Call, receipt: str | None, dry: bool, texts: bool, days: int | None) -> int:
    """Remind those who are waited for."""
    from desk.plain import reminder_plain
    from desk.reminder_plain import chase_plain, plan_plain
    from terminal.reminder_screens import chase_screen, plan_screen, reminders_screen

    desk, clerk = call.desk(), call.clerk()
    if texts or days is not None:
        from desk.remind import remind as reminders_of

        found = reminders_of(desk, clerk, receipt=receipt, days=days)
        call.show(reminders_screen(found, call), [reminder_plain(one, clerk.today) for one in found])
        return ExitCode.DONE
    if dry:
        from desk.remind import plan_reminders

        plan = plan_reminders(desk, clerk, receipt=receipt)
        call.show(plan_screen(plan, call), plan_plain(plan))
        return ExitCode.DONE
    from desk.chase import chase
    from terminal.progress import shown

    with shown(call, "progress.reminders") as progress:
        done = chase(desk, call.clerk, receipt=receipt, password=call.mail_password, progress=progress)
    call.show(chase_screen(done, call), chase_plain(done, call.lang))
    return ExitCode.NEEDS_PERSON if done.failed else ExitCode.DONE


@click.command(cls=Verb)
@click.option("--district")
@click.option("--officer")
@click.option("--out", type=PATH, metavar="FILE")
@with_call
def calendar(call: Call, district: str | None, officer: str | None, out: Path | None) -> None:
    """Write the deadlines as a calendar."""
    from desk.calendar_feed import feed, save_feed

    found = feed(call.desk(), call.clerk(), district=district, officer=officer)
    data = {"name": found.name, "events": len(found.events), "file": str(out) if out else None}
    if out is None:
        # A calendar program reads it; its lines end as RFC 5545 has them.
        call.show(found.content.decode().replace("\r\n", "\n").rstrip("\n"), data)
        return
    save_feed(found, out)
    call.show(say("calendar.saved", call.lang, file=out, name=found.name, count=len(found.events)), data)
