"""Where a letter's footing begins and ends: valediction, signature, sender, unit and telephone.

What stands behind it is not the letter's: enclosures, a second rubber-stamped "เรียน …", minutes written below.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from circulars.lexicon import any_of, table
from parsers.layout import DIGIT
from parsers.letter_date import MONTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.layout import Row

DATE_ROW = re.compile(
    rf"(?:ณ\s*)?(?:วันที่\s*)?[{DIGIT}]{{0,2}}\s*(?:เดือน\s*)?(?:{MONTH})\s*(?:พ\.?ศ\.?\s*)?(?:[{DIGIT}]{{3,5}}|[{DIGIT}]{{2}})\s*\.?"
)
#: The name of a unit in short, as radio messages have it: "สน.บท.".
ABBREVIATED_UNIT = re.compile(r"(?:[ก-ฮ]{1,4}\.){1,4}(?:\s?[ก-ฮ]{2,4}\.?)?")
#: Words that make a row a sentence and not the name of an office.
_SENTENCE = re.compile(
    r"ขอให้|จึง|แจ้ง(?!เหตุ)|ดังนี้|ทั้งนี้|(?<!ราย)ได้(?!แก่)|ภายในวันที่|ขอความ|นั้น$|กำหนดให้|ให้(?!คำ|บริการ)|ตามที่|ตามหนังสือ"
)
#: Rows of a letter's footing at most between its valediction and its telephone.
_APART = 14
_LONGEST_UNIT = 90


@cache
def words(key: str) -> re.Pattern[str]:
    """The fixed words of a kind of footing row."""
    return re.compile(any_of(table("letter")["footing"][key]))


@cache
def _not_ours() -> re.Pattern[str]:
    return re.compile(any_of(table("letter")["stamps"]["minutes"]))


def footing_rows(rows: Sequence[Row], start: int, *, wrapped: bool) -> tuple[int, int]:
    """The half-open range of the footing among the rows, the text beginning at ``start``.

    In a wrapped text a row that begins with โทร. may be the rest of the sentence above it.
    """
    first = _first_row(rows, start, wrapped=wrapped)
    return first, _end(rows, first)


def _first_row(rows: Sequence[Row], start: int, *, wrapped: bool) -> int:
    if wrapped:
        rows = [
            _rest(row) if at > start and _goes_on(rows[at - 1], row) else row for at, row in enumerate(rows)
        ]
    marks = (valediction, issued, phone_row)
    found = {
        mark: next((at for at in range(start, len(rows)) if mark(rows[at].words)), None) for mark in marks
    }
    signed = next((at for at in range(start, len(rows)) if signed_at(rows, at)), None)
    for mark in (valediction, issued):
        at = found[mark]
        if at is not None and not _behind_phone(found[phone_row], at, rows):
            return at
    ends = [at for at in (signed, found[phone_row]) if at is not None]
    if not ends:
        return _units_above(rows, start, len(rows))
    first = min(ends)
    return _units_above(rows, start, first) if first == found[phone_row] else first


def _goes_on(above: Row, row: Row) -> bool:
    full = above.short <= _FULL_ROW and not row.after_blank and row.indent <= above.indent
    return full and phone_row(row.words) and not _is_footing(above.words)


def _rest(row: Row) -> Row:
    """A row of running text that only looks like a telephone's."""
    return replace(row, text=row.text[:0])


#: Points that a row may stay short of the right margin and still go on below.
_FULL_ROW = 62.0


def _behind_phone(phone: int | None, at: int, rows: Sequence[Row]) -> bool:
    """Whether a mark stands so far behind the first telephone that it belongs to an enclosure."""
    if phone is None or at < phone:
        return False
    return at - phone > _APART or any(_not_ours().match(row.words) for row in rows[phone:at])


def _units_above(rows: Sequence[Row], start: int, end: int) -> int:
    """The first of the rows right above ``end`` that name offices, a date or the like."""
    first = end
    while (
        first > start + 1
        and _is_footing(rows[first - 1].words)
        and not _hangs(rows[first - 2].words)
        and not (_MONTH_FIRST.match(rows[first - 1].words) and _DAY_LAST.search(rows[first - 2].words))
    ):
        first -= 1
    return first


def _hangs(text: str) -> bool:
    """Whether a row breaks off where something must follow (… ถึงวันที่)."""
    return _HANGING.search(text) is not None and not _is_footing(text)


#: A date that was broken behind its day.
_DAY_LAST = re.compile(rf"ที่\s?[{DIGIT}]{{1,2}}$")
_MONTH_FIRST = re.compile(MONTH)
_HANGING = re.compile(r"(?:วันที่|ถึง|ระหว่าง|และ|หรือ|ภายใน|ก่อน|ให้|ของ|กับ|โดย|เรื่อง|[,–-])$")


def _end(rows: Sequence[Row], first: int) -> int:
    """Behind the last row of the footing: a new page, minutes, or what is no footing row behind the telephone."""
    phone = copies = False
    for at in range(first, len(rows)):
        row = rows[at]
        if at > first and row.page != rows[at - 1].page and (phone or not _goes_over(rows, at)):
            return at
        if at > first and _not_ours().match(row.words):
            return at
        copies = (copies and is_copy(row.words)) or words("copies").match(row.words) is not None
        if phone and not copies and not _behind(row.words):
            return at
        phone = phone or phone_row(row.words)
    return len(rows)


def _goes_over(rows: Sequence[Row], at: int) -> bool:
    """Whether a footing goes on over the end of a page: a unit, the signature or the position below it."""
    row, above = rows[at].words, rows[at - 1].words
    if _is_footing(row) or signature(row):
        return True
    unfinished = valediction(above) or signature(above) or acts_for_below(above)
    for below in rows[at : at + _POSITION_ROWS]:
        if unfinished or phone_row(below.words):
            return _is_name(row) and not _not_ours().match(row)
        if not _is_name(below.words) or _not_ours().match(below.words):
            return False
    return False


#: Rows of a position and the units below it, down to the telephone, at most.
_POSITION_ROWS = 7


def acts_for_below(text: str) -> bool:
    """Whether a row ends in ปฏิบัติราชการแทน: whom it is done for stands in the row below."""
    return any(not text[one.end() :].strip() for one in words("acting").finditer(text))


def _behind(text: str) -> bool:
    """Whether a row may stand behind the telephone: fax, e-mail, coordinator, motto, who typed it."""
    return _is_footing(text) or words("behind").match(text) is not None


def is_copy(text: str) -> bool:
    """A row that can name who gets a copy, below the one that says so."""
    return _is_name(text) and not phone_row(text) and not words("fax").match(text) and "@" not in text


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_UNIT and not _SENTENCE.search(text)


def valediction(text: str) -> bool:
    """ขอแสดงความนับถือ."""
    return bool(words("valediction").match(text.replace(" ", "")))


def issued(text: str) -> bool:
    """The row of an order or announcement that gives its date (สั่ง ณ วันที่)."""
    return bool(words("issued").match(text))


def signature(text: str) -> bool:
    """A row that is a name in brackets."""
    match = re.fullmatch(r"\(\s*([^()]{4,60})\s*\)", text)
    return bool(match and words("person").match(match[1].strip()))


def signed_at(rows: Sequence[Row], at: int) -> bool:
    """Whether a name stands at a row: in brackets, or without them above its position, in the middle of the page."""
    if signature(rows[at].words):
        return True
    if at + 1 == len(rows) or rows[at].indent < _MIDDLE or not _NAME.fullmatch(rows[at].words):
        return False
    below = rows[at + 1]
    placed = below.indent >= _MIDDLE and below.page == rows[at].page
    return placed and bool(words("person").match(rows[at].words) and words("position").match(below.words))


#: Points from the left margin at which a signature stands at least.
_MIDDLE = 80.0
_NAME = re.compile(r"[ก-๎.]{4,30}(?:\s[ก-๎.]{1,20})?\s{1,4}[ก-๎]{2,30}(?:\sณ\s[ก-๎]{2,20})?")


def phone_row(text: str) -> bool:
    """A row that gives a telephone number, the unit's name before it or not."""
    label = words("phone").search(text)
    if label is None or not re.search(f"[{DIGIT}]", text[label.end() :]):
        return False
    before = text[: label.start()].strip(" ()")
    return not before or (bool(words("unit").match(before)) and _is_name(before))


def is_unit(text: str) -> bool:
    """A row that is the name of an office and nothing else."""
    if words("fax").match(text) or words("copies").match(text) or "@" in text or phone_row(text):
        return False
    named = words("unit").match(text) is not None and _is_name(text)
    return named or ABBREVIATED_UNIT.fullmatch(text) is not None


def _is_footing(text: str) -> bool:
    """A row that can stand below the text: a unit's name, a date, a telephone, an e-mail."""
    if phone_row(text) or DATE_ROW.fullmatch(text) or ("@" in text and _is_name(text)):
        return True
    if words("fax").match(text) or words("email").match(text) or words("copies").match(text):
        return True
    return is_unit(text)
