"""Commands that hand letters over and take them in."""

from __future__ import annotations

from pathlib import Path

import click

from circulars.errors import ExitCode
from circulars.thai_calendar import BUDDHIST_ERA
from terminal.call import Call
from terminal.layout import paint
from terminal.terms import digits
from terminal.verb import Verb, with_call
from terminal.words import say

_FOLDER = click.Path(path_type=Path)


@click.command("export", cls=Verb)
@click.argument("folder", type=_FOLDER)
@click.argument("receipts", nargs=-1)
@click.option("--search", "text", default="")
@click.option("--year", type=click.IntRange(2400, 2700))
@with_call
def export(call: Call, folder: Path, receipts: tuple[str, ...], text: str, year: int | None) -> int:
    """Write letters as a bag, or a list of them."""
    from desk.exchange import LISTS, chosen, export_bag, export_list

    desk, clerk = call.desk(), call.clerk()
    entries = chosen(desk, clerk, receipts=receipts, text=text, year=year - BUDDHIST_ERA if year else None)
    if not entries:
        call.show(say("export.nothing", call.lang), {"folder": None, "letters": []})
        return ExitCode.NEEDS_PERSON
    write = export_list if folder.suffix.lower() in LISTS else export_bag
    count = write(desk, entries, folder, clerk)
    done = say("export.done", call.lang, count=digits(f"{count:,}", call.lang), folder=str(folder))
    data = {"folder": str(folder), "letters": [one.receipt for one in entries]}
    call.show(paint(done, "green", "bold"), data)
    return ExitCode.DONE


@click.command("import", cls=Verb)
@click.argument("folder", type=_FOLDER)
@with_call
def import_(call: Call, folder: Path) -> None:
    """Take a bag in."""
    from desk.exchange import import_bag
    from desk.plain import incoming_plain

    taken = list(import_bag(call.desk(), folder, call.clerk))
    new = [one for one in taken if not one.known]
    numbers = {"new": len(new), "known": len(taken) - len(new)}
    done = say("import.done", call.lang, **{name: digits(f"{n:,}", call.lang) for name, n in numbers.items()})
    call.show(
        paint(done, "green", "bold"),
        [{**incoming_plain(one.entry), "known": one.known} for one in taken],
    )
