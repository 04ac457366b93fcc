"""The offices that a directive is work for: the districts, and the province itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.below import BANGKOK
from circulars.errors import NotFoundError
from circulars.office import District, Level
from circulars.places import provinces

if TYPE_CHECKING:
    from circulars.directive import Directive
    from circulars.office import OfficeProfile, Province

#: What a level below the district must do is watched over by the district; what a person must do, by the office itself.
ANSWERS_FOR = {
    Level.DEPARTMENT: Level.DEPARTMENT,
    Level.PROVINCE: Level.PROVINCE,
    Level.DISTRICT: Level.DISTRICT,
    Level.SUBDISTRICT: Level.DISTRICT,
    Level.LOCAL_GOVERNMENT: Level.DISTRICT,
}


#: The code that stands for the department itself; provinces begin at 10.
DEPARTMENT = "00"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOffice:
    """An office that tasks are given to."""

    level: Level
    code: str
    label: str  #: "อำเภอดอนตาล", "จังหวัดมุกดาหาร"
    district: District | None = None  #: None for the province


def district_label(district: District) -> str:
    """The name with its อำเภอ; in Bangkok with เขต."""
    return f"{'เขต' if district.code.startswith(BANGKOK) else 'อำเภอ'}{district.name}"


def province_label(province: Province) -> str:
    """The name with its จังหวัด, which Bangkok is not."""
    return province.name if province.code == BANGKOK else f"จังหวัด{province.name}"


def all_offices(office: OfficeProfile) -> tuple[TaskOffice, ...]:
    """Every office that can be given a task, province by province, its districts first.

    A department's are every province with its districts, and itself; Bangkok is none and has none.
    """
    if not office.nationwide:
        return _of_province(office.province)
    among = [one for one in provinces() if one.code != BANGKOK]
    itself = TaskOffice(level=Level.DEPARTMENT, code=DEPARTMENT, label=office.name)
    return (*(one for province in among for one in _of_province(province)), itself)


def office_of_code(office: OfficeProfile, code: str) -> TaskOffice:
    """The office of that code.

    Raises:
        NotFoundError: If the profile has none, or has it no more.
    """
    found = next((one for one in all_offices(office) if one.code == code), None)
    if found is None:
        raise NotFoundError("office-gone", code=code)
    return found


def _of_province(province: Province) -> tuple[TaskOffice, ...]:
    return (
        *(
            TaskOffice(level=Level.DISTRICT, code=one.code, label=district_label(one), district=one)
            for one in province.districts
        ),
        TaskOffice(level=Level.PROVINCE, code=province.code, label=province_label(province)),
    )


def offices_of(directive: Directive, office: OfficeProfile) -> tuple[TaskOffice, ...]:
    """The offices that must act; nobody if the letter names others.

    A directive that names no actor is the office's own: someone has to look at it. One that must be
    passed on is its own as well, whoever else must act: passing it on is its share.
    """
    own = office.level
    actors = {*(directive.actors or (own,)), *((own,) if directive.relay else ())}
    levels = {ANSWERS_FOR.get(one, own) for one in actors}
    acting = [one for one in all_offices(office) if one.level in levels]
    if not directive.offices:
        return tuple(acting)
    passes_on = directive.relay and own not in directive.actors
    return tuple(
        one for one in acting if _is_named(one, directive.offices) or (passes_on and one.level is own)
    )


def _is_named(office: TaskOffice, names: tuple[str, ...]) -> bool:
    bare = office.district.name if office.district else office.label.removeprefix("จังหวัด")
    return any(name.strip() == bare or name.replace(" ", "").endswith(office.label) for name in names)
