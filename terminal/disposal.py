"""The commands of a list of letters to be destroyed, step by step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from circulars.disposal import DisposalDecision
from circulars.errors import ExitCode
from circulars.thai_calendar import BUDDHIST_ERA
from terminal.call import Call
from terminal.targets import BOOK, date_of
from terminal.verb import Verbs, with_call

if TYPE_CHECKING:
    from desk.disposal import ShownDisposal, Step

NUMBER = click.argument("number", type=click.IntRange(1))
DAY = click.option("--day", metavar="DATE")
NOTE = click.option("--note", default="")


@click.group(cls=Verbs)
def disposal() -> None:
    """Lists of letters to be destroyed."""


@disposal.command("list")
@with_call
def list_(call: Call) -> None:
    """List the lists."""
    from desk.archive_plain import disposal_plain
    from desk.disposal import disposals
    from terminal.retention_screens import disposals_screen

    found = disposals(call.desk())
    call.show(disposals_screen(found, call), [disposal_plain(one) for one in found])


@disposal.command()
@click.option("--year", type=click.IntRange(2400, 2700))
@with_call
def make(call: Call, year: int | None) -> None:
    """Survey what had been kept long enough, and list it."""
    from desk.disposal import make_list

    _show(call, make_list(call.desk(), call.clerk(), year - BUDDHIST_ERA if year else None))


@disposal.command()
@NUMBER
@BOOK
@with_call
def show(call: Call, number: int, file: Path | None) -> None:
    """Show a list, its letters and its steps."""
    from desk.archive_forms import disposal_book
    from desk.disposal import shown
    from desk.register_book import write_book

    desk = call.desk()
    found = shown(desk, number)
    if file is not None:
        write_book(disposal_book(desk, call.clerk(), found), file, desk)
    _show(call, found, file)


@disposal.command()
@NUMBER
@click.option("--chair", required=True)
@click.option("--member", "members", multiple=True, required=True)
@click.option("--order", default="")
@with_call
def appoint(call: Call, number: int, chair: str, members: tuple[str, ...], order: str) -> None:
    """Note the committee."""
    from desk.disposal import appoint as named

    _show(call, named(call.desk(), number, (chair, *members), order, call.clerk()))


@disposal.command()
@NUMBER
@click.argument("receipts", nargs=-1, metavar="[ID…]")
@click.option("--destroy", "destroys", is_flag=True)
@click.option("--extend", type=click.IntRange(2400, 2700))
@NOTE
@with_call
def decide(call: Call, number: int, receipts: tuple[str, ...], destroys: bool, **wanted: Any) -> None:
    """Note what the committee decides."""
    from desk.disposal import decide as decided

    decision = DisposalDecision.DESTROY if destroys else DisposalDecision.EXTEND
    until = wanted["extend"] - BUDDHIST_ERA if wanted["extend"] else None
    _show(call, decided(call.desk(), number, receipts, decision, call.clerk(), until, wanted["note"]))


@disposal.command()
@NUMBER
@NOTE
@with_call
def report(call: Call, number: int, note: str) -> None:
    """Note that the committee reported."""
    from desk.disposal import report as reported

    _show(call, reported(call.desk(), number, call.clerk(), note))


@disposal.command()
@NUMBER
@click.option("--head", required=True)
@NOTE
@with_call
def approve(call: Call, number: int, head: str, note: str) -> None:
    """Note that the head of the agency agreed."""
    from desk.disposal import approve as agreed

    _show(call, agreed(call.desk(), number, head, call.clerk(), note))


@disposal.command()
@NUMBER
@click.option("--number", "letter", required=True)
@DAY
@with_call
def send(call: Call, number: int, letter: str, day: str | None) -> None:
    """Note that the list went to the National Archives."""
    from desk.disposal import send_to_archives

    _show(call, send_to_archives(call.desk(), number, call.clerk(), _step(letter, day)))


@disposal.command()
@NUMBER
@click.option("--number", "letter", default="")
@click.option("--keep", multiple=True, metavar="ID")
@click.option("--silent", is_flag=True)
@DAY
@with_call
def answer(call: Call, number: int, letter: str, day: str | None, **told: Any) -> None:
    """Note what the National Archives say."""
    from desk.disposal import answer_of_archives

    _show(call, answer_of_archives(call.desk(), number, call.clerk(), _step(letter, day), **told))


@disposal.command()
@NUMBER
@click.option("--by", "people", multiple=True, required=True)
@click.option("--way", required=True)
@BOOK
@DAY
@with_call
def certify(call: Call, number: int, people: tuple[str, ...], file: Path | None, **told: str) -> None:
    """Note the committee's certificate."""
    from desk.archive_forms import certificate_book
    from desk.disposal import certify as certified
    from desk.register_book import write_book

    desk, clerk = call.desk(), call.clerk()
    done = certified(desk, number, clerk, _step(told["way"], told["day"], people))
    if file is not None:
        write_book(certificate_book(desk, clerk, done), file, desk)
    _show(call, done, file)


@disposal.command()
@NUMBER
@click.option("--reason", required=True)
@with_call
def destroy(call: Call, number: int, reason: str) -> int:
    """Remove the originals that a certificate names."""
    from desk.archive_plain import destroyed_plain
    from desk.destroying import destroy as destroyed
    from terminal.retention_screens import destroyed_screen

    done = destroyed(call.desk(), number, reason, call.clerk())
    call.show(destroyed_screen(done, call), destroyed_plain(done))
    return ExitCode.NEEDS_PERSON if done.left else ExitCode.DONE


def _step(note: str, day: str | None = None, people: tuple[str, ...] = ()) -> Step:
    from desk.disposal import Step

    return Step(people=people, note=note, day=date_of(day))


def _show(call: Call, found: ShownDisposal, file: Path | None = None) -> None:
    from desk.archive_plain import shown_disposal_plain
    from terminal.retention_screens import disposal_screen

    call.show(disposal_screen(found, call, file), shown_disposal_plain(found))
