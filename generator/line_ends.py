"""Words that the lines of a page as set have cut: names, compounds, dates and numbers that should be whole.

Every word kept whole from the start would make lines uneven, and break them elsewhere than a word
processor does. So a letter is set freely first, and only what was cut is set again in one piece.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from circulars.agencies import agency_names
from circulars.places import provinces
from generator.binding import bound_run, keep_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.office import OfficeProfile
    from generator.words import Line

#: Names shorter than this are found inside other words too often to be kept whole by themselves.
SHORT_NAME = 5
#: Names longer than this would leave a line half empty; their words are kept whole one by one.
LONG_NAME = 30
#: Numbers with a stroke, addresses of pages, short names with several full stops.
NUMBER_OR_ADDRESS = r"[0-9๐-๙][0-9๐-๙.]*/ว?[0-9๐-๙]+|(?:https?://|www\.)[!-~]{1,60}|(?:[ก-ฮ]{1,3}\.){2,}"
#: A syllable with เ before and a tone mark above its consonant goes on with the next letter: เอ่อ, เล่น, เก้า.
LEADING_E = r"เ[ก-ฮ][รลว]?[่-๋][ก-ฮา]"
#: A syllable and the consonant after it, at the end of a run of Thai letters: no word is a lone consonant.
LAST_CONSONANT = r"[ก-ฮ][^ก-ฮเ-ไ\W]*[ก-ฮ]์?(?![ก-๎])"


@dataclass(frozen=True, slots=True)
class Kept:
    """A stretch of a line of the letter that should stay on one line of the page."""

    number: int  #: counted through the letter
    line: int
    start: int
    end: int


@lru_cache(maxsize=16)
def kept_pattern(office: OfficeProfile) -> re.Pattern[str]:
    """One pattern of all that a line's end should not cut."""
    words = map(re.escape, kept_words(office))
    return re.compile(f"{bound_run()}|{NUMBER_OR_ADDRESS}|{'|'.join(words)}|{LEADING_E}|{LAST_CONSONANT}")


def kept_words(office: OfficeProfile) -> tuple[str, ...]:
    """The words and names that a line's end should not cut, longest first."""
    names = [one.name for one in office.province.districts]
    full = [f"อำเภอ{name}" for name in names] + [office.group, office.office]
    full += [f"จังหวัด{one.name}" for one in provinces()]
    long = [name for name in (*names, *(one.name for one in provinces())) if len(name) >= SHORT_NAME]
    agencies = [name for name in agency_names() if len(name) <= LONG_NAME]
    return keep_words(one for one in (*full, *long, *agencies) if one)


def kept_stretches(lines: Sequence[Line], pattern: re.Pattern[str]) -> tuple[Kept, ...]:
    """All that should stay whole, in the order of the letter."""
    found = [(index, span) for index, line in enumerate(lines) for span in _spans(line.words, pattern)]
    return tuple(Kept(number, index, *span) for number, (index, span) in enumerate(found))


# A letter is set several times, and hundreds of letters share their paragraphs.
@lru_cache(maxsize=4096)
def _spans(words: str, pattern: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in pattern.finditer(words))


def cut_stretches(
    lines: Sequence[Line], stretches: Sequence[Kept], pages: Sequence[Sequence[str]]
) -> frozenset[int]:
    """The numbers of the stretches that the lines of the pages, as set, have cut."""
    set_lines = [solid(line) for page in pages for line in page]
    cut: set[int] = set()
    ends_of = dict(_ends(lines, set_lines))
    for one in stretches:
        words, ends = lines[one.line].words, ends_of.get(one.line, ())
        start, end = len(solid(words[: one.start])), len(solid(words[: one.end]))
        if any(start < at < end for at in ends):
            cut.add(one.number)
    return frozenset(cut)


def _ends(lines: Sequence[Line], set_lines: Sequence[str]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """For each line of the letter that takes several of the page: where those end, blanks not counted."""
    place = 0
    for index, line in enumerate(lines):
        whole = solid(line.words)
        first = next((at for at in range(place, len(set_lines)) if _begins(whole, set_lines[at])), None)
        if not whole or first is None:
            continue
        ends, at, done = [], first, 0
        while at < len(set_lines) and done < len(whole) and whole.startswith(set_lines[at], done):
            done += len(set_lines[at])
            ends.append(done)
            at += 1
        if done == len(whole):
            place = at
            yield index, tuple(ends[:-1])


def _begins(whole: str, set_line: str) -> bool:
    return bool(set_line) and whole.startswith(set_line)


def solid(text: str) -> str:
    """The text without its blanks."""
    return "".join(text.split())
