"""One data directory: the office it belongs to and where everything in it stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from circulars.errors import NotFoundError
from circulars.office import OfficeProfile
from desk.profile import FILE_NAME, read_profile

#: The registry's database where no address is given.
DATABASE = "saraban.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the desk must know before it can work."""

    data: Path  #: the data directory
    office: OfficeProfile
    database_address: str | None = None  #: of a PostgreSQL database; None: a file in the data directory

    @property
    def profile(self) -> Path:
        """The office profile."""
        return self.data / FILE_NAME

    @property
    def database(self) -> Path | str:
        """The registry's database: a file, or an address."""
        return self.database_address or self.data / DATABASE

    @property
    def cache(self) -> Path:
        """What can be made again at any time: derived fonts."""
        return self.data / "cache"

    @classmethod
    def of(cls, data: Path, database: str | None = None) -> Settings:
        """The settings of a data directory, with its database at that address if one is given.

        Raises:
            NotFoundError: If no office was set up there.
            InputFileError: If its profile makes no sense.
        """
        profile = data / FILE_NAME
        if not profile.is_file():
            raise NotFoundError("no-office", file=str(data))
        return cls(data=data, office=read_profile(profile), database_address=database)
