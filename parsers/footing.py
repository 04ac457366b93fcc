"""The foot of a letter: sender, date of a stamped letter, signature, drafting unit, telephone, copies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from circulars.circular import Signatory
from circulars.lexicon import any_of, table
from parsers.findings import Found, passage, text_found
from parsers.layout import DIGIT
from parsers.letter_date import stated_date
from parsers.zones import ABBREVIATED_UNIT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from circulars.text import MappedText
    from parsers.layout import Row
    from parsers.zones import Zones

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
#: A telephone number as Thai offices write it, with its extension or range.
_PHONE = re.compile(
    rf"(?<![{DIGIT}])[0๐](?:[\s-]?[{DIGIT}]){{7,9}}(?:\s?[-–]\s?[{DIGIT}]{{1,4}}(?![{DIGIT}]))?(?:\s?ต่อ\s?[{DIGIT}]{{1,6}})?"
)
_SIGNED = re.compile(r"\(\s*([^()]{4,60}?)\s*\)")
_COPY_GLUE = re.compile(r"\s*[,、]\s*|\s{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """What the foot of a letter says."""

    sender: Found[str] | None  #: the agency above the date of a stamped letter
    dated: Found[dt.date] | None
    unit: tuple[Found[str], ...]
    phones: tuple[Found[str], ...]
    email: Found[str] | None
    signatory: Found[Signatory] | None
    copies: tuple[Found[str], ...]


@cache
def _words(key: str) -> re.Pattern[str]:
    return re.compile(any_of(table("letter")["footing"][key]))


def read_footing(zones: Zones) -> Footing:
    """The values of the footing rows."""
    rows = zones.footing
    date_row = next((row for row in rows if _date_only(row)), None)
    above = _above(rows, date_row)
    signed = next((at for at, row in enumerate(rows) if _signature(row)), None)
    units = [
        row
        for at, row in enumerate(rows)
        if _is_unit(row) and row not in above and (signed is None or at > signed + 1)
    ]
    if signed is not None:
        units = _after_position(rows, signed)
    return Footing(
        sender=text_found(above[-1].text) if above and signed is None else None,
        dated=_date(date_row) if date_row else _issued(rows),
        unit=tuple(text_found(row.text) for row in units),
        phones=tuple(_phones(rows)),
        email=next(_emails(rows), None),
        signatory=_signatory(rows, signed),
        copies=tuple(_copies(rows)),
    )


def _date_only(row: Row) -> bool:
    date = stated_date(row.words)
    return (
        date is not None
        and not row.words[: date.start].strip(" วันที่")
        and not row.words[date.end :].strip(" .")
    )


def _date(row: Row) -> Found[dt.date] | None:
    date = stated_date(row.words)
    return Found(date.day, (passage(row.text, date.start, date.end),)) if date else None


def _issued(rows: Sequence[Row]) -> Found[dt.date] | None:
    """The date behind สั่ง ณ วันที่ or ประกาศ ณ วันที่."""
    for row in rows:
        label = _words("issued").search(row.words)
        date = stated_date(row.words[label.end() :]) if label else None
        if label and date:
            start = label.end()
            return Found(date.day, (passage(row.text, start + date.start, start + date.end),))
    return None


def _above(rows: Sequence[Row], date_row: Row | None) -> list[Row]:
    """The unit rows above the date of a stamped letter: the sender."""
    if date_row is None:
        return []
    return [row for row in rows[: list(rows).index(date_row)] if _is_unit(row)]


def _is_unit(row: Row) -> bool:
    words = row.words
    if _words("phone").match(words) or _words("fax").match(words) or _EMAIL.search(words):
        return False
    if _words("copies").match(words) or len(words) > 90:
        return False
    return _words("unit").match(words) is not None or ABBREVIATED_UNIT.fullmatch(words) is not None


def _signature(row: Row) -> bool:
    match = _SIGNED.fullmatch(row.words)
    return bool(match and _words("person").match(match[1]))


def _position(rows: Sequence[Row], signed: int) -> list[Row]:
    """The rows of the position below a signature: until the unit that stands apart, or the telephone."""
    found: list[Row] = []
    for row in rows[signed + 1 :]:
        apart = bool(found) and (row.after_blank or _is_unit(row)) and not _words("acting").match(row.words)
        if apart or _words("phone").match(row.words) or len(found) == 4 or _signature(row):
            break
        if found and _words("copies").match(row.words):
            break
        found.append(row)
    return found


def _after_position(rows: Sequence[Row], signed: int) -> list[Row]:
    start = signed + 1 + len(_position(rows, signed))
    return [row for row in rows[start:] if _is_unit(row)]


def _signatory(rows: Sequence[Row], signed: int | None) -> Found[Signatory] | None:
    if signed is None:
        return None
    match = _SIGNED.fullmatch(rows[signed].words)
    position = _position(rows, signed)
    name = match[1].strip() if match else rows[signed].words
    value = Signatory(name=" ".join(name.split()), position=" ".join(row.words for row in position) or None)
    passages = [passage(rows[signed].text), *(passage(row.text) for row in position)]
    return Found(value, tuple(passages), {"name": (passages[0],), "position": tuple(passages[1:])})


def _phones(rows: Iterable[Row]) -> Iterator[Found[str]]:
    """Numbers behind โทร.; what follows โทรสาร alone is a fax and left out."""
    for row in rows:
        label = _words("phone").search(row.words)
        if label is None or _words("fax").match(row.words):
            continue
        fax = _words("fax").search(row.words, label.end())
        stop = fax.start() if fax else len(row.words)
        yield from phones_in(row.text[label.end() : stop])


def phones_in(text: MappedText) -> Iterator[Found[str]]:
    """The telephone numbers of a text, as written."""
    for match in _PHONE.finditer(text.text):
        yield text_found(text[match.start() : match.end()])


def _emails(rows: Iterable[Row]) -> Iterator[Found[str]]:
    for row in rows:
        match = _EMAIL.search(row.words)
        if match:
            yield text_found(row.text[match.start() : match.end()])


def _copies(rows: Sequence[Row]) -> Iterator[Found[str]]:
    for row in rows:
        label = _words("copies").match(row.words)
        if label is None:
            continue
        start = label.end()
        for glue in [*_COPY_GLUE.finditer(row.words, start), None]:
            stop = glue.start() if glue else len(row.words)
            if row.words[start:stop].strip(" :"):
                yield text_found(row.text[start:stop].strip())
            start = glue.end() if glue else stop
