"""The head of a letter: number, date, urgency, from, to, subject, enclosures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from circulars.circular import Addressee, Enclosure, Secrecy, Urgency
from circulars.lexicon import any_of, table
from circulars.number import NUMBER, LetterNumber
from circulars.thai_calendar import ascii_digits
from parsers.addressee import parse_addressee
from parsers.findings import Found, group_passage, passage, text_found
from parsers.layout import DIGIT, ITEM, unwrapped
from parsers.letter_date import stated_date

if TYPE_CHECKING:
    import datetime as dt

    from circulars.text import MappedText
    from parsers.zones import HeadField, Zones

_ORDER_NUMBER = re.compile(rf"(?P<running>[{DIGIT}]{{1,5}})\s*/\s*(?P<year>[{DIGIT}]{{4}})")
_QUANTITY = re.compile(
    rf"(?:จำนวน\s*[{DIGIT}]+(?:\s*\([^()]*\))?\s*[ก-ฮเ-ไ][ก-๎]*|[{DIGIT}]+\s*(?:ชุด|ฉบับ|แผ่น|เล่ม|หน้า))\s*$"
)
_PHONE_TAIL = re.compile(r"\s*(?:โทร|โทรศัพท์|ต่อ\s).*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What the head of a letter says; None where it says nothing."""

    urgency: Found[Urgency] | None
    secrecy: Found[Secrecy] | None
    numbers: tuple[Found[LetterNumber], ...]  #: more than one is a doubt
    number_missing: bool  #: ที่ stands there with no number behind it
    dated: Found[dt.date] | None
    issuer: Found[str] | None
    addressee: Found[Addressee] | None
    subject: Found[str] | None
    enclosures: tuple[Found[Enclosure], ...]
    office: MappedText | None  #: the ส่วนราชการ line of a memo
    cited: tuple[MappedText, ...]  #: the อ้างถึง lines, each a text


def read_heading(zones: Zones) -> Heading:
    """The values of the heading fields."""
    numbers = _numbers(zones)
    office = zones.first("office")
    return Heading(
        urgency=_mark(zones, "urgency", Urgency),
        secrecy=_mark(zones, "secrecy", Secrecy),
        numbers=numbers,
        number_missing=zones.first("number") is not None and not numbers,
        dated=_dated(zones),
        issuer=_issuer(zones),
        addressee=_addressee(zones),
        subject=_subject(zones),
        enclosures=_enclosures(zones),
        office=_field_text(office) if office else None,
        cited=tuple(_field_text(one) for one in zones.all("reference")),
    )


def _field_text(head: HeadField) -> MappedText:
    """The words of a field behind its label, unwrapped."""
    return unwrapped(head.rows)[head.start :].strip()


def _mark(zones: Zones, label: str, kind: type) -> Found | None:  # type: ignore[type-arg]
    head = zones.first(label)
    if head is None:
        return None
    words = table("letter")[label]
    row = head.rows[0].text
    for name, word in words.items():
        if row.text.startswith(word):
            return Found(kind(name), (passage(row, 0, len(word)),))
    return None


def _numbers(zones: Zones) -> tuple[Found[LetterNumber], ...]:
    found: dict[str, Found[LetterNumber]] = {}
    for head in zones.all("number"):
        text = _field_text(head)
        match = NUMBER.search(text.text)
        order = _ORDER_NUMBER.match(text.text)
        if match is not None:
            number = LetterNumber.of(match)
            found.setdefault(number.key, Found(number, (group_passage(text, match),)))
        elif order is not None:
            number = LetterNumber(
                text=order.group(),
                letters="",
                unit="",
                circular=False,
                running=int(ascii_digits(order["running"])),
                year=int(ascii_digits(order["year"])),
            )
            found.setdefault(number.key, Found(number, (group_passage(text, order),)))
    return tuple(found.values())


def _dated(zones: Zones) -> Found[dt.date] | None:
    for head in zones.all("date"):
        text = _field_text(head)
        date = stated_date(text.text)
        if date is not None:
            return Found(date.day, (passage(text, date.start, date.end),))
    return None


def _issuer(zones: Zones) -> Found[str] | None:
    """The agency beside or below the number (external letter), or behind the title (order, announcement)."""
    head = re.compile(any_of(table("letter")["agency"]["head"]))
    title = zones.first("title")
    if title is not None:
        words = unwrapped(title.rows)
        match = re.search(rf"(?:คำสั่ง|ประกาศ|ระเบียบ|ข้อบังคับ)\s?(?={head.pattern})", words.text)
        if match:
            return text_found(words[match.end() :].strip())
    sender = zones.first("from")
    if sender is not None and len(_field_text(sender)):
        return text_found(_field_text(sender))
    number = zones.first("number")
    if number is not None:
        text = _field_text(number)
        match = NUMBER.search(text.text)
        beside = text[match.end() :].strip() if match else text[:0]
        if head.match(beside.text):
            return text_found(beside)
    for loose in zones.all("loose"):
        text = loose.rows[0].text
        if head.match(text.text) and len(text) < 80 and not re.search(f"[{DIGIT}]", text.text):
            return text_found(text)
    return None


def _addressee(zones: Zones) -> Found[Addressee] | None:
    head = zones.first("salutation") or zones.first("to")
    if head is None:
        return None
    text = _field_text(head)
    if not len(text):
        return None
    return Found(parse_addressee(text.text), (passage(text),))


def _subject(zones: Zones) -> Found[str] | None:
    head = zones.first("subject")
    if head is None:
        return None
    text = _field_text(head)
    return text_found(text) if len(text) else None


def _enclosures(zones: Zones) -> tuple[Found[Enclosure], ...]:
    found: list[Found[Enclosure]] = []
    for head in zones.all("enclosure"):
        groups: list[list[MappedText]] = []
        for index, row in enumerate(head.rows):
            text = row.text[head.start :].strip() if index == 0 else row.text
            if not groups or ITEM.match(text.text) or _QUANTITY.search(groups[-1][-1].text):
                groups.append([])
            groups[-1].append(text)
        found += [_enclosure(group) for group in groups if any(len(text) for text in group)]
    return tuple(found)


def _enclosure(texts: list[MappedText]) -> Found[Enclosure]:
    whole = type(texts[0]).join(texts, " ").strip()
    mark = ITEM.match(whole.text)
    own = whole[mark.end() if mark else 0 :].strip()
    quantity = _QUANTITY.search(own.text)
    name = own[: quantity.start()].strip() if quantity else own
    value = Enclosure(
        text=" ".join(name.text.split()),
        quantity=" ".join(ascii_digits(quantity.group()).split()) if quantity else None,
    )
    inner = {"quantity": (passage(own, *quantity.span()),)} if quantity else {}
    return Found(value, (passage(own),), inner)


def memo_offices(office: MappedText) -> list[Found[str]]:
    """The offices named in a memo's ส่วนราชการ line, outer to inner, its telephone left out."""
    tail = _PHONE_TAIL.search(office.text)
    named = (office[: tail.start()] if tail else office).strip()
    units = re.compile(r"\s+(?=" + any_of(table("letter")["footing"]["unit"]) + ")")
    cuts = [0, *(match.end() for match in units.finditer(named.text)), len(named)]
    return [text_found(named[start:end].strip()) for start, end in pairwise(cuts) if start < end]
