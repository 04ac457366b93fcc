"""What kind of letter it is, told by its parts (Regulation on Saraban B.E. 2526, cl. 10–26)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.circular import LetterForm
from circulars.lexicon import table
from parsers.findings import Found, passage

if TYPE_CHECKING:
    from circulars.source import Passage
    from parsers.zones import HeadField, Zones

#: Rows at the head among which a title stands.
_TITLE_ROWS = 14


def letter_form(zones: Zones) -> Found[LetterForm]:
    """The form, and the rows that show it."""
    title = zones.first("title")
    if title is not None:
        named = _titled(title)
        ordinary = zones.first("salutation") is not None and zones.first("number") is not None
        if named is not None and (named in {LetterForm.MEMO, LetterForm.RADIO} or not ordinary):
            return Found(named, _shown(title))
    office, number = zones.first("office"), zones.first("number")
    salutation, to = zones.first("salutation"), zones.first("to")
    if office and (salutation or zones.first("subject")):
        return Found(LetterForm.MEMO, _shown(office))
    if to and zones.first("from"):
        return Found(LetterForm.RADIO, _shown(to, zones.first("from")))
    if to and number and not salutation:
        return Found(LetterForm.STAMPED, _shown(to))
    if salutation and (number or zones.first("date") or zones.first("subject")):
        return Found(LetterForm.EXTERNAL, _shown(salutation))
    return Found(LetterForm.OTHER, ())


def _titled(title: HeadField) -> LetterForm | None:
    words = title.rows[0].words.replace(" ", "")
    best = [
        (len(word), LetterForm(name))
        for name, alternatives in table("letter")["titles"].items()
        for word in alternatives
        if words.startswith(word.replace(" ", "")) and title.rows[0].number <= _TITLE_ROWS
    ]
    return max(best, key=lambda one: one[0])[1] if best else None


def _shown(*fields: HeadField | None) -> tuple[Passage, ...]:
    return tuple(passage(one.rows[0].text) for one in fields if one is not None)
