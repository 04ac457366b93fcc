"""How a relay says who the order is from: before the circular's own matter (กรมการปกครองแจ้งว่า …)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from circulars.circular import Reference
from circulars.letter import Edit
from generator.citations import letter_citation, sentences
from generator.recitals import own_matter

if TYPE_CHECKING:
    from circulars.circular import Circular

ATTRIBUTION = "attribution"
#: First words of a text that recalls nothing; the attribution stands behind them.
_OPENER = re.compile(r"ด้วย\s?")
#: Words that lead over from what was recalled; the issuer may stand behind them.
_LEADS_OVER = re.compile(r"(?:ในการนี้|ดังนั้น|บัดนี้)\s")
#: Behind the issuer's own name: it says already that it tells …
_TELLS = re.compile(r"\s?(?:ได้)?(?:ขอเรียนว่า|ขอแจ้งว่า|เรียนว่า|ขอแจ้งให้ทราบว่า|ขอเรียนให้ทราบว่า)\s?")
#: … or the sentence is the order itself.
_ORDERS = re.compile(r"\s?(?:แจ้งว่า|จึง|ขอ)")
#: An order that begins at once.
_ASKS = re.compile(r"(?:จึง|ขอ(?:ให้|ความ|กำชับ|เน้นย้ำ|แจ้ง|เชิญ))")

_Change = tuple[int, str, str]  # where, before, after


def attribution(source: Circular, issuer: str, office: str) -> list[Edit]:
    """The edits that say who the order is from; none where the text says so itself.

    Behind what recalls an earlier letter: "<issuer>แจ้งว่า …", before an order at once "<issuer>จึงขอให้ …".
    At the head of a letter that recalls nothing: "ด้วย<office>ได้รับแจ้งจาก<issuer> ตามหนังสือ … ว่า …" if the
    circular's number and date are known, else "ด้วย<issuer>แจ้งว่า …".
    """
    place = own_matter(source.paragraphs)
    if place is None or source.paragraphs[place.paragraph].item is not None:
        return []
    text = source.paragraphs[place.paragraph].text
    head = place.paragraph == 0 and not text[: place.offset].strip()
    found = _changes(text, place.offset, issuer, office, _citation(source) if head else None)
    return [
        Edit(rule=ATTRIBUTION, paragraph=place.paragraph, before=before, after=after, start=start)
        for start, before, after in found
    ]


def _citation(source: Circular) -> str:
    """The circular as its relay cites it; empty while its number or date is unknown."""
    if source.number is None or source.dated is None:
        return ""
    own = Reference(urgency=source.urgency, number=source.number.key, dated=source.dated)
    return str(sentences()["received_letter"]).format(citation=letter_citation(own))


def _changes(text: str, start: int, issuer: str, office: str, citation: str | None) -> list[_Change]:
    """What changes at ``start``; ``citation`` is None where the letter has recalled something before."""
    head = citation is not None
    opener = _OPENER.match(text, start)
    over = None if head else _LEADS_OVER.match(text, start)
    name = opener.end() if opener else over.end() if over else start
    if text.startswith(issuer, name):
        return _named(text, name, name + len(issuer), citation if opener else None, office)
    if _ASKS.match(text, name):
        sentence = "asking_opening" if head and not opener else "asking"
        return [(name, "", sentences()[sentence].format(issuer=issuer))]
    if head or opener:
        return [_unnamed(text[start:name], start, issuer, citation, office)]
    return [(start, "", sentences()["attribution"].format(issuer=issuer))]


def _named(text: str, name: int, end: int, citation: str | None, office: str) -> list[_Change]:
    """The text names its issuer at its head."""
    if tells := _TELLS.match(text, end):
        return [(end, tells.group(), sentences()["attribution_short"])]
    if _ORDERS.match(text, end):
        return []
    if citation:
        return [(name, "", sentences()["received"].format(office=office)), (end, "", f" {citation}")]
    return [(end, "", sentences()["attribution_short"])]


def _unnamed(opener: str, start: int, issuer: str, citation: str | None, office: str) -> _Change:
    """The text does not begin with its issuer: the name is put in, behind ด้วย or with it."""
    words = sentences()["opening"].format(issuer=issuer)
    if citation:
        words = f"ด้วย{sentences()['received'].format(office=office)}{issuer} {citation}"
    return start, opener, words
