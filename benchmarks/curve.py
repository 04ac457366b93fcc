"""A growth curve as SVG: both axes logarithmic, every line named at its end, readable on light and dark pages."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 340, 64, 200, 44, 48
#: Told apart also by those who see no red or green (Okabe and Ito, 2008).
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
#: The least distance of two names at the ends of lines, in pixels.
APART = 16

Points = "Sequence[tuple[float, float]]"


def curve_svg(title: str, unit: str, lines: Mapping[str, Points]) -> str:
    """The picture; sizes and values must be above zero.

    Raises:
        ValueError: If there is no point.
    """
    points = [point for line in lines.values() for point in line]
    across = _decades([x for x, _ in points])
    up = _decades([y for _, y in points])

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            LEFT + (WIDTH - LEFT - RIGHT) * _share(x, across),
            HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * _share(y, up),
        )

    body = [*_grid(across, up, place), *_drawn(lines, place)]
    head = f'<text x="{LEFT}" y="22" font-size="15" font-weight="600">{escape(title)} ({escape(unit)})</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        ' font-family="system-ui, sans-serif" font-size="12" fill="#24292f" role="img">'
        f'<title>{escape(title)}</title><rect width="{WIDTH}" height="{HEIGHT}" rx="6" fill="#fff"/>'
        + "".join([head, *body])
        + "</svg>\n"
    )


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low = math.floor(math.log10(min(values)))
    return low, max(low + 1, math.ceil(math.log10(max(values))))


def _share(value: float, decades: tuple[int, int]) -> float:
    return (math.log10(value) - decades[0]) / (decades[1] - decades[0])


def _grid(across: tuple[int, int], up: tuple[int, int], place: Place) -> Iterator[str]:
    for power in range(up[0], up[1] + 1):
        _, y = place(10 ** across[0], 10**power)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#d0d7de"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10**power:,g}</text>'
    for power in range(across[0], across[1] + 1):
        x, _ = place(10**power, 10 ** up[0])
        yield f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#eaeef2"/>'
        yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{10**power:,}</text>'


def _drawn(lines: Mapping[str, Points], place: Place) -> Iterator[str]:
    ends = {name: place(*line[-1]) for name, line in lines.items()}
    colours = dict(zip(lines, COLOURS, strict=False))
    above = -math.inf
    for name, (x, y) in sorted(ends.items(), key=lambda end: end[1][1]):
        above = max(y + 4, above + APART)
        path = "L".join(f"{at:.1f} {height:.1f}" for at, height in (place(*point) for point in lines[name]))
        yield f'<path d="M{path}" fill="none" stroke="{colours[name]}" stroke-width="2.5"/>'
        for point in lines[name]:
            at, height = place(*point)
            yield f'<circle cx="{at:.1f}" cy="{height:.1f}" r="3.5" fill="{colours[name]}"/>'
        yield f'<text x="{x + 10:.1f}" y="{above:.1f}" fill="{colours[name]}">{escape(name)}</text>'


if TYPE_CHECKING:
    from collections.abc import Callable

    Place = Callable[[float, float], tuple[float, float]]
