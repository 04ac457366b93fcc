"""The page of a run of all benchmarks, with its growth curves; what was not measured or missed its goal is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from benchmarks.curve import curve_svg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = """# Benchmarks

Written by `make bench` from `benchmarks.json`; not by hand. Every ratio is of two measurements in the same run; every
peer that was not installed is left out or named so in its table.
"""


def write_page(saved: dict[str, Any], plan: dict[str, Any], folder: Path) -> None:
    """Write ``benchmarks.md`` and a picture for each curve that has points."""
    parts = [HEAD, _about(saved), "## Goals", "\n".join(_goals(saved, plan))]
    parts += [part for one in plan["run"] for part in _table(saved, one)]
    for number, one in enumerate(plan["curve"], start=1):
        parts += _curve(saved, one, folder / f"benchmarks-{number}.svg")
    text = "\n\n".join(part.strip() for part in parts)
    (folder / "benchmarks.md").write_text(text + "\n", encoding="utf-8")


def _about(saved: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in saved["versions"].items())
    sizes = "small sizes (`--quick`)" if saved["quick"] else "full sizes"
    return (
        f"{saved['day']}, {saved['processor']}, {saved['cores']} cores, {saved['system']}, Python {saved['python']}; {versions}. "
        f"Of a minute before the run {saved['load_before']:.1f} processes wanted a core, after it {saved['load_after']:.1f}; "
        f"{sizes}."
    )


def _goals(saved: dict[str, Any], plan: dict[str, Any]) -> Iterator[str]:
    yield "| | measured | goal | |\n|---|---|---|---|"
    for one in plan["run"]:
        for goal in one.get("goal", ()):
            found = [_figure(goal["pattern"], run) for run in _runs(saved, one)]
            figure = found[0] if found else None
            most, least = goal.get("most"), goal.get("least")
            told = f"≤ {most}" if least is None else f"≥ {least}"
            if figure is None:
                yield f"| {goal['what']} | – | {told} | **not measured** |"
            else:
                met = figure <= most if least is None else figure >= least
                yield f"| {goal['what']} | {figure:g} | {told} | {'met' if met else '**missed**'} |"


def _runs(saved: dict[str, Any], one: dict[str, Any]) -> list[dict[str, Any]]:
    return [run for run in saved["runs"] if run["title"] == one["title"]]


def _figure(pattern: str, run: dict[str, Any]) -> float | None:
    found = re.search(pattern, run["printed"])
    return float(found[1].replace(",", "")) if found else None


def _table(saved: dict[str, Any], one: dict[str, Any]) -> Iterator[str]:
    yield f"## {one['title']}"
    runs = _runs(saved, one)
    if not runs:
        yield "Not measured in this run."
    for run in runs:
        yield f"`python -m {' '.join(run['words'])}`, {run['seconds']:g} CPU seconds."
        if run["failed"]:
            yield f"**It ended with an error:** `{run['failed']}`"
        if run["printed"].strip():
            yield f"```text\n{run['printed'].rstrip()}\n```"


def _curve(saved: dict[str, Any], one: dict[str, Any], picture: Path) -> Iterator[str]:
    yield f"## {one['title']}"
    runs = _runs(saved, one)
    found = {
        name: [(run["size"], figure) for run in runs if (figure := _figure(pattern, run))]
        for name, pattern in one["lines"].items()
    }
    lines = {name: points for name, points in found.items() if points}
    if lines:
        picture.write_text(curve_svg(one["title"], one["unit"], lines), encoding="utf-8")
        yield f"![{one['title']}]({picture.name})"
        yield "\n".join(_points(one["unit"], lines))
    measured = {size for points in lines.values() for size, _ in points}
    if left := [f"{size:,}" for size in one["sizes"] if size not in measured]:
        yield f"Not measured in this run: {', '.join(left)}."


def _points(unit: str, lines: dict[str, list[tuple[int, float]]]) -> Iterator[str]:
    sizes = sorted({size for points in lines.values() for size, _ in points})
    yield f"| {unit} | {' | '.join(f'{size:,}' for size in sizes)} |\n|---{'|---' * len(sizes)}|"
    for name, points in lines.items():
        values = dict(points)
        yield f"| {name} | {' | '.join(f'{values[size]:g}' if size in values else '–' for size in sizes)} |"
