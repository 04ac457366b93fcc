"""The main job through the door, on the real sample: what it prints, what it stores, how it ends."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from makers.counter import GOLDEN, INIT, RELAY, RELAYED, ROOT, SAMPLE, stored
from makers.pdf_letters import reportlab_pdf

from circulars.reading_json import letter_from_json

STEPS = (
    INIT,
    RELAYED,
    ("receive", SAMPLE),
    ("review",),
    ("review", "show", "1"),
    ("review", "correct", "1", "ลงวันที่", "๒๔ มกราคม ๒๕๖๗"),
    ("review", "confirm", "1"),
    ("tasks", "--district", "ดอนตาล"),
    ("relay", "1"),
    ("send", "1"),
    ("form", "1", "--district", "ดอนตาล"),
    ("report", "18", "--nil"),
    ("report", "18", "--accept"),
    ("tasks", "--history", "18"),
    ("overview",),
    ("remind", "--text"),
    ("register",),
    ("register", "--sent"),
)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_main_job_reads_as_it_should(saraban, data, golden, lang):
    """The whole transcript; look at the golden file to see what a clerk sees."""
    parts = []
    for words in STEPS:
        said = saraban(*words, "--lang", lang)
        assert (said.code, said.err) == (0, ""), words
        shown = " ".join(words).replace(str(ROOT) + "/", "")
        parts.append(f"$ saraban {shown}\n{said.out}")
    golden(GOLDEN / f"main-job.{lang}.txt", "\n".join(parts).replace(str(data), "DATA"))


def test_the_main_job_a_second_time_changes_nothing(saraban, data):
    steps = [INIT, RELAYED, ("receive", SAMPLE), ("review", "confirm", "1"), ("relay", "1"), ("send", "1")]
    assert [saraban(*words).code for words in steps] == [0] * 6
    before = stored(data)
    assert [saraban(*words).code for words in steps] == [5, 5, 0, 5, 0, 5]
    assert stored(data) == before


def test_every_answer_may_be_had_as_json(saraban, data):
    for words in STEPS:
        said = saraban(*words, "--json")
        assert (said.code, said.err) == (0, ""), words
        assert said.data, words


def test_the_reading_as_json_is_that_of_the_contract(saraban):
    said = saraban("read", SAMPLE, RELAY, "--json")
    first, second = said.data
    assert said.code == 0
    assert list(first)[:5] == ["schema", "source", "letter", "spans", "issues"]
    assert list(first)[5:] == ["tables", "codes", "attached"]
    assert first["schema"] == "saraban.reading/1"
    assert letter_from_json(first["letter"]).number.key == "มท 0307.2/ว2551"
    assert second["letter"]["number"]["key"] == "มห 0018.1/ว642"
    assert {"kind", "severity", "field", "message", "suggestion"} <= set(first["issues"][0])


def test_reading_stores_nothing_and_needs_no_office(saraban, data):
    assert saraban("read", SAMPLE).code == 0
    assert not data.exists()


def test_tasks_and_overview_as_json_hold_what_the_screens_show(confirmed):
    tasks = confirmed("tasks", "--json").data
    assert len(tasks) == 24
    assert {one["due"] for one in tasks if one["item"] == "2"} == {"2024-01-31"}
    rows = confirmed("overview", "--json").data
    assert [(one["item"], one["answered"], one["of"]) for one in rows] == [
        (None, 0, 8),
        ("1", 0, 8),
        ("2", 0, 8),
    ]


# Files that hold several letters


def test_every_letter_of_an_archive_is_read_and_received(office, tmp_path):
    path = tmp_path / "ส่งมา.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.write(SAMPLE, "หนังสือ/w2551.txt")
        made.writestr("เปล่า.txt", "")
        made.writestr("สำเนา.txt", Path(SAMPLE).read_text(encoding="utf-8").replace("๒๕๕๑", "๒๕๕๒"))
    said = office("read", str(path), "--json")
    assert [one["source"]["name"] for one in said.data] == ["ส่งมา.zip/หนังสือ/w2551.txt", "ส่งมา.zip/สำเนา.txt"]
    assert (said.code, json.loads(said.err)["file"]) == (1, "ส่งมา.zip/เปล่า.txt")
    received = office("receive", str(path), "--json")
    assert [one["letter"]["number"]["running"] for one in said.data] == [2551, 2552]
    assert (received.code, len(received.data)) == (1, 2)
    again = office("receive", str(path), "--json")
    assert [one["known"] for one in again.data] == [True, True]


def test_the_page_is_shown_with_what_was_taken_from_it(saraban):
    said = saraban("--lang", "en", "read", "--show", SAMPLE)
    shown = said.out.split("dopa-circular-w2551.corrected.txt\n")[0]
    assert shown.startswith("── Page 1 of 1 · text file ──\nด่วนที่สุด\n")
    assert "ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑  ← Number\n" in shown
    assert shown.rstrip().endswith("values that were read · not read surely · ⟨in doubt: look at the page⟩")


def test_a_pdf_that_can_be_searched_is_written(saraban, tmp_path):
    letter = reportlab_pdf(Path(SAMPLE).read_text(encoding="utf-8"), tmp_path / "letter.pdf")
    out = tmp_path / "ค้นได้.pdf"
    said = saraban("read", str(letter), "--pdf", str(out))
    assert (said.code, said.err) == (0, f"เขียน PDF ที่ค้นหาข้อความได้แล้ว: {out}\n")
    assert out.read_bytes().startswith(b"%PDF-")
    said = saraban("read", SAMPLE, "--pdf", str(out))
    assert (said.code, said.err.split(" มีแต่")[0]) == (3, "ผิดพลาด: dopa-circular-w2551.corrected.txt")
    said = saraban("read", SAMPLE, SAMPLE, "--pdf", str(out))
    assert (said.code, said.err) == (2, "ผิดพลาด: --pdf ใช้กับหนังสือครั้งละหนึ่งฉบับ โปรดระบุไฟล์เดียว\n")
