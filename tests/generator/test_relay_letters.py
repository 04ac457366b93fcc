"""Whole circulars and their relays, to be read side by side: ``tests/relays``."""

from __future__ import annotations

import pytest
from makers.relays import RELAYS, draft_text, relay_case, relay_names


@pytest.mark.parametrize("name", relay_names())
def test_the_relay_of_a_circular_is_as_reviewed(name: str, golden) -> None:
    golden(RELAYS / f"{name}.expected.txt", draft_text(relay_case(name).draft()))


def test_there_are_circulars_to_review() -> None:
    assert len(relay_names()) >= 12
