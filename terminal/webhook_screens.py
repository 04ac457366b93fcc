"""Webhooks and their messages, as the terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from circulars.codec import to_plain
from circulars.labels import label
from terminal.layout import Column, table
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.webhook import Message, Webhook
    from desk.deliver import Delivery
    from terminal.call import Call


def added_screen(made: Webhook, call: Call) -> str:
    """A new webhook; the secret that its messages are signed with is shown this once."""
    return say("webhook.added", call.lang, number=made.id, address=made.address, secret=made.secret)


def webhooks_screen(found: Sequence[Webhook], call: Call) -> str:
    """A line a webhook."""
    if not found:
        return say("webhook.none", call.lang)
    rows = [
        [
            str(one.id),
            one.address,
            ", ".join(sorted(one.events)) or say("webhook.all", call.lang),
            say("webhook.off" if one.stopped else "webhook.on", call.lang),
        ]
        for one in found
    ]
    return table(_columns(("id", "address", "events", "state"), call), rows, call.room)


def messages_screen(found: Sequence[Message], call: Call) -> str:
    """A line a message, newest first."""
    if not found:
        return say("webhook.no_messages", call.lang)
    rows = [
        [one.event.value, one.subject, label(one.outcome, call.lang), str(one.tries), one.failure]
        for one in found
    ]
    return table(_columns(("event", "subject", "outcome", "tries", "failure"), call), rows, call.room)


def delivery_screen(done: Delivery, call: Call) -> str:
    """What became of the messages whose time had come."""
    return say("webhook.delivery", call.lang, **to_plain(done))


def webhook_plain(one: Webhook) -> dict[str, Any]:
    """A webhook as JSON data, without its secret."""
    return {name: value for name, value in to_plain(one).items() if name != "secret"} | {
        "events": sorted(one.events)
    }


def _columns(names: Sequence[str], call: Call) -> list[Column]:
    return [Column(title=say(f"column.webhook_{name}", call.lang)) for name in names]
