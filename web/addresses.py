"""Where things are in the browser, and the numbers that addresses are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from fastapi import Path

from circulars.thai_calendar import BUDDHIST_ERA

if TYPE_CHECKING:
    from registry.entries import Incoming
    from registry.listings import ListedLetter

#: The largest number that every database keeps.
LARGEST_NUMBER: Final = 2**31 - 1
#: A number in an address that somebody may have typed.
Number = Annotated[int, Path(ge=0, le=LARGEST_NUMBER)]


def letter_at(entry: Incoming | ListedLetter, *more: str) -> str:
    """A letter's address, "/letters/2567/12"; its parts below it."""
    return "/".join(["/letters", str(entry.year + BUDDHIST_ERA), str(entry.receipt_number), *more])
