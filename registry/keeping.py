"""Letters put away, held, lent and handed over."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from circulars.retention import Hold, Kept, Loan, Medium, Transfer, TransferKind
from registry.archive_tables import OUT, hold, kept, loan, transfer
from registry.entries import LinkKind
from registry.tables import incoming, letter_link

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from sqlalchemy import Connection

T = TypeVar("T", Kept, Hold, Loan, Transfer)


class Keeping:
    """The register of letters kept (ทะเบียนหนังสือเก็บ), and what bars or outlives it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def kept(self, letters: Collection[int] | None = None) -> dict[int, Kept]:
        """Letters put away, in the order in which they were; all of them if none are named."""
        query = sa.select(kept).order_by(kept.c.stored, kept.c.at, kept.c.letter)
        if letters is not None:
            query = query.where(kept.c.letter.in_(letters))
        rows = self._connection.execute(query).mappings()
        return {row["letter"]: Kept(**{**row, "medium": Medium(row["medium"])}) for row in rows}

    def put(self, new: Kept) -> None:
        """Put a letter away, or change how long it is kept."""
        self._connection.execute(kept.delete().where(kept.c.letter == new.letter))
        self._connection.execute(kept.insert().values(**_values(new)))

    def holds(self, letters: Collection[int] | None = None, *, ended: bool = False) -> tuple[Hold, ...]:
        """The bars to destroying letters, the oldest first; also those that were lifted if that is asked for."""
        query = sa.select(hold).order_by(hold.c.id)
        if letters is not None:
            query = query.where(hold.c.letter.in_(letters))
        if not ended:
            query = query.where(hold.c.released.is_(None))
        return tuple(Hold(**row) for row in self._connection.execute(query).mappings())

    def add_hold(self, new: Hold) -> None:
        """Bar the destroying of a letter."""
        self._connection.execute(hold.insert().values(**_values(new, but=("id",))))

    def release(self, number: int, at: dt.datetime, by: str, reason: str) -> None:
        """Lift a bar."""
        self._connection.execute(
            hold.update()
            .where(hold.c.id == number)
            .values(released=at, released_by=by, release_reason=reason)
        )

    def loans(self, letters: Collection[int] | None = None, *, ended: bool = False) -> tuple[Loan, ...]:
        """Letters lent, the soonest due first; also those that are back if that is asked for."""
        query = sa.select(loan).order_by(loan.c.due, loan.c.id)
        if letters is not None:
            query = query.where(loan.c.letter.in_(letters))
        if not ended:
            query = query.where(OUT)
        return tuple(Loan(**row) for row in self._connection.execute(query).mappings())

    def lend(self, new: Loan) -> int:
        """Hand a letter out; the number of its card."""
        done = self._connection.execute(loan.insert().values(**_values(new, but=("id",))))
        return int(done.inserted_primary_key[0])  # type: ignore[index]

    def take_back(self, number: int, day: dt.date, returned_by: str, received_by: str) -> None:
        """Note that a letter is back."""
        self._connection.execute(
            loan.update()
            .where(loan.c.id == number)
            .values(returned=day, returned_by=returned_by, received_by=received_by)
        )

    def transfers(self, letters: Collection[int] | None = None) -> dict[int, Transfer]:
        """What was agreed with the National Archives, by letter."""
        query = sa.select(transfer)
        if letters is not None:
            query = query.where(transfer.c.letter.in_(letters))
        rows = self._connection.execute(query).mappings()
        return {row["letter"]: Transfer(**{**row, "kind": TransferKind(row["kind"])}) for row in rows}

    def transfer(self, new: Transfer) -> None:
        """Note what was agreed about a letter; it takes the place of what was noted before."""
        self._connection.execute(transfer.delete().where(transfer.c.letter == new.letter))
        self._connection.execute(transfer.insert().values(**_values(new)))

    def same_letters(self, letters: Collection[int]) -> dict[int, tuple[int, ...]]:
        """Each letter with all that are the very same file or were merged with it, itself among them."""
        found = {one: {one} for one in letters}
        while True:
            known = set().union(*found.values())
            near = self._near(known)
            grown = {one: group.union(*(near[other] for other in group)) for one, group in found.items()}
            if grown == found:
                return {one: tuple(sorted(group)) for one, group in found.items()}
            found = grown

    def _near(self, letters: Collection[int]) -> dict[int, set[int]]:
        """Each letter with those of its file, and those that a person merged with it or it with."""
        one, other = incoming.alias(), incoming.alias()
        files = sa.select(one.c.id, other.c.id.label("same")).join(other, one.c.sha256 == other.c.sha256)
        from_it = sa.select(letter_link.c.from_incoming.label("id"), letter_link.c.to_incoming.label("same"))
        to_it = sa.select(letter_link.c.to_incoming.label("id"), letter_link.c.from_incoming.label("same"))
        merged = letter_link.c.kind == LinkKind.SAME
        queries = (
            files.where(one.c.id.in_(letters)),
            from_it.where(merged, letter_link.c.from_incoming.in_(letters)),
            to_it.where(merged, letter_link.c.to_incoming.in_(letters)),
        )
        near: dict[int, set[int]] = {number: set() for number in letters}
        for query in queries:
            for row in self._connection.execute(query):
                near[row.id].add(row.same)
        return near


def _values(new: T, but: tuple[str, ...] = ()) -> dict[str, Any]:
    return {one.name: getattr(new, one.name) for one in fields(new) if one.name not in but}
