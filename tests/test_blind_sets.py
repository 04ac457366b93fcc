"""Sentences and letters written without knowledge of the grammar: what was learnt from them is not lost again."""

from __future__ import annotations

from pathlib import Path

import pytest

from circulars.thai_calendar import OfficeCalendar
from desk.evaluate import evaluate_deadlines
from desk.evaluate_letters import evaluate_letters

TESTS = Path(__file__).parent


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_sentences_of_another_hand_are_read(name):
    text = (TESTS / "gold" / f"deadlines-blind-{name}.jsonl").read_text(encoding="utf-8")
    figures = evaluate_deadlines(text.splitlines(), OfficeCalendar.shipped()).figures()
    assert figures["due"]["f1"] >= 0.99
    assert figures["rhythm"]["f1"] >= 0.99
    assert figures["actors"]["share"] >= 0.98
    assert figures["traps"]["alarmed"] == 0
    assert figures["unknowable"]["invented"] == 0


@pytest.mark.parametrize(
    ("name", "fields", "directives"),
    [("a", 0.99, 0.95), ("b", 0.98, 0.91), ("c", 0.97, 0.8), ("e", 0.99, 0.87), ("f", 0.97, 0.74)],
)
def test_letters_of_another_hand_are_read(name, fields, directives):
    figures = evaluate_letters(TESTS / "letters" / f"blind-{name}", OfficeCalendar.shipped()).figures()
    assert figures["header_exact"]["share"] >= fields
    assert figures["directives"]["f1"] >= directives
