"""Every variable that a template names is described, and every one described is there."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from jinja2 import Environment, meta

from generator.letter_kinds import LetterKind

TEMPLATES = files("templates")
README = (TEMPLATES / "README.md").read_text(encoding="utf-8")
LETTERS = ("stamped.j2", "external.j2", "memo.j2", "order.j2", "announcement.j2")


def variables(*path: str) -> set[str]:
    environment = Environment(autoescape=True)
    environment.filters["thai"] = str
    return meta.find_undeclared_variables(
        environment.parse(_included(TEMPLATES.joinpath(*path).read_text(encoding="utf-8")))
    )


def _included(text: str) -> str:
    """The text with what it includes."""
    return re.sub(
        r'\{% include "([a-z0-9/.]+)" %\}',
        lambda match: TEMPLATES.joinpath(*match[1].split("/")).read_text(encoding="utf-8"),
        text,
    )


def described(heading: str) -> set[str]:
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    return set(re.findall(r"`([a-z_]+)`", section))


@pytest.mark.parametrize("name", LETTERS)
def test_the_variables_of_a_letter_are_described(name):
    assert variables("letters", name) <= described("Variables of a letter")


def test_no_variable_of_a_letter_is_described_in_vain():
    used = set.union(*(variables("letters", name) for name in LETTERS))
    parts = {"issuer", "text", "quantity", "style", "body", "item1", "item3", "thai", "cells"}
    assert described("Variables of a letter") - parts <= used


@pytest.mark.parametrize("name", [f"{one}.j2" for one in LetterKind])
def test_the_variables_of_the_other_letters_are_described(name):
    assert variables("kinds", name) <= described("Variables of the other letters")


@pytest.mark.parametrize("name", ["title.j2", "instructions.j2"])
def test_the_variables_of_a_form_are_described(name):
    assert variables("forms", name) <= described("Variables of a report form")


@pytest.mark.parametrize("name", [*LETTERS])
def test_every_line_of_a_letter_has_a_style_that_both_writers_know(name):
    text = _included((TEMPLATES / "letters" / name).read_text(encoding="utf-8"))
    styles = set(re.findall(r"^([a-z0-9-]+):", text, re.MULTILINE)) - {"qr", "secrecy", "unit", "caption"}
    layout = (TEMPLATES / "typst" / "letter.typ").read_text(encoding="utf-8")
    assert styles <= set(re.findall(r'^  "([a-z0-9-]+)": ', layout, re.MULTILINE))
    from generator.docx_writer import STYLES

    assert styles <= set(STYLES)
