"""Every verb that writes, killed in the middle: nothing is half done, nothing is lost, and calling it again ends well."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from makers.counter import INIT, RELAY, RELAYED, ROOT, SAMPLE

MOMENTS = 3
TODAY = "2024-01-25"
RAW = str(ROOT / "tests" / "letters" / "dopa-circular-w2551.ocr.txt")

#: What is typed before each stage, after those before it.
STAGES = {
    "office": (INIT,),
    "received": (
        RELAYED,
        ("receive", SAMPLE),
        ("receive", RAW, "--anyway"),
        ("lexicon", "add", "ไกลเกลี่ย", "ไกล่เกลี่ย"),
    ),
    "confirmed": (("review", "confirm", "1"), ("number", "reserve", "--reason", "รอลงนาม")),
    "drafted": (("relay", "1"),),
    "sent": (("send", "1"),),
    "answered": (("report", "18", "--nil"), ("task", "exempt", "20", "--reason", "ไม่มีพื้นที่")),
    "rolled": (("task", "roll"),),
}
#: The verbs that write, at the stage where they are called. What may be called twice without harm ends as one call does.
ONCE = {
    "office": (
        ("receive", SAMPLE),
        ("lexicon", "add", "น้ำนอกระบบ", "หนี้นอกระบบ"),
        ("holidays", "add", "๑๖ ตุลาคม ๒๕๖๙", "วันหยุดพิเศษ", "--source", "มติคณะรัฐมนตรี"),
        RELAYED,
    ),
    "received": (
        ("review", "correct", "1", "ลงวันที่", "๒๔ มกราคม ๒๕๖๗"),
        ("review", "confirm", "1"),
        ("register", "enter", "1", "--unit", "กลุ่มงานปกครอง"),
        ("register", "note", "1", "--action", "มอบกลุ่มงานปกครอง"),
        ("number", "cancel", "1/2567", "--receipt", "--reason", "ลงซ้ำ"),
        ("index", "rebuild"),
        ("review", "accept", "2"),
        ("lexicon", "remove", "ไกลเกลี่ย"),
    ),
    "confirmed": (
        ("relay", "1"),
        ("form", "1"),
        ("number", "cancel", "มห 0018.1/ว 751", "--reason", "ไม่ส่งแล้ว"),
    ),
    "drafted": (("send", "1"), ("relay", "1", "--set", "ย่อหน้า 1", "ข้อความใหม่ของย่อหน้า")),
    "sent": (
        ("task", "receive", "17", "--number", "45/2567"),
        ("task", "start", "17", "--note", "อยู่ระหว่างสำรวจ"),
        ("task", "exempt", "17", "--reason", "ไม่มีพื้นที่"),
        ("task", "extend", "17", "๗ ก.พ. ๒๕๖๗", "--reason", "น้ำท่วม"),
        ("task", "roll"),
        ("report", "18", "--nil"),
    ),
    "rolled": (
        ("task", "skip", "25", "--reason", "หยุดสงกรานต์"),
        ("task", "shift", "25", "๒ ก.พ. ๒๕๖๗", "--reason", "หยุดสงกรานต์"),
        ("task", "end", "25", "--reason", "ให้ยกเลิก"),
    ),
    "answered": (
        ("task", "restore", "20", "--reason", "ยกเว้นผิดอำเภอ"),
        ("report", "18", "--accept"),
        ("report", "18", "--return", "ขอแก้"),
        ("chain", "1", "--link", "แก้ไข", "มท ๐๓๐๗.๒/ว ๒๕๐๑"),
    ),
}
#: These do one thing more each time: twice is two, and a stroke leaves none or one.
MORE = {
    "received": (
        ("number", "reserve", "--reason", "รอลงนาม"),
        ("backup", "{copy}/backup"),
        ("export", "{copy}/bag"),
        ("audit", "export", "{copy}/audit.csv"),
    ),
    "sent": (("letter", "memo", "1", "--to", "ผู้ว่าราชการจังหวัดมุกดาหาร", "--send"),),
}
#: Many transactions, one after another: a stroke leaves some of them, calling again does the rest.
MANY = {
    "office": (("receive", "{folder}"),),
    "drafted": (("send", "1", "--each"),),
    "sent": (("remind",),),
}


def strokes(verbs: dict[str, tuple[tuple[str, ...], ...]], folder: Path) -> list[dict[str, Any]]:
    """What stood after each stroke, and how each verb ends when nothing strikes it."""
    plan = [{"typed": typed, "verbs": verbs.get(name, ())} for name, typed in STAGES.items()]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    done = subprocess.run(
        [sys.executable, "-m", "makers.strokes", str(folder), str(MOMENTS), TODAY],
        cwd=ROOT, env=environment, input=json.dumps(plan), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def checked(lines, *, half: bool, same: bool) -> None:
    wholes = [one for one in lines if "code" in one]
    assert [one for one in wholes if one["code"] not in {0, 1}] == []
    struck = [one for one in lines if "moment" in one]
    assert len(struck) >= len(wholes)
    assert {one["ended"] for one in struck} == {-9}
    wrong = [
        one
        for one in struck
        if one["check"]
        or one["sound"]
        or (one["half"] and not half)
        or (same and not one["whole"])
        or one["again"] not in {0, 1, 5}
    ]
    assert wrong == [], json.dumps(wrong, ensure_ascii=False, indent=1)


def test_a_verb_that_is_killed_is_done_or_not_done_and_may_be_called_again(tmp_path):
    checked(strokes(ONCE, tmp_path), half=False, same=True)


def test_what_is_one_more_each_time_leaves_the_registry_sound(tmp_path):
    checked(strokes(MORE, tmp_path), half=True, same=False)


def test_long_work_that_is_killed_is_taken_up_again(tmp_path):
    folder = tmp_path / "กล่อง"
    folder.mkdir()
    for number, path in enumerate((SAMPLE, RELAY), start=1):
        (folder / f"{number}.txt").write_bytes(Path(path).read_bytes())
    many = {
        name: tuple(tuple(one.replace("{folder}", str(folder)) for one in words) for words in typed)
        for name, typed in MANY.items()
    }
    checked(strokes(many, tmp_path), half=True, same=True)
