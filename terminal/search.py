"""The commands that find letters."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from terminal.call import Call
from terminal.progress import shown
from terminal.verb import Verb, Verbs, with_call

if TYPE_CHECKING:
    from registry.search.index import LetterIndex


@click.command(cls=Verb)
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=20)
@click.option("--offset", type=click.IntRange(0, 100_000), default=0)
@click.option("--newest/--oldest", "newest", default=None)
@click.option("--exact", is_flag=True)
@with_call
def search(call: Call, words: tuple[str, ...], exact: bool, **asked: Any) -> None:
    """Find letters."""
    from desk.plain import search_plain
    from desk.search import Searched
    from desk.search import search as find
    from terminal.search_screens import search_screen

    with shown(call, "index.progress") as tell:
        jobs = os.cpu_count() or 1
        result = find(call.desk(), " ".join(words), Searched(near=not exact, **asked), tell, jobs)
    call.show(search_screen(result, asked["offset"], call), search_plain(result))


@click.group(cls=Verbs)
def index() -> None:
    """The search index."""


@index.command()
@with_call
def rebuild(call: Call) -> None:
    """Make the index anew."""
    from desk.indexing import index_of
    from desk.indexing import rebuild as make

    desk = call.desk()
    letters = index_of(desk)
    with shown(call, "index.progress") as tell:
        make(desk, letters, tell, os.cpu_count() or 1)
    _show(call, letters)


@index.command()
@with_call
def status(call: Call) -> None:
    """Show how large the index is, and whether it is whole."""
    from desk.indexing import index_of

    _show(call, index_of(call.desk()))


def _show(call: Call, letters: LetterIndex) -> None:
    from terminal.search_screens import index_screen

    (count, size), state = letters.size(), letters.state()
    data = {"letters": count, "bytes": size, **asdict(state)}
    call.show(index_screen(count, size, call, complete=state.complete), data)
