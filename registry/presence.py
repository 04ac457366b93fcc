"""Who has a letter open at the counter; in the database, because several processes answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from registry.tables import presence

if TYPE_CHECKING:
    import datetime as dt

#: Written out, because two pages of one person may come at the same moment, and each engine has its own upsert otherwise.
_NOTE = sa.text(
    "INSERT INTO presence (letter, name, at) VALUES (:letter, :name, :at)"
    " ON CONFLICT (letter, name) DO UPDATE SET at = excluded.at"
).bindparams(sa.bindparam("at", type_=sa.DateTime))


class Presences:
    """The people at each letter (ผู้ที่เปิดหนังสืออยู่)."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def at(self, letter: int, since: dt.datetime) -> dict[str, dt.datetime]:
        """Whose page of a letter said since then that it is open, and when it last did."""
        query = sa.select(presence).where(presence.c.letter == letter, presence.c.at >= since)
        return {row.name: row.at for row in self._connection.execute(query)}

    def note(self, letter: int, name: str, now: dt.datetime) -> None:
        """Somebody has a letter open."""
        self._connection.execute(_NOTE, {"letter": letter, "name": name, "at": now})

    def forget(self, before: dt.datetime) -> None:
        """Forget who left, wherever they were."""
        self._connection.execute(presence.delete().where(presence.c.at < before))
