"""The commands under `saraban number`: reserve, cancel, list; and the chain of a letter."""

from __future__ import annotations

import click

from terminal.call import Call
from terminal.verb import Verb, Verbs, with_call

YEAR = click.option("--year", type=click.IntRange(2400, 2700))


@click.group(cls=Verbs, invoke_without_command=True)
@click.pass_context
def number(ctx: click.Context) -> None:
    """Numbers without a letter; alone it lists them."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_held)


@number.command("list")
@YEAR
@with_call
def list_held(call: Call, year: int | None = None) -> None:
    """List the numbers reserved."""
    from circulars.codec import to_plain
    from circulars.thai_calendar import BUDDHIST_ERA
    from desk.numbering import held_numbers
    from terminal.number_screens import held_screen

    held = held_numbers(call.desk(), year - BUDDHIST_ERA if year else None)
    call.show(held_screen(held, call), [to_plain(one) for one in held])


@number.command()
@click.option("--reason", required=True)
@click.option("--count", type=click.IntRange(1), default=1)
@click.option("--kind", default="circular")
@click.option("--unit")
@click.option("--receipt", is_flag=True)
@with_call
def reserve(  # noqa: PLR0917 - the options of the command
    call: Call, reason: str, count: int, kind: str, unit: str | None, receipt: bool
) -> None:
    """Reserve the next numbers."""
    from circulars.codec import to_plain
    from desk.numbering import reserve as reserve_numbers
    from desk.values import parse_value
    from registry.entries import OutgoingKind
    from terminal.number_screens import held_screen

    wanted = parse_value(kind, OutgoingKind)
    held = reserve_numbers(
        call.desk(), call.clerk(), reason, count=count, kind=wanted, unit=unit, receipts=receipt
    )
    call.show(held_screen(held, call), [to_plain(one) for one in held])


@number.command()
@click.argument("which", metavar="NUMBER")
@click.option("--receipt", is_flag=True)
@click.option("--reason", required=True)
@YEAR
@with_call
def cancel(call: Call, which: str, receipt: bool, reason: str, year: int | None) -> None:
    """Cancel a number."""
    from circulars.codec import to_plain
    from circulars.thai_calendar import BUDDHIST_ERA
    from desk.cancelling import cancel_number, cancel_receipt
    from terminal.number_screens import cancelled_screen

    desk, clerk = call.desk(), call.clerk()
    if receipt:
        done = cancel_receipt(desk, which, clerk, reason)
    else:
        done = cancel_number(desk, which, clerk, reason, year=year - BUDDHIST_ERA if year else None)
    call.show(cancelled_screen(done, call), to_plain(done))


@click.command(cls=Verb)
@click.argument("receipt", metavar="ID")
@click.option("--link", "link", nargs=2, metavar="KIND NUMBER")
@click.option("--dated", metavar="DATE")
@with_call
def chain(call: Call, receipt: str, link: tuple[str, str] | None, dated: str | None) -> None:
    """Draw the chain of a letter."""
    from circulars.codec import to_plain
    from circulars.number import LetterNumber
    from desk.chain import add_link
    from desk.chain import chain as chain_of
    from desk.values import parse_date, parse_value
    from registry.entries import LinkKind
    from terminal.chain_screens import chain_screen

    desk, clerk = call.desk(), call.clerk()
    if link:
        kind, number = parse_value(link[0], LinkKind), parse_value(link[1], LetterNumber)
        add_link(desk, receipt, clerk, kind=kind, number=number, dated=parse_date(dated) if dated else None)
    tops = chain_of(desk, receipt, clerk)
    call.show(chain_screen(tops, call), [to_plain(one) for one in tops])
