"""The register of letters received, their readings and the corrections made to them."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from circulars.agencies import issuer_of
from circulars.circular import Secrecy, Urgency
from registry.entries import Correction, Incoming, LetterState, LinkKind, UnitReceipt
from registry.numbers import RECEIPTS
from registry.tables import IN_FORCE, correction, incoming, letter_link, unit_receipt

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
        series: str = RECEIPTS,
        entered: dt.datetime | None = None,
        back_dated: str = "",
    ) -> Incoming:
        """Enter a letter; entered at another time than received if it is back-dated."""
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
            series=series,
            entered=entered or received,
            back_dated=back_dated,
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

    def classes(self, letters: Collection[int]) -> dict[int, Secrecy]:
        """The classes of secrecy of the letters of those ids."""
        rows = self._connection.execute(
            sa.select(incoming.c.id, incoming.c.secrecy).where(incoming.c.id.in_(letters))
        )
        return {row.id: Secrecy(row.secrecy) for row in rows}

    def by_receipt(self, year: int, receipt_number: int, series: str = RECEIPTS) -> Incoming | None:
        """The letter that was given that receipt number."""
        return self._one(
            incoming.c.series == series,
            incoming.c.year == year,
            incoming.c.receipt_number == receipt_number,
        )

    def by_sha256(self, sha256: str) -> Incoming | None:
        """The letter whose original is that very file."""
        return self._one(incoming.c.sha256 == sha256, IN_FORCE)

    def merged(self, sha256: str) -> Incoming | None:
        """The letter with which one was merged whose original is that very file."""
        other = incoming.alias()
        into = (
            sa.select(letter_link.c.to_incoming)
            .join(other, letter_link.c.from_incoming == other.c.id)
            # Only what is crossed out was merged, and an index has that apart.
            .where(other.c.cancelled.is_not(None), other.c.sha256 == sha256)
            .where(letter_link.c.kind == LinkKind.SAME)
        )
        return self._one(incoming.c.id.in_(into), IN_FORCE)

    def same_letter(self, number: str, dated: dt.date | None, year: int) -> Incoming | None:
        """A letter of that number and date; without a date, one received that year."""
        when = incoming.c.year == year if dated is None else incoming.c.dated == dated
        return self._one(incoming.c.number == number, when, IN_FORCE)

    def listed(self, *, state: LetterState | None = None, year: int | None = None) -> tuple[Incoming, ...]:
        """The register in the order of its numbers."""
        query = sa.select(incoming).order_by(incoming.c.year, incoming.c.receipt_number)
        if state is not None:
            query = query.where(incoming.c.state == state)
        if year is not None:
            query = query.where(incoming.c.year == year)
        return tuple(_entry(row) for row in self._connection.execute(query))

    def ids(self, *, year: int | None = None, in_force: bool = False) -> tuple[int, ...]:
        """The letters in the order of their numbers; all, or those that were not crossed out."""
        query = sa.select(incoming.c.id).order_by(incoming.c.year, incoming.c.receipt_number, incoming.c.id)
        if year is not None:
            query = query.where(incoming.c.year == year)
        if in_force:
            query = query.where(IN_FORCE)
        return tuple(self._connection.execute(query).scalars())

    def of_receipt(self, year: int, receipt_number: int) -> tuple[Incoming, ...]:
        """The letters that were given that receipt number, in whatever register."""
        query = sa.select(incoming).where(
            incoming.c.year == year, incoming.c.receipt_number == receipt_number
        )
        return tuple(_entry(row) for row in self._connection.execute(query))

    def batch(
        self, after: int, size: int, *, state: LetterState | None = None, year: int | None = None
    ) -> tuple[Incoming, ...]:
        """The letters whose ids follow that one, so many at most."""
        query = sa.select(incoming).where(incoming.c.id > after).order_by(incoming.c.id).limit(size)
        if state is not None:
            query = query.where(incoming.c.state == state)
        if year is not None:
            query = query.where(incoming.c.year == year)
        return tuple(_entry(row) for row in self._connection.execute(query))

    def count(self) -> int:
        """How many letters there are."""
        return int(self._connection.execute(sa.select(sa.func.count()).select_from(incoming)).scalar_one())

    def rewrite(self, entry: Incoming, circular: Circular, reading: dict[str, Any]) -> bool:
        """Put a corrected reading in the place of the one of the entry; False if that one is no longer there."""
        done = self._connection.execute(
            incoming.update()
            .where(incoming.c.id == entry.id, incoming.c.version == entry.version)
            .values(reading=_json(reading), version=entry.version + 1, **_columns(circular))
        )
        return done.rowcount == 1

    def confirm(self, entry: Incoming, at: dt.datetime, by: str) -> bool:
        """Note who found the reading right; False if it is no longer the one of the entry."""
        done = self._connection.execute(
            incoming.update()
            .where(incoming.c.id == entry.id, incoming.c.version == entry.version)
            .values(state=LetterState.CONFIRMED, confirmed=at, confirmed_by=by, version=entry.version + 1)
        )
        return done.rowcount == 1

    def note(self, letter: int, *, action: str, remark: str) -> None:
        """What the register says was done with a letter (การปฏิบัติ), and beside it (หมายเหตุ)."""
        self._connection.execute(
            incoming.update().where(incoming.c.id == letter).values(action=action, remark=remark)
        )

    def cancel(self, letter: int, at: dt.datetime, by: str, reason: str) -> None:
        """Cross out a letter: its receipt number stays in the register and is never given again."""
        self._connection.execute(
            incoming.update()
            .where(incoming.c.id == letter)
            .values(cancelled=at, cancelled_by=by, cancel_reason=reason)
        )

    def destroy(self, letter: int, at: dt.datetime, reading: dict[str, Any]) -> None:
        """Mark a letter as destroyed, with what is left of its reading; the database refuses where it is held."""
        self._connection.execute(
            incoming.update()
            .where(incoming.c.id == letter)
            .values(destroyed=at, reading=_json(reading), version=incoming.c.version + 1)
        )

    def add_unit_receipt(self, new: UnitReceipt) -> None:
        """Enter a letter in the register of a group as well."""
        self._connection.execute(
            unit_receipt.insert().values({name: getattr(new, name) for name in _UNIT_RECEIPT})
        )

    def unit_receipts(
        self, *, letter: int | None = None, series: str | None = None
    ) -> tuple[UnitReceipt, ...]:
        """The receipt numbers that groups gave, of one letter or in one register."""
        query = sa.select(unit_receipt).order_by(
            unit_receipt.c.series, unit_receipt.c.year, unit_receipt.c.number
        )
        if letter is not None:
            query = query.where(unit_receipt.c.letter == letter)
        if series is not None:
            query = query.where(unit_receipt.c.series == series)
        return tuple(
            UnitReceipt(**{name: getattr(row, name) for name in _UNIT_RECEIPT})
            for row in self._connection.execute(query)
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

    def _one(self, *conditions: sa.ColumnElement[bool] | sa.TextClause) -> Incoming | None:
        query = sa.select(incoming).where(*conditions).order_by(incoming.c.id).limit(1)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _entry(row)


_UNIT_RECEIPT = ("letter", "series", "year", "number", "at", "by")
_ADDED = (
    "confirmed", "confirmed_by", "series", "entered", "back_dated", "action", "remark", "cancelled",
    "cancelled_by", "cancel_reason", "version", "destroyed",
)  # fmt: skip


def _columns(letter: Circular) -> dict[str, Any]:
    return {
        "number": letter.number.key if letter.number else None,
        "dated": letter.dated,
        "sender": issuer_of(letter) or next(iter(letter.drafting_unit), None),
        "addressee": letter.addressee.text if letter.addressee else None,
        "subject": letter.subject,
        "urgency": letter.urgency,
        "secrecy": letter.secrecy,
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
        **{name: getattr(row, name) for name in _ADDED},
    )


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)
