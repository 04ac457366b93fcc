"""The archive through the door: cards, subjects, and searches that are kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cli

LETTERS = Path(__file__).parents[1] / "letters" / "own"
FIRST, SECOND = (str(LETTERS / name) for name in ("01-dopa-survey.txt", "08-nan-reminder.txt"))


@pytest.fixture
def saraban(tmp_path, capsys, monkeypatch):
    """Run a command on a day; what it ended with and what it said."""
    monkeypatch.setenv("COLUMNS", "160")
    for name in ("SARABAN_LANG", "SARABAN_DATA", "SARABAN_USER", "SARABAN_DATABASE"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str, today="2024-01-25", clerk="ผู้เก็บ") -> tuple[int, str, str]:
        capsys.readouterr()
        common = ("--data", str(tmp_path / "data"), "--today", today, "--clerk", clerk)
        with pytest.raises(SystemExit) as ended:
            cli.main([*words, *common])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


@pytest.fixture
def office(saraban):
    saraban("init", "มุกดาหาร", "--unit", "0018.1")
    assert saraban("receive", FIRST, "--anyway")[0] in {0, 1}
    return saraban


def data(said):
    code, out, err = said
    assert (code, err) == (0, "")
    return [json.loads(line) for line in out.splitlines()]


def test_a_card_is_written_shown_and_listed(office):
    words = ("card", "set", "1", "--topic", "หนี้นอกระบบ", "--file-code", "มท 0018.1/5", "--tag", "ด่วน")
    assert office(*words)[0] == 0
    code, out, _ = office("card", "show", "1")
    assert code == 0
    for line in (
        "บัตรตรวจค้น เลขรับ ๑/๒๕๖๗", "หมวดเรื่อง  04 บริหารทั่วไป › 04.7 หนี้นอกระบบ", "รหัสแฟ้ม    มท 0018.1/5",
        "ป้าย       #ด่วน", "การเก็บ    เก็บระหว่างปฏิบัติ",
    ):  # fmt: skip
        assert line in out
    (one,) = data(office("card", "list", "--topic", "04", "--json"))
    assert (one["id"], one["topic"], one["topic_name"], one["tags"], one["state"]) == (
        "1/2567", "04.7", "หนี้นอกระบบ", ["ด่วน"], "in_work",
    )  # fmt: skip
    assert "04.7 หนี้นอกระบบ" in office("card", "list", "--year", "2567")[1]
    assert office("card", "list", "--uncarded")[1] == "ทะเบียนว่าง\n"


def test_the_vocabulary_is_edited(office):
    assert office("topic", "add", "04.10", "กองทุนหมู่บ้าน")[1] == "เพิ่มหมวด 04.10 กองทุนหมู่บ้าน แล้ว\n"
    assert office("topic", "rename", "04.10", "กองทุน")[1] == "เปลี่ยนชื่อเป็น 04.10 กองทุน แล้ว\n"
    assert office("topic", "retire", "กองทุน")[1] == "เลิกใช้หมวด 04.10 กองทุน แล้ว หนังสือเดิมยังอยู่ในหมวด\n"
    assert "กองทุน (เลิกใช้)" in office("topic")[1]
    assert office("topic", "restore", "04.10", "--lang", "en")[1] == "In use again: 04.10 กองทุน\n"
    listed = {one["code"]: one for one in data(office("topic", "list", "--json"))}
    assert listed["04.10"] == {"code": "04.10", "name": "กองทุน", "retired": False, "letters": 0}


def test_a_search_is_kept_and_tells_what_came_in(office):
    assert office("search", "ปี:2500..2570", "--save", "ทั้งหมด")[1].endswith(
        "บันทึกคำค้นไว้ในชื่อ ทั้งหมด แล้ว ดูที่เข้ามาใหม่ด้วย saraban search alerts\n"
    )
    assert [one["name"] for one in data(office("search", "saved", "--json"))] == ["ทั้งหมด"]
    assert office("search", "alerts") == (0, "ทั้งหมด  ปี:2500..2570  ไม่มีที่เข้ามาใหม่\n", "")
    office("receive", SECOND, "--anyway")
    first = office("search", "alerts")
    assert (first[0], "เข้ามาใหม่ ๑ ฉบับ" in first[1]) == (1, True)
    assert office("search", "alerts", "ทั้งหมด", "--seen") == first
    assert office("search", "alerts")[0] == 0
    assert office("search", "forget", "ทั้งหมด")[1] == "ลบคำค้นที่บันทึกไว้ ทั้งหมด แล้ว\n"
    assert office("search", "saved")[1] == "ยังไม่ได้บันทึกคำค้นไว้ บันทึกด้วย saraban search คำค้น --save ชื่อ\n"


@pytest.mark.parametrize(
    ("words", "code", "thai"),
    [
        (("search",), 2, "“” ไม่มีคำ ตัวเลข หรือวันที่ให้ค้น โปรดพิมพ์คำในหนังสือ เลขที่ หรือวันที่"),
        (("search", "--nope"), 2, "saraban search find ไม่มีตัวเลือก --nope ดูวิธีใช้ด้วย saraban search find --help"),
        (("search", "alerts", "ผี"), 4, "ไม่มีคำค้นที่บันทึกไว้ชื่อ “ผี” ที่มี: -"),
        (("card", "set", "1"), 2, "ไม่ได้บอกว่าจะลงอะไรในบัตรตรวจค้น โปรดใส่ --topic, --file-code, --tag หรือ --untag"),
        (("card", "show", "9"), 4, "ไม่มีหนังสือเลขรับ 9/2567 ดูเลขรับทั้งหมดด้วย saraban register"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told(office, words, code, thai):
    assert office(*words) == (code, "", f"ผิดพลาด: {thai}\n")


def test_what_is_searched_may_stand_before_or_behind_options(office):
    for words in (
        ("--limit", "5", "กำนัน", "--json"),
        ("--json", "--oldest", "กำนัน"),
        ("กำนัน", "--exact", "--json"),
    ):
        (found,) = data(office("search", *words))
        assert found["total"] == 1
