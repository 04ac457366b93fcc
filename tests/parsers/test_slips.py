"""Slips of text recognition: every entry of the lexicon proves itself by its examples."""

from __future__ import annotations

import pytest

from circulars.lexicon import table
from parsers.slips import corrected, slips

ENTRIES = [*table("ocr_slips")["phrase"], *table("ocr_slips")["word"]]
EXAMPLES = [tuple(example) for entry in ENTRIES for example in entry["examples"]]
UNLIKE = [text for entry in ENTRIES for text in entry["unlike"]]


@pytest.mark.parametrize(("seen", "meant"), EXAMPLES)
def test_a_slip_is_proposed(seen: str, meant: str) -> None:
    assert corrected(seen, slips(seen)) == meant


@pytest.mark.parametrize("text", UNLIKE)
def test_a_right_phrase_is_left_alone(text: str) -> None:
    assert slips(text) == []


def test_a_slip_found_in_one_place_is_looked_for_elsewhere_in_the_document() -> None:
    known = [("ใกล้เคียง", "ไกล่เกลี่ย")]
    text = "การรายงานผลการใกล้เคียงประจำวัน"
    assert corrected(text, slips(text, known)) == "การรายงานผลการไกล่เกลี่ยประจำวัน"


@pytest.mark.parametrize("text", ["จังหวัดใกล้เคียง", "ราคาใกล้เคียงกัน", "มีลักษณะใกล้เคียงกับของเดิม"])
def test_a_word_in_its_own_sense_is_no_slip(text: str) -> None:
    assert slips(text, [("ใกล้เคียง", "ไกล่เกลี่ย")]) == []
