"""The paper of a letter received: its pages as pictures, or its lines where the file has no pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.errors import NotFoundError
from desk.retention import refuse_destroyed
from parsers import read
from parsers.page_picture import PageSize, page_png, page_sizes
from registry.archive import write

if TYPE_CHECKING:
    from pathlib import Path

    from desk.office_desk import Desk
    from registry.entries import Incoming

#: Pixels; enough to read 12-point type on a screen.
WIDTH: Final = 1240


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a person looks at beside the reading."""

    pages: tuple[PageSize, ...] = ()  #: empty where the file is text
    lines: tuple[tuple[int, int, str], ...] = ()  #: page, line and words, where it is text


def paper(desk: Desk, entry: Incoming) -> Paper:
    """The paper of a letter; none of one that was destroyed.

    Raises:
        NotFoundError: If its original is gone.
    """
    if entry.destroyed is not None:
        return Paper()
    path = original(desk, entry)
    sizes = page_sizes(path.read_bytes())
    if sizes:
        return Paper(pages=sizes)
    source = read(path)
    return Paper(lines=tuple((one.page, one.number, source.raw[one.start : one.end]) for one in source.lines))


def picture(desk: Desk, entry: Incoming, page: int) -> bytes:
    """One page as a PNG picture, kept once it is drawn.

    Args:
        desk: The office's desk.
        entry: The letter.
        page: Which page, from 1.

    Raises:
        NotFoundError: If its original is gone.
        InputFileError: If there is no such page.
    """
    kept = desk.cache / "pictures" / f"{entry.sha256}-{page}-{WIDTH}.png"
    if kept.is_file():
        return kept.read_bytes()
    drawn = page_png(original(desk, entry).read_bytes(), page - 1, WIDTH)
    kept.parent.mkdir(parents=True, exist_ok=True)
    write(kept, drawn)
    return drawn


def drop_pictures(desk: Desk, entry: Incoming) -> None:
    """Keep the pictures of a letter no longer."""
    for path in (desk.cache / "pictures").glob(f"{entry.sha256}-*.png"):
        path.unlink(missing_ok=True)


def original(desk: Desk, entry: Incoming) -> Path:
    """Where the original of a letter stands.

    Raises:
        NotFoundError: If it is gone.
        ConflictError: If it was destroyed.
    """
    refuse_destroyed(entry)
    path = desk.archive.absolute(entry.original)
    if not path.is_file():
        raise NotFoundError("original-gone", receipt=entry.receipt, file=entry.original)
    return path
