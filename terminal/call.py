"""How a command was called: in what language, for which data, by whom, and what it prints."""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.listing import Listing
    from desk.office_desk import Clerk, Desk
    from desk.settings import Settings

#: Thailand has one time zone and no summer time.
BANGKOK = dt.timezone(dt.timedelta(hours=7))
#: Columns where the output is no terminal.
PAGE = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a command, with the options that every command has."""

    json: bool
    lang: str
    data: Path
    by: str
    today: dt.date | None = None  #: None: the clock's

    @property
    def room(self) -> int:
        """How many columns there are to print in."""
        return shutil.get_terminal_size((PAGE, 24)).columns

    @property
    def draws(self) -> bool:
        """Whether pictures can be drawn: people look on, at a terminal that has colours."""
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return not self.json and not plain and sys.stdout.isatty()

    @property
    def mail_password(self) -> str:
        """The password of the office's account on its mail server; it stands in no file."""
        return os.environ.get("SARABAN_SMTP_PASSWORD", "")

    @property
    def openid_secret(self) -> str:
        """What this program shows to the house that vouches for people (OpenID Connect); it stands in no file."""
        return os.environ.get("SARABAN_OPENID_SECRET", "")

    @property
    def inbox_password(self) -> str:
        """The password of the mailbox that letters come to; it stands in no file of the office's settings."""
        return os.environ.get("SARABAN_IMAP_PASSWORD", "")

    def clerk(self) -> Clerk:
        """Who calls, now."""
        from desk.office_desk import Clerk

        now = dt.datetime.now(BANGKOK).replace(tzinfo=None, microsecond=0)
        return Clerk(name=self.by, now=dt.datetime.combine(self.today or now.date(), now.time()))

    def settings(self) -> Settings:
        """The settings of the data directory."""
        from desk.settings import Settings

        return Settings.of(self.data, database_address())

    def desk(self) -> Desk:
        """The desk of the data directory."""
        from desk.office_desk import Desk

        return Desk.open(self.settings())

    def show(self, text: str, data: Any) -> None:
        """Print an answer: the text for people, or with ``--json`` the data, one object a line."""
        if not self.json:
            click.echo(text)
            return
        for one in data if isinstance(data, list) else [data]:
            click.echo(json.dumps(one, ensure_ascii=False))

    def save_tables(self, tables: Sequence[Listing], path: Path | None) -> str:
        """Write tables as a workbook if a file is named; what to say of it, under the answer."""
        if path is None:
            return ""
        from desk.sheets import save_tables
        from terminal.words import say

        save_tables(tables, path)
        return "\n\n" + say("saved.file", self.lang, file=path)


def default_data() -> Path:
    """Where the data is if nobody says: the place for data of this user's programs."""
    home = os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_DATA_HOME")
    return Path(home or Path.home() / ".local" / "share") / "saraban"


def default_user() -> str:
    """The name that acts are put down to if nobody gives one."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "-"


def database_address() -> str | None:
    """The address of the PostgreSQL database that holds the registry; None: it is a file of the data directory."""
    return os.environ.get("SARABAN_DATABASE") or None
