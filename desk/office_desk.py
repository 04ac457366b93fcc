"""The desk (โต๊ะสารบรรณ): everything a verb works with, opened once; and who is working at it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from circulars.office import OfficeProfile
from circulars.thai_calendar import OfficeCalendar
from desk.holidays import OWN_DAYS, office_calendar
from desk.profile import FILE_NAME
from desk.settings import Settings
from registry.archive import Archive
from registry.database import Database
from registry.entries import Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerk:
    """Who does something, and when (ผู้ปฏิบัติ)."""

    name: str
    now: dt.datetime  #: Bangkok wall clock

    @property
    def today(self) -> dt.date:
        """The day of it."""
        return self.now.date()

    def did(self, verb: str, subject: str, *, before: str = "", after: str = "", reason: str = "") -> Trace:
        """The trace that an act leaves in the audit."""
        return Trace(
            at=self.now, by=self.name, verb=verb, subject=subject, before=before, after=after, reason=reason
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One office's registry, files and calendar."""

    office: OfficeProfile
    database: Database
    archive: Archive
    cache: Path
    calendar: OfficeCalendar

    @classmethod
    def open(cls, settings: Settings) -> Desk:
        """The desk of a data directory.

        Raises:
            NotFoundError: If the office has a profile but its database is gone: numbers must not begin again.
            ConflictError: If a newer version of the program made its database.
        """
        return cls(
            office=settings.office,
            database=Database.open(settings.database),
            archive=Archive(settings.data),
            cache=settings.cache,
            calendar=office_calendar(settings.data, settings.office.province.name),
        )

    def renewed(self, settings: Settings) -> Desk:
        """The same desk with the office's profile and holidays as they are now."""
        calendar = office_calendar(settings.data, settings.office.province.name)
        return replace(self, office=settings.office, calendar=calendar)

    @staticmethod
    def stamp(data: Path) -> tuple[int, ...]:
        """Changes whenever a person changes the profile or the holidays of a data directory."""
        paths = (data / FILE_NAME, data / OWN_DAYS)
        return tuple(path.stat().st_mtime_ns if path.exists() else 0 for path in paths)

    @property
    def texts(self) -> Path:
        """The texts of letters, which can be read again from their originals."""
        return self.cache / "texts"
