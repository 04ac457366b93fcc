"""Thai-language data: what letters say and how, as TOML that a clerk can extend."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The data of ``lexicon/<name>.toml``.

    Raises:
        FileNotFoundError: If there is no such table.
    """
    return tomllib.loads((files("circulars.lexicon") / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, key: str) -> tuple[str, ...]:
    """A list of words of a table, longest first, so that an alternation takes the longest."""
    return tuple(sorted(table(name)[key], key=len, reverse=True))


def any_of(alternatives: tuple[str, ...] | list[str]) -> str:
    """A pattern that matches one of the words, the longest first; a blank in a word may be missing or be many."""
    escaped = (re.escape(one).replace(r"\ ", r"\s*") for one in alternatives)
    return "(?:" + "|".join(sorted(escaped, key=len, reverse=True)) + ")"
