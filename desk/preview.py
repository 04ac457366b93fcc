"""A draft as the files it will be, to be looked at before it is sent."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from desk.standing import draft_sha256
from generator.fonts import letter_fonts
from generator.pdf_writer import letter_docx_pdf
from parsers.page_picture import page_png, page_sizes
from registry.archive import file_name, write

if TYPE_CHECKING:
    from pathlib import Path

    from desk.office_desk import Desk
    from desk.relay import Drafted

DRAFTS = "drafts"
#: Pixels.
PREVIEW_WIDTH = 1000


def preview(desk: Desk, drafted: Drafted) -> tuple[Path, ...]:
    """Write the draft as DOCX and PDF, dots where its number and date will be; the files' places."""
    letter, office = drafted.draft.letter, desk.office
    name = file_name(drafted.entry.receipt)
    docx, pdf = letter_docx_pdf(letter, office, letter_fonts(desk.cache))
    contents = {"docx": docx, "pdf": pdf}
    files = {desk.archive.absolute(f"{DRAFTS}/{name}.{kind}"): made for kind, made in contents.items()}
    for path, content in files.items():
        write(path, content)
    return tuple(files)


def preview_pages(desk: Desk, drafted: Drafted) -> int:
    """How many pages the letter will have."""
    return len(page_sizes(_pdf(desk, drafted)))


def preview_page(desk: Desk, drafted: Drafted, page: int) -> bytes:
    """One page of the letter as it will be, as a PNG picture.

    Args:
        desk: The office's desk.
        drafted: The draft.
        page: Which page, from 1.

    Raises:
        InputFileError: If there is no such page.
    """
    return page_png(_pdf(desk, drafted), page - 1, PREVIEW_WIDTH)


def _pdf(desk: Desk, drafted: Drafted) -> bytes:
    """The draft set for the printer, kept until the draft or the office's profile is another."""
    letter, office = drafted.draft.letter, desk.office
    told = hashlib.sha256(f"{draft_sha256(drafted.draft)} {office!r}".encode()).hexdigest()
    kept = desk.cache / DRAFTS / f"{told}.pdf"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        write(kept, letter_docx_pdf(letter, office, letter_fonts(desk.cache))[1])
    return kept.read_bytes()
