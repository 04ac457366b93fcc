"""Orders in a text: the words that give them, whom they name and what kind of act they ask for.

::

    order  = lead , [ actors ] , { soft word } , verb ;
    lead   = [ "จึง" | "โปรด" | "โดย" … ] , ( "ขอ" | relay verb | "" ) , "ให้" | "ขอความร่วมมือ" | relay verb , actors ;
    actors = { "ทุก" | unit | name | "และ" | "หรือ" } ;
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from circulars.directive import DirectiveKind
from circulars.lexicon import any_of, table
from circulars.office import Level

#: Characters behind an order's lead within which its verb stands.
_VERB_REACH = 90
_THAI = "ก-ฺเ-๎"


@dataclass(frozen=True, slots=True)
class Order:
    """One order as it stands in a text."""

    start: int
    end: int  #: behind its actors
    relay: bool  #: handed down to somebody else (แจ้งให้…)
    actors: tuple[Level, ...]
    kind: DirectiveKind


@cache
def _actor_patterns() -> tuple[tuple[Level, re.Pattern[str]], ...]:
    return tuple(
        (Level(kind["level"]), re.compile(any_of(kind["words"]))) for kind in table("directives")["actor"]
    )


@cache
def _actor_words() -> str:
    return any_of([word for kind in table("directives")["actor"] for word in kind["words"]])


@cache
def _lead() -> re.Pattern[str]:
    lead = table("directives")["lead"]
    relay = any_of(lead["relay"])
    unit = _actor_words()
    ask = any_of(lead["ask"])
    # The actors: unit words with what belongs to them, up to the first word that is none.
    actors = rf"(?:(?:ทุก|ทั้ง)?\s?{unit}(?:ทุก(?:แห่ง|คน|ระดับ|อำเภอ|จังหวัด)|(?:ใน(?:พื้นที่|สังกัด|เขต(?:พื้นที่)?|จังหวัด|อำเภอ)))?\s?(?:และ|หรือ|หรือเขต|,)?\s?)+"
    return re.compile(
        rf"""(?:
          (?P<relay>(?<![{_THAI}])(?:โปรด|จึง|ขอ)?{relay}ให้(?!ทราบ)
                   |(?<=จังหวัด){relay}ให้(?!ทราบ)|(?<=และ){relay}ให้|(?<=อำเภอ){relay}ให้(?!ทราบ)|(?<=ให้){relay}ให้|(?<=โปรด){relay}ให้|(?<=เพื่อ){relay}ให้(?!ทราบ))
        | (?P<tell>(?:(?<![{_THAI}])|(?<=จังหวัด)|(?<=และ)|(?<=ให้)|(?<=โปรด)|(?<=อำเภอ)|(?<=พิจารณา)|(?<=เพื่อ))(?:แจ้ง|กำชับ|เน้นย้ำ|แจ้งเวียน|สั่งการ)(?=(?:ทุก)?{unit}))
        | (?P<ask>(?:จึง|จะ)?{ask}ให้|จึงให้|ขอความร่วมมือ|ขอความอนุเคราะห์
                   |(?<!เพื่อ)โปรด(?=ดำเนินการ|พิจารณา|แจ้ง|รายงาน|จัดส่ง|ส่ง|ตรวจสอบ|มอบหมาย|สำรวจ))
        | (?P<plain>(?<![{_THAI}])ให้(?=[{_THAI}]))
        )\s?(?P<actors>{actors})?""",
        re.VERBOSE,
    )


@cache
def _go_on() -> re.Pattern[str]:
    words = any_of(table("directives")["lead"]["go_on"])
    return re.compile(
        rf"(?:(?<=\s)|(?<=[{_THAI}])){words}\s?(?=รายงาน|จัดส่ง|ส่ง|นำส่ง|แจ้งผล|แจ้งรายชื่อ|แจ้งข้อมูล|บันทึกข้อมูล|สรุปผล)"
    )


@cache
def _verbs() -> tuple[tuple[DirectiveKind, re.Pattern[str]], ...]:
    return tuple(
        (DirectiveKind(kind["kind"]), re.compile(any_of(kind["words"])))
        for kind in table("directives")["verb"]
    )


@cache
def _soft() -> re.Pattern[str]:
    return re.compile(rf"(?:\s|{any_of(table('directives')['lead']['soften'])})*")


def orders(text: str) -> list[Order]:
    """The orders of a text, in order; nothing that only follows from one (เพื่อให้ ส่งผลให้ ทำให้)."""
    found = [_order(text, match) for match in _lead().finditer(text)]
    for match in _go_on().finditer(text):
        if any(order.end > match.end() for order in found[-1:]) or not found:
            continue
        found.append(
            Order(match.start(), match.end(), relay=False, actors=(), kind=verb_kind(text, match.end()))
        )
    return sorted(found, key=lambda order: order.start)


def _order(text: str, match: re.Match[str]) -> Order:
    relay = bool(match["relay"] or match["tell"])
    kind = verb_kind(text, match.end())
    if relay and kind in {DirectiveKind.TAKE_NOTE, DirectiveKind.PASS_ON}:
        kind = DirectiveKind.PASS_ON
    return Order(match.start(), match.end(), relay, levels(match["actors"] or ""), kind)


def verb_kind(text: str, start: int) -> DirectiveKind:
    """The kind of act that the words from ``start`` on ask for; "act" where the verb is no known one."""
    soft = _soft().match(text, start)
    at = soft.end() if soft else start
    first = [
        (match.start(), -match.end(), kind)
        for kind, pattern in _verbs()
        if (match := pattern.match(text, at)) is not None
    ]
    if first:
        return min(first, key=lambda one: one[:2])[2]
    return DirectiveKind.ACT


def levels(words: str) -> tuple[Level, ...]:
    """The levels named in some words, outer to inner."""
    named: set[Level] = set()
    taken = words
    for level, pattern in sorted(_actor_patterns(), key=lambda one: one[0] is Level.OTHER):
        for match in pattern.finditer(taken):
            if not _inside_longer(taken, match):
                named.add(level)
    return tuple(sorted(named, key=lambda level: level.rank))


def _inside_longer(words: str, match: re.Match[str]) -> bool:
    """Whether a unit word is only part of a longer one (อำเภอ in ปลัดอำเภอ, จังหวัด in องค์การบริหารส่วนจังหวัด)."""
    return any(
        other.start() <= match.start() and match.end() <= other.end() and other.group() != match.group()
        for _, pattern in _actor_patterns()
        for other in pattern.finditer(words)
    )
