"""The commands of index cards and of the vocabulary of subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from circulars.thai_calendar import BUDDHIST_ERA
from terminal.call import Call
from terminal.targets import BOOK
from terminal.verb import Verbs, with_call

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.card import Topic


@click.group(cls=Verbs)
def card() -> None:
    """Index cards."""


@card.command("set")
@click.argument("receipts", nargs=-1, required=True, metavar="ID…")
@click.option("--topic")
@click.option("--file-code")
@click.option("--tag", "tags", multiple=True)
@click.option("--untag", "untags", multiple=True)
@with_call
def set_(call: Call, receipts: tuple[str, ...], **change: Any) -> None:
    """Note on letters' cards what they are about and where they lie."""
    from desk.archive_plain import archived_plain
    from desk.cards import CardChange, classify
    from terminal.card_screens import cards_screen

    done = classify(call.desk(), receipts, CardChange(**change), call.clerk())
    call.show(cards_screen(done, call), [archived_plain(one) for one in done])


@card.command()
@click.argument("receipt", metavar="ID")
@with_call
def show(call: Call, receipt: str) -> None:
    """Show a letter's card."""
    from desk.archive_plain import archived_plain
    from desk.cards import card_of
    from terminal.card_screens import card_screen

    found = card_of(call.desk(), receipt, call.clerk())
    call.show(card_screen(found, call), archived_plain(found))


@card.command("list")
@click.option("--topic")
@click.option("--file-code")
@click.option("--tag")
@click.option("--year", type=click.IntRange(2400, 2700))
@click.option("--uncarded", is_flag=True)
@click.option("--limit", type=click.IntRange(1))
@click.option("--offset", type=click.IntRange(0), default=0)
@BOOK
@with_call
def list_(
    call: Call, year: int | None, file: Path | None, limit: int | None, offset: int, **wanted: Any
) -> None:
    """List letters by their cards."""
    from desk.archive_forms import card_book
    from desk.archive_plain import archived_plain
    from desk.cards import WantedCards, cards
    from desk.register_book import write_book
    from terminal.card_screens import cards_screen
    from terminal.retention_screens import with_file

    desk = call.desk()
    asked = WantedCards(year=year - BUDDHIST_ERA if year else None, **wanted)
    found = cards(desk, asked, limit=limit, offset=offset)
    if file is not None:
        write_book(card_book(desk, call.clerk(), found), file, desk)
    call.show(with_file(cards_screen(found, call), file, call), [archived_plain(one) for one in found])


@click.group(cls=Verbs, invoke_without_command=True)
@click.pass_context
def topic(ctx: click.Context) -> None:
    """The vocabulary of subjects; alone it lists them."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_topics)


@topic.command("list")
@with_call
def list_topics(call: Call) -> None:
    """List the subjects."""
    from desk.archive_plain import topic_plain
    from desk.topics import topics
    from terminal.card_screens import topics_screen

    found = topics(call.desk())
    call.show(topics_screen(found, call), [topic_plain(one) for one in found])


@topic.command()
@click.argument("code")
@click.argument("name")
@with_call
def add(call: Call, code: str, name: str) -> None:
    """Add a subject."""
    from desk.topics import add_topic

    _told(call, "topic.added", add_topic(call.desk(), code, name, call.clerk()))


@topic.command()
@click.argument("code")
@click.argument("name")
@with_call
def rename(call: Call, code: str, name: str) -> None:
    """Call a subject otherwise."""
    from desk.topics import rename_topic

    _told(call, "topic.renamed", rename_topic(call.desk(), code, name, call.clerk()))


@topic.command()
@click.argument("code")
@with_call
def retire(call: Call, code: str) -> None:
    """Give a subject to no more letters."""
    from desk.topics import retire_topic

    _told(call, "topic.retired", retire_topic(call.desk(), code, call.clerk()))


@topic.command()
@click.argument("code")
@with_call
def restore(call: Call, code: str) -> None:
    """Bring a retired subject back."""
    from desk.topics import retire_topic

    _told(call, "topic.restored", retire_topic(call.desk(), code, call.clerk(), back=True))


def _told(call: Call, key: str, done: Topic) -> None:
    from circulars.codec import to_plain
    from terminal.words import say

    call.show(say(key, call.lang, topic=done.shown), to_plain(done))
