"""The head of a letter: number, date, urgency, from, to, subject, enclosures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from circulars.circular import Addressee, Enclosure, Secrecy, Urgency
from circulars.lexicon import any_of, table
from circulars.number import NUMBER, ORDER_NUMBER, LetterNumber, order_number
from circulars.thai_calendar import ascii_digits
from parsers.addressee import parse_addressee
from parsers.findings import Found, group_passage, passage, text_found
from parsers.layout import DIGIT, ITEM, unwrapped
from parsers.letter_date import impossible_date, stated_date

if TYPE_CHECKING:
    import datetime as dt

    from circulars.text import MappedText
    from parsers.zones import HeadField, Zones

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
    garbled: Found[str] | None  #: a number whose letters were misread, as it was probably meant
    dated: Found[dt.date] | None
    impossible: Found[str] | None  #: a date that no day has
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
        garbled=_garbled(zones) if not numbers else None,
        dated=_dated(zones),
        impossible=_impossible(zones),
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
    mark = re.match(rf"(?:{any_of(table('letter')['marks'][label])}\s*[:：]?\s*)?", row.text)
    start = mark.end() if mark else 0
    for name, word in words.items():
        if row.text.startswith(word, start):
            return Found(kind(name), (passage(row, start, start + len(word)),))
    return None


def _numbers(zones: Zones) -> tuple[Found[LetterNumber], ...]:
    """The numbers of the heading; where there are several, first the one beside the name of an agency.

    A relaying office may have put its own number on a letter that it passed on as it came.
    """
    found: dict[str, Found[LetterNumber]] = {}
    heads = sorted(zones.all("number"), key=lambda head: _beside(head) is None)
    for head in heads:
        text = _field_text(head)
        match = NUMBER.search(text.text)
        order = ORDER_NUMBER.match(text.text)
        if match is not None:
            number = LetterNumber.of(match)
            found.setdefault(number.key, Found(number, (group_passage(text, match),)))
        elif order is not None:
            number = order_number(order)
            found.setdefault(number.key, Found(number, (group_passage(text, order),)))
    return tuple(found.values())


def _garbled(zones: Zones) -> Found[str] | None:
    """A number in whose letters marks were seen that no number has (ศิธี ๐๕๑๔/ว ๖๓๐), without them."""
    for head in zones.all("number"):
        text = _field_text(head)
        match = _GARBLED.match(text.text)
        meant = (
            LetterNumber.parse(_NOT_CONSONANT.sub("", match["letters"]) + " " + match["rest"])
            if match
            else None
        )
        if match and meant:
            return Found(meant.text, (group_passage(text, match),))
    return None


_GARBLED = re.compile(
    rf"(?P<letters>[ก-๎]{{3,6}})\s*(?P<rest>[{DIGIT}]{{2,5}}[.{DIGIT}]*\s*/\s*(?:ว\s*)?[{DIGIT}]{{1,6}})"
)
_NOT_CONSONANT = re.compile("[^ก-ฮ]")


def _dated(zones: Zones) -> Found[dt.date] | None:
    for head in zones.all("date"):
        text = _field_text(head)
        date = stated_date(text.text)
        if date is not None:
            return Found(date.day, (passage(text, date.start, date.end),))
    return None


def _impossible(zones: Zones) -> Found[str] | None:
    """A date in the heading that no day has; None if there is a right one too."""
    if _dated(zones) is not None:
        return None
    for head in zones.all("date"):
        text = _field_text(head)
        found = impossible_date(text.text)
        if found:
            return text_found(text[found[0] : found[1]])
    return None


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(any_of(table("letter")["agency"]["head"]))


def _beside(head: HeadField) -> MappedText | None:
    """The name of the agency that stands beside a number, in the right column."""
    text = _field_text(head)
    match = NUMBER.search(text.text) or ORDER_NUMBER.match(text.text)
    gap = _GAP.search(text.text) if match is None else None
    match = match or gap or _BLANK_NUMBER.match(text.text)
    if match is None:
        return None
    beside = text[match.end() :].strip()
    return beside if _agency().match(beside.text) and not _ADDRESS.match(beside.text) else None


#: What parts the number from what stands beside it.
_GAP = re.compile(r"\s*\t\s*|\s{4,}")
#: A number that is still to be filled in.
_BLANK_NUMBER = re.compile(rf"(?:[ก-ฮ]{{2}}\s*[{DIGIT}.]*\s*/?\s*(?:ว\s?)?)?[\s.…_/-]*")
#: Words with which the address below an agency's name begins.
_ADDRESS = re.compile(
    rf"ถนน|ถ\.|เลขที่|แขวง|เขต|ตำบล|ต\.|อำเภอ\S*\s+(?:จังหวัด|[ก-ฮ]{{2}}\s?[{DIGIT}]{{5}})|จ\.|กทม|กรุงเทพ|หมู่|ศาลากลาง.*[{DIGIT}]{{5}}|[{DIGIT}]"
)


def _column(zones: Zones, agency: MappedText) -> Found[str]:
    """The agency's name with the row below that goes on with it (… และการบริหารพัสดุภาครัฐ), up to its address."""
    loose = [head.rows[0].text for head in zones.all("loose")]
    below = next((text for text in loose if text.starts[0] > agency.starts[0]), None)
    if below is None or not (_GOES_ON.match(below.text) or _INCOMPLETE.search(agency.text)):
        return text_found(agency)
    address = _ADDRESS_INSIDE.search(below.text)
    rest = below[: address.start() if address else len(below)].strip()
    if not len(rest):
        return text_found(agency)
    joined = type(agency).join([agency, rest])
    return Found(" ".join(joined.text.split()), (passage(agency), passage(rest)))


#: First words of a row that goes on with the name of the agency above it.
_GOES_ON = re.compile(r"และ|กับ|แห่ง|เพื่อ")
#: Last words of a row that holds only the beginning of a name.
_INCOMPLETE = re.compile(
    r"(?:จังหวัด|อำเภอ|ตำบล|ศาลากลาง|ที่ว่าการ|และ|เขตพื้นที่การศึกษา|ประถมศึกษา|มัธยมศึกษา|เทศบาล(?:เมือง|นคร)?)$"
)
_ADDRESS_INSIDE = re.compile(
    rf"(?:^|\s)(?:ถนน|ถ\.|เลขที่|แขวง|ตำบล|ต\.|อำเภอ|อ\.|หมู่|ศาลากลาง|กทม|[{DIGIT}]{{3,5}}(?!\S))|\s[ก-ฮ]{{2}}\s?[{DIGIT}]{{5}}"
)


def _issuer(zones: Zones) -> Found[str] | None:
    """In whose name a letter is sent, as the paper names it.

    Beside or below the number (external letter), behind the title (order, announcement), behind จาก (radio message).
    A letter of a province names the hall that it is sent from (ศาลากลางจังหวัด): its issuer is the province.
    """
    named = _named_issuer(zones)
    return _province_of_hall(named) if named else None


def _province_of_hall(named: Found[str]) -> Found[str]:
    if not _HALL.match(named.value):
        return named
    return Found(_HALL.sub("จังหวัด", named.value), named.passages)


_HALL = re.compile(r"ศาลากลาง(?:จังหวัด)?\s?")


def _named_issuer(zones: Zones) -> Found[str] | None:
    title = zones.first("title")
    if title is not None:
        words = unwrapped(title.rows)
        match = re.search(rf"(?:คำสั่ง|ประกาศ|ระเบียบ|ข้อบังคับ)\s?(?={_agency().pattern})", words.text)
        if match:
            end = re.compile(r"\s*(?:ว่าด้วย|เรื่อง|ฉบับที่|พ\.ศ\.)|$").search(words.text, match.end())
            return text_found(words[match.end() : end.start() if end else len(words)].strip())
    sender = zones.first("from")
    if sender is not None and len(_field_text(sender)):
        return text_found(_field_text(sender))
    for head in zones.all("number"):
        beside = _beside(head)
        if beside is not None:
            return _column(zones, beside)
    numbered = False
    for loose in zones.heading:
        numbered = numbered or loose.label == "number"
        text = loose.rows[0].text
        named = _agency().match(text.text) and not _ADDRESS.match(text.text)
        if (
            loose.label == "loose"
            and numbered
            and named
            and len(text) < 80
            and not re.search(f"[{DIGIT}]", text.text)
        ):
            return _column(zones, text)
    return None


def _addressee(zones: Zones) -> Found[Addressee] | None:
    head = zones.first("salutation") or zones.first("to")
    if head is None:
        return None
    rows = [head.rows[0].text[head.start :], *(row.text for row in head.rows[1:])]
    text = type(rows[0]).join(rows, " ").strip()
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
    units = re.compile(r"[\s(]+(?=" + any_of(table("letter")["footing"]["unit"]) + ")")
    cuts = [0, *(match.end() for match in units.finditer(named.text)), len(named)]
    parts = (named[start:end].strip() for start, end in pairwise(cuts) if start < end)
    return [text_found(part[: len(part.text.rstrip(" ()"))]) for part in parts if part.text.strip(" ()")]
