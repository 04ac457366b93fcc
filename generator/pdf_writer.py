"""Letters as PDF/A-3b: typeset by typst after ``templates/typst/letter.typ``, the text behind the page made exact."""

from __future__ import annotations

import datetime as dt
import json
import threading
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import typst

from circulars.errors import UsageError
from generator.docx_writer import letter_docx
from generator.fitting import Fit, fits
from generator.line_ends import cut_stretches, kept_pattern, kept_stretches, solid
from generator.page_breaks import carried_over, closes_alone
from generator.pdf_attachments import Attached, with_attached
from generator.pdf_text import page_count, page_lines, with_exact_text
from generator.table_layout import TABLE
from generator.typst_input import closeness, handed_lines, look
from generator.words import letter_lines

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

    from circulars.letter import Letter
    from circulars.office import OfficeProfile
    from generator.fonts import FontSet
    from generator.line_ends import Kept
    from generator.words import Line

STANDARD: Final = "a-3b"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: The date inside the file where the letter has none: rebuilding must give the same bytes.
UNDATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
BANGKOK = dt.timezone(dt.timedelta(hours=7))
#: The margins above and below the words of a page, in points.
TEXT_TOP, TEXT_BOTTOM = 3 / 2.54 * 72, 2 / 2.54 * 72
#: How often a letter is set anew because of a word that was cut, before all of them are set in one piece.
ROUNDS = 6
#: typst keeps the inputs of the latest call, so that calls must not cross.
_ONE_AT_A_TIME = threading.Lock()


def letter_pdf(
    letter: Letter,
    office: OfficeProfile,
    fonts: FontSet,
    *,
    fit: Fit | None = None,
    attached: Sequence[Attached] = (),
) -> bytes:
    """The letter as PDF/A-3b, set like its Word document; the same bytes for the same letter and fonts.

    A letter of several pages has at the foot of each the words that the next begins with (คำต่อเนื่อง).

    Args:
        letter: The letter.
        office: Who sends it.
        fonts: The letter fonts.
        fit: How closely it is set; None for what brings it onto one page, if anything does.
        attached: Files to go inside the PDF, such as the Word document and the reading.

    Raises:
        UsageError: If the form of letter cannot be written, or a value holds a character that cannot be set.
        InputFileError: If the office's emblem cannot be read.
    """
    press = press_of(letter, office, fonts)
    setting = press.fitted() if fit is None else press.set_whole(press.lines, fit)
    return press.printed(setting, attached)


def letter_docx_pdf(
    letter: Letter, office: OfficeProfile, fonts: FontSet, *, reading: bytes | None = None
) -> tuple[bytes, bytes]:
    """The letter as a Word document and as PDF/A-3b, set alike; the Word document and the reading are in the PDF.

    Args:
        letter: The letter.
        office: Who sends it.
        fonts: The letter fonts.
        reading: The reading of the letter that is passed on, as JSON.

    Raises:
        UsageError: If the form of letter cannot be written, or a value holds a character that cannot be set.
        InputFileError: If the office's emblem cannot be read.
    """
    press = press_of(letter, office, fonts)
    setting = press.fitted()
    docx = letter_docx(letter, office, fit=setting.fit)
    return docx, press.printed(setting, attachments(docx, reading))


def attachments(docx: bytes, reading: bytes | None) -> tuple[Attached, ...]:
    """What goes inside a letter's PDF: the Word document, and the reading where there is one."""
    source = Attached(name="letter.docx", content=docx, kind=DOCX, role="source")
    if reading is None:
        return (source,)
    return source, Attached(name="reading.json", content=reading, kind="application/json", role="data")


def letter_fit(letter: Letter, office: OfficeProfile, fonts: FontSet) -> Fit:
    """How closely the letter must be set to stand on one page; single spacing where nothing brings it there.

    Raises:
        UsageError: If the form of letter cannot be written, or a value holds a character that cannot be set.
        InputFileError: If the office's emblem cannot be read.
    """
    return press_of(letter, office, fonts).fitted().fit


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A letter as set: its file, and the lines of each page."""

    lines: Sequence[Line]
    fit: Fit
    sticky: bool  #: whether the last paragraph goes with the closing
    pdf: bytes
    pages: tuple[tuple[str, ...], ...]
    whole: frozenset[int] = frozenset()  #: what was set in one piece
    catchwords: tuple[tuple[str, str], ...] = ()  #: by page, what announces the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """One letter on its way to the page."""

    lines: Sequence[Line]
    look: dict[str, Any]
    kept: re.Pattern[str]
    fonts: FontSet
    dated: dt.datetime

    def fitted(self) -> Setting:
        """Set by the first step that brings it onto one page, else by the first of all."""
        first, *closer = fits()
        roomy = self._free(first)
        # Most letters fit at once, or not at all: the steps between are tried for those in between.
        if page_count(roomy.pdf) > 1 and page_count(self._free(closer[-1]).pdf) == 1:
            for fit in closer:
                free = self._free(fit)
                if page_count(free.pdf) == 1 and len((setting := self._whole(free)).pages) == 1:
                    return setting
        return self._whole(roomy)

    def printed(self, setting: Setting, attached: Sequence[Attached]) -> bytes:
        """The finished file, its text made exact, with the files that go inside it."""
        pdf = with_exact_text(self.finished(setting).pdf, self.fonts.glyph_texts())
        return with_attached(pdf, attached, self.dated) if attached else pdf

    def finished(self, setting: Setting) -> Setting:
        """With text beside the closing of the last page, and with the words that announce each next page."""
        if len(setting.pages) == 1:
            return setting
        lines, sticky = setting.lines, False
        if closes_alone(setting.pages[-1], lines):
            parted = carried_over(setting.pages[-2], lines)
            lines, sticky = parted or lines, parted is None
            setting = self.set_whole(lines, setting.fit, sticky=sticky)
        starts = {str(number): page[0] for number, page in enumerate(setting.pages[1:], start=1)}
        # A table that goes on shows its headings again: that is announcement enough.
        heads = {solid(line.words) for line in lines if line.style == TABLE[0]}
        text = {number: start for number, start in starts.items() if solid(start) not in heads}
        catchwords = _catchwords(text, self.fonts) if text else {}
        setting = replace(setting, catchwords=tuple(catchwords.items()))
        return replace(setting, pdf=self.typeset(setting))

    def set_whole(self, lines: Sequence[Line], fit: Fit, *, sticky: bool = False) -> Setting:
        """Set until no line's end cuts what should be whole."""
        return self._whole(self._free(fit, lines=lines, sticky=sticky))

    def _free(self, fit: Fit, *, lines: Sequence[Line] | None = None, sticky: bool = False) -> Setting:
        """Set without a look at where lines end."""
        setting = Setting(lines=lines or self.lines, fit=fit, sticky=sticky, pdf=b"", pages=())
        return replace(setting, pdf=self.typeset(setting))

    def _whole(self, setting: Setting) -> Setting:
        stretches = kept_stretches(setting.lines, self.kept)
        for _ in range(ROUNDS):
            pages = page_lines(setting.pdf, self.fonts.glyph_texts(), top=TEXT_TOP, bottom=TEXT_BOTTOM)
            cut = cut_stretches(setting.lines, stretches, pages) - setting.whole
            if not cut:
                return replace(setting, pages=pages)
            setting = replace(setting, whole=setting.whole | cut)
            setting = replace(setting, pdf=self.typeset(setting))
        return self._all_whole(setting, stretches)

    def _all_whole(self, setting: Setting, stretches: Sequence[Kept]) -> Setting:
        """Everything in one piece: uneven, and nothing is cut."""
        setting = replace(setting, whole=frozenset(one.number for one in stretches))
        pdf = self.typeset(setting)
        pages = page_lines(pdf, self.fonts.glyph_texts(), top=TEXT_TOP, bottom=TEXT_BOTTOM)
        return replace(setting, pdf=pdf, pages=pages)

    def typeset(self, setting: Setting, series: Sequence[Any] = ()) -> bytes:
        """The page as it is set; ``series`` adds pages with what differs in further letters."""
        stretches = kept_stretches(setting.lines, self.kept)
        handed = {
            **self.look,
            **closeness(setting.fit),
            "lines": handed_lines(setting.lines, [one for one in stretches if one.number in setting.whole]),
            "sticky": setting.sticky,
            "catchwords": dict(setting.catchwords),
            "series": series,
        }
        return _compiled(
            "letter.typ", {"letter": json.dumps(handed, ensure_ascii=False)}, self.fonts, self.dated
        )


def press_of(letter: Letter, office: OfficeProfile, fonts: FontSet) -> Press:
    """A letter on its way to the page.

    Raises:
        UsageError: If the form of letter cannot be written, or a value holds a character that cannot be set.
        InputFileError: If the office's emblem cannot be read.
    """
    lines = letter_lines(letter, office)
    _refuse_unknown(lines, fonts)
    dated = dt.datetime.combine(letter.dated, dt.time(), BANGKOK) if letter.dated else UNDATED
    return Press(
        lines=lines,
        look=look(letter, office, fonts, lines),
        kept=kept_pattern(office),
        fonts=fonts,
        dated=dated,
    )


def typeset(layout: str, inputs: dict[str, str], fonts: FontSet, dated: dt.datetime) -> bytes:
    """A layout of ``templates/typst`` as PDF/A, with what it is handed.

    Args:
        layout: The name of its file.
        inputs: What it reads as ``sys.inputs``.
        fonts: The letter fonts.
        dated: The date inside the file.
    """
    return _compiled(layout, inputs, fonts, dated)


def _compiled(layout: str, inputs: dict[str, str], fonts: FontSet, dated: dt.datetime) -> bytes:
    with _ONE_AT_A_TIME:
        # The layout is handed over each time: the compiler forgets one given as bytes.
        pdf = _compiler(str(fonts.folder)).compile(
            _layout(layout),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=STANDARD,
            timestamp=dated,
            pdf_tags=False,
        )
    if not isinstance(pdf, bytes):
        msg = "typst gave no document"
        raise TypeError(msg)
    return pdf


def _catchwords(starts: Mapping[str, str], fonts: FontSet) -> dict[str, str]:
    """By page, the first few words of the page after it, whose first lines are given."""
    inputs = {"starts": json.dumps([*starts.values()], ensure_ascii=False), "font": fonts.family}
    cut = page_lines(_compiled("catchwords.typ", inputs, fonts, UNDATED), fonts.glyph_texts())
    return {page: lines[0].strip() for page, lines in zip(starts, cut, strict=True)}


@lru_cache(maxsize=2)
def _compiler(font_folder: str) -> typst.Compiler:
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_folder])
    return typst.Compiler(font_paths=found)


@cache
def _layout(name: str) -> bytes:
    return (files("templates") / "typst" / name).read_bytes()


def _refuse_unknown(lines: Sequence[Line], fonts: FontSet) -> None:
    known = fonts.characters()
    for line in lines:
        for at, character in enumerate(line.words):
            if character not in known and unicodedata.category(character) not in {"Cc", "Cf", "Zs", "Zl"}:
                around = line.words[max(at - 20, 0) : at + 20]
                code = f"U+{ord(character):04X}"
                raise UsageError("letter-character-missing", character=character, code=code, text=around)
