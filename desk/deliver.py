"""Delivering what webhooks are to be told (กล่องขาออก): signed, tried again with growing pauses, told once.

The form of a message is that of Standard Webhooks 1.0: headers `webhook-id`, `webhook-timestamp` and
`webhook-signature`. Every try of a message has the same id, by which its receiver knows it again, and the time of
the try, by which it refuses what somebody kept and plays back.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import http.client
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from circulars.circular import Secrecy
from circulars.thai_calendar import BUDDHIST_ERA
from circulars.webhook import Message, Outcome, Webhook
from desk.lookup import receipt_of
from desk.permissions import Subject, Verb, may
from desk.webhooks import SECRET_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.office_desk import Desk
    from registry.store import Store

#: The pauses before each further try; after the last one it is given up. A receiver may be away for three days.
PAUSES: Final = tuple(
    dt.timedelta(seconds=one) for one in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
#: A receiver that says nothing so long has not taken it.
SECONDS: Final = 10
#: A try holds its message so long: then its program was stopped, and another one takes it.
_HELD: Final = dt.timedelta(minutes=2)
BATCH: Final = 100
_BANGKOK: Final = dt.timezone(dt.timedelta(hours=7))


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of the messages whose time had come."""

    delivered: int = 0
    postponed: int = 0
    given_up: int = 0
    withheld: int = 0


class _NoRedirects(HTTPRedirectHandler):
    """A signed message goes to the address it was signed for and to no other."""

    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        return None


def deliver(desk: Desk, now: Callable[[], dt.datetime]) -> Delivery:
    """Send every message whose time has come, once."""
    with desk.database.reading() as store:
        due = store.outbox.due(now(), BATCH)
        hooks = {one.id: one for one in store.webhooks.listed()}
    ends = [_told(desk, hooks[one.webhook], one, now) for one in due]
    return Delivery(
        delivered=ends.count(Outcome.DELIVERED),
        postponed=ends.count(Outcome.WAITING),
        given_up=ends.count(Outcome.GIVEN_UP),
        withheld=ends.count(Outcome.WITHHELD),
    )


def waiting_messages(desk: Desk) -> int:
    """How many messages wait to be told."""
    with desk.database.reading() as store:
        return store.outbox.waiting()


def _told(desk: Desk, hook: Webhook, message: Message, now: Callable[[], dt.datetime]) -> Outcome | None:
    """Try to tell one message; None if another process is at it."""
    at = now()
    with desk.database.writing() as store:
        if not store.outbox.take(message, at + _HELD):
            return None
        if not _may_tell(store, hook, message):
            store.outbox.close(message.id, Outcome.WITHHELD, at)
            return Outcome.WITHHELD
    failure = _post(hook, message, at)
    with desk.database.writing() as store:
        if failure is None:
            store.outbox.close(message.id, Outcome.DELIVERED, now())
            return Outcome.DELIVERED
        if message.tries >= len(PAUSES):
            store.outbox.close(message.id, Outcome.GIVEN_UP, now(), failure)
            return Outcome.GIVEN_UP
        store.outbox.postpone(message.id, now() + PAUSES[message.tries], failure)
        return Outcome.WAITING


def _may_tell(store: Store, hook: Webhook, message: Message) -> bool:
    """Whether the account behind a webhook may see today what the message tells of."""
    account = store.accounts.by_id(hook.account)
    if hook.stopped is not None or account is None:
        return False
    kind, name = message.subject.split(" ")[:2]
    if kind == "task":
        task = store.tasks.by_id(int(name))
        secrecy = store.incoming.classes({task.letter}).get(task.letter) if task else None
        return secrecy is not None and may(
            account, Verb.TRACK, Subject(secrecy=secrecy, office_code=task.office_code if task else "")
        )
    year, number = receipt_of(name, message.at.date())
    letter = store.incoming.by_receipt(year, number)
    secrecy = letter.letter.secrecy if letter else Secrecy.NONE
    return may(account, Verb.SEE_LETTER, Subject(secrecy=secrecy))


def message_plain(message: Message) -> dict[str, Any]:
    """A message as its receiver gets it: which letter or task, and where the API tells the rest."""
    kind, name = message.subject.split(" ")[:2]
    if kind == "task":
        where: dict[str, Any] = {"task": int(name), "address": f"/api/v1/tasks/{name}"}
    else:
        year, number = receipt_of(name, message.at.date())
        year += BUDDHIST_ERA
        where = {"letter": f"{number}/{year}", "address": f"/api/v1/letters/{year}/{number}"}
    at = message.at.replace(tzinfo=_BANGKOK)
    return {"type": message.event.value, "timestamp": at.isoformat(), "data": where}


def signature(secret: str, key: str, at: int, body: bytes) -> str:
    """The signature of a message (HMAC-SHA256), as its receiver counts it anew."""
    signing = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    told = f"{key}.{at}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(signing, told, hashlib.sha256)).decode()


def _post(hook: Webhook, message: Message, at: dt.datetime) -> str | None:
    """Send it; why it was not taken, or None."""
    body = json.dumps(message_plain(message), ensure_ascii=False).encode()
    stamp = int(at.replace(tzinfo=_BANGKOK).timestamp())
    headers = {
        "content-type": "application/json",
        "user-agent": "saraban",
        "webhook-id": message.key,
        "webhook-timestamp": str(stamp),
        "webhook-signature": signature(hook.secret, message.key, stamp, body),
    }
    # The address was looked at when it was registered: only http and https.
    request = Request(hook.address, data=body, headers=headers, method="POST")  # noqa: S310
    try:
        with build_opener(_NoRedirects).open(request, timeout=SECONDS):
            return None
    except HTTPError as error:
        error.close()
        return f"HTTP {error.code}"
    except (URLError, http.client.HTTPException, OSError) as error:
        return str(getattr(error, "reason", error)) or type(error).__name__
