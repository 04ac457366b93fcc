"""The office's own calendar: what is shipped, the days of its region, and what it has added itself.

An office writes its days into ``holidays.toml`` in its data directory, as the shipped table is written::

    known_to = 2027-12-31            # the cabinet's days are known up to here

    [[holiday]]                      # offices are closed
    date = 2026-10-16
    name = "วันหยุดพิเศษ"
    source = "มติคณะรัฐมนตรี …"

    [[working_day]]                  # a holiday that was moved or withdrawn
    date = 2026-07-28
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.errors import ConflictError, InputFileError, UsageError
from circulars.thai_calendar import OfficeCalendar, long_date
from desk.profile import FILE_NAME, read_profile
from desk.text_file import read_text
from registry.archive import write

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

OWN_DAYS = "holidays.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDay:
    """A day on which the office is closed (วันหยุดราชการ)."""

    day: dt.date
    name: str
    own: bool  #: written by the office itself


def office_calendar(data: Path, province: str | None = None) -> OfficeCalendar:
    """The calendar of a data directory; where no office is set up, the shipped one.

    Args:
        data: The data directory; it need not be there.
        province: The office's, where it is known; else its profile says it.

    Raises:
        InputFileError: The office's profile or its own days make no sense.
    """
    if province is None and (data / FILE_NAME).is_file():
        province = read_profile(data / FILE_NAME).province.name
    calendar = OfficeCalendar.of_province(province) if province else OfficeCalendar.shipped()
    own = data / OWN_DAYS
    return _extended(calendar, read_text(own), own) if own.is_file() else calendar


def closed_days(data: Path, year: int) -> tuple[ClosedDay, ...]:
    """The weekdays and weekends of a Christian year that are holidays, in their order."""
    calendar = office_calendar(data)
    own = data / OWN_DAYS
    added = _extended(OfficeCalendar({}, calendar.known_to), read_text(own), own) if own.is_file() else None
    return tuple(
        ClosedDay(day=day, name=name, own=added is not None and day in added.holidays)
        for day, name in sorted(calendar.holidays.items())
        if day.year == year
    )


def add_holiday(data: Path, day: dt.date, name: str, source: str) -> OfficeCalendar:
    """The calendar after a day was added to the office's own; the file keeps what stands in it.

    Raises:
        UsageError: The day has no name.
        ConflictError: The office is closed on that day already.
        InputFileError: What stands in the file makes no sense.
    """
    if not name.strip():
        raise UsageError("holiday-without-name", day=day.isoformat())
    calendar = office_calendar(data)
    if day in calendar.holidays:
        raise ConflictError("holiday-known", day=long_date(day), name=calendar.holidays[day])
    own = data / OWN_DAYS
    before = read_text(own).rstrip() + "\n\n" if own.is_file() else ""
    # Every JSON string without "\/" is a TOML string as well.
    words = {
        key: json.dumps(value, ensure_ascii=False) for key, value in (("name", name), ("source", source))
    }
    entry = f"[[holiday]]\ndate = {day.isoformat()}\nname = {words['name']}\nsource = {words['source']}\n"
    extended = _extended(calendar, before + entry, own)
    write(own, (before + entry).encode())
    return extended


def _extended(calendar: OfficeCalendar, text: str, file: Path) -> OfficeCalendar:
    try:
        return calendar.extended(text)
    except ValueError as error:
        raise InputFileError("holidays-wrong", file=str(file), reason=str(error)) from error
