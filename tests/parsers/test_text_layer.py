from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from circulars.lexicon import table
from circulars.reading import Severity
from circulars.source import page_lines
from parsers.clean import repaired
from parsers.text_layer import judged, text_issues

LETTERS = Path(__file__).parents[1] / "letters"
SOUND = sorted([*LETTERS.glob("*.corrected.txt"), *LETTERS.glob("*.ocr.txt"), *LETTERS.glob("own/*.txt")])
DOPA = (LETTERS / "dopa-circular-w2551.corrected.txt").read_text(encoding="utf-8")


def flaws(*pages: str) -> list[str | None]:
    return [page.flaw and page.flaw.kind for page in judged(*page_lines(list(pages)))]


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_no_sound_letter_is_suspected(path):
    assert flaws(path.read_text(encoding="utf-8")) == [None]


def without(signs: str):
    return lambda text: text.translate(dict.fromkeys(map(ord, signs)))


def sometimes(pattern: str, new: str, share: float):
    """Replace so many of the matches, the same ones each time."""

    def damage(text: str) -> str:
        chance = random.Random(1)  # noqa: S311 - the same damage each time
        return re.sub(pattern, lambda match: new if chance.random() < share else match.group(), text)

    return damage


def moved_on(text: str) -> str:
    return re.sub("([ัิ-ฺ็-๎]+)([ก-ฮ])", r"\2\1", text)


def other_letters(text: str) -> str:
    return re.sub("[ก-ฮ]", lambda match: chr(0x0E01 + (ord(match.group()) - 0x0E01 + 3) % 46), text)


DAMAGE = {
    "all tone marks lost": (without("่้๊๋"), "layer-missing"),
    "half of the tone marks lost": (sometimes("[่้๊๋]", "", 0.5), "layer-broken-words"),
    "every า lost": (without("า"), "layer-missing"),
    "every ี lost": (without("ี"), "layer-missing"),
    "every ั lost": (without("ั"), "layer-missing"),
    "every ำ an า": (lambda text: text.replace("ำ", "า"), "layer-missing"),
    "most ำ an า": (sometimes("ำ", "า", 0.7), "layer-broken-words"),
    "every third า an ำ": (sometimes("า", "ำ", 0.6), "layer-swapped"),
    "every mark a blank": (lambda text: re.sub("[ัิ-ฺ็-๎]", " ", text), "layer-missing"),
    "marks moved on": (moved_on, "layer-marks"),
    "glyphs without a reading": (sometimes("[่้]", "\ufffd", 0.1), "layer-unread"),
    "glyphs of a private font": (sometimes("[่้]", "\ue123", 0.1), "layer-unread"),
    "control characters": (sometimes("[่้]", "\x01", 0.1), "layer-unread"),
    "a blank after each letter": (lambda text: re.sub(r"(\S)", r"\1 ", text), "layer-spaced"),
    "other letters": (other_letters, "layer-not-words"),
    "Western letters": (lambda _: "~'suudrraiw n.o.o. uar n.ousl.Gnl ~ 4 n1i n2n RJWW aflisd n~ls wu4% q#d l2b k~t~ w9j zx5 v~p " * 3, "layer-not-words"),
}  # fmt: skip


@pytest.mark.parametrize(("damage", "kind"), DAMAGE.values(), ids=DAMAGE.keys())
def test_a_broken_text_is_told(damage, kind):
    assert flaws(damage(DOPA)) == [kind]


def test_a_list_of_districts_is_sound():
    districts = ["เมือง", "ดอนตาล", "นิคมคำสร้อย", "หว้านใหญ่", "คำชะอี", "หนองสูง", "ดงหลวง"]
    rows = [f"อำเภอ{name} จำนวน {at} ราย ประจำตำบล" for at in range(5) for name in districts]
    assert flaws("บัญชีเป้าหมายรายอำเภอ จังหวัดมุกดาหาร\n" + "\n".join(rows)) == [None]


def test_what_can_be_mended_is_no_flaw():
    damaged = DOPA.replace("ำ", "ํา").replace("้", "\uf70b").replace("น", "ณ", 0).replace("เป็น", "เป็ น")
    assert damaged != DOPA
    assert flaws(damaged) == [None]


def test_an_unread_sign_is_worth_a_look_and_many_make_the_page_suspect():
    (one,) = text_issues(*page_lines([DOPA.replace("๒๑๓๓", "๒\ufffd๓๓")]))
    assert one.severity is Severity.WARNING
    assert one.message() == (
        "ข้อความของหน้า 1 เชื่อถือไม่ได้: มีตัวอักษร 0.1% ที่ไฟล์ไม่บอกว่าอ่านว่าอะไร โปรดเทียบกับต้นฉบับ หรือขอไฟล์จากผู้ส่งใหม่"
    )
    (many,) = text_issues(*page_lines([DOPA.replace("่", "\ufffd")]))
    assert many.severity is Severity.ERROR


def test_a_single_slip_of_the_typist_is_no_broken_text():
    assert flaws(DOPA.replace("ที่ได้รับโอน", "ที่ไดั้รับโอน").replace("หน่วยงาน", "หนวยงาน")) == [None]


def test_short_pages_are_judged_together():
    pages = [DOPA.replace("ุ", "").replace("ู", "")[start : start + 330] for start in range(0, 1950, 330)]
    assert flaws(pages[0]) == [None]
    assert set(flaws(*pages * 2)) == {"layer-missing"}


def test_lists_and_figures_are_no_broken_text():
    names = "\n".join(f"{number}. นายสมชาย ใจดี อำเภอเมือง โทร. 0 4261 18{number:02}" for number in range(30))
    assert flaws(names) == [None]
    assert flaws("12,500.00  3,400.00\n" * 40) == [None]


def test_text_in_another_language_is_not_broken():
    assert flaws(
        "The Department of Provincial Administration asks all provinces to report by the 31st of January. "
        * 5
    ) == [None]
    assert flaws("") == [None]


def test_the_shares_of_signs_are_those_of_the_letters():
    text = "".join(repaired(path.read_text(encoding="utf-8"))[0].text for path in SOUND)
    letters = re.findall("[ก-๎]", text)
    for sign, share in table("text_layer")["share"].items():
        assert letters.count(sign) / len(letters) * 100 == pytest.approx(share, rel=0.5), sign


def test_no_broken_word_stands_in_a_sound_letter():
    text = "".join(path.read_text(encoding="utf-8") for path in SOUND)
    assert [word for word in table("text_layer")["broken"]["words"] if word in text] == []
