"""A draft as the files it will be, to be looked at before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.docx_writer import letter_docx
from generator.fonts import letter_fonts
from generator.pdf_writer import letter_pdf
from registry.archive import file_name, write

if TYPE_CHECKING:
    from pathlib import Path

    from desk.office_desk import Desk
    from desk.relay import Drafted

DRAFTS = "drafts"


def preview(desk: Desk, drafted: Drafted) -> tuple[Path, ...]:
    """Write the draft as DOCX and PDF, dots where its number and date will be; the files' places."""
    letter, office = drafted.draft.letter, desk.office
    name = file_name(drafted.entry.receipt)
    contents = {
        "docx": letter_docx(letter, office),
        "pdf": letter_pdf(letter, office, letter_fonts(desk.cache)),
    }
    files = {desk.archive.absolute(f"{DRAFTS}/{name}.{kind}"): made for kind, made in contents.items()}
    for path, content in files.items():
        write(path, content)
    return tuple(files)
