"""The rows of a report form as a browser sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circulars.letter import Form


def typed_rows(form: Form, sent: Mapping[str, object]) -> tuple[str, ...]:
    """The rows that hold anything, each as the desk takes them: "column=value; column=value"."""
    rows = []
    for number in range(form.rows):
        cells = {one.name: str(sent.get(f"row-{number}-{one.name}", "")).strip() for one in form.columns}
        if any(cells.values()):
            # A semicolon parts cells; in a cell it can only be a slip of the keyboard.
            rows.append("; ".join(f"{name}={value.replace(';', ',')}" for name, value in cells.items()))
    return tuple(rows)
