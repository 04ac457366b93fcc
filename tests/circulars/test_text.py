"""A mapped text never forgets where its characters stood."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circulars.text import MappedText

TEXTS = st.text(alphabet="กขคำา ท่ี่\n๑2", max_size=40)


def test_a_replacement_maps_to_the_whole_of_what_it_replaced() -> None:
    text = MappedText.of("น ้ำ ท าการ").sub(re.compile("ท า"), "ทำ")
    at = text.text.index("ำการ")
    assert text.text == "น ้ำ ทำการ"
    assert text.range(at, at + 1) == (6, 8)


def test_a_deletion_leaves_the_rest_in_place() -> None:
    text = MappedText.of("a b c").sub(re.compile(" "), "")
    assert text.text == "abc"
    assert [text.range(at, at + 1) for at in range(3)] == [(0, 1), (2, 3), (4, 5)]


def test_an_empty_range_stands_where_its_character_does() -> None:
    assert MappedText.of("abc").range(1, 1) == (1, 1)
    assert MappedText.of("").range(0, 0) == (0, 0)


@pytest.mark.property
@given(TEXTS)
def test_a_text_over_itself_quotes_itself(raw: str) -> None:
    text = MappedText.of(raw)
    assert all(raw[slice(*text.range(at, at + 1))] == raw[at] for at in range(len(raw)))


@pytest.mark.property
@given(TEXTS, st.sampled_from(["า", " ", "๑", "ก+", r"\s\S"]), st.sampled_from(["", "ข", "ขขข"]))
def test_replacing_gives_what_re_gives_and_ranges_never_run_backwards(
    raw: str, pattern: str, new: str
) -> None:
    text = MappedText.of(raw).sub(re.compile(pattern), new)
    assert text.text == re.sub(pattern, new, raw)
    ranges = [text.range(at, at + 1) for at in range(len(text))]
    assert all(0 <= start <= end <= len(raw) for start, end in ranges)
    assert all(one[0] <= other[0] for one, other in pairwise(ranges))


@pytest.mark.property
@given(TEXTS)
def test_lines_joined_are_the_text(raw: str) -> None:
    lines = list(MappedText.of(raw).split_lines())
    assert MappedText.join(lines, "\n").text == raw
