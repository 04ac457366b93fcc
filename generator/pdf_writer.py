"""Letters as PDF/A-3b: typeset by typst after ``templates/typst/letter.typ``, the text behind the page made exact."""

from __future__ import annotations

import datetime as dt
import json
import re
import threading
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import typst

from circulars.errors import UsageError
from generator.binding import bound_run, keep_words
from generator.emblem import emblem_picture
from generator.page_breaks import REST, carried_over, closes_alone
from generator.pdf_text import page_count, page_lines, with_exact_text
from generator.png import Picture
from generator.qr import BORDER, QR_CM, modules_across, qr_png
from generator.sentences import LINE_BREAK
from generator.words import letter_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.letter import Letter
    from circulars.office import OfficeProfile
    from generator.fonts import FontSet
    from generator.words import Line

STANDARD: Final = "a-3b"
#: The date inside the file where the letter has none: rebuilding must give the same bytes.
UNDATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
BANGKOK = dt.timezone(dt.timedelta(hours=7))
#: The margins above and below the words of a page, in points.
TEXT_TOP, TEXT_BOTTOM = 3 / 2.54 * 72, 2 / 2.54 * 72
#: Names shorter than this are found inside other words too often to be kept whole by themselves.
SHORT_NAME = 5
#: Numbers with a stroke, and addresses of pages.
NUMBER_OR_ADDRESS = r"[0-9๐-๙][0-9๐-๙.]*/ว?[0-9๐-๙]+|(?:https?://|www\.)[!-~]{1,60}"
#: typst keeps the inputs of the latest call, so that calls must not cross.
_ONE_AT_A_TIME = threading.Lock()


def letter_pdf(letter: Letter, office: OfficeProfile, fonts: FontSet) -> bytes:
    """The letter as PDF/A-3b, set like its Word document; the same bytes for the same letter and fonts.

    A letter of several pages has at the foot of each the words that the next begins with (คำต่อเนื่อง).

    Raises:
        UsageError: If the form of letter cannot be written, or a value holds a character that cannot be set.
        InputFileError: If the office's emblem cannot be read.
    """
    lines: Sequence[Line] = letter_lines(letter, office)
    _refuse_unknown(lines, fonts)
    look = _look(letter, office, fonts, lines)
    dated = dt.datetime.combine(letter.dated, dt.time(), BANGKOK) if letter.dated else UNDATED

    def typeset(set_lines: Sequence[Line], **hints: Any) -> bytes:
        handed = {
            **look,
            "lines": _handed_over(set_lines, office),
            "sticky": False,
            "catchwords": {},
            **hints,
        }
        return _typeset("letter.typ", {"letter": json.dumps(handed, ensure_ascii=False)}, fonts, dated)

    pdf = typeset(lines)
    count = page_count(pdf)
    if count == 1:
        return pdf
    pages, sticky = _pages(pdf, first=count - 1), False
    if closes_alone(pages[-1], lines):
        parted = carried_over(pages[0], lines)
        lines, sticky = parted or lines, parted is None
        pdf = typeset(lines, sticky=sticky)
    return typeset(lines, sticky=sticky, catchwords=_catchwords(_pages(pdf, first=2), fonts))


def _typeset(layout: str, inputs: dict[str, str], fonts: FontSet, dated: dt.datetime) -> bytes:
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
    return with_exact_text(pdf, fonts.glyph_texts())


def _pages(pdf: bytes, *, first: int) -> tuple[tuple[str, ...], ...]:
    return page_lines(pdf, first=first, top=TEXT_TOP, bottom=TEXT_BOTTOM)


def _catchwords(pages: Sequence[Sequence[str]], fonts: FontSet) -> dict[str, str]:
    """By page, the first few words of the page after it."""
    inputs = {"starts": json.dumps([page[0] for page in pages], ensure_ascii=False), "font": fonts.family}
    cut = page_lines(_typeset("catchwords.typ", inputs, fonts, UNDATED))
    return {str(page): lines[0].strip() for page, lines in enumerate(cut, start=1)}


@lru_cache(maxsize=2)
def _compiler(font_folder: str) -> typst.Compiler:
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_folder])
    return typst.Compiler(font_paths=found)


@cache
def _layout(name: str) -> bytes:
    return (files("templates") / "typst" / name).read_bytes()


def _look(letter: Letter, office: OfficeProfile, fonts: FontSet, lines: Sequence[Line]) -> dict[str, Any]:
    """What the layout needs besides the lines: font, facts of the file, pictures."""
    code = next((qr_png(line.words) for line in lines if line.style == "qr"), None)
    return {
        "secrecy": next((line.words for line in lines if line.style == "secrecy"), ""),
        "font": fonts.family,
        "title": letter.subject,
        "author": letter.sender,
        "emblem": _picture(emblem_picture(office)),
        "code": None if code is None else _code(code),
    }


def _handed_over(lines: Sequence[Line], office: OfficeProfile) -> list[Any]:
    kept = _kept_whole(office)
    handed: list[list[Any]] = [
        [line.style, [_pieces(part, kept) for part in line.columns]] for line in lines if line.style != "qr"
    ]
    for before, after in pairwise(handed):
        if after[0] == REST:
            before[1][0].append(True)
    return handed


def _picture(picture: Picture | None) -> dict[str, Any] | None:
    if picture is None:
        return None
    return {"bytes": list(picture.data), "format": "jpg" if picture.kind == "jpeg" else "png"}


def _code(png: bytes) -> dict[str, Any]:
    modules = modules_across(png)
    return {"bytes": list(png), "format": "png", "width": QR_CM * modules / (modules - 2 * BORDER)}


def _pieces(words: str, kept: re.Pattern[str]) -> list[Any]:
    """The words as the layout takes them: text, ["text"] to be kept whole, None for a line break."""
    pieces: list[Any] = []
    for number, part in enumerate(words.split(LINE_BREAK)):
        pieces += [None] if number else []
        pieces += [[one] if at % 2 else one for at, one in enumerate(kept.split(part)) if one]
    return pieces


@lru_cache(maxsize=16)
def _kept_whole(office: OfficeProfile) -> re.Pattern[str]:
    """One pattern of all that a line's end must not cut."""
    names = [one.name for one in office.province.districts]
    full = [f"อำเภอ{name}" for name in names] + [f"จังหวัด{office.province.name}"]
    long = [name for name in (*names, office.province.name) if len(name) >= SHORT_NAME]
    words = map(re.escape, keep_words([*full, *long]))
    return re.compile(f"({'|'.join([bound_run(), *words, NUMBER_OR_ADDRESS])})")


def _refuse_unknown(lines: Sequence[Line], fonts: FontSet) -> None:
    known = fonts.characters()
    for line in lines:
        for at, character in enumerate(line.words):
            if character not in known and unicodedata.category(character) not in {"Cc", "Cf", "Zs", "Zl"}:
                around = line.words[max(at - 20, 0) : at + 20]
                code = f"U+{ord(character):04X}"
                raise UsageError("letter-character-missing", character=character, code=code, text=around)
