"""The commands under `saraban holidays`: on which days the office is closed."""

from __future__ import annotations

import click

from circulars.thai_calendar import BUDDHIST_ERA
from terminal.call import Call
from terminal.verb import Verbs, call_of, with_call


@click.group(cls=Verbs, invoke_without_command=True)
@click.pass_context
def holidays(ctx: click.Context) -> None:
    """Look at the office's holidays; alone it lists this year's."""
    if ctx.invoked_subcommand is None:
        _listed(call_of(ctx), None)


@holidays.command("list")
@click.option("--year", type=click.IntRange(2400, 2700))
@with_call
def list_holidays(call: Call, year: int | None) -> None:
    """List the holidays of a year."""
    _listed(call, year)


@holidays.command()
@click.argument("date")
@click.argument("name")
@click.option("--source", default="")
@with_call
def add(call: Call, date: str, name: str, source: str) -> None:
    """Add a day to the office's own holidays, and count by it what is still to come."""
    from desk.holidays import OWN_DAYS, add_holiday
    from desk.plain import recounted_plain
    from desk.recount import recount
    from desk.values import parse_date
    from terminal.holiday_screen import added_screen

    added = parse_date(date)
    settings, desk = call.settings(), call.desk()
    add_holiday(settings.data, added, name, source)
    recounted = recount(desk.renewed(settings), call.clerk(), name)
    file = settings.data / OWN_DAYS
    data = {"date": added.isoformat(), "name": name, "file": str(file)}
    call.show(
        added_screen(added, name, file, recounted, call),
        {**data, "recounted": [recounted_plain(one) for one in recounted]},
    )


def _listed(call: Call, year: int | None) -> None:
    from desk.holidays import closed_days, office_calendar
    from terminal.holiday_screen import holiday_screen

    shown = year - BUDDHIST_ERA if year else call.clerk().today.year
    days = closed_days(call.data, shown)
    known_to = office_calendar(call.data).known_to
    data = [{"date": one.day.isoformat(), "name": one.name, "own": one.own} for one in days]
    call.show(holiday_screen(days, known_to, shown, call), data)
