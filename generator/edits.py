"""Edits (การแก้ไข) of a source's paragraphs: whether they fit, and what they make of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.circular import Paragraph, Part
from circulars.thai_calendar import ascii_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from circulars.letter import Edit

#: The rule whose edits change an item's number.
RENUMBER = "renumber"


def by_paragraph(edits: Iterable[Edit]) -> Mapping[int, list[Edit]]:
    """The edits of each paragraph, in the order of the text."""
    found: dict[int, list[Edit]] = defaultdict(list)
    for edit in edits:
        found[edit.paragraph].append(edit)
    for own in found.values():
        own.sort(key=lambda edit: (edit.start, edit.start + len(edit.before)))
    return found


def fitting(paragraphs: Sequence[Paragraph], edits: Iterable[Edit]) -> tuple[list[Edit], list[Edit]]:
    """The edits whose words stand where they say, and the others; of two over the same words the second is no fit."""
    fits: list[Edit] = []
    misfits: list[Edit] = []
    for index, own in by_paragraph(edits).items():
        text = paragraphs[index].text if 0 <= index < len(paragraphs) else ""
        last = 0
        for edit in own:
            end = edit.start + len(edit.before)
            good = index >= 0 and last <= edit.start <= len(text) and text[edit.start : end] == edit.before
            (fits if good else misfits).append(edit)
            last = end if good else last
    return fits, misfits


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with its edits made; they fit and stand in order."""
    pieces: list[str] = []
    last = 0
    for edit in edits:
        pieces += [text[last : edit.start], edit.after]
        last = edit.start + len(edit.before)
    return "".join(pieces) + text[last:]


def applied(paragraphs: Sequence[Paragraph], edits: Iterable[Edit]) -> tuple[tuple[int, Paragraph], ...]:
    """The paragraphs after their edits, each with its position in the source; those left empty are gone.

    An edit past the last paragraph puts a paragraph in. Edits that do not fit are passed over.
    """
    own = by_paragraph(fitting(paragraphs, edits)[0])
    found: list[tuple[int, Paragraph]] = []
    for index, paragraph in enumerate(paragraphs):
        text = edited(paragraph.text, own.get(index, ())).strip()
        if text:
            item = _item(paragraph.item, own.get(index, ()))
            found.append((index, replace(paragraph, text=text, item=item)))
    added = (index for index in sorted(own) if index >= len(paragraphs))
    found += ((index, Paragraph(part=Part.CLOSING, text=edited("", own[index]))) for index in added)
    return tuple(found)


def _item(item: str | None, edits: Sequence[Edit]) -> str | None:
    """The item's number after its edits: anew in full, or in its last part."""
    for edit in edits:
        if edit.rule == RENUMBER and item is not None:
            before, after = ascii_digits(edit.before), ascii_digits(edit.after)
            return after if before == item else item.removesuffix(before) + after
    return item
