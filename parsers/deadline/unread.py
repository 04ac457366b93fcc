"""What the letter says about holidays, and announcing words that no rule could read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.deadline.phrases import Phrase
    from parsers.deadline.scene import Scene
    from parsers.deadline.tokens import Tokens

#: Characters after a deadline within which its holiday rule stands.
_REACH = 90
_ANCHORS = ("within", "not_later", "before_or_on", "in_time")


def holiday_rule(tokens: Tokens, last: int) -> str | None:
    """What the sentence after a deadline says of holidays: "next_working_day" or "previous_working_day"."""
    at, closed = last + 1, False
    while at < len(tokens) and tokens[at].start - tokens[last].end <= _REACH and not tokens.is_a(at, "break"):
        closed = closed or tokens.is_a(at, "holiday")
        if closed and tokens.is_a(at, "following_workday"):
            return "next_working_day"
        if closed and tokens.is_a(at, "preceding_workday"):
            return "previous_working_day"
        at += 1
    return None


def unread_anchors(tokens: Tokens, phrases: tuple[Phrase, ...], scene: Scene) -> Iterator[tuple[int, int]]:
    """Where announcing words stand that belong to no phrase."""
    taken = {at for phrase in phrases for at in range(phrase.first, phrase.last + 1)}
    for at in range(len(tokens)):
        if at not in taken and tokens.is_a(at, *_ANCHORS) and not scene.in_recital(at):
            yield tokens.skeleton.span(tokens[at].start, tokens[at].end)
