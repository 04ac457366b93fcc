"""Writes the reference of all commands from the commands themselves: ``python -m benchmarks.reference`` (``make reference``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from circulars.messages import LANGUAGES
from cli import saraban
from terminal.verb import Verb, Verbs
from terminal.words import examples, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DOCS = Path(__file__).parents[1] / "docs"
TITLES = {"th": "คำสั่งทั้งหมด", "en": "All commands"}


def reference(lang: str) -> str:
    """The page of a language, as Markdown."""
    top = click.Context(saraban, info_name="saraban")
    top.meta["saraban.lang"] = lang
    _, common = saraban.option_rows(top, lang)
    parts = [f"# {TITLES[lang]}", *_table(say("help.common", lang), common)]
    parts += [part for context in _contexts(top) for part in _section(context, lang)]
    return "\n\n".join(parts) + "\n"


def _contexts(above: click.Context) -> Iterator[click.Context]:
    """Every command below that one, each before its own commands."""
    group = above.command
    if not isinstance(group, Verbs):
        return
    for name in group.list_commands(above):
        command = group.get_command(above, name)
        if command is not None and not command.hidden:
            context = click.Context(command, parent=above, info_name=name)
            yield context
            yield from _contexts(context)


def _section(context: click.Context, lang: str) -> Iterator[str]:
    command = context.command
    if not isinstance(command, Verb | Verbs):
        raise TypeError(command)
    key = command.key(context)
    yield f"{'#' * (key.count('.') + 1)} {context.command_path}"
    yield say(key, lang).strip()
    yield f"```text\n{context.command_path} {' '.join(command.collect_usage_pieces(context))}\n```"
    own, _ = command.option_rows(context, lang)
    yield from _table(say("help.options", lang), own)
    if lines := examples(key):
        yield "\n".join([say("help.examples", lang), "", "```sh", *lines, "```"])


def _table(title: str, rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    if rows:
        cells = (f"| `{_cell(name)}` | {_cell(' '.join(what.split()))} |" for name, what in rows)
        yield "\n".join([f"| {title} | |", "|---|---|", *cells])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Write both pages."""
    for lang in LANGUAGES:
        path = DOCS / f"reference.{lang}.md"
        path.write_text(reference(lang), encoding="utf-8")
        print(path.relative_to(DOCS.parent))


if __name__ == "__main__":
    main()
