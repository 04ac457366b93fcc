"""Tokens of programs, and what requests were answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from circulars.account import AccessToken
from registry.tables import access_token, request_answer

_COLUMNS = ("id", "account", "title", "created", "expires", "revoked", "used")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """What a request was answered, kept under the key that came with it."""

    account: int
    key: str
    fingerprint: str  #: of the request: another one must not come with the same key
    at: dt.datetime
    status: int | None = None  #: None while it is being answered
    answer: str = ""


class Tokens:
    """The tokens with which programs come for people (โทเค็นส่วนตัว)."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, key: str, new: AccessToken) -> int:
        """Remember a token by the hash of what is shown; its id."""
        values = {name: getattr(new, name) for name in _COLUMNS if name != "id"}
        scopes = " ".join(sorted(new.scopes))
        done = self._connection.execute(access_token.insert().values(key=key, scopes=scopes, **values))
        return int(done.inserted_primary_key[0])  # type: ignore[index]

    def by_key(self, key: str) -> AccessToken | None:
        """The token of that hash."""
        query = sa.select(access_token).where(access_token.c.key == key)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _token(row)

    def listed(self, account: int | None = None) -> tuple[AccessToken, ...]:
        """The tokens of an account or of all, newest first."""
        query = sa.select(access_token).order_by(access_token.c.id.desc())
        if account is not None:
            query = query.where(access_token.c.account == account)
        return tuple(_token(row) for row in self._connection.execute(query))

    def revoke(self, number: int, when: dt.datetime) -> None:
        """Let a token in no more."""
        self._connection.execute(
            access_token.update()
            .where(access_token.c.id == number, access_token.c.revoked.is_(None))
            .values(revoked=when)
        )

    def use(self, number: int, when: dt.datetime) -> None:
        """Note when a token was shown."""
        self._connection.execute(access_token.update().where(access_token.c.id == number).values(used=when))


class RequestAnswers:
    """What requests were answered, by the account and the key that came with them."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(self, account: int, key: str) -> KeptAnswer | None:
        """What is kept under a key."""
        query = sa.select(request_answer).where(
            request_answer.c.account == account, request_answer.c.key == key
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else KeptAnswer(**row._mapping)  # noqa: SLF001 - the row's public view

    def add(self, new: KeptAnswer) -> None:
        """Note that a request is being answered."""
        values = {name: getattr(new, name) for name in ("account", "key", "fingerprint", "at")}
        self._connection.execute(request_answer.insert().values(values))

    def answer(self, account: int, key: str, status: int, answer: str) -> None:
        """Keep what a request was answered."""
        self._connection.execute(
            request_answer.update()
            .where(request_answer.c.account == account, request_answer.c.key == key)
            .values(status=status, answer=answer)
        )

    def forget(self, account: int, key: str) -> None:
        """Let a request be sent again under its key."""
        self._connection.execute(
            request_answer.delete().where(request_answer.c.account == account, request_answer.c.key == key)
        )

    def drop(self, before: dt.datetime) -> None:
        """Forget what is older."""
        self._connection.execute(request_answer.delete().where(request_answer.c.at < before))


def _token(row: sa.Row[Any]) -> AccessToken:
    values = {name: getattr(row, name) for name in _COLUMNS}
    return AccessToken(**values, scopes=frozenset(row.scopes.split()))
