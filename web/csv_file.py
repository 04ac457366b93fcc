"""Tables as CSV files that Excel opens in Thai."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: A sheet takes a cell that begins so for a formula, which a letter must not smuggle in.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows as UTF-8 with its mark, without which Excel does not read Thai."""
    out = StringIO()
    csv.writer(out).writerows([_harmless(one) for one in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
