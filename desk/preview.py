"""A draft as the files it will be, to be looked at before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.fonts import letter_fonts
from generator.pdf_writer import letter_docx_pdf
from parsers.page_picture import page_png
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


def preview_page(desk: Desk, drafted: Drafted, page: int) -> bytes:
    """One page of the letter as it will be, as a PNG picture.

    Args:
        desk: The office's desk.
        drafted: The draft.
        page: Which page, from 1.

    Raises:
        InputFileError: If there is no such page.
    """
    pdf = letter_docx_pdf(drafted.draft.letter, desk.office, letter_fonts(desk.cache))[1]
    return page_png(pdf, page - 1, PREVIEW_WIDTH)
