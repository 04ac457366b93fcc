"""The register of letters received, their readings and the corrections made to them."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from circulars.agencies import issuer_of
from circulars.circular import Urgency
from registry.entries import Correction, Incoming, LetterState
from registry.tables import correction, incoming

if TYPE_CHECKING:
    from collections.abc import Collection

    from circulars.circular import Circular


class IncomingRegister:
    """Letters received (หนังสือรับ)."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(
        self,
        *,
        year: int,
        receipt_number: int,
        received: dt.datetime,
        received_by: str,
        letter: Circular,
        reading: dict[str, Any],
        original: str,
    ) -> Incoming:
        """Enter a letter."""
        row = incoming.insert().values(
            year=year,
            receipt_number=receipt_number,
            received=received,
            received_by=received_by,
            state=LetterState.WAITING,
            file_name=reading["source"]["name"],
            sha256=reading["source"]["sha256"],
            original=original,
            reading=_json(reading),
            **_columns(letter),
        )
        return _entry(self._connection.execute(row.returning(incoming)).one())

    def by_id(self, letter: int) -> Incoming | None:
        """The letter of that id."""
        return self._one(incoming.c.id == letter)

    def by_ids(self, letters: Collection[int]) -> dict[int, Incoming]:
        """The letters of those ids."""
        rows = self._connection.execute(sa.select(incoming).where(incoming.c.id.in_(letters)))
        return {row.id: _entry(row) for row in rows}

    def by_receipt(self, year: int, receipt_number: int) -> Incoming | None:
        """The letter that was given that receipt number."""
        return self._one(incoming.c.year == year, incoming.c.receipt_number == receipt_number)

    def by_sha256(self, sha256: str) -> Incoming | None:
        """The letter whose original is that very file."""
        return self._one(incoming.c.sha256 == sha256)

    def same_letter(self, number: str, dated: dt.date | None, year: int) -> Incoming | None:
        """A letter of that number and date; without a date, one received that year."""
        when = incoming.c.year == year if dated is None else incoming.c.dated == dated
        return self._one(incoming.c.number == number, when)

    def listed(self, *, state: LetterState | None = None, year: int | None = None) -> tuple[Incoming, ...]:
        """The register in the order of its numbers."""
        query = sa.select(incoming).order_by(incoming.c.year, incoming.c.receipt_number)
        if state is not None:
            query = query.where(incoming.c.state == state)
        if year is not None:
            query = query.where(incoming.c.year == year)
        return tuple(_entry(row) for row in self._connection.execute(query))

    def batch(self, after: int, size: int) -> tuple[Incoming, ...]:
        """The letters whose ids follow that one, so many at most."""
        query = sa.select(incoming).where(incoming.c.id > after).order_by(incoming.c.id).limit(size)
        return tuple(_entry(row) for row in self._connection.execute(query))

    def count(self) -> int:
        """How many letters there are."""
        return int(self._connection.execute(sa.select(sa.func.count()).select_from(incoming)).scalar_one())

    def rewrite(self, letter: int, circular: Circular, reading: dict[str, Any]) -> None:
        """Put a corrected reading in the place of the old one."""
        self._connection.execute(
            incoming.update()
            .where(incoming.c.id == letter)
            .values(reading=_json(reading), **_columns(circular))
        )

    def confirm(self, letter: int, at: dt.datetime, by: str) -> None:
        """Note who found the reading right."""
        self._connection.execute(
            incoming.update()
            .where(incoming.c.id == letter)
            .values(state=LetterState.CONFIRMED, confirmed=at, confirmed_by=by)
        )

    def add_correction(self, made: Correction) -> None:
        """Keep what a person changed."""
        self._connection.execute(
            correction.insert().values(
                letter=made.letter,
                at=made.at,
                by=made.by,
                field=made.field,
                before=_json(made.before),
                after=_json(made.after),
            )
        )

    def corrections(self, letter: int) -> tuple[Correction, ...]:
        """What people changed in the reading of a letter, oldest first."""
        query = sa.select(correction).where(correction.c.letter == letter).order_by(correction.c.id)
        return tuple(
            Correction(
                letter=row.letter,
                at=row.at,
                by=row.by,
                field=row.field,
                before=json.loads(row.before),
                after=json.loads(row.after),
            )
            for row in self._connection.execute(query)
        )

    def _one(self, *conditions: sa.ColumnElement[bool]) -> Incoming | None:
        query = sa.select(incoming).where(*conditions).order_by(incoming.c.id).limit(1)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _entry(row)


def _columns(letter: Circular) -> dict[str, Any]:
    return {
        "number": letter.number.key if letter.number else None,
        "dated": letter.dated,
        "sender": issuer_of(letter) or next(iter(letter.drafting_unit), None),
        "addressee": letter.addressee.text if letter.addressee else None,
        "subject": letter.subject,
        "urgency": letter.urgency,
    }


def _entry(row: sa.Row[Any]) -> Incoming:
    return Incoming(
        id=row.id,
        year=row.year,
        receipt_number=row.receipt_number,
        received=row.received,
        received_by=row.received_by,
        state=LetterState(row.state),
        number=row.number,
        dated=row.dated,
        sender=row.sender,
        addressee=row.addressee,
        subject=row.subject,
        urgency=Urgency(row.urgency),
        file_name=row.file_name,
        sha256=row.sha256,
        original=row.original,
        reading=json.loads(row.reading),
        confirmed=row.confirmed,
        confirmed_by=row.confirmed_by,
    )


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)
