from __future__ import annotations

import random
from pathlib import Path

import pytest

from desk.cancelling import cancel_receipt
from desk.duplicates import duplicates, duplicates_of
from desk.receive import receive

OWN = Path(__file__).parents[1] / "letters" / "own"
#: A letter with number and date, and one whose date stands in its stamp alone.
DATED = (OWN / "01-dopa-survey.txt").read_text(encoding="utf-8")
UNDATED = (OWN.parent / "dopa-circular-w2551.corrected.txt").read_text(encoding="utf-8")
CONFUSED = {"น": "บ", "ต": "ด", "ี": "ิ", "ไ": "ใ", "่": "", "ช": "ซ", "ถ": "ก", "พ": "ผ"}


def scanned_again(text, share=0.03, seed=1):
    """The text as another scan would give it; its numbers as they are."""
    chance = random.Random(seed)  # noqa: S311 - a test's own choice
    return "".join(
        CONFUSED[char] if char in CONFUSED and chance.random() < share * 3 else char for char in text
    )


@pytest.fixture
def take(desk, clerk, tmp_path):
    """Receive a text."""

    def taken(text):
        path = tmp_path / f"{len(list(tmp_path.glob('*.txt')))}.txt"
        path.write_text(text, encoding="utf-8")
        return receive(desk, path, clerk, anyway=True)

    return taken


def pairs(desk):
    return [(one.first.receipt_number, one.second.receipt_number, one.kind.value) for one in duplicates(desk)]


def test_the_same_number_and_date_in_another_file(desk, take):
    take(DATED)
    again = take(DATED + "\n\nสำเนา")
    assert again.same_letter is not None
    assert pairs(desk) == [(1, 2, "number")]


def test_a_page_scanned_again_without_a_date(desk, take):
    take(UNDATED)
    take(DATED)
    again = take(scanned_again(UNDATED).replace("มท ๐๓๐๗.๒/ว ๒๕๕๑", "", 1))
    assert again.entry.number is None
    assert again.same_letter is not None
    assert again.same_letter.receipt_number == 1
    assert again.needs_person
    assert pairs(desk) == [(1, 3, "text")]


@pytest.mark.parametrize(("before", "after"), [("ว ๑๔๕๒๗", "ว ๑๔๕๒๘"), ("๑๑ มิถุนายน ๒๕๖๗", "๑๒ มิถุนายน ๒๕๖๗")])
def test_one_digit_more_or_less_is_another_letter(desk, take, before, after):
    assert before in DATED
    take(DATED)
    other = take(DATED.replace(before, after, 1))
    assert other.same_letter is None
    assert pairs(desk) == []


def test_other_letters_of_the_same_office_are_no_duplicates(desk, take):
    for name in (
        "01-dopa-survey",
        "49-dopa-stamped-nil",
        "52-dopa-drug-items",
        "04-dopa-fax-election",
        "56-order-blank-number",
    ):
        assert take((OWN / f"{name}.txt").read_text(encoding="utf-8")).same_letter is None
    assert pairs(desk) == []


def test_the_receipt_that_was_one_too_many_is_cancelled_and_gone(desk, take, clerk):
    take(DATED)
    second = take(DATED + "\n\nสำเนา").entry
    assert [one.first.receipt_number for one in duplicates_of(desk, second)] == [1]
    cancel_receipt(desk, second.receipt, clerk, "ซ้ำกับ 1/2567")
    assert pairs(desk) == []
