"""Readings made from the expected ones of the sample letters, without any parser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from circulars.circular import Circular
from circulars.reading_json import letter_from_json, letter_to_json
from parsers import parse, read

LETTERS = Path(__file__).parents[1] / "letters"


def sample_letter(name: str = "dopa-circular-w2551") -> Circular:
    data = json.loads((LETTERS / f"{name}.expected.json").read_text(encoding="utf-8"))["letter"]
    data["number"]["text"] = data["number"]["key"]
    for directive in data["directives"]:
        directive["channels"] = [{"text": "", **one} for one in directive["channels"]]
    return letter_from_json(data)


def sample_reading(letter: Circular | None = None, sha256: str = "0" * 64) -> dict[str, Any]:
    return {
        "schema": "saraban.reading/1",
        "source": {"name": "w2551.txt", "sha256": sha256, "pages": 1, "text_from": ["text"]},
        "letter": letter_to_json(letter or sample_letter()),
        "spans": {},
        "issues": [],
    }


def parsed_letter(name: str = "dopa-circular-w2551.corrected.txt") -> Circular:
    """A sample letter as the parser reads it, with its paragraphs."""
    return parse(read(LETTERS / name)).letter
