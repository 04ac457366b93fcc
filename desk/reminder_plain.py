"""Reminders as JSON data, the same for the terminal and for the web."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from circulars.codec import to_plain

if TYPE_CHECKING:
    from desk.chase import Chase
    from desk.remind import Notice, Plan


def notice_plain(notice: Notice) -> dict[str, Any]:
    """One reminder of the ladder."""
    return {
        "rung": notice.rung.kind.value,
        "by": notice.by.value,
        "to": notice.recipient,
        "letter": notice.row.entry.receipt,
        "tasks": [one.id for one in notice.tasks],
        "offices": [one.office for one in notice.tasks],
        "subject": notice.subject,
        "text": notice.text,
    }


def plan_plain(plan: Plan) -> dict[str, Any]:
    """What the ladder asks for on a day."""
    return {
        "day": to_plain(plan.day),
        "quiet": plan.quiet,
        "notices": [notice_plain(one) for one in plan.notices],
        "no_address": [one or "superior" for one in plan.unreachable],
    }


def chase_plain(done: Chase, lang: str) -> dict[str, Any]:
    """What one run of the ladder did."""
    sent = [
        {**notice_plain(one.notice), "number": one.letter.number if one.letter else None} for one in done.sent
    ]
    failed = [
        {**notice_plain(one.notice), "error": one.why.kind, "message": one.why.message(lang)}
        for one in done.failed
    ]
    return {**plan_plain(done.plan), "notices": sent, "failed": failed}
