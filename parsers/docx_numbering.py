"""The numbers that Word puts before paragraphs and does not store in their text: "๑.", "1.2", "ก)"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from circulars.thai_calendar import thai_digits
from parsers.docx_package import child, children, is_on, value

if TYPE_CHECKING:
    from lxml import etree

_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_THAI_UNITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""  #: "%1.%2"
    suffix: str = " "
    restart: int | None = None  #: after which level it begins anew; None: after any higher one
    legal: bool = False  #: all numbers in plain digits
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)  #: by level, where this list alone begins
    counter: str = ""


class Numbering:
    """Counts the numbered paragraphs of one document."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._styles = {value(style, "styleId") or "": style for style in children(styles, "style")}
        self._lists = _lists(numbering, self._styles)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: etree._Element) -> str:
        """The number before the paragraph with what follows it, or "" if it bears none."""
        place = self._place(paragraph)
        if place is None:
            return ""
        number, depth = place
        listed = self._lists[number]
        level = listed.levels.get(depth)
        if level is None or level.format == "none":
            return ""
        counts = self._counts[listed.counter]
        self._count(number, listed, depth, counts)
        label = _filled(level, listed, counts)
        return f"{label}{level.suffix}" if label else ""

    def _count(self, number: str, listed: _List, depth: int, counts: dict[int, int]) -> None:
        own_start = listed.starts.get(depth)
        if own_start is not None and (number, depth) not in self._begun:
            self._begun.add((number, depth))
            counts[depth] = own_start
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else listed.levels[depth].start
        for deeper, level in listed.levels.items():
            if deeper > depth and (level.restart is None or depth < level.restart):
                counts.pop(deeper, None)

    def _place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The list and level of a paragraph, from itself or its style."""
        properties = child(paragraph, "pPr")
        style = value(child(properties, "pStyle"))
        number, depth = value(child(properties, "numPr", "numId")), value(child(properties, "numPr", "ilvl"))
        seen: set[str] = set()
        while number is None and style in self._styles and style not in seen:
            seen.add(style)
            element = self._styles[style]
            number = value(child(element, "pPr", "numPr", "numId"))
            depth = (
                depth or value(child(element, "pPr", "numPr", "ilvl")) or self._depth_of_style(number, style)
            )
            style = value(child(element, "basedOn"))
        if number not in self._lists:
            return None
        return number, _whole(depth, 0)

    def _depth_of_style(self, number: str | None, style: str) -> str | None:
        levels = self._lists[number].levels if number in self._lists else {}
        return next((str(depth) for depth, level in levels.items() if level.style == style), None)


def _lists(numbering: etree._Element | None, styles: dict[str, etree._Element]) -> dict[str, _List]:
    patterns = {value(one, "abstractNumId") or "": one for one in children(numbering, "abstractNum")}
    nums = {value(one, "numId") or "": one for one in children(numbering, "num")}
    lists: dict[str, _List] = {}
    for number, num in nums.items():
        pattern = value(child(num, "abstractNumId")) or ""
        style = value(child(patterns.get(pattern), "numStyleLink"))
        if style in styles:  # the levels stand with the list that the style names
            linked = value(child(styles[style], "pPr", "numPr", "numId")) or ""
            pattern = value(child(nums.get(linked), "abstractNumId")) or pattern
        levels = {
            _whole(value(one, "ilvl"), 0): _level(one) for one in children(patterns.get(pattern), "lvl")
        }
        starts: dict[int, int] = {}
        for override in children(num, "lvlOverride"):
            depth = _whole(value(override, "ilvl"), 0)
            if (own := child(override, "lvl")) is not None:
                levels[depth] = _level(own)
            if (start := value(child(override, "startOverride"))) is not None:
                starts[depth] = _whole(start, 1)
        lists[number] = _List(levels, starts, pattern)
    return lists


def _level(element: etree._Element) -> Level:
    suffix = value(child(element, "suff"))
    restart = value(child(element, "lvlRestart"))
    return Level(
        start=_whole(value(child(element, "start")), 1),
        format=value(child(element, "numFmt")) or "decimal",
        text=value(child(element, "lvlText")) or "",
        suffix="" if suffix == "nothing" else " ",
        restart=None if restart is None else _whole(restart, 0),
        legal=is_on(child(element, "isLgl")),
        style=value(child(element, "pStyle")),
    )


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else default


def _filled(level: Level, listed: _List, counts: dict[int, int]) -> str:
    """The text of a level with its numbers filled in."""
    if level.format == "bullet":
        # Bullets are drawn with symbol fonts whose codes mean nothing outside them.
        return "".join("•" if "\ue000" <= char <= "\uf8ff" else char for char in level.text)

    def number(match: re.Match[str]) -> str:
        depth = int(match.group(1)) - 1
        one = listed.levels.get(depth, Level())
        return spelled(counts.get(depth, one.start), "decimal" if level.legal else one.format)

    return re.sub(r"%(\d)", number, level.text)


def spelled(number: int, format_: str) -> str:
    """A number in one of Word's formats; those that no Thai letter uses come out in plain digits."""
    spell = _FORMATS.get(format_)
    return spell(number) if spell is not None and number > 0 else str(number)


def _lettered(number: int, letters: str) -> str:
    """After the last letter Word doubles them: z, aa, bb."""
    return letters[(number - 1) % len(letters)] * ((number - 1) // len(letters) + 1)


def _counted(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = {0: "", 1: "สิบ", 2: "ยี่สิบ"}.get(tens, f"{_THAI_UNITS[tens]}สิบ")
    return ten + ("เอ็ด" if tens and ones == 1 else _THAI_UNITS[ones])


def _roman(number: int) -> str:
    text = ""
    for size, sign in _ROMAN:
        text += sign * (number // size)
        number %= size
    return text


_FORMATS: dict[str, Callable[[int], str]] = {
    "thaiNumbers": lambda number: thai_digits(str(number)),
    "thaiLetters": lambda number: _lettered(number, _THAI_LETTERS),
    "thaiCounting": lambda number: _counted(number) if number < 100 else str(number),
    "lowerLetter": lambda number: _lettered(number, "abcdefghijklmnopqrstuvwxyz"),
    "upperLetter": lambda number: _lettered(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda _: "",
}
