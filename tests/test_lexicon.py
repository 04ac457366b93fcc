"""Every pattern of the lexicon matches its examples, and no word stands twice."""

from __future__ import annotations

import re

import pytest

from circulars.lexicon import any_of, table
from circulars.places import provinces
from parsers.addressee import parse_addressee

DIRECTIVES = table("directives")


@pytest.mark.parametrize("entry", [*DIRECTIVES["actor"], *DIRECTIVES["verb"]], ids=lambda one: str(one)[:40])
def test_the_words_of_an_entry_match_its_examples(entry: dict[str, list[str]]) -> None:
    pattern = re.compile(
        "|".join([any_of(entry["words"]), *([entry["pattern"]] if "pattern" in entry else [])])
    )
    assert [example for example in entry["examples"] if not pattern.search(example)] == []


def test_the_announcement_of_a_list_is_told_by_its_last_words() -> None:
    entry = DIRECTIVES["announcement"]
    pattern = re.compile(entry["pattern"])
    assert [example for example in entry["examples"] if not pattern.search(example)] == []


@pytest.mark.parametrize("entry", DIRECTIVES["channel"], ids=lambda one: one["kind"])
def test_a_channel_pattern_takes_the_whole_of_its_examples(entry: dict[str, str]) -> None:
    pattern = re.compile(entry["pattern"])
    left = {example: pattern.sub("", example, count=1).strip() for example in entry["examples"]}
    assert {example: rest for example, rest in left.items() if rest} == {}


@pytest.mark.parametrize("kind", table("addressees")["kind"], ids=lambda one: one["words"][0])
def test_an_addressee_has_the_level_of_its_entry(kind: dict[str, list[str]]) -> None:
    assert {parse_addressee(example).level.value for example in kind["examples"]} == {kind["level"]}


def test_no_word_stands_twice_in_a_list() -> None:
    lists = [entry["words"] for entry in DIRECTIVES["actor"] + DIRECTIVES["verb"]]
    twice = [word for words in lists for word in words if words.count(word) > 1]
    assert twice == []


def test_every_province_has_letters_of_its_own_and_districts() -> None:
    letters = [one.letters for one in provinces()]
    assert len(letters) == len(set(letters)) == 77
    assert sum(len(one.districts) for one in provinces() if one.name != "กรุงเทพมหานคร") == 878
