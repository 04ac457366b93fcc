"""Logging in with an identity of another house (OpenID Connect): which account it is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.errors import ConflictError, NotPermittedError
from desk.accounts import account_named, let_in

if TYPE_CHECKING:
    from desk.accounts import Login
    from desk.office_desk import Clerk, Desk


def link_identity(desk: Desk, clerk: Clerk, name: str, issuer: str, subject: str) -> None:
    """Let an account be logged in to with an identity; accounts are never made or found by a name that it tells.

    Raises:
        NotFoundError: If there is no such account.
        ConflictError: If the identity is another account's.
    """
    with desk.database.writing() as store:
        account = account_named(store, name)
        known = store.accounts.by_identity(issuer, subject)
        if known is not None and known.id == account.id:
            return
        if known is not None:
            raise ConflictError("identity-taken")
        store.accounts.add_identity(account.id, issuer, subject, clerk.now)
        store.audit.add(clerk.did("link-identity", f"account {account.name}", after=issuer))


def unlink_identities(desk: Desk, clerk: Clerk, name: str) -> int:
    """Let an account be logged in to with its password alone; how many identities it had.

    Raises:
        NotFoundError: If there is no such account.
    """
    with desk.database.writing() as store:
        account = account_named(store, name)
        gone = store.accounts.drop_identities(account.id)
        if gone:
            store.audit.add(clerk.did("unlink-identity", f"account {account.name}"))
        return gone


def has_identity(desk: Desk, account: int, issuer: str) -> bool:
    """Whether an account can be logged in to with an identity of that house."""
    with desk.database.reading() as store:
        return any(one == issuer for one, _ in store.accounts.identities(account))


def log_in_by_identity(desk: Desk, clerk: Clerk, issuer: str, subject: str) -> Login:
    """Let in whom another house vouches for.

    Raises:
        NotPermittedError: If the identity is no account's here, or the account was shut.
    """
    with desk.database.reading() as store:
        account = store.accounts.by_identity(issuer, subject)
    if account is None or account.disabled is not None:
        raise NotPermittedError("identity-unknown")
    return let_in(desk, clerk.now, account)
