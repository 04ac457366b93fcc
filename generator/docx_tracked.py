"""The draft of a relay as a Word file with tracked changes: what left the source, what came in, and who did it.

Each change bears the name of who made it: the program with the reason of its rule, or the drafter. Accepting all
gives the draft, rejecting all the source's text (ECMA-376 part 1, 17.13.5).
"""

from __future__ import annotations

from html import escape
from itertools import count
from typing import TYPE_CHECKING

from circulars.letter import HEADING
from circulars.relay_rules import rule_reason
from generator.binding import bind
from generator.diff import HAND
from generator.docx_writer import STYLES, letter_docx
from generator.sentences import one_line
from generator.words import paragraph_styles

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from circulars.letter import Letter
    from circulars.office import OfficeProfile
    from generator.diff import DiffRow, Piece

PROGRAM = "Saraban"


def tracked_docx(
    letter: Letter, office: OfficeProfile, rows: Sequence[DiffRow], *, by: str, at: dt.datetime
) -> bytes:
    """The letter as a Word file whose text shows its changes against the source.

    Args:
        letter: The draft.
        office: Who sends it.
        rows: Source and draft side by side (`generator.diff.side_by_side`).
        by: The drafter, in whose name stand the changes that no rule made.
        at: When, Bangkok wall clock.

    Raises:
        UsageError: If the form of letter cannot be written, or a value holds a control character.
        InputFileError: If the office's emblem cannot be read.
    """
    numbers = count(1)
    styles = iter(paragraph_styles(letter.body))
    paragraphs: list[str] = []
    style = "body"
    for row in rows:
        if row.place != HEADING:
            style = next(styles, style) if _text(row.draft) else style
            paragraphs.append(_Tracked(by, at, numbers).paragraph(row, STYLES[style]))
    return letter_docx(letter, office, text="\n".join(paragraphs))


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(one.text for one in pieces).strip()


class _Tracked:
    """Changes of one paragraph, each with a number of its own in the file."""

    def __init__(self, by: str, at: dt.datetime, numbers: Iterator[int]) -> None:
        self._by, self._at, self._numbers = by, at.strftime("%Y-%m-%dT%H:%M:%SZ"), numbers

    def paragraph(self, row: DiffRow, style: str) -> str:
        mark = ""
        if not _text(row.draft):
            mark = f"<w:rPr><w:del {self._facts(_rule(row.source))}/></w:rPr>"
        elif not _text(row.source):
            mark = f"<w:rPr><w:ins {self._facts(_rule(row.draft))}/></w:rPr>"
        runs = "".join(self._run(kind, text, rule) for kind, text, rule in _woven(row.source, row.draft))
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{mark}</w:pPr>{runs}</w:p>'

    def _run(self, kind: str, text: str, rule: str | None) -> str:
        words = escape(bind(one_line(text)), quote=False)
        if kind == "same":
            return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
        tag = "w:delText" if kind == "del" else "w:t"
        return (
            f'<w:{kind} {self._facts(rule)}><w:r><{tag} xml:space="preserve">{words}</{tag}></w:r></w:{kind}>'
        )

    def _facts(self, rule: str | None) -> str:
        author = self._by if rule in {None, HAND} else f"{PROGRAM}: {rule_reason(rule or HAND)}"
        return f'w:id="{next(self._numbers)}" w:author="{escape(author)}" w:date="{self._at}"'


def _rule(pieces: Sequence[Piece]) -> str | None:
    return next((one.rule for one in pieces if one.rule is not None), None)


def _woven(source: Sequence[Piece], draft: Sequence[Piece]) -> Iterator[tuple[str, str, str | None]]:
    """Both sides as one text: what stays, what goes (del) and what comes (ins), in the order of reading."""
    left = [(character, one.rule) for one in source for character in one.text]
    right = [(character, one.rule) for one in draft for character in one.text]
    steps: list[tuple[str, str, str | None]] = []
    old = new = 0
    while old < len(left) or new < len(right):
        gone = old < len(left) and left[old][1] is not None
        come = new < len(right) and right[new][1] is not None
        if not gone and not come and old < len(left) and new < len(right) and left[old][0] == right[new][0]:
            steps.append(("same", left[old][0], None))
            old, new = old + 1, new + 1
        elif old < len(left) and (gone or new == len(right) or (not come and left[old][0].isspace())):
            steps.append(("del", *left[old]))
            old += 1
        else:
            steps.append(("ins", *right[new]))
            new += 1
    yield from _joined(steps)


def _joined(steps: Sequence[tuple[str, str, str | None]]) -> Iterator[tuple[str, str, str | None]]:
    start = 0
    for at in range(1, len(steps) + 1):
        if at == len(steps) or (steps[at][0], steps[at][2]) != (steps[start][0], steps[start][2]):
            yield steps[start][0], "".join(one[1] for one in steps[start:at]), steps[start][2]
            start = at
