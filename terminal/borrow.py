"""The commands of lending: who has which letter, until when, and its coming back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from circulars.errors import ExitCode
from terminal.call import Call
from terminal.targets import BOOK, date_of
from terminal.verb import Verbs, with_call

if TYPE_CHECKING:
    from desk.borrowing import Lent


@click.group(cls=Verbs, invoke_without_command=True)
@click.pass_context
def borrow(ctx: click.Context) -> int | None:
    """Letters that are lent; alone it lists them."""
    return None if ctx.invoked_subcommand else int(ctx.invoke(list_))


@borrow.command("list")
@click.option("--letter", "receipt", metavar="ID")
@click.option("--late", is_flag=True)
@click.option("--all", "ended", is_flag=True)
@BOOK
@with_call
def list_(
    call: Call, receipt: str | None = None, late: bool = False, ended: bool = False, file: Path | None = None
) -> int:
    """List what is lent."""
    from desk.archive_forms import loan_book
    from desk.archive_plain import lent_plain
    from desk.borrowing import loans
    from desk.register_book import write_book
    from terminal.retention_screens import loans_screen

    desk, clerk = call.desk(), call.clerk()
    found = loans(desk, clerk, receipt=receipt, ended=ended, late=late)
    if file is not None:
        write_book(loan_book(desk, clerk, found), file, desk)
    call.show(loans_screen(found, call, file), [lent_plain(one, clerk.today) for one in found])
    return ExitCode.NEEDS_PERSON if _any_late(found, call) else ExitCode.DONE


@borrow.command()
@click.argument("receipt", metavar="ID")
@click.option("--to", "borrower", required=True)
@click.option("--office", required=True)
@click.option("--for", "purpose", required=True)
@click.option("--approved-by", required=True)
@click.option("--due", metavar="DATE")
@with_call
def lend(call: Call, receipt: str, due: str | None, **wanted: Any) -> None:
    """Hand a letter out."""
    from desk.archive_plain import lent_plain
    from desk.borrowing import Lending
    from desk.borrowing import lend as hand_out
    from terminal.retention_screens import lent_screen

    clerk = call.clerk()
    day = date_of(due)
    out = hand_out(call.desk(), receipt, Lending(due=day, **wanted), clerk)
    call.show(lent_screen(out, call), lent_plain(out, clerk.today))


@borrow.command("return")
@click.argument("receipt", metavar="ID")
@click.option("--by", "returned_by", default="")
@with_call
def return_(call: Call, receipt: str, returned_by: str) -> None:
    """Take a letter back."""
    from desk.archive_plain import lent_plain
    from desk.borrowing import take_back
    from terminal.retention_screens import returned_screen

    clerk = call.clerk()
    back = take_back(call.desk(), receipt, returned_by, clerk)
    call.show(returned_screen(back, call), lent_plain(back, clerk.today))


def _any_late(found: tuple[Lent, ...], call: Call) -> bool:
    return any(one.loan.is_late(call.clerk().today) for one in found)
