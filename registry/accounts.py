"""Accounts, their logins, and how often a login failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from circulars.account import Account, Role, Session
from registry.tables import account, login, login_failure, openid_identity

if TYPE_CHECKING:
    import datetime as dt

_COLUMNS = ("id", "name", "shown", "role", "office_code", "secrets", "created", "disabled")


class Accounts:
    """The people who may come to the counter (บัญชีผู้ใช้)."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, new: Account, password_hash: str) -> int:
        """Register an account; its id."""
        values = {name: getattr(new, name) for name in _COLUMNS if name != "id"} | {"role": new.role.value}
        done = self._connection.execute(account.insert().values(**values, password=password_hash))
        return int(done.inserted_primary_key[0])  # type: ignore[index]

    def listed(self) -> tuple[Account, ...]:
        """All of them, by name."""
        return tuple(
            _account(row) for row in self._connection.execute(sa.select(account).order_by(account.c.name))
        )

    def by_name(self, name: str) -> Account | None:
        """The account of that name."""
        row = self._connection.execute(sa.select(account).where(account.c.name == name)).one_or_none()
        return None if row is None else _account(row)

    def by_id(self, number: int) -> Account | None:
        """The account of that id."""
        row = self._connection.execute(sa.select(account).where(account.c.id == number)).one_or_none()
        return None if row is None else _account(row)

    def password_hash(self, number: int) -> str:
        """What its password is checked against."""
        found: str = self._connection.execute(
            sa.select(account.c.password).where(account.c.id == number)
        ).scalar_one()
        return found

    def set_password(self, number: int, password_hash: str) -> None:
        """Give it another password."""
        self._connection.execute(
            account.update().where(account.c.id == number).values(password=password_hash)
        )

    def set_disabled(self, number: int, when: dt.datetime | None) -> None:
        """Let it log in no more, or again."""
        self._connection.execute(account.update().where(account.c.id == number).values(disabled=when))

    def by_identity(self, issuer: str, subject: str) -> Account | None:
        """The account of a person of an identity provider."""
        query = sa.select(account).join(openid_identity, openid_identity.c.account == account.c.id)
        found = query.where(openid_identity.c.issuer == issuer, openid_identity.c.subject == subject)
        row = self._connection.execute(found).one_or_none()
        return None if row is None else _account(row)

    def identities(self, number: int) -> tuple[tuple[str, str], ...]:
        """The identities that an account can be logged in to with: issuer and subject."""
        query = sa.select(openid_identity.c.issuer, openid_identity.c.subject)
        rows = self._connection.execute(query.where(openid_identity.c.account == number))
        return tuple((row.issuer, row.subject) for row in rows)

    def add_identity(self, number: int, issuer: str, subject: str, at: dt.datetime) -> None:
        """Let an account be logged in to with an identity."""
        self._connection.execute(
            openid_identity.insert().values(issuer=issuer, subject=subject, account=number, at=at)
        )

    def drop_identities(self, number: int) -> int:
        """Let an account be logged in to with no identity; how many there were."""
        done = self._connection.execute(openid_identity.delete().where(openid_identity.c.account == number))
        return done.rowcount

    def open_session(self, key: str, new: Session) -> None:
        """Remember a login by the hash of what the browser keeps."""
        self._connection.execute(
            login.insert().values(
                key=key, account=new.account, csrf=new.csrf, created=new.created, expires=new.expires
            )
        )

    def session(self, key: str) -> Session | None:
        """The login of that hash."""
        row = self._connection.execute(sa.select(login).where(login.c.key == key)).one_or_none()
        if row is None:
            return None
        return Session(account=row.account, csrf=row.csrf, created=row.created, expires=row.expires)

    def close_session(self, key: str) -> None:
        """Forget a login."""
        self._connection.execute(login.delete().where(login.c.key == key))

    def close_sessions(self, number: int) -> None:
        """Forget every login of an account."""
        self._connection.execute(login.delete().where(login.c.account == number))

    def drop_expired(self, now: dt.datetime) -> None:
        """Forget the logins that have run out."""
        self._connection.execute(login.delete().where(login.c.expires <= now))

    def add_failure(self, name: str, at: dt.datetime) -> None:
        """A login under that name failed."""
        self._connection.execute(login_failure.insert().values(name=name, at=at))

    def failures(self, name: str, since: dt.datetime) -> int:
        """How many logins under that name have failed."""
        query = sa.select(sa.func.count()).where(login_failure.c.name == name, login_failure.c.at > since)
        return int(self._connection.execute(query).scalar_one())

    def forget_failures(self, name: str, before: dt.datetime | None = None) -> None:
        """Forget the failures of a name; with ``before`` only older ones, of every name."""
        done = login_failure.delete()
        done = (
            done.where(login_failure.c.name == name)
            if before is None
            else done.where(login_failure.c.at <= before)
        )
        self._connection.execute(done)


def _account(row: sa.Row[Any]) -> Account:
    return Account(**{name: getattr(row, name) for name in _COLUMNS} | {"role": Role(row.role)})
