"""What became of a relay after it was sent: its row of the register, its files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from circulars.errors import NotFoundError
from generator.zip_package import package, packed
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


def sent_zip(desk: Desk, entry: Incoming) -> bytes:
    """Every file of a letter sent, those of all districts together, as one ZIP archive.

    Raises:
        NotFoundError: If the letter was not sent.
    """
    sent = sent_of(desk, entry)
    if sent is None:
        raise NotFoundError("no-page")
    places = [PurePosixPath(one.path) for one in sent.files]
    return package(
        packed(place.name, desk.archive.absolute(str(place)).read_bytes())
        for place in places
        if desk.archive.absolute(str(place)).is_file()
    )


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
