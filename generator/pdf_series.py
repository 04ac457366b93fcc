"""Hundreds of letters of one circular as PDF: the first is set as a whole, of the others only what differs.

Letters to many offices differ in a line or two of their heads and in their code. One document is set, with the
first letter and a page for each letter that shows no more than those lines, where they stand; what stands there in
the first letter's page is then exchanged for them. The pages are the same as if each letter had been set by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from pikepdf import Name, Pdf

from generator.docx_writer import letter_docx
from generator.pdf_attachments import attach, stamp
from generator.pdf_parts import PdfParts, content_object, file_object, picture_object
from generator.pdf_text import exact_fonts, spoken
from generator.pdf_writer import DOCX, attachments, letter_docx_pdf, press_of
from generator.png import Picture
from generator.qr import qr_png
from generator.typst_input import handed_lines
from generator.words import letter_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from pikepdf import Page

    from circulars.letter import Letter
    from circulars.office import OfficeProfile
    from generator.fonts import FontSet
    from generator.pdf_attachments import Attached
    from generator.pdf_writer import Press, Setting
    from generator.words import Line

#: Lines in which the letters of a series may differ; they stand at the head.
DIFFERING = frozenset({"number", "addressee", "memo-head", "qr"})
#: A line of text as the typesetter writes it into a page: where it stands, and its glyphs.
BLOCK = re.compile(rb"^q 1 0 0 -1 (?P<place>-?[\d.]+ -?[\d.]+) cm.*?\nQ(?=\n|\Z)", re.DOTALL | re.MULTILINE)
#: What a page calls a font or a colour.
RESOURCE = re.compile(rb"/(?P<name>[fc]\d+)(?= [\d.]+ Tf| cs\b)")
#: A series has one file of fonts and one setting; more letters than this make it slow to put together.
MOST = 200


def letters_docx_pdf(
    letters: Sequence[Letter], office: OfficeProfile, fonts: FontSet, *, reading: bytes | None = None
) -> Iterator[tuple[bytes, bytes]]:
    """Each letter as a Word document and as PDF/A-3b, the Word document and the reading inside, in order.

    The same bytes for the same letters in the same order. A letter that differs from the first in more than its
    number, its addressee and its code, or whose lines break elsewhere, is set by itself.

    Args:
        letters: The letters; those of one circular.
        office: Who sends them.
        fonts: The letter fonts.
        reading: The reading of the letter that is passed on, as JSON.

    Raises:
        UsageError: If the form of letter cannot be written, or a value holds a character that cannot be set.
        InputFileError: If the office's emblem cannot be read.
    """
    for start in range(0, len(letters), MOST):
        yield from _series(letters[start : start + MOST], office, fonts, reading)


@dataclass(frozen=True, slots=True)
class _Alike:
    """A letter of a series, and what differs in it."""

    letter: Letter
    lines: tuple[Line, ...]


def _series(
    letters: Sequence[Letter], office: OfficeProfile, fonts: FontSet, reading: bytes | None
) -> Iterator[tuple[bytes, bytes]]:
    members = [_Alike(one, letter_lines(one, office)) for one in letters]
    differing = _differing([one.lines for one in members])
    if len(letters) == 1 or differing is None:
        yield from (letter_docx_pdf(one, office, fonts, reading=reading) for one in letters)
        return
    press = press_of(letters[0], office, fonts)
    setting = press.finished(press.fitted())
    files = attachments(letter_docx(letters[0], office, fit=setting.fit), reading)
    heads = [_head(one.lines, differing) for one in members]
    filled = _Filled.of(press, setting, members, heads, files)
    for number, one in enumerate(members):
        docx = letter_docx(one.letter, office, fit=setting.fit)
        pdf = filled.letter(number, docx) if filled else None
        yield (docx, pdf) if pdf else letter_docx_pdf(one.letter, office, fonts, reading=reading)


def _differing(all_lines: Sequence[tuple[Line, ...]]) -> frozenset[int] | None:
    """Which lines are not the same in all letters; None if the letters are no series."""
    first = all_lines[0]
    found: set[int] = set()
    for lines in all_lines[1:]:
        if [one.style for one in lines] != [one.style for one in first]:
            return None
        found.update(at for at, (one, other) in enumerate(zip(first, lines, strict=True)) if one != other)
    return frozenset(found) if all(first[at].style in DIFFERING for at in found) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filled:
    """The first letter's file, taken apart, and what goes into it for each letter."""

    parts: PdfParts
    content: bytes  #: of the first page, its text exact
    blocks: tuple[dict[bytes, bytes], ...]  #: by letter: its own lines by their places
    codes: tuple[Picture | None, ...]  #: by letter
    page: int  #: object of the first page's content
    file: int  #: object of the Word document inside
    code: int | None  #: object of the code
    colours: bytes  #: what the code's colours are counted in
    stamp: str

    @classmethod
    def of(
        cls,
        press: Press,
        setting: Setting,
        members: Sequence[_Alike],
        heads: list[Any],
        files: Sequence[Attached],
    ) -> _Filled | None:
        """Set the series; None if the first letter's own lines cannot be told apart in its page."""
        if not any(heads):
            # Nothing but the code differs.
            heads = []
        pdf = press.typeset(setting, heads)
        with Pdf.open(BytesIO(pdf)) as document:
            exact_fonts(document, press.fonts.glyph_texts())
            names = _names(document.pages[0])
            pages = len(document.pages) - len(heads)
            blocks = tuple(_blocks(one, names) for one in list(document.pages)[pages:])
            del document.pages[pages:]
            for page in document.pages:
                page.Contents.write(spoken(page.Contents.read_bytes()))
            content = document.pages[0].Contents.read_bytes()
            if any(content.count(block) != 1 for one in blocks[:1] for block in one.values()):
                return None
            attach(document, files, press.dated)
            parts = PdfParts.of(document)
        codes = tuple(_code(one.lines) for one in members)
        with Pdf.open(BytesIO(parts.document({}))) as written:
            # The code is the last picture drawn.
            code = max(written.pages[-1].resources[Name.XObject].items())[1] if codes[0] else None
            return cls(
                parts=parts,
                content=content,
                blocks=blocks or ({},) * len(members),
                codes=codes,
                page=written.pages[0].Contents.objgen[0],
                file=written.Root.AF[0].EF.F.objgen[0],
                code=code.objgen[0] if code is not None else None,
                colours=code.ColorSpace.unparse() if code is not None else b"",
                stamp=stamp(press.dated),
            )

    def letter(self, number: int, docx: bytes) -> bytes | None:
        """The PDF of a letter; None if it must be set by itself."""
        own, first, code = self.blocks[number], self.blocks[0], self.codes[number]
        if own.keys() != first.keys() or _size(code) != _size(self.codes[0]):
            return None
        content = self.content
        for place, block in first.items():
            content = content.replace(block, own[place], 1)
        changed = {
            self.page: content_object(self.page, content),
            self.file: file_object(self.file, docx, DOCX, self.stamp),
        }
        if self.code is not None and code is not None:
            changed[self.code] = picture_object(self.code, code, self.colours)
        return self.parts.document(changed)


def _head(lines: Sequence[Line], differing: frozenset[int]) -> list[list[object]]:
    """The lines of the letter down to the last that differs, and which of them are to be seen."""
    shown = [line for at, line in enumerate(lines) if at in differing and line.style != "qr"]
    last = max((at for at in differing if lines[at].style != "qr"), default=-1)
    head = [line for line in lines[: last + 1] if line.style != "secrecy"]
    return [[*one, line in shown] for one, line in zip(handed_lines(head, ()), head, strict=True)]


def _code(lines: Sequence[Line]) -> Picture | None:
    return next((Picture.of(qr_png(line.words)) for line in lines if line.style == "qr"), None)


def _size(code: Picture | None) -> int:
    return code.width if code else 0


def _names(page: Page) -> dict[tuple[int, int], bytes]:
    """What a page calls its fonts and colours, by their objects."""
    return {
        one.objgen: name[1:].encode()
        for kind in (Name.Font, Name.ColorSpace)
        for name, one in page.resources.get(kind, {}).items()
    }


def _blocks(page: Page, names: Mapping[tuple[int, int], bytes]) -> dict[bytes, bytes]:
    """The lines of a page by their places, its fonts and colours called as the first page calls them."""
    own = {name: names[objgen] for objgen, name in _names(page).items() if objgen in names}
    content = spoken(page.Contents.read_bytes())
    return {
        match["place"]: RESOURCE.sub(lambda one: b"/" + own[one["name"]], match.group())
        for match in BLOCK.finditer(content)
    }
