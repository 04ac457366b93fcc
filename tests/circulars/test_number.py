"""Letter numbers in the spellings that are met."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circulars.number import LetterNumber, format_number
from circulars.thai_calendar import thai_digits

SPELLINGS = [
    ("มท ๐๓๐๗.๒/ว ๒๕๕๑", "มท 0307.2/ว2551"),
    ("มท 0307.2/ว2551", "มท 0307.2/ว2551"),
    ("มท๐๓๐๗.๒/ว๒๕๕๑", "มท 0307.2/ว2551"),
    ("ที่ มท ๐๓๐๗.๒ / ว. ๒๕๕๑", "มท 0307.2/ว2551"),
    ("ม.ท. ๐๓๐๗.๒/ว ๒๕๕๑", "มท 0307.2/ว2551"),
    ("มห ๐๐๑๘.๑/ว ๖๔๒", "มห 0018.1/ว642"),
    ("มห ๐๑๑๘/๑๕", "มห 0118/15"),
    ("กค (กวจ) ๐๔๐๕.๒/ว ๔๕๒", "กค (กวจ) 0405.2/ว452"),
    ("ศธ ๐๔๐๕๖.๑๒/๔๕", "ศธ 04056.12/45"),
    ("อว ๖๙.๑.๒/ว ๑๒", "อว 69.1.2/ว12"),
    ("นม ๕๒๐๐๑/๗", "นม 52001/7"),
    ("นว ๕๒๐๐๗.๔(๑)/๑๒", "นว 52007.4(1)/12"),
]


@pytest.mark.parametrize(("text", "key"), SPELLINGS)
def test_every_spelling_has_one_key(text: str, key: str) -> None:
    number = LetterNumber.parse(text)
    assert number is not None
    assert number.key == key


@pytest.mark.parametrize(
    "text", ["", "เลข 12/5", "31/1/67", "ถนน ๑๒/๓", "โทร. ๐ ๒๓๕๖ ๕๖๖๐", "มท ๐๓๐๗.๒", "มท ๐๓๐๗.๒/"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert LetterNumber.parse(text) is None


def test_a_number_is_written_with_thai_digits_and_a_blank_behind_its_mark() -> None:
    assert format_number("มท 0307.2/ว2551") == "มท ๐๓๐๗.๒/ว ๒๕๕๑"


def test_numbers_of_one_register_share_their_series() -> None:
    one, other = LetterNumber.parse("มห ๐๐๑๘.๑/ว ๖๔๒"), LetterNumber.parse("มห 0018.1/ว750")
    assert one is not None
    assert other is not None
    assert one.series == other.series == "มห 0018.1/ว"


UNITS = st.from_regex(r"[0-9]{4}(\.[1-9][0-9]?){0,2}", fullmatch=True)


@pytest.mark.property
@given(st.sampled_from(["มท", "มห", "สข"]), UNITS, st.booleans(), st.integers(1, 999_999))
def test_a_number_survives_its_thai_spelling(letters: str, unit: str, circular: bool, running: int) -> None:
    number = LetterNumber(text="", letters=letters, unit=unit, circular=circular, running=running)
    again = LetterNumber.parse(number.thai())
    assert again is not None
    assert again.key == number.key
    assert number.thai() == thai_digits(number.thai())
