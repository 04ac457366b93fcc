from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circulars.text import MappedText
from parsers.clean import Repair, Rule, look_alikes, private_use, repaired, steps

LETTERS = Path(__file__).parents[1] / "letters"

MENDED = [
    # encodings
    (Rule.MOJIBAKE, "Êӹѡ¡ÒÃÊӹѡ¡ÒÃ", "สำนักการสำนักการ"),
    (Rule.MOJIBAKE, "¡ÃÁ¡ÒÃ»¡¤Ãͧ ·Õè Á· ðóð÷", "กรมการปกครอง ที่ มท ๐๓๐๗"),
    (Rule.MOJIBAKE, "Memo (ËÁÒÂàÅ¢) from the provincial office", "Memo (หมายเลข) from the provincial office"),
    (Rule.MOJIBAKE, "à¸ªà¸³à¸™à¸±à¸à¸‡à¸²à¸™".replace("à¸à", "à¸\x81à"), "สำนักงาน"),
    (Rule.MOJIBAKE, "สำนักงาน “เขต”".encode().decode("latin-1"), "สำนักงาน “เขต”"),
    (Rule.MOJIBAKE, "เธชเธณเธเธฑเธ".replace("เธเ", "เธ\x99เ") + "\x81", "สำนัก"),
    # characters
    (Rule.BLANK, "ที่\u00a0มท\u202f๐๓๐๗", "ที่ มท ๐๓๐๗"),
    (Rule.INVISIBLE, "ภาย\u200bใน\u200b๗\u00ad วัน\ufeff", "ภายใน๗ วัน"),
    (Rule.PRIVATE_USE, "แก\uf70bไข", "แก้ไข"),
    (Rule.PRIVATE_USE, "ต\uf70bองเป\uf712นไปตามป\uf702", "ต้องเป็นไปตามปี"),
    (Rule.PRIVATE_USE, "เจ\uf88eาหน\uf88eาที\uf88b", "เจ้าหน้าที่"),
    (Rule.PRIVATE_USE, "\uf0a8\uf0d1\uf0a7\uf0cb\uf0c7\uf0d1\uf0b4", "จังหวัด"),
    (Rule.LOOK_ALIKE, "ประណอมข้อพิพาท", "ประนอมข้อพิพาท"),
    (Rule.LOOK_ALIKE, "จังหວัดມุกดาหาร", "จังหวัดมุกดาหาร"),
    (Rule.LOOK_ALIKE, "กๅรดำเนินการ หน้ๅที่", "การดำเนินการ หน้าที่"),
    # marks
    (Rule.LOST_NIKHAHIT, "ท าการปกครองอ าเภอ น ้า ถ ้ า ฝ่ าฝืน", "ทำการปกครองอำเภอ น้ำ ถ้ำ ฝ่าฝืน"),
    (Rule.STRAY_BLANK, "ส านักงาน กำหนดให้อำเภอดำเนินการนำส่ง", "สานักงาน กำหนดให้อำเภอดำเนินการนำส่ง"),
    (Rule.STRAY_BLANK, "ฝ่ าฝืน ปู ่ย่า กำหนดให้อำเภอดำเนินการ", "ฝ่าฝืน ปู่ย่า กำหนดให้อำเภอดำเนินการ"),
    (Rule.STRAY_BLANK, "ถ ึงที ่ทำการ ส ำนัก", "ถึงที่ทำการ สำนัก"),
    (Rule.STRAY_BLANK, "เป็ นหนั งสือราชการ", "เป็นหนังสือราชการ"),
    (Rule.MARK_ORDER, "เร่ือง ท่ี ผู้", "เรื่อง ที่ ผู้"),
    (Rule.MARK_ORDER, "พันธ์ุ สิทธ์ิ", "พันธุ์ สิทธิ์"),
    (Rule.MARK_ORDER, "นำ้", "น้ำ"),
    (Rule.SARA_AM, "สํานัก น้ํา นํ้า", "สำนัก น้ำ น้ำ"),
    (Rule.SARA_AM, "สำาหรับ จำำเป็น", "สำหรับ จำเป็น"),
    (Rule.DOUBLED_MARK, "ที่่ประชุุม", "ที่ประชุม"),
    (Rule.DOUBLED_VOWEL, "เเละ ใใน", "และ ใน"),
    (Rule.DOUBLED_CLUSTER, "ซึ่ซึ่ง นั้นั้น ชื่ชื่อ เล็ล็ก", "ซึ่ง นั้น ชื่อ เล็ก"),
]  # fmt: skip

LEFT_ALONE = [
    "Café Zürich naïve façade",  # one accented letter does not make a mojibake
    "เธอเธอเธอ เนตร เนย",
    "Привет, это обычный русский текст без тайских букв",
    "ស្រុកមួយ",  # Khmer words
    "ຈັງຫວັດ",  # a Lao word
    "ก็เป็นไปตามนั้น ก็ ให้",
    "มาตรา ๕ วรรค ๒ ฯลฯ ๆ",
    "ฤๅษี",
    "ที่ที่ที่",  # open syllables may repeat
    "พุทฺธํ สรณํ คจฺฉามิ",
    "ทื่ มท ๐๓๐๗",  # a slip, but the blank after it is the paper's
    "x\ufffdy\x00",  # the gate must see these
    "การ\nำ",  # no rule crosses a line end
    "ที \n่",
]


@pytest.mark.parametrize(("rule", "damaged", "sound"), MENDED)
def test_damage_is_mended(rule, damaged, sound):
    text, repairs = repaired(damaged)
    assert text.text == sound
    assert rule in {repair.rule for repair in repairs}


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_not_surely_damage_is_left_alone(text):
    assert repaired(text) == (MappedText.of(text), ())


def test_every_rule_has_an_example():
    tested = {rule for rule, _, _ in MENDED} | {Rule.SARA_AA}
    assert tested == set(Rule) == {step.rule for step in steps()}


def test_a_text_whose_every_sara_aa_reads_as_sara_am_is_turned_back():
    sound = "จังหวัดมุกดาหารขอให้อำเภอพิจารณามอบหมายผู้รับผิดชอบในการรายงานผลการแก้ไขปัญหาหนี้นอกระบบและรายงานให้จังหวัดทราบภายในกำหนดเวลาตามที่กรมการปกครองแจ้งให้ทราบ"
    # The true ำ shows, its nikhahit being a glyph of its own.
    damaged = sound.replace("ำ", "ํำ").replace("า", "ำ")
    assert repaired(damaged)[0].text == sound


def test_a_text_that_has_both_vowels_keeps_its_sara_am():
    text = "อำเภอดำเนินการกำหนดจำนวนคำขอ" * 5
    assert repaired(text)[0].text == text


@pytest.mark.parametrize("letter", sorted(LETTERS.glob("*.corrected.txt")), ids=lambda path: path.stem)
def test_a_sound_letter_is_not_touched(letter):
    raw = letter.read_text(encoding="utf-8")
    assert repaired(raw) == (MappedText.of(raw), ())


@pytest.mark.parametrize("letter", sorted(LETTERS.glob("*.ocr.txt")), ids=lambda path: path.stem)
def test_a_letter_read_by_ocr_loses_only_its_foreign_letters(letter):
    raw = letter.read_text(encoding="utf-8")
    text, repairs = repaired(raw)
    assert text.text == raw.replace("ណ", "น")
    assert [(repair.rule, repair.before, repair.after) for repair in repairs] == [
        (Rule.LOOK_ALIKE, "ណ", "น")
    ] * 3


def test_a_repair_says_what_was_where():
    raw = "ที่ แก\uf70bไข"
    text, (repair,) = repaired(raw)
    assert repair == Repair(rule=Rule.PRIVATE_USE, before="\uf70b", after="้", start=6, end=7)
    at = text.text.index("แก้ไข")
    assert text.range(at, at + 5) == (4, 9)


def test_a_value_found_after_repair_is_quoted_as_the_paper_has_it():
    raw = "ถึง ท ี ่ท าการปกครองอ าเภอ"
    text, _ = repaired(raw)
    at = text.text.index("ที่ทำการปกครองอำเภอ")
    start, end = text.range(at, len(text))
    assert raw[start:end] == "ท ี ่ท าการปกครองอ าเภอ"


def test_the_tables_name_no_character_twice():
    for characters in (private_use(), look_alikes()):
        assert not any(re.match("[ก-๛A-Za-z0-9 ]", char) for char in characters)
    assert len(private_use()) == len(range(0xF700, 0xF71B)) + len(range(0xF71E, 0xF721)) + len(
        range(0xF884, 0xF89F)
    )
    assert sum(map(len, look_alikes().values())) == len(look_alikes())


# A syllable as the grammar of the script allows it: this much is never touched.
_CONSONANTS = "กขคงจชซญดตถทธนบปผพภมยรลวศสหอ"
_SYLLABLES = st.one_of(
    st.builds("{}{}{}".format, st.sampled_from(_CONSONANTS), st.sampled_from(["", "่", "้"]), st.sampled_from(["า", "ะ", "ำ"])),
    st.builds("{}{}{}".format, st.sampled_from(_CONSONANTS), st.sampled_from(["ิ", "ี", "ุ", "ู"]), st.sampled_from(["", "่", "้", "์"])),
    st.builds("{}{}{}".format, st.sampled_from("เแโไใ"), st.sampled_from(_CONSONANTS), st.sampled_from(["", "่", "้"])),
    st.builds("{}ั{}{}".format, st.sampled_from(_CONSONANTS), st.sampled_from(["", "่", "้"]), st.sampled_from("กงดนบมยว")),
    st.sampled_from(["เป็น", "ก็", "ชื่อ", "ซึ่ง", "ทั้งนี้", "มท", "๐๓๐๗.๒/ว ๒๕๕๑", "QR Code", "(", ") ", " ", "\n", "“", "”", "ๆ", "ฯ"]),
)  # fmt: skip
SOUND_TEXT = st.lists(_SYLLABLES, max_size=60).map("".join)
#: Anything that the rules look at, in any order.
ANY_TEXT = st.text(
    st.sampled_from("กนทอำาะัิีึืุ็่้๊์ํเแโใไ \n\u00a0\u200bณຈ\uf70b\uf712\uf0a1\uf0d2à¸¡Ã·Õèêฤๅ๐x"), max_size=40
)


@pytest.mark.property
@given(SOUND_TEXT)
def test_sound_text_is_never_changed(text):
    assert repaired(text) == (MappedText.of(text), ())


@pytest.mark.property
@given(ANY_TEXT)
def test_mending_twice_changes_no_more(raw):
    once, _ = repaired(raw)
    assert repaired(once.text) == (MappedText.of(once.text), ())


@pytest.mark.property
@given(ANY_TEXT)
def test_no_line_is_lost_or_made(raw):
    text, _ = repaired(raw)
    assert text.text.count("\n") == raw.count("\n")
    assert [line.text for line in text.split_lines()] == [
        repaired_in(raw, text, number) for number in range(raw.count("\n") + 1)
    ]


def repaired_in(raw: str, text: MappedText, number: int) -> str:
    """The characters of the mended text that come from a line of the raw one."""
    starts = [0, *(match.end() for match in re.finditer("\n", raw)), len(raw) + 1]
    first, last = starts[number], starts[number + 1] - 1
    return "".join(
        char for char, start, end in zip(text.text, text.starts, text.ends, strict=True)
        if char != "\n" and first <= start and end <= last
    )  # fmt: skip


@pytest.mark.property
@given(ANY_TEXT)
def test_every_character_maps_into_the_raw_text_in_order(raw):
    text, repairs = repaired(raw)
    assert len(text.starts) == len(text.ends) == len(text.text)
    assert all(0 <= start <= end <= len(raw) for start, end in zip(text.starts, text.ends, strict=True))
    assert list(text.starts) == sorted(text.starts)
    for char, start, end in zip(text.text, text.starts, text.ends, strict=True):
        assert raw[start:end] == char or any(one.start <= start and end <= one.end for one in repairs)
    assert all(raw[one.start : one.end] == one.before for one in repairs)
