"""Charts drawn here, as SVG: bars whose parts differ in pattern as well as in colour, each with its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desk.dashboard import Bar, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Of the drawing: the width of names and of bars, the height of a row, and the narrowest part with its number in it.
NAMES: Final = 190
BARS: Final = 560
ROW: Final = 34
NUMBERED: Final = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class BarPart:
    """A part of a bar."""

    outcome: Outcome
    count: int
    x: float
    width: float

    @property
    def is_numbered(self) -> bool:
        """Whether there is room for its number."""
        return self.width >= NUMBERED


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBar:
    """A bar with its parts."""

    bar: Bar
    y: int
    parts: tuple[BarPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """A chart of bars, one under another."""

    bars: tuple[DrawnBar, ...]
    names: int = NAMES
    width: int = NAMES + BARS + 60
    row: int = ROW

    @property
    def height(self) -> int:
        """Of the whole drawing."""
        return ROW * len(self.bars)


def bar_chart(bars: Sequence[Bar]) -> BarChart:
    """The bars to one scale: the longest is as wide as there is room."""
    most = max((one.total for one in bars), default=0) or 1
    return BarChart(
        bars=tuple(
            DrawnBar(bar=one, y=ROW * place, parts=_parts(one, BARS / most)) for place, one in enumerate(bars)
        )
    )


def _parts(bar: Bar, scale: float) -> tuple[BarPart, ...]:
    parts: list[BarPart] = []
    x = float(NAMES)
    for outcome in Outcome:
        count = bar.counts[outcome]
        if count:
            parts.append(BarPart(outcome=outcome, count=count, x=round(x, 1), width=round(count * scale, 1)))
            x += count * scale
    return tuple(parts)
