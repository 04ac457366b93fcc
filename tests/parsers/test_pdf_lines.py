"""Glyphs as programs draw them, and the rows that they make."""

from __future__ import annotations

import pytest

from parsers.pdf_device import UNREAD, Glyph, with_actual_text
from parsers.pdf_glyphs import settled
from parsers.pdf_lines import lines


def glyphs(*drawn):
    """(text, x, advance) of letters of 16 points in one row."""
    return [
        Glyph(text, float(x), 700.0, float(advance), 16.0, 1, ord(text[0]) if text else 0)
        for text, x, advance in drawn
    ]


def rows(drawn):
    return ["".join(piece.text for piece in row) for row in lines(settled([drawn])[0])]


def test_a_ring_as_wide_as_a_letter_is_no_letter():
    """Fonts of one width give the ring of ำ the room of a letter and draw it over the one before."""
    before, ring, leg, after = glyphs(
        ("อ", 100, 9.6), (UNREAD, 100, 9.6), ("า", 109.6, 9.6), ("เ", 119.2, 9.6)
    )
    named = with_actual_text([ring, leg], "ำ", before)
    assert [one.text for one in named] == ["ำ"]
    assert rows([before, *named, after, *glyphs(("ภ", 128.8, 9.6), ("อ", 138.4, 9.6))]) == ["อำเภอ"]


def test_a_letter_in_the_place_that_a_mark_left_is_one():
    """Chromium moves on behind a mark of such a font only to come back."""
    base, mark, after = glyphs(("ฏ", 100, 9.6), ("ิ", 109.6, 9.6), ("บ", 109.6, 9.6))
    named = with_actual_text([base, mark], "ฏิ")
    last = with_actual_text([after], "บ", named[-1])
    assert rows([*glyphs(("ป", 90.4, 9.6)), *named, *last]) == ["ปฏิบ"]


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        # LibreOffice draws the blank between two fonts before the word that it follows.
        ([(" ", 121, 5), ("ถ", 100, 10), ("ง", 110, 11), ("ท", 126, 10), ("า", 136, 8)], "ถง ทา"),
        ([("ก", 100, 10), (" ", 121, 5), ("ข", 110, 11), ("ค", 126, 10)], "กข ค"),
        # A blank beside the row is none of its own.
        ([(" ", 300, 5), ("ถ", 100, 10), ("ง", 110, 11)], "ถง"),
    ],
)
def test_blanks_drawn_apart_are_put_where_they_stand(drawn, text):
    assert rows(glyphs(*drawn)) == [text]


def test_a_mark_carried_off_by_a_stretched_row_stays_with_its_letter():
    assert rows(glyphs(("ท", 85, 9.6), ("ี", 130, 9.6), ("่", 130, 9.6), (" ", 140, 9.6), ("ม", 195, 9.6))) == [
        "ที่ ม"
    ]


def test_a_page_of_nothing_but_blanks_has_no_rows():
    assert rows([Glyph(" ", float(at % 500), float(at), 5.0, 16.0, 1, 32) for at in range(2000)]) == []
