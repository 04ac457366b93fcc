"""Letters as PDF/A-3b: typeset by typst after ``templates/typst/letter.typ``, the text behind the page made exact."""

from __future__ import annotations

import datetime as dt
import json
import re
import threading
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import typst

from circulars.errors import UsageError
from generator.binding import BOUND_BLANK, keep_words
from generator.emblem import emblem_picture
from generator.pdf_text import first_lines, with_exact_text
from generator.png import Picture
from generator.qr import BORDER, QR_CM, modules_across, qr_png
from generator.sentences import LINE_BREAK
from generator.words import letter_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circulars.letter import Letter
    from circulars.office import OfficeProfile
    from generator.fonts import FontSet
    from generator.words import Line

STANDARD: Final = "a-3b"
#: The date inside the file where the letter has none: rebuilding must give the same bytes.
UNDATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
BANGKOK = dt.timezone(dt.timedelta(hours=7))
#: Below this the words of a page begin, in points from its upper edge.
TEXT_TOP = 3 / 2.54 * 72
#: Names shorter than this are found inside other words too often to be kept whole by themselves.
SHORT_NAME = 5
#: Numbers with a stroke, and addresses of pages.
NUMBER_OR_ADDRESS = rf"[0-9๐-๙][0-9๐-๙.]*/ว?{BOUND_BLANK}?[0-9๐-๙]+|(?:https?://|www\.)[!-~]{{1,60}}"
#: Lines that a page must not begin with.
CLOSING = ("sender", "date", "respect", "signatory", "unit")
#: typst keeps the inputs of the latest call, so that calls must not cross.
_ONE_AT_A_TIME = threading.Lock()


def letter_pdf(letter: Letter, office: OfficeProfile, fonts: FontSet) -> bytes:
    """The letter as PDF/A-3b, set like its Word document; the same bytes for the same letter and fonts.

    A letter of several pages has at the foot of each the words that the next begins with (คำต่อเนื่อง).

    Raises:
        UsageError: If the form of letter cannot be written, or a value holds a character that cannot be set.
        InputFileError: If the office's emblem cannot be read.
    """
    lines = letter_lines(letter, office)
    _refuse_unknown(lines, fonts)
    data = json.dumps(_handed_over(letter, office, fonts, lines), ensure_ascii=False)
    dated = dt.datetime.combine(letter.dated, dt.time(), BANGKOK) if letter.dated else UNDATED

    def typeset(hints: Mapping[str, Any]) -> bytes:
        return _typeset("letter.typ", {"letter": data, "hints": json.dumps(hints)}, fonts, dated)

    pdf = typeset({"sticky": False, "catchwords": {}})
    starts = _page_starts(pdf)
    if not starts:
        return pdf
    sticky = _is_closing(starts[-1], lines)
    if sticky:
        starts = _page_starts(typeset({"sticky": True, "catchwords": {}}))
    return typeset({"sticky": sticky, "catchwords": _catchwords(starts, fonts)})


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


def _page_starts(pdf: bytes) -> tuple[str, ...]:
    """The first line of every page but the first."""
    return first_lines(pdf, below=TEXT_TOP, first_page=2)


def _is_closing(start: str, lines: Sequence[Line]) -> bool:
    """Whether a page begins with what closes the letter: it must not stand without a line of text."""
    closing = [line.words for line in lines if line.style in CLOSING and line.words]
    return bool(start.strip()) and any(words.startswith(start.strip()) for words in closing)


def _catchwords(starts: Sequence[str], fonts: FontSet) -> dict[str, str]:
    """By page, the first few words of the page after it."""
    inputs = {"starts": json.dumps(starts, ensure_ascii=False), "font": fonts.family}
    cut = first_lines(_typeset("catchwords.typ", inputs, fonts, UNDATED))
    return {str(page): words.strip() for page, words in enumerate(cut, start=1)}


@lru_cache(maxsize=2)
def _compiler(font_folder: str) -> typst.Compiler:
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_folder])
    return typst.Compiler(font_paths=found)


@cache
def _layout(name: str) -> bytes:
    return (files("templates") / "typst" / name).read_bytes()


def _handed_over(
    letter: Letter, office: OfficeProfile, fonts: FontSet, lines: Sequence[Line]
) -> dict[str, Any]:
    kept = _kept_whole(office)
    code = next((qr_png(line.words) for line in lines if line.style == "qr"), None)
    return {
        "lines": [
            [line.style, [_pieces(part, kept) for part in line.columns]]
            for line in lines
            if line.style != "qr"
        ],
        "secrecy": next((line.words for line in lines if line.style == "secrecy"), ""),
        "font": fonts.family,
        "title": letter.subject,
        "author": letter.sender,
        "emblem": _picture(emblem_picture(office)),
        "code": None if code is None else _code(code),
    }


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
    return re.compile(f"({'|'.join([*map(re.escape, keep_words([*full, *long])), NUMBER_OR_ADDRESS])})")


def _refuse_unknown(lines: Sequence[Line], fonts: FontSet) -> None:
    known = fonts.characters()
    for line in lines:
        for at, character in enumerate(line.words):
            if character not in known and unicodedata.category(character) not in {"Cc", "Cf", "Zs", "Zl"}:
                around = line.words[max(at - 20, 0) : at + 20]
                code = f"U+{ord(character):04X}"
                raise UsageError("letter-character-missing", character=character, code=code, text=around)
