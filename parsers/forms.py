"""What kind of document it is, told by its parts (Regulation on Saraban B.E. 2526, cl. 10–26).

"regulation" is any legal text (ระเบียบ, ข้อบังคับ, กฎกระทรวง, พระราชบัญญัติ). A paper of a company or a private
person, a form to fill in and whatever has none of a letter's parts are "other", even if they say เรื่อง and เรียน.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from circulars.circular import LetterForm
from circulars.lexicon import any_of, table
from circulars.number import NUMBER
from parsers.ending import valediction
from parsers.findings import Found, passage

if TYPE_CHECKING:
    from circulars.source import Passage
    from parsers.zones import HeadField, Zones

#: Rows at the head among which a title stands.
_TITLE_ROWS = 14
#: Rows at the head that name a company or show a form to fill in.
_LETTERHEAD_ROWS = 6
#: So many measures in rows of their own make a drawing.
_MEASURES = 4


def letter_form(zones: Zones) -> Found[LetterForm]:
    """The form, and the rows that show it."""
    title = zones.first("title")
    office, number = zones.first("office"), zones.first("number")
    salutation, to = zones.first("salutation"), zones.first("to")
    if _private(zones) or _is_drawing(zones):
        return Found(LetterForm.OTHER, ())
    if title is not None:
        named = _titled(title)
        ordinary = salutation is not None and number is not None
        if named is not None and (named in {LetterForm.MEMO, LetterForm.RADIO} or not ordinary):
            return Found(named, _shown(title))
    if office and (salutation or zones.first("subject")):
        return Found(LetterForm.MEMO, _shown(office))
    if to and zones.first("from"):
        return Found(LetterForm.RADIO, _shown(to, zones.first("from")))
    if to and number and not salutation:
        return Found(LetterForm.STAMPED, _shown(to))
    if salutation and (number or _has_letter_parts(zones)):
        return Found(LetterForm.EXTERNAL, _shown(salutation))
    subject, dated = zones.first("subject"), zones.first("date")
    if number and subject and dated and title is None and _numbered(number):
        # Only the line of those written to could not be read.
        return Found(LetterForm.EXTERNAL, _shown(number, subject))
    return Found(LetterForm.OTHER, ())


def _numbered(number: HeadField) -> bool:
    return any(NUMBER.search(row.words) for row in number.rows)


def _has_letter_parts(zones: Zones) -> bool:
    """Whether a letter that lost its number shows itself by its other parts."""
    subject = zones.first("subject")
    listed = zones.first("reference") or zones.first("enclosure")
    if subject is not None and listed is not None:
        return True
    dated = zones.first("date") or subject
    return dated is not None and any(valediction(row.words) for row in zones.footing)


@cache
def _private_words() -> re.Pattern[str]:
    return re.compile(any_of(table("letter")["private"]["words"]))


def _private(zones: Zones) -> bool:
    """Whether a letterhead is that of a company or person, or the paper is a form to fill in."""
    if any(_numbered(head) for head in zones.all("number")):
        return False
    rows = [row for head in zones.heading[:_LETTERHEAD_ROWS] for row in head.rows]
    return any(_private_words().match(row.words) for row in rows)


@cache
def _measures() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(table('letter')['private']['measures'])})\W*")


def _is_drawing(zones: Zones) -> bool:
    """Whether measures stand about as on a drawing of how a letter is laid out."""
    rows = [row for head in zones.heading for row in head.rows]
    found = [row for row in (*rows, *zones.body, *zones.footing) if _measures().fullmatch(row.words)]
    return len(found) >= _MEASURES


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
