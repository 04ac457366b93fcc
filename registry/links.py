"""The letters that letters speak of, and the gaps where one of them is in neither register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from registry.entries import Link, LinkKind
from registry.tables import letter_link

if TYPE_CHECKING:
    import datetime as dt

_COLUMNS = (
    "kind", "from_incoming", "from_outgoing", "number", "dated", "issuer", "subject", "to_incoming",
    "to_outgoing", "at", "by",
)  # fmt: skip


class Links:
    """What letters have to do with each other (ความเชื่อมโยงของหนังสือ)."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, new: Link) -> None:
        """Write down that a letter speaks of another."""
        self._connection.execute(letter_link.insert().values({name: getattr(new, name) for name in _COLUMNS}))

    def said_by(self, *, incoming: int | None = None, outgoing: int | None = None) -> tuple[Link, ...]:
        """What a letter says of others."""
        return self._links(from_incoming=incoming, from_outgoing=outgoing)

    def said_of(self, *, incoming: int | None = None, outgoing: int | None = None) -> tuple[Link, ...]:
        """What others say of a letter."""
        return self._links(to_incoming=incoming, to_outgoing=outgoing)

    def gaps(self, number: str | None = None) -> tuple[Link, ...]:
        """Links to letters that are in neither register; only those to one number if it is given."""
        query = sa.select(letter_link).where(
            letter_link.c.to_incoming.is_(None), letter_link.c.to_outgoing.is_(None)
        )
        if number is not None:
            query = query.where(letter_link.c.number == number)
        return tuple(_link(row) for row in self._connection.execute(query.order_by(letter_link.c.id)))

    def drop_said_by(self, incoming: int) -> None:
        """Forget what a letter said of others, because its reading was corrected."""
        self._connection.execute(letter_link.delete().where(letter_link.c.from_incoming == incoming))

    def turn(self, incoming: int, to: int) -> int:
        """Let what others say of one letter received be said of another; of how many links."""
        done = self._connection.execute(
            letter_link.update().where(letter_link.c.to_incoming == incoming).values(to_incoming=to)
        )
        return done.rowcount

    def fill(
        self, number: str, dated: dt.date | None, *, incoming: int | None = None, outgoing: int | None = None
    ) -> int:
        """Close the gaps that wait for a letter which is now registered; how many.

        Where both the gap and the letter have a date they must agree.
        """
        conditions = [
            letter_link.c.number == number,
            letter_link.c.to_incoming.is_(None),
            letter_link.c.to_outgoing.is_(None),
        ]
        if dated is not None:
            conditions.append(sa.or_(letter_link.c.dated.is_(None), letter_link.c.dated == dated))
        done = self._connection.execute(
            letter_link.update().where(*conditions).values(to_incoming=incoming, to_outgoing=outgoing)
        )
        return done.rowcount

    def _links(self, **ids: int | None) -> tuple[Link, ...]:
        asked = [letter_link.c[name] == value for name, value in ids.items() if value is not None]
        rows = self._connection.execute(sa.select(letter_link).where(*asked).order_by(letter_link.c.id))
        return tuple(_link(row) for row in rows)


def _link(row: sa.Row[Any]) -> Link:
    return Link(**{name: getattr(row, name) for name in _COLUMNS} | {"kind": LinkKind(row.kind)})
