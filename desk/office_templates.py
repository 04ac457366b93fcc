"""An office's own Word templates (แม่แบบ): checked, looked at with a real letter, kept version by version.

A version is a file of the archive that never changes; a letter written with it has it among its files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.errors import InputFileError, NotFoundError, UsageError
from desk.lookup import letter_of, stored_draft
from desk.preview import DRAFTS
from generator.fonts import letter_fonts
from generator.libreoffice import libreoffice, pdf_of_docx
from generator.template_check import template_findings
from generator.template_letter import LOOKS, template_letter
from registry.archive import Planned, file_name, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from circulars.letter import Letter
    from desk.office_desk import Clerk, Desk
    from generator.template_check import TemplateFinding

TEMPLATES = "templates"
_VERSION = re.compile(r"v(\d+)\.docx")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTemplate:
    """One version of a template of the office."""

    name: str
    version: int
    file: Planned  #: where it stands, and what it holds
    letters: tuple[str, ...] = ()  #: keys of the numbers of the letters written with it


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedTemplate:
    """A template and what would go wrong with it."""

    file: str
    findings: tuple[TemplateFinding, ...]

    @property
    def is_refused(self) -> bool:
        """Whether letters would come out wrong, not only less fair."""
        return any(one.kind not in LOOKS for one in self.findings)


def check_template(path: Path) -> CheckedTemplate:
    """Everything in a template that would fail without a word.

    Raises:
        InputFileError: If the file is not there or is no Word file.
    """
    return CheckedTemplate(file=path.name, findings=template_findings(_content(path), file=str(path)))


def preview_template(desk: Desk, path: Path, receipt: str, clerk: Clerk) -> tuple[Path, ...]:
    """Write the draft of a letter's relay in a template, as DOCX, and as PDF where LibreOffice is installed.

    Raises:
        NotFoundError: If there is no such letter, or no draft of its relay.
        InputFileError: If the file is not there or is no Word file.
        UsageError: If a tag of the template would go wrong.
    """
    with desk.database.reading() as store:
        letter = stored_draft(store, letter_of(store, receipt, clerk.today)).draft.letter
    docx = template_letter(letter, desk.office, _content(path), file=str(path))
    place = desk.archive.absolute(f"{DRAFTS}/{file_name(receipt)}-{file_name(path.stem)}.docx")
    write(place, docx)
    return (place, *written_pdf(desk, place))


def add_template(desk: Desk, path: Path, name: str, clerk: Clerk) -> OfficeTemplate:
    """Keep a template as the next version of its name; the newest again if it is just that.

    Raises:
        InputFileError: If the file is not there or is no Word file.
        UsageError: If the name is none, or a tag of the template would go wrong.
    """
    if not file_name(name) or file_name(name) != name:
        raise UsageError("template-name", name=name)
    content = _content(path)
    wrong = [one for one in template_findings(content, file=str(path)) if one.kind not in LOOKS]
    if wrong:
        first = wrong[0].message()
        raise UsageError("template-refused", file=str(path), count=str(len(wrong)), first=first)
    known = [one for one in templates(desk) if one.name == name]
    if known and known[-1].file.content == content:
        return known[-1]
    number = known[-1].version + 1 if known else 1
    file = Planned(path=f"{TEMPLATES}/{name}/v{number}.docx", content=content, kind="template")
    with desk.database.writing() as store, desk.archive.filed([file]):
        store.audit.add(clerk.did("template", f"template {name}", after=f"v{number} {file.sha256}"))
    return OfficeTemplate(name=name, version=number, file=file)


def templates(desk: Desk) -> tuple[OfficeTemplate, ...]:
    """The office's templates with all their versions, by name and age, and the letters written with each."""
    root = desk.archive.absolute(TEMPLATES)
    places = [one for one in root.glob("*/v*.docx") if _VERSION.fullmatch(one.name)]
    found = [(one.parent.name, int(one.name[1:].removesuffix(".docx")), one) for one in places]
    with desk.database.reading() as store:
        used = store.outgoing.written_with()
    made = []
    for name, number, place in sorted(found):
        path = f"{TEMPLATES}/{name}/v{number}.docx"
        file = Planned(path=path, content=place.read_bytes(), kind="template")
        made.append(OfficeTemplate(name=name, version=number, file=file, letters=used.get(path, ())))
    return tuple(made)


def newest_template(desk: Desk, name: str) -> OfficeTemplate:
    """The newest version of a template.

    Raises:
        NotFoundError: If there is none of that name; the message lists those there are.
    """
    known = templates(desk)
    found = [one for one in known if one.name == name]
    if not found:
        names = ", ".join(dict.fromkeys(one.name for one in known)) or "-"
        raise NotFoundError("no-template", name=name, names=names)
    return found[-1]


def filled_template(desk: Desk, letter: Letter, template: OfficeTemplate) -> bytes:
    """A letter in a template of the office."""
    return template_letter(letter, desk.office, template.file.content, file=template.name)


def written_pdf(desk: Desk, docx: Path) -> tuple[Path, ...]:
    """The PDF of a Word file beside it; none where LibreOffice is not installed."""
    if libreoffice() is None:
        return ()
    return pdf_of_docx([docx], docx.parent, letter_fonts(desk.cache), desk.office)


def pdfs_of(desk: Desk, files: Sequence[Path], folder: Path | None) -> tuple[Path, ...]:
    """PDFs of Word files that a person has edited, each beside its file or in a folder, in one run.

    Raises:
        InputFileError: If LibreOffice is not installed, or a file is not there or could not be converted.
    """
    fonts = letter_fonts(desk.cache)
    if folder is not None:
        return pdf_of_docx(files, folder, fonts, desk.office)
    return tuple(made for one in files for made in pdf_of_docx([one], one.parent, fonts, desk.office))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputFileError("file-missing", file=str(path)) from error
    except OSError as error:
        raise InputFileError("file-unreadable", file=str(path)) from error
