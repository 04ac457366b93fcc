"""Which agency a letter number is from."""

from __future__ import annotations

import pytest

from circulars.agencies import agency_names, agency_of, issuer_of
from circulars.circular import Circular
from circulars.lexicon import table
from circulars.number import LetterNumber
from circulars.places import provinces


@pytest.mark.parametrize(
    ("number", "agency"),
    [
        ("มท ๐๓๐๗.๒/ว ๒๕๕๑", "กรมการปกครอง"),
        ("มท 0230/ว3464", "สำนักงานปลัดกระทรวงมหาดไทย"),
        ("มท 0808.2/ว625", "กรมส่งเสริมการปกครองท้องถิ่น"),
        ("กค (กวจ) 0405.2/ว452", "กรมบัญชีกลาง"),
        ("สธ 0422.3/ว77", "กรมควบคุมโรค"),
        ("ตช 0011.25/ว12", "สำนักงานตำรวจแห่งชาติ"),
        ("มห 0018.1/ว642", "จังหวัดมุกดาหาร"),
        ("มท 0018.1/ว642", None),
        ("มท 9901/ว1", None),
        ("ศธ 04001/ว3", None),
        ("อว 69.1.2/ว12", None),
        ("กห 0207/ว5", None),
    ],
)
def test_a_number_tells_its_agency_or_nothing(number: str, agency: str | None) -> None:
    parsed = LetterNumber.parse(number)
    assert parsed is not None
    assert agency_of(parsed) == agency


def test_a_letter_speaks_in_the_name_that_it_bears() -> None:
    number = LetterNumber.parse("มท ๐๓๐๗.๒/ว ๒๑๓๓")
    assert issuer_of(Circular(issuer="กระทรวงมหาดไทย", number=number)) == "กระทรวงมหาดไทย"
    assert issuer_of(Circular(drafting_unit=("กรมที่ดิน", "กองการเจ้าหน้าที่"))) == "กรมที่ดิน"
    assert issuer_of(Circular(drafting_unit=("สำนักการสอบสวนและนิติการ",), number=number)) == "กรมการปกครอง"
    assert issuer_of(Circular()) is None


def test_no_letters_stand_twice_nor_for_a_province_too() -> None:
    data = table("agencies")
    letters = [one["letters"] for one in (*data["ministry"], *data["agency"])]
    assert len(letters) == len(set(letters))
    assert not set(letters) & {one.letters for one in provinces()}
    assert all(one["source"] in {"annex", "letters"} for one in (*data["ministry"], *data["agency"]))
    assert "กรมการปกครอง" in agency_names()
