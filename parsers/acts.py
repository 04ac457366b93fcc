"""The acts that orders ask for: which verb stands where, and of what kind it is.

::

    act = { soft word } , verb ;

Soft words (พิจารณา, ดำเนินการ, เร่งรัด) do not change the act. What stands in quotation marks asks for nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from circulars.directive import DirectiveKind
from circulars.lexicon import any_of, table
from parsers.actors import clause_at

if TYPE_CHECKING:
    from parsers.actors import Actors

_QUOTED = re.compile(r"“[^“”\n]{0,300}”|\"[^\"\n]{0,300}\"|https?://\S+|www\.\S+")
#: What takes the place of quoted words: no letter of any pattern.
MASK = "\ufffc"


def masked(text: str) -> str:
    """The text with everything quoted blotted out, as long as before."""
    return _QUOTED.sub(lambda match: MASK * len(match.group()), text)


@cache
def soft_words() -> re.Pattern[str]:
    """Words before a verb that do not change the act."""
    return re.compile(rf"(?:\s|{any_of(table('directives')['lead']['soft'])})*")


@cache
def _verbs() -> tuple[tuple[DirectiveKind, re.Pattern[str]], ...]:
    return tuple(
        (
            DirectiveKind(kind["kind"]),
            re.compile("|".join([any_of(kind["words"]), *([kind["pattern"]] if "pattern" in kind else [])])),
        )
        for kind in table("directives")["verb"]
    )


def verb_at(text: str, at: int) -> DirectiveKind | None:
    """The kind of the verb that stands at a place, soft words before it passed over; None if no known verb does."""
    soft = soft_words().match(text, at)
    places = {at, soft.end() if soft else at}
    found = [
        (place, -match.end(), kind)
        for place in places
        for kind, pattern in _verbs()
        if (match := pattern.match(text, place)) is not None
    ]
    return min(found, key=lambda one: one[:2])[2] if found else None


def verbs_of(kind: DirectiveKind) -> re.Pattern[str]:
    """The verbs of a kind."""
    return next(pattern for one, pattern in _verbs() if one is kind)


def kind_behind(text: str, end: int, named: Actors | None) -> tuple[DirectiveKind | None, int]:
    """The kind of the verb behind an order's actors, and where it stands."""
    clause = clause_at(text, end) if named else None
    if clause is not None:
        inside = first_verb(text, clause[0] + 2, clause[1])
        if inside is not None:
            return inside, clause[1]
        end = clause[1]
    soft = soft_words().match(text, end)
    kind = verb_at(text, end)
    if kind is None and named is None:
        unit = _unit_name().match(text, end)
        if unit is not None:
            return first_verb(text, *unit.span()), unit.end()
    return kind, soft.end() if soft else end


@cache
def _unit_name() -> re.Pattern[str]:
    return re.compile(any_of(table("letter")["footing"]["unit"]) + r"[^\s]{0,120}")


def first_verb(text: str, start: int, end: int) -> DirectiveKind | None:
    """The kind of the first verb inside a clause that is an act."""
    return next((kind for at in range(start, end) if (kind := _verb_inside(text, at))), None)


#: A verb inside a clause is no act where one of these stands before it (ที่ได้รับมอบหมาย, ที่ยังไม่รายงาน).
_NO_ACT_BEFORE = re.compile(r"(?:รับ|การ|ไม่|ผู้|เคย|แบบ|ระบบ|ได้|งาน)$")


def _verb_inside(text: str, at: int) -> DirectiveKind | None:
    for kind, pattern in _verbs():
        if kind is not DirectiveKind.TAKE_NOTE and pattern.match(text, at):
            return None if _NO_ACT_BEFORE.search(text, max(0, at - 5), at) else kind
    return None
