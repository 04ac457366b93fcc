"""What ``templates/typst/letter.typ`` is handed: the lines in pieces, the pictures, the facts of the file."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from generator.emblem import emblem_picture
from generator.page_breaks import REST
from generator.png import Picture
from generator.qr import BORDER, QR_CM, modules_across, qr_png
from generator.sentences import LINE_BREAK, TAB
from generator.table_layout import TABLE, column_widths

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from circulars.letter import Letter
    from circulars.office import OfficeProfile
    from generator.fitting import Fit
    from generator.fonts import FontSet
    from generator.line_ends import Kept
    from generator.words import Line


def look(letter: Letter, office: OfficeProfile, fonts: FontSet, lines: Sequence[Line]) -> dict[str, Any]:
    """What the layout needs besides the lines: font, facts of the file, pictures."""
    code = secrecy = ""
    for line in lines:
        code = line.words if line.style == "qr" else code
        secrecy = line.words if line.style == "secrecy" else secrecy
    return {
        "secrecy": secrecy,
        "font": fonts.family,
        "title": letter.subject,
        "author": letter.sender,
        "widths": column_widths(lines),
        "emblem": _picture(emblem_picture(office)),
        "code": _code(qr_png(code)) if code else None,
    }


def closeness(fit: Fit) -> dict[str, Any]:
    """How closely the letter is to be set."""
    return {"line": fit.line, "spacing": fit.spacing}


def handed_lines(lines: Sequence[Line], whole: Iterable[Kept]) -> list[Any]:
    """Each line's style and columns, a column in pieces; ``whole`` is what must be in one piece."""
    wholes: dict[int, list[Kept]] = {}
    for one in whole:
        wholes.setdefault(one.line, []).append(one)
    handed: list[list[Any]] = []
    for index, line in enumerate(lines):
        columns = _columns(line.words, wholes.get(index, ()))
        if line.style in TABLE:
            if line.style == TABLE[0]:
                handed.append(["table", []])
            handed[-1][1].append([line.style, columns])
        elif line.style != "qr":
            handed.append([line.style, columns])
    for before, after in pairwise(handed):
        if after[0] == REST:
            before[1][0].append(True)
    return handed


def _columns(words: str, wholes: Iterable[Kept]) -> list[list[Any]]:
    """Columns of pieces: text, ["text"] to be kept in one piece, None for a line break."""
    columns: list[list[Any]] = [[]]
    done = 0
    for one in wholes:
        _add(columns, words[done : one.start])
        columns[-1].append([words[one.start : one.end]])
        done = one.end
    _add(columns, words[done:])
    return columns


def _add(columns: list[list[Any]], words: str) -> None:
    for column, text in enumerate(words.split(TAB)):
        if column:
            columns.append([])
        for number, part in enumerate(text.split(LINE_BREAK)):
            columns[-1] += [None] if number else []
            columns[-1] += [part] if part else []


def _picture(picture: Picture | None) -> dict[str, Any] | None:
    if picture is None:
        return None
    return {"bytes": list(picture.data), "format": "jpg" if picture.kind == "jpeg" else "png"}


def _code(png: bytes) -> dict[str, Any]:
    modules = modules_across(png)
    return {"bytes": list(png), "format": "png", "width": QR_CM * modules / (modules - 2 * BORDER)}
