"""Tasks, answers and who is waited for, as the terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.labels import label
from terminal.layout import Column, paint, table, wrap
from terminal.terms import NONE, day, digits, item, task_due
from terminal.words import say

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from circulars.task import Task, TaskEvent
    from desk.overview import DirectiveRow
    from desk.remind import Reminder
    from desk.tasks import ListedTask
    from terminal.call import Call


def tasks_screen(tasks: Sequence[ListedTask], today: dt.date, call: Call) -> str:
    """The list of tasks, those due first in front."""
    lang = call.lang
    if not tasks:
        return say("none.tasks", lang)
    columns = [
        Column(title=say("column.task", lang), right=True),
        Column(title=say("column.office", lang)),
        Column(title=say("column.letter", lang)),
        Column(title=say("column.item", lang)),
        Column(title=say("column.due", lang), least=16),
        Column(title=say("column.state", lang)),
        Column(title=say("column.text", lang), least=16),
    ]
    rows = [
        [
            digits(one.task.id, lang),
            one.task.office,
            digits(one.entry.receipt, lang),
            item(one.task.item, one.task.directive, lang),
            task_due(one.task, one.directive, lang),
            task_state(one.task, today, lang),
            " ".join(one.directive.text.split()),
        ]
        for one in tasks
    ]
    return table(columns, rows, call.room) + "\n" + say("tasks.count", lang, count=digits(len(tasks), lang))


def task_state(task: Task, today: dt.date, lang: str) -> str:
    """The state of a task, and that it is late."""
    state = label(task.state, lang)
    if task.is_late(today):
        return paint(f"{state} {say('late', lang)}", "red")
    return paint(state, "green") if task.state.answered else state


def history_screen(number: int, events: Sequence[TaskEvent], call: Call) -> str:
    """What happened to a task."""
    lang = call.lang
    lines = [paint(say("title.history", lang, number=digits(number, lang)), "bold")]
    lines += [
        f"  {day(one.at.date(), lang)}  {label(one.state, lang)}  {one.by}  {one.note} {one.answer}".rstrip()
        for one in events
    ]
    return "\n".join(lines if events else [*lines, "  " + say("none.events", lang)])


def reported_screen(task: Task, call: Call) -> str:
    """A task after an answer was entered, accepted or returned."""
    lang = call.lang
    done = say(
        "reported.done", lang, number=digits(task.id, lang), office=task.office, state=label(task.state, lang)
    )
    return paint(done, "green", "bold")


def overview_screen(rows: Sequence[DirectiveRow], today: dt.date, call: Call) -> str:
    """Directive by directive: how many have answered, and who has not."""
    if not rows:
        return say("none.tasks", call.lang)
    blocks: list[str] = []
    letter = None
    for row in rows:
        if row.entry.id != letter:
            letter = row.entry.id
            receipt = digits(row.entry.receipt, call.lang)
            title = say("title.overview", call.lang, receipt=receipt, subject=row.entry.subject or NONE)
            blocks.append(("\n" if blocks else "") + paint(title, "bold"))
        blocks.append(_row(row, today, call))
    return "\n".join(blocks)


def _row(row: DirectiveRow, today: dt.date, call: Call) -> str:
    lang = call.lang
    head = [
        item(row.directive.item, row.place, lang),
        label(row.directive.kind, lang),
        task_due(row.tasks[0], row.directive, lang),
    ]
    answered = say(
        "overview.answered",
        lang,
        answered=digits(len(row.answered), lang),
        all=digits(len(row.tasks), lang),
        missing=", ".join(_short(one) for one in row.missing) or NONE,
    )
    late = any(one.is_late(today) for one in row.missing)
    looks = ("red",) if late else ("green",) if not row.missing else ()
    return "  " + " · ".join(head) + "\n" + paint(wrap(answered, call.room, "      "), *looks)


def _short(task: Task) -> str:
    """An office in a list of its like: districts without their อำเภอ."""
    return task.office.removeprefix("อำเภอ")


def reminders_screen(reminders: Sequence[Reminder], call: Call) -> str:
    """The texts to send, one after another, ready to be copied."""
    if not reminders:
        return say("none.reminders", call.lang)
    line = paint("─" * min(call.room, 60), "dim")
    return f"\n{line}\n".join(one.text.rstrip() for one in reminders)
