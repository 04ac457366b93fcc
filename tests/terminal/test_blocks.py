from __future__ import annotations

from terminal.blocks import blocks
from terminal.layout import width

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def test_two_rows_of_dots_are_a_line_each_block_in_the_colours_of_both():
    assert blocks([[RED, RED, BLUE], [WHITE, WHITE, WHITE]], 80, indent="  ") == (
        "  \x1b[38;2;255;0;0;48;2;255;255;255m▀▀\x1b[38;2;0;0;255;48;2;255;255;255m▀\x1b[0m"
    )


def test_below_an_odd_last_row_there_is_paper():
    assert blocks([[RED], [RED], [BLUE]], 80) == (
        "\x1b[38;2;255;0;0;48;2;255;0;0m▀\x1b[0m\n\x1b[38;2;0;0;255;48;2;255;255;255m▀\x1b[0m"
    )


def test_a_wide_picture_goes_on_below_in_three_strips_at_most():
    lines = blocks([[RED] * 500] * 4, 200, indent="     ").split("\n")
    assert [width(line) for line in lines] == [80, 80, 0, 80, 80, 0, 80, 80]


def test_in_a_narrow_terminal_it_is_as_narrow():
    assert {width(line) for line in blocks([[RED] * 100] * 2, 45, indent="     ").split("\n\n")} == {45, 25}
