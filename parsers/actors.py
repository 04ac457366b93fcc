"""The offices that words of an order name: their level, and which of them if only some are meant.

::

    actors = actor , { glue , ( actor | place ) } , { tail } , [ clause ] ;
    actor  = [ "ทุก" | "ทั้ง" ] , unit , [ place ] ;
    unit   = word of a level | name of an agency | [ "สำนักงาน" ] , head , ( "จังหวัด" | "อำเภอ" ) ;
    clause = ( "ที่" | "ซึ่ง" ) , words up to the next blank or verb ;
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from circulars.agencies import agency_names
from circulars.lexicon import any_of, table
from circulars.office import Level
from circulars.places import provinces

#: Characters of a clause that says which actors are meant, at most.
_CLAUSE = 120
#: Agencies that stand above the provinces; others of the table stand beside them.
_DEPARTMENTS = ("กรม", "กระทรวง", "สำนักงานปลัด")
#: District names so short that they are also other words count only where a word ends.
_SHORT_NAME = 4


@dataclass(frozen=True, slots=True)
class Actors:
    """The offices named in ``text[start:end]``."""

    start: int
    end: int
    levels: tuple[Level, ...]  #: outer to inner
    names: tuple[str, ...] = ()  #: places, where only some are meant


@cache
def _levels() -> dict[str, Level | None]:
    """Every word that names an actor, without its blanks, with its level; staff have none of their own."""
    data = table("directives")
    words: dict[str, Level | None] = {
        name.replace(" ", ""): Level.DEPARTMENT if name.startswith(_DEPARTMENTS) else Level.OTHER
        for name in agency_names()
    }
    words |= {
        word.replace(" ", ""): Level(kind["level"]) if kind["level"] else None
        for kind in data["actor"]
        for word in kind["words"]
    }
    for suffix, level in (("จังหวัด", Level.PROVINCE), ("อำเภอ", Level.DISTRICT)):
        for head in data["office"]["heads"]:
            words.setdefault(head + suffix, level)
            for bureau in data["office"]["bureau"]:
                words.setdefault(bureau + head + suffix, level)
    return words


@cache
def _unit() -> str:
    data = table("directives")
    spaced = [word for kind in data["actor"] for word in kind["words"] if " " in word]
    return any_of([*_levels(), *spaced])


@cache
def _place() -> str:
    """A province or a district by name; a short one only where a word ends."""
    names = {one.name for one in provinces()} | {d.name for one in provinces() for d in one.districts}
    short = [name for name in names if len(name) <= _SHORT_NAME]
    ends = r"(?=[\s,()]|$|และ|อำเภอ|จังหวัด|ทราบ)"
    return f"(?:{any_of(sorted(names - set(short)))}|เมือง{ends}|{any_of(sorted(short))}{ends})"


@cache
def _pattern() -> re.Pattern[str]:
    """One actor, with what it is glued to."""
    return re.compile(
        rf"""(?P<glue>\s*(?:,|และ|หรือ|/|รวมทั้ง|พร้อมด้วย|ตลอดจน)?\s*)
        (?:(?:ทุก|ทั้ง|แต่ละ)?\s?(?P<unit>{_unit()})(?P<name>\s?{_place()})?
          |(?P<place>{_place()}))""",
        re.VERBOSE,
    )


@cache
def _tail() -> re.Pattern[str]:
    tails = any_of(table("directives")["actor_tail"]["words"])
    return re.compile(rf"(?:\s?(?:{tails}(?!ละ)|\([^()\n]{{1,120}}\)))*")


@cache
def _clause() -> re.Pattern[str]:
    return re.compile(any_of(table("directives")["actor_tail"]["clause"]) + rf"[^\s“”]{{0,{_CLAUSE}}}")


def actors_at(text: str, start: int) -> Actors | None:
    """The offices named from ``start`` on; None where no office stands there."""
    levels: set[Level] = set()
    names: list[str] = []
    at, found = start, False
    while match := _pattern().match(text, at):
        if match["glue"].strip() and not found:
            break
        if match["place"] and (not names or not match["glue"]):
            break
        level = _level(match["unit"]) if match["unit"] else None
        levels |= {level} if level else set()
        name = (match["name"] or match["place"] or "").strip()
        names += [name] if name else []
        at, found = _tail_end(text, match.end()), True
    if not found:
        return None
    if len(levels) > 1:
        levels.discard(Level.OTHER)
    return Actors(start, at, tuple(sorted(levels, key=lambda one: one.rank)), tuple(names))


def _level(unit: str) -> Level | None:
    return _levels()["".join(unit.split())]


def _tail_end(text: str, at: int) -> int:
    match = _tail().match(text, at)
    return match.end() if match else at


def clause_at(text: str, at: int) -> tuple[int, int] | None:
    """A clause behind an actor that says which are meant (ที่มีศูนย์พัฒนาเด็กเล็ก …), up to a blank."""
    blank = re.compile(r"\s?").match(text, at)
    match = _clause().match(text, blank.end() if blank else at)
    return match.span() if match else None


def levels_named(words: str) -> tuple[Level, ...]:
    """The levels of all offices named anywhere in some words, outer to inner."""
    found = {level for match in _words().finditer(words) if (level := _level(match.group()))}
    return tuple(sorted(found, key=lambda level: level.rank))


@cache
def _words() -> re.Pattern[str]:
    return re.compile(_unit())
