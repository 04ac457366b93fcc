"""What the letter says about holidays, and announcing words that no rule could read."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from parsers.deadline.lexicon import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.deadline.phrases import Phrase
    from parsers.deadline.scene import Scene
    from parsers.deadline.tokens import Tokens

#: Characters after a deadline within which its holiday rule stands, and after a word what it announces.
_REACH = 90
_NEXT = 12
#: "Within the time fixed" says no time of its own.
_FIXED = ("กำหนด", "กำหนดเวลา", "ระยะเวลา")
_ANCHORS = ("within", "not_later", "before_or_on", "in_time", "every")
_OF_TIME = (
    "point", "day", "month", "times", "span", "weekdays", "workday", "unit_day", "unit_week", "unit_month", "unit_quarter",
    "unit_half", "unit_year", "unit_fiscal_year", "unit_fortnight", "at_time", "between", "end_of", "late_in", "number",
)  # fmt: skip


def holiday_rule(tokens: Tokens, phrase: Phrase, phrases: tuple[Phrase, ...]) -> str | None:
    """What the sentence after a deadline, or the one before it, says of holidays.

    Returns:
        "next_working_day", "previous_working_day" or None.
    """
    return _rule_after(tokens, phrase.last) or _rule_before(tokens, phrase.first, phrases)


def _rule_after(tokens: Tokens, last: int) -> str | None:
    at, closed = last + 1, False
    while at < len(tokens) and tokens[at].start - tokens[last].end <= _REACH and not tokens.is_a(at, "break"):
        closed = closed or tokens.is_a(at, "holiday")
        if closed and (rule := _moved_to(tokens, at)):
            return rule
        at += 1
    return None


def _rule_before(tokens: Tokens, first: int, phrases: tuple[Phrase, ...]) -> str | None:
    """หากตรงกับวันหยุดให้ส่งในวันทำการถัดไป ทั้งนี้ ให้ส่งภายในวันที่ …: if no other deadline stands before."""
    at, found = first - 1, None
    while at >= 0 and tokens[first].start - tokens[at].end <= _REACH and not tokens.is_a(at, "break"):
        found = found or _moved_to(tokens, at)
        if found and tokens.is_a(at, "holiday"):
            earlier = phrases[: bisect_left(phrases, first, key=lambda each: each.first)]
            return None if earlier and not tokens.has(earlier[-1].last, at, "break") else found
        at -= 1
    return None


def _moved_to(tokens: Tokens, at: int) -> str | None:
    if tokens.is_a(at, "following_workday"):
        return "next_working_day"
    return "previous_working_day" if tokens.is_a(at, "preceding_workday") else None


def unread_anchors(tokens: Tokens, phrases: tuple[Phrase, ...], scene: Scene) -> Iterator[tuple[int, int]]:
    """Where words stand that announce a time and belong to no phrase.

    Not those of an organisation (ตรวจสอบภายใน), of a quantity (ไม่เกิน ๕ คน), of a recital, or of something
    said before (ภายในกำหนดดังกล่าว); "ทุก" counts only before a unit of time.
    """
    taken = {at for phrase in phrases for at in range(phrase.first, phrase.last + 1)}
    for at in range(len(tokens)):
        if at in taken or not tokens.is_a(at, *_ANCHORS) or scene.in_recital(at):
            continue
        if _announces(tokens, at):
            yield tokens.skeleton.span(tokens[at].start, tokens[at].end)


def _announces(tokens: Tokens, at: int) -> bool:
    text, after = tokens.skeleton.text, tokens[at].end
    if tokens.is_a(at, "every"):
        return tokens.is_a(at + 1, *_OF_TIME) and tokens.touches(at + 1) and not tokens.is_a(at + 1, "number")
    if mentions("said_before").match(text, after) or text.endswith(_FIXED, tokens[at].start, after):
        return False
    near = tokens.is_a(at + 1, *_OF_TIME) and tokens.gap(at + 1) <= _NEXT
    if tokens.is_a(at, "not_later"):
        a_rate = near and text.startswith("ละ", tokens[at + 1].end)
        return near and not a_rate and not tokens.is_a(at + 1, "number", "span")
    internal = any(
        match.end() == tokens[at].start
        for match in mentions("internal").finditer(text, max(0, tokens[at].start - _NEXT), tokens[at].start)
    )
    return not internal and (near or not mentions("inside").match(text, after))
