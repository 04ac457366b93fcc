"""A letter reads the same however it was wrapped, and where blanks were lost."""

from __future__ import annotations

from typing import Any

import pytest
from makers.damage import (
    cannot_be_told,
    has_long_rows,
    pages_broken_below,
    rewrapped,
    with_blanks_lost,
    without_digit_blanks,
)
from makers.letters import OWN, own_letter, source_of

from circulars.reading_json import letter_to_json
from parsers import parse

#: Letters with one row a paragraph: those that can be wrapped in any way.
LONG_ROWS = [name for name in OWN if has_long_rows(own_letter(name))]


def squeezed(value: Any) -> Any:
    """A value without the blanks in its texts."""
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, dict):
        return {key: squeezed(one) for key, one in value.items()}
    return [squeezed(one) for one in value] if isinstance(value, list) else value


def reading_of(text: str) -> dict[str, Any]:
    """The letter's values that no wrapping may change."""
    letter = letter_to_json(parse(source_of(text)).letter)
    del letter["paragraphs"]
    if letter["number"]:
        del letter["number"]["text"]
    for directive in letter["directives"]:
        for channel in directive["channels"]:
            del channel["text"]
        for deadline in directive["deadlines"]:
            for name in ("explanation", "confidence", "flags"):
                del deadline[name]
    return squeezed(letter)


def changed(text: str, damaged: str) -> dict[str, tuple[Any, Any]]:
    before, after = reading_of(text), reading_of(damaged)
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


@pytest.mark.parametrize("width", [70, 76, 82, 90])
@pytest.mark.parametrize("indented", [True, False], ids=["indented", "flat"])
@pytest.mark.parametrize("name", LONG_ROWS)
def test_wrapping_changes_nothing(name: str, width: int, indented: bool) -> None:
    text = own_letter(name)
    if not indented and cannot_be_told(text, width):
        pytest.skip("a paragraph ends in a full row: nothing tells that it ends there")
    assert changed(text, rewrapped(text, width, indented=indented)) == {}


@pytest.mark.parametrize("name", OWN)
def test_blanks_lost_beside_digits_change_nothing(name: str) -> None:
    text = own_letter(name)
    assert changed(text, without_digit_blanks(text)) == {}


@pytest.mark.parametrize("name", LONG_ROWS)
def test_lost_blanks_change_no_directive(name: str) -> None:
    text = own_letter(name)
    before, after = reading_of(text), reading_of(with_blanks_lost(text, seed=1, share=0.35))
    for one in (before, after):
        for directive in one["directives"]:
            del directive["text"]
    assert after["directives"] == before["directives"]


@pytest.mark.parametrize("name", [name for name in OWN if "ขอแสดงความนับถือ" in own_letter(name)])
def test_a_page_that_ends_below_the_text_loses_nothing(name: str) -> None:
    text = own_letter(name)
    before = reading_of(text)
    for broken in pages_broken_below(text, "ขอแสดงความนับถือ"):
        after = reading_of(broken)
        assert {key: (before[key], after[key]) for key in before if before[key] != after[key]} == {}
