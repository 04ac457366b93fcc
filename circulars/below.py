"""The offices one level below (หน่วยงานระดับถัดไป): a province's districts, a department's provinces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.office import Level
from circulars.places import provinces

if TYPE_CHECKING:
    from circulars.office import OfficeProfile

#: Bangkok has เขต and is no จังหวัด by name: a department writes to it by itself.
BANGKOK = "10"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeBelow:
    """An office one level below."""

    code: str
    name: str  #: without its อำเภอ or จังหวัด


def level_below(office: OfficeProfile) -> Level:
    """The level that the office writes to."""
    return Level.PROVINCE if office.nationwide else Level.DISTRICT


def offices_below(office: OfficeProfile) -> tuple[OfficeBelow, ...]:
    """Every office that a relay to all of them is for, in code order."""
    if office.nationwide:
        return tuple(OfficeBelow(code=one.code, name=one.name) for one in provinces() if one.code != BANGKOK)
    return tuple(OfficeBelow(code=one.code, name=one.name) for one in office.province.districts)
