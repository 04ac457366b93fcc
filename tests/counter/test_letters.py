"""Drafts, corrections and answers through the door."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from makers.counter import ROOT, SAMPLE

from terminal.layout import width


def test_a_draft_is_saved_changed_and_sent_in_spite_of_findings(confirmed, tmp_path):
    path = tmp_path / "ร่าง.txt"
    assert confirmed("relay", "1", "--save", str(path)).code == 0
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("แห่งละ ๒ ราย", "แห่งละ ๓ ราย"), encoding="utf-8")
    said = confirmed("relay", "1", "--text", str(path), "--json")
    assert said.code == 1
    assert {"kind": "lost", "what": "quantity"}.items() <= {
        key: value for one in said.data[0]["findings"] if one["text"].startswith("๒ ราย") for key, value in one.items()
    }.items()  # fmt: skip
    assert confirmed("send", "1").code == 5
    assert confirmed("send", "1", "--accept-findings").code == 0


def test_a_letter_to_each_district_and_a_report_form_are_written(confirmed, data):
    confirmed("relay", "1")
    assert confirmed("send", "1", "--each", "--number", "7").code == 2
    said = confirmed("send", "1", "--each", "--json")
    assert said.code == 0
    assert [one["district"] for one in said.data[0]["letters"]][:2] == ["เมืองมุกดาหาร", "นิคมคำสร้อย"]
    assert Path(said.data[0]["zip"]).is_file()
    assert confirmed("send", "1", "--each").code == 5


@pytest.mark.parametrize("each", [(), ("--each",)])
def test_a_circular_whose_day_has_passed_is_not_relayed_without_a_word(confirmed, each):
    """The same note when it is drafted and when it goes out, as one letter or as one to each district."""
    note = "  · กำหนดในหนังสือพ้นไปแล้ว (๓๑ มกราคม ๒๕๖๗) โปรดพิจารณาประสานผู้ส่งขอขยายเวลา หรือแก้กำหนดในร่างก่อนส่ง"
    drafted = confirmed("relay", "1", today="2024-02-05")
    assert note in drafted.out.splitlines()
    sent = confirmed("send", "1", *each, today="2024-02-05")
    assert (sent.code, sent.out.splitlines()[-1]) == (1, note)


def test_notes_that_were_accepted_want_nobody_more(confirmed):
    confirmed("relay", "1", today="2024-02-05")
    said = confirmed("send", "1", "--each", "--accept-findings", "--json", "--lang", "en", today="2024-02-05")
    assert said.code == 0
    (finding,) = said.data[0]["findings"]
    assert finding["message"] == (
        "The deadline of the letter has passed already (๓๑ มกราคม ๒๕๖๗). Ask the sender for more time, or set a new day "
        "in the draft before it is sent."
    )


def test_a_template_is_checked_kept_and_listed(confirmed, tmp_path):
    from docx import Document

    path = tmp_path / "แม่แบบ.docx"
    document = Document()
    document.add_paragraph("{{ ข้อความ }}")
    document.save(path)
    assert confirmed("template").out == "ยังไม่มีแม่แบบของสำนักงาน เก็บด้วย saraban template add\n"
    assert confirmed("template", "check", str(path)).out == "แม่แบบ.docx: ไม่พบสิ่งที่จะผิด ใช้ได้\n"
    assert confirmed("template", "add", str(path), "--name", "แบบหนึ่ง").code == 0
    said = confirmed("template", "list", "--json")
    assert [(one["name"], one["version"], one["letters"]) for one in said.data] == [("แบบหนึ่ง", 1, [])]
    document.add_paragraph("{{ ข้อความ")
    document.save(path)
    said = confirmed("template", "check", str(path), "--lang", "en")
    assert (said.code, said.out.splitlines()[0]) == (1, "แม่แบบ.docx: 1 place(s) to look at.")
    assert confirmed("pdf", str(tmp_path / "ไม่มี.docx")).code == 3


def test_another_letter_is_drafted_and_sent(confirmed):
    said = confirmed("letter", "memo", "1", "--to", "ผู้ว่าราชการจังหวัดมุกดาหาร", "--json")
    assert (said.code, said.data[0]["letter"]["addressee"]) == (0, "ผู้ว่าราชการจังหวัดมุกดาหาร")
    said = confirmed("letter", "acknowledgement", "1", "--send")
    assert (said.code, said.out.splitlines()[0].startswith("ส่งแล้ว มห ๐๐๑๘.๑/๑ ลงวันที่")) == (0, True)
    assert confirmed("letter", "reminder", "1", "--due", "5/2/2567").code == 4


@pytest.mark.parametrize(
    "words",
    [
        ("task", "exempt", "19"), ("task", "restore", "19"), ("task", "extend", "19", "7/2/2567"), ("task", "skip", "19"),
        ("task", "shift", "19", "7/2/2567"), ("task", "end", "19"), ("number", "reserve"), ("number", "cancel", "1"),
        ("number", "cancel", "1", "--receipt"), ("audit", "clock"),
    ],
)  # fmt: skip
def test_a_reason_that_is_asked_for_is_not_empty(confirmed, words):
    said = confirmed(*words, "--reason", " ")
    assert (said.code, said.err.strip()) == (2, "ผิดพลาด: โปรดบอกเหตุผล เว้นว่างไม่ได้")


def test_a_memo_to_the_superior_is_drafted_and_shown(confirmed):
    confirmed("relay", "1")
    assert confirmed("send", "1").code == 0
    said = confirmed("letter", "escalation", "1", "--due", "5/2/2567")
    assert said.code == 0
    assert "บันทึกรายงานผู้บังคับบัญชา" in said.out.splitlines()[0]


def test_a_preview_names_its_files(confirmed, data):
    said = confirmed("relay", "1", "--preview", "--json")
    assert said.data[0]["preview"] == [f"{data}/drafts/1-2567.docx", f"{data}/drafts/1-2567.pdf"]


def test_source_and_draft_stand_side_by_side_with_the_reason_of_each_change(confirmed, tmp_path):
    path = tmp_path / "tracked.docx"
    said = confirmed("relay", "1", "--diff", "--docx-tracked", str(path))
    assert said.code == 0
    rows = [line.split(" │ ") for line in said.out.splitlines() if " │ " in line]
    assert [one.strip() for one in rows[0]] == ["ต้นฉบับ", "ร่าง"]
    assert all(width(left) == width(rows[0][0]) for left, _ in rows)
    # Words stay whole: put together again, no line began or ended inside one.
    assert "ประนอมข้อพิพาท" in "".join(line.split(" │ ")[0].strip() for line in said.out.splitlines())
    ends = [left.strip() for left, _ in rows[1:] if left.strip()]
    assert not [one for one in ends if one.startswith(tuple("ะาำๅๆฯ่้๊๋์ัิีึืุู"))]
    reasons = said.out.split("เหตุผล\n")[1].splitlines()
    assert reasons[0] == "  [๑] อ้างหนังสือของเราเองที่เคยแจ้งเรื่องนี้ แทนหนังสือของผู้ส่งเดิม"
    assert path.read_bytes().startswith(b"PK")


def test_a_correction_of_a_confirmed_letter_tells_how_its_tasks_moved(confirmed):
    said = confirmed("review", "correct", "1", "กำหนด 2", "5/2/2567")
    assert said.code == 0
    assert "งาน: เพิ่ม ๐ เปลี่ยนกำหนด ๘ ยกเลิก ๐" in said.out
    again = confirmed("review", "correct", "1", "กำหนด 2", "5/2/2567")
    assert again.out == "เลขรับ ๑/๒๕๖๗ เป็นค่านั้นอยู่แล้ว จึงไม่เปลี่ยนแปลงอะไร\n"


def test_a_correction_is_noted_in_the_lexicon_on_request(office):
    assert office("receive", SAMPLE).code == 0
    subject = office("review", "show", "1", "--json").data[0]["reading"]["letter"]["subject"]
    damaged = subject.replace("หนี้นอกระบบ", "นี้นอกระบบ")
    assert office("review", "correct", "1", "เรื่อง", damaged).code == 0
    assert office("lexicon", "--json").data == []
    said = office("review", "correct", "1", "เรื่อง", subject, "--lexicon")
    assert said.code == 0
    assert "หนี้นอก" in said.out
    assert [one["meant"] for one in office("lexicon", "--json").data] == ["หนี้นอก"]


def test_a_correction_that_cannot_be_noted_is_not_made(office):
    assert office("receive", SAMPLE).code == 0
    before = office("review", "show", "1", "--json").data[0]["reading"]["letter"]["subject"]
    said = office("review", "correct", "1", "เรื่อง", "ขอเชิญประชุม", "--lexicon")
    assert (said.code, "ยังไม่ได้แก้ไข" in said.err) == (2, True)
    assert office("review", "show", "1", "--json").data[0]["reading"]["letter"]["subject"] == before


def test_what_a_raw_reading_proposes_is_taken_and_the_letter_is_whole(office, letters):
    assert office("receive", str(letters / "dopa-circular-w2551.ocr.txt")).code in {0, 1}
    said = office("review", "accept", "1", "--json")
    assert said.code == 0
    assert "ocr-slip" not in {one["kind"] for one in said.data[0]["issues"]}
    assert said.data[0]["corrections"]


def test_the_form_takes_rows_by_its_own_headings(confirmed, data):
    for words in (("relay", "1"), ("send", "1")):
        confirmed(*words)
    number = str(
        next(
            one["id"]
            for one in confirmed("tasks", "--district", "ดอนตาล", "--json").data
            if one["item"] == "2"
        )
    )
    wrong = confirmed("report", number, "--row", "สี=แดง")
    assert wrong.code == 2
    titles = wrong.err.rstrip("\n").rpartition("ช่องที่มีคือ ")[2].split(", ")
    rows = [
        "; ".join(f"{title}={'๐๘๑๒๓๔๕๖๗๘' if title == 'โทรศัพท์' else name}" for title in titles)
        for name in "กข"
    ]
    said = confirmed("report", number, "--row", rows[0], "--row", rows[1], "--json")
    assert (said.code, said.data[0]["state"], len(said.data[0]["rows"])) == (0, "reported", 2)


LINES = (
    '{"id": "a", "text": "ให้อำเภอรายงานภายในวันที่ ๓๑ มกราคม ๒๕๖๗", "letter_date": "2024-01-22", "received_date": null}\n'
    "\n"
    "no json\n"
    '{"id": "b", "text": "ด้วยมีเรื่องแจ้งเพื่อทราบ", "letter_date": null, "received_date": null}\n'
)


def test_deadlines_of_lines_are_found_in_their_order(saraban, tmp_path):
    path = tmp_path / "ข้อความ.jsonl"
    path.write_text(LINES, encoding="utf-8")
    said = saraban("deadlines", str(path))
    assert said.code == 1
    first, second = said.data
    assert (first["id"], second["id"], second["deadlines"]) == ("a", "b", [])
    (deadline,) = first["deadlines"]
    assert (deadline["due"], deadline["kind"]) == ("2024-01-31", "absolute")
    text = json.loads(LINES.splitlines()[0])["text"]
    assert text[slice(*deadline["span"])] == deadline["quote"]
    (failure,) = [json.loads(line) for line in said.err.splitlines()]
    assert (failure["error"], failure["line"]) == ("line-not-json", 3)


@pytest.mark.parametrize(
    ("given", "code"),
    [(LINES.encode(), 1), (LINES.splitlines()[0].encode(), 0), (b"", 0), ("ก".encode("cp874"), 3)],
)
def test_deadlines_are_read_from_standard_input(given, code):
    done = subprocess.run(
        [sys.executable, "-c", "import cli; cli.main(['deadlines'])"],
        cwd=ROOT,
        input=given,
        capture_output=True,
        check=False,
    )
    assert done.returncode == code
    assert done.stdout.count(b"\n") == {1: 2, 0: len(given.splitlines()), 3: 0}[code]


def test_lines_that_are_not_there_are_said(saraban):
    said = saraban("deadlines", "ไม่มี.jsonl")
    assert (said.code, said.err) == (3, "ผิดพลาด: ไม่พบไฟล์ ไม่มี.jsonl โปรดตรวจชื่อและที่เก็บ แล้วลองอีกครั้ง\n")
