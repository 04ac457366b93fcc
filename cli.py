"""The counter in the terminal: one command a verb, in the order a clerk meets them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from circulars.errors import ExitCode, SarabanError, UsageError
from terminal.account import account
from terminal.call import Call, database_address
from terminal.card import card, topic
from terminal.door import run, tell
from terminal.duplicates import duplicates
from terminal.evaluate import evaluate
from terminal.exchange import export, import_
from terminal.holidays import holidays
from terminal.intake import receive_folders, watch
from terminal.keeping import audit, backup, check, restore
from terminal.lexicon import lexicon
from terminal.numbers import chain, number
from terminal.register import register
from terminal.review import review
from terminal.search import index, search
from terminal.targets import each_file, task_and_files
from terminal.task import task
from terminal.template import pdf, template
from terminal.verb import Verbs, with_call
from terminal.words import say

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from circulars.source import SourceText
    from desk.reading import OpenedFile, ReadingWay

PATH = click.Path(path_type=Path)
#: The letters that ``saraban letter`` writes (`generator.letter_kinds.LetterKind`).
LETTER_KINDS = ["reminder", "report", "nil", "memo", "cover", "acknowledgement", "escalation"]


@click.group(cls=Verbs)
@click.version_option(package_name="saraban-circulars", message="%(version)s")
def saraban() -> None:
    """The whole counter."""


@saraban.command()
@click.argument("province")
@click.option("--unit", "unit_code", default="")
@click.option("--sender", default="")
@click.option("--office", default="")
@click.option("--group", default="")
@click.option("--phone", default="")
@click.option("--email", default="")
@click.option("--signatory", default="")
@click.option("--position", "signatory_position", default="")
@click.option("--emblem", "emblem_path", type=click.Path(resolve_path=True))
@click.option(
    "--paper", "emblem_mode", type=click.Choice(["preprinted", "placeholder"]), default="preprinted"
)
@click.option("--url", "report_url", default="")
@with_call
def init(call: Call, province: str, **given: str | None) -> None:
    """Set up an office."""
    from desk.init import init_office, new_office
    from terminal.letter_screens import init_screen

    settings = init_office(call.data, new_office(province, given), database_address())
    data = {"data": str(settings.data), "province": settings.office.province.name}
    call.show(init_screen(settings, call), data)


@saraban.command()
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option("--engine", envvar="SARABAN_OCR_ENGINE")
@click.option("--crops", type=click.Path(path_type=Path, file_okay=False))
@click.option("--show", is_flag=True)
@click.option("--pdf", type=PATH)
@with_call
def read(call: Call, files: tuple[Path, ...], engine: str | None, show: bool, **outputs: Path | None) -> int:
    """Show what letters say; store nothing."""
    from circulars.reading_json import reading_to_json
    from desk.holidays import office_calendar
    from desk.searchable import write_searchable
    from desk.showing import marked_lines
    from terminal.letter_screens import reading_screen
    from terminal.page_screen import page_screen
    from terminal.words import say

    pdf, crops = outputs["pdf"], outputs["crops"]
    if pdf is not None and len(files) > 1:
        raise UsageError("usage-one-pdf")

    calendar = office_calendar(call.data)
    to_write = [] if pdf is None else [pdf]

    def one(file: OpenedFile, source: SourceText, way: ReadingWay) -> int:
        if pdf is not None and not to_write:
            raise UsageError("usage-one-pdf")
        reading = way.reading(source, calendar)
        data = reading_to_json(reading, call.lang)
        if crops is not None:
            from desk.crops import write_crops

            for number, path in write_crops(file, reading, crops).items():
                data["issues"][number]["crop"] = str(path)
        text = reading_screen(file.name, reading, data["issues"], call)
        if show:
            text = page_screen(reading.source, marked_lines(reading), call) + "\n\n" + text
        call.show(text, data)
        if to_write:
            written = write_searchable(file, to_write.pop(), source)
            click.echo(
                "" if call.json else say("page.written", call.lang, file=written), err=True, nl=not call.json
            )
        return ExitCode.NEEDS_PERSON if reading.needs_person else ExitCode.DONE

    return _each(call, files, engine, one)


@saraban.command()
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option("--number", type=click.IntRange(1, 999_999))
@click.option("--anyway", is_flag=True)
@click.option("--engine", envvar="SARABAN_OCR_ENGINE")
@click.option("--report", type=PATH)
@click.option("--received", "day", metavar="DATE")
@click.option("--reason", default="")
@with_call
def receive(call: Call, files: tuple[Path, ...], number: int | None, anyway: bool, **way: Any) -> int:
    """Register letters."""
    from desk.plain import received_plain
    from desk.receive import receive as receive_one
    from terminal.letter_screens import received_screen

    if number is not None and len(files) > 1:
        raise UsageError("usage-one-number")
    if any(path.is_dir() for path in files):
        if way["day"]:
            raise UsageError("usage-received-folder")
        return receive_folders(call, files, anyway=anyway, engine=way["engine"], report=way["report"])
    desk, clerk = call.desk(), call.clerk()

    def one(file: OpenedFile, source: SourceText, how: ReadingWay) -> int:
        received = receive_one(
            desk,
            file,
            clerk,
            number=number,
            anyway=anyway,
            way=how,
            source=source,
            day=_date(way["day"]),
            reason=way["reason"],
        )
        call.show(received_screen(received, call), received_plain(received))
        return ExitCode.NEEDS_PERSON if received.needs_person else ExitCode.DONE

    return _each(call, files, way["engine"], one)


def _each(
    call: Call,
    files: Sequence[Path],
    engine: str | None,
    one: Callable[[OpenedFile, SourceText, ReadingWay], int],
) -> int:
    """Do it for every file and those within it, past those that fail; one file alone fails with its own exit code."""
    from desk.reading import ReadingWay
    from terminal.progress import shown

    codes: list[int] = []
    with shown(call, "progress.reading") as progress:
        way = ReadingWay.of(call.data, engine=engine, progress=progress)
        for read_one in way.texts(files):
            try:
                source = read_one.text()
                codes.append(ExitCode.DONE if read_one.file is None else one(read_one.file, source, way))
            except SarabanError as failure:
                if read_one.alone:
                    raise
                tell(failure, as_json=call.json, lang=call.lang)
                codes.append(ExitCode.NEEDS_PERSON)
            except KeyboardInterrupt:
                told = say("interrupted.files", call.lang, done=len(codes), all=len(files))
                click.echo(told, err=True)
                raise
    return max(codes, default=ExitCode.DONE)


saraban.add_command(review)
saraban.add_command(template)
saraban.add_command(pdf)
saraban.add_command(lexicon)


@saraban.command()
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


@saraban.command()
@click.argument("receipt", metavar="ID")
@click.option("--again", is_flag=True)
@click.option("--set", "changes", nargs=2, multiple=True, metavar="FIELD VALUE")
@click.option("--text", type=PATH)
@click.option("--save", type=PATH)
@click.option("--preview", is_flag=True)
@click.option("--form", type=click.Choice(["stamped", "external"]))
@click.option("--ahead", "days_ahead", type=click.IntRange(0, 30))
@click.option("--copy", is_flag=True)
@click.option("--source-code", is_flag=True)
@click.option("--diff", is_flag=True)
@click.option("--docx-tracked", "tracked", type=PATH)
@with_call
def relay(call: Call, receipt: str, form: str | None, **wanted: Any) -> int:
    """Draft the relay, show it, change it."""
    from desk.plain import draft_plain
    from desk.relay import edit, relay_form, save_text, save_tracked
    from desk.relay import relay as draft_of
    from desk.text_file import read_text
    from terminal.diff_screen import diff_screen
    from terminal.relay_screens import draft_screen

    desk, clerk = call.desk(), call.clerk()
    how = {name: wanted[name] for name in ("again", "days_ahead", "copy", "source_code")}
    drafted = draft_of(desk, receipt, clerk, form=relay_form(form), **how)
    if wanted["changes"] or wanted["text"]:
        text = read_text(wanted["text"]) if wanted["text"] else None
        drafted = edit(desk, receipt, clerk, changes=wanted["changes"], text=text)
    if wanted["save"]:
        save_text(drafted.draft.letter, wanted["save"])
    if wanted["tracked"]:
        save_tracked(desk, drafted, clerk, wanted["tracked"])
    written = [one for one in (wanted["save"], wanted["tracked"]) if one]
    files: tuple[Path, ...] = ()
    if wanted["preview"]:
        from desk.preview import preview

        files = preview(desk, drafted)
    data = {**draft_plain(drafted.entry, drafted.draft, call.lang), "preview": [str(one) for one in files]}
    data["written"] = [str(one) for one in written]
    screen = diff_screen if wanted["diff"] else draft_screen
    told = [say("draft.written", call.lang, file=one) for one in written]
    call.show("\n".join([screen(drafted, files, call), *told]), data)
    return ExitCode.NEEDS_PERSON if drafted.draft.is_refused else ExitCode.DONE


@saraban.command()
@click.argument("kind", metavar="KIND", type=click.Choice(LETTER_KINDS))
@click.argument("receipt", metavar="ID")
@click.option("--to", default="")
@click.option("--item", "items", multiple=True)
@click.option("--district", "districts", multiple=True)
@click.option("--round", type=click.IntRange(1, 99), default=1)
@click.option("--earlier", nargs=2, multiple=True, metavar="NUMBER DATE")
@click.option("--due", metavar="DATE")
@click.option("--text", type=PATH)
@click.option("--save", type=PATH)
@click.option("--send", "sending", is_flag=True)
@click.option("--number", type=click.IntRange(1, 999_999))
@click.option("--dated", metavar="DATE")
@click.option("--reason", default="")
@with_call
def letter(call: Call, kind: str, receipt: str, sending: bool, save: Path | None, **told: Any) -> None:
    """Write another letter about a letter received."""
    from desk.dispatch import preview_letter, send_letter
    from desk.letters import draft_letter, letter_kind, wanted_letter
    from desk.plain import drafted_letter_plain, sent_letter_plain
    from desk.relay import save_text
    from terminal.relay_screens import drafted_letter_screen, sent_letter_screen

    desk, clerk = call.desk(), call.clerk()
    number, dated, reason = told.pop("number"), told.pop("dated"), told.pop("reason")
    drafted = draft_letter(desk, letter_kind(kind), receipt, clerk, wanted_letter(**told))
    if save:
        save_text(drafted.letter, save)
    if sending:
        sent = send_letter(desk, drafted, clerk, number=number, dated=_date(dated), reason=reason)
        call.show(sent_letter_screen(sent, desk.archive, call), sent_letter_plain(sent))
        return
    files = preview_letter(desk, drafted)
    call.show(drafted_letter_screen(drafted, files, call), drafted_letter_plain(drafted, files))


@saraban.command()
@click.argument("relays", metavar="NUMBER")
@click.option("--by", metavar="NUMBER", required=True)
@click.option("--dated", metavar="DATE", required=True)
@click.option("--subject", default="")
@click.option("--urgency", default="normal")
@click.option("--of", "relays_dated", metavar="DATE")
@click.option("--reason", default="")
@with_call
def relayed(call: Call, reason: str, **told: Any) -> None:
    """Enter an earlier relay."""
    from desk.earlier import earlier_relay, note_relay
    from desk.plain import outgoing_plain
    from terminal.relay_screens import relayed_screen

    entered = note_relay(call.desk(), earlier_relay(**told), call.clerk(), reason=reason)
    call.show(relayed_screen(entered, call), outgoing_plain(entered))


@saraban.command()
@click.argument("receipt", metavar="ID")
@click.option("--number", type=click.IntRange(1, 999_999))
@click.option("--dated", metavar="DATE")
@click.option("--accept-findings", is_flag=True)
@click.option("--each", is_flag=True)
@click.option("--template")
@click.option("--reason", default="")
@with_call
def send(call: Call, receipt: str, number: int | None, each: bool, **how: Any) -> int:
    """Send the relay."""
    from desk.plain import sent_plain
    from desk.send import send as send_relay
    from terminal.relay_screens import sent_screen

    how["dated"] = _date(how["dated"])
    if each:
        if how.pop("template"):
            raise UsageError("each-with-template")
        _send_each(call, receipt, number, how)
        return ExitCode.DONE
    desk = call.desk()
    sent = send_relay(desk, receipt, call.clerk(), number=number, **how)
    call.show(sent_screen(sent, desk.archive, call), sent_plain(sent, call.lang))
    # Findings that were accepted have had their person.
    return ExitCode.NEEDS_PERSON if sent.findings and not how["accept_findings"] else ExitCode.DONE


def _send_each(call: Call, receipt: str, number: int | None, how: dict[str, Any]) -> None:
    """One letter to each district."""
    from desk.plain import sent_each_plain
    from desk.send_each import send_each
    from terminal.progress import shown
    from terminal.relay_screens import sent_each_screen, stopped_line

    if number is not None:
        raise UsageError("each-with-number")
    try:
        with shown(call, "each.progress") as progress:
            sent = send_each(call.desk(), receipt, call.clerk(), progress=progress, **how)
    except KeyboardInterrupt:
        click.echo(stopped_line(receipt, call), err=True)
        raise
    call.show(sent_each_screen(sent, call), sent_each_plain(sent))


def _date(text: str | None) -> dt.date | None:
    from desk.values import parse_date

    return None if text is None else parse_date(text)


@saraban.command()
@click.argument("receipt", metavar="ID")
@click.option("--item")
@click.option("--district")
@click.option("--word", is_flag=True)
@with_call
def form(call: Call, receipt: str, **which: Any) -> None:
    """Make report forms."""
    from desk.form import make_forms
    from terminal.relay_screens import forms_screen

    made = make_forms(call.desk(), receipt, call.clerk(), **which)
    data = {"id": made.entry.receipt, "files": [str(one) for one in made.files]}
    call.show(forms_screen(made.files, call), data)


@saraban.command()
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


@saraban.command()
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


@saraban.command()
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


@saraban.command()
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


@saraban.command()
@click.option("--district")
@click.option("--officer")
@click.option("--out", type=PATH, metavar="FILE")
@with_call
def calendar(call: Call, district: str | None, officer: str | None, out: Path | None) -> None:
    """Write the deadlines as a calendar."""
    from desk.calendar_feed import feed, save_feed
    from terminal.words import say

    found = feed(call.desk(), call.clerk(), district=district, officer=officer)
    data = {"name": found.name, "events": len(found.events), "file": str(out) if out else None}
    if out is None:
        # A calendar program reads it; its lines end as RFC 5545 has them.
        call.show(found.content.decode().replace("\r\n", "\n").rstrip("\n"), data)
        return
    save_feed(found, out)
    call.show(say("calendar.saved", call.lang, file=out, name=found.name, count=len(found.events)), data)


@saraban.command()
@click.argument("file", type=PATH, required=False)
@with_call
def deadlines(call: Call, file: Path | None) -> int:
    """Find the deadlines of texts, JSON lines in and out."""
    from desk.deadlines import deadline_lines
    from desk.holidays import office_calendar
    from desk.text_file import read_text

    lines: Iterable[str] = sys.stdin if file is None else read_text(file).splitlines()
    code = ExitCode.DONE
    for answer in deadline_lines(lines, office_calendar(call.data)):
        refused = "error" in answer
        code = ExitCode.NEEDS_PERSON if refused else code
        click.echo(json.dumps(answer, ensure_ascii=False), err=refused)
    return code


saraban.add_command(holidays)
saraban.add_command(evaluate)


@saraban.command()
@click.option("--host", default="127.0.0.1")
@click.option("--port", type=click.IntRange(1, 65535), default=8000)
@click.option("--tls", is_flag=True)
@with_call
def serve(call: Call, host: str, port: int, tls: bool) -> None:
    """Open the counter in the browser."""
    from terminal.words import say
    from web.serve import serve as serve_pages

    address = f"http://{host}:{port}/"

    def opened() -> None:
        call.show(say("serve.open", call.lang, address=address), {"address": address})

    serve_pages(call.settings(), host=host, port=port, secure=tls, opened=opened)


saraban.add_command(account)


for command in (register, task, number, chain, audit, backup, restore, check):
    saraban.add_command(command)


saraban.add_command(search)
saraban.add_command(card)
saraban.add_command(topic)
saraban.add_command(duplicates)
saraban.add_command(watch)
saraban.add_command(export)
saraban.add_command(import_)
saraban.add_command(index)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends the program with its exit code."""
    sys.exit(run(saraban, sys.argv[1:] if arguments is None else arguments))


if __name__ == "__main__":
    main()
