"""The commands under `saraban evaluate`: how well this release reads what a person has labelled."""

from __future__ import annotations

from pathlib import Path

import click

from circulars.errors import ExitCode
from terminal.call import Call
from terminal.verb import Verbs, with_call


@click.group(cls=Verbs)
def evaluate() -> None:
    """Measure readings against labels."""


@evaluate.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--least", type=click.FloatRange(0, 1))
@with_call
def letters(call: Call, folder: Path, least: float | None) -> int:
    """Measure readings of whole letters."""
    from circulars.thai_calendar import OfficeCalendar
    from desk.evaluate_letters import evaluate_letters
    from terminal.evaluation_screens import letters_screen

    score = evaluate_letters(folder, OfficeCalendar.shipped())
    call.show(letters_screen(score, call), score.figures())
    short = least is not None and min(score.share, score.directives.f1) < least
    return ExitCode.NEEDS_PERSON if short else ExitCode.DONE


@evaluate.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--least", type=click.FloatRange(0, 1))
@with_call
def deadlines(call: Call, file: Path, least: float | None) -> int:
    """Measure deadlines against labels."""
    from circulars.thai_calendar import OfficeCalendar
    from desk.evaluate import evaluate_deadlines
    from desk.text_file import read_text
    from terminal.evaluation_screens import deadlines_screen

    score = evaluate_deadlines(read_text(file).splitlines(), OfficeCalendar.shipped())
    call.show(deadlines_screen(score, call), score.figures())
    short = least is not None and min(score.due.f1, score.rhythm.f1) < least
    return ExitCode.NEEDS_PERSON if short else ExitCode.DONE
