from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.layout import Column, clip, pad, paint, table, width, wrap

THAI = st.text(alphabet=st.sampled_from("กขคงจชดตทนปพมยรลวสหอะาิีึืุูเแโใไ่้๊๋์ำ ๐๑๒abc"), max_size=40)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("กขค", 3),
        ("ที่", 1),
        ("เรื่อง", 4),
        ("น้ำ", 2),
        ("กำหนด", 5),
        ("ปฏิบัติ", 4),
        ("๓๑ ม.ค. ๒๕๖๗", 12),
        ("มห ๐๐๑๘.๑/ว ๖๔๒", 15),
        ("\u200bก\u200b", 1),
        ("漢", 2),
        ("\x1b[31mก\x1b[0m", 1),
    ],
)
def test_marks_above_and_below_take_no_room(text, columns):
    assert width(text) == columns


def test_padding_counts_columns_not_characters():
    assert pad("ที่", 4) == "ที่   "
    assert pad("ที่", 4, right=True) == "   ที่"


@pytest.mark.parametrize(("columns", "shown"), [(5, "เรื่อง"), (4, "เรื่อง"), (3, "เรื่…"), (2, "เ…")])
def test_a_text_is_cut_between_letters_never_from_their_marks(columns, shown):
    assert clip("เรื่อง", columns) == shown


@given(THAI, st.integers(1, 40))
def test_a_cut_text_is_as_wide_as_it_may_be(text, columns):
    assert width(clip(text, columns)) <= columns


def test_lines_are_broken_at_blanks():
    assert wrap("ให้อำเภอ รายงาน ภายในวันที่", 10, "  ") == "  ให้อำเภอ\n  รายงาน\n  ภายในวันที่"


@given(THAI, st.integers(5, 40))
def test_wrapping_loses_no_word(text, columns):
    assert wrap(text, columns).split() == text.split()


@given(st.lists(st.tuples(THAI, THAI, THAI), min_size=1, max_size=6))
def test_the_columns_of_a_table_stand_under_each_other(rows):
    columns = [Column(title="ที่"), Column(title="เรื่อง", right=True), Column(title="สถานะ")]
    shown = table(columns, [[" ".join(cell.split()) + "|" for cell in row] for row in rows], 1000)
    _, rule, *lines = shown.splitlines()
    assert len({width(line[: line.index("|", line.index("|") + 1)]) for line in lines}) == 1
    assert all(width(line) <= width(rule) for line in lines)


def test_a_table_gives_way_where_it_can():
    columns = [Column(title="ที่"), Column(title="เรื่อง", least=6)]
    rows = [["๑", "แนวทางการดำเนินงานตามนโยบาย"], ["๑๒", "สั้น"]]
    assert [width(line) for line in table(columns, rows, 20).splitlines()] == [8, 20, 20, 6]


def test_a_table_of_nothing_has_its_heading():
    assert width(table([Column(title="ที่")], [], 80).splitlines()[0]) == 1


def test_no_looks_no_codes():
    assert paint("ก") == "ก"
    assert paint("", "red") == ""
