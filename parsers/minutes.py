"""The head of the minutes of a meeting (รายงานการประชุม, form 11): of what, and on which day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from circulars.lexicon import any_of, table
from parsers.findings import Found, passage
from parsers.letter_date import stated_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from circulars.text import MappedText
    from parsers.zones import Zones

#: Rows that the head takes at most.
_ROWS = 7
#: First words of a row behind the meeting's name: when, where, who.
_BEHIND_NAME = re.compile(r"(?:เมื่อ)?วัน(?!ที่ระลึก)|เมื่อ|ณ\s|ผู้(?:มา|ไม่มา|เข้าร่วม)|เริ่มประชุม|เวลา")


def meeting(zones: Zones) -> Found[str] | None:
    """The title with the meeting's name; None if the document is no minutes."""
    rows: list[MappedText] = []
    for row in _head(zones):
        if rows and _BEHIND_NAME.match(row.text):
            break
        rows.append(row)
    if not rows:
        return None
    return Found(" ".join(" ".join(row.text.split()) for row in rows), tuple(map(passage, rows)))


def meeting_day(zones: Zones) -> Found[dt.date] | None:
    """The day of the meeting, as its head states it."""
    for row in _head(zones):
        date = stated_date(row.text)
        if date is not None:
            return Found(date.day, (passage(row, date.start, date.end),))
    return None


def _head(zones: Zones) -> Iterator[MappedText]:
    """The first rows from the title on, up to those who were there."""
    rows = [row.text for head in zones.heading for row in head.rows]
    minutes = re.compile(any_of(table("letter")["titles"]["minutes"]))
    start = next((at for at, row in enumerate(rows) if minutes.match(row.text)), None)
    if start is None:
        return
    for row in rows[start : start + _ROWS]:
        if row.text.startswith("ผู้มา"):
            return
        yield row
