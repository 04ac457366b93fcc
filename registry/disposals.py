"""Lists of letters to be destroyed, with their letters and steps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from circulars.disposal import DisposalDecision, DisposalEvent, DisposalItem, DisposalList, DisposalStep
from registry.archive_tables import disposal, disposal_event, disposal_item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection


class Disposals:
    """Lists of letters to be destroyed (บัญชีหนังสือขอทำลาย)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, year: int, letters: Sequence[int]) -> int:
        """A new list of a Gregorian year; its number."""
        done = self._connection.execute(disposal.insert().values(year=year))
        number = int(done.inserted_primary_key[0])  # type: ignore[index]
        rows = [
            {
                "disposal": number,
                "letter": letter,
                "place": place,
                "decision": DisposalDecision.OPEN,
                "note": "",
            }
            for place, letter in enumerate(letters, start=1)
        ]
        self._connection.execute(disposal_item.insert(), rows)
        return number

    def decide(self, number: int, item: DisposalItem) -> None:
        """Put what was decided of a letter in the place of what was decided before."""
        self._connection.execute(
            disposal_item.update()
            .where(disposal_item.c.disposal == number, disposal_item.c.letter == item.letter)
            .values(decision=item.decision, until=item.until, note=item.note)
        )

    def step(self, number: int, event: DisposalEvent) -> None:
        """Add what was done."""
        self._connection.execute(
            disposal_event.insert().values(
                disposal=number,
                step=event.step,
                day=event.day,
                people=json.dumps(event.people, ensure_ascii=False),
                note=event.note,
                at=event.at,
                by=event.by,
            )
        )

    def by_number(self, number: int) -> DisposalList | None:
        """The list of that number."""
        return next(iter(self._lists(disposal.c.id == number)), None)

    def listed(self) -> tuple[DisposalList, ...]:
        """Every list, the oldest first."""
        return self._lists(sa.true())

    def _lists(self, which: sa.ColumnElement[bool]) -> tuple[DisposalList, ...]:
        rows = self._connection.execute(sa.select(disposal).where(which).order_by(disposal.c.id)).all()
        return tuple(
            DisposalList(id=row.id, year=row.year, items=self._items(row.id), events=self._events(row.id))
            for row in rows
        )

    def _items(self, number: int) -> tuple[DisposalItem, ...]:
        query = sa.select(disposal_item).where(disposal_item.c.disposal == number)
        return tuple(_item(row) for row in self._connection.execute(query.order_by(disposal_item.c.place)))

    def _events(self, number: int) -> tuple[DisposalEvent, ...]:
        query = sa.select(disposal_event).where(disposal_event.c.disposal == number)
        return tuple(_event(row) for row in self._connection.execute(query.order_by(disposal_event.c.id)))


def _item(row: sa.Row[Any]) -> DisposalItem:
    return DisposalItem(
        letter=row.letter,
        place=row.place,
        decision=DisposalDecision(row.decision),
        until=row.until,
        note=row.note,
    )


def _event(row: sa.Row[Any]) -> DisposalEvent:
    return DisposalEvent(
        step=DisposalStep(row.step),
        day=row.day,
        people=tuple(json.loads(row.people)),
        note=row.note,
        at=row.at,
        by=row.by,
    )
