"""Heading, body and footing of a letter: which rows belong to which."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from circulars.lexicon import any_of, table
from circulars.number import NUMBER
from parsers.layout import DIGIT, ITEM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.layout import Layout, Row

_MONTH = "ม.?ค|ก.?พ|มี.?ค|เม.?ย|พ.?ค|มิ.?ย|ก.?ค|ส.?ค|ก.?ย|ต.?ค|พ.?ย|ธ.?ค"
_DATE_ROW = re.compile(
    rf"(?:วันที่\s*)?[{DIGIT}]{{0,2}}\s*(?:(?:เดือน\s*)?[ก-ฮะ-์]{{4,12}}|(?:{_MONTH})\.?)\s*(?:พ\.?ศ\.?\s*)?(?:[{DIGIT}]{{4}}|[{DIGIT}]{{2}})"
)
_HEAD_NUMBER = re.compile(rf"ที่\s*(?=[ก-ฮ]\.?[ก-ฮ]\.?\s*[({DIGIT}]|[{DIGIT}]+\s*/|พิเศษ|[./…_]|$)")
_QUANTITY = re.compile(rf"จำนวน\s*[{DIGIT}]+|[{DIGIT}]+\s*(?:ชุด|ฉบับ|แผ่น|เล่ม|หน้า)")
#: Rows within which a receiving stamp's own date and time stand below its number.
_STAMP_ROWS = 3
#: Rows of a heading at most; a document without an addressee by then has none.
_HEADING_ROWS = 40


@dataclass(frozen=True, slots=True)
class HeadField:
    """One labelled field of the heading with the rows it runs over; ``start`` is where its text begins."""

    label: str  #: a key of ``labels`` in ``letter.toml``, or "urgency", "secrecy", "title", "loose", "stamp"
    rows: tuple[Row, ...]
    start: int = 0


@dataclass(frozen=True, slots=True)
class Zones:
    """The rows of a letter by their place in it."""

    heading: tuple[HeadField, ...]
    body: tuple[Row, ...]
    footing: tuple[Row, ...]
    rest: tuple[Row, ...] = ()  #: what follows the footing: enclosures, minutes written below

    def all(self, label: str) -> tuple[HeadField, ...]:
        """The fields of that label, in order."""
        return tuple(one for one in self.heading if one.label == label)

    def first(self, label: str) -> HeadField | None:
        """The first field of that label."""
        return next((one for one in self.heading if one.label == label), None)


@dataclass(slots=True)
class _Heading:
    """The heading while its rows are taken one by one."""

    fields: list[HeadField] = field(default_factory=list)
    stamped: int = 0  #: rows of a receiving stamp that may still follow

    def has(self, *labels: str) -> bool:
        return any(one.label in labels for one in self.fields)

    def add(self, label: str, row: Row, start: int = 0) -> None:
        self.fields.append(HeadField(label, (row,), start))

    def extend(self, row: Row) -> None:
        last = self.fields[-1]
        self.fields[-1] = HeadField(last.label, (*last.rows, row), last.start)


@cache
def _labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = table("letter")
    found = [
        (label, re.compile(any_of(words) + r"\s*[:：]?\s*"))
        for label, words in data["labels"].items()
        if label != "number"
    ]
    return (
        ("urgency", re.compile(any_of(list(data["urgency"].values())) + r"(?=\s|$)\s*")),
        ("secrecy", re.compile(any_of(list(data["secrecy"].values())) + r"\s*$")),
        ("number", _HEAD_NUMBER),
        *found,
    )


@cache
def _words(section: str, key: str) -> re.Pattern[str]:
    return re.compile(any_of(table("letter")[section][key]))


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(any_of([one for words in table("letter")["titles"].values() for one in words]))


def zones(page: Layout) -> Zones:
    """The zones of a document; one without an addressee has all its rows in the heading or the body."""
    rows = page.rows
    heading = _Heading()
    at = 0
    while at < len(rows) and at < _HEADING_ROWS and _take(heading, rows[at], page):
        at += 1
    end, rest = _footing(rows, at)
    return Zones(tuple(heading.fields), rows[at:end], rows[end:rest], rows[rest:])


def _take(heading: _Heading, row: Row, page: Layout) -> bool:
    """Put a row into the heading; False if the body begins with it."""
    if _receipt(heading, row):
        return True
    label, start = _label(heading, row)
    if label:
        heading.add(label, row, start)
        _second_label(heading, row, start)
        return True
    if heading.fields and _continues(heading, row, page):
        heading.extend(row)
        return True
    if heading.has("salutation", "to") or (heading.has("title", "message") and heading.has("subject")):
        return False
    heading.add("loose", row)
    return True


def _receipt(heading: _Heading, row: Row) -> bool:
    """Whether the row is part of a receiving stamp (ตรารับ): its number, date and time are not the letter's."""
    if _words("stamps", "receipt").search(row.words) and not heading.has("salutation", "to"):
        heading.add("stamp", row)
        heading.stamped = _STAMP_ROWS
        return True
    inside = _words("stamps", "inside").match(row.words)
    if heading.stamped and inside and not NUMBER.search(row.words):
        heading.stamped -= 1
        heading.extend(row)
        return True
    heading.stamped = 0
    return False


def _label(heading: _Heading, row: Row) -> tuple[str | None, int]:
    if not heading.has("salutation", "to", "subject") and _titles().match(row.words.replace(" ", "")):
        return "title", 0
    for label, pattern in _labels():
        match = pattern.match(row.words)
        if match is None or (label in {"salutation", "to"} and heading.has("salutation", "to")):
            continue
        if label == "secrecy" and heading.has("subject"):
            continue
        if label in {"reference", "enclosure"} and not heading.has("salutation", "to", "subject"):
            continue
        if label in {"from", "message"} and not heading.has("title", "from", "to"):
            continue
        return label, match.end()
    if _DATE_ROW.fullmatch(row.words) and not heading.has("date", "salutation", "to"):
        return "date", 0
    return None, 0


def _second_label(heading: _Heading, row: Row, start: int) -> None:
    """A row may hold two fields: urgency before ที่, and วันที่ behind it on a memo."""
    label = heading.fields[-1].label
    rest = row.words[start:]
    if label == "urgency":
        match = _HEAD_NUMBER.match(rest)
        if match:
            heading.add("number", row, start + match.end())
            start += match.end()
            rest = row.words[start:]
            label = "number"
    if label in {"number", "office"}:
        date = re.search(rf"\sวันที่\s*(?=[{DIGIT}\s.…]*[ก-ฮ])", rest)
        if date:
            heading.add("date", row, start + date.end())


def _continues(heading: _Heading, row: Row, page: Layout) -> bool:
    """Whether an unlabelled row belongs to the field above it."""
    last = heading.fields[-1]
    above = last.rows[-1]
    if last.label in {"enclosure", "reference"}:
        listed = ITEM.match(row.words) and (_QUANTITY.search(row.words) or NUMBER.search(row.words))
        if listed or (_QUANTITY.fullmatch(row.words) is not None):
            return True
    if last.label == "title":
        return page.wrapped and not row.after_blank and len(row.words) < 60 and not heading.has("number")
    if last.label not in {"subject", "salutation", "to", "reference", "enclosure"}:
        return False
    if row.after_blank or row.page != above.page or len(last.rows) > 4 or _body_opener().match(row.words):
        return False
    if last.label in {"salutation", "to"}:
        return page.wrapped and above.short <= _FULL_ROW
    return row.indent > above.indent or (page.wrapped and above.short <= _FULL_ROW)


#: Points that a row of the heading may stay short of the right margin and still run on.
_FULL_ROW = 62.0


@cache
def _body_opener() -> re.Pattern[str]:
    openers = table("letter")["openers"]
    return re.compile(any_of(openers["recital"] + openers["purpose"] + openers["strong"]))


def _footing(rows: Sequence[Row], start: int) -> tuple[int, int]:
    """Where the footing begins and ends: valediction, signature, sender, unit and telephone."""
    for at in range(start, len(rows)):
        if _valediction(rows[at].words) or _signature(rows[at].words) or _issued(rows[at].words):
            return at, _footing_end(rows, at)
    phone = next((at for at in range(start, len(rows)) if _phone_row(rows[at].words)), None)
    if phone is None:
        return _plain_footing(rows, start)
    first = phone
    while first > start + 1 and _is_footing(rows[first - 1].words):
        first -= 1
    return first, _footing_end(rows, first)


def _plain_footing(rows: Sequence[Row], start: int) -> tuple[int, int]:
    """The footing of a letter without signature or telephone: short rows that name offices, at the end."""
    first = len(rows)
    while first > start + 1 and _is_footing(rows[first - 1].words):
        first -= 1
    return first, len(rows)


def _footing_end(rows: Sequence[Row], first: int) -> int:
    """Behind the last row of the footing; a new page after the telephone is an enclosure."""
    phone = False
    for at in range(first, len(rows)):
        if rows[at].page != rows[first].page and (phone or at - first > 2):
            return at
        if phone and re.match(r"(?:เรียน|บันทึก|แบบ|บัญชี|สิ่งที่ส่งมาด้วย)", rows[at].words):
            return at
        phone = phone or _phone_row(rows[at].words)
    return len(rows)


def _valediction(words: str) -> bool:
    return bool(_words("footing", "valediction").match(words.replace(" ", "")))


def _issued(words: str) -> bool:
    """The row of an order or announcement that gives its date (สั่ง ณ วันที่)."""
    return bool(_words("footing", "issued").match(words))


def _signature(words: str) -> bool:
    """A row that is a name in brackets."""
    match = re.fullmatch(r"\(\s*([^()]{4,60})\s*\)", words)
    return bool(match and _words("footing", "person").match(match[1].strip()))


def _phone_row(words: str) -> bool:
    return bool(_words("footing", "phone").match(words)) and bool(re.search(f"[{DIGIT}]", words))


def _is_footing(words: str) -> bool:
    """A row that can stand below the text: a unit's name, a date, a telephone, an e-mail."""
    if _phone_row(words) or _DATE_ROW.fullmatch(words) or "@" in words:
        return True
    if _words("footing", "fax").match(words) or _words("footing", "email").match(words):
        return True
    if _words("footing", "copies").match(words) or ABBREVIATED_UNIT.fullmatch(words):
        return True
    return len(words) <= 70 and bool(_words("footing", "unit").match(words)) and not _SENTENCE.search(words)


#: The name of a unit in short, as radio messages have it: "สน.บท.".
ABBREVIATED_UNIT = re.compile(r"(?:[ก-ฮ]{1,4}\.){1,4}(?:\s?[ก-ฮ]{2,4}\.?)?")
#: Words that make a row a sentence and not the name of an office.
_SENTENCE = re.compile(r"ขอให้|จึง|แจ้ง|ดังนี้|ทั้งนี้|ได้|ภายในวันที่|ขอความ|นั้น$|กำหนดให้|ให้")
