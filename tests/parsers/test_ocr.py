"""Scans of the sample letters, worn in many ways, read back; and pages that are no letters."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace

import numpy as np
import pytest
from makers.errors import character_error, digit_error
from makers.scans import (
    WORN,
    Scan,
    blank,
    coloured,
    landscape,
    letter_face,
    quarter_turned,
    rotated,
    scans,
    spread,
    stamped,
)

from parsers.clean import repaired
from parsers.digits.verdict import Doubt
from parsers.ocr.components import components
from parsers.ocr.engine import Character
from parsers.ocr.ink import layers
from parsers.ocr.lines import OcrCharacter, OcrLine, without_specks
from parsers.ocr.page import OcrPage, Unread, read_page
from parsers.ocr.place import Placement
from parsers.ocr.posture import posture
from parsers.ocr.preparation import is_sideways, sheets
from parsers.ocr.rows import strips
from parsers.ocr.stamps import as_mark
from parsers.ocr.tesseract import Tesseract

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
RELAY = "mukdahan-relay-w642.corrected.txt"


@pytest.fixture(scope="session")
def face(tmp_path_factory):
    return letter_face(tmp_path_factory.mktemp("fonts"))


@pytest.fixture(scope="session")
def relay(tmp_path_factory, face) -> tuple[str, list[Scan]]:
    """The relay's text and its pages, scanned as well as can be."""
    from conftest import LETTERS

    text = (LETTERS / RELAY).read_text(encoding="utf-8")
    return text, scans(text, tmp_path_factory.mktemp("scans"), face=face)


def read_back(pages: list[Scan]) -> list[OcrPage]:
    return [read_page(page.pixels, engine=Tesseract(), unit=page.unit) for page in pages]


def mended(pages: list[OcrPage]) -> str:
    return repaired("\n".join(page.text for page in pages))[0].text


#: Way of wearing: the most characters and the most Thai digits that may be wrong, in percent.
BARS = {
    "clean": (0.7, 1),
    "rotated -2°": (0.9, 2),
    "noisy": (1.0, 2),
    "jpeg q25": (1.0, 2),
    "fax": (1.5, 5),
    "stamped, crooked, noisy, jpeg": (1.5, 2),
}


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize("way", BARS)
def test_a_scan_is_read_within_the_bars(relay, way):
    text, pages = relay
    read = mended(read_back([WORN[way](page) for page in pages]))
    most_characters, most_digits = BARS[way]
    assert 100 * digit_error(read, text) <= most_digits
    assert 100 * character_error(read, text) <= most_characters


@pytest.fixture(scope="session")
def upright(relay) -> OcrPage:
    """The relay's first page as read from a good scan."""
    return read_back(relay[1][:1])[0]


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_on_its_side_or_head_is_read_and_its_boxes_are_of_the_page_as_given(relay, upright, quarters):
    text, pages = relay
    given = quarter_turned(pages[0], quarters)
    page = read_page(given.pixels, engine=Tesseract(), unit=given.unit)
    assert (
        100 * character_error(mended([page]), text[: len(page.text)]) < 25
    )  # the page holds the text's first part
    assert page.text == upright.text
    width, height = (side * given.unit for side in given.picture.size)
    for line in page.lines:
        left, top, right, bottom = line.box
        assert -5 <= left < right <= width + 5
        assert -5 <= top < bottom <= height + 5


@needs_tesseract
@pytest.mark.slow
def test_what_a_stamp_says_is_kept_apart_from_the_letter(relay):
    page = stamped(relay[1][0])
    read = read_page(page.pixels, engine=Tesseract(), unit=page.unit)
    aside = mended([replace(read, lines=())]) + "\n".join(stamp.text for stamp in read.stamps)
    assert "1946" in aside
    assert "1946" not in read.text
    assert "ดงหลวง" not in read.text


@needs_tesseract
@pytest.mark.slow
def test_two_pages_side_by_side_are_read_one_after_the_other(relay, tmp_path, face):
    other = scans("ประกาศหน้าขวา เรื่อง การรับสมัคร\n" * 10, tmp_path, face=face)[0]
    both = spread(relay[1][0], other)
    read = read_page(both.pixels, engine=Tesseract(), unit=both.unit)
    lines = read.text.split("\n")
    assert "ประกาศหน้าขวา" not in "".join(lines[:5])
    assert "ประกาศหน้าขวา" in lines[-1]


@needs_tesseract
def test_a_letter_that_is_all_printed_in_blue_is_read(tmp_path, face):
    page = coloured(
        scans("ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑\nถึง ที่ทำการปกครองจังหวัด\n" * 6, tmp_path, face=face)[0], (20, 30, 150)
    )
    assert "๐๓๐๗.๒/ว ๒๕๕๑" in read_page(page.pixels, engine=Tesseract(), unit=page.unit).text


@needs_tesseract
def test_the_mark_of_urgency_is_the_letters_own_though_it_is_red(tmp_path, face):
    print_ = scans("\n\n\nที่ มท ๐๓๐๗.๒/ว ๒๕๕๑\nถึง ที่ทำการปกครองจังหวัด ทุกจังหวัด\n" * 4, tmp_path, face=face)[0]
    mark = coloured(scans("ด่วนที่สุด", tmp_path, face=face, size=24)[0], (210, 20, 30))
    black = np.repeat(print_.pixels[:, :, None], 3, axis=2)
    read = read_page(np.minimum(black, mark.pixels), engine=Tesseract(), unit=print_.unit)
    assert read.text.split("\n")[0] == "ด่วนที่สุด"


@needs_tesseract
def test_the_mark_of_urgency_is_read_beside_a_crooked_stamp(tmp_path, face):
    body = "\n" * 6 + "ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑\nถึง ที่ทำการปกครองจังหวัด ทุกจังหวัด\n" * 4
    print_, mark = (
        scans(text, tmp_path, face=face, size=size)[0] for text, size in ((body, 16), ("\nด่วนที่สุด", 34))
    )
    stamp = scans("\n\nเลขที่รับ ๑๒๓๔\nวันที่รับ ๒๐ กรกฎาคม\nงานบริหารทั่วไป นิเทศ\n", tmp_path, face=face)[0]
    aside = np.roll(rotated(stamp, 5).pixels, stamp.pixels.shape[1] // 3, axis=1)
    page = np.minimum(np.minimum(print_.pixels, mark.pixels), aside)
    assert "ด่วนที่สุด" in read_page(page, engine=Tesseract(), unit=print_.unit).text.split("\n")


@pytest.mark.parametrize(
    ("read", "mark", "least"),
    [
        ("ด่วนที่สุด", "ด่วนที่สุด", 0.9),
        ("ด่วน ทีสด", "ด่วนที่สุด", 0.5),
        ("ด่วนมาท", "ด่วนมาก", 0.5),
        ("บันทึกข้อความ", None, 0),
        ("ที่ มท ๐๓๐๗", None, 0),
    ],
)
def test_a_mark_of_urgency_with_a_letter_misread_is_known_and_hardly_legible(read, mark, least):
    box = (50.0, 60.0, 150.0, 90.0)
    line = OcrLine(tuple(OcrCharacter(one, None if one == " " else box, 0.9) for one in read), (), box)
    found = as_mark(line)
    assert (found and found.text) == mark
    assert found is None or found.confidence == pytest.approx(least)


@pytest.mark.parametrize(
    ("read", "width", "line"),
    [
        ("พนักงานเทศบาล .", 2, "พนักงานเทศบาล"),
        ("(ยกเว้นจังหวัดกาญจนบุรี) . '", 2, "(ยกเว้นจังหวัดกาญจนบุรี)"),
        ("' เรื่อง การปรับ", 2, "เรื่อง การปรับ"),
        ("พ.ศ. ๒๕๕๐'", 2, "พ.ศ. ๒๕๕๐"),
        ("๐๘๐๙.๒/๒๗๔๙ -", 2, "๐๘๐๙.๒/๒๗๔๙"),
        ("สิ่งที่ส่งมาด้วย -", 8, "สิ่งที่ส่งมาด้วย -"),
        ("- รายงานผล", 8, "- รายงานผล"),
        ("สำนักงาน ก.ท.", 2, "สำนักงาน ก.ท."),
        ("/โดยให้ ...", 2, "/โดยให้ ..."),
        ("'เร่งด่วน'", 2, "'เร่งด่วน'"),
        ("the officers'", 2, "the officers'"),
        (".", 2, "."),
    ],
)
def test_specks_at_the_ends_of_a_line_are_no_part_of_it(read, width, line):
    characters = [Character(one, None if one == " " else (0, 0, width, 2), 0.9) for one in read]
    kept, _ = without_specks(characters, [], core=20)
    assert "".join(one.text for one in kept) == line


def test_a_doubt_keeps_its_place_where_a_speck_goes():
    characters = [Character(one, None if one == " " else (0, 0, 2, 2), 0.9) for one in "' ข้อ ๔๖ ."]
    doubts = [Doubt(6, 8, "๔๖", "๔๕"), Doubt(9, 10, ".", "๑")]
    assert without_specks(characters, doubts, core=20)[1] == [Doubt(4, 6, "๔๖", "๔๕")]


@pytest.mark.parametrize(
    ("page", "unread"), [(blank(), {Unread.BLANK}), (landscape(), {Unread.BLANK, Unread.PICTURE})]
)
@needs_tesseract
def test_a_page_without_a_letter_gives_no_text(page, unread):
    began = time.perf_counter()
    read = read_page(page.pixels, engine=Tesseract(), unit=page.unit)
    assert (read.text, read.unread in unread) == ("", True)
    assert time.perf_counter() - began < 60


def test_rows_are_cut_out_each_with_its_own_marks(relay):
    text, pages = relay
    sheet = sheets(pages[0].pixels, pages[0].unit)[0]
    rows = strips(sheet)
    printed = [line for line in text.split("\n") if line.strip()]
    assert len(rows) >= len(printed) // 2
    tops = [strip.row.foot for strip in rows]
    assert tops == sorted(tops)
    assert {strip.picture.shape[0] for strip in rows} == {rows[0].picture.shape[0]}


@pytest.mark.parametrize("degrees", [-4.0, -1.0, 0.0, 2.0, 7.5])
def test_the_skew_of_a_page_is_found_to_a_tenth_of_a_degree(degrees):
    rng = np.random.default_rng(1)
    x = np.tile(np.arange(100, 1500, 22.0), 30) + rng.normal(0, 2, 64 * 30)
    y = np.repeat(np.arange(200, 2000, 60.0), 64) + rng.normal(0, 1, 64 * 30)
    ink = np.zeros((2600, 1700), bool)
    tilt = np.tan(np.deg2rad(degrees))
    for left, top in zip(x.astype(int), (y + x * tilt + 200).astype(int), strict=True):
        ink[top : top + 18, left : left + 12] = True
    pieces = components(ink)
    found = posture(pieces, np.ones(len(pieces), bool))
    assert not found.sideways
    assert found.skew == pytest.approx(degrees, abs=0.1)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_lines_that_run_downwards_are_seen(relay, quarters):
    assert is_sideways(quarter_turned(relay[1][0], quarters).pixels) is bool(quarters % 2)


@pytest.mark.parametrize("quarter", [0, 1, 2, 3])
def test_a_place_on_a_turned_sheet_is_found_again_on_the_page(quarter):
    # A page 100 × 200 points with a mark at 10–20, 30–60; turned, it is seen elsewhere.
    picture = np.zeros((200, 100), bool)
    picture[30:60, 10:20] = True
    turned = np.rot90(picture, -quarter)
    rows, columns = np.nonzero(turned)
    place = Placement.turned(1.0, turned.shape[1], turned.shape[0], quarter)
    seen = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    assert place.on_page(tuple(float(side) for side in seen)) == (10, 30, 20, 60)


def test_black_print_and_coloured_ink_are_taken_apart():
    page = np.full((60, 90, 3), 255, np.uint8)
    page[10:20, 10:40] = 20
    page[30:40, 10:40] = (40, 60, 200)
    page[50:55, 10:40] = (200, 30, 40)
    divided = layers(page)
    assert divided.coloured is not None
    assert divided.black[15, 20] < 60
    assert divided.black[35, 20] > 200
    assert divided.black[52, 20] > 200
    assert divided.coloured[15, 20] == 255
    assert divided.coloured[35, 20] < 100


@pytest.mark.parametrize("seed", range(40))
def test_pieces_of_ink_are_what_hangs_together(seed):
    rng = np.random.default_rng(seed)
    ink = rng.random(rng.integers(1, 25, 2)) < rng.choice([0.2, 0.4, 0.6])
    pieces = components(ink)
    assert sorted(pieces.area.tolist()) == sorted(_areas(ink))
    assert (pieces.drawn(np.ones(len(pieces), bool), ink.shape) == ink).all()
    assert all(pieces.crop(label).sum() == pieces.area[label] for label in range(len(pieces)))


def _areas(ink: np.ndarray) -> list[int]:
    """The sizes of the pieces, found by walking from point to point."""
    left = {(int(y), int(x)) for y, x in zip(*np.nonzero(ink), strict=True)}
    areas = []
    while left:
        heap, area = [left.pop()], 0
        while heap:
            y, x = heap.pop()
            area += 1
            beside = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= beside
            heap.extend(beside)
        areas.append(area)
    return areas


class Counting:
    """An engine that counts the rows it is asked to read."""

    def __init__(self, engine) -> None:
        self.engine, self.name, self.rows = engine, engine.name, 0

    def read(self, pictures):
        self.rows += len(pictures)
        return self.engine.read(pictures)


@needs_tesseract
def test_a_photograph_is_given_up_after_a_few_of_its_rows():
    grain = np.random.default_rng(1).normal(120, 20, (600, 800)).clip(0, 255).astype(np.uint8)
    engine = Counting(Tesseract())
    page = read_page(grain, engine=engine, unit=595 / 900)
    assert page.unread is Unread.PICTURE
    assert 0 < engine.rows < 20
