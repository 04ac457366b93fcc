"""Tokens with which a program comes to the counter in a person's name (โทเค็นส่วนตัว)."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from circulars.account import AccessToken, Account
from circulars.errors import NotFoundError, UsageError
from desk.accounts import account_named
from desk.permissions import READING, SCOPES, Verb

if TYPE_CHECKING:
    from collections.abc import Collection

    from desk.office_desk import Clerk, Desk

#: Every token begins so: people, and programs that look for secrets left lying about, know it by that.
PREFIX: Final = "saraban_"
DAYS: Final = 90
MOST_DAYS: Final = 366
LONGEST_TITLE: Final = 120
#: Its last use is noted no more often: reading would else mean writing.
_USE: Final = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeToken:
    """A token as it is shown to its owner, once."""

    shown: str
    token: AccessToken


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Whose token a program shows, and what it may be used for."""

    account: Account
    token: AccessToken
    scopes: frozenset[Verb]


def make_token(
    desk: Desk,
    clerk: Clerk,
    name: str,
    *,
    title: str,
    scopes: Collection[str] = READING,
    days: int = DAYS,
) -> MadeToken:
    """Make a token of an account.

    Raises:
        NotFoundError: If there is no such account.
        UsageError: If it has no title or one too long, no scope or an unknown one, or would last too long.
    """
    title = " ".join(title.split())
    if not title or len(title) > LONGEST_TITLE:
        raise UsageError("token-title", most=str(LONGEST_TITLE))
    unknown = sorted(set(scopes) - {one.value for one in SCOPES})
    if unknown or not scopes:
        raise UsageError("token-scopes", scopes=", ".join(unknown) or "-", known=", ".join(sorted(SCOPES)))
    if not 1 <= days <= MOST_DAYS:
        raise UsageError("token-days", days=str(days), most=str(MOST_DAYS))
    shown = PREFIX + secrets.token_urlsafe(32)
    with desk.database.writing() as store:
        account = account_named(store, name)
        new = AccessToken(
            id=0,
            account=account.id,
            title=title,
            scopes=frozenset(Verb(one).value for one in scopes),
            created=clerk.now,
            expires=clerk.now + dt.timedelta(days=days),
        )
        number = store.tokens.add(_key(shown), new)
        store.audit.add(
            clerk.did("token", f"account {account.name} token {number}", after=" ".join(sorted(new.scopes)))
        )
    return MadeToken(shown=shown, token=replace(new, id=number))


def tokens(desk: Desk, name: str | None = None) -> tuple[tuple[Account, AccessToken], ...]:
    """The tokens of an account or of all, newest first, each with its owner.

    Raises:
        NotFoundError: If there is no such account.
    """
    with desk.database.reading() as store:
        account = None if name is None else account_named(store, name).id
        owners = {one.id: one for one in store.accounts.listed()}
        return tuple((owners[one.account], one) for one in store.tokens.listed(account))


def revoke_token(desk: Desk, clerk: Clerk, number: int, *, owner: int | None = None) -> AccessToken:
    """Let a token in no more.

    Args:
        desk: The office's desk.
        clerk: Who revokes it, and when.
        number: The token's number.
        owner: The account that it must be of; None: anybody's.

    Raises:
        NotFoundError: If there is no such token, or it is somebody else's.
    """
    with desk.database.writing() as store:
        found = next((one for one in store.tokens.listed(owner) if one.id == number), None)
        account = store.accounts.by_id(found.account) if found else None
        if found is None or account is None:
            raise NotFoundError("no-token", number=str(number))
        store.tokens.revoke(number, clerk.now)
        store.audit.add(clerk.did("revoke-token", f"account {account.name} token {number}"))
        return replace(found, revoked=found.revoked or clerk.now)


def bearer(desk: Desk, now: dt.datetime, shown: str) -> Bearer | None:
    """Whose token it is; None if it is none, was revoked, has run out, or its account was shut."""
    if not shown.startswith(PREFIX):
        return None
    with desk.database.reading() as store:
        token = store.tokens.by_key(_key(shown))
        account = store.accounts.by_id(token.account) if token else None
    if token is None or account is None or not token.is_open(now) or account.disabled is not None:
        return None
    if token.used is None or now - token.used >= _USE:
        with desk.database.writing() as store:
            store.tokens.use(token.id, now)
    return Bearer(account=account, token=token, scopes=frozenset(Verb(one) for one in token.scopes))


def _key(shown: str) -> str:
    """What is kept of a token: it is long and random, so that a plain hash is as good as a slow one."""
    return hashlib.sha256(shown.encode()).hexdigest()
