"""The command that shows letters that came twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from circulars.errors import ExitCode, UsageError
from circulars.thai_calendar import BUDDHIST_ERA
from terminal.call import Call
from terminal.layout import Column, paint, table
from terminal.terms import day, digits, number
from terminal.verb import Verb, with_call
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.duplicates import Duplicate

_KINDS = {"number": "duplicates.number", "text": "duplicates.text"}


@click.command(cls=Verb)
@click.argument("receipt", metavar="[ID]", required=False)
@click.option("--year", type=click.IntRange(2400, 2700))
@click.option("--same-as", metavar="ID")
@click.option("--reason", default="")
@with_call
def duplicates(call: Call, receipt: str | None, year: int | None, same_as: str | None, reason: str) -> int:
    """Show letters that may have come twice, or say that two are one."""
    if same_as is not None:
        return _merge(call, receipt, same_as, reason)
    from desk import duplicates as doubles
    from desk.lookup import letter_of

    desk = call.desk()
    if receipt is None:
        found = doubles.duplicates(desk, year - BUDDHIST_ERA if year else None)
    else:
        with desk.database.reading() as store:
            entry = letter_of(store, receipt, call.clerk().today)
        found = doubles.duplicates_of(desk, entry)
    call.show(_screen(found, call), [_plain(one) for one in found])
    return ExitCode.NEEDS_PERSON if found else ExitCode.DONE


def _merge(call: Call, receipt: str | None, same_as: str, reason: str) -> int:
    from desk.merging import merge

    if receipt is None:
        raise UsageError("merge-without-receipt", other=same_as)
    done = merge(call.desk(), receipt, same_as, call.clerk(), reason)
    facts = {
        "kept": digits(done.kept.receipt, call.lang),
        "other": digits(done.crossed_out.receipt, call.lang),
        "links": digits(done.links, call.lang),
        "tasks": digits(done.tasks, call.lang),
    }
    data = {
        "kept": done.kept.receipt,
        "crossed_out": done.crossed_out.receipt,
        "links": done.links,
        "tasks": done.tasks,
    }
    call.show(paint(say("duplicates.merged", call.lang, **facts), "green", "bold"), data)
    return ExitCode.DONE


def _plain(one: Duplicate) -> dict[str, object]:
    return {
        "first": one.first.receipt,
        "second": one.second.receipt,
        "kind": one.kind.value,
        "alike": round(one.alike, 1),
        "number": one.first.number or one.second.number,
    }


def _screen(found: Sequence[Duplicate], call: Call) -> str:
    lang = call.lang
    if not found:
        return say("duplicates.none", lang)
    columns = [
        Column(title=say("column.receipt", lang), right=True),
        Column(title=say("column.receipt", lang), right=True),
        Column(title=say("duplicates.why", lang)),
        Column(title=say("duplicates.alike", lang), right=True),
        Column(title=say("field.number", lang)),
        Column(title=say("field.dated", lang)),
        Column(title=say("field.subject", lang), least=16),
    ]
    rows = [
        [
            digits(one.first.receipt, lang),
            digits(one.second.receipt, lang),
            say(_KINDS[one.kind.value], lang),
            digits(f"{one.alike:.0f} %", lang),
            number(one.first.number or one.second.number, lang),
            day(one.first.dated or one.second.dated, lang),
            one.first.subject or one.second.subject or "",
        ]
        for one in found
    ]
    example = say("duplicates.next", lang, first=found[0].first.receipt, second=found[0].second.receipt)
    return f"{table(columns, rows, call.room)}\n\n{example}"
