"""The counter in the terminal: one command a verb, in the order a clerk meets them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from terminal.door import run
from terminal.verb import Counter, with_call
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terminal.call import Call

#: Where each command stands. A module is imported when its command is called, so that none waits for another's libraries.
VERBS = {
    "init": "terminal.office",
    "read": "terminal.reading",
    "receive": "terminal.reading",
    "review": "terminal.review",
    "template": "terminal.template",
    "pdf": "terminal.template",
    "lexicon": "terminal.lexicon",
    "tasks": "terminal.tracking",
    "relay": "terminal.letters",
    "letter": "terminal.letters",
    "relayed": "terminal.letters",
    "send": "terminal.letters",
    "form": "terminal.letters",
    "report": "terminal.tracking",
    "rollup": "terminal.tracking",
    "overview": "terminal.tracking",
    "remind": "terminal.tracking",
    "calendar": "terminal.tracking",
    "deadlines": "terminal.reading",
    "holidays": "terminal.holidays",
    "evaluate": "terminal.evaluate",
    "serve": "cli",
    "account": "terminal.account",
    "webhook": "terminal.webhook",
    "deliver": "terminal.webhook",
    "register": "terminal.register",
    "task": "terminal.task",
    "number": "terminal.numbers",
    "chain": "terminal.numbers",
    "audit": "terminal.keeping",
    "backup": "terminal.keeping",
    "restore": "terminal.keeping",
    "check": "terminal.keeping",
    "search": "terminal.search",
    "card": "terminal.card",
    "topic": "terminal.card",
    "retention": "terminal.retention",
    "borrow": "terminal.borrow",
    "duplicates": "terminal.duplicates",
    "watch": "terminal.intake",
    "fetch-mail": "terminal.mail",
    "export": "terminal.exchange",
    "import": "terminal.exchange",
    "index": "terminal.search",
}


@click.group(cls=Counter, verbs=VERBS)
@click.version_option(package_name="saraban-circulars", message="%(version)s")
def saraban() -> None:
    """The whole counter."""


@saraban.command()
@click.option("--host", default="127.0.0.1")
@click.option("--port", type=click.IntRange(1, 65535), default=8000)
@click.option("--tls", is_flag=True)
@click.option("--workers", type=click.IntRange(1, 64))
@click.option("--openid-issuer", "issuer", default="", envvar="SARABAN_OPENID_ISSUER")
@click.option("--openid-client", "client", default="", envvar="SARABAN_OPENID_CLIENT")
@with_call
def serve(call: Call, host: str, port: int, tls: bool, workers: int | None, **house: str) -> None:
    """Open the counter in the browser."""
    from web.openid import OpenID
    from web.serve import serve as serve_pages
    from web.workers import usual_workers

    address = f"http://{host}:{port}/"

    def opened() -> None:
        call.show(say("serve.open", call.lang, address=address), {"address": address})

    openid = OpenID.of(**house, secret=call.openid_secret)
    serve_pages(
        call.settings(),
        host=host,
        port=port,
        secure=tls,
        opened=opened,
        openid=openid,
        mail_password=call.mail_password,
        workers=workers or usual_workers(),
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends the program with its exit code."""
    sys.exit(run(saraban, sys.argv[1:] if arguments is None else arguments))


if __name__ == "__main__":
    main()
