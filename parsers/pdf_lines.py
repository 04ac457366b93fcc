"""From glyphs in the order of drawing to lines of text, each cluster with its box."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from parsers.pdf_device import MARKS, UNREAD, is_mark, unturned
from parsers.pdf_glyphs import FLAT, is_flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circulars.source import Box
    from parsers.pdf_device import Glyph

# All in parts of the size of the letters.
_ABOVE, _BELOW = 0.9, 0.3  # how far marks and descenders reach from the line
_SAME_ROW = 0.45  # letters raised or lowered less than this stand in one row
_BACK = 0.5  # a letter that begins so far back begins another piece of writing
_BLANK = 0.18  # a gap wider than this, beyond the usual one of the row, is a blank
_BLANK_AMONG_BLANKS = 0.5  # the same on a page whose blanks are drawn
_COLUMN = 1.5  # a gap wider than this divides columns
_EMPTY_LINE = 1.7  # lines farther apart than this, in usual distances, have an empty one between them
_REACH = 0.6  # how far beside its letter a mark may be drawn
_SAME_PLACE = 0.2  # a letter drawn again so near is the same one, made bold

_BARE = frozenset(" ะาำเแโใไๆฯ๐๑๒๓๔๕๖๗๘๙")


@dataclass(slots=True)
class Cluster:
    """A letter with its marks, or a blank; x and y as of a `Glyph`."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    turn: int
    is_blank: bool  #: whether it shows nothing
    bears_marks: (
        bool  #: whether marks may stand on it: not on blanks, digits and the vowels that stand in the line
    )

    def box(self) -> Box:
        """Where it stands on the page: left, top, right, bottom."""
        above, below = self.y - _ABOVE * self.size, self.y + _BELOW * self.size
        one, other = unturned(self.x0, above, self.turn), unturned(self.x1, below, self.turn)
        return (
            round(min(one[0], other[0]), 2),
            round(min(one[1], other[1]), 2),
            round(max(one[0], other[0]), 2),
            round(max(one[1], other[1]), 2),
        )


Row: TypeAlias = list[Cluster]


class Piece(NamedTuple):
    """Some characters of a line and where they stand; ``box`` is None for what was not drawn."""

    text: str
    box: Box | None


def lines(glyphs: Iterable[Glyph]) -> list[list[Piece]]:
    """The lines of a page in reading order, an empty one where the page leaves room for a line or more.

    A blank that is drawn at the end of a line stays: it tells that the line was not broken within a word.
    """
    rows = _with_blanks(_rows(glyphs))
    blank = _BLANK_AMONG_BLANKS if _has_blanks(rows) else _BLANK
    ordered = _ordered(_merged(rows))
    pitch = _pitch(ordered)
    found: list[list[Piece]] = []
    for number, row in enumerate(ordered):
        if number and _drop(ordered[number - 1], row) > _EMPTY_LINE * pitch:
            found.append([])
        found.append(list(_pieces(row, blank)))
    return found


def _drop(above: Row, row: Row) -> float:
    """How far a row stands below the one before it; nothing where the writing turns or jumps up."""
    return row[0].y - above[0].y if row[0].turn == above[0].turn else 0.0


def _pitch(rows: list[Row]) -> float:
    """The usual distance between two lines, within what letters are set with."""
    size = min((row[0].size for row in rows), default=0.0)
    drops = [drop for above, row in pairwise(rows) if (drop := _drop(above, row)) > 0.5 * row[0].size]
    return min(max(median_low(drops), 1.2 * size), 2.2 * size) if drops else 1.2 * size


def _rows(glyphs: Iterable[Glyph]) -> list[Row]:
    """The pieces of writing: clusters that were drawn one after another from left to right."""
    rows: list[Row] = []
    last: Cluster | None = None
    for glyph in glyphs:
        text, x, y, advance, size, _, _, turn, _ = glyph
        if last is not None and y == last.y and turn == last.turn and len(text) == 1:
            # Nearly all are letters that stand behind the last one, or marks on it.
            if text not in MARKS:
                if (
                    x >= last.x1 - _SAME_PLACE * size
                    and advance > FLAT * size
                    and text.strip()
                    and text != UNREAD
                ):
                    last = Cluster(text, x, x + advance, y, size, turn, False, text not in _BARE)
                    rows[-1].append(last)
                    continue
            elif last.bears_marks and text not in last.text:
                before = x - last.x0
                if before > -_SAME_PLACE * last.size and x <= last.x1 + _REACH * last.size:
                    last.text += text
                    continue
        _add(glyph, rows)
        last = rows[-1][-1] if rows else None
    return rows


def _add(glyph: Glyph, rows: list[Row]) -> None:
    text = _text_of(glyph)
    if not text:
        return
    if is_mark(text[0]) or (is_flat(glyph) and text == UNREAD):
        _attach(glyph, text, rows)
    elif is_flat(glyph) and (glyph.actual or _repeats(glyph, text, rows)):
        _attach(glyph, text[1:], rows)
    elif not rows or not _continues(rows[-1], glyph):
        rows.append([_cluster(glyph, text)])
    elif not _is_drawn(rows[-1], glyph, text):
        rows[-1].append(_cluster(glyph, text))


def _text_of(glyph: Glyph) -> str:
    return " " if glyph.text.isspace() else glyph.text.strip()


def _cluster(glyph: Glyph, text: str) -> Cluster:
    end = glyph.x + glyph.advance
    return Cluster(text, glyph.x, end, glyph.y, glyph.size, glyph.turn, text.isspace(), text[0] not in _BARE)


def _repeats(glyph: Glyph, text: str, rows: list[Row]) -> bool:
    """Whether a flat glyph reads as the cluster that it is the last mark of.

    So some files record it (typst); any other flat letter is one of a font without widths.
    """
    home = _home(glyph, rows)
    return home is not None and home.text[0] == text[0] and len(text) > 1


def _attach(glyph: Glyph, marks: str, rows: list[Row]) -> None:
    """Give marks to the letter that they were drawn after, or, if that stands elsewhere, to the one they stand on.

    Only those that it lacks: bold is sometimes made by drawing twice.
    """
    home = _home(glyph, rows)
    if home is not None:
        home.text += "".join(char for char in marks if char == UNREAD or char not in home.text)
    elif not glyph.actual:
        rows.append([_cluster(glyph, marks)])


def _home(glyph: Glyph, rows: list[Row]) -> Cluster | None:
    if not rows:
        return None
    last = rows[-1][-1]
    if last.bears_marks and _stands_on(glyph, last) and glyph.x > last.x0 - _SAME_PLACE * last.size:
        return last
    near = [one for row in rows[-40:] for one in row if one.bears_marks and _stands_on(glyph, one)]
    if near:
        return min(near, key=lambda one: abs(glyph.x - one.x1) + abs(glyph.y - one.y))
    # A row that is stretched to the margin may carry the mark off from its letter.
    is_carried = last.bears_marks and last.turn == glyph.turn and last.y == glyph.y and glyph.x > last.x1
    return last if is_carried else None


def _stands_on(glyph: Glyph, cluster: Cluster) -> bool:
    reach = _REACH * cluster.size
    return (
        glyph.turn == cluster.turn
        and abs(glyph.y - cluster.y) < 1.2 * cluster.size
        and cluster.x0 - reach <= glyph.x <= cluster.x1 + reach
    )


def _continues(row: Row, glyph: Glyph) -> bool:
    last = row[-1]
    size = max(last.size, glyph.size)
    if glyph.turn != last.turn or abs(glyph.y - last.y) > _SAME_ROW * size:
        return False
    return glyph.x >= last.x1 - _BACK * size or _is_drawn(row, glyph, _text_of(glyph))


def _is_drawn(row: Row, glyph: Glyph, text: str) -> bool:
    """Whether the row has the letter already: bold is sometimes made by drawing it twice."""
    near = _SAME_PLACE * glyph.size
    if glyph.x >= row[-1].x1 - near:
        return False
    return any(
        one.text.startswith(text) and abs(one.x0 - glyph.x) < near and abs(one.y - glyph.y) < near
        for one in reversed(row)
    )


def _with_blanks(rows: list[Row]) -> list[Row]:
    """The rows that show something; blanks that were drawn apart from theirs are put into the gaps they fill.

    LibreOffice draws a blank before the word that it follows where the two are of different fonts.
    """
    apart = [row for row in rows if row[0].is_blank and all(one.is_blank for one in row)]
    if not apart:
        return rows
    shown = [row for row in rows if not (row[0].is_blank and all(one.is_blank for one in row))]
    by_height: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in shown:
        by_height[row[0].turn, round(row[0].y)].append(row)
    for blanks in apart:
        beside = by_height[blanks[0].turn, round(blanks[0].y)]
        home = next((row for row in beside[:40] if _interleave(row, blanks)), None)
        if home is not None:
            home.extend(blanks)
            home.sort(key=lambda one: one.x0)
    return shown


def _has_blanks(rows: list[Row]) -> bool:
    """Whether blanks are drawn, as most programs do, or only left free."""
    blanks = [one.is_blank for row in rows for one in row]
    return blanks.count(True) * 100 > len(blanks)


def _merged(rows: list[Row]) -> list[Row]:
    """Pieces that stand on one line, put together from left to right.

    That are neighbours in the order of drawing, and those that fill each other's gaps
    (some programs draw font by font).
    """
    merged: list[Row] = []
    for row in rows:
        y = row[0].y
        for other in reversed(merged[-40:]):
            if (
                abs(other[0].y - y) < _SAME_ROW * max(other[0].size, row[0].size)
                and other[0].turn == row[0].turn
                and (other is merged[-1] or _interleave(other, row))
            ):
                other.extend(row)
                other.sort(key=lambda one: one.x0)
                break
        else:
            merged.append(row)
    return merged


def _interleave(one: Row, other: Row) -> bool:
    if one[-1].x1 <= other[0].x0 or other[-1].x1 <= one[0].x0:
        return False
    return not any(
        a.x0 < b.x1 - _BLANK * b.size and b.x0 < a.x1 - _BLANK * a.size for a in one for b in other
    )


def _ordered(rows: list[Row]) -> list[Row]:
    """The rows in reading order: as drawn, but what stands wholly above what was drawn before it moves up.

    Rows that follow each other downwards stay together, so that the cells of a
    table are not cut into each other's lines.
    """
    blocks: list[list[Row]] = []
    current: list[Row] = []
    for row in rows:
        if current and _fall(current[-1], row) > -_SAME_ROW:
            current.append(row)
            continue
        current = [row]
        place = len(blocks)
        while place and all(_fall(row, other) > _SAME_ROW for other in blocks[place - 1]):
            place -= 1
        blocks.insert(place, current)
    return [row for block in blocks for row in block]


def _fall(above: Row, row: Row) -> float:
    """How far a row stands below another, in its own size; endlessly far above it where the writing turns."""
    if row[0].turn != above[0].turn:
        return -math.inf
    return (row[0].y - above[0].y) / max(row[0].size, 0.1)


def _pieces(row: Row, blank: float) -> Iterator[Piece]:
    shown = [index for index, one in enumerate(row) if not one.is_blank]
    row = row[shown[0] : shown[-1] + 2]
    usual = _usual_gap(row)
    before: Cluster | None = None
    top = bottom = y = size = 0.0
    for one in row:
        if before is not None and (gap := _gap(before, one, usual, blank)):
            yield Piece(gap, None)
        before = one
        if one.is_blank:
            yield _BLANK_PIECE
        elif one.turn:
            yield Piece(one.text, one.box())
        else:  # nearly all of them, and there are thousands
            if one.y != y or one.size != size:
                y, size = one.y, one.size
                top, bottom = round(y - _ABOVE * size, 2), round(y + _BELOW * size, 2)
            yield Piece(one.text, (round(one.x0, 2), top, round(one.x1, 2), bottom))


_BLANK_PIECE = Piece(" ", None)


def _usual_gap(row: Row) -> float:
    """The gap between letters that the row is set with: wide where it is letter-spaced or stretched."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(row) if not (a.is_blank or b.is_blank)]
    return max(median(gaps), 0.0) if len(gaps) > 3 else 0.0


def _gap(before: Cluster, one: Cluster, usual: float, blank: float) -> str:
    """What stands for the room between two clusters."""
    gap = one.x0 - before.x1 - usual
    if one.is_blank or gap <= _BLANK * one.size:
        return ""
    if before.is_blank:
        # A blank is stretched where a row is filled, but not so far.
        return "\t" if gap > 2 * _COLUMN * one.size else ""
    if gap > _COLUMN * one.size:
        return "\t"
    is_cut = gap > blank * one.size and before.text not in "เแโใไ" and one.text[0] not in "ะาำๆ"
    return " " if is_cut else ""
