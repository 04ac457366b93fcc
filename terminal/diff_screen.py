"""Source and draft side by side: what was left out in red, what was put in in green, why below."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from circulars.letter import HEADING
from circulars.relay_rules import rule_reason
from desk.relay import rows_beside
from parsers.words import line_parts
from terminal.layout import pad, paint, width
from terminal.terms import digits
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desk.relay import Drafted
    from generator.diff import Piece
    from terminal.call import Call

_GAP = " │ "
#: Vowels written before their consonant: a line must not end behind one.
_LEADING = "เแโใไ"
#: Letters that a line must not begin with.
_FOLLOWING = "ะาำๅๆฯ"


def diff_screen(drafted: Drafted, _files: Sequence[Path], call: Call) -> str:
    """The letter received beside its draft, row by row, with a number at each change and its reason below."""
    lang = call.lang
    room = max((call.room - len(_GAP)) // 2, 20)
    rules: dict[str, int] = {}
    titles = [pad(say(f"diff.{side}", lang), room) for side in ("source", "draft")]
    lines = [paint(_GAP.join(titles).rstrip(), "bold"), paint("─" * (2 * room + len(_GAP)), "dim")]
    for row in rows_beside(drafted):
        if row.place == HEADING:
            lines.append(paint(say("diff.heading", lang), "dim"))
        left = _column(row.source, "red", room, rules, lang)
        right = _column(row.draft, "green", room, rules, lang)
        for at in range(max(len(left), len(right))):
            cells = [pad(side[at] if at < len(side) else "", room) for side in (left, right)]
            lines.append(_GAP.join(cells).rstrip())
        lines.append("")
    if rules:
        lines.append(say("diff.reasons", lang))
        lines += [f"  [{digits(number, lang)}] {rule_reason(rule, lang)}" for rule, number in rules.items()]
    return "\n".join(lines)


def _column(pieces: Sequence[Piece], colour: str, room: int, rules: dict[str, int], lang: str) -> list[str]:
    """The pieces in lines of a width, coloured where they changed, the number of the rule behind each change."""
    marked = [one for piece in pieces for one in _marked(piece, rules, room, lang)]
    return ["".join(_painted(line, colour)) for line in _wrapped(marked, room)]


def _marked(piece: Piece, rules: dict[str, int], room: int, lang: str) -> Iterator[tuple[str, bool]]:
    """The words of a piece, and whether they changed; one that no line can hold in its clusters."""
    changed = piece.rule is not None
    for part in line_parts(piece.text):
        yield from ((one, changed) for one in ([part] if width(part) <= room else _clusters(part)))
    if piece.rule is not None and piece.text.strip():
        number = rules.setdefault(piece.rule, len(rules) + 1)
        yield f"[{digits(number, lang)}]", changed


def _clusters(text: str) -> Iterator[str]:
    """Letters with what must stay with them on a line: marks, leading and following vowels."""
    start = 0
    for at in range(1, len(text) + 1):
        follows = at < len(text) and (
            unicodedata.category(text[at]) == "Mn" or text[at] in _FOLLOWING or text[at - 1] in _LEADING
        )
        if not follows:
            yield text[start:at]
            start = at


def _wrapped(parts: Sequence[tuple[str, bool]], room: int) -> Iterator[list[tuple[str, bool]]]:
    """Lines of a width, broken between words."""
    line: list[tuple[str, bool]] = []
    for one in parts:
        if width("".join(text for text, _ in line)) + width(one[0]) > room:
            yield line
            line = []
        if line or not one[0].isspace():
            line.append(one)
    if line:
        yield line


def _painted(line: Sequence[tuple[str, bool]], colour: str) -> Iterator[str]:
    start = 0
    for at in range(1, len(line) + 1):
        if at == len(line) or line[at][1] != line[start][1]:
            text = "".join(one for one, _ in line[start:at])
            yield paint(text, colour) if line[start][1] else text
            start = at
