"""How a letter is brought onto one page: the steps that offices take, as ``templates/typography.toml`` has them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How closely a letter is set."""

    line: float | None = None  #: points from line to line; None for single spacing
    spacing: float = 0.0  #: points between the letters of the text


@cache
def fits() -> tuple[Fit, ...]:
    """The steps, the roomiest first."""
    data = tomllib.loads((files("templates") / "typography.toml").read_text(encoding="utf-8"))
    return tuple(Fit(**one) for one in data["fit"])
