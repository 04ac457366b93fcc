"""Which agency a letter number belongs to, and in whose name a letter speaks."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from circulars.lexicon import table
from circulars.places import provinces

if TYPE_CHECKING:
    from circulars.circular import Circular
    from circulars.number import LetterNumber

#: First words of a line that names a whole agency, not a unit inside one.
_WHOLE_AGENCY = re.compile(r"(?:กระทรวง|กรม(?!การ์ด)|สำนักงานปลัด|สำนักนายกรัฐมนตรี)\S*")
#: The head of an agency in whose name a letter goes: อธิบดีกรมการปกครอง speaks for กรมการปกครอง.
_HEAD = re.compile(r"(?:อธิบดี(?=กรม)|ปลัด(?=กระทรวง)|รัฐมนตรีว่าการ(?=กระทรวง)|ผู้อำนวยการ(?=สำนัก|กอง|ศูนย์))")
#: Central numbers have four digits: two for the department, two for the division.
_CENTRAL_UNIT = re.compile(r"(?P<department>\d\d)\d\d(?:\.\d+)*")
#: Regional numbers: 00 for the province or its district, then the agency.
_REGIONAL_UNIT = re.compile(r"\d{4}(?:\.\d+)*")


@cache
def agency_names() -> tuple[str, ...]:
    """The ministries, departments and agencies of the table, longest first."""
    data = table("agencies")
    names = {one["name"] for one in (*data["ministry"], *data["agency"])}
    for ministry in data["ministry"]:
        names.update(ministry.get("departments", {}).values())
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def agency_short_names() -> tuple[str, ...]:
    """The short names of agencies, "ปค."."""
    return tuple(table("agencies")["abbreviations"])


def agency_of(number: LetterNumber) -> str | None:
    """The agency whose register a number is from; None where the table does not say."""
    data = table("agencies")
    for agency in data["agency"]:
        if agency["letters"] == number.letters:
            return str(agency["name"])
    for ministry in data["ministry"]:
        central = _CENTRAL_UNIT.fullmatch(number.unit)
        if ministry["letters"] == number.letters and central:
            name: str | None = ministry.get("departments", {}).get(central["department"])
            return name
    for province in provinces():
        if province.letters == number.letters and _REGIONAL_UNIT.fullmatch(number.unit):
            return f"จังหวัด{province.name}"
    return None


def letters_of(name: str) -> tuple[str, str] | None:
    """The letters and the unit code of an agency's numbers ("มท", "0300"); None where the table does not say."""
    data = table("agencies")
    for ministry in data["ministry"]:
        for code, department in ministry.get("departments", {}).items():
            if department == name:
                return str(ministry["letters"]), f"{code}00"
    return None


def plain_agency(name: str) -> str:
    """The agency that a name stands for: short names in full, the agency for its head."""
    name = " ".join(name.split())
    full: str = table("agencies")["abbreviations"].get(name, name)
    return _HEAD.sub("", full, count=1)


def issuer_of(circular: Circular) -> str | None:
    """In whose name a letter speaks: as it says, else as its owner's lines or its number show; None if unknown.

    A stamped letter often names no sender but in its seal; "มท 0307.2" is of กรมการปกครอง all the same.
    """
    if circular.issuer:
        return plain_agency(circular.issuer)
    for unit in circular.drafting_unit[:1]:
        if match := _WHOLE_AGENCY.match(unit):
            return match.group()
    return agency_of(circular.number) if circular.number else None
