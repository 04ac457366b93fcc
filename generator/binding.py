"""What must not be parted at the end of a line: dates, times, amounts and numbers are bound by U+00A0."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from circulars.number import NUMBER
from circulars.thai_calendar import MONTHS, SHORT_MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable

BOUND_BLANK = "\u00a0"
_DIGIT = "[0-9๐-๙]"
#: A number as texts write it: ๑,๒๐๐ or ๑๕.๐๐ or ๑/๒
_FIGURE = rf"(?<![0-9๐-๙.,/]){_DIGIT}+(?:[.,:/]{_DIGIT}+)*"


@lru_cache(maxsize=4096)
def bind(text: str) -> str:
    """The text with the blanks inside dates, times, amounts and letter numbers bound; nothing else changes."""
    for pattern in _patterns():
        text = pattern.sub(_bound, text)
    return text


def keep_words(names: Iterable[str] = ()) -> tuple[str, ...]:
    """Words that are never cut at a line's end, longest first, with the names of the place added."""
    return tuple(sorted({*_kept(), *names}, key=lambda word: (-len(word), word)))


@cache
def bound_run() -> str:
    """A pattern for what `bind` holds together, in a text that it has bound."""
    data = _data()
    words = _any_of(
        [*MONTHS, *SHORT_MONTHS, *data["units"], *data["ordinals"], *data["amounts"], "พ.ศ.", "ที่"]
    )
    token = rf"(?:{words.replace(' ', BOUND_BLANK)}|{_DIGIT}[0-9๐-๙.,:/()]*ว?|[ก-ฮ]{{2}})"
    return rf"{token}(?:{BOUND_BLANK}{token})+"


def _bound(match: re.Match[str]) -> str:
    return match.group().replace(" ", BOUND_BLANK)


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads((files("templates") / "typography.toml").read_text(encoding="utf-8"))


@cache
def _kept() -> frozenset[str]:
    groups = tomllib.loads((files("templates") / "kept_words.toml").read_text(encoding="utf-8"))
    return frozenset(word for words in groups.values() for word in words)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    months = _any_of([*MONTHS, *SHORT_MONTHS])
    units, ordinals, amounts = (_any_of(_data()[name]) for name in ("units", "ordinals", "amounts"))
    return (
        # ๓๑ มกราคม พ.ศ. ๒๕๖๗
        re.compile(rf"(?<!{_DIGIT}){_DIGIT}{{1,2}} *{months}(?: *พ\.ศ\.)?(?: *{_DIGIT}{{2,4}})?"),
        # มกราคม ๒๕๖๗
        re.compile(rf"{months}(?: *พ\.ศ\.)? +{_DIGIT}{{4}}"),
        # ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑
        re.compile(rf"(?:ที่[ ]+)?(?:{NUMBER.pattern})", re.VERBOSE | NUMBER.flags),
        # ข้อ ๕
        re.compile(rf"{ordinals} +(?={_FIGURE})"),
        # ๒ ราย; a figure that is bound already is the year of a date, or stands in a row
        re.compile(rf"(?<!{BOUND_BLANK}){_FIGURE} +{units}"),
        # ร้อยละ ๘๐, เวลา ๑๕.๐๐
        re.compile(rf"{amounts} +(?={_FIGURE})"),
        # ๐ ๔๒๖๑ ๑๘๑๗
        re.compile(rf"(?<!{_DIGIT}){_DIGIT}{{1,3}}(?: {_DIGIT}{{3,4}})+(?!{_DIGIT})"),
    )


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"
