"""Values as people type them: Thai dates and digits, words for urgency, letter numbers, lists."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import types
from enum import StrEnum
from typing import Any, Union, get_args, get_origin

from circulars.circular import Addressee
from circulars.codec import from_plain
from circulars.errors import UsageError
from circulars.labels import label, labelled
from circulars.number import LetterNumber
from circulars.thai_calendar import ascii_digits
from parsers.addressee import parse_addressee
from parsers.thai_date import find_dates

#: What empties a field, or takes an entry out of a list.
NOTHING = "-"
YES = ("true", "yes", "ใช่", "1")
NO = ("false", "no", "ไม่", "ไม่ใช่", "0")

_TIME = re.compile(r"(\d{1,2})[.:](\d{2})\s*(?:น\.?|นาฬิกา)?")


def parse_date(text: str) -> dt.date:
    """A day as typed: "๓๑ มกราคม ๒๕๖๗", "31 ม.ค. 67", "31/1/2567", "2567-01-31" or "2024-01-31".

    A year from 2400 on is Buddhist, and so is one of two digits from 50 on (67 = 2567).

    Raises:
        UsageError: If it is no day.
    """
    plain = " ".join(text.split())
    found = list(find_dates(plain))
    if len(found) == 1 and found[0].day and (found[0].start, found[0].end) == (0, len(plain)):
        return found[0].day
    raise UsageError("value-date", value=text)


def parse_time(text: str) -> dt.time:
    """A time of day: "๑๕.๐๐ น." or "15:00".

    Raises:
        UsageError: If it is no time.
    """
    match = _TIME.fullmatch(ascii_digits(text.strip()))
    try:
        return dt.time(int(match[1]), int(match[2]))  # type: ignore[index]
    except (TypeError, ValueError):
        raise UsageError("value-time", value=text) from None


def parse_value(text: str, hint: Any) -> Any:
    """The value of a type that a text stands for; "-" is None where the type allows it.

    Raises:
        UsageError: If it is no such value; the message shows how one looks.
    """
    text = text.strip()
    if get_origin(hint) in {Union, types.UnionType}:
        inner = next(one for one in get_args(hint) if one is not types.NoneType)
        return None if text in {NOTHING, ""} else parse_value(text, inner)
    if get_origin(hint) is tuple:
        return _parse_list(text, get_args(hint)[0])
    if hint in _PARSERS:
        return _PARSERS[hint](text)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _parse_choice(text, hint)
    return _parse_record(text, hint)


def _parse_list(text: str, hint: Any) -> tuple[Any, ...]:
    if text in {NOTHING, ""}:
        return ()
    if text.startswith("["):
        entries: tuple[Any, ...] = _parse_record(text, tuple[hint, ...])
        return entries
    if dataclasses.is_dataclass(hint):
        return (_parse_record(text, hint),)
    return tuple(parse_value(one, hint) for one in re.split(r"[,;\n]", text) if one.strip())


def _parse_whole(text: str) -> int:
    digits = ascii_digits(text)
    if not re.fullmatch(r"\d{1,9}", digits):
        raise UsageError("value-number", value=text)
    return int(digits)


def _parse_truth(text: str) -> bool:
    if text.lower() in YES:
        return True
    if text.lower() in NO:
        return False
    raise UsageError("value-truth", value=text)


def _parse_choice(text: str, kind: type[StrEnum]) -> StrEnum:
    found = labelled(kind, text)
    if found is None:
        raise UsageError("value-choice", value=text, allowed=", ".join(label(one) for one in kind))
    return found


def _parse_number(text: str) -> LetterNumber:
    found = LetterNumber.parse(text)
    if found is None:
        raise UsageError("value-letter-number", value=text)
    return found


def _parse_record(text: str, kind: Any) -> Any:
    try:
        return from_plain(kind, json.loads(text))
    except (ValueError, TypeError) as error:
        raise UsageError("value-record", value=text) from error


_PARSERS: dict[Any, Any] = {
    str: str,
    int: _parse_whole,
    bool: _parse_truth,
    dt.date: parse_date,
    dt.time: parse_time,
    LetterNumber: _parse_number,
    Addressee: parse_addressee,
}
