"""Requests that are sent twice are done once (Idempotency-Key)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from circulars.errors import ConflictError, UsageError
from registry.tokens import KeptAnswer

if TYPE_CHECKING:
    from desk.office_desk import Desk

#: An answer is kept so long.
KEPT: Final = dt.timedelta(hours=24)
#: A request that is still being answered after that was cut off, and may come again.
CUT_OFF: Final = dt.timedelta(minutes=10)
LONGEST_KEY: Final = 200


def begin(desk: Desk, account: int, key: str, fingerprint: str, now: dt.datetime) -> KeptAnswer | None:
    """Note that a request is being answered; what it was answered before if it was.

    Raises:
        UsageError: If no key can be like that, or another request came with it.
        ConflictError: If the same request is being answered now.
    """
    if not key.isprintable() or not key.isascii() or not 1 <= len(key) <= LONGEST_KEY:
        raise UsageError("request-key", most=str(LONGEST_KEY))
    with desk.database.writing() as store:
        store.request_answers.drop(now - KEPT)
        found = store.request_answers.of(account, key)
        if found is not None and found.status is None and now - found.at > CUT_OFF:
            store.request_answers.forget(account, key)
            found = None
        if found is None:
            new = KeptAnswer(account=account, key=key, fingerprint=fingerprint, at=now)
            store.request_answers.add(new)
            return None
    if found.fingerprint != fingerprint:
        raise UsageError("request-key-other")
    if found.status is None:
        raise ConflictError("request-key-busy")
    return found


def finish(desk: Desk, account: int, key: str, status: int, answer: str) -> None:
    """Keep what the request was answered."""
    with desk.database.writing() as store:
        store.request_answers.answer(account, key, status, answer)


def give_up(desk: Desk, account: int, key: str) -> None:
    """The request was not done: it may come again under its key."""
    with desk.database.writing() as store:
        store.request_answers.forget(account, key)
