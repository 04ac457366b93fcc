"""Accounts: made, changed, logged in to (บัญชีผู้ใช้)."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from circulars.account import Account, Role, Session
from circulars.errors import ConflictError, NotFoundError, NotPermittedError, UsageError
from desk.lookup import office_code

if TYPE_CHECKING:
    from desk.office_desk import Clerk, Desk
    from registry.store import Store

#: NIST SP 800-63B asks for 8 characters at least, and for no rules about what they are.
SHORTEST: Final = 10
#: A working day.
SESSION: Final = dt.timedelta(hours=12)
#: What the database keeps of a name that is shown, in every row that tells who did something.
LONGEST_SHOWN: Final = 120
#: So many wrong passwords for one name from one place within the time, and that place must wait.
FAILURES: Final = 5
#: So many from all places together, and the name must wait everywhere.
FAILURES_EVERYWHERE: Final = 50
WAIT: Final = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A login that was let in: what the browser keeps, whose it is, and what its forms bring back."""

    token: str
    account: Account
    csrf: str


def is_set_up(desk: Desk) -> bool:
    """Whether anyone can log in at all."""
    with desk.database.reading() as store:
        return bool(store.accounts.listed())


def accounts(desk: Desk) -> tuple[Account, ...]:
    """Every account, by name."""
    with desk.database.reading() as store:
        return store.accounts.listed()


def add_account(
    desk: Desk,
    clerk: Clerk,
    *,
    name: str,
    password: str,
    role: Role,
    shown: str = "",
    district: str = "",
    sees_secrets: bool = False,
) -> Account:
    """Make an account.

    Raises:
        UsageError: If the name is empty or has blanks, the name shown is too long, the password is short, or a
            district's account names none.
        NotFoundError: If the office has no such district.
        ConflictError: If the name is taken.
    """
    name = _name(name)
    hashed = _hashed(password)
    if (role is Role.DISTRICT) != bool(district):
        raise UsageError("account-district", name=name)
    new = Account(
        id=0,
        name=name,
        shown=_shown(shown, name),
        role=role,
        office_code=office_code(desk.office, district) if district else "",
        secrets=sees_secrets,
        created=clerk.now,
    )
    with desk.database.writing() as store:
        return _add(store, new, hashed, clerk)


def set_up(desk: Desk, clerk: Clerk, *, name: str, password: str, shown: str = "") -> Account:
    """Make the first account, an admin's.

    Raises:
        UsageError: If the name or the password will not do.
        NotPermittedError: If there is an account already.
    """
    hashed = _hashed(password)
    name = _name(name)
    new = Account(id=0, name=name, shown=_shown(shown, name), role=Role.ADMIN, created=clerk.now)
    with desk.database.writing() as store:
        if store.accounts.listed():
            raise NotPermittedError("already-set-up")
        return _add(store, new, hashed, clerk)


def _add(store: Store, new: Account, hashed: str, clerk: Clerk) -> Account:
    if store.accounts.by_name(new.name) is not None:
        raise ConflictError("account-taken", name=new.name)
    # Acts are put down to the name shown: two people of one name could not be told apart.
    if any(one.shown.casefold() == new.shown.casefold() for one in store.accounts.listed()):
        raise ConflictError("account-shown-taken", shown=new.shown)
    store.audit.add(
        clerk.did("account", f"account {new.name}", after=f"{new.role} {new.office_code}".strip())
    )
    return replace(new, id=store.accounts.add(new, hashed))


def set_password(desk: Desk, clerk: Clerk, name: str, password: str) -> None:
    """Give an account another password; it is logged out everywhere.

    Raises:
        UsageError: If the password is short.
        NotFoundError: If there is no such account.
    """
    hashed = _hashed(password)
    with desk.database.writing() as store:
        account = account_named(store, name)
        store.accounts.set_password(account.id, hashed)
        store.accounts.close_sessions(account.id)
        store.audit.add(clerk.did("password", f"account {account.name}"))


def set_disabled(desk: Desk, clerk: Clerk, name: str, *, disabled: bool) -> None:
    """Let an account log in no more, or again.

    Raises:
        NotFoundError: If there is no such account.
        ConflictError: If it is the last admin's.
    """
    with desk.database.writing() as store:
        account = account_named(store, name)
        others = [
            one
            for one in store.accounts.listed()
            if one.role is Role.ADMIN and one.disabled is None and one.id != account.id
        ]
        if disabled and account.role is Role.ADMIN and not others:
            raise ConflictError("last-admin", name=account.name)
        store.accounts.set_disabled(account.id, clerk.now if disabled else None)
        store.accounts.close_sessions(account.id)
        store.audit.add(clerk.did("disable" if disabled else "enable", f"account {account.name}"))


def account_named(store: Store, name: str) -> Account:
    """The account of that name.

    Raises:
        NotFoundError: If there is none.
    """
    account = store.accounts.by_name(name.strip().lower())
    if account is None:
        raise NotFoundError("no-account", name=name)
    return account


def log_in(desk: Desk, now: dt.datetime, name: str, password: str, place: str = "") -> Login:
    """Let a person in.

    Args:
        desk: The office's desk.
        now: When, Bangkok wall clock.
        name: The account's name.
        password: Its password.
        place: Where they sit, as the network tells it; who guesses elsewhere does not shut them out.

    Raises:
        UsageError: If no account can have such a name.
        NotPermittedError: If name and password do not go together, or too many did not lately. The message
            does not tell which of the two was wrong.
    """
    name = _name(name)
    here = _from(name, place)
    # Checking a password is made slow on purpose, so it stands outside the transaction: others may write.
    with desk.database.reading() as store:
        waits = (
            store.accounts.failures(here, now - WAIT) >= FAILURES
            or store.accounts.failures(name, now - WAIT) >= FAILURES_EVERYWHERE
        )
        account = store.accounts.by_name(name)
        hashed = store.accounts.password_hash(account.id) if account else None
    if waits:
        raise NotPermittedError("login-wait", minutes=str(int(WAIT.total_seconds() // 60)))
    right = _is_password(hashed, password)
    if account is None or not right or account.disabled is not None:
        with desk.database.writing() as store:
            store.accounts.add_failure(name, now)
            store.accounts.add_failure(here, now)
            store.accounts.forget_failures(name, before=now - WAIT)
        raise NotPermittedError("login-wrong")
    with desk.database.writing() as store:
        store.accounts.forget_failures(here)
    return let_in(desk, now, account)


def let_in(desk: Desk, now: dt.datetime, account: Account) -> Login:
    """Open a login of somebody who has shown who they are."""
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    with desk.database.writing() as store:
        store.accounts.drop_expired(now)
        session = Session(account=account.id, csrf=csrf, created=now, expires=now + SESSION)
        store.accounts.open_session(_key(token), session)
    return Login(token=token, account=account, csrf=csrf)


def logged_in(desk: Desk, now: dt.datetime, token: str) -> Login | None:
    """Whose login it is; None if it is none, has run out or its account was shut."""
    with desk.database.reading() as store:
        session = store.accounts.session(_key(token))
        account = store.accounts.by_id(session.account) if session else None
    if session is None or account is None or session.expires <= now or account.disabled is not None:
        return None
    return Login(token=token, account=account, csrf=session.csrf)


def log_out(desk: Desk, token: str) -> None:
    """End a login."""
    with desk.database.writing() as store:
        store.accounts.close_session(_key(token))


def _key(token: str) -> str:
    """What is kept of a token: whoever reads the database cannot log in with it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _from(name: str, place: str) -> str:
    """What failures of a name from one place are counted under: no name, for names have no blanks."""
    return f"at {hashlib.blake2b(f'{name} {place}'.encode(), digest_size=16).hexdigest()}"


def _shown(shown: str, name: str) -> str:
    shown = " ".join(shown.split()) or name
    if len(shown) > LONGEST_SHOWN:
        raise UsageError("account-shown", most=str(LONGEST_SHOWN))
    return shown


def _name(name: str) -> str:
    name = name.strip().lower()
    if not name or len(name) > 60 or any(char.isspace() for char in name):
        raise UsageError("account-name", name=name)
    return name


def _hashed(password: str) -> str:
    from argon2 import PasswordHasher

    if len(password) < SHORTEST:
        raise UsageError("password-short", least=str(SHORTEST))
    return PasswordHasher().hash(password)


def _is_password(hashed: str | None, password: str) -> bool:
    """Whether it is; without an account as slow as with one, so that the time tells nothing."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    hasher = PasswordHasher()
    if hashed is None:
        hasher.hash(password)
        return False
    try:
        return hasher.verify(hashed, password)
    except VerifyMismatchError:
        return False
