"""A circular and its relay side by side: which words changed, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING

from circulars.letter import HEADING
from generator.edits import applied, by_paragraph, fitting
from generator.tokens import changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.circular import Circular
    from circulars.letter import Draft, Edit

#: The rule of a change that no rule made: the drafter's own.
HAND = "hand"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one side; ``rule`` is None where both sides say the same."""

    text: str
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class DiffRow:
    """A paragraph of the source and what it has become; a side without pieces has no such paragraph."""

    place: int | None  #: position in the source; `HEADING` for a reference line; None for a paragraph put in
    source: tuple[Piece, ...]
    draft: tuple[Piece, ...]


@dataclass(slots=True)
class _Marks:
    """A text with the rule behind each of its characters, and where each kept one stands in the source."""

    text: str
    rules: list[str | None]
    origins: list[int | None]


def side_by_side(source: Circular, draft: Draft) -> tuple[DiffRow, ...]:
    """The source's paragraphs beside the letter's, in order, also where a person has changed the letter since.

    What the recorded edits took out or put in bears their rule; every other difference bears `HAND`.
    """
    heading = [
        DiffRow(HEADING, (Piece(one.before, one.rule),), (Piece(one.after, one.rule),))
        for one in draft.edits
        if one.paragraph == HEADING
    ]
    fits, _ = fitting(source.paragraphs, [one for one in draft.edits if one.paragraph != HEADING])
    own = by_paragraph(fits)
    expected = dict(applied(source.paragraphs, fits))
    pairs = _paired(
        [(index, one.text) for index, one in expected.items()], [one.text for one in draft.letter.body]
    )
    rows: list[DiffRow] = []
    gone = iter(sorted(set(range(len(source.paragraphs))) - set(expected)))
    waiting = next(gone, None)
    for index, text in pairs:
        while waiting is not None and index is not None and waiting < index:
            rows.append(_row(source, waiting, own.get(waiting, ()), None))
            waiting = next(gone, None)
        rows.append(
            _row(source, index, own.get(index, ()), text)
            if index is not None
            else DiffRow(None, (), (Piece(text or "", HAND),))
        )
    rows += [
        _row(source, one, own.get(one, ()), None) for one in ([waiting, *gone] if waiting is not None else ())
    ]
    return (*heading, *rows)


def _paired(
    expected: Sequence[tuple[int, str]], body: Sequence[str]
) -> Iterator[tuple[int | None, str | None]]:
    """Each expected paragraph with the letter's; None on a side where a person took one out or put one in."""
    matcher = SequenceMatcher(None, [text for _, text in expected], body, autojunk=False)
    for _, first, last, start, end in matcher.get_opcodes():
        places = [index for index, _ in expected[first:last]]
        texts = list(body[start:end])
        for step in range(max(len(places), len(texts))):
            index = places[step] if step < len(places) else None
            text = texts[step] if step < len(texts) else None
            yield index, text


def _row(source: Circular, index: int, edits: Sequence[Edit], text: str | None) -> DiffRow:
    """One paragraph on both sides; ``text`` is the letter's, None if it is not in the letter."""
    before = source.paragraphs[index].text if index < len(source.paragraphs) else ""
    removed, made = _marked(before, edits)
    actual = text if text is not None else ""
    if made.text.strip() != actual:
        made = _by_hand(removed, made, actual)
    return DiffRow(index, _pieces(removed), _pieces(made))


def _marked(before: str, edits: Sequence[Edit]) -> tuple[_Marks, _Marks]:
    removed = _Marks(before, [None] * len(before), list(range(len(before))))
    made = _Marks("", [], [])
    last = 0
    for edit in edits:
        _copy(made, before, last, edit.start)
        end = edit.start + len(edit.before)
        removed.rules[edit.start : end] = [edit.rule] * len(edit.before)
        made.text += edit.after
        made.rules += [edit.rule] * len(edit.after)
        made.origins += [None] * len(edit.after)
        last = end
    _copy(made, before, last, len(before))
    return removed, made


def _copy(made: _Marks, text: str, start: int, end: int) -> None:
    made.text += text[start:end]
    made.rules += [None] * (end - start)
    made.origins += range(start, end)


def _by_hand(removed: _Marks, made: _Marks, actual: str) -> _Marks:
    """The letter's own text; what a person put in or took out bears `HAND` on its side."""
    found = _Marks("", [], [])
    last = start = 0
    for change in changes(made.text, actual):
        _keep(found, made, last, change.before[0], actual[start : change.after[0]])
        for origin in made.origins[slice(*change.before)]:
            if origin is not None:
                removed.rules[origin] = HAND
        words = actual[slice(*change.after)]
        found.text += words
        found.rules += [HAND] * len(words)
        last, start = change.before[1], change.after[1]
    _keep(found, made, last, len(made.text), actual[start:])
    return found


def _keep(found: _Marks, made: _Marks, start: int, end: int, words: str) -> None:
    """Words that both have, but for their blanks: the rules of their characters are kept."""
    rules = [
        rule for rule, one in zip(made.rules[start:end], made.text[start:end], strict=True) if one.strip()
    ]
    at = 0
    for one in words:
        found.text += one
        found.rules.append(rules[min(at, len(rules) - 1)] if rules else None)
        at += bool(one.strip())


def _pieces(marks: _Marks) -> tuple[Piece, ...]:
    """Runs of characters with the same rule."""
    found: list[Piece] = []
    start = 0
    for rule, run in groupby(marks.rules):
        length = sum(1 for _ in run)
        found.append(Piece(marks.text[start : start + length], rule))
        start += length
    return tuple(found)
