"""Orders in running text: where one directive ends and the next begins.

::

    running = order , { glue , order } ;
    order   = lead , words , { going on } ;

A new directive begins with a new lead (และขอให้ …, พร้อมทั้งให้จังหวัด …, ห้าม …) and with the next link of a chain
(… แจ้งท้องถิ่นสำรวจ และรวบรวมส่งจังหวัด, และให้อำเภอรวบรวมส่งจังหวัด): each link is a duty of others. What only goes on
with the order before it stays with it: its report (แล้วรายงานผล …), how it shall be done (โดยให้ …), a note (ทั้งนี้ …), what is to be
done on a condition (กรณีไม่มีให้รายงาน …). An event of its own, joined by และ, begins one (และเมื่อเกิดเหตุให้รายงาน …).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from circulars.directive import DirectiveKind
from circulars.lexicon import any_of, table
from circulars.office import Level
from parsers.acts import masked
from parsers.layout import DIGIT
from parsers.orders import Lead, recipients

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.text import MappedText
    from parsers.orders import Order

#: Leads that can begin a directive of their own.
_LEADS = {Lead.ASK, Lead.PLAIN, Lead.BAN, Lead.TOLD, Lead.RELAY, Lead.ADDED}
#: What stands right before a lead that begins something.
_BEHIND = re.compile(rf"(?:[\s{DIGIT}.)]|และ|พร้อมทั้ง|อีกทั้ง|ตลอดจน|รวมทั้ง)$")
_GLUE_WITHIN = 12
#: Characters before a lead among which a condition makes it part of what stands before.
_CONDITION_WITHIN = 160
_CONDITION = re.compile(rf"(?:^|[\s{DIGIT}])(?:และ)?(?:หาก|ถ้า|กรณี|เมื่อ|เว้นแต่|ทั้งนี้|โดย)[^“”]*$")
_TELLS_RESULT = re.compile(
    r"(?:ขอ)?(?:ให้|โปรด)?\s?[^\s]{0,40}?(?:รายงาน|แจ้งผล|ส่งผล|สรุปผล|สรุปรายงาน|แจ้ง(?:ให้)?\S{0,40}?ทราบ)"
)


@cache
def _glue() -> re.Pattern[str]:
    return re.compile(rf"(?:\s|{any_of(table('directives')['lead']['go_on'])})+$")


def directives_apart(
    text: MappedText, found: Sequence[Order], reader: Level
) -> list[tuple[MappedText, tuple[Level, ...]]]:
    """The text of each directive of some running text that begins with an order.

    Args:
        text: From the first order's words on.
        found: Its orders, in order.
        reader: The level written to.

    Returns:
        Each text, with the levels that the one before it names; those act where it names nobody itself.
    """
    cuts: list[int] = [0]
    first = list(found[:1])
    above: list[tuple[Level, ...]] = [()]
    words = masked(text.text)
    told = found[0] if found else None
    for one in found[1:]:
        handed = told if told is not None and told.lead is Lead.RELAY else None
        link = told is not None and _is_next_link(words, one, told, reader)
        begins = link or _begins(words, one, first[-1])
        told = one if one.actors or begins else told
        at = one.start if begins else _triggered(words, one, first[-1])
        if at is not None:
            cuts.append(at)
            above.append(
                () if link else _goes_on_for(words, one, handed, reader) or _asked(first[-1]) or above[-1]
            )
            first.append(one)
    ends = [*cuts[1:], len(text)]
    return [
        (_without_glue(text[start:end]), levels) for start, end, levels in zip(cuts, ends, above, strict=True)
    ]


def _goes_on_for(words: str, one: Order, handed: Order | None, reader: Level) -> tuple[Level, ...]:
    """Those told before, for whom an order that names nobody goes on (แจ้งอำเภอเข้าร่วม และให้ลงทะเบียน …)."""
    if handed is None or one.actors or one.hands_down or one.lead is not Lead.PLAIN:
        return ()
    up = recipients(words, one.end)
    return () if up and all(level.rank < reader.rank for level in up) else handed.actors


def _asked(order: Order) -> tuple[Level, ...]:
    return () if order.lead is Lead.RELAY or order.hands_down else order.actors


def _without_glue(text: MappedText) -> MappedText:
    glue = _glue().search(text.text)
    return text[: glue.start() if glue else len(text)].strip()


def _begins(words: str, one: Order, before: Order) -> bool:
    """Whether an order begins a directive of its own behind another."""
    if one.lead not in _LEADS or one.start == 0 or one.start <= before.end:
        return False
    if not _BEHIND.search(words, max(0, one.start - _GLUE_WITHIN), one.start):
        return False
    if one.lead is Lead.RELAY and before.hands_down and not words[before.end : one.start].strip():
        return False
    near = words[max(before.end, one.start - _CONDITION_WITHIN) : one.start]
    if one.lead is Lead.BAN:
        near = _NOTE.sub("", near)
    if _depends(near) and not words.startswith("สำหรับ", one.start):
        return False
    same = not one.actors or one.actors == before.actors
    goes_on = same and one.kind is DirectiveKind.REPORT and _TELLS_RESULT.match(words, one.start) is not None
    if goes_on and before.kind not in {DirectiveKind.ATTEND, DirectiveKind.REPLY}:
        return False
    return one.lead is not Lead.PLAIN or bool(one.actors) or one.kind is not DirectiveKind.REPORT


#: What opens a note; what it forbids is forbidden all the same.
_NOTE = re.compile(r"(?:ทั้งนี้|อนึ่ง)\s*$")


def _is_next_link(words: str, one: Order, before: Order, reader: Level) -> bool:
    """Whether the reader sends up what others below it were told to do (แจ้งท้องถิ่นสำรวจ และรวบรวมส่งจังหวัด)."""
    chain = range(reader.rank + 1, Level.LOCAL_GOVERNMENT.rank + 1)
    below = bool(before.actors) and all(level.rank in chain for level in before.actors)
    if not below or one.start <= before.end:
        return False
    if one.lead is Lead.CHAIN:
        return True
    up = recipients(words, one.end) if one.lead is Lead.FURTHER and one.kind is DirectiveKind.REPORT else ()
    return bool(up) and all(level.rank < reader.rank for level in up)


def _triggered(words: str, one: Order, before: Order) -> int | None:
    """Where an order begins that falls due with an event of its own (และเมื่อเกิดเหตุให้รายงานทันที)."""
    start = max(before.end, one.start - _CONDITION_WITHIN)
    match = _EVENT.search(words[start : one.start])
    if match is None or one.lead not in _LEADS or _NONE.search(match["event"]):
        return None
    return start + match.start("event")


#: An event joined to what stands before it, up to the lead of its order; none where there is nothing to tell.
_EVENT = re.compile(rf"[\s{DIGIT}]และ(?P<event>(?:เมื่อ|หาก|ถ้า|กรณี)(?:(?![\s{DIGIT}]และ)[^“”])*)$")
_NONE = re.compile(r"ไม่มี|ไม่พบ|ไม่ปรากฏ|ไม่สามารถ|พ้นกำหนด|ขัดข้อง")


def _depends(near: str) -> bool:
    """Whether the words before a lead make it a condition's, a note's or a manner's."""
    return _CONDITION.search(_CLAUSE.split(near)[-1]) is not None


#: Words before which a clause of its own begins, and a condition before it ends.
_CLAUSE = re.compile(rf"(?:\s|(?<=[{DIGIT}]))(?=และ|พร้อมทั้ง|อีกทั้ง|ตลอดจน|รวมทั้ง|อนึ่ง|จากนั้น)")
