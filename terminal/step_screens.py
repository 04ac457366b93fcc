"""What the steps of a task and the rounds of recurring duties did, as the terminal shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.labels import label
from terminal.layout import paint
from terminal.terms import day, digits
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.task import Task
    from desk.rounds import Rolled
    from terminal.call import Call


def step_screen(task: Task, call: Call) -> str:
    """Where a task stands now; its own day, and beside it the letter's where that is another."""
    lang = call.lang
    number = digits(task.id, lang)
    done = say("reported.done", lang, number=number, office=task.office, state=label(task.state, lang))
    due = say("step.due", lang, due=day(task.due, lang)) if task.due else ""
    if task.letter_due and task.letter_due != task.due:
        due += say("step.letter_due", lang, due=day(task.letter_due, lang))
    return paint(done, "green", "bold") + due


def defaulted_screen(tasks: Sequence[Task], dry_run: bool, call: Call) -> str:
    """The offices whose silence was taken for what the letter says."""
    lang = call.lang
    if not tasks:
        return say("none.defaulted", lang)
    count = digits(len(tasks), lang)
    title = (
        say("step.would_default", lang, count=count) if dry_run else say("step.defaulted", lang, count=count)
    )
    return "\n".join([paint(title, "bold"), *(f"  {digits(one.id, lang)}  {one.office}" for one in tasks)])


def rolled_screen(rolled: Rolled, call: Call) -> str:
    """How many rounds were made, up to which day."""
    lang = call.lang
    facts = {"made": digits(rolled.made, lang), "dropped": digits(rolled.dropped, lang)}
    return paint(say("step.rolled", lang, to=day(rolled.to, lang), **facts), "green", "bold")
