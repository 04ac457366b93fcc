"""A correction as people read it: the field by its name, days and choices in words, not as they are stored."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from circulars.circular import LetterForm, Secrecy, Urgency
from circulars.directive import DirectiveKind
from circulars.labels import label
from circulars.lexicon import table
from circulars.office import Level
from terminal.layout import clip
from terminal.terms import NONE, clock, day, digits, item, number
from terminal.words import say

if TYPE_CHECKING:
    from enum import StrEnum

    from circulars.circular import Circular
    from registry.entries import Correction

#: What the choices of a field are.
CHOICES: dict[str, type[StrEnum]] = {
    "urgency": Urgency,
    "secrecy": Secrecy,
    "form": LetterForm,
    "kind": DirectiveKind,
    "actors": Level,
}
WIDEST = 60
_DIRECTIVE = re.compile(r"/letter/directives/(\d+)")


def correction_line(made: Correction, letter: Circular, lang: str) -> str:
    """What was changed, from what to what."""
    field = made.field.rpartition("/")[2]
    if field.isdecimal():
        field = made.field.split("/")[-2]
    return (
        f"{field_name(made.field, letter, lang)}: "
        f"{value_text(made.before, field, lang)} → {value_text(made.after, field, lang)}"
    )


def field_name(pointer: str, letter: Circular, lang: str) -> str:
    """A field as people call it: "ลงวันที่", "กำหนด ข้อ ๒"; the pointer where nobody has a name for it."""
    found = _DIRECTIVE.match(pointer)
    for one in table("fields")["letter"].values():
        if one["pointer"].format(item=found[1] if found else "") == pointer:
            names = [name for name in one["names"] if name.isascii() == (lang != "th")] or one["names"]
            return f"{names[0]} {_item(found, letter, lang)}".strip()
    if found and pointer == found[0]:
        return _item(found, letter, lang)
    return pointer


def _item(found: re.Match[str] | None, letter: Circular, lang: str) -> str:
    if found is None:
        return ""
    place = int(found[1])
    known = place < len(letter.directives)
    return item(letter.directives[place].item if known else None, place, lang)


def value_text(value: Any, field: str, lang: str) -> str:
    """A stored value in words."""
    if value is None or value in ("", []):
        return NONE
    if isinstance(value, list):
        return clip(", ".join(value_text(one, field, lang) for one in value), WIDEST)
    if isinstance(value, dict):
        known = value.get("text") or value.get("key") or value.get("number") or value.get("name")
        return value_text(known, field, lang) if known else clip(", ".join(map(str, value.values())), WIDEST)
    if isinstance(value, bool):
        return say("yes" if value else "no", lang)
    return clip(_plain(str(value), field, lang), WIDEST)


def _plain(text: str, field: str, lang: str) -> str:
    if field in CHOICES and text in {one.value for one in CHOICES[field]}:
        return label(CHOICES[field](text), lang)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return day(dt.date.fromisoformat(text), lang)
    if field == "time" and re.fullmatch(r"\d{2}:\d{2}", text):
        return clock(dt.time.fromisoformat(text), lang)
    if field == "number":
        return number(text, lang)
    return digits(text, lang) if text.isdecimal() else text
