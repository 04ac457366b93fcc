"""The commands under `saraban review`: what waits, what a reading says, corrections, confirming."""

from __future__ import annotations

from typing import Any

import click

from terminal.call import Call
from terminal.verb import Verbs, with_call


@click.group(cls=Verbs, invoke_without_command=True)
@click.pass_context
def review(ctx: click.Context) -> None:
    """Look at readings; alone it lists those that wait."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_waiting)


@review.command("list")
@with_call
def list_waiting(call: Call) -> None:
    """List the readings that wait."""
    from desk.plain import incoming_plain
    from desk.review import waiting
    from terminal.letter_screens import waiting_screen

    entries = waiting(call.desk())
    call.show(waiting_screen(entries, call), [incoming_plain(one) for one in entries])


@review.command()
@click.argument("receipt", metavar="ID")
@with_call
def show(call: Call, receipt: str) -> None:
    """Show a reading."""
    from desk.plain import letter_plain
    from desk.register import letter
    from terminal.letter_screens import letter_screen

    entry, corrections = letter(call.desk(), receipt, call.clerk())
    call.show(letter_screen(entry, corrections, call), letter_plain(entry, corrections))


@review.command()
@click.argument("receipt", metavar="ID")
@click.argument("field")
@click.argument("value")
@click.option("--reason", default="")
@click.option("--seen", type=click.IntRange(1))
@click.option("--lexicon", is_flag=True)
@with_call
def correct(call: Call, receipt: str, field: str, value: str, lexicon: bool, **given: Any) -> None:
    """Correct one value."""
    from desk.plain import corrected_plain
    from desk.review import correct as correct_one
    from terminal.letter_screens import corrected_screen

    noted = call.settings().data if lexicon else None
    corrected = correct_one(call.desk(), receipt, field, value, call.clerk(), lexicon=noted, **given)
    call.show(corrected_screen(corrected, call), corrected_plain(corrected))


@review.command()
@click.argument("receipt", metavar="ID")
@click.argument("numbers", metavar="[N]...", nargs=-1, type=click.IntRange(1))
@with_call
def accept(call: Call, receipt: str, numbers: tuple[int, ...]) -> None:
    """Take what the reading proposes."""
    from desk.plain import corrected_plain
    from desk.review import accept as accept_proposals
    from terminal.letter_screens import corrected_screen

    corrected = accept_proposals(call.desk(), receipt, call.clerk(), numbers)
    call.show(corrected_screen(corrected, call), corrected_plain(corrected))


@review.command()
@click.argument("receipt", metavar="ID")
@click.option("--anyway", is_flag=True)
@click.option("--seen", type=click.IntRange(1))
@with_call
def confirm(call: Call, receipt: str, anyway: bool, seen: int | None) -> None:
    """Confirm a reading and give out its tasks."""
    from desk.plain import confirmed_plain
    from desk.review import confirm as confirm_one
    from terminal.letter_screens import confirmed_screen

    clerk = call.clerk()
    confirmed = confirm_one(call.desk(), receipt, clerk, anyway=anyway, seen=seen)
    call.show(confirmed_screen(confirmed, call), confirmed_plain(confirmed, clerk.today))
