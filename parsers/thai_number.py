"""Numbers written as words (สามสิบ), up to 999.

Grammar::

    number = [ [ unit ] , "ร้อย" ] , [ [ unit | "ยี่" ] , "สิบ" ] , [ unit | "เอ็ด" ] ;
"""

from __future__ import annotations

import re

from parsers.skeleton import skeleton_of

_UNITS = {
    skeleton_of(word): value
    for value, word in enumerate(("หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"), 1)
}
_ONE_AFTER_TEN, _TWENTY, _TEN, _HUNDRED = map(skeleton_of, ("เอ็ด", "ยี่", "สิบ", "ร้อย"))
_UNIT = "|".join(_UNITS)

#: A number in words, to be put into other patterns; never empty.
NUMBER_WORDS = (
    rf"(?:(?:{_UNIT})?{_HUNDRED})(?:(?:{_UNIT}|{_TWENTY})?{_TEN})?(?:{_UNIT}|{_ONE_AFTER_TEN})?"
    rf"|(?:(?:{_UNIT}|{_TWENTY})?{_TEN})(?:{_UNIT}|{_ONE_AFTER_TEN})?|(?:{_UNIT})"
)
_PARTS = re.compile(
    rf"(?:(?P<hundreds>{_UNIT})?(?P<hundred>{_HUNDRED}))?(?:(?P<tens>{_UNIT}|{_TWENTY})?(?P<ten>{_TEN}))?"
    rf"(?P<units>{_UNIT}|{_ONE_AFTER_TEN})?"
)


#: Digits of a number at most; a longer run of digits counts nothing.
_MOST_DIGITS = 9


def number_of(words: str) -> int | None:
    """The value of a number, in digits or in words, given as a skeleton; None if it is neither."""
    if words.isdecimal():
        return int(words) if len(words) <= _MOST_DIGITS else None
    match = _PARTS.fullmatch(words)
    if not words or not match:
        return None
    hundreds = _UNITS.get(match["hundreds"] or "", 1) * 100 if match["hundred"] else 0
    tens = (2 if match["tens"] == _TWENTY else _UNITS.get(match["tens"] or "", 1)) * 10 if match["ten"] else 0
    return hundreds + tens + (_UNITS.get(match["units"], 1) if match["units"] else 0)
