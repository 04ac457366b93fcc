"""Slips of text recognition: proposed with the word that was probably meant, never applied here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from circulars.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterable

#: How much of a phrase's core may differ, and by how many characters its length.
_MOST_CHANGED = 0.72
_MOST_LONGER = 2
#: Neighbours beside which a word that was a slip elsewhere is probably meant as it stands.
_OWN_SENSE_BEFORE = re.compile(r"(?:จังหวัด|อำเภอ|พื้นที่|ราคา|หมู่บ้าน|ตำบล|บริเวณ)\s?$")
_OWN_SENSE_AFTER = re.compile(r"\s?(?:กัน|กับ)")


@dataclass(frozen=True, slots=True)
class Slip:
    """A word as it stands and the word that was probably meant; ``text[start:end]``."""

    start: int
    end: int
    seen: str
    meant: str


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    meant: str
    fuzzy: bool


@cache
def _rules() -> tuple[_Rule, ...]:
    data = table("ocr_slips")
    phrases = [
        _Rule(
            re.compile(
                f"{re.escape(one['before'])}(?P<seen>[ก-๎]{{{max(2, len(one['core']) - _MOST_LONGER)},"
                f"{len(one['core']) + _MOST_LONGER}}}?){re.escape(one['after'])}"
            ),
            one["core"],
            fuzzy=True,
        )
        for one in data["phrase"]
    ]
    words = [
        _Rule(
            re.compile(f"{one['before']}(?P<seen>{re.escape(one['seen'])})(?:{_ahead(one['after'])})"),
            one["meant"],
            fuzzy=False,
        )
        for one in data["word"]
    ]
    return (*phrases, *words)


@cache
def _anchors() -> re.Pattern[str]:
    """What stands in every text that a rule can match; most texts hold none of it."""
    data = table("ocr_slips")
    return re.compile(
        "|".join(
            [
                *(re.escape(one["before"]) for one in data["phrase"]),
                *(re.escape(one["seen"]) for one in data["word"]),
            ]
        )
    )


def _ahead(after: str) -> str:
    # A word that is wrong by itself must end there, or a longer word would be cut (ให้ปัจจุบันเป็น…).
    return f"(?={after})" if after else r"(?=[\sก-ฮเ-ไ]|$)(?!เป็น)"


def slips(text: str, known: Iterable[tuple[str, str]] = ()) -> list[Slip]:
    """The probable slips of a text; ``known`` are pairs found elsewhere in the same document."""
    found: list[Slip] = []
    for rule in _rules() if _anchors().search(text) else ():
        for match in rule.pattern.finditer(text):
            seen = match["seen"]
            if seen != rule.meant and (not rule.fuzzy or _resembles(seen, rule.meant)):
                found.append(Slip(*match.span("seen"), seen, rule.meant))
    for seen, meant in known:
        found += [
            Slip(*match.span(), seen, meant)
            for match in re.finditer(re.escape(seen), text)
            if not _means_itself(text, match)
        ]
    return _apart(found)


def _resembles(seen: str, meant: str) -> bool:
    return _distance(seen, meant) <= _MOST_CHANGED * max(len(seen), len(meant))


def _means_itself(text: str, match: re.Match[str]) -> bool:
    before = _OWN_SENSE_BEFORE.search(text, max(0, match.start() - 12), match.start())
    return bool(before or _OWN_SENSE_AFTER.match(text, match.end()))


def _apart(found: list[Slip]) -> list[Slip]:
    kept: list[Slip] = []
    for one in sorted(found, key=lambda slip: (slip.start, -slip.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _distance(one: str, other: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        corner, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (a != b))
    return row[-1]


def corrected(text: str, found: Iterable[Slip]) -> str:
    """The text with the slips replaced by what was meant."""
    for one in sorted(found, key=lambda slip: -slip.start):
        text = text[: one.start] + one.meant + text[one.end :]
    return text
