"""How far a reading is from the truth."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_THAI_DIGIT = re.compile("[๐-๙]")


def distance(one: str, other: str) -> int:
    """The least number of characters to put in, take out or change (Levenshtein)."""
    row = list(range(len(other) + 1))
    for above, char in enumerate(one):
        last, row[0] = row[0], above + 1
        for index, second in enumerate(other, start=1):
            last, row[index] = row[index], min(last + (char != second), row[index] + 1, row[index - 1] + 1)
    return row[-1]


def character_error(read: str, truth: str) -> float:
    """The character error rate, blanks left out of both."""
    bare, true = "".join(read.split()), "".join(truth.split())
    return distance(bare, true) / len(true)


def digit_error(read: str, truth: str, digit: re.Pattern[str] = _THAI_DIGIT) -> float:
    """The share of the digits of the truth that were read as anything else, or not at all."""
    bare, true = "".join(read.split()), "".join(truth.split())
    wanted = [index for index, char in enumerate(true) if digit.match(char)]
    right = {
        block.b + offset
        for block in SequenceMatcher(None, bare, true, autojunk=False).get_matching_blocks()
        for offset in range(block.size)
    }
    return sum(1 for index in wanted if index not in right) / max(len(wanted), 1)
