"""What the terminal says, by key and language: of commands from ``commands.toml``, of options from ``options.toml``, else ``words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

#: The file of a key, by its first part: help is read without what commands print, and they without help.
FILES = {"help": "commands", "verb": "commands", "param": "options", "option": "options"}


def say(key: str, lang: str, **facts: object) -> str:
    """The words of a key, filled in.

    Raises:
        KeyError: If there are none.
    """
    return str(_entry(key)[lang]).format_map(facts)


def knows(key: str) -> bool:
    """Whether there are words of that key."""
    try:
        _entry(key)
    except KeyError:
        return False
    return True


def examples(key: str) -> tuple[str, ...]:
    """The example lines of a command."""
    return tuple(_entry(key).get("examples", ()))


def _entry(key: str) -> dict[str, Any]:
    entry: Any = _words(FILES.get(key.partition(".")[0], "words"))
    for part in key.split("."):
        entry = entry[part]
    if "th" not in entry:
        raise KeyError(key)
    return dict(entry)


@cache
def _words(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
