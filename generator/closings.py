"""The closing of a relay (ภาคสรุป): a stamped letter needs none, unless the circular says something by it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from circulars.circular import LetterForm, Part
from circulars.letter import Edit
from circulars.lexicon import table
from generator.citations import sentences

if TYPE_CHECKING:
    from circulars.circular import Circular
    from circulars.office import OfficeProfile

DROPPED, ADDED = "closing-dropped", "closing-added"


def closing_edits(source: Circular, office: OfficeProfile, form: LetterForm) -> list[Edit]:
    """The edits of the closing: a bare formula goes from a stamped letter, or makes way for the office's own.

    A closing that asks for something (แจ้งอำเภอถือปฏิบัติ, โดยด่วน) is no formula: it stays, for the rules to reword.
    So does the formula of a letter that asks for nothing else.
    """
    if form is not LetterForm.STAMPED:
        return _signed_closing(source)
    formula = re.compile(table("relay")["closing"]["formula"])
    bare = [
        index
        for index, one in enumerate(source.paragraphs)
        if one.part is Part.CLOSING and formula.fullmatch(one.text.strip()) and _asks(source)
    ]
    after = sentences()["closing"] if office.closing else ""
    found = [
        Edit(
            rule=ADDED if after and index == bare[-1] else DROPPED,
            paragraph=index,
            before=source.paragraphs[index].text,
            after=after if index == bare[-1] else "",
        )
        for index in bare
    ]
    if after and not any(one.part is Part.CLOSING for one in source.paragraphs):
        found.append(Edit(rule=ADDED, paragraph=len(source.paragraphs), before="", after=after))
    return found


def _signed_closing(source: Circular) -> list[Edit]:
    """A signed letter ends with a closing: where the circular has none, it gets one."""
    if any(one.part is Part.CLOSING for one in source.paragraphs):
        return []
    return [
        Edit(rule=ADDED, paragraph=len(source.paragraphs), before="", after=sentences()["closing_signed"])
    ]


def _asks(source: Circular) -> bool:
    """Whether the circular asks for something before its closing."""
    asks = re.compile(table("relay")["closing"]["asks"])
    return any(
        one.item is not None or asks.search(one.text)
        for one in source.paragraphs
        if one.part is not Part.CLOSING
    )
