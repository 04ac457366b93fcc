"""Every command through the door, on the real sample: what it prints, what it stores, how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from makers.bad_files import make_bad_files
from makers.pdf_letters import reportlab_pdf

import cli
from circulars.reading_json import letter_from_json
from desk.office_desk import Desk
from desk.settings import Settings
from terminal.layout import width
from terminal.verb import Verbs

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden" / "counter"
SAMPLE = str(ROOT / "tests" / "letters" / "dopa-circular-w2551.corrected.txt")
RELAY = str(ROOT / "tests" / "letters" / "mukdahan-relay-w642.corrected.txt")
INIT = (
    "init", "มุกดาหาร", "--unit", "0018.1", "--group", "กลุ่มงานอำนวยความเป็นธรรม", "--phone", "0-4261-1817",
    "--paper", "placeholder", "--url", "https://report.example.go.th/r",
)  # fmt: skip
RELAYED = (
    "relayed", "มท ๐๓๐๗.๒/ว ๒๑๓๓", "--by", "มห ๐๐๑๘.๑/ว ๗๕๐", "--dated", "๓ มกราคม ๒๕๖๗", "--urgency", "ด่วนที่สุด",
)  # fmt: skip


class Said(NamedTuple):
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def data(self):
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def data(tmp_path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def saraban(data, capsys, monkeypatch):
    """Run one command line in the data directory, on a day of January 2567."""
    monkeypatch.setenv("COLUMNS", "110")
    for name in ("SARABAN_LANG", "SARABAN_DATA", "SARABAN_USER"):
        monkeypatch.delenv(name, raising=False)

    def run(*words, today="2024-01-25") -> Said:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main([*words, "--data", str(data), "--today", today, "--clerk", "ธุรการ"])
        said = capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def office(saraban):
    assert saraban(*INIT).code == 0
    return saraban


@pytest.fixture
def confirmed(office):
    """An office that has received and confirmed the sample circular."""
    for words in (RELAYED, ("receive", SAMPLE), ("review", "confirm", "1")):
        assert office(*words).code == 0
    return office


def stored(data):
    """All that the data directory holds: entries, traces and files."""
    desk = Desk.open(Settings.of(data))
    with desk.database.reading() as store:
        return (
            store.incoming.listed(),
            store.outgoing.listed(),
            store.tasks.listed(),
            store.audit.all(),
            sorted(
                str(path.relative_to(data))
                for path in data.rglob("*")
                if path.suffix in {".txt", ".pdf", ".docx"}
            ),
        )


# The main job


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


# Wrong input


BAD = (
    ("empty", 3, "ว่าง.txt ว่างเปล่า ไม่มีข้อความ โปรดขอไฟล์จากผู้ส่งใหม่"),
    # What is said of a picture depends on whether a program that reads pictures is installed.
    ("picture", 3, ""),
    ("locked", 3, "ล็อก.pdf เป็น PDF ที่มีรหัสผ่าน "),
    # An old Word file is opened where LibreOffice is installed, and this one is damaged.
    ("old-word", 3, ""),
    ("english", 3, "english.txt: ข้อความเกือบทั้งหมดไม่ใช่ภาษาไทย อ่านเป็นหนังสือราชการไทยไม่ได้"),
    ("long", 3, "ไฟล์ PDF ยาว.pdf มีเกิน 300 หน้า "),
    ("scan", 3, ""),
    ("missing", 3, "ไม่พบไฟล์ ไม่มี.pdf "),
    ("folder", 3, "ในโฟลเดอร์ โฟลเดอร์ ไม่มีไฟล์ที่จะรับ "),
    ("another", 6, "ชลบุรี.txt ถึง “ผู้ว่าราชการจังหวัดชลบุรี” ไม่ใช่หนังสือถึงจังหวัดมุกดาหาร "),
    ("secret", 6, "ลับ.txt เป็นหนังสือลับ "),
)


@pytest.fixture
def bad_files(tmp_path, letters):
    return make_bad_files(
        tmp_path, (letters / "dopa-circular-w2551.corrected.txt").read_text(encoding="utf-8")
    )


@pytest.mark.parametrize(("name", "code", "message"), BAD)
def test_what_cannot_be_received_is_told_and_nothing_is_stored(office, data, bad_files, name, code, message):
    before = stored(data)
    said = office("receive", str(bad_files[name]))
    assert said.code == code
    assert said.out == ""
    assert said.err.startswith(f"ผิดพลาด: {message}")
    assert said.err.count("\n") == 1
    assert stored(data) == before


@pytest.mark.parametrize(("name", "code", "message"), BAD)
def test_failures_are_json_where_that_is_asked_for(office, bad_files, name, code, message):
    said = office("receive", str(bad_files[name]), "--json")
    (failure,) = [json.loads(line) for line in said.err.splitlines()]
    assert list(failure) == ["error", "message", "file"]
    assert failure["message"].startswith(message.removeprefix("english.txt: "))
    assert failure["file"] == bad_files[name].name
    assert said.code == code


def test_a_batch_goes_on_past_bad_files_and_says_so_at_the_end(office, data, bad_files):
    said = office("receive", str(bad_files["empty"]), SAMPLE, str(bad_files["another"]), "--json")
    assert said.code == 1
    assert [one["id"] for one in said.data] == ["1/2567"]
    assert [json.loads(line)["error"] for line in said.err.splitlines()] == [
        "file-empty",
        "letter-for-another",
    ]


def test_reading_goes_on_past_bad_files_too(saraban, bad_files):
    said = saraban("read", str(bad_files["empty"]), SAMPLE, "--json")
    assert (said.code, len(said.data)) == (1, 1)
    assert json.loads(said.err)["error"] == "file-empty"


@pytest.mark.parametrize(
    ("words", "code", "thai"),
    [
        (("send", "1"), 4, "ไม่มีหนังสือเลขรับ 1/2567 ดูเลขรับทั้งหมดด้วย saraban register"),
        (("review", "show", "กข"), 2, "“กข” ไม่ใช่เลขรับ โปรดพิมพ์เลขรับของปีนี้ เช่น 12 หรือเลขรับและปี เช่น 12/2567"),
        (("tasks", "--district", "ศรีราชา"), 4, "ไม่มีอำเภอ “ศรีราชา” ในสำนักงานนี้ อำเภอที่มีคือ เมืองมุกดาหาร, นิคมคำสร้อย, ดอนตาล, ดงหลวง, คำชะอี, หว้านใหญ่, หนองสูง"),
        (("tasks", "--state", "หาย"), 2, "“หาย” ใช้ไม่ได้ เลือกได้จาก ยังไม่ส่ง, แจ้งอำเภอแล้ว, รับแล้ว, กำลังดำเนินการ, รายงานแล้ว, ตรวจผ่าน, ส่งกลับแก้ไข, ยกเว้น, ถือว่าตามหนังสือ"),
        (("report", "สาม", "--nil"), 2, "“สาม” ไม่ใช่เลขที่งาน โปรดใช้ เช่น saraban report 17 --nil หรือถ้าเป็นไฟล์แบบรายงาน ใส่ --form ด้วย เช่น saraban report --form ดอนตาล.xlsx"),
        (("report", "--form", "ไม่มี.xlsx"), 3, "ไม่พบไฟล์ ไม่มี.xlsx โปรดตรวจชื่อและที่เก็บ แล้วลองอีกครั้ง"),
        (("report", "5", "--nil"), 4, "ไม่มีงานเลขที่ 5 ดูงานทั้งหมดด้วย saraban tasks"),
        (("receive",), 2, "saraban receive ต้องระบุ FILES... ด้วย ดูวิธีใช้ด้วย saraban receive --help"),
        (("receve", "x"), 2, "ไม่มีคำสั่ง receve ใน saraban (ใกล้เคียง: receive) ดูวิธีใช้ด้วย saraban --help"),
        (("review", "shw"), 2, "ไม่มีคำสั่ง shw ใน saraban review (ใกล้เคียง: show) ดูวิธีใช้ด้วย saraban review --help"),
        (("tasks", "--lat"), 2, "saraban tasks ไม่มีตัวเลือก --lat (ใกล้เคียง: --late) ดูวิธีใช้ด้วย saraban tasks --help"),
        (("receive", SAMPLE, SAMPLE, "--number", "5"), 2, "--number ใช้ได้กับไฟล์เดียวเท่านั้น โปรดลงรับทีละไฟล์"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_in_our_own_words(office, words, code, thai):
    said = office(*words)
    assert (said.code, said.out, said.err) == (code, "", f"ผิดพลาด: {thai}\n")


def test_a_wrong_value_names_its_option(office):
    said = office("remind", "--days", "สาม", "--lang", "en")
    assert said.code == 2
    assert said.err.startswith("error: The value of --days does not fit saraban remind: ")


def test_without_an_office_the_way_to_set_one_up_is_told(saraban, data):
    said = saraban("tasks")
    assert said.code == 4
    assert said.err == (
        f"ผิดพลาด: ยังไม่ได้ตั้งสำนักงานที่ {data} โปรดตั้งก่อน เช่น saraban init มุกดาหาร --unit 0018.1 หรือระบุที่อยู่ข้อมูลด้วย --data\n"
    )
    assert not data.exists()


def test_a_broken_profile_is_told_with_its_line(office, data):
    text = (data / "profile.toml").read_text(encoding="utf-8")
    (data / "profile.toml").write_text(
        text.replace('emblem = "placeholder"', 'emblem = "ครุฑ"'), encoding="utf-8"
    )
    said = office("tasks")
    assert said.code == 3
    assert "บรรทัด 28: ช่อง emblem เป็น “ครุฑ” ไม่ได้" in said.err


def test_a_fault_is_no_traceback_unless_it_is_asked_for(office, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("desk.register.received", broken)
    said = office("register")
    assert said.code == 70
    assert said.err == (
        "ผิดพลาด: โปรแกรมขัดข้อง (ZeroDivisionError) ไม่ใช่ความผิดของท่าน สิ่งที่ทำค้างอยู่ไม่ถูกบันทึก โปรดลองใหม่ด้วย -v แล้วส่งข้อความที่ได้ให้ผู้ดูแล\n"
    )
    assert "Traceback" in office("register", "-v").err


def test_a_data_directory_that_may_not_be_written_is_told(tmp_path, saraban, data):
    data.mkdir()
    data.chmod(0o555)
    try:
        if os.access(data, os.W_OK):
            pytest.skip("this user may write anywhere")
        said = saraban(*INIT)
    finally:
        data.chmod(0o755)
    assert said.code == 6


# Drafts, corrections, answers through the door


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
    reasons = said.out.split("เหตุผล\n")[1].splitlines()
    assert reasons[0] == "  [๑] อ้างหนังสือของจังหวัดที่เคยแจ้งเรื่องนี้ แทนหนังสือของผู้ส่งเดิม"
    assert path.read_bytes().startswith(b"PK")


def test_a_correction_of_a_confirmed_letter_tells_how_its_tasks_moved(confirmed):
    said = confirmed("review", "correct", "1", "กำหนด 2", "5/2/2567")
    assert said.code == 0
    assert "งาน: เพิ่ม ๐ เปลี่ยนกำหนด ๘ ยกเลิก ๐" in said.out
    again = confirmed("review", "correct", "1", "กำหนด 2", "5/2/2567")
    assert again.out == "เลขรับ ๑/๒๕๖๗ เป็นค่านั้นอยู่แล้ว จึงไม่เปลี่ยนแปลงอะไร\n"


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


# Help and the door itself


def commands(group, path=()):
    for name, command in group.commands.items():
        yield (*path, name)
        if isinstance(command, Verbs):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize("path", list(commands(cli.saraban)), ids=" ".join)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_command_has_help_with_an_example_in_both_languages(saraban, path, lang):
    said = saraban(*path, "--lang", lang, "--help")
    assert said.code == 0
    title, example = ("วิธีใช้:", "ตัวอย่าง:") if lang == "th" else ("Usage:", "Examples:")
    assert said.out.startswith(f"{title} saraban {' '.join(path)} ")
    assert f"{example}\n  $ saraban {path[0]}" in said.out
    assert "--json" in said.out


def test_help_lists_the_commands_in_the_order_they_are_met(saraban):
    said = saraban("--help")
    listed = [
        line.split()[0]
        for line in said.out.splitlines()
        if line.startswith("  ") and line.split()[0] in cli.saraban.commands
    ]
    assert listed == list(cli.saraban.commands)


def test_help_loads_no_heavy_library():
    code = "import sys, cli\ntry: cli.main(['--help'])\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    heavy = {
        "sqlalchemy", "alembic", "docx", "pdfplumber", "pdfminer", "pypdfium2", "pikepdf", "typst", "xlsxwriter", "segno",
        "jinja2", "fontTools", "lxml", "PIL", "registry", "generator", "parsers", "desk",
    }  # fmt: skip
    assert loaded & heavy == set()
    assert "click" in loaded


def test_the_installed_command_speaks_utf8_even_where_the_system_does_not():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "SARABAN_LANG": "th"}
    done = subprocess.run(
        [sys.executable, "-c", "import cli; cli.main(['--help'])"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert "สารบรรณ" in done.stdout.decode()


def test_output_that_nobody_reads_on_is_no_fault():
    command = f"{sys.executable} -c \"import cli; cli.main(['--help'])\" | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0"
    assert done.stderr == ""


def test_colours_are_only_for_terminals(confirmed):
    assert "\x1b" not in confirmed("overview").out


def test_options_of_every_command_may_stand_before_it(confirmed, data, capsys):
    with pytest.raises(SystemExit):
        cli.main(["--json", "--data", str(data), "--today", "2024-01-25", "register"])
    assert json.loads(capsys.readouterr().out)["id"] == "1/2567"


def test_receipt_numbers_of_another_year_are_named_with_it(confirmed):
    assert confirmed("review", "show", "1", today="2025-01-02").code == 4
    assert confirmed("review", "show", "๑/๒๕๖๗", today="2025-01-02").code == 0


@pytest.mark.slow
def test_six_clerks_receive_at_once_without_gap_or_double(office, data, tmp_path):
    text = Path(SAMPLE).read_text(encoding="utf-8")
    files = []
    for number in range(5):
        path = tmp_path / f"{number}.txt"
        path.write_text(text.replace("ว ๒๕๕๑", f"ว {number + 1}"), encoding="utf-8")
        files.append(path)
    command = [
        sys.executable,
        "-c",
        "import cli; cli.main()",
        "--data",
        str(data),
        "--today",
        "2024-01-25",
        "receive",
    ]
    clerks = [
        subprocess.Popen([*command, str(path)], cwd=ROOT, stdout=subprocess.DEVNULL)
        for path in [*files, files[0]]
    ]
    assert [clerk.wait() for clerk in clerks] == [0] * 6
    entries = office("register", "--json").data
    assert [one["receipt_number"] for one in entries] == [1, 2, 3, 4, 5]
    assert len({one["sha256"] for one in entries}) == 5


# Measuring

MEASURED = (
    '{"id": "a", "cls": "abs", "text": "ให้อำเภอส่งรายงานภายในวันที่ ๕ มีนาคม ๒๕๖๗", "letter_date": "2024-02-01", '
    '"received_date": null, "gold": [{"quote": "ภายในวันที่ ๕ มีนาคม ๒๕๖๗", "kind": "absolute", "due": "2024-03-06"}]}\n'
)


def test_deadlines_are_measured_against_labels(saraban, tmp_path):
    path = tmp_path / "คำตอบ.jsonl"
    path.write_text(MEASURED, encoding="utf-8")
    said = saraban("evaluate", "deadlines", str(path), "--least", "0.9", "--json")
    assert said.code == 1
    assert said.data[0]["due"] == {
        "precision": 0.0, "recall": 0.0, "f1": 0.0, "right": 0, "false": 1, "missed": 1,
    }  # fmt: skip
    assert saraban("evaluate", "deadlines", str(path)).code == 0
    assert saraban("evaluate", "deadlines", "ไม่มี.jsonl").code == 3
    assert saraban("evaluate", "deadlines", str(path), "--least", "2").code == 2


def test_holidays_are_listed_and_added(office):
    assert [
        one["name"]
        for one in office("holidays", "list", "--year", "2564", "--json").data
        if one["date"] == "2021-05-10"
    ] == ["ประเพณีงานบุญบั้งไฟ"]
    assert office("holidays", "add", "๑๖ ตุลาคม ๒๕๖๙", "วันหยุดพิเศษ").code == 0
    listed = office("holidays", "list", "--year", "2569", "--json").data
    assert [one["name"] for one in listed if one["own"]] == ["วันหยุดพิเศษ"]
    assert "สำนักงานเพิ่ม" in office("holidays", "list", "--year", "2569").out
    assert office("holidays", "add", "๑๖ ตุลาคม ๒๕๖๙", "ซ้ำ").code == 5
    assert office("holidays", "add", "วันหนึ่ง", "ซ้ำ").code == 2
    assert office("holidays", "list", "--year", "2600").out == "ไม่มีวันหยุดของปี ๒๖๐๐ ในปฏิทิน\n"
    assert office("holidays").code == 0


def test_letters_are_measured_against_expected_readings(saraban, tmp_path):
    (tmp_path / "ก.txt").write_text("ถึง อำเภอ ทุกอำเภอ\n", encoding="utf-8")
    (tmp_path / "ก.expected.json").write_text('{"letter": {"email": "a@example.go.th"}}', encoding="utf-8")
    said = saraban("evaluate", "letters", str(tmp_path), "--least", "0.9", "--json")
    assert (said.code, said.data[0]["header_exact"]) == (1, {"right": 0, "of": 1, "share": 0.0})
    assert saraban("evaluate", "letters", str(tmp_path)).code == 0
    assert saraban("evaluate", "letters", str(tmp_path / "ไม่มี")).code == 3


# Finding


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


# Whole folders


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


# Answers on forms, reminders, calendars and the overview through the door


@pytest.fixture
def relayed(confirmed):
    """An office that has sent the relay of the sample circular."""
    for words in (("relay", "1"), ("send", "1")):
        assert confirmed(*words).code == 0
    return confirmed


def form_of(data, district, rows, path):
    """The form that went out to a district, filled in."""
    import openpyxl
    from makers.filled_forms import put

    (sent,) = (data / "letters").rglob(f"2-อำเภอ{district}.xlsx")
    book = openpyxl.load_workbook(sent)
    for number, row in enumerate(rows, start=1):
        for column, value in zip(("name", "position", "phone"), row, strict=True):
            put(book, f"f_{column}_{number}", value)
    book.save(path)
    return str(path)


def test_forms_that_came_back_are_taken_past_one_that_is_refused(relayed, data, tmp_path):
    from makers.filled_forms import PERSONS

    good = form_of(data, "ดอนตาล", PERSONS, tmp_path / "ดอนตาล.xlsx")
    bad = form_of(data, "ดงหลวง", (PERSONS[0], ("", "ปลัดอำเภอ", "12")), tmp_path / "ดงหลวง.xlsx")
    said = relayed("report", "--form", bad, good)
    assert said.code == 1
    assert said.out == "งานเลขที่ ๑๙ อำเภอดอนตาล: รายงานแล้ว\n  เก็บหลักฐาน: ดอนตาล.xlsx\n"
    assert said.err == (
        "ผิดพลาด: ดงหลวง.xlsx: คำตอบยังบันทึกไม่ได้ ยังไม่มีอะไรถูกบันทึก โปรดแก้ 2 แห่งแล้วส่งใหม่\n"
        "  B12: ช่อง “ชื่อ–สกุล” ยังว่าง ต้องกรอก\n"
        "  D12: “12” ไม่ใช่หมายเลขโทรศัพท์ มือถือมี 10 หลัก โทรศัพท์ประจำที่มี 9 หลัก เช่น 08 1234 5678 หรือ 0 4261 1817\n"
    )
    assert relayed("report", "--form", bad).code == 1
    assert relayed("report", "--form", good).code == 5
    failure = json.loads(relayed("report", "--form", bad, "--json").err)
    assert [one["cell"] for one in failure["refused"]] == ["B12", "D12"]
    rolled = tmp_path / "ตารางรวม.xlsx"
    said = relayed("rollup", "1", "--xlsx", str(rolled))
    assert (said.code, rolled.is_file()) == (0, True)
    assert "ส่งแล้ว ๑/๗ อำเภอ, ค้าง: เมืองมุกดาหาร, นิคมคำสร้อย, ดงหลวง, คำชะอี, หว้านใหญ่, หนองสูง" in said.out


def test_the_ladder_is_shown_then_run_then_silent(relayed):
    dry = relayed("remind", "--dry-run", today="2024-01-26")
    assert (dry.code, dry.err) == (0, "")
    assert dry.out.startswith("ก่อนครบกำหนด · ไลน์\n  ขอติดตามการรายงาน (ครบกำหนด ๓๑ ม.ค. ๒๕๖๗ — เหลืออีก ๕ วัน)\n")
    assert dry.out.endswith("จะเตือน ๑ รายการ (ยังไม่ได้ส่ง) ส่งด้วย saraban remind\n")
    went = relayed("remind", "--json", today="2024-01-26").data[0]
    assert [(one["rung"], one["by"]) for one in went["notices"]] == [("before", "line")]
    assert relayed("remind", today="2024-01-26").out == (
        "วันที่ ๒๖ ม.ค. ๒๕๖๗ ไม่มีเรื่องถึงลำดับที่ต้องเตือน หรือเตือนครบแล้ว\n"
    )
    assert relayed("remind", today="2024-01-27").out == (
        "วันที่ ๒๗ ม.ค. ๒๕๖๗ เป็นวันหยุด (วันเสาร์) ไม่เตือน จะเตือนในวันทำการถัดไป\n"
    )


def test_the_numbers_of_the_overview_open_their_lists(relayed, tmp_path):
    shown = relayed("overview", "--show", "เกินกำหนด", "--json", today="2024-02-02").data
    by = relayed("overview", "--by", "district", "--json", today="2024-02-02").data
    assert len(shown) == sum(one["late"] for one in by) == 8
    assert relayed("overview", "--show", "หาย").code == 2
    path = tmp_path / "ภาพรวม.xlsx"
    assert relayed("overview", "--xlsx", str(path), today="2024-02-02").code == 0
    assert path.is_file()


def test_a_calendar_is_printed_or_saved(relayed, tmp_path):
    printed = relayed("calendar", "--district", "ดอนตาล").out
    assert printed.startswith("BEGIN:VCALENDAR\nVERSION:2.0\n")
    assert printed.endswith("END:VCALENDAR\n")
    path = tmp_path / "ดอนตาล.ics"
    said = relayed("calendar", "--district", "ดอนตาล", "--out", str(path))
    assert said.out == f"บันทึกปฏิทิน “จังหวัดมุกดาหาร อำเภอดอนตาล” 2 รายการ: {path}\n"
    assert relayed("calendar", "--officer", "ใคร").code == 4


# Handing over


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


# The office's lexicon


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
