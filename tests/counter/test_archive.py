"""Finding, whole folders, handing over and the lexicon through the door."""

from __future__ import annotations

import json
from pathlib import Path

from makers.counter import SAMPLE


def test_a_letter_is_found_by_a_number_typed_otherwise(office):
    office("receive", SAMPLE)
    said = office("search", "มท0307.2/ว2551")
    assert said.code == 0
    assert "พบ ๑ ฉบับ" in said.out
    assert "๑. มท ๐๓๐๗.๒/ว ๒๕๕๑" in said.out
    (data,) = office("search", "หนี้นอกระบบ", "--json").data
    assert (data["total"], data["hits"][0]["id"], data["hits"][0]["match"]) == (1, "1/2567", "exact")
    start, end = data["hits"][0]["marks"][0]
    assert data["hits"][0]["snippet"][start:end] == "หนี้นอกระบบ"
    assert ["กรมการปกครอง", 1] in data["facets"]["agency"]


def test_the_index_is_made_anew_and_shown(office):
    office("receive", SAMPLE)
    (made,) = office("index", "rebuild", "--json").data
    assert (made["letters"], made["complete"]) == (1, True)
    assert office("index", "status").out.startswith("ดัชนีค้นหาครบ ๑ ฉบับ")


def test_nothing_found_is_no_failure_and_nothing_searched_is(office):
    said = office("search", "ไม่มีคำนี้แน่นอน", "--lang", "en")
    assert (said.code, said.out.splitlines()) == (
        0,
        ["0 letter(s) found", "No letter was found. Try shorter words, or fewer conditions."],
    )
    said = office("search", '"', "--json")
    assert said.code == 2
    assert json.loads(said.err)["error"] == "search-empty"


def test_a_folder_is_received_with_a_report_of_what_failed(office, tmp_path):
    box = tmp_path / "box"
    box.mkdir()
    (box / "letter.txt").write_bytes(Path(SAMPLE).read_bytes())
    (box / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    report = tmp_path / "failed.csv"
    said = office("receive", str(box), "--report", str(report))
    assert said.code == 1
    assert "ลงรับใหม่ ๑ ฉบับ · ลงรับไว้แล้ว ๐ · รับไม่ได้ ๑" in said.out
    rows = report.read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "ไฟล์,ประเภท,เหตุผล"
    assert rows[1].startswith("broken.pdf,pdf-")
    again = office("receive", str(box), "--json")
    assert sorted(one["outcome"] for one in again.data) == ["failed", "known"]


def test_a_folder_to_watch_that_is_not_there(office, tmp_path):
    said = office("watch", str(tmp_path / "no"), "--once", "--lang", "en")
    assert said.code == 3
    assert "cannot be opened" in said.err


def test_a_bag_is_made_and_taken_in(office, tmp_path):
    office("receive", SAMPLE)
    bag = tmp_path / "ถุง"
    assert office("export", str(bag)).out.startswith(f"ส่งมอบ ๑ ฉบับไว้ที่ {bag}")
    assert office("export", str(bag)).code == 5
    said = office("import", str(bag), "--json")
    assert [(one["id"], one["known"]) for one in said.data] == [("1/2567", True)]
    manifest = bag / "manifest-sha256.txt"
    manifest.chmod(0o644)
    manifest.write_text("0" * 64 + "  data/list.csv\n", encoding="utf-8")
    said = office("import", str(bag), "--json")
    assert said.code == 3
    assert json.loads(said.err)["error"] == "bag-changed"


def test_a_word_noted_is_proposed_in_later_readings_and_gone_when_taken_out(office, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("ที่ มท ๐๓๐๗.๒/ว ๑\nเรื่อง แก้ไขน้ำนอกระบบ\nเรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด", encoding="utf-8")
    assert office("lexicon").out == "ยังไม่มีคำที่บันทึกไว้ เพิ่มด้วย saraban lexicon add คำที่อ่านผิด คำที่ถูก\n"
    added = office("lexicon", "add", "น้ำนอกระบบ", "หนี้นอกระบบ")
    assert (added.code, added.out) == (
        0,
        "บันทึกแล้ว: “น้ำนอกระบบ” หมายถึง “หนี้นอกระบบ” ใช้กับการอ่านครั้งต่อไป\n",
    )
    listed = json.loads(office("lexicon", "list", "--json").out)
    assert listed == {"seen": "น้ำนอกระบบ", "meant": "หนี้นอกระบบ", "by": "ธุรการ", "on": "2024-01-25"}

    def told() -> list[tuple[str, str]]:
        issues = json.loads(office("read", str(letter), "--json").out)["issues"]
        return [(one["kind"], one["field"]) for one in issues if one["facts"].get("reason") == "slip-office"]

    assert told() == [("ocr-slip", "/letter/subject")]
    assert office("lexicon", "remove", "น้ำนอกระบบ").code == 0
    assert told() == []
    unknown = office("lexicon", "remove", "น้ำนอกระบบ")
    assert (unknown.code, unknown.err) == (
        4,
        "ผิดพลาด: ไม่มีคำว่า “น้ำนอกระบบ” ในพจนานุกรมแก้คำ ดูคำที่มีด้วย saraban lexicon\n",
    )


def test_a_check_on_schedule_is_made_when_it_is_time(office):
    office("receive", SAMPLE)
    said = office("check", "--last")
    assert (said.code, said.out) == (1, "ยังไม่เคยตรวจข้อมูลตามกำหนด สั่ง saraban check --due\n")
    assert office("check", "--due").code == 0
    said = office("check", "--due", "--lang", "en", today="2024-01-30")
    assert (said.code, said.out) == (0, "Last checked on 25 Jan 2024, 5 day(s) ago, by ธุรการ: 0 finding(s)\n")
    said = office("check", "--last", "--lang", "en", today="2024-02-01")
    assert (said.code, said.out.splitlines()[1]) == (1, "It is time to check again: saraban check --due")
    (data,) = office("check", "--last", "--json", today="2024-02-01").data
    assert (data["age_days"], data["findings"], data["due"]) == (7, 0, True)
    assert "ถูกต้องทั้งหมด" in office("check", "--due", today="2024-02-01").out


def test_what_a_check_found_makes_the_next_one_due(office, data):
    office("receive", SAMPLE)
    (original,) = (data / "originals").rglob("*.txt")
    original.chmod(0o644)
    original.write_bytes(b"x")
    assert office("check", "--due").code == 1
    said = office("check", "--last", "--lang", "en")
    assert (said.code, said.out.splitlines()[0]) == (
        1,
        "Last checked on 25 Jan 2024, 0 day(s) ago, by ธุรการ: 1 finding(s)",
    )
