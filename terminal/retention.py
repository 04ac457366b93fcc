"""The commands of keeping: classes and periods, the register of letters kept, holds, and letters of twenty years."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from circulars.errors import ExitCode
from circulars.retention import Medium, TransferKind
from circulars.thai_calendar import BUDDHIST_ERA
from terminal.call import Call
from terminal.disposal import disposal
from terminal.targets import BOOK, date_of
from terminal.verb import Verbs, with_call

YEAR = click.option("--year", type=click.IntRange(2400, 2700))
KINDS = click.Choice([one.value for one in TransferKind])


@click.group(cls=Verbs)
def retention() -> None:
    """Keeping letters, and destroying them by the regulation."""


@retention.command()
@with_call
def classes(call: Call) -> None:
    """List the classes of keeping."""
    from circulars.codec import to_plain
    from circulars.retention import retention_classes
    from terminal.retention_screens import classes_screen

    found = list(retention_classes().values())
    call.show(classes_screen(found, call), [to_plain(one) for one in found])


@retention.command()
@click.argument("receipts", nargs=-1, required=True, metavar="ID…")
@click.option("--class", "category")
@click.option("--years", type=click.IntRange(1, 500))
@click.option("--closed", type=click.IntRange(2400, 2700))
@click.option("--medium", type=click.Choice([one.value for one in Medium]))
@click.option("--order")
@click.option("--checking/--stored", default=None)
@click.option("--sheets", type=click.IntRange(1))
@click.option("--remark")
@with_call
def keep(
    call: Call, receipts: tuple[str, ...], closed: int | None, medium: str | None, **wanted: Any
) -> None:
    """Enter finished letters in the register of letters kept."""
    from desk.archive_plain import archived_plain
    from desk.retention import PuttingAway, put_away
    from terminal.card_screens import cards_screen

    how = PuttingAway(
        closed=closed - BUDDHIST_ERA if closed else None, medium=Medium(medium) if medium else None, **wanted
    )
    done = put_away(call.desk(), receipts, how, call.clerk())
    call.show(cards_screen(done, call), [archived_plain(one) for one in done])


@retention.command("list")
@YEAR
@click.option("--transmittal", is_flag=True)
@BOOK
@with_call
def list_(call: Call, year: int | None, transmittal: bool, file: Path | None) -> None:
    """Show the register of letters kept."""
    from desk.archive_forms import kept_book, sent_to_keep_book
    from desk.archive_plain import archived_plain
    from desk.register_book import write_book
    from desk.retention import kept_letters
    from terminal.card_screens import cards_screen
    from terminal.retention_screens import with_file

    desk, clerk = call.desk(), call.clerk()
    found = kept_letters(desk, year - BUDDHIST_ERA if year else None)
    if file is not None:
        book = sent_to_keep_book(desk, clerk, found) if transmittal else kept_book(desk, clerk, found)
        write_book(book, file, desk)
    call.show(with_file(cards_screen(found, call), file, call), [archived_plain(one) for one in found])


@retention.command()
@click.argument("receipts", nargs=-1, required=True, metavar="ID…")
@click.option("--reason", required=True)
@with_call
def hold(call: Call, receipts: tuple[str, ...], reason: str) -> None:
    """Bar the destroying of letters."""
    from desk.archive_plain import archived_plain
    from desk.retention import hold as bar
    from terminal.card_screens import card_screen

    done = bar(call.desk(), receipts, reason, call.clerk())
    text = "\n\n".join(card_screen(one, call) for one in done)
    call.show(text, [archived_plain(one) for one in done])


@retention.command()
@click.argument("number", type=click.IntRange(1))
@click.option("--reason", required=True)
@with_call
def release(call: Call, number: int, reason: str) -> None:
    """Lift a bar."""
    from desk.archive_plain import hold_plain
    from desk.retention import release as lift
    from terminal.retention_screens import released_screen

    lifted, entry = lift(call.desk(), number, reason, call.clerk())
    call.show(released_screen(entry, call), hold_plain(lifted, entry))


@retention.command()
@with_call
def holds(call: Call) -> None:
    """List the bars in force."""
    from desk.archive_plain import hold_plain
    from desk.retention import holds as bars
    from terminal.retention_screens import holds_screen

    found = bars(call.desk())
    call.show(holds_screen(found, call), [hold_plain(one, entry) for one, entry in found])


@retention.command()
@YEAR
@click.option("--kind", type=KINDS, default=TransferKind.HANDED_OVER.value)
@click.option("--settled", is_flag=True)
@BOOK
@with_call
def twenty(call: Call, year: int | None, kind: str, settled: bool, file: Path | None) -> int:
    """List letters that are twenty years old."""
    from desk.archive_forms import transfer_book
    from desk.archive_plain import archived_plain
    from desk.handover import transferred, twenty_years_old
    from desk.register_book import write_book
    from terminal.retention_screens import twenty_screen

    desk, clerk = call.desk(), call.clerk()
    christian = year - BUDDHIST_ERA if year else clerk.today.year - (0 if settled else 1)
    which = TransferKind(kind)
    found = transferred(desk, which, christian) if settled else twenty_years_old(desk, christian)
    if file is not None:
        write_book(transfer_book(desk, clerk, found, which, christian), file, desk)
    call.show(twenty_screen(found, christian, call, file), [archived_plain(one) for one in found])
    return ExitCode.NEEDS_PERSON if found and not settled else ExitCode.DONE


@retention.command()
@click.argument("receipts", nargs=-1, required=True, metavar="ID…")
@click.option("--kind", type=KINDS, required=True)
@click.option("--to", "party", required=True)
@click.option("--day", metavar="DATE")
@with_call
def transfer(call: Call, receipts: tuple[str, ...], kind: str, party: str, day: str | None) -> None:
    """Note what was agreed with the National Archives about letters."""
    from desk.archive_plain import archived_plain
    from desk.handover import note_transfer
    from terminal.card_screens import card_screen

    when = date_of(day)
    done = note_transfer(call.desk(), receipts, TransferKind(kind), party, call.clerk(), when)
    text = "\n\n".join(card_screen(one, call) for one in done)
    call.show(text, [archived_plain(one) for one in done])


retention.add_command(disposal)
