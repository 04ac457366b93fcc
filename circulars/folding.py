"""What counts as the same when letters are searched: both sides, text and query, go through here.

`fold` keeps words: digits of both scripts, look-alike letters, ำ in pieces, doubled or transposed marks,
usual misspellings and line ends inside a sentence make no difference. `bones` goes further and keeps only
what survives a bad scan. Neither uses Unicode compatibility forms, which take ำ apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from circulars.lexicon import any_of, table
from circulars.text import MappedText

_MARK = "ัิ-ฺ็-๎"
_MARK_BY_MARK = "".join(char for char in map(chr, range(0xE30, 0xE4F)) if re.match(f"[{_MARK}]", char))
_TONE = "่-๋"
_TONES = "่้๊๋"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
#: Marks that a skeleton does not have: tone marks, maitaikhu, thanthakhat, nikhahit, yamakkan, phinthu.
_FRAGILE = "่้๊๋็์ํ๎ฺ"
_NOT_BONE = re.compile(r"[^ก-ฮะ-ูเ-ๆ0-9a-z/]+")
#: The characters that a skeleton has, one by one.
_BONES = frozenset(char for char in map(chr, range(0xE5C)) if not _NOT_BONE.match(char))


@dataclass(frozen=True, slots=True)
class _Step:
    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str]
    sign: re.Pattern[str] | None = None  #: what a text must have to need it, where that is sooner looked for

    def is_needed(self, text: str) -> bool:
        """Whether it may change anything."""
        return self.sign is None or self.sign.search(text) is not None


def _in_order(marks: re.Match[str]) -> str:
    return "".join(sorted(set(marks.group())))


def _tone_before(found: re.Match[str]) -> str:
    """ำ with one tone mark before it, among the other marks in their order."""
    marks = found.group().replace("ำ", "")
    tone = next(mark for mark in marks if mark in _TONES)
    return "".join(
        sorted({tone, *(mark for mark in marks if mark not in _TONES)})
    ) + "ำ" * found.group().count("ำ")


#: Two marks over one letter that are the same, or not in the order of their codes.
_DISORDER = re.compile(
    "|".join(f"{mark}[{_MARK_BY_MARK[: at + 1]}]" for at, mark in enumerate(_MARK_BY_MARK))
)
#: In this order: what shows nothing, line ends inside a sentence, blanks before a mark, marks, ำ and แ.
_STEPS = (
    _Step(_INVISIBLE, ""),
    _Step(re.compile("(?<=[ก-๎])[ \t]*\r?\n[ \t]*(?=[ก-๎])"), ""),
    _Step(re.compile(f"[ \t]+(?=[{_MARK}ำะา])"), ""),
    _Step(re.compile(f"[{_MARK}]{{2,}}"), _in_order, _DISORDER),
    _Step(re.compile("ํา"), "ำ"),
    _Step(re.compile(f"[{_MARK}ำ]*ำ[{_TONE}][{_MARK}ำ]*"), _tone_before),
    _Step(re.compile("เเ"), "แ"),
)


def fold(text: str) -> str:
    """The text as it is compared."""
    text = text.translate(_plain())
    for step in _STEPS:
        if step.is_needed(text):
            text = step.pattern.sub(step.replacement, text)
    return _spelt().sub(lambda match: _spellings()[match.group()], text)


def folded(text: str) -> MappedText:
    """As `fold`, with the way back to the text for every character."""
    mapped = MappedText.of(text)
    mapped = MappedText(text.translate(_plain()), mapped.starts, mapped.ends)
    for step in _STEPS:
        if step.is_needed(mapped.text):
            mapped = mapped.sub(step.pattern, step.replacement)
    return mapped.sub(_spelt(), lambda match: _spellings()[match.group()])


def bones(text: str) -> str:
    """What is left of a text on bad paper: no tone marks, no blanks, one of each group of letters that are confused."""
    return _NOT_BONE.sub("", fold(text).translate(_confused()))


def placed_bones(mapped: MappedText) -> tuple[str, list[int]]:
    """As `bones`, of a text that was `folded`, with the place in the text that each character came from."""
    placed = zip(mapped.text.translate(_kept_length()), mapped.starts, strict=True)
    kept = [(char, at) for char, at in placed if char in _BONES]
    return "".join(char for char, _ in kept), [at for _, at in kept]


def compact(text: str) -> str:
    """A number or key without blanks and marks that people leave out: "มท0307.2/ว2551"."""
    return re.sub(r"\s+", "", fold(text))


@cache
def _plain() -> dict[int, str]:
    """One character for one, so that nothing moves."""
    table_of = {
        ord(foreign): thai for thai, many in table("repairs")["look_alike"].items() for foreign in many
    }
    table_of |= {ord(thai): str(digit) for digit, thai in enumerate("๐๑๒๓๔๕๖๗๘๙")}
    table_of |= {ord(upper): upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    table_of |= dict.fromkeys(map(ord, "\u00a0\u1680\u202f\u205f\u3000"), " ")
    table_of |= dict.fromkeys(range(0x2000, 0x200B), " ")
    # Digits of Lao stand for Thai ones above, which in turn are ASCII.
    return {code: table_of.get(ord(to), to) for code, to in table_of.items()}


@cache
def _spellings() -> dict[str, str]:
    found: dict[str, str] = table("search")["spelling"]
    return found


@cache
def _spelt() -> re.Pattern[str]:
    return re.compile(any_of(list(_spellings())))


@cache
def _confused() -> dict[int, str]:
    groups = [entry["letters"] for entry in table("search")["confused"]]
    return {ord(char): group[0] for group in groups for char in group} | dict.fromkeys(map(ord, _FRAGILE), "")


@cache
def _kept_length() -> dict[int, str]:
    return {code: char or "\0" for code, char in _confused().items()}
