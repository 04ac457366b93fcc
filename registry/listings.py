"""Letters and duties as lists show them: page by page, no reading decoded, nothing counted that may not be seen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from circulars.circular import Secrecy, Urgency
from circulars.thai_calendar import BUDDHIST_ERA
from registry.entries import LetterState
from registry.tables import (
    CANCELLED,
    IN_FORCE,
    OPEN,
    REPORTED,
    SECRET,
    UNREVIEWED,
    UNTOLD,
    incoming,
    outgoing,
    task,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_RECEIVED = (
    "id", "year", "receipt_number", "received", "number", "dated", "sender", "subject", "urgency", "file_name",
)  # fmt: skip
_SENT = ("id", "number", "dated", "addressee", "subject", "urgency", "letter")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLetter:
    """A row of the register of letters received, without the reading."""

    id: int
    year: int
    receipt_number: int
    received: dt.datetime
    number: str | None
    dated: dt.date | None
    sender: str | None
    subject: str | None
    urgency: Urgency
    file_name: str

    @property
    def receipt(self) -> str:
        """How people name it: "12/2567"."""
        return f"{self.receipt_number}/{self.year + BUDDHIST_ERA}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSent:
    """A row of the register of letters sent, without its words."""

    id: int
    number: str
    dated: dt.date
    addressee: str
    subject: str
    urgency: Urgency
    letter: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDuty:
    """A directive with a day that somebody is still waited for."""

    letter: int
    directive: int
    deadline: int
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutySpell:
    """The directives due within a spell of days: the first of them, and how many there are."""

    count: int
    duties: tuple[OpenDuty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dues:
    """Between which days something is due; None is without end."""

    first: dt.date | None = None
    last: dt.date | None = None


class Listings:
    """Pages of lists; the classes of secrecy given are those that may be seen."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def waiting(self, seen: Collection[Secrecy], limit: int, offset: int = 0) -> tuple[ListedLetter, ...]:
        """The readings that wait for a person, the most urgent first, of those the oldest."""
        ranks = {one.value: -rank for rank, one in enumerate(Urgency)}
        query = self._of_incoming(seen).where(*_WAITING)
        order = (sa.case(ranks, value=incoming.c.urgency), incoming.c.received, incoming.c.id)
        return self._letters(query.order_by(*order).limit(limit).offset(offset))

    def waiting_count(self, seen: Collection[Secrecy]) -> int:
        """How many readings wait."""
        return self._count(sa.select(incoming.c.id).where(*_WAITING, *_visible(incoming.c.id, seen)))

    def received(
        self, year: int, seen: Collection[Secrecy], limit: int, offset: int = 0
    ) -> tuple[ListedLetter, ...]:
        """The register of letters received of a year, the newest first."""
        query = self._of_incoming(seen).where(incoming.c.year == year)
        order = (incoming.c.receipt_number.desc(), incoming.c.id)
        return self._letters(query.order_by(*order).limit(limit).offset(offset))

    def received_count(self, year: int, seen: Collection[Secrecy]) -> int:
        """How many letters the register of a year shows."""
        return self._count(
            sa.select(incoming.c.id).where(incoming.c.year == year, *_visible(incoming.c.id, seen))
        )

    def sent(
        self, year: int, seen: Collection[Secrecy], limit: int, offset: int = 0
    ) -> tuple[ListedSent, ...]:
        """The register of letters sent of a year, the newest first; one is as secret as the letter it passes on."""
        query = sa.select(*(outgoing.c[name] for name in _SENT)).where(*_sent(year, seen))
        order = (outgoing.c.dated.desc(), outgoing.c.id.desc())
        rows = self._connection.execute(query.order_by(*order).limit(limit).offset(offset))
        return tuple(
            ListedSent(**dict(zip(_SENT, row, strict=True)) | {"urgency": Urgency(row.urgency)})
            for row in rows
        )

    def sent_count(self, year: int, seen: Collection[Secrecy]) -> int:
        """How many letters the register of a year shows."""
        return self._count(sa.select(outgoing.c.id).where(*_sent(year, seen)))

    def unrelayed(self, seen: Collection[Secrecy], limit: int) -> tuple[ListedLetter, ...]:
        """Letters confirmed whose districts have not been told of their tasks, the oldest first."""
        untold = sa.select(task.c.letter).where(UNTOLD)
        query = self._of_incoming(seen).where(incoming.c.id.in_(untold), incoming.c.cancelled.is_(None))
        return self._letters(query.order_by(incoming.c.id).limit(limit))

    def unrelayed_count(self, seen: Collection[Secrecy]) -> int:
        """How many letters confirmed have not been passed on."""
        untold = sa.select(task.c.letter).where(UNTOLD)
        query = sa.select(incoming.c.id).where(
            incoming.c.id.in_(untold), incoming.c.cancelled.is_(None), *_visible(incoming.c.id, seen)
        )
        return self._count(query)

    def waited_for(
        self,
        seen: Collection[Secrecy],
        limit: int,
        offset: int = 0,
        *,
        dues: Dues | None = None,
        office_code: str | None = None,
    ) -> tuple[int, ...]:
        """The ids of letters that somebody is waited for, those due first in front, undated ones last."""
        between = dues or Dues()
        due = sa.func.min(task.c.due).label("due")
        crossed_out = sa.select(incoming.c.id).where(CANCELLED)
        query = (
            sa.select(task.c.letter)
            .where(OPEN, task.c.letter.not_in(crossed_out), *_visible(task.c.letter, seen))
            .group_by(task.c.letter)
            .order_by(due.is_(None), due, task.c.letter)
        )
        if between.first is not None:
            query = query.where(task.c.due >= between.first)
        if between.last is not None:
            # Nearly everything open may be late: then it is quicker to go through it letter by letter.
            late = between.first is None
            query = query.having(due <= between.last) if late else query.where(task.c.due <= between.last)
        if office_code is not None:
            query = query.where(task.c.office_code == office_code)
        return tuple(self._connection.scalars(query.limit(limit).offset(offset)))

    def to_check(self, seen: Collection[Secrecy], limit: int, offset: int = 0) -> tuple[int, ...]:
        """The ids of letters with answers that wait for the province's verdict, the oldest answer first."""
        answered = sa.func.min(task.c.answered).label("answered")
        found = sa.select(task.c.letter, answered).where(REPORTED).group_by(task.c.letter).subquery()
        query = (
            sa.select(found.c.letter)
            .join(incoming, incoming.c.id == found.c.letter)
            .where(incoming.c.secrecy.in_(seen))
            .order_by(found.c.answered, found.c.letter)
        )
        return tuple(self._connection.scalars(query.limit(limit).offset(offset)))

    def confirmed(self, seen: Collection[Secrecy], limit: int, offset: int = 0) -> tuple[int, ...]:
        """The ids of letters that were confirmed, the newest first."""
        query = sa.select(incoming.c.id).where(
            incoming.c.state == LetterState.CONFIRMED, incoming.c.secrecy.in_(seen)
        )
        return tuple(
            self._connection.scalars(query.order_by(incoming.c.id.desc()).limit(limit).offset(offset))
        )

    def open_duties(
        self, seen: Collection[Secrecy], until: Sequence[dt.date], limit: int
    ) -> tuple[DutySpell, ...]:
        """The directives that somebody is waited for, spell by spell: the first of each, and how many there are.

        Args:
            seen: The classes of secrecy that may be seen.
            until: The last day of each spell, in order; the first has no beginning.
            limit: Directives of a spell that are told.
        """
        spells = self._connection.execute(_open_duties(seen, until, limit)).all()
        return tuple(_spell([row for row in spells if row.spell == place]) for place in range(len(until)))

    @staticmethod
    def _of_incoming(seen: Collection[Secrecy]) -> sa.Select[Any]:
        return sa.select(*(incoming.c[name] for name in _RECEIVED)).where(incoming.c.secrecy.in_(seen))

    def _letters(self, query: sa.Select[Any]) -> tuple[ListedLetter, ...]:
        return tuple(
            ListedLetter(**dict(zip(_RECEIVED, row, strict=True)) | {"urgency": Urgency(row.urgency)})
            for row in self._connection.execute(query)
        )

    def _count(self, query: sa.Select[Any]) -> int:
        return int(
            self._connection.execute(sa.select(sa.func.count()).select_from(query.subquery())).scalar_one()
        )


_WAITING = (UNREVIEWED, IN_FORCE)


def _sent(year: int, seen: Collection[Secrecy]) -> tuple[sa.ColumnElement[bool], ...]:
    """The register of a year, without what is secret and what passes on a secret letter."""
    if len(set(seen)) == len(Secrecy):
        return (outgoing.c.year == year,)
    passed_on = (sa.or_(outgoing.c.letter.is_(None), one) for one in _visible(outgoing.c.letter, seen))
    return (outgoing.c.year == year, outgoing.c.secrecy.in_(seen), *passed_on)


def _visible(letter: sa.ColumnElement[Any], seen: Collection[Secrecy]) -> tuple[sa.ColumnElement[bool], ...]:
    """That a letter may be seen: asked of the few that may not be, because most letters are no secret."""
    unseen = [one for one in Secrecy if one not in seen]
    if not unseen:
        return ()
    if Secrecy.NONE in unseen:
        return (letter.in_(sa.select(incoming.c.id).where(incoming.c.secrecy.in_(seen))),)
    return (letter.not_in(sa.select(incoming.c.id).where(SECRET, incoming.c.secrecy.in_(unseen))),)


def _open_duties(seen: Collection[Secrecy], until: Sequence[dt.date], limit: int) -> sa.Select[Any]:
    """The directives that somebody is waited for, by the earliest day of those; one pass for all spells."""
    columns = [task.c[name] for name in ("letter", "directive", "deadline", "period")]
    due = sa.func.min(task.c.due).label("due")
    # The day is bounded after the grouping, so that the index gives the groups as they stand.
    duties = (
        sa.select(*columns, due)
        .where(OPEN, *_visible(task.c.letter, seen))
        .group_by(*columns)
        .having(due <= until[-1])
        .subquery()
    )
    spell = sa.case(*((duties.c.due <= day, place) for place, day in enumerate(until))).label("spell")
    told = sa.select(*duties.c, spell).subquery()
    order = (told.c.due, told.c.letter, told.c.directive)
    place = sa.func.row_number().over(partition_by=told.c.spell, order_by=order).label("place")
    of = sa.func.count().over(partition_by=told.c.spell).label("of")
    ranked = sa.select(*told.c, place, of).subquery()
    return sa.select(ranked).where(ranked.c.place <= limit).order_by(ranked.c.spell, ranked.c.place)


def _spell(rows: Sequence[sa.Row[Any]]) -> DutySpell:
    duties = tuple(
        OpenDuty(letter=one.letter, directive=one.directive, deadline=one.deadline, period=one.period)
        for one in rows
    )
    return DutySpell(count=rows[0].of if rows else 0, duties=duties)
