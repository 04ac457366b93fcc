"""The commands under `saraban lexicon`: words that are misread again and again, and what they should be."""

from __future__ import annotations

import click

from terminal.call import Call
from terminal.verb import Verbs, with_call


@click.group(cls=Verbs, invoke_without_command=True)
@click.pass_context
def lexicon(ctx: click.Context) -> None:
    """Words to put right in later readings; alone it lists them."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_words)


@lexicon.command("list")
@with_call
def list_words(call: Call) -> None:
    """List the words noted."""
    from circulars.codec import to_plain
    from desk.lexicon import entries
    from terminal.lexicon_screens import words_screen

    words = entries(call.data)
    call.show(words_screen(words, call), [to_plain(one) for one in words])


@lexicon.command()
@click.argument("seen")
@click.argument("meant")
@with_call
def add(call: Call, seen: str, meant: str) -> None:
    """Note a word."""
    from circulars.codec import to_plain
    from desk.lexicon import add as add_word
    from terminal.lexicon_screens import added_screen

    word = add_word(call.settings().data, seen, meant, call.clerk())
    call.show(added_screen(word, call), to_plain(word))


@lexicon.command()
@click.argument("seen")
@with_call
def remove(call: Call, seen: str) -> None:
    """Take a word out."""
    from circulars.codec import to_plain
    from desk.lexicon import remove as remove_word
    from terminal.lexicon_screens import removed_screen

    word = remove_word(call.settings().data, seen)
    call.show(removed_screen(word, call), to_plain(word))
