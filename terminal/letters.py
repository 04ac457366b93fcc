"""`saraban relay`, `letter`, `relayed`, `send` and `form`: what leaves the office."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from circulars.errors import ExitCode, UsageError
from terminal.call import Call
from terminal.targets import date_of
from terminal.verb import Verb, with_call
from terminal.words import say

if TYPE_CHECKING:
    from circulars.letter import GuardFinding

PATH = click.Path(path_type=Path)
#: The letters that ``saraban letter`` writes (`generator.letter_kinds.LetterKind`).
LETTER_KINDS = ["reminder", "report", "nil", "memo", "cover", "acknowledgement", "escalation"]


@click.command(cls=Verb)
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


@click.command(cls=Verb)
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
        sent = send_letter(desk, drafted, clerk, number=number, dated=date_of(dated), reason=reason)
        call.show(sent_letter_screen(sent, desk.archive, call), sent_letter_plain(sent))
        return
    files = preview_letter(desk, drafted)
    call.show(drafted_letter_screen(drafted, files, call), drafted_letter_plain(drafted, files))


@click.command(cls=Verb)
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


@click.command(cls=Verb)
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

    how["dated"] = date_of(how["dated"])
    if each:
        if how.pop("template"):
            raise UsageError("each-with-template")
        findings = _send_each(call, receipt, number, how)
    else:
        desk = call.desk()
        sent = send_relay(desk, receipt, call.clerk(), number=number, **how)
        call.show(sent_screen(sent, desk.archive, call), sent_plain(sent, call.lang))
        findings = sent.findings
    # Findings that were accepted have had their person.
    return ExitCode.NEEDS_PERSON if findings and not how["accept_findings"] else ExitCode.DONE


def _send_each(call: Call, receipt: str, number: int | None, how: dict[str, Any]) -> tuple[GuardFinding, ...]:
    """One letter to each district; what the guard had to say of them."""
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
    call.show(sent_each_screen(sent, call), sent_each_plain(sent, call.lang))
    return sent.findings


@click.command(cls=Verb)
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
