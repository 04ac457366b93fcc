"""The register of letters sent, the drafts before it and the files made at sending."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from circulars.circular import Secrecy, Urgency
from circulars.codec import from_plain, to_plain
from circulars.letter import Draft, Letter
from registry.entries import Outgoing, OutgoingKind, SentFile, StoredDraft
from registry.tables import IN_FORCE, draft, outgoing, sent_file

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence


class OutgoingRegister:
    """Letters sent (หนังสือส่ง) and drafts (ร่าง)."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def draft(self, letter: int) -> StoredDraft | None:
        """The draft of the relay of a letter."""
        row = self._connection.execute(sa.select(draft).where(draft.c.letter == letter)).one_or_none()
        if row is None:
            return None
        return StoredDraft(
            letter=row.letter,
            at=row.at,
            by=row.by,
            draft=from_plain(Draft, json.loads(row.draft)),
            version=row.version,
        )

    def add_draft(self, new: StoredDraft) -> None:
        """Keep a first draft."""
        self._connection.execute(draft.insert().values(letter=new.letter, **_draft_columns(new)))

    def rewrite_draft(self, new: StoredDraft) -> bool:
        """Put a draft in the place of the one of its version; False if that one is no longer there."""
        done = self._connection.execute(
            draft.update()
            .where(draft.c.letter == new.letter, draft.c.version == new.version)
            .values(**_draft_columns(new), version=new.version + 1)
        )
        return done.rowcount == 1

    def add(self, new: Outgoing) -> int:
        """Enter a letter sent; its id."""
        row = outgoing.insert().values(
            {name: getattr(new, name) for name in _COLUMNS}
            | {
                "content": None if new.content is None else _json(new.content),
                "secrecy": Secrecy.NONE if new.content is None else new.content.secrecy,
            }
        )
        number = int(self._connection.execute(row.returning(outgoing.c.id)).scalar_one())
        if new.letter is not None:
            self._note_sent(new.letter, new.entered)
        return number

    def _note_sent(self, letter: int, at: dt.datetime | None) -> None:
        """The draft of a letter went out, or its number was cancelled."""
        self._connection.execute(draft.update().where(draft.c.letter == letter).values(sent=at))

    def by_letters(self, letters: Collection[int]) -> dict[int, Outgoing]:
        """The relays that were sent of letters received, by those letters."""
        rows = self._connection.execute(sa.select(outgoing).where(outgoing.c.letter.in_(letters), IN_FORCE))
        return {row.letter: _entry(row) for row in rows}

    def by_letter(self, letter: int) -> Outgoing | None:
        """The relay that was sent of a letter received."""
        return self._first(outgoing.c.letter == letter, IN_FORCE)

    def by_id(self, number: int) -> Outgoing | None:
        """The letter sent of that id."""
        return self._first(outgoing.c.id == number)

    def by_key(self, number: str, dated: dt.date | None, year: int) -> Outgoing | None:
        """The letter of that number and date; without a date, of that year."""
        when = outgoing.c.year == year if dated is None else outgoing.c.dated == dated
        return self._first(outgoing.c.number == number, when, IN_FORCE)

    def highest(self, prefix: str, year: int, *, circular: bool | None = None) -> int:
        """The highest running number of a year among numbers that begin so; 0 if there is none.

        Args:
            prefix: "มห 0018.1/", or "มห " for every unit.
            year: Gregorian.
            circular: Only circulars, or only what is none; None for both.
        """
        query = sa.select(sa.func.max(outgoing.c.running)).where(
            outgoing.c.number.startswith(prefix, autoescape=True), outgoing.c.year == year
        )
        if circular is not None:
            kind = outgoing.c.kind == OutgoingKind.CIRCULAR
            query = query.where(kind if circular else ~kind)
        return self._connection.execute(query).scalar() or 0

    def note(self, number: int, *, action: str, remark: str) -> None:
        """What the register says was done with a letter (การปฏิบัติ), and beside it (หมายเหตุ)."""
        self._connection.execute(
            outgoing.update().where(outgoing.c.id == number).values(action=action, remark=remark)
        )

    def cancel(self, number: int, at: dt.datetime, by: str, reason: str) -> None:
        """Cross out a letter sent: its number stays in the register and is never given again."""
        letter = self._connection.execute(
            outgoing.update()
            .where(outgoing.c.id == number)
            .values(cancelled=at, cancelled_by=by, cancel_reason=reason)
            .returning(outgoing.c.letter)
        ).scalar_one_or_none()
        if letter is not None:
            self._note_sent(letter, None)

    def by_number(self, series: str, year: int, running: int) -> Outgoing | None:
        """The letter that has that number of the year."""
        return self._first(
            outgoing.c.series == series, outgoing.c.year == year, outgoing.c.running == running
        )

    def of_number(self, number: str) -> tuple[Outgoing, ...]:
        """The letters of that key, of whatever year."""
        rows = self._connection.execute(sa.select(outgoing).where(outgoing.c.number == number))
        return tuple(_entry(row) for row in rows)

    def relays_of(self, number: str, dated: dt.date | None) -> tuple[Outgoing, ...]:
        """Our latest relay of a letter of that number; where both dates are known they agree.

        Several, in the order of their numbers, if it went to each district as a letter of its own.
        """
        conditions: list[sa.ColumnElement[bool] | sa.TextClause] = [outgoing.c.relays == number, IN_FORCE]
        if dated is not None:
            conditions.append(sa.or_(outgoing.c.relays_dated.is_(None), outgoing.c.relays_dated == dated))
        latest = self._first(*conditions)
        if latest is None or latest.content is None:
            # One that went out without Saraban.
            return () if latest is None else (latest,)
        together = outgoing.c.content.is_not(None), outgoing.c.dated == latest.dated
        query = sa.select(outgoing).where(*conditions, *together).order_by(outgoing.c.id)
        return tuple(_entry(row) for row in self._connection.execute(query))

    def listed(self, *, year: int | None = None) -> tuple[Outgoing, ...]:
        """The register, series by series in the order of their numbers."""
        query = sa.select(outgoing).order_by(outgoing.c.year, outgoing.c.series, outgoing.c.running)
        if year is not None:
            query = query.where(outgoing.c.year == year)
        return tuple(_entry(row) for row in self._connection.execute(query))

    def by_ids(self, letters: Collection[int]) -> dict[int, Outgoing]:
        """The letters of those ids."""
        rows = self._connection.execute(sa.select(outgoing).where(outgoing.c.id.in_(letters)))
        return {row.id: _entry(row) for row in rows}

    def batch(self, after: int, size: int, *, year: int | None = None) -> tuple[Outgoing, ...]:
        """The letters whose ids follow that one, so many at most."""
        query = sa.select(outgoing).where(outgoing.c.id > after).order_by(outgoing.c.id).limit(size)
        if year is not None:
            query = query.where(outgoing.c.year == year)
        return tuple(_entry(row) for row in self._connection.execute(query))

    def count(self) -> int:
        """How many letters there are."""
        return int(self._connection.execute(sa.select(sa.func.count()).select_from(outgoing)).scalar_one())

    def add_files(self, letter: int, files: Sequence[SentFile]) -> None:
        """Note the files made for a letter sent."""
        self._connection.execute(
            sent_file.insert(),
            [{"outgoing": letter, "kind": one.kind, "path": one.path, "sha256": one.sha256} for one in files],
        )

    def files(self, letter: int) -> tuple[SentFile, ...]:
        """The files made for a letter sent."""
        query = sa.select(sent_file).where(sent_file.c.outgoing == letter).order_by(sent_file.c.id)
        return tuple(
            SentFile(kind=row.kind, path=row.path, sha256=row.sha256)
            for row in self._connection.execute(query)
        )

    def written_with(self) -> dict[str, tuple[str, ...]]:
        """By the place of a template version, the numbers of the letters written with it."""
        query = (
            sa.select(sent_file.c.path, outgoing.c.number)
            .join(outgoing, outgoing.c.id == sent_file.c.outgoing)
            .where(sent_file.c.kind == "template")
            .order_by(outgoing.c.year, outgoing.c.id)
        )
        found: dict[str, tuple[str, ...]] = {}
        for path, number in self._connection.execute(query):
            found[path] = (*found.get(path, ()), number)
        return found

    def _first(self, *conditions: sa.ColumnElement[bool] | sa.TextClause) -> Outgoing | None:
        query = sa.select(outgoing).where(*conditions).order_by(outgoing.c.dated.desc(), outgoing.c.id.desc())
        row = self._connection.execute(query.limit(1)).one_or_none()
        return None if row is None else _entry(row)


_COLUMNS = (
    "series", "year", "running", "number", "dated", "sender", "addressee", "subject", "urgency", "entered",
    "entered_by", "relays", "relays_dated", "letter", "kind", "unit", "back_dated", "action", "remark",
    "cancelled", "cancelled_by", "cancel_reason",
)  # fmt: skip


def _draft_columns(new: StoredDraft) -> dict[str, Any]:
    return {"at": new.at, "by": new.by, "draft": _json(new.draft)}


def _entry(row: sa.Row[Any]) -> Outgoing:
    found = {name: getattr(row, name) for name in ("id", *_COLUMNS)}
    content = None if row.content is None else from_plain(Letter, json.loads(row.content))
    typed = {"urgency": Urgency(row.urgency), "kind": OutgoingKind(row.kind), "content": content}
    return Outgoing(**found | typed)


def _json(value: object) -> str:
    return json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True)
