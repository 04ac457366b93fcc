"""PDF of Word files that a person has edited, by LibreOffice where it is installed: many files in one run.

LibreOffice ignores Thai-distributed justification, prints Thai page numbers as letters (ข for ๒) and parts compounds
that our pages keep whole; all three are rewritten in a copy before it sees them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from circulars.errors import InputFileError
from generator.font_derivation import with_thai_digits
from generator.libreoffice_docx import DIGITS_FAMILY, rewritten
from generator.line_ends import kept_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.office import OfficeProfile
    from generator.fonts import FontSet

#: What LibreOffice is called on the machines it is installed on.
PROGRAMS = ("soffice", "libreoffice")
#: PDF/A-3b, as our own writer gives.
EXPORT = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"}}'
#: Seconds that LibreOffice may take to start, and for each file.
STARTING, EACH = 90, 20
#: What official letters name; set in the letter fonts, which are as wide.
NAMED = ("TH SarabunPSK", "TH Sarabun New", "TH SarabunIT๙", "TH SarabunIT9", "TH Sarabun PSK")


def libreoffice() -> str | None:
    """Where LibreOffice is; None if it is not installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def pdf_of_docx(
    documents: Sequence[Path], folder: Path, fonts: FontSet, office: OfficeProfile
) -> tuple[Path, ...]:
    """Convert Word files to PDF/A-3b, each beside its name in the folder, in one run of LibreOffice.

    Args:
        documents: The Word files; they are not changed.
        folder: Where the PDFs go, each under its document's name.
        fonts: The letter fonts, in which TH Sarabun is set.
        office: Whose names no line's end may cut.

    Raises:
        InputFileError: If LibreOffice is not installed, or a file is no Word file or could not be converted.
    """
    program = libreoffice()
    if program is None:
        raise InputFileError("libreoffice-missing")
    with tempfile.TemporaryDirectory(prefix="saraban-") as name:
        work, kept = Path(name), re.compile("|".join(map(re.escape, kept_words(office))))
        copies = [_copied(one, work / f"{number}.docx", kept) for number, one in enumerate(documents)]
        _run(program, copies, work, fonts)
        made = [copy.with_suffix(".pdf") for copy in copies]
        for document, pdf in zip(documents, made, strict=True):
            if not pdf.is_file():
                raise InputFileError("docx-not-converted", file=str(document))
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(
            Path(shutil.move(pdf, folder / f"{document.stem}.pdf"))
            for document, pdf in zip(documents, made, strict=True)
        )


def _copied(document: Path, copy: Path, kept: re.Pattern[str]) -> Path:
    try:
        copy.write_bytes(rewritten(document.read_bytes(), kept))
    except FileNotFoundError as error:
        raise InputFileError("file-missing", file=str(document)) from error
    except (zipfile.BadZipFile, OSError) as error:
        raise InputFileError("docx-not-converted", file=str(document)) from error
    return copy


def _run(program: str, copies: Sequence[Path], work: Path, fonts: FontSet) -> None:
    if not copies:
        return
    # A profile of its own: an office window that is open keeps the user's locked.
    command = [
        program, f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--norestore",
        "--convert-to", EXPORT, "--outdir", str(work), *map(str, copies),
    ]  # fmt: skip
    environment = {**os.environ, "FONTCONFIG_FILE": str(_font_settings(work, fonts))}
    limit = STARTING + EACH * len(copies)
    try:
        subprocess.run(command, env=environment, capture_output=True, check=False, timeout=limit)  # noqa: S603 - fixed arguments, copies named by us
    except subprocess.TimeoutExpired as error:
        raise InputFileError("libreoffice-too-slow", seconds=str(limit)) from error


def _font_settings(work: Path, fonts: FontSet) -> Path:
    """Settings of fontconfig that set the named fonts in the letter fonts; strong, for Debian names Laksaman."""
    digits = work / "fonts"
    digits.mkdir()
    regular = (fonts.folder / "SarabanLetter-Regular.ttf").read_bytes()
    (digits / "digits.ttf").write_bytes(with_thai_digits(regular, DIGITS_FAMILY))
    matches = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="prepend_first" binding="strong"><string>{fonts.family}</string></edit></match>'
        for name in NAMED
    )
    folders = "".join(f"<dir>{escape(str(one.resolve()))}</dir>" for one in (fonts.folder, digits))
    settings = work / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{folders}{matches}</fontconfig>',
        encoding="utf-8",
    )
    return settings
