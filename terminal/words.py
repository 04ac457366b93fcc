"""What the terminal says, by key and language, from ``words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


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
    entry: Any = _words()
    for part in key.split("."):
        entry = entry[part]
    if "th" not in entry:
        raise KeyError(key)
    return dict(entry)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("terminal") / "words.toml").read_text(encoding="utf-8"))
