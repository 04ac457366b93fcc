"""Digits glyph by glyph, and numbers that two readers read."""

from __future__ import annotations

import numpy as np
import pytest
from makers.pdf_letters import SARABUN
from PIL import Image, ImageDraw, ImageFont

from parsers.digits.network import ALPHABET, WEIGHTS, Shape, inputs_of, shipped
from parsers.digits.numbers import Rule, tokens
from parsers.digits.verdict import corrected
from parsers.ocr.components import components
from parsers.ocr.engine import Character
from parsers.ocr.picture import ink_of


def written(text: str, size: int = 60) -> tuple[np.ndarray, Rule]:
    """A line of print, and where it stands."""
    font = ImageFont.truetype(str(SARABUN.file), size)
    width = round(font.getlength(text)) + 40
    picture = Image.new("L", (width, size * 3), 255)
    ImageDraw.Draw(picture).text((20, size * 2), text, font=font, anchor="ls", fill=0)
    core = -font.getbbox("ก", anchor="ls")[1]
    return np.asarray(picture), Rule(20, width - 20, size * 2, core)


def glyphs(text: str, size: int = 60):
    picture, rule = written(text, size)
    return tokens(components(ink_of(picture)), rule, lambda _left, _right: True), rule


def texts(groups) -> list[str]:
    return ["".join(glyph.text for glyph in group) for group in groups]


NUMBERS = ["๐๑๒๓๔๕๖๗๘๙", "0123456789", "๐๓๐๗.๒/ว", "๒๕๖๗", "๐-๔๒๖๑-๑๘๑๗", "0808.2/ว", "1,250.75", "(๙๘)"]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("size", [36, 60])
def test_a_printed_number_is_read_glyph_by_glyph(number, size):
    assert "".join(texts(glyphs(number, size)[0])) == number


def test_numbers_are_divided_where_blanks_are():
    assert texts(glyphs("๑๒ ๓๔")[0]) == ["๑๒", "๓๔"]


def test_digits_that_touch_are_taken_apart():
    picture, rule = written("๒๕๖๗")
    columns = np.flatnonzero((picture < 128).any(axis=0))
    # Every blank column inside the number is taken out, so that the digits hang together.
    joined = np.concatenate([picture[:, :20], picture[:, columns], picture[:, -20:]], axis=1)
    pieces = components(ink_of(joined))
    assert len(pieces) < 4
    assert texts(tokens(pieces, rule, lambda _left, _right: True)) == ["๒๕๖๗"]


def test_the_weights_are_small_and_fit_the_alphabet():
    from importlib import resources

    with resources.as_file(resources.files("parsers.digits") / WEIGHTS) as path:
        assert path.stat().st_size < 300_000
    assert shipped().output.shape[1] == len(ALPHABET) == len(set(ALPHABET))


def test_likelihoods_are_shares_of_one():
    blot = np.ones((30, 30), bool)
    likely = shipped().probabilities(inputs_of([blot], [Shape(1, 1, 0)]))
    assert likely.shape == (1, len(ALPHABET))
    assert likely.sum() == pytest.approx(1)


def as_read(said: str, groups, confidence: float = 0.95) -> list[Character]:
    """What an engine says where the glyphs stand, one character a glyph; ``_`` for nothing."""
    shown = [glyph for group in groups for glyph in group]
    return [
        Character(char, glyph.box, confidence) for char, glyph in zip(said, shown, strict=True) if char != "_"
    ]


VERDICTS = [
    # on paper, as the engine says, as it stands, the doubts
    ("๒๕๖๗", "๒๕๒๓", "๒๕๖๗", []),  # no engine that lacks ๖ and ๗ can say them
    ("๐๓๐๗", "๐๓๐ฒ", "๐๓๐๗", []),
    ("๒๕๕๑", "๒๕๕๑", "๒๕๕๑", []),
    ("๒๕๕๑", "๒๕๓๑", "๒๕๕๑", [("๒๕๕๑", "๒๕๓๑")]),  # it knows ๓ and ๕: one of the two is wrong
    ("2551", "2557", "2551", [("2551", "2557")]),
    ("2551", "๒๕๕๑", "2551", []),  # the same value: the script on paper counts
]


@pytest.mark.parametrize(("paper", "said", "stands", "doubts"), VERDICTS)
def test_two_readings_of_a_number_give_one_or_a_doubt(paper, said, stands, doubts):
    groups, rule = glyphs(paper)
    line, found = corrected(as_read(said, groups, 0.8), groups, rule.core)
    assert "".join(char.text for char in line) == stands
    assert [(doubt.one, doubt.other) for doubt in found] == doubts


def test_letters_that_the_engine_is_sure_of_are_no_numbers():
    groups, rule = glyphs("๐๐๓")
    line, doubts = corrected(as_read("ลลก", groups), groups, rule.core)
    assert "".join(char.text for char in line) == "ลลก"
    assert doubts == []


def test_western_letters_that_look_like_digits_stay_letters():
    groups, rule = glyphs("(98")
    line, _ = corrected(as_read("(QR", groups, 0.8), groups, rule.core)
    assert "".join(char.text for char in line) == "(QR"


def test_a_number_that_only_the_engine_saw_is_in_doubt():
    line, doubts = corrected([Character("๕", (10, 10, 30, 40), 0.9)], [], 30)
    assert [(doubt.one, doubt.other) for doubt in doubts] == [("๕", "?")]
    assert "".join(char.text for char in line) == "๕"


def test_a_number_beside_ink_that_cannot_be_read_is_in_doubt():
    groups, rule = glyphs("๐๓๐๗")
    last = groups[-1][-1].box
    scrawl = Character("|", (last[2] + 5, last[1], last[2] + 20, last[3]), 0.3)
    _, doubts = corrected([*as_read("๐๓๐๓", groups), scrawl], groups, rule.core)
    assert [(doubt.one, doubt.other) for doubt in doubts] == [("๐๓๐๗", "?")]


def test_western_letters_are_no_proof_against_sure_thai_digits():
    groups, rule = glyphs("๒๖")
    box = (groups[0][0].box[0], groups[0][0].box[1], groups[0][-1].box[2], groups[0][-1].box[3])
    third = (box[2] - box[0]) / 3
    said = [
        Character(char, (box[0] + at * third, box[1], box[0] + (at + 1) * third, box[3]), 0.95)
        for at, char in enumerate("lod")
    ]
    line, _ = corrected(said, groups, rule.core)
    assert "".join(char.text for char in line) == "๒๖"


@pytest.mark.parametrize("lift", [0, 16])
def test_western_digits_that_dance_on_the_line_are_written_by_hand(lift):
    picture, rule = written("2 5 5 1")
    moved = picture.copy()
    middle = picture.shape[1] // 2
    moved[:, middle:] = np.roll(picture[:, middle:], -lift, axis=0)
    groups = tokens(
        components(ink_of(moved)), Rule(rule.left, rule.right, rule.foot, rule.core * 1.3), lambda *_: True
    )
    run = [tuple(glyph for group in groups for glyph in group)]
    said = as_read("".join(glyph.text for glyph in run[0]), run, 0.8)
    _, doubts = corrected(said, run, rule.core)
    assert bool(doubts) is bool(lift)
