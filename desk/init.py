"""Setting up an office: its profile, its registry and the folders of its files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.agencies import letters_of, plain_agency
from circulars.below import BANGKOK
from circulars.errors import ConflictError, UsageError
from circulars.office import EmblemMode, OfficeProfile
from circulars.places import province_named
from desk.profile import FILE_NAME, profile_text, read_profile
from desk.settings import Settings
from registry.archive import write
from registry.database import Database

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def new_office(province: str, given: Mapping[str, str | None]) -> OfficeProfile:
    """The profile of an office of that province, its districts filled in.

    Args:
        province: Its name, code or letters.
        given: Fields of `OfficeProfile` by name; what is missing keeps its default.

    Raises:
        UsageError: If there is no such province.
    """
    found = province_named(province)
    if found is None:
        raise UsageError("no-province", value=province)
    fields = {name: value for name, value in given.items() if value}
    emblem = fields.pop("emblem_path", "")
    mode = EmblemMode.FILE if emblem else EmblemMode(fields.pop("emblem_mode", EmblemMode.PREPRINTED))
    sender = fields.pop("sender", found.name if found.code == "10" else f"จังหวัด{found.name}")
    return OfficeProfile(province=found, sender=sender, emblem_mode=mode, emblem_path=emblem, **fields)  # type: ignore[arg-type]


def new_department(name: str, given: Mapping[str, str | None]) -> OfficeProfile:
    """The profile of a department, which writes to every province.

    Args:
        name: Its name in full, or its short name.
        given: Fields of `OfficeProfile` by name; its unit may have its letters before it, "มท 0307.2".

    Raises:
        UsageError: If neither the unit nor the table of agencies tells the letters of its numbers.
    """
    name = plain_agency(name)
    found = letters_of(name)
    letters, unit = _letters_and_unit(given.get("unit_code") or "", found)
    if not letters:
        raise UsageError("no-department", value=name)
    fields = {"office": name, **{key: value for key, value in given.items() if value}}
    office = new_office(BANGKOK, {**fields, "sender": given.get("sender") or name, "unit_code": unit})
    return replace(office, nationwide=True, letters=letters)


def _letters_and_unit(unit: str, found: tuple[str, str] | None) -> tuple[str, str]:
    """What stands before the unit, and the unit; the table's where it does not say them."""
    letters, _, code = unit.rpartition(" ")
    known = found or ("", "")
    return letters.strip() or known[0], code or known[1]


def init_office(data: Path, office: OfficeProfile, database: str | None = None) -> Settings:
    """Make the data directory of an office and its empty registry, at that address if one is given.

    Raises:
        ConflictError: If an office was set up there before; nothing of it is touched.
        InputFileError: If the profile makes no sense, for example names an emblem that is not there.
    """
    profile = data / FILE_NAME
    if profile.exists():
        raise ConflictError("office-exists", file=str(profile))
    write(profile, profile_text(office).encode())
    try:
        settings = Settings(data=data, office=read_profile(profile), database_address=database)
        Database.create(settings.database).close()
    except BaseException:
        profile.unlink()
        raise
    return settings
