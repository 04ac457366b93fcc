"""What the program says to people, by kind and language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("th", "en")


def message(kind: str, lang: str, facts: Mapping[str, str]) -> str:
    """The text of a message, filled in.

    Raises:
        KeyError: If the catalogue has no such message, or a fact it names is missing.
    """
    return _catalogue()[kind][lang].format_map(facts)


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    text = (Path(__file__).with_name("lexicon") / "messages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
