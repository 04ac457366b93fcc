"""The foot of a letter: sender, date of a stamped letter, signature, drafting unit, telephone, copies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from circulars.circular import Signatory
from parsers.ending import DATE_ROW, acts_for_below, is_copy, is_unit, phone_row, signature, signed_at, words
from parsers.findings import Found, passage, text_found
from parsers.layout import DIGIT
from parsers.letter_date import impossible_date, stated_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from circulars.text import MappedText
    from parsers.layout import Row
    from parsers.zones import Zones

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}", re.ASCII)
#: A telephone number as Thai offices write it, with its extension or range.
_APART = r"(?:\s|\s?[-–]\s?)?"
_PHONE = re.compile(
    rf"(?<![{DIGIT}])[0๐](?:{_APART}[23457๒๓๔๕๗](?:{_APART}[{DIGIT}]){{7}}|(?:{_APART}[{DIGIT}]){{7,9}})(?:\s?[-–]\s?[{DIGIT}]{{1,4}}(?![{DIGIT}]))?"
    rf"(?:\s?ต่อ\s?[{DIGIT}]{{1,6}}(?:\s?(?:[-–,]|และ|หรือ)\s?[{DIGIT}]{{1,6}}(?![{DIGIT}\s-]*[{DIGIT}]{{3}}))*)?"
)
_SIGNED = re.compile(r"\(\s*([^()]{4,60}?)\s*\)")
_COPY_GLUE = re.compile(r"\s*[,、]\s*|\s{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """What the foot of a letter says."""

    sender: Found[str] | None  #: the agency above the date of a stamped letter
    dated: Found[dt.date] | None
    impossible: Found[str] | None  #: a date that no day has
    unit: tuple[Found[str], ...]
    phones: tuple[Found[str], ...]
    email: Found[str] | None
    signatory: Found[Signatory] | None
    copies: tuple[Found[str], ...]


def read_footing(zones: Zones) -> Footing:
    """The values of the footing rows."""
    rows = tuple(_apart(zones.footing))
    date_row = next((row for row in rows if _date_only(row)), None)
    above = _above(rows, date_row)
    signed = next((at for at, row in enumerate(rows) if signed_at(rows, at)), None)
    units = (
        [row for row in rows if row not in above]
        if signed is None
        else rows[_behind_position(rows, signed) :]
    )
    return Footing(
        sender=text_found(above[-1].text) if above and signed is None else None,
        dated=_date(date_row) if date_row else _issued(rows),
        impossible=_impossible(rows),
        unit=tuple(_units(units)),
        phones=tuple(_phones(rows)),
        email=next(_emails(rows), None),
        signatory=_signatory(rows, signed),
        copies=tuple(_copies(rows)),
    )


def _apart(rows: Iterable[Row]) -> Iterator[Row]:
    """A unit and the end of a position in one row, far apart, as two: the position first."""
    for row in rows:
        gap = _GAP.search(row.words)
        left = row.words[: gap.start()] if gap else ""
        if gap and (is_unit(left) or phone_row(left)):
            yield replace(row, text=row.text[gap.end() :])
            yield replace(row, text=row.text[: gap.start()])
        else:
            yield row


#: What parts two columns.
_GAP = re.compile(r"\s*\t\s*|\s{4,}")


def _units(rows: Sequence[Row]) -> Iterator[Found[str]]:
    """The names of the units, up to the telephone that may stand beside the last."""
    for row in rows:
        if words("copies").match(row.words):
            return
        if is_unit(row.words):
            yield from _beside(row.text)
        elif phone_row(row.words):
            label = words("phone").search(row.words)
            if label and label.start():
                yield text_found(row.text[: label.start()].strip())


def _beside(text: MappedText) -> Iterator[Found[str]]:
    """The units of a row: one, or an outer one and an inner one some blanks apart."""
    start = 0
    for gap in re.finditer(r"\s{2,}", text.text):
        if is_unit(text.text[start : gap.start()]) and words("unit").match(text.text, gap.end()):
            yield text_found(text[start : gap.start()])
            start = gap.end()
    yield text_found(text[start:])


def _impossible(rows: Sequence[Row]) -> Found[str] | None:
    """A date that no day has, in a row that holds a date and nothing else or says when it was issued."""
    for row in rows:
        if DATE_ROW.fullmatch(row.words) or words("issued").match(row.words):
            found = impossible_date(row.words)
            if found:
                return text_found(row.text[found[0] : found[1]])
    return None


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
        label = words("issued").search(row.words)
        date = stated_date(row.words[label.end() :]) if label else None
        if label and date:
            start = label.end()
            return Found(date.day, (passage(row.text, start + date.start, start + date.end),))
    return None


def _above(rows: Sequence[Row], date_row: Row | None) -> list[Row]:
    """The unit rows above the date of a stamped letter: the sender; without a date those in the middle of the page."""
    if date_row is not None:
        return [row for row in rows[: list(rows).index(date_row)] if is_unit(row.words)]
    centred = list(takewhile(lambda row: is_unit(row.words) and row.indent >= _CENTRED, rows))
    below = rows[len(centred) : len(centred) + 1]
    return centred if below and is_unit(below[0].words) and below[0].indent < _CENTRED else []


#: Points from the left margin at which a sender stands below the text, and no unit.
_CENTRED = 80.0


def _position(rows: Sequence[Row], signed: int) -> list[Row]:
    """The rows of the position below a signature: until the unit that stands apart, or the telephone."""
    found: list[Row] = []
    for row in rows[signed + 1 :]:
        acts = words("acting").search(row.words) or (found and acts_for_below(found[-1].words))
        apart = bool(found) and (row.after_blank or is_unit(row.words)) and not acts
        if apart or phone_row(row.words) or len(found) == _POSITION_ROWS or signature(row.words):
            break
        if words("copies").match(row.words) or words("behind").match(row.words):
            break
        found.append(row)
    return found


#: Rows of a position at most.
_POSITION_ROWS = 4


def _behind_position(rows: Sequence[Row], signed: int) -> int:
    return signed + 1 + len(_position(rows, signed))


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
        label = words("phone").search(row.words)
        if label is None or words("fax").match(row.words) or words("copies").match(row.words):
            continue
        fax = words("fax").search(row.words, label.end())
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
    """Who gets a copy: behind the label, and row by row below it."""
    listed = False
    for row in rows:
        label = words("copies").match(row.words)
        if label is None and not listed:
            continue
        if label is None and not is_copy(row.words):
            return
        listed = True
        start = label.end() if label else 0
        for glue in [*_COPY_GLUE.finditer(row.words, start), None]:
            stop = glue.start() if glue else len(row.words)
            if row.words[start:stop].strip(" :"):
                yield text_found(row.text[start:stop].strip())
            start = glue.end() if glue else stop
