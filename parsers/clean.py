"""Mends what programs did to a Thai text: only what is certain, in a visible order, every position kept.

No rule crosses a line end, none changes a text that is sound, and mending a
mended text changes nothing. Unicode compatibility forms are never used: they
take ำ apart. What cannot be mended for certain is left as it is, for the gate
(`parsers.text_layer`) or for a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeAlias

from circulars.lexicon import table
from circulars.text import MappedText
from parsers.mojibake import (
    LATIN_RUN,
    LATIN_WORD,
    UTF8_AS_LATIN,
    UTF8_AS_THAI,
    decode_tis620,
    decode_utf8,
    is_tis620,
)

_CONSONANT = "ก-ฮ"
_MARK = "ัิ-ฺ็-๎"
_TONE = "่-๋"


class Rule(StrEnum):
    """What was wrong with the text."""

    MOJIBAKE = "mojibake"  #: read in the wrong encoding
    BLANK = "blank"  #: a blank of another width
    INVISIBLE = "invisible"  #: a character that shows nothing
    PRIVATE_USE = "private-use"  #: a glyph of an old font instead of its character
    LOOK_ALIKE = "look-alike"  #: a letter of another script
    SARA_AA = "sara-aa"  #: ำ for every า
    LOST_NIKHAHIT = "lost-nikhahit"  #: ท าการ for ทำการ
    STRAY_BLANK = "stray-blank"  #: a blank before a mark
    MARK_ORDER = "mark-order"  #: a tone mark before its vowel
    SARA_AM = "sara-am"  #: ำ in pieces
    DOUBLED_MARK = "doubled-mark"
    DOUBLED_VOWEL = "doubled-vowel"  #: เเ for แ
    DOUBLED_CLUSTER = "doubled-cluster"  #: ซึ่ซึ่ง for ซึ่ง


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One change: ``before`` is ``raw[start:end]``."""

    rule: Rule
    before: str
    after: str
    start: int
    end: int


#: A template of `re.Match.expand`, or what to put for a match.
Replacement: TypeAlias = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Step:
    """A rule's pattern and what replaces it, if the whole text is one that the rule is for."""

    rule: Rule
    pattern: re.Pattern[str]
    replacement: Replacement
    applies: Callable[[str], bool] = lambda _: True


def repaired(raw: str) -> tuple[MappedText, tuple[Repair, ...]]:
    """The text mended, and each change that was made, in the order of making."""
    text = MappedText.of(raw)
    repairs: list[Repair] = []
    while True:
        before = text
        for step in steps():
            if step.applies(text.text):
                text = _apply(step, text, raw, repairs)
        if text is before:
            return text, tuple(repairs)


def _apply(step: Step, text: MappedText, raw: str, repairs: list[Repair]) -> MappedText:
    def replace(match: re.Match[str]) -> str:
        new = step.replacement
        after = match.expand(new) if isinstance(new, str) else new(match)
        if after != match.group():
            start, end = text.range(*match.span())
            repairs.append(Repair(rule=step.rule, before=raw[start:end], after=after, start=start, end=end))
        return after

    return text.sub(step.pattern, replace)


@cache
def steps() -> tuple[Step, ...]:
    """All rules, in the order in which they are tried.

    The order matters: encodings before characters, characters before marks, and
    the lost nikhahit before stray blanks, or น ้า would become the word น้า.
    """
    private = private_use()
    return (
        Step(Rule.MOJIBAKE, UTF8_AS_LATIN, decode_utf8),
        Step(Rule.MOJIBAKE, UTF8_AS_THAI, decode_utf8),
        Step(Rule.MOJIBAKE, LATIN_RUN, decode_tis620, is_tis620),
        Step(Rule.MOJIBAKE, LATIN_WORD, _if_sound(decode_tis620)),
        Step(Rule.BLANK, re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"), " "),
        Step(Rule.INVISIBLE, re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+"), ""),
        Step(Rule.PRIVATE_USE, _any_character(private), lambda match: private[match.group()]),
        Step(Rule.PRIVATE_USE, re.compile("[\uf0a1-\uf0da\uf0df-\uf0fb]{3,}"), _if_sound(_decode_symbols)),
        Step(Rule.LOOK_ALIKE, re.compile(f"[{''.join(look_alikes())}]+"), _thai_for_foreign),
        Step(Rule.LOOK_ALIKE, re.compile(f"ๅ(?<=[ก-รลว-ฮ{_TONE}]ๅ)"), "า"),
        Step(Rule.SARA_AA, re.compile(f"(?<!ํ)(?<!ํ[{_TONE}])ำ"), "า", _has_sara_am_for_aa),
        Step(Rule.LOST_NIKHAHIT, _WITHOUT_NIKHAHIT, r"\1\2ำ", _has_lost_nikhahit),
        Step(Rule.STRAY_BLANK, _CUT_SYLLABLE, r"\1\2\3า"),
        Step(Rule.STRAY_BLANK, re.compile(f" (?<=[{_CONSONANT}{_MARK}] )(?=[{_MARK}ำ])"), ""),
        # No word ends in these vowels, except ก็.
        Step(Rule.STRAY_BLANK, re.compile(f"(ั|็(?<!ก็)) +(?=[{_CONSONANT}])"), r"\1"),
        Step(Rule.MARK_ORDER, re.compile(f"([{_TONE}์])([ัิ-ฺ])"), r"\2\1"),
        Step(Rule.MARK_ORDER, re.compile(f"ำ([{_TONE}])"), r"\1ำ"),
        Step(Rule.SARA_AM, re.compile(f"ํ([{_TONE}]?)[าำ]"), r"\1ำ"),
        Step(Rule.SARA_AM, re.compile("ำ[าำ]+"), "ำ"),
        Step(Rule.SARA_AM, re.compile(f"([{_TONE}])ํ[าำ]"), r"\1ำ"),
        Step(Rule.DOUBLED_MARK, re.compile(rf"([{_MARK}])\1+"), r"\1"),
        Step(Rule.DOUBLED_VOWEL, re.compile("เเ"), "แ"),
        Step(Rule.DOUBLED_VOWEL, re.compile(r"([แโใไ])\1+"), r"\1"),
        # These vowels need a consonant after them, so the first of the two clusters cannot be a word's own.
        Step(
            Rule.DOUBLED_CLUSTER, re.compile(rf"((?!ก็)[{_CONSONANT}][ัึื็][{_TONE}]?)\1(?=[{_CONSONANT}])"), r"\1"
        ),
    )


@cache
def private_use() -> dict[str, str]:
    """The Thai character of each private-use one."""
    shaped = table("repairs")["private_use"]
    return {chr(int(code, 16)): thai for thai, codes in shaped.items() for code in codes}


@cache
def look_alikes() -> dict[str, str]:
    """The Thai character that each letter of a neighbouring script was put for."""
    return {foreign: thai for thai, many in table("repairs")["look_alike"].items() for foreign in many}


def _any_character(characters: dict[str, str]) -> re.Pattern[str]:
    return re.compile("[" + "".join(sorted(characters)) + "]")


#: A blank where the ring of ำ is drawn, before the tone mark: ท าการ, น ้า.
_WITHOUT_NIKHAHIT = re.compile(f"([{_CONSONANT}]) ([{_TONE}]?) ?า")
#: A syllable cut anywhere before its า, where no word can end: ฝ่ าฝืน.
_CUT_SYLLABLE = re.compile(f"([{_CONSONANT}])([{_TONE}]?) ([{_TONE}]?) ?า")
#: Marks on something that cannot bear them.
_UNSOUND = re.compile(
    f"(?<![{_CONSONANT}{_MARK}])[{_MARK}]|(?<![{_CONSONANT}{_TONE}])[าำ]|[เแโใไ](?![{_CONSONANT}])"
)


def _if_sound(decode: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    """The decoding, used only where it gives letters that can stand together."""

    def decode_if_sound(match: re.Match[str]) -> str:
        decoded = decode(match)
        return match.group() if _UNSOUND.search(decoded) else decoded

    return decode_if_sound


def _thai_for_foreign(match: re.Match[str]) -> str:
    """The Thai letters for one or two foreign ones in a Thai word; a word of the other language stays."""
    run, text = match.group(), match.string
    beside = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
    if len(run) > 2 or not any("ก" <= char <= "๙" for char in beside):
        return run
    return "".join(look_alikes()[char] for char in run)


def _decode_symbols(match: re.Match[str]) -> str:
    """TIS-620 in a font that says it holds symbols: U+F000 and the byte."""
    return bytes(ord(char) & 0xFF for char in match.group()).decode("tis-620")


def _has_sara_am_for_aa(text: str) -> bool:
    """Whether the text has ำ where every Thai text has า: one letter in ten or so is า, one in sixty ำ."""
    if "า" in text:
        return False
    consonants = sum(1 for char in text if "ก" <= char <= "ฮ")
    return consonants > 80 and text.count("ำ") > 0.06 * consonants


def _has_lost_nikhahit(text: str) -> bool:
    """Whether syllables are cut before า, and (almost) no ำ is left that was spared."""
    return text.count("ำ") * 4 <= len(_WITHOUT_NIKHAHIT.findall(text))
