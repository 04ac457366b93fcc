"""The rows of a letter as they stand on the page, and the paragraphs they make."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from statistics import median_high
from typing import TYPE_CHECKING

from circulars.lexicon import any_of, table
from circulars.source import TextFrom
from circulars.text import MappedText
from circulars.thai_calendar import ascii_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.source import SourceText

DIGIT = "0-9๐-๙"
_PAGE_NUMBER = re.compile(
    rf"[-–—\s]*(?:หน้า(?:ที่)?\s*)?[-–—]\s*[{DIGIT}]{{1,3}}\s*[-–—]?|หน้า(?:ที่)?\s*[{DIGIT}]{{1,3}}(?:\s*/\s*[{DIGIT}]{{1,3}})?"
)
_CATCHWORD = re.compile(r"/\s?[^/\n]{1,60}?\s?(?:\.{2,}|…+)\s*$")
#: Measures that follow a decimal number: ๒.๕ ไมครอน is no item.
_MEASURES = any_of(table("letter")["numbers"]["measures"])
#: A numbered item: ๑. ๑.๑ ๑.๑.๑ (๑) (๑.๑) ๑) ก. (ก) ข้อ ๑ ประการที่ ๑ - — never a time (๑๕.๐๐ น.) or a code (๐๐๑๘.๑).
ITEM = re.compile(
    rf"""\s*(?:
      (?:ข้อ|ประการที่)\s*(?P<clause>[{DIGIT}]{{1,2}})(?![{DIGIT}./])
    | ประการ(?P<ordinal>แรก|ที่หนึ่ง|ที่สอง|ที่สาม|ที่สี่|ที่ห้า)
    | (?P<path>[1-9๑-๙][{DIGIT}]?(?:\.[1-9๑-๙][{DIGIT}]?){{1,4}})\.?(?=[\sก-ฮเ-ไ"“(])(?!\s*{_MEASURES})
    | (?P<one>[1-9๑-๙][{DIGIT}]?)\s?\.(?![{DIGIT}])(?=\s*[^\s{DIGIT}])
    | (?P<paren>[1-9๑-๙][{DIGIT}]?)\s?\)(?=\s*[^\s{DIGIT}])
    | \((?P<bracket>[1-9๑-๙][{DIGIT}]?(?:\.[1-9๑-๙][{DIGIT}]?)*)\)
    | (?:\((?P<inner>[ก-ซ])\)|(?P<letter>[ก-ซ])[.)])\s(?=[^\s{DIGIT}])
    | (?P<bullet>[-–•●▪❖*])\s+(?=\S)
    )""",
    re.VERBOSE,
)
_MARKS = re.compile("[ัิ-ฺ็-๎]")
#: A row of strokes or dots that parts the title of an order from its text.
_RULE = re.compile(
    r"[\s\-_=*.~–—…•๐0oO]{4,}|\(?\s*(?:ตรา)?ครุฑ\s*\)?|คู่ฉบับ|สำเนาคู่ฉบับ|\(?สำเนา\)?|-\s?สำเนา\s?-|\(?ร่าง\)?"
)
#: A gap that parts two columns.
_COLUMNS = re.compile(r"\S\s{4,}\S")
_LEADS_IN = re.compile(r"(?:ดังนี้|ต่อไปนี้)\s*[:：]?$")
#: Characters that no printed line exceeds; a longer one is a paragraph on one line.
_LONGEST_LINE = 150
#: A row shorter than this says nothing about how the text was wrapped.
TEXT_ROW = 40
#: A single row that goes on below shows wrapping where it is at least this long.
_LONG_ROW = 60
#: Characters by which full rows differ in length, at most.
_RAGGED = 10
#: Rows of one length that go on below, and their share of all rows of that length, at least, in a wrapped text.
_MANY = 2
_GOING_ON = 0.4
#: Points that a character of body text takes on average (TH Sarabun 16 pt).
CHARACTER = 5.0
#: Points by which a first line is indented at least.
_INDENT = 17.0
#: Points that a line may stay short of the right margin and still be a full one.
_SHORT = 62.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the page, repaired and without blanks at its ends."""

    text: MappedText
    page: int
    number: int  #: from 1 on its page
    indent: float  #: points right of the page's left margin, or guessed from blanks
    short: float  #: points left of the page's right margin; 0 where unknown
    after_blank: bool  #: blank lines stand above it on the same page
    ends_blank: bool  #: a blank stood before the line end
    runs_on: bool = False  #: the last of its page, and a catchword says how the next begins

    @property
    def words(self) -> str:
        """The text of the row."""
        return self.text.text


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of a document, and how its text was wrapped."""

    rows: tuple[Row, ...]
    wrapped: bool  #: a paragraph runs over several rows
    hanging: bool = False  #: only the first row of a paragraph is set in
    cut_off: bool = False  #: the last page ends in a catchword, so a page is missing


def layout(source: SourceText, text: MappedText) -> Layout:
    """The rows of the repaired text; page numbers, catchwords (คำต่อเนื่อง) and rules left out."""
    rows, cut_off = _without_furniture(_rows(source, text))
    if TextFrom.DOCX in source.text_from:
        return Layout(rows=rows, wrapped=False, cut_off=cut_off)
    if any(word.box for word in source.words):
        return Layout(rows=rows, wrapped=True, hanging=_only_first_set_in(rows), cut_off=cut_off)
    full, hanging = _full_edge(rows)
    if full is None:
        return Layout(rows=rows, wrapped=False, cut_off=cut_off)
    measured = tuple(replace(row, short=max(0.0, (full - _edge(row)) * CHARACTER)) for row in rows)
    return Layout(rows=measured, wrapped=True, hanging=hanging, cut_off=cut_off)


def _only_first_set_in(rows: Sequence[Row]) -> bool:
    """Whether a full row that is set in goes on at the margin, on pages whose places are known."""
    return any(
        above.indent - row.indent >= _INDENT and above.short <= _SHORT and not _begins(row, above)
        for above, row in pairwise(rows)
        if width(above.words) >= TEXT_ROW
    )


def _full_edge(rows: Sequence[Row]) -> tuple[float | None, bool]:
    """Where full rows end, in characters, and whether first rows are set in; None where no paragraph is wrapped.

    A row at the margin below an indented one shows that the text was wrapped; where nothing is
    indented, several rows that end at about the same place and go on below show it.
    """
    texts = [
        (above, row)
        for above, row in pairwise(rows)
        if TEXT_ROW <= width(above.words) <= _LONGEST_LINE
        and not _COLUMNS.search(above.words)
        and not (_HEAD_LABEL.match(above.words) and not _cites(above.words))
        and not _names_agency(row.words)
    ]
    hanging = [
        above for above, row in texts if above.indent - row.indent >= _INDENT and not _begins(row, above)
    ]
    if hanging:
        return median_high(_edge(above) for above in hanging), True
    going_on = [(above, row) for above, row in texts if _goes_on(above, row)]
    unbroken = sum(len(row.words) for row in rows if width(row.words) > _LONGEST_LINE)
    if unbroken > sum(len(above.words) for above, _ in texts) or not going_on:
        return None, False
    edges = sorted(_edge(above) for above, _ in going_on)
    count, full = max((sum(edge - _RAGGED <= one <= edge for one in edges), edge) for edge in edges)
    alike = sum(full - _RAGGED <= _edge(above) <= full for above, _ in texts)
    broken = any(_edge(above) == full and not _agencies().match(row.words) for above, row in going_on)
    wrapped = (count >= _MANY or (broken and full >= _LONG_ROW)) and count >= _GOING_ON * alike
    return full if wrapped else None, False


def _cites(words: str) -> bool:
    """Whether a row that begins with ที่ goes on with a citation (ที่ มท … ลงวันที่ … เรื่อง …): text, and no field."""
    return "ลงวันที่" in words and words.startswith("ที่")


def _names_agency(words: str) -> bool:
    """Whether a row is the name of an agency and nothing else: the sender below the text."""
    name = _agencies().match(words) and width(words) < TEXT_ROW
    return bool(name) and re.search(rf"[{DIGIT}]|ภายใน|ให้|ทราบ|ได้|จะ", words) is None


def _edge(row: Row) -> float:
    """How far right a row of a text without boxes ends, in characters."""
    return row.indent / CHARACTER + width(row.words)


def _goes_on(above: Row, row: Row) -> bool:
    """Whether a row looks like the rest of the sentence above it."""
    if _begins(row, above) or row.indent > above.indent + _INDENT:
        return False
    return not _LEADS_IN.search(above.words) and not _SENTENCE_END.search(above.words)


def _begins(row: Row, above: Row) -> bool:
    """Whether a row begins something new for certain: a paragraph, an item, a field of the heading or footing."""
    words = row.words
    labelled = _HEAD_LABEL.match(words) or _OPENER.match(words) or _patterns()[0].match(words)
    return bool(row.after_blank or labelled or ITEM.match(words) or row.page != above.page)


#: Words with which a row of the heading or footing begins.
_HEAD_LABEL = re.compile(
    r"(?:ที่\s*(?=[ก-ฮ]{2}\s?[(0-9๐-๙]|[./_]|$)|ที่[ก-ฮ]{2}\s?[0-9๐-๙]|เรื่อง\s|เรียน\s|ถึง\s|อ้างถึง|สิ่งที่ส่งมาด้วย|ส่วนราชการ|จาก\s|โทร|ขอแสดง|\(|ถนน|สำเนาส่ง)"
)
#: Words with which a paragraph begins, and no row that goes on.
_OPENER = re.compile(r"ด้วย(?=[กสจอคศมพ\s])|ตามที่|ตามหนังสือ|ในการนี้|เนื่องจาก|อนึ่ง|บัดนี้|ทั้งนี้|ดังนั้น")
#: A row that breaks off where something must follow.
_HANGS = re.compile(rf"(?:(?:^|\s)(?:เรื่อง|ระหว่าง|และ|หรือ)|(?<!ตาม)วันที่|[{DIGIT}]\s?ถึง)$")
_SENTENCE_END = re.compile(r"(?:\sนั้น|ต่อไป)$")


def width(words: str) -> int:
    """How many characters take room: marks above and below do not."""
    return len(words) - len(_MARKS.findall(words))


def _rows(source: SourceText, text: MappedText) -> list[Row]:
    edges = _edges(source)
    rows: list[Row] = []
    at = 0
    blank, page = False, 0
    for line in text.split_lines():
        raw_at = line.starts[0] if len(line) else None
        if raw_at is not None:
            while at + 1 < len(source.lines) and source.lines[at + 1].start <= raw_at:
                at += 1
        stripped = line.strip()
        if not len(stripped):
            blank = True
            continue
        here = source.lines[at]
        left, right = edges.get(at, (None, None))
        lead = len(line.text) - len(line.text.lstrip())
        tabs = line.text[:lead].count("\t")
        rows.append(
            Row(
                text=stripped,
                page=here.page,
                number=here.number,
                indent=left if left is not None else (lead + 7 * tabs) * CHARACTER,
                short=right or 0.0,
                after_blank=blank and page == here.page,
                ends_blank=line.text[-1:].isspace(),
            )
        )
        blank, page = False, here.page
    return rows


def _edges(source: SourceText) -> dict[int, tuple[float, float]]:
    """By line: how far its first word stands from the left margin, its last from the right one."""
    bounds: dict[int, list[float]] = {}
    at = 0
    for word in source.words:
        while at + 1 < len(source.lines) and source.lines[at + 1].start <= word.start:
            at += 1
        if word.box is not None:
            left, _, right, _ = word.box
            known = bounds.setdefault(at, [left, right])
            known[0], known[1] = min(known[0], left), max(known[1], right)
    margins: dict[int, tuple[float, float]] = {}
    for line, (left, right) in bounds.items():
        page = source.lines[line].page
        low, high = margins.get(page, (left, right))
        margins[page] = (min(low, left), max(high, right))
    return {
        line: (left - margins[source.lines[line].page][0], margins[source.lines[line].page][1] - right)
        for line, (left, right) in bounds.items()
    }


def _without_furniture(rows: list[Row]) -> tuple[tuple[Row, ...], bool]:
    kept: list[Row] = []
    cut_off = False
    below_page_number = False
    for index, row in enumerate(rows):
        if below_page_number:
            # The blank row above is the page number's, and no end of a paragraph.
            row = replace(row, after_blank=False)  # noqa: PLW2901
        below_page_number = False
        first = index == 0 or rows[index - 1].page != row.page
        last = index + 1 == len(rows) or rows[index + 1].page != row.page
        if _RULE.fullmatch(row.words) or (
            _PAGE_NUMBER.fullmatch(row.words) and (first or last or row.page > 1 or "-" in row.words)
        ):
            below_page_number = (first and not last) or bool(kept and kept[-1].runs_on)
            continue
        broken = last or _PAGE_NUMBER.fullmatch(rows[index + 1].words)
        if broken and len(kept) > 3 and _CATCHWORD.search(row.words):
            cut_off = index + 1 == len(rows)
            head = _CATCHWORD.sub("", row.words).rstrip()
            if head:
                kept.append(replace(row, text=row.text[: len(head)]))
            kept[-1] = replace(kept[-1], runs_on=True)
            continue
        kept.append(row)
    return tuple(kept), cut_off


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    openers = table("letter")["openers"]
    return (
        re.compile(any_of(openers["strong"])),
        re.compile(any_of(openers["weak"])),
        re.compile(any_of(openers["spaced"])),
    )


@cache
def _agencies() -> re.Pattern[str]:
    return re.compile(any_of(table("letter")["agency"]["head"]))


def paragraphs(rows: Sequence[Row], page: Layout) -> list[MappedText]:
    """The rows joined into paragraphs, each without its wrapping."""
    margin = min((row.indent for row in rows if width(row.words) >= TEXT_ROW), default=0.0)
    blocks: list[list[Row]] = []
    last = 0
    for row in rows:
        if blocks and not _opens(blocks[-1][-1], row, page, margin, last):
            blocks[-1].append(row)
            continue
        blocks.append([row])
        mark = ITEM.match(row.words)
        last = (_number(mark) or last) if mark else last
    return [unwrapped(block) for block in blocks]


def _opens(above: Row, row: Row, page: Layout, margin: float, last: int) -> bool:
    """Whether a row begins a paragraph: by blank line, number, first words, indent or a short line above.

    A number that follows the one before it begins an item wherever its row stands; another one may be
    a number of the sentence that was broken before it.
    """
    if not page.wrapped or row.after_blank:
        return True
    if _HANGS.search(above.words) and not ITEM.match(row.words):
        return False
    opens = ITEM.match(row.words) or _OPENER.match(row.words) or _patterns()[0].match(row.words)
    if above.runs_on and not opens and row.indent - margin < _INDENT:
        return False
    if ITEM.match(above.words) and _COLUMNS.search(above.words):
        return True
    strong, weak, _ = _patterns()
    indented = row.indent - margin >= _INDENT
    hangs = (
        page.hanging and not indented and (above.short <= 3 * _SHORT or not _SENTENCE_END.search(above.words))
    )
    if hangs and not ITEM.match(row.words) and not strong.match(row.words):
        return False
    if page.hanging and indented and row.indent <= above.indent + 2 * CHARACTER:
        return True
    if (indented and above.indent - margin < _INDENT) or above.short > 2 * _SHORT or strong.match(row.words):
        return True
    mark = ITEM.match(row.words)
    if mark:
        follows = _number(mark) == last + 1
        return indented or follows or above.short > _SHORT or _LEADS_IN.search(above.words) is not None
    return above.short > _SHORT and (indented or weak.match(row.words) is not None)


def _number(mark: re.Match[str]) -> int | None:
    """The last number of an item's mark: 2 of ๒. and of ๑.๒; None of a letter or a dash."""
    written = mark["one"] or mark["paren"] or mark["clause"] or mark["path"] or mark["bracket"]
    return int(ascii_digits(written).split(".")[-1]) if written else None


def unwrapped(rows: Sequence[Row]) -> MappedText:
    """The rows of one paragraph joined, with a blank only where a sentence has one."""
    parts = [rows[0].text]
    for above, row in pairwise(rows):
        if _spaced(above, row.words):
            end = above.text.ends[-1]
            parts.append(MappedText(" ", array("I", [end]), array("I", [end])))
        parts.append(row.text)
    return MappedText.join(parts)


#: A web or mail address that a row ends in, and the rest of it.
_ADDRESS_BROKEN = re.compile(r"(?:https?:|www\.|@)[!-~]*$|https?$")
_ADDRESS_REST = re.compile(r"[!-~]{2,}")


def _spaced(above: Row, below: str) -> bool:
    if _ADDRESS_BROKEN.search(above.words) and _ADDRESS_REST.match(below):
        return False
    end, start = above.words[-1:], below[:1]
    thai = "ก" <= end <= "๎" and "ก" <= start <= "๎"
    return above.ends_blank or not thai or bool(_patterns()[2].match(below))
