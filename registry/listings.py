"""Letters and duties as lists show them: page by page, no reading decoded, nothing counted that may not be seen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from circulars.circular import Urgency
from circulars.thai_calendar import BUDDHIST_ERA
from registry.entries import LetterState
from registry.tables import IN_FORCE, OPEN, REPORTED, UNREVIEWED, UNTOLD, incoming, outgoing, task

if TYPE_CHECKING:
    from collections.abc import Collection

    from circulars.circular import Secrecy

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
    due: dt.date  #: the earliest of those waited for


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
        return self._count(sa.select(incoming.c.id).where(*_WAITING, incoming.c.secrecy.in_(seen)))

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
            sa.select(incoming.c.id).where(incoming.c.year == year, incoming.c.secrecy.in_(seen))
        )

    def sent(
        self, year: int, seen: Collection[Secrecy], limit: int, offset: int = 0
    ) -> tuple[ListedSent, ...]:
        """The register of letters sent of a year, the newest first; one is as secret as the letter it passes on."""
        query = (
            sa.select(*(outgoing.c[name] for name in _SENT)).select_from(_SENT_OF).where(*_sent(year, seen))
        )
        order = (outgoing.c.dated.desc(), outgoing.c.id.desc())
        rows = self._connection.execute(query.order_by(*order).limit(limit).offset(offset))
        return tuple(
            ListedSent(**dict(zip(_SENT, row, strict=True)) | {"urgency": Urgency(row.urgency)})
            for row in rows
        )

    def sent_count(self, year: int, seen: Collection[Secrecy]) -> int:
        """How many letters the register of a year shows."""
        return self._count(sa.select(outgoing.c.id).select_from(_SENT_OF).where(*_sent(year, seen)))

    def unrelayed(self, seen: Collection[Secrecy], limit: int) -> tuple[ListedLetter, ...]:
        """Letters confirmed whose districts have not been told of their tasks, the oldest first."""
        untold = sa.select(task.c.letter).where(UNTOLD)
        query = self._of_incoming(seen).where(incoming.c.id.in_(untold), incoming.c.cancelled.is_(None))
        return self._letters(query.order_by(incoming.c.id).limit(limit))

    def unrelayed_count(self, seen: Collection[Secrecy]) -> int:
        """How many letters confirmed have not been passed on."""
        untold = sa.select(task.c.letter).where(UNTOLD)
        query = sa.select(incoming.c.id).where(
            incoming.c.id.in_(untold), incoming.c.cancelled.is_(None), incoming.c.secrecy.in_(seen)
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
        tasks = sa.select(task.c.letter, due).where(OPEN, *_between(between))
        if office_code is not None:
            tasks = tasks.where(task.c.office_code == office_code)
        found = tasks.group_by(task.c.letter).subquery()
        query = (
            sa.select(found.c.letter)
            .join(incoming, incoming.c.id == found.c.letter)
            .where(incoming.c.secrecy.in_(seen), incoming.c.cancelled.is_(None))
            .order_by(found.c.due.is_(None), found.c.due, found.c.letter)
        )
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

    def open_duties(self, seen: Collection[Secrecy], dues: Dues, limit: int) -> tuple[OpenDuty, ...]:
        """The directives due between two days that somebody is waited for, the earliest first."""
        found = _open_duties(dues)
        query = (
            sa.select(found)
            .join(incoming, incoming.c.id == found.c.letter)
            .where(incoming.c.secrecy.in_(seen))
            .order_by(found.c.due, found.c.letter, found.c.directive)
        )
        rows = self._connection.execute(query.limit(limit))
        return tuple(OpenDuty(**row._asdict()) for row in rows)

    def open_duty_count(self, seen: Collection[Secrecy], dues: Dues) -> int:
        """How many there are."""
        found = _open_duties(dues)
        return self._count(
            sa.select(found.c.letter)
            .join(incoming, incoming.c.id == found.c.letter)
            .where(incoming.c.secrecy.in_(seen))
        )

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
_SENT_OF = outgoing.outerjoin(incoming, incoming.c.id == outgoing.c.letter)


def _sent(year: int, seen: Collection[Secrecy]) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        outgoing.c.year == year,
        outgoing.c.secrecy.in_(seen),
        sa.or_(outgoing.c.letter.is_(None), incoming.c.secrecy.in_(seen)),
    )


def _between(dues: Dues) -> list[sa.ColumnElement[bool]]:
    first = [] if dues.first is None else [task.c.due >= dues.first]
    return first + ([] if dues.last is None else [task.c.due <= dues.last])


def _open_duties(dues: Dues) -> sa.Subquery:
    """The directives that somebody is waited for, by the earliest day of those."""
    names = ("letter", "directive", "deadline", "period")
    columns = [task.c[name] for name in names]
    due = sa.func.min(task.c.due).label("due")
    query = sa.select(*columns, due).where(OPEN, task.c.due.is_not(None)).group_by(*columns)
    if dues.first is not None:
        query = query.having(due >= dues.first)
    if dues.last is not None:
        query = query.having(due <= dues.last)
    return query.subquery()
