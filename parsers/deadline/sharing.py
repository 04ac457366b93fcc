"""What the phrases of one sentence leave to each other to say: a beginning, a year.

* ภายใน ๑๕ วัน … ภายใน ๓ วัน นับแต่วันที่ได้รับหนังสือ: both are counted from the receipt;
* ภายในวันที่ ๓๑ มกราคม … ภายในวันที่ ๓๐ เมษายน ๒๕๖๗: two days of the same year.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.deadline.phrases import Family, Phrase
from parsers.deadline.points import CalendarDate, MonthPart

if TYPE_CHECKING:
    from parsers.deadline.scene import Scene
    from parsers.deadline.tokens import Tokens

#: Characters of the skeleton within which two counts share a beginning, and two dates a year.
_APART, _LIST = 70, 160


def anchors_shared(phrases: list[Phrase], tokens: Tokens, scene: Scene) -> list[Phrase]:
    """Counts that say no beginning with that of the next: ภายใน ๑๕ วัน … ภายใน ๓ วัน นับแต่วันที่ได้รับหนังสือ."""
    found = list(phrases)
    for number in range(len(found) - 2, -1, -1):
        one, other = found[number], found[number + 1]
        counts = {one.family, other.family} == {Family.COUNT} and one.anchor is None
        near = tokens[other.first].start - tokens[one.last].end <= _APART
        if counts and near and scene.item_start(one.first) == scene.item_start(other.first):
            found[number] = replace(one, anchor=other.anchor, shared=other.anchor is not None)
    return found


def years_shared(phrases: list[Phrase], tokens: Tokens, scene: Scene) -> list[Phrase]:
    """Dates without a year with the year of the next date of their list that has one."""
    found = list(phrases)
    for number in range(len(found) - 2, -1, -1):
        one, other = found[number], found[number + 1]
        apart = tokens[other.first].start - tokens[one.last].end
        numbered = tokens.is_a(one.first - 2, "serial") and tokens.is_a(other.first - 2, "serial")
        families = {one.family, other.family}
        if apart > _LIST or not (families == {Family.BOUND} or (numbered and families == {Family.BARE})):
            continue
        if scene.block_start(one.first) != scene.block_start(other.first):
            continue
        if (
            isinstance(one.point, CalendarDate)
            and isinstance(other.point, CalendarDate)
            and one.point.words.month
        ):
            found[number] = replace(one, point=one.point.sharing(other.point.words))
        elif (
            isinstance(one.point, MonthPart)
            and isinstance(other.point, MonthPart)
            and one.point.month
            and one.point.year is None
        ):
            found[number] = replace(one, point=replace(one.point, year=other.point.year))
    return found
