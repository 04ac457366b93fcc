"""The registers: `saraban register` shows or prints one; enter puts a letter in a group's own, note writes beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from circulars.errors import UsageError
from circulars.thai_calendar import BUDDHIST_ERA
from terminal.targets import BOOK
from terminal.verb import Verbs, call_of, with_call

if TYPE_CHECKING:
    from pathlib import Path

    from terminal.call import Call

YEAR = click.option("--year", type=click.IntRange(2400, 2700))


@click.group(cls=Verbs, invoke_without_command=True)
@click.option("--sent", is_flag=True)
@click.option("--unit")
@YEAR
@BOOK
@click.pass_context
def register(ctx: click.Context, sent: bool, unit: str | None, year: int | None, file: Path | None) -> None:
    """Show a register, or write it to a file."""
    if ctx.invoked_subcommand is not None:
        return
    if sent and unit:
        raise UsageError("unit-of-sent")
    call, christian = call_of(ctx), year - BUDDHIST_ERA if year else None
    if file is not None:
        _print(call, christian, file, sent=sent, unit=unit)
    elif unit is not None:
        _show_unit(call, unit, christian)
    else:
        _show(call, christian, sent=sent)


def _show(call: Call, year: int | None, *, sent: bool) -> None:
    from desk import register as registers
    from desk.plain import incoming_plain, outgoing_plain
    from terminal.letter_screens import incoming_register, outgoing_register

    if sent:
        out = registers.sent(call.desk(), year)
        call.show(outgoing_register(out, call), [outgoing_plain(one) for one in out])
        return
    entries = registers.received(call.desk(), year)
    call.show(incoming_register(entries, call), [incoming_plain(one) for one in entries])


def _show_unit(call: Call, unit: str, year: int | None) -> None:
    from desk.plain import incoming_plain
    from desk.unit_register import unit_letters
    from terminal.number_screens import unit_register_screen

    found = unit_letters(call.desk(), unit, year)
    data = [
        {
            "unit": unit,
            "unit_number": one.number,
            "unit_year": one.year + BUDDHIST_ERA,
            **incoming_plain(entry),
        }
        for one, entry in found
    ]
    call.show(unit_register_screen(found, call), data)


def _print(call: Call, year: int | None, file: Path, *, sent: bool, unit: str | None) -> None:
    from desk.register_book import received_book, sent_book, write_book
    from terminal.letter_screens import printed_screen

    desk, clerk = call.desk(), call.clerk()
    year = year or clerk.today.year
    book = sent_book(desk, clerk, year) if sent else received_book(desk, clerk, year, unit)
    write_book(book, file, desk)
    rows = sum(len(part.rows) for part in book.parts)
    call.show(printed_screen(file, rows, call), {"file": str(file), "rows": rows})


@register.command()
@click.argument("receipt", metavar="ID")
@click.option("--unit", required=True)
@click.option("--number", type=click.IntRange(1, 999_999))
@click.option("--reason", default="")
@with_call
def enter(call: Call, receipt: str, unit: str, number: int | None, reason: str) -> None:
    """Enter a letter in a group's own register."""
    from desk.unit_register import enter_in_unit
    from terminal.number_screens import unit_entered_screen

    entry, new = enter_in_unit(call.desk(), receipt, unit, call.clerk(), number=number, reason=reason)
    data = {
        "id": entry.receipt,
        "unit": unit,
        "unit_number": new.number,
        "unit_year": new.year + BUDDHIST_ERA,
    }
    call.show(unit_entered_screen(entry, new, unit, call), data)


@register.command()
@click.argument("which", metavar="NUMBER")
@click.option("--action")
@click.option("--remark")
@click.option("--sent", is_flag=True)
@YEAR
@with_call
def note(call: Call, which: str, year: int | None, **wanted: Any) -> None:
    """Write beside a letter in the register."""
    from circulars.codec import to_plain
    from desk.register_notes import note_in_register
    from terminal.number_screens import noted_screen

    christian = year - BUDDHIST_ERA if year else None
    noted = note_in_register(call.desk(), which, call.clerk(), year=christian, **wanted)
    call.show(noted_screen(noted, call), to_plain(noted))
