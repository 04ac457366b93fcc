"""What the pages say, in the reader's language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from circulars.messages import LANGUAGES


def say(key: str, lang: str, **facts: object) -> str:
    """The words of ``words.toml`` under that key.

    Raises:
        KeyError: If there are none.
    """
    return str(_words()[key][lang]).format(**facts)


@cache
def _words() -> dict[str, dict[str, str]]:
    """Every entry by its dotted key."""
    return dict(_entries(tomllib.loads((files("web") / "words.toml").read_text(encoding="utf-8")), ""))


def _entries(data: dict[str, Any], above: str) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    for name, value in data.items():
        if set(value) == set(LANGUAGES):
            found.append((above + name, value))
        else:
            found += _entries(value, f"{above}{name}.")
    return found
