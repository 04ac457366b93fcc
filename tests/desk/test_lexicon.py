"""The office's lexicon: noted by people, used by later readings."""

from __future__ import annotations

import datetime as dt

import pytest

from circulars.errors import InputFileError, NotFoundError, UsageError
from desk.lexicon import FILE_NAME, add, changed_word, entries, office_words, remove
from desk.office_desk import Clerk
from desk.reading import ReadingWay

CLERK = Clerk(name="ธุรการ", now=dt.datetime(2024, 1, 25, 9, 0))  # noqa: DTZ001 - Bangkok wall clock


def test_a_word_noted_is_kept_with_who_and_when_and_read_again(tmp_path):
    add(tmp_path, "น้ำนอกระบบ", "หนี้นอกระบบ", CLERK)
    add(tmp_path, "ศูนย์ ดำรงธรร", 'ศูนย์ดำรงธรรม "จังหวัด"', CLERK)
    assert [(one.seen, one.meant, one.by, one.on) for one in entries(tmp_path)] == [
        ("น้ำนอกระบบ", "หนี้นอกระบบ", "ธุรการ", "2024-01-25"),
        ("ศูนย์ ดำรงธรร", 'ศูนย์ดำรงธรรม "จังหวัด"', "ธุรการ", "2024-01-25"),
    ]
    assert office_words(tmp_path)[1] == ("ศูนย์ดำรงธรร", 'ศูนย์ดำรงธรรม "จังหวัด"')
    assert ReadingWay.of(tmp_path).words == office_words(tmp_path)


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("แนวทางการใกล้เคียงและประนอม", "แนวทางการไกล่เกลี่ยและประนอม", ("ใกล้เคียง", "ไกล่เกลี่ย")),
        ("การแก้ไขปัญหาน้ำนอกระบบ", "การแก้ไขปัญหาหนี้นอกระบบ", ("น้ำนอก", "หนี้นอก")),
        ("ประธาน ก.ุจ.จ. และ ก.ท.จ.", "ประธาน ก.จ.จ. และ ก.ท.จ.", ("ก.ุจ.", "ก.จ.")),
        ({"text": "นายอำเภด เมือง"}, {"text": "นายอำเภอ เมือง"}, ("อำเภด", "อำเภอ")),
    ],
)
def test_the_word_that_a_correction_changed_is_found(before, after, word):
    assert changed_word(before, after) == word


@pytest.mark.parametrize(
    ("before", "after"), [("การแก้ไขปัญหา", "เรื่องใหม่ทั้งหมดของเรา"), (None, "เรื่อง"), (["district"], ["province"])]
)
def test_what_changes_no_word_is_not_noted(before, after):
    with pytest.raises(UsageError) as caught:
        changed_word(before, after)
    assert caught.value.message("th") == (
        "การแก้ไขนี้ไม่ได้เปลี่ยนคำใดคำหนึ่ง (เป็นวันที่ ตัวเลือก หรือข้อความใหม่ทั้งหมด) จึงจดเข้าพจนานุกรมไม่ได้ และยังไม่ได้แก้ไข "
        "โปรดแก้ไขโดยไม่ใช้ --lexicon หรือจดคำด้วย saraban lexicon add"
    )
    assert caught.value.message("en") == (
        "This correction does not change a word (but a day, a choice or the whole text), so it cannot be noted in the lexicon; "
        "nothing was corrected. Correct without --lexicon, or note a word with saraban lexicon add."
    )


def test_noted_again_a_word_has_its_new_meaning_only(tmp_path):
    add(tmp_path, "น้ำนอกระบบ", "น้ำนอกเขต", CLERK)
    add(tmp_path, "น้ำนอก ระบบ", "หนี้นอกระบบ", CLERK)
    assert office_words(tmp_path) == (("น้ำนอกระบบ", "หนี้นอกระบบ"),)


def test_a_word_taken_out_is_gone(tmp_path):
    add(tmp_path, "น้ำนอกระบบ", "หนี้นอกระบบ", CLERK)
    assert remove(tmp_path, "น้ำนอกระบบ").meant == "หนี้นอกระบบ"
    assert entries(tmp_path) == ()
    with pytest.raises(NotFoundError) as caught:
        remove(tmp_path, "น้ำนอกระบบ")
    assert caught.value.message("en") == "The lexicon has no “น้ำนอกระบบ”. See what it has: saraban lexicon"


REFUSED = [
    ("กก", "ขข", "lexicon-word-short"),
    ("abcd", "น้ำ", "lexicon-no-word"),
    ("น้ำนอกระบบ", "", "lexicon-no-word"),
    ("น้ำนอกระบบ", "น้ำนอก ระบบ", "lexicon-word-same"),
]


@pytest.mark.parametrize(("seen", "meant", "kind"), REFUSED)
def test_a_word_that_would_do_harm_is_refused(tmp_path, seen, meant, kind):
    with pytest.raises(UsageError) as caught:
        add(tmp_path, seen, meant, CLERK)
    assert caught.value.kind == kind
    assert not (tmp_path / FILE_NAME).exists()


@pytest.mark.parametrize("content", ["[[word]", "[[word]]\nseen = 3", "word = 5"])
def test_a_damaged_lexicon_is_told(tmp_path, content):
    (tmp_path / FILE_NAME).write_text(content, encoding="utf-8")
    with pytest.raises(InputFileError) as caught:
        entries(tmp_path)
    assert caught.value.kind == "lexicon-damaged"


def test_several_files_are_read_at_once_in_their_order_past_those_that_fail(tmp_path):
    paths = [tmp_path / f"{number}.txt" for number in range(4)]
    for number, path in enumerate(paths):
        path.write_text(f"เรื่อง หนังสือฉบับที่ {number}", encoding="utf-8")
    paths.insert(2, tmp_path / "missing.txt")
    told: list[tuple[int, int]] = []
    way = ReadingWay.of(tmp_path, progress=lambda done, count: told.append((done, count)))
    found = list(way.texts(paths))
    assert [getattr(one.source, "raw", None) for one in found] == [
        "เรื่อง หนังสือฉบับที่ 0", "เรื่อง หนังสือฉบับที่ 1", None, "เรื่อง หนังสือฉบับที่ 2", "เรื่อง หนังสือฉบับที่ 3",
    ]  # fmt: skip
    with pytest.raises(InputFileError) as caught:
        found[2].text()
    assert (caught.value.kind, caught.value.file) == ("file-missing", "missing.txt")
    assert not any(one.alone for one in found)
    assert told == [(done, 5) for done in range(6)]
