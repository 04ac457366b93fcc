"""The commands that find letters."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import click

from circulars.errors import ExitCode, UsageError
from terminal.call import Call
from terminal.progress import shown
from terminal.verb import Verb, Verbs, with_call
from terminal.words import say

if TYPE_CHECKING:
    from registry.search.index import LetterIndex

#: The command that `saraban search` is short for.
FIND: Final = "find"


class Searches(Verbs):
    """``saraban search WORDS``: whatever is none of the commands beneath is what is searched."""

    ignore_unknown_options = True

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A command by its name; else what is searched."""
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return FIND, self.commands[FIND], args

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """As one searches, for that is what most come for."""
        return self.commands[FIND].collect_usage_pieces(ctx)

    def option_rows(
        self, ctx: click.Context, lang: str
    ) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Those of searching."""
        find = self.commands[FIND]
        inner = click.Context(find, info_name=FIND, parent=ctx)
        return find.option_rows(inner, lang) if isinstance(find, Verb) else ([], [])


@click.group(cls=Searches, invoke_without_command=True)
@click.pass_context
def search(ctx: click.Context) -> None:
    """Find letters, and searches that are kept."""
    if ctx.invoked_subcommand is None:
        raise UsageError("search-empty", value="")


@search.command(FIND)
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=20)
@click.option("--offset", type=click.IntRange(0, 100_000), default=0)
@click.option("--newest/--oldest", "newest", default=None)
@click.option("--exact", is_flag=True)
@click.option("--save", metavar="NAME")
@with_call
def find(call: Call, words: tuple[str, ...], exact: bool, save: str | None, **asked: Any) -> None:
    """Find letters."""
    from desk.plain import search_plain
    from desk.saved_searches import save_search
    from desk.search import Searched
    from desk.search import search as search_letters
    from terminal.search_screens import search_screen

    text = " ".join(words)
    with shown(call, "index.progress") as tell:
        jobs = os.cpu_count() or 1
        result = search_letters(call.desk(), text, Searched(near=not exact, **asked), tell, jobs)
    told = ""
    if save is not None:
        saved = save_search(call.desk(), save, text, call.clerk())
        told = "\n\n" + say("saved.kept", call.lang, name=saved.name)
    call.show(search_screen(result, asked["offset"], call) + told, search_plain(result))


@search.command()
@with_call
def saved(call: Call) -> None:
    """List the searches that are kept."""
    from desk.archive_plain import saved_plain
    from desk.saved_searches import saved_searches
    from terminal.card_screens import saved_screen

    kept = saved_searches(call.desk(), call.by)
    call.show(saved_screen(kept, call), [saved_plain(one) for one in kept])


@search.command()
@click.argument("name", required=False)
@click.option("--seen", is_flag=True)
@with_call
def alerts(call: Call, name: str | None, seen: bool) -> int:
    """List what came in for the searches that are kept."""
    from desk.archive_plain import alert_plain
    from desk.saved_searches import alerts as alerts_of
    from desk.saved_searches import see
    from terminal.card_screens import alerts_screen

    desk = call.desk()
    found = alerts_of(desk, call.by, name=name)
    call.show(alerts_screen(found, call), [alert_plain(one) for one in found])
    if seen:
        see(desk, found)
    return ExitCode.NEEDS_PERSON if any(one.new for one in found) else ExitCode.DONE


@search.command()
@click.argument("name")
@with_call
def forget(call: Call, name: str) -> None:
    """Keep a search no longer."""
    from desk.archive_plain import saved_plain
    from desk.saved_searches import forget_search

    gone = forget_search(call.desk(), name, call.clerk())
    call.show(say("saved.forgotten", call.lang, name=gone.name), saved_plain(gone))


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
