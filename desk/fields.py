"""One value of a letter, named by a JSON pointer or a clerk's word, looked at or changed."""

from __future__ import annotations

import dataclasses
import re
import types
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from circulars.circular import Addressee, Circular, Enclosure, Reference, Signatory
from circulars.deadline import Deadline, DeadlineKind
from circulars.directive import Quota
from circulars.errors import UsageError
from circulars.lexicon import table
from circulars.office import Level
from circulars.thai_calendar import ascii_digits
from desk.values import NOTHING, parse_value

if TYPE_CHECKING:
    from circulars.letter import Letter

T = TypeVar("T")

ROOT = "/letter"
#: What a part is before a person has filled in any of it.
BLANKS: dict[type, Any] = {
    Addressee: Addressee(text="", level=Level.OTHER),
    Deadline: Deadline(quote="", kind=DeadlineKind.ABSOLUTE),
    Enclosure: Enclosure(text=""),
    Quota: Quota(number=0, unit=""),
    Reference: Reference(),
    Signatory: Signatory(),
}


def pointer_of(name: str, letter: Circular) -> str:
    """The JSON pointer that a person means: one of their own, or a word of ``lexicon/fields.toml``.

    Raises:
        UsageError: If no field is called so; the message lists those that are.
    """
    name = " ".join(name.split())
    if name.startswith("/"):
        pointer = name if name.startswith(ROOT + "/") else ROOT + name
        # A letter's number is one value: its parts follow from its text.
        return re.sub(r"^(/letter/number)/.*", r"\1", pointer)
    for field in table("fields")["letter"].values():
        for known in sorted(field["names"], key=len, reverse=True):
            rest = name[len(known) :].strip()
            if not name.lower().startswith(known):
                continue
            if "{item}" not in field["pointer"] and not rest:
                return str(field["pointer"])
            if "{item}" in field["pointer"] and (place := _place(rest, letter)) is not None:
                return str(field["pointer"].format(item=place))
    known_names = ", ".join(field["names"][0] for field in table("fields")["letter"].values())
    raise UsageError("no-field", value=name, names=known_names)


def _place(item: str, letter: Circular) -> int | None:
    """Which directive "๒" or "#2" is, counted from 0; the only one if nothing is said."""
    wanted = ascii_digits(item).removeprefix("ข้อ").strip(" .")
    if not wanted:
        return 0 if len(letter.directives) == 1 else None
    if match := re.fullmatch(r"#(\d{1,3})", wanted):
        place = int(match[1]) - 1
        return place if 0 <= place < len(letter.directives) else None
    return next((at for at, one in enumerate(letter.directives) if one.item == wanted), None)


def draft_pointer_of(name: str) -> str:
    """The JSON pointer into a draft that a person means: "ถึง", "ย่อหน้า 2" (counted from 1), "/body/1/text".

    Raises:
        UsageError: If a draft has nothing called so.
    """
    name = " ".join(name.split())
    if name.startswith("/"):
        return name
    for field in table("fields")["draft"].values():
        for known in field["names"]:
            match = re.fullmatch(rf"{re.escape(known)}\s*([0-9๐-๙]*)", name, re.IGNORECASE)
            if match and ("{place}" in field["pointer"]) == bool(match[1]):
                return str(field["pointer"].format(place=int(ascii_digits(match[1] or "1")) - 1))
    known_names = ", ".join(field["names"][0] for field in table("fields")["draft"].values())
    raise UsageError("no-draft-field", value=name, names=known_names)


def refuse_missing_paragraph(letter: Letter, pointer: str) -> None:
    """Let a pointer pass that leads to a paragraph of the draft, to a new one at its end, or to none at all.

    Raises:
        UsageError: If the draft is shorter; the message says how many paragraphs it has.
    """
    match = re.match(r"/body/(\d+)", pointer)
    if match and int(match[1]) > len(letter.body):
        raise UsageError("no-such-paragraph", place=str(int(match[1]) + 1), count=str(len(letter.body)))


def value_at(record: object, pointer: str) -> Any:
    """What stands there now; None where nothing does.

    Raises:
        UsageError: If the record has no such field.
    """
    value: Any = record
    for step in _steps(pointer):
        if value is None:
            return None
        if isinstance(value, tuple):
            index = _index(step, value, pointer)
            value = value[index] if index < len(value) else None
        else:
            _hint(type(value), step, pointer)
            value = getattr(value, _attribute(step))
    return value


def replaced(record: T, pointer: str, text: str) -> T:
    """The record with the value there parsed from the text; "-" empties it or takes a list's entry out.

    Raises:
        UsageError: If the record has no such field, or the text is no such value.
    """
    changed: T = _replaced(record, type(record), _steps(pointer), text, pointer)
    return changed


def _replaced(value: Any, hint: Any, steps: list[str], text: str, pointer: str) -> Any:
    if not steps:
        return parse_value(text, hint)
    kind = _core(hint)
    if get_origin(kind) is tuple:
        return _replaced_entry(tuple(value or ()), get_args(kind)[0], steps, text, pointer)
    inner = _hint(kind, steps[0], pointer)
    whole = value if value is not None else BLANKS.get(kind)
    if whole is None:
        raise UsageError("no-such-field", field=pointer)
    name = _attribute(steps[0])
    new = _replaced(getattr(whole, name), inner, steps[1:], text, pointer)
    return dataclasses.replace(whole, **{name: new})


def _replaced_entry(entries: tuple[Any, ...], hint: Any, steps: list[str], text: str, pointer: str) -> Any:
    index = _index(steps[0], entries, pointer)
    if len(steps) == 1 and text.strip() == NOTHING:
        return entries[:index] + entries[index + 1 :]
    old = entries[index] if index < len(entries) else None
    return (*entries[:index], _replaced(old, hint, steps[1:], text, pointer), *entries[index + 1 :])


def _steps(pointer: str) -> list[str]:
    return pointer.removeprefix(ROOT).strip("/").split("/")


def _index(step: str, entries: tuple[Any, ...], pointer: str) -> int:
    """The place in a list; "-" and the length itself are the one after the last."""
    index = len(entries) if step == "-" else int(step) if step.isdecimal() else -1
    if not 0 <= index <= len(entries):
        raise UsageError("no-such-field", field=pointer)
    return index


def _core(hint: Any) -> Any:
    if get_origin(hint) in {Union, types.UnionType}:
        return next(one for one in get_args(hint) if one is not types.NoneType)
    return hint


def _hint(kind: Any, step: str, pointer: str) -> Any:
    hints = get_type_hints(kind) if dataclasses.is_dataclass(kind) else {}
    name = _attribute(step)
    if name not in hints:
        raise UsageError("no-such-field", field=pointer)
    return hints[name]


def _attribute(step: str) -> str:
    return "except_" if step == "except" else step
