"""Webhooks, and the outbox of what they are to be told."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from circulars.webhook import Happening, Message, Outcome, Webhook, happening_of
from registry.tables import WAITING, audit, outbox, webhook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from registry.entries import Trace

_COLUMNS = ("id", "account", "address", "secret", "created", "stopped")
_MESSAGE = (
    outbox.c.id, outbox.c.webhook, outbox.c.audit, outbox.c.event, audit.c.at, audit.c.subject, outbox.c.tries,
    outbox.c.next_try, outbox.c.outcome, outbox.c.failure,
)  # fmt: skip


class Webhooks:
    """The addresses that are told what happens (webhook)."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, new: Webhook) -> int:
        """Register an address; its id."""
        values = {name: getattr(new, name) for name in _COLUMNS if name != "id"}
        events = " ".join(sorted(new.events))
        done = self._connection.execute(webhook.insert().values(events=events, **values))
        return int(done.inserted_primary_key[0])  # type: ignore[index]

    def listed(self) -> tuple[Webhook, ...]:
        """All of them, in the order they were made."""
        return tuple(
            _webhook(row) for row in self._connection.execute(sa.select(webhook).order_by(webhook.c.id))
        )

    def stop(self, number: int, when: dt.datetime) -> None:
        """Tell an address nothing more."""
        self._connection.execute(
            webhook.update().where(webhook.c.id == number, webhook.c.stopped.is_(None)).values(stopped=when)
        )


class Outbox:
    """What is to be told (กล่องขาออก); a row is put in by the transaction of the act that it tells of."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def put(self, acts: Sequence[tuple[int, Trace]]) -> None:
        """Note what the webhooks are to be told of acts of the audit."""
        told = [
            (number, trace, what)
            for number, trace in acts
            if (what := happening_of(trace.verb, trace.subject))
        ]
        if not told:
            return
        open_ones = [one for one in Webhooks(self._connection).listed() if one.stopped is None]
        rows = [
            {"webhook": one.id, "audit": number, "event": what.value, "next_try": trace.at}
            for number, trace, what in told
            for one in open_ones
            if one.wants(what)
        ]
        if rows:
            self._connection.execute(outbox.insert(), rows)

    def due(self, now: dt.datetime, limit: int) -> tuple[Message, ...]:
        """The messages whose time has come, oldest first."""
        query = (
            self._messages().where(WAITING, outbox.c.next_try <= now).order_by(outbox.c.next_try, outbox.c.id)
        )
        return tuple(_message(row) for row in self._connection.execute(query.limit(limit)))

    def of(self, number: int, limit: int) -> tuple[Message, ...]:
        """The newest messages to a webhook."""
        query = self._messages().where(outbox.c.webhook == number).order_by(outbox.c.id.desc())
        return tuple(_message(row) for row in self._connection.execute(query.limit(limit)))

    def waiting(self) -> int:
        """How many messages wait."""
        query = sa.select(sa.func.count()).select_from(outbox).where(WAITING)
        return int(self._connection.execute(query).scalar_one())

    def take(self, message: Message, until: dt.datetime) -> bool:
        """Keep others from sending a message for a while; False if another was quicker."""
        done = self._connection.execute(
            outbox.update()
            .where(
                outbox.c.id == message.id, outbox.c.tries == message.tries, outbox.c.next_try == message.next_try,
                WAITING,
            )
            .values(tries=message.tries + 1, next_try=until)
        )  # fmt: skip
        return done.rowcount == 1

    def close(self, number: int, outcome: Outcome, when: dt.datetime, failure: str = "") -> None:
        """Note how a message ended."""
        self._connection.execute(
            outbox.update().where(outbox.c.id == number).values(closed=when, outcome=outcome, failure=failure)
        )

    def postpone(self, number: int, until: dt.datetime, failure: str) -> None:
        """Note why a try failed, and when the next one is."""
        self._connection.execute(
            outbox.update().where(outbox.c.id == number).values(next_try=until, failure=failure)
        )

    @staticmethod
    def _messages() -> sa.Select[Any]:
        return sa.select(*_MESSAGE).join_from(outbox, audit)


def _webhook(row: sa.Row[Any]) -> Webhook:
    values = {name: getattr(row, name) for name in _COLUMNS}
    return Webhook(**values, events=frozenset(Happening(one) for one in row.events.split()))


def _message(row: sa.Row[Any]) -> Message:
    return Message(
        id=row.id,
        webhook=row.webhook,
        act=row.audit,
        event=Happening(row.event),
        at=row.at,
        subject=row.subject,
        tries=row.tries,
        next_try=row.next_try,
        outcome=Outcome(row.outcome),
        failure=row.failure,
    )
