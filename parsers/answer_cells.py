"""One cell of an answer: what it says, with Thai digits, Buddhist years and what Excel does to numbers undone.

Whatever is read otherwise than it is written is noted; what cannot be read is refused, never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING

from circulars.answer import CellFinding
from circulars.lexicon import table
from circulars.thai_calendar import BUDDHIST_ERA, ascii_digits, short_date
from parsers.thai_date import find_dates

if TYPE_CHECKING:
    from collections.abc import Callable

    from circulars.answer import CellValue, Given
    from circulars.letter import FormColumn

#: What people write into a cell to say that there is nothing.
NOTHING = frozenset({"-", "–", "—", "ไม่มี", "ไม่มีข้อมูล"})
#: What Excel shows where a formula has gone wrong.
_FORMULA_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)")
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
_NUMBER_AND_UNIT = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*([^\d\s.,+-][^\d]*)")
#: Excel counts days from this one; serial numbers of the years 1993 to 2064.
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_SERIALS = range(34_000, 60_400)
#: Years from here on can only be Buddhist ones.
_BUDDHIST_FROM = 2400
_EXTENSION = re.compile(r"\s*(?:ต่อ|กด|ext\.?)\s*(\d{1,5})$", re.IGNORECASE)
_BETWEEN_PHONES = re.compile(r"\s*(?:,|/|;|และ|หรือ)\s*")
_IN_PHONES = re.compile(r"[\s.()\-–]+")
ID_DIGITS = 13


class Refused(Exception):  # noqa: N818 - it ends the reading of one cell, and never leaves this module
    """The cell cannot be what its column takes."""

    def __init__(self, kind: str, **facts: str) -> None:
        super().__init__(kind)
        self.kind, self.facts = kind, facts


def read_cell(column: FormColumn, given: Given) -> tuple[str, tuple[CellFinding, ...]]:
    """What a cell says, "" if it is empty or refused, and what was found."""
    written = plain(given.value)
    try:
        said, note = _read(column, given.value, written)
    except Refused as why:
        return "", (CellFinding(kind=why.kind, place=given.place, facts=why.facts),)
    if note is None:
        return said, ()
    facts = {"value": written, "read": note[1]}
    return said, (CellFinding(kind=note[0], place=given.place, refused=False, facts=facts),)


#: What is kept, and the kind of the note with what the reader is told; no note where it is as written.
_Read = tuple[str, tuple[str, str] | None]


def _read(column: FormColumn, value: CellValue, written: str) -> _Read:
    if _FORMULA_ERROR.fullmatch(written):
        raise Refused("answer-formula", value=written)
    if not written and column.required:
        raise Refused("answer-missing", column=column.title)
    return _READERS.get(column.kind, _text)(value) if written else ("", None)


def plain(value: CellValue) -> str:
    """A value as one line of text."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _text(value: CellValue) -> _Read:
    return plain(value), None


def _number(value: CellValue) -> _Read:
    written = plain(value)
    said = ascii_digits(written)
    if said in NOTHING:
        return "0", ("answer-read-zero", "0")
    if match := _NUMBER.fullmatch(said):
        return match[0].replace(",", ""), None
    if match := _NUMBER_AND_UNIT.fullmatch(said):
        number = match[1].replace(",", "")
        return number, ("answer-read-number", number)
    raise Refused("answer-number", value=written)


def _date(value: CellValue) -> _Read:
    written = plain(value)
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return _excel_day(value)
    if isinstance(value, int | float) and value in _SERIALS:
        day = _EXCEL_EPOCH + dt.timedelta(int(value))
        return day.isoformat(), ("answer-read-day", short_date(day))
    found = list(find_dates(written))
    if len(found) == 1 and found[0].day and (found[0].start, found[0].end) == (0, len(written)):
        return found[0].day.isoformat(), None
    raise Refused("answer-date", value=written)


def _excel_day(day: dt.date) -> _Read:
    """A day as Excel took it: it holds a Buddhist year for a Christian one, and 67 for 1967."""
    year = day.year
    if year >= _BUDDHIST_FROM:
        year -= BUDDHIST_ERA
    elif 1950 <= year < 2000:
        year += 600 - BUDDHIST_ERA
    try:
        meant = day.replace(year=year)
    except ValueError:
        raise Refused("answer-date", value=day.isoformat()) from None
    note = None if meant == day else ("answer-read-day", short_date(meant))
    return meant.isoformat(), note


def _phone(value: CellValue) -> _Read:
    written = plain(value)
    said, restored = [], False
    for one in _BETWEEN_PHONES.split(ascii_digits(written)):
        extension = _EXTENSION.search(one)
        digits = _IN_PHONES.sub("", one[: extension.start()] if extension else one)
        whole = _whole_phone(digits)
        if whole is None:
            raise Refused("answer-phone", value=written)
        restored = restored or whole != digits
        said.append(whole + (f" ต่อ {extension[1]}" if extension else ""))
    joined = ", ".join(said)
    return joined, ("answer-read-phone", joined) if restored else None


def _whole_phone(digits: str) -> str | None:
    """The number with the 0 that Excel or a country code took from it; None if it can be no telephone."""
    for whole in (digits, f"0{digits}", re.sub(r"^\+?66", "0", digits)):
        if _is_phone(whole):
            return whole
    return None


def _is_phone(digits: str) -> bool:
    """A mobile of ten digits, a fixed telephone of nine with an area that exists, or a short number."""
    if re.fullmatch(r"0[689]\d{8}", digits) or re.fullmatch(r"1\d{3}", digits):
        return True
    if digits in table("telephones")["short"]:
        return True
    return len(digits) == 9 and digits.isdecimal() and digits.startswith(_areas())


@cache
def _areas() -> tuple[str, ...]:
    return tuple(table("telephones")["areas"])


def _id_number(value: CellValue) -> _Read:
    """A citizen's number, thirteen digits of which the last is counted from the others (modulo 11)."""
    written = plain(value)
    digits = _IN_PHONES.sub("", ascii_digits(written))
    if not re.fullmatch(rf"\d{{{ID_DIGITS}}}", digits):
        raise Refused("answer-id-length", value=written)
    total = sum(int(one) * (ID_DIGITS - at) for at, one in enumerate(digits[:-1]))
    if (11 - total % 11) % 10 != int(digits[-1]):
        raise Refused("answer-id-sum", value=written)
    return digits, None


_READERS: dict[str, Callable[[CellValue], _Read]] = {
    "number": _number,
    "date": _date,
    "phone": _phone,
    "id": _id_number,
}
