"""Enclosures that stand in the same file behind the letter, each split off by the page it begins on."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from circulars.circular import LetterForm
from circulars.lexicon import any_of, table
from circulars.reading import Attached
from circulars.source import Passage
from circulars.thai_calendar import ascii_digits
from parsers.ending import is_unit, phone_row, signature, valediction
from parsers.layout import DIGIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.layout import Row
    from parsers.zones import Zones

#: Rows at the head of a page among which the mark of an enclosure stands: above it may be a page number or a name.
_HEAD = 3
#: A row longer than this is running text, not a title.
_LONGEST = 110
_LETTER = re.compile(rf"(?:ด่วน\S*\s+)?ที่\s*[ก-ฮ]{{2,5}}\s*[{DIGIT}]|บันทึกข้อความ$|ส่วนราชการ\s")


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(
        rf"[(\[]?\s*{any_of(table('letter')['attached']['marks'])}\s*(?:ที่|หมายเลข)?\s*([{DIGIT}]{{0,2}})(?![{DIGIT}])"
    )


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(any_of(table("letter")["attached"]["titles"]))


#: Documents that are sent to someone: what stands behind them on a page of its own is an enclosure, marked or not.
_SENT = frozenset({LetterForm.EXTERNAL, LetterForm.MEMO, LetterForm.STAMPED, LetterForm.RADIO})


def attached(parts: Zones, form: LetterForm) -> tuple[Attached, ...]:
    """The enclosures behind the letter, in order; rows below its footing on the same page are none unless they say so."""
    rows = parts.rest
    last = parts.footing[-1].page if parts.footing else None
    if not rows or last is None:
        return ()
    starts = list(_starts(rows, last, unmarked=form in _SENT))
    if not starts:
        return ()
    ends = [*starts[1:], len(rows)]
    return tuple(_attached(rows[start:end]) for start, end in zip(starts, ends, strict=True))


def _starts(rows: Sequence[Row], last: int, *, unmarked: bool) -> Iterator[int]:
    """Where an enclosure begins among the rows behind the letter, whose own page is ``last``."""
    begun = False
    for at, row in enumerate(rows):
        first = at == 0 or rows[at - 1].page != row.page
        if not first:
            if not begun and row.page == last and _marks().match(row.words):
                begun = True
                yield at
            continue
        if row.page == last:
            begun = bool(_marks().match(row.words))
            if begun:
                yield at
            continue
        head = [one for one in rows[at : at + _HEAD] if one.page == row.page]
        if (
            any(_marks().match(one.words) for one in head)
            or _is_title(row.words)
            or (unmarked and not begun and not _is_rest(head))
        ):
            begun = True
            yield at


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST and bool(_titles().match(text) or _LETTER.match(text))


def _is_rest(head: Sequence[Row]) -> bool:
    """Whether a page begins with what is left of the letter's footing."""
    return any(mark(row.words) for row in head for mark in (signature, phone_row, is_unit, valediction))


def _attached(rows: Sequence[Row]) -> Attached:
    marked = next((found for row in rows[:_HEAD] if (found := _marks().match(row.words))), None)
    number = ascii_digits(marked[1]) if marked else ""
    texts = [row.words for row in rows[: 2 * _HEAD] if row.words]
    named = [text for text in texts if not _marks().fullmatch(text.strip(" )]"))]
    return Attached(
        title=(named or texts or [""])[0],
        number=int(number) if number else None,
        first_page=rows[0].page,
        last_page=rows[-1].page,
        passage=Passage(start=rows[0].text.range(0, 1)[0], end=rows[-1].text.range(0, len(rows[-1].text))[1]),
    )
