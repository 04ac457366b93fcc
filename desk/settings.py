"""One data directory: the office it belongs to and where everything in it stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from circulars.errors import NotFoundError
from circulars.office import OfficeProfile
from desk.profile import FILE_NAME, read_profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the desk must know before it can work."""

    data: Path  #: the data directory
    office: OfficeProfile

    @property
    def profile(self) -> Path:
        """The office profile."""
        return self.data / FILE_NAME

    @property
    def database(self) -> Path:
        """The registry's database."""
        return self.data / "saraban.db"

    @property
    def cache(self) -> Path:
        """What can be made again at any time: derived fonts."""
        return self.data / "cache"

    @classmethod
    def of(cls, data: Path) -> Settings:
        """The settings of a data directory.

        Raises:
            NotFoundError: If no office was set up there.
            InputFileError: If its profile makes no sense.
        """
        profile = data / FILE_NAME
        if not profile.is_file():
            raise NotFoundError("no-office", file=str(data))
        return cls(data=data, office=read_profile(profile))
