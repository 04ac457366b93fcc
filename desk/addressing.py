"""Whether a letter is for this office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.agencies import agency_names
from circulars.office import Level
from circulars.places import provinces

if TYPE_CHECKING:
    from circulars.circular import Addressee, Circular
    from circulars.number import LetterNumber
    from circulars.office import OfficeProfile, Province

#: Levels below or above an office, by its own: what is addressed to them did not come to it.
OTHERS = {
    Level.PROVINCE: frozenset({Level.DEPARTMENT, Level.DISTRICT, Level.SUBDISTRICT, Level.LOCAL_GOVERNMENT}),
    Level.DEPARTMENT: frozenset({Level.PROVINCE, Level.DISTRICT, Level.SUBDISTRICT, Level.LOCAL_GOVERNMENT}),
}


def is_own(number: LetterNumber, office: OfficeProfile) -> bool:
    """Whether the office itself gave the number: it bears the province's letters and the office's unit."""
    unit = office.unit_code.split(".")[0]
    return number.letters == office.number_letters and number.unit.split(".")[0] == unit


def is_for(letter: Circular, office: OfficeProfile) -> bool:
    """Whether the letter may be for the office; True where the paper does not tell."""
    if letter.addressee is None or _names(" ".join(letter.copies_to), office.province):
        return True
    if letter.addressee.level in OTHERS[office.level]:
        return False
    if office.nationwide:
        return _is_department_addressed(letter.addressee, office.name)
    return _is_addressed(letter.addressee, office.province)


def _is_department_addressed(addressee: Addressee, name: str) -> bool:
    """Whether the line names the department, or none of those that are known by name."""
    named = [one for one in agency_names() if one in addressee.text]
    return addressee.all or name in addressee.text or not named


def _is_addressed(addressee: Addressee, province: Province) -> bool:
    if any(_names(one, province) for one in addressee.except_):
        return False
    if addressee.names:
        return any(_names(one, province) for one in addressee.names)
    named = [one for one in provinces() if _names(addressee.text, one)]
    return addressee.all or not named or province.code in {one.code for one in named}


def _names(text: str, province: Province) -> bool:
    """Whether the text is, or holds after จังหวัด, the province's name."""
    return text.strip() == province.name or f"จังหวัด{province.name}" in text.replace(" ", "")
