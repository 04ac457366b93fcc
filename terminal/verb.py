"""Commands whose options and help are in the reader's language, in the order a clerk meets them."""

from __future__ import annotations

import datetime as dt
import re
from functools import update_wrapper
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from circulars.messages import LANGUAGES
from terminal.call import PAGE, Call, default_data, default_user
from terminal.layout import pad, width, wrap
from terminal.words import examples, knows, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_META = "saraban."


def _remember(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    # What is typed wins over the environment; of two places, before the command or after it, the innermost.
    from_environment = ctx.get_parameter_source(param.name or "") is ParameterSource.ENVIRONMENT
    if from_environment and _META + (param.name or "") in ctx.find_root().meta:
        return
    if value is not None and value is not False:
        ctx.find_root().meta[_META + (param.name or "")] = value


def common_options() -> list[click.Parameter]:
    """The options that every command has."""
    shared: dict[str, Any] = {"expose_value": False, "callback": _remember, "is_eager": True}
    return [
        click.Option(["--json", "as_json"], is_flag=True, **shared),
        click.Option(["--lang"], type=click.Choice(LANGUAGES), envvar="SARABAN_LANG", **shared),
        click.Option(
            ["--data"], type=click.Path(path_type=Path, file_okay=False), envvar="SARABAN_DATA", **shared
        ),
        click.Option(["--clerk"], envvar="SARABAN_USER", **shared),
        click.Option(["--today"], type=click.DateTime(["%Y-%m-%d"]), hidden=True, **shared),
        click.Option(["-v", "--verbose"], is_flag=True, **shared),
    ]


def call_of(ctx: click.Context) -> Call:
    """How the command was called, from wherever its common options stood."""
    meta = ctx.find_root().meta
    today: dt.datetime | None = meta.get(_META + "today")
    return Call(
        json=meta.get(_META + "as_json", False),
        lang=language(ctx),
        data=meta.get(_META + "data") or default_data(),
        by=meta.get(_META + "clerk") or default_user(),
        today=today.date() if today else None,
    )


def language(ctx: click.Context) -> str:
    """The language of the call."""
    return str(ctx.find_root().meta.get(_META + "lang", LANGUAGES[0]))


def with_call(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command its `Call` as the first argument."""

    def called(*args: Any, **kwargs: Any) -> Any:
        return function(call_of(click.get_current_context()), *args, **kwargs)

    return update_wrapper(called, function)


class _Spoken(click.Command):
    """Help from ``words.toml``: what the command does, examples, its options, the common ones."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += common_options()

    def key(self, ctx: click.Context) -> str:
        """Where the words of the command stand: "verb.review.show", without the program's own name."""
        names: list[str] = []
        while ctx.parent is not None:
            names.insert(0, ctx.info_name or "")
            ctx = ctx.parent
        return ".".join(["verb", *names]) if names else "verb.saraban"

    def get_help(self, ctx: click.Context) -> str:
        """The whole help."""
        lang, key = language(ctx), self.key(ctx)
        pieces = _in_words(" ".join(self.collect_usage_pieces(ctx)), lang)
        usage = f"{say('help.usage', lang)} {ctx.command_path} {pieces}"
        parts = [usage, "\n".join(wrap(line, PAGE, "  ") for line in say(key, lang).splitlines())]
        if lines := examples(key):
            parts.append(_section(say("help.examples", lang), [f"  $ {one}" for one in lines]))
        parts += self._lists(ctx, lang)
        own, common = self.option_rows(ctx, lang)
        if own:
            parts.append(_section(say("help.options", lang), _listed(own)))
        parts.append(_section(say("help.common", lang), _listed(common)))
        return "\n\n".join(parts)

    def _lists(self, _ctx: click.Context, _lang: str) -> list[str]:
        return []

    def option_rows(
        self, ctx: click.Context, lang: str
    ) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """What each option is for: the command's own, and the common ones."""
        own: list[tuple[str, str]] = []
        common: list[tuple[str, str]] = []
        for param in self.get_params(ctx):
            if getattr(param, "hidden", False):
                continue
            group = common if param.callback is _remember or _is_help(param) else own
            group.append((_spelt(param, ctx, lang), _param_help(param, self.key(ctx), lang)))
        return own, common


class Verb(_Spoken):
    """One command of the counter."""


class Verbs(_Spoken, click.Group):
    """Commands under one name."""

    command_class = Verb

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """In the order they were defined: the order a clerk meets them."""
        return list(self.commands)

    def _lists(self, ctx: click.Context, lang: str) -> list[str]:
        own = "" if ctx.parent is None else self.key(ctx).removeprefix("verb.") + "."
        rows = [(name, say(f"verb.{own}{name}", lang).splitlines()[0]) for name in self.list_commands(ctx)]
        return [_section(say("help.commands", lang), _listed(rows))]


Verbs.group_class = Verbs


class Counter(Verbs):
    """All the commands, each imported when it is first asked for.

    Args:
        verbs: The module of each command; there it has the command's name, with "_" for "-", and after it where Python keeps the word.
    """

    def __init__(self, *args: Any, verbs: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._modules = verbs

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """In the order of the table."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name in self._modules and cmd_name not in self.commands:
            module = import_module(self._modules[cmd_name])
            attribute = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name.replace("-", "_")
            self.add_command(getattr(module, attribute), cmd_name)
        return super().get_command(ctx, cmd_name)


def _section(title: str, lines: Sequence[str]) -> str:
    return "\n".join([title, *lines])


def _listed(rows: Sequence[tuple[str, str]]) -> list[str]:
    columns = max(width(left) for left, _ in rows)
    indent = " " * (columns + 4)
    return [f"  {pad(left, columns)}  {wrap(right, PAGE, indent).lstrip()}" for left, right in rows]


def _is_help(param: click.Parameter) -> bool:
    return "--help" in param.opts


def _spelt(param: click.Parameter, ctx: click.Context, lang: str) -> str:
    if isinstance(param, click.Argument):
        return _in_words(param.make_metavar(ctx), lang)
    names = ", ".join(param.opts)
    if isinstance(param, click.Option) and param.is_flag:
        return names
    metavar = "DATE" if isinstance(param.type, click.DateTime) else param.make_metavar(ctx)
    # What can be chosen is typed as it stands.
    choices = isinstance(param.type, click.Choice) and param.metavar is None
    return f"{names} {metavar if choices else _in_words(metavar, lang)}"


def _in_words(metavar: str, lang: str) -> str:
    """What is to be put in a place, "[ID]...", in the reader's language."""
    return re.sub(
        r"[A-Z]+(?: RANGE)?",
        lambda found: (
            say(key, lang) if knows(key := f"metavar.{found[0].lower().replace(' ', '_')}") else found[0]
        ),
        metavar,
    )


def _param_help(param: click.Parameter, key: str, lang: str) -> str:
    name = "help" if _is_help(param) else param.name
    own = f"{key.replace('verb.', 'param.', 1)}.{name}"
    return say(own if knows(own) else f"option.{name}", lang)
