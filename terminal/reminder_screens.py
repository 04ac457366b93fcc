"""Reminders, as the terminal shows them: what would go out, what went, what did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.labels import label
from circulars.ladder import RemindBy
from terminal.layout import paint, wrap
from terminal.terms import day, digits, number
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.chase import Chase
    from desk.remind import Notice, Plan, Reminder
    from terminal.call import Call


def reminders_screen(reminders: Sequence[Reminder], call: Call) -> str:
    """The texts to send, one after another, ready to be copied."""
    if not reminders:
        return say("none.reminders", call.lang)
    line = paint("─" * min(call.room, 60), "dim")
    return f"\n{line}\n".join(one.text.rstrip() for one in reminders)


def plan_screen(plan: Plan, call: Call) -> str:
    """What would go out today."""
    if plan.quiet or not plan.notices:
        return "\n".join([_nothing(plan, call), *_unreachable(plan, call)])
    parts = [_notice(one, call) for one in plan.notices]
    count = say("remind.would", call.lang, count=digits(len(plan.notices), call.lang))
    return "\n\n".join(parts) + "\n\n" + "\n".join([*_unreachable(plan, call), count])


def chase_screen(done: Chase, call: Call) -> str:
    """What went out, what did not and why."""
    if not done.sent and not done.failed:
        return "\n".join([_nothing(done.plan, call), *_unreachable(done.plan, call)])
    parts = [
        _notice(one.notice, call, number(one.letter.number, call.lang) if one.letter else "")
        for one in done.sent
    ]
    failed = [
        paint(wrap(_head(one.notice, call), call.room), "red", "bold")
        + "\n"
        + wrap(one.why.message(call.lang), call.room, "  ")
        for one in done.failed
    ]
    facts = {"sent": digits(len(done.sent), call.lang), "failed": digits(len(done.failed), call.lang)}
    last = [*_unreachable(done.plan, call), say("remind.went", call.lang, **facts)]
    return "\n\n".join([*parts, *failed, "\n".join(last)])


def _nothing(plan: Plan, call: Call) -> str:
    if plan.quiet:
        return say("remind.quiet", call.lang, day=day(plan.day, call.lang), name=plan.quiet)
    return say("remind.nothing", call.lang, day=day(plan.day, call.lang))


def _notice(one: Notice, call: Call, sent_as: str = "") -> str:
    """Who is reminded, and with what words."""
    head = paint(wrap(_head(one, call) + (f" · {sent_as}" if sent_as else ""), call.room), "bold")
    if one.by is RemindBy.LETTER:
        subject = one.row.entry.subject or ""
        return head + "\n" + wrap(subject, call.room, "  ")
    lines = [one.subject, *one.text.rstrip().splitlines()] if one.subject else one.text.rstrip().splitlines()
    return "\n".join([head, *(f"  {line}".rstrip() for line in lines)])


def _head(one: Notice, call: Call) -> str:
    """The rung, the way and the recipient: "พ้นกำหนด · อีเมล · amphoe@…"."""
    return " · ".join(
        filter(None, (label(one.rung.kind, call.lang), label(one.by, call.lang), one.recipient))
    )


def _unreachable(plan: Plan, call: Call) -> list[str]:
    if not plan.unreachable:
        return []
    names = [one or say("remind.superior", call.lang) for one in plan.unreachable]
    return [wrap(say("remind.no_address", call.lang, offices=", ".join(names)), call.room)]
