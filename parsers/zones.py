"""Heading, body and footing of a letter: which rows belong to which."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from circulars.lexicon import any_of, table
from circulars.number import NUMBER
from parsers.ending import DATE_ROW, footing_rows, phone_row
from parsers.layout import CHARACTER, DIGIT, ITEM, width
from parsers.stamps import set_apart, stamp_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.layout import Layout, Row

_HEAD_NUMBER = re.compile(
    rf"ที่\s*(?=[ก-ฮ]\.?[ก-ฮ]{{1,4}}\.?\s*[({DIGIT}]|[ก-๎]{{2,6}}\s*[{DIGIT}]{{2,5}}[.{DIGIT}]*\s*/|[{DIGIT}]+\s*/|พิเศษ|[./…_]|$)|เลขที่\s*(?=[{DIGIT}]+\s*/)|ฉบับที่\s*(?=[{DIGIT}]+\s*/\s*[{DIGIT}]{{4}})"
)
_QUANTITY = re.compile(rf"จำนวน\s*[{DIGIT}]+|[{DIGIT}]+\s*(?:ชุด|ฉบับ|แผ่น|เล่ม|หน้า)")
#: Characters of a row of the heading without a label at most.
_LONGEST_HEAD = 90
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
    marked = {name: f"(?:{any_of(data['marks'][name])}\\s*[:：]?\\s*)?" for name in ("urgency", "secrecy")}
    return (
        ("urgency", re.compile(marked["urgency"] + any_of(list(data["urgency"].values())) + r"(?=\s|$)\s*")),
        ("secrecy", re.compile(marked["secrecy"] + any_of(list(data["secrecy"].values())) + r"\s*$")),
        ("number", _HEAD_NUMBER),
        *found,
        ("salutation", re.compile(rf"{_DAMAGED_SALUTATION}\s+(?={_written_to()})")),
    )


#: เรียน with a letter lost or misread; it counts only before those who are written to.
_DAMAGED_SALUTATION = "เร[ิีืึ]?[ยบข]?[นบมฆ]"


def _written_to() -> str:
    return any_of([word for kind in table("addressees")["kind"] for word in kind["words"]])


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(any_of([one for words in table("letter")["titles"].values() for one in words]))


def zones(page: Layout) -> Zones:
    """The zones of a document; one without an addressee has all its rows in the heading or the body."""
    rows = (*set_apart(page.rows[:_HEADING_ROWS]), *page.rows[_HEADING_ROWS:])
    heading = _Heading()
    stamped = stamp_rows(rows, _HEADING_ROWS)
    at = 0
    while at < len(rows) and at < _HEADING_ROWS:
        if not _take(heading, rows[at], page, stamped=at in stamped) and not _goes_on(heading, rows, at):
            break
        at += 1
    end, rest = footing_rows(rows, at, wrapped=page.wrapped)
    body = (*_message(heading), *rows[at:end])
    return Zones(tuple(heading.fields), body, rows[end:rest], rows[rest:])


def _goes_on(heading: _Heading, rows: Sequence[Row], at: int) -> bool:
    """Put a row into the last field where the list of citations or enclosures goes on below: the text comes later."""
    last = heading.fields[-1] if heading.fields else None
    if last is None or last.label not in {"enclosure", "reference"} or rows[at].after_blank:
        return False
    listed = any(ITEM.match(row.words) for row in last.rows[1:])
    for ahead, row in enumerate(rows[at : at + _LISTED_ROWS]):
        opens = _body_opener().match(row.words)
        if (opens and not (ahead and listed)) or row.after_blank:
            return False
        if opens or ITEM.match(row.words):
            heading.extend(rows[at])
            return True
    return False


#: Rows that one entry of a list in the heading takes, at most.
_LISTED_ROWS = 3


def _message(heading: _Heading) -> tuple[Row, ...]:
    """The text of a radio message begins behind its label (ข้อความ)."""
    last = heading.fields[-1] if heading.fields else None
    if last is None or last.label != "message":
        return ()
    text = last.rows[0].text[last.start :].strip()
    return (replace(last.rows[0], text=text),) if len(text) else ()


def _take(heading: _Heading, row: Row, page: Layout, *, stamped: bool) -> bool:
    """Put a row into the heading; False if the body begins with it."""
    if heading.has("message"):
        return False
    label, start = _label(heading, row)
    if stamped and label != "number":
        heading.add("stamp", row)
        return True
    if label:
        heading.add(label, row, start)
        if label == "title" and _TITLED_TEXT.match(row.words):
            return False
        _second_label(heading, row, start)
        return True
    if heading.fields and _continues(heading, row, page):
        heading.extend(row)
        return True
    if heading.has("salutation", "to") or (heading.has("title") and _is_text(heading, row)):
        return False
    if heading.has("number") and heading.has("subject") and _body_opener().match(row.words):
        return False  # whom it is written to could not be read
    heading.add("loose", row)
    return True


#: The text of a certificate that has no title above it.
_TITLED_TEXT = re.compile(r"หนังสือ(?:ฉบับ)?นี้|ขอรับรอง")


def _is_text(heading: _Heading, row: Row) -> bool:
    """Whether the text of a titled document begins: an order, an announcement, a certificate has no addressee."""
    return heading.has("subject") or bool(_body_opener().match(row.words)) or len(row.words) > _LONGEST_HEAD


def _label(heading: _Heading, row: Row) -> tuple[str | None, int]:
    if not heading.has("salutation", "to", "subject") and _titles().match(row.words.replace(" ", "")):
        return "title", 0
    for label, pattern in _labels():
        match = pattern.match(row.words)
        if match is None or (label in {"salutation", "to"} and heading.has("salutation", "to")):
            continue
        if label in {"secrecy", "subject"} and heading.has("subject"):
            continue
        if label in {"reference", "enclosure"} and not heading.has("salutation", "to", "subject"):
            continue
        if label == "date" and heading.has("reference", "enclosure"):
            continue
        if label == "message" and not heading.has("title", "from", "to"):
            continue
        return label, match.end()
    if DATE_ROW.fullmatch(row.words) and not heading.has("date", "salutation", "to"):
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
        date = re.search(rf"(?:\s|(?<=[{DIGIT}/ว]))(?:ลง)?วันที่\s*(?=[{DIGIT}\s.…]*[ก-ฮเ-ไ])", rest)
        if date:
            heading.add("date", row, start + date.end())


def _continues(heading: _Heading, row: Row, page: Layout) -> bool:
    """Whether an unlabelled row belongs to the field above it: set under its text, or below a full row."""
    last = heading.fields[-1]
    above = last.rows[-1]
    if last.label in {"enclosure", "reference"}:
        listed = ITEM.match(row.words) and (_QUANTITY.search(row.words) or NUMBER.search(row.words))
        if listed or (_QUANTITY.fullmatch(row.words) is not None):
            return True
    if last.label == "date":
        return _YEAR.fullmatch(row.words) is not None and len(last.rows) == 1
    if last.label == "office":
        return phone_row(row.words) or (page.wrapped and above.short <= CHARACTER * 4 and not row.after_blank)
    if last.label == "title":
        return page.wrapped and not row.after_blank and len(row.words) < 60 and not heading.has("number")
    if last.label not in {"subject", "salutation", "to", "reference", "enclosure"}:
        return False
    if last.label == "subject" and _NUMBERED_ISSUE.match(row.words):
        return False
    if last.label in {"salutation", "to"} and _opens_list(last, row):
        return False
    if row.after_blank or row.page != above.page or len(last.rows) > 4 or _body_opener().match(row.words):
        return False
    joined = last.label in {"salutation", "to"} and _JOINED.match(row.words) is not None
    if (
        joined
        or _under(last, row)
        or (heading.has("title") and row.indent >= _CENTRED and len(row.words) < _LONGEST_HEAD)
    ):
        return True
    return page.wrapped and above.short <= _FULL_ROW and row.indent <= above.indent


def _opens_list(head: HeadField, row: Row) -> bool:
    """Whether a row is the first item of the text (๑. เรื่องเดิม), and not the next of several addressees."""
    return ITEM.match(row.words) is not None and not ITEM.match(head.rows[0].words, head.start)


def _under(head: HeadField, row: Row) -> bool:
    """Whether a row begins about where the text of the field's first row begins."""
    first = head.rows[0]
    column = first.indent + width(first.words[: head.start]) * CHARACTER
    return first.indent + 2 * CHARACTER < row.indent <= column + _ASIDE


#: How a row begins that goes on with those written to.
_JOINED = re.compile(r"(?:และ|ตลอดจน|รวมทั้ง|,|\(ยกเว้น)(?!\s?(?:ขอ|ให้))")
#: Which of several statements it is (แถลงการณ์ ฉบับที่ ๓), below its subject.
_NUMBERED_ISSUE = re.compile(rf"\(?ฉบับที่\s?[{DIGIT}]")
#: The year of a date that was broken before it.
_YEAR = re.compile(rf"(?:พ\.?ศ\.?\s?)?[{DIGIT}]{{4}}")
#: Points that a row of the heading may stay short of the right margin and still run on.
_FULL_ROW = 62.0
#: Points that a row may begin further right than the text above it and still belong to it.
_ASIDE = 30.0
#: Points from the left margin at which a row stands in the middle of the page.
_CENTRED = 40.0


@cache
def _body_opener() -> re.Pattern[str]:
    openers = table("letter")["openers"]
    return re.compile(any_of(openers["recital"] + openers["purpose"] + openers["strong"]))
