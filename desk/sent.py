"""What became of a relay after it was sent: its row of the register, its files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.errors import NotFoundError
from registry.entries import Outgoing, SentFile

if TYPE_CHECKING:
    from pathlib import Path

    from desk.office_desk import Desk
    from registry.entries import Incoming


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLetter:
    """A letter sent, with its files."""

    letter: Outgoing
    files: tuple[SentFile, ...]


def sent_of(desk: Desk, entry: Incoming) -> SentLetter | None:
    """The relay of a letter as it was sent; None if it was not."""
    with desk.database.reading() as store:
        letter = store.outgoing.by_letter(entry.id)
        return None if letter is None else SentLetter(letter=letter, files=store.outgoing.files(letter.id))


def sent_file(desk: Desk, entry: Incoming, number: int) -> Path:
    """Where a file of a letter sent stands.

    Args:
        desk: The office's desk.
        entry: The letter that was passed on.
        number: Which file, from 1.

    Raises:
        NotFoundError: If there is none, or it is gone.
    """
    sent = sent_of(desk, entry)
    files = sent.files if sent else ()
    if not 1 <= number <= len(files):
        raise NotFoundError("no-page")
    path = desk.archive.absolute(files[number - 1].path)
    if not path.is_file():
        raise NotFoundError("original-gone", receipt=entry.receipt, file=files[number - 1].path)
    return path
