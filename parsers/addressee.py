"""To whom a letter goes: level, all or some, and who is left out."""

from __future__ import annotations

import re
from functools import cache

from circulars.circular import Addressee
from circulars.lexicon import any_of, table
from circulars.office import Level
from circulars.places import provinces

_ALL = re.compile(r"ทุก\s?[ก-ฮเ-ไ]|ทั่วประเทศ")
_EXCEPT = re.compile(r"\(?\s*(?:ยกเว้น|เว้น(?!แต่))\s*(?P<names>[^()]+)\)?")
_AND = re.compile(r"\s*(?:,|และ|/)\s*|\s+")
_UNIT = re.compile(
    r"^(?:(?:จังหวัด|อำเภอ|นายอำเภอ|ที่ทำการปกครองอำเภอ|ที่ทำการปกครองจังหวัด)|(?:นอภ|ผวจ|ปจ|จว|อ|จ)\.\s?)"
)
#: What may stand where names would: it says which, not who.
_NO_NAME = re.compile(
    r"[0-9๐-๙]|ชายแดน|เป้าหมาย|นำร่อง|ตามบัญชี|ตามรายชื่อ|ที่|ใน|แนบท้าย|ประจำ|ระดับ|ภาค|กลุ่ม|ผู้|ทุก|ราชการ|และ"
)


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], Level, bool], ...]:
    kinds = [
        (re.compile(any_of(kind["words"])), Level(kind["level"]), kind.get("names", False))
        for kind in table("addressees")["kind"]
    ]
    office = table("directives")["office"]
    heads = rf"{any_of(office['bureau'])}?{any_of(office['heads'])}"
    kinds += [
        (re.compile(rf"{heads}{suffix}"), level, True)
        for suffix, level in (("จังหวัด", Level.PROVINCE), ("อำเภอ", Level.DISTRICT))
    ]
    return tuple(kinds)


def parse_addressee(text: str) -> Addressee:
    """The addressee line taken apart; a text that names nobody known has level "other"."""
    text = " ".join(text.split())
    left_out = _EXCEPT.search(text)
    named = text[: left_out.start()] if left_out else text
    everyone = _ALL.search(named) is not None
    best = _earliest(named)
    names: tuple[str, ...] = ()
    if best and best[2] and not everyone:
        names = _names(named[best[0].end() :])
    return Addressee(
        text=text,
        level=next((one for one in levels_written_to(text) if one is not Level.OTHER), Level.OTHER),
        all=everyone,
        names=names,
        except_=_names(left_out["names"]) if left_out else (),
    )


def levels_written_to(text: str) -> tuple[Level, ...]:
    """Every level that an addressee line names, that of the first one first."""
    text = " ".join(text.split())
    left_out = _EXCEPT.search(text)
    named = text[: left_out.start()] if left_out else text
    levels: list[Level] = []
    for part in _AND.split(named):
        best = _earliest(part)
        if best is not None and best[0].start() == 0 and best[1] not in levels:
            levels.append(best[1])
    first = _earliest(named)
    return tuple(levels) if levels else (first[1],) if first else ()


def _earliest(text: str) -> tuple[re.Match[str], Level, bool] | None:
    found = [
        (match, level, names)
        for pattern, level, names in _kinds()
        if (match := pattern.search(text)) is not None
    ]
    return min(found, key=lambda one: (one[0].start(), -one[0].end()), default=None)


@cache
def _places() -> frozenset[str]:
    return frozenset(
        {one.name for one in provinces()}
        | {district.name for one in provinces() for district in one.districts}
    )


def _names(text: str) -> tuple[str, ...]:
    """The places named: those of the table, and behind the word อำเภอ also one that the table lacks."""
    found: list[str] = []
    for at, raw in enumerate(_AND.split(text.strip())):
        part = raw.strip(" .()")
        head = _earliest(part)
        name = _UNIT.sub(
            "", part[head[0].end() :].strip() if head and head[2] and not head[0].start() else part
        )
        spelt = part.startswith(("อำเภอ", "นายอำเภอ", "นอภ.", "อ.")) or (at == 0 and not text[:1].isspace())
        if name in _places() or (spelt and name and not _NO_NAME.match(name)) or name == "เมือง":
            found.append(name)
    return tuple(found)
