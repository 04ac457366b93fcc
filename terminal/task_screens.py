"""Tasks, answers and who is waited for, as the terminal shows them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from circulars.labels import label
from circulars.task import AnswerCount, TaskState
from terminal.layout import Column, paint, table
from terminal.terms import NONE, day, digits, item, task_due
from terminal.words import say

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from circulars.task import Task, TaskEvent
    from desk.answers import Reported
    from desk.tasks import ListedTask
    from registry.cells import Cell
    from terminal.call import Call


def tasks_screen(tasks: Sequence[ListedTask], today: dt.date, call: Call, limit: int | None = None) -> str:
    """The list of tasks, those due first in front; whether there may be more than the limit let through."""
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
    lines = [table(columns, rows, call.room), say("tasks.count", lang, count=digits(len(tasks), lang))]
    return "\n".join([*lines, say("tasks.limited", lang)] if len(tasks) == limit else lines)


def task_state(task: Task, today: dt.date, lang: str) -> str:
    """The state of a task, and that it is late."""
    state = label(task.state, lang)
    if task.is_late(today):
        return paint(f"{state} {say('late', lang)}", "red")
    return paint(state, "green") if task.state.closed else state


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


def answered_sentence(tasks: Sequence[Task | Cell], missing: Sequence[Task | Cell], lang: str) -> str:
    """The one sentence an office needs: "ส่งแล้ว ๕/๗ อำเภอ, ค้าง: ดอนตาล, ดงหลวง"."""
    return say(
        "overview.answered",
        lang,
        answered=digits(AnswerCount.of(one.state for one in tasks).answered, lang),
        all=digits(len(tasks), lang),
        offices=say(f"overview.offices.{_level(tasks)}", lang),
        settled=_settled(tasks, lang),
        missing=", ".join(short_office(one.office) for one in missing) or NONE,
    )


def _level(tasks: Sequence[Task | Cell]) -> str:
    """The level that all of them are of; "other" where they are of several."""
    levels = {str(one.level) for one in tasks}
    return levels.pop() if len(levels) == 1 and levels <= {"district", "province"} else "other"


def _settled(tasks: Sequence[Task | Cell], lang: str) -> str:
    """Who need not answer any more: " (ถือว่าตามหนังสือ ๕, ยกเว้น ๑)"."""
    count = AnswerCount.of(one.state for one in tasks)
    counts = {TaskState.DEFAULTED: count.defaulted, TaskState.EXEMPT: count.exempt}
    words = [f"{label(state, lang)} {digits(number, lang)}" for state, number in counts.items() if number]
    return f" ({', '.join(words)})" if words else ""


def short_office(office: str) -> str:
    """An office in a list of its like: without their อำเภอ or จังหวัด."""
    return office.removeprefix("อำเภอ").removeprefix("จังหวัด")
