"""Tasks, answers and who is waited for, as the terminal shows them."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from circulars.labels import label
from circulars.office import Level
from terminal.layout import Column, paint, table, width, wrap
from terminal.terms import NONE, day, digits, item, task_due
from terminal.words import say

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from circulars.task import Task, TaskEvent
    from desk.answers import Reported
    from desk.overview import DirectiveRow
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
        f"  {day(one.at.date(), lang)}  {label(one.state, lang)}  {one.by}  {one.note}".rstrip()
        + _answer(one, lang)
        for one in events
    ]
    return "\n".join(lines if events else [*lines, "  " + say("none.events", lang)])


def _answer(event: TaskEvent, lang: str) -> str:
    """What an office answered, row by row."""
    if not event.answer:
        return ""
    answer = json.loads(event.answer)
    if answer["nil"]:
        return f"  {say('reported_nil', lang)}"
    rows = [" · ".join(row.values()) for row in answer["rows"]]
    return "".join(f"\n    {digits(place, lang)}. {row}" for place, row in enumerate(rows, start=1))


def reported_screen(done: Reported, call: Call) -> str:
    """A task after an answer was entered, accepted or returned, and what was read otherwise than written."""
    lang, task = call.lang, done.task
    facts = {"number": digits(task.id, lang), "office": task.office, "state": label(task.state, lang)}
    lines = [paint(say("reported.done", lang, **facts), "green", "bold")]
    lines += [f"  {one.message(lang)}" for one in done.notes]
    if done.attached:
        lines.append("  " + say("reported.attached", lang, files=", ".join(done.attached)))
    return "\n".join(lines)


def overview_screen(rows: Sequence[DirectiveRow], today: dt.date, call: Call) -> str:
    """Letter by letter: the matrix of directives and offices, then who has not answered each."""
    if not rows:
        return say("none.tasks", call.lang)
    blocks: list[str] = []
    for _, group in groupby(rows, key=lambda one: one.entry.id):
        own = list(group)
        entry = own[0].entry
        receipt = digits(entry.receipt, call.lang)
        title = say("title.overview", call.lang, receipt=receipt, subject=entry.subject or NONE)
        parts = [paint(title, "bold"), *(_row(row, today, call) for row in own), _matrix(own, today, call)]
        blocks.append("\n".join(part for part in parts if part))
    return "\n\n".join(blocks)


def _matrix(rows: Sequence[DirectiveRow], today: dt.date, call: Call) -> str:
    """Directives × offices, a sign a cell; nothing where it would not fit."""
    offices = {one.office_code: _short(one) for row in rows for one in row.tasks}
    codes = sorted(offices, key=lambda code: (-len(code), code))
    columns = [Column(title=say("column.item", call.lang))]
    columns += [Column(title=offices[code]) for code in codes]
    cells = [
        [
            item(row.directive.item, row.place, call.lang),
            *(
                _sign(next((one for one in row.tasks if one.office_code == code), None), today)
                for code in codes
            ),
        ]
        for row in rows
    ]
    shown = table(columns, cells, call.room)
    fits = all(width(line) <= call.room for line in shown.splitlines())
    return f"\n{shown}\n{paint(say('overview.signs', call.lang), 'dim')}" if fits else ""


def _sign(task: Task | None, today: dt.date) -> str:
    if task is None:
        return " "
    if task.state.answered:
        return paint("✓", "green")
    return paint("!", "red", "bold") if task.is_late(today) else "○"


def _short(task: Task) -> str:
    """An office in a list of its like: districts without their อำเภอ."""
    return task.office.removeprefix("อำเภอ")


def _row(row: DirectiveRow, today: dt.date, call: Call) -> str:
    lang = call.lang
    head = [
        item(row.directive.item, row.place, lang),
        label(row.directive.kind, lang),
        task_due(row.tasks[0], row.directive, lang),
    ]
    lines = ["  " + " · ".join(head)]
    districts = [one for one in row.tasks if one.level is not Level.PROVINCE]
    if districts:
        lines.append(_districts(districts, today, call))
    province = [one for one in row.tasks if one.level is Level.PROVINCE]
    lines += [f"      {one.office}: {task_state(one, today, lang)}" for one in province]
    return "\n".join(lines)


def _districts(tasks: Sequence[Task], today: dt.date, call: Call) -> str:
    """The one line an office needs, in the colour of its state."""
    missing = [one for one in tasks if not one.state.answered]
    late = any(one.is_late(today) for one in missing)
    looks = ("red",) if late else () if missing else ("green",)
    return paint(wrap(answered_sentence(tasks, missing, call.lang), call.room, "      "), *looks)


def answered_sentence(tasks: Sequence[Task], missing: Sequence[Task], lang: str) -> str:
    """The one sentence an office needs: "ส่งแล้ว ๕/๗ อำเภอ, ค้าง: ดอนตาล, ดงหลวง"."""
    return say(
        "overview.answered",
        lang,
        answered=digits(len(tasks) - len(missing), lang),
        all=digits(len(tasks), lang),
        missing=", ".join(_short(one) for one in missing) or NONE,
    )
