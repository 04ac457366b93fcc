"""The commands under `saraban webhook`, and `saraban deliver`: other programs are told what happens."""

from __future__ import annotations

import time

import click

from circulars.errors import ExitCode
from circulars.webhook import Happening
from terminal.call import Call
from terminal.verb import Verb, Verbs, with_call


@click.group(cls=Verbs)
def webhook() -> None:
    """Other programs that are told what happens."""


@webhook.command()
@click.argument("address")
@click.option("--account", "name", required=True)
@click.option(
    "--event", "events", metavar="EVENT", multiple=True, type=click.Choice([one.value for one in Happening])
)
@with_call
def add(call: Call, address: str, name: str, events: tuple[str, ...]) -> None:
    """Tell an address what happens."""
    from desk.webhooks import add_webhook
    from terminal.webhook_screens import added_screen, webhook_plain

    made = add_webhook(call.desk(), call.clerk(), address, name, events)
    call.show(added_screen(made, call), {**webhook_plain(made), "secret": made.secret})


@webhook.command("list")
@with_call
def list_webhooks(call: Call) -> None:
    """List the addresses."""
    from desk.webhooks import webhooks
    from terminal.webhook_screens import webhook_plain, webhooks_screen

    found = webhooks(call.desk())
    call.show(webhooks_screen(found, call), [webhook_plain(one) for one in found])


@webhook.command()
@click.argument("number", type=click.IntRange(1))
@with_call
def messages(call: Call, number: int) -> None:
    """List what an address was told."""
    from circulars.codec import to_plain
    from desk.webhooks import messages as messages_of
    from terminal.webhook_screens import messages_screen

    found = messages_of(call.desk(), number)
    call.show(messages_screen(found, call), [to_plain(one) for one in found])


@webhook.command()
@click.argument("number", type=click.IntRange(1))
@with_call
def stop(call: Call, number: int) -> None:
    """Tell an address nothing more."""
    from desk.webhooks import stop_webhook
    from terminal.words import say

    stopped = stop_webhook(call.desk(), call.clerk(), number)
    call.show(say("webhook.stopped", call.lang, number=number, address=stopped.address), {"id": number})


@click.command(cls=Verb)
@click.option("--every", type=click.IntRange(1, 3600), metavar="SECONDS")
@with_call
def deliver(call: Call, every: int | None) -> int:
    """Tell the addresses what waits."""
    from circulars.codec import to_plain
    from desk.deliver import deliver as deliver_due
    from terminal.webhook_screens import delivery_screen

    desk = call.desk()
    while True:
        done = deliver_due(desk, lambda: call.clerk().now)
        failed = bool(done.postponed or done.given_up)
        if every is None:
            call.show(delivery_screen(done, call), to_plain(done))
            return ExitCode.NEEDS_PERSON if failed else ExitCode.DONE
        if done.delivered or failed:
            call.show(delivery_screen(done, call), to_plain(done))
        time.sleep(every)
