"""The commands under `saraban task`: the steps of a task that are no answer, and the rounds of recurring duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from terminal.call import Call
from terminal.verb import Verbs, with_call

if TYPE_CHECKING:
    from circulars.task import Task

NUMBER = click.argument("number", type=click.IntRange(1))
REASON = click.option("--reason", required=True)


@click.group(cls=Verbs)
def task() -> None:
    """The steps of one task."""


@task.command()
@NUMBER
@click.option("--number", "receipt", default="", metavar="เลขรับ")
@with_call
def receive(call: Call, number: int, receipt: str) -> None:
    """The office has the letter."""
    from desk.steps import receive_task

    _shown(call, receive_task(call.desk(), number, call.clerk(), receipt))


@task.command()
@NUMBER
@click.option("--note", default="")
@with_call
def start(call: Call, number: int, note: str) -> None:
    """The office is at work."""
    from desk.steps import start_task

    _shown(call, start_task(call.desk(), number, call.clerk(), note))


@task.command()
@NUMBER
@REASON
@with_call
def exempt(call: Call, number: int, reason: str) -> None:
    """Let the office off."""
    from desk.steps import exempt_task

    _shown(call, exempt_task(call.desk(), number, call.clerk(), reason))


@task.command()
@NUMBER
@REASON
@with_call
def restore(call: Call, number: int, reason: str) -> None:
    """Wait for the office after all."""
    from desk.steps import restore_task

    _shown(call, restore_task(call.desk(), number, call.clerk(), reason))


@task.command()
@NUMBER
@click.argument("day", metavar="DATE")
@REASON
@with_call
def extend(call: Call, number: int, day: str, reason: str) -> None:
    """Give the office more time."""
    from desk.steps import extend_task
    from desk.values import parse_date

    _shown(call, extend_task(call.desk(), number, parse_date(day), call.clerk(), reason))


@task.command()
@click.argument("receipt", metavar="[ID]", required=False)
@click.option("--dry-run", is_flag=True)
@with_call
def default(call: Call, receipt: str | None, dry_run: bool) -> None:
    """Apply what the letters say of silence."""
    from desk.steps import defaulted
    from terminal.step_screens import defaulted_screen

    clerk = call.clerk()
    done = defaulted(call.desk(), clerk, receipt, dry_run=dry_run)
    data = [{"id": one.id, "office": one.office, "dry_run": dry_run} for one in done]
    call.show(defaulted_screen(done, dry_run, call), data)


@task.command()
@click.option("--to", "day", metavar="DATE")
@with_call
def roll(call: Call, day: str | None) -> None:
    """Make the rounds of recurring duties."""
    from desk.rounds import roll as roll_to
    from desk.values import parse_date
    from terminal.step_screens import rolled_screen

    done = roll_to(call.desk(), call.clerk(), parse_date(day) if day else None)
    data = {"to": done.to.isoformat(), "made": done.made, "dropped": done.dropped}
    call.show(rolled_screen(done, call), data)


@task.command()
@NUMBER
@REASON
@with_call
def skip(call: Call, number: int, reason: str) -> None:
    """Let one round fall away."""
    from desk.rounds import skip as skip_one

    _shown(call, skip_one(call.desk(), number, call.clerk(), reason))


@task.command()
@NUMBER
@click.argument("day", metavar="DATE")
@REASON
@with_call
def shift(call: Call, number: int, day: str, reason: str) -> None:
    """Move one round."""
    from desk.rounds import shift as shift_one
    from desk.values import parse_date

    _shown(call, shift_one(call.desk(), number, parse_date(day), call.clerk(), reason))


@task.command()
@NUMBER
@REASON
@with_call
def end(call: Call, number: int, reason: str) -> None:
    """End a recurring duty."""
    from desk.rounds import end as end_duty

    ended, _ = end_duty(call.desk(), number, call.clerk(), reason)
    _shown(call, ended)


def _shown(call: Call, done: Task) -> None:
    from circulars.codec import to_plain
    from terminal.step_screens import step_screen

    call.show(step_screen(done, call), to_plain(done))
