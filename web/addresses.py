"""Where things are in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.thai_calendar import BUDDHIST_ERA

if TYPE_CHECKING:
    from registry.entries import Incoming


def letter_at(entry: Incoming, *more: str) -> str:
    """A letter's address, "/letters/2567/12"; its parts below it."""
    return "/".join(["/letters", str(entry.year + BUDDHIST_ERA), str(entry.receipt_number), *more])
