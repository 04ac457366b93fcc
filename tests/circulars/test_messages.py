"""The catalogue speaks both languages, and has a text for every finding."""

from __future__ import annotations

import string

import pytest

from circulars.lexicon import table
from circulars.messages import LANGUAGES
from circulars.reading import IssueKind

CATALOGUE = table("messages")


@pytest.mark.parametrize("kind", CATALOGUE)
def test_a_message_stands_in_both_languages_and_names_the_same_facts(kind: str) -> None:
    fields = [
        {
            name.removesuffix(f"_{lang}")
            for _, name, _, _ in string.Formatter().parse(CATALOGUE[kind][lang])
            if name
        }
        for lang in LANGUAGES
    ]
    assert fields[0] == fields[1]


@pytest.mark.parametrize("kind", IssueKind)
def test_every_kind_of_issue_has_a_message(kind: IssueKind) -> None:
    assert set(CATALOGUE[kind.value]) == set(LANGUAGES)
