"""Other programs are told what happens (webhook): by whom, and what became of the messages."""

from __future__ import annotations

import base64
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from circulars.errors import NotFoundError, UsageError
from circulars.webhook import Happening, Message, Webhook
from desk.accounts import account_named

if TYPE_CHECKING:
    from collections.abc import Collection

    from desk.office_desk import Clerk, Desk

#: So a signing secret begins by the convention of Standard Webhooks.
SECRET_PREFIX: Final = "whsec_"
SHOWN: Final = 50


def add_webhook(desk: Desk, clerk: Clerk, address: str, name: str, events: Collection[str] = ()) -> Webhook:
    """Tell an address from now on what happens, as far as an account may see it.

    Raises:
        NotFoundError: If there is no such account.
        UsageError: If that is no address of the web, or there is no such event.
    """
    _refuse_address(address)
    unknown = sorted(set(events) - set(Happening))
    if unknown:
        raise UsageError("webhook-events", events=", ".join(unknown), known=", ".join(Happening))
    with desk.database.writing() as store:
        account = account_named(store, name)
        new = Webhook(
            id=0,
            account=account.id,
            address=address,
            secret=SECRET_PREFIX + base64.b64encode(secrets.token_bytes(32)).decode(),
            events=frozenset(Happening(one) for one in events),
            created=clerk.now,
        )
        number = store.webhooks.add(new)
        store.audit.add(clerk.did("webhook", f"webhook {number}", after=f"{account.name} {address}"))
    return replace(new, id=number)


def webhooks(desk: Desk) -> tuple[Webhook, ...]:
    """Every address that is or was told."""
    with desk.database.reading() as store:
        return store.webhooks.listed()


def stop_webhook(desk: Desk, clerk: Clerk, number: int) -> Webhook:
    """Tell an address nothing more.

    Raises:
        NotFoundError: If there is none of that number.
    """
    with desk.database.writing() as store:
        found = _webhook(store.webhooks.listed(), number)
        store.webhooks.stop(number, clerk.now)
        store.audit.add(clerk.did("stop-webhook", f"webhook {number}"))
        return replace(found, stopped=found.stopped or clerk.now)


def messages(desk: Desk, number: int) -> tuple[Message, ...]:
    """The newest messages to an address, and what became of each.

    Raises:
        NotFoundError: If there is none of that number.
    """
    with desk.database.reading() as store:
        _webhook(store.webhooks.listed(), number)
        return store.outbox.of(number, SHOWN)


def _webhook(found: tuple[Webhook, ...], number: int) -> Webhook:
    for one in found:
        if one.id == number:
            return one
    raise NotFoundError("no-webhook", number=str(number))


def _refuse_address(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.fragment:
        raise UsageError("webhook-address", address=address)
