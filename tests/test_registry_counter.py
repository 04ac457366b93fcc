"""What can go wrong with the registry, through the door: each with its own message and exit code, nothing half done."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from desk.office_desk import Desk
from desk.settings import Settings

ROOT = Path(__file__).parents[1]
SAMPLE = str(ROOT / "tests" / "letters" / "dopa-circular-w2551.corrected.txt")


@pytest.fixture
def data(tmp_path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def saraban(data, capsys, monkeypatch):
    """Run a command on a day; what it ended with and what it said."""
    for name in ("SARABAN_LANG", "SARABAN_DATA", "SARABAN_USER", "SARABAN_DATABASE"):
        monkeypatch.delenv(name, raising=False)

    def run(*words, today="2024-01-25", clerk="ธุรการ"):
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main([*words, "--data", str(data), "--today", today, "--clerk", clerk])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


@pytest.fixture
def office(saraban):
    for words in (("init", "มุกดาหาร", "--unit", "0018.1"), ("receive", SAMPLE)):
        assert saraban(*words)[0] == 0
    return saraban


def everything(data):
    desk = Desk.open(Settings.of(data))
    with desk.database.reading() as store:
        found = store.incoming.listed(), store.outgoing.listed(), store.tasks.listed(), store.audit.rows()
    desk.database.close()
    return (*found, sorted(str(path) for path in (data / "originals").rglob("*") if path.is_file()))


def refused(office, data, words, code, thai, **how):
    """The command is refused in those words, and nothing is changed."""
    before = everything(data)
    assert office(*words, **how) == (code, "", f"ผิดพลาด: {thai}\n")
    assert everything(data) == before


def test_an_answer_after_acceptance_is_refused(office, data):
    for words in (
        ("review", "confirm", "1"), ("relay", "1"), ("send", "1"), ("report", "18", "--nil"), ("report", "18", "--accept"),
    ):  # fmt: skip
        assert office(*words)[0] in {0, 1}
    desk = Desk.open(Settings.of(data))
    with desk.database.reading() as store:
        name = store.tasks.by_id(18).office
    desk.database.close()
    refused(
        office, data, ("report", "18", "--nil"), 5,
        f"งานเลขที่ 18 ของ{name}ตรวจผ่านไปแล้วเมื่อ ๒๕ มกราคม ๒๕๖๗ โดย ธุรการ จึงรับคำตอบใหม่ไม่ได้ หากต้องแก้ไข โปรดบันทึกเป็นหมายเหตุหรือมอบงานใหม่",
    )  # fmt: skip


def test_the_second_of_two_reviewers_is_told(office, data):
    assert json.loads(office("review", "show", "1", "--json")[1])["version"] == 1
    assert office("review", "correct", "1", "เรื่อง", "หนี้นอกระบบ", "--seen", "1", clerk="คนแรก")[0] == 0
    said = "1/2567 ถูกผู้อื่นแก้ไขไปแล้วระหว่างที่ท่านทำอยู่ จึงยังไม่ได้บันทึกสิ่งที่ท่านสั่ง โปรดเปิดดูใหม่ แล้วสั่งอีกครั้งถ้ายังต้องการ"
    for words in (
        ("review", "correct", "1", "เรื่อง", "อื่น", "--seen", "1"),
        ("review", "confirm", "1", "--seen", "1"),
    ):
        refused(office, data, words, 5, said)
    assert "รุ่น ๒" in office("review", "show", "1")[1]
    assert office("review", "confirm", "1", "--seen", "2")[0] == 0


def test_a_clock_set_back_is_told(office, data):
    code, out, err = office("review", "confirm", "1", today="2024-01-20")
    assert (code, out) == (5, "")
    assert err.startswith("ผิดพลาด: นาฬิกาของเครื่องบอก 2024-01-20 ")
    assert office("audit", "clock", "--reason", "ตั้งปีผิด", today="2024-01-20")[0] == 0
    assert office("review", "confirm", "1", today="2024-01-20")[0] == 0
    assert office("audit", "verify", today="2024-01-20")[0] == 0


def test_data_of_a_newer_program_is_not_touched(office, data):
    with sqlite3.connect(data / "saraban.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for words in (("tasks",), ("receive", SAMPLE), ("check",), ("backup", str(data.parent / "disk"))):
        assert office(*words) == (
            5, "",
            "ผิดพลาด: ข้อมูลชุดนี้สร้างด้วยโปรแกรมรุ่นใหม่กว่า (รุ่นข้อมูล 9999) โปรแกรมรุ่นนี้จึงไม่เปิดเพื่อไม่ให้เสียหาย โปรดติดตั้งโปรแกรมรุ่นล่าสุด\n",
        )  # fmt: skip
    assert not (data.parent / "disk").exists()


def test_a_database_that_another_program_holds_is_told(office, data, monkeypatch):
    monkeypatch.setattr("registry.database.BUSY_SECONDS", 0)
    holder = sqlite3.connect(data / "saraban.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    refused(
        office, data, ("review", "confirm", "1"), 5,
        f"{data}/saraban.db: มีโปรแกรมอื่นกำลังบันทึกข้อมูลอยู่และไม่เสร็จภายในเวลาที่รอ ยังไม่มีอะไรถูกบันทึก โปรดลองอีกครั้ง",
    )  # fmt: skip
    holder.close()


def test_a_full_disk_leaves_nothing_half_done(office, data, tmp_path):
    paper = tmp_path / "ฉบับที่สอง.txt"
    paper.write_text(
        Path(SAMPLE).read_text(encoding="utf-8").replace("๒๕๕๑", "๒๕๕๒") + "\n" * 9, encoding="utf-8"
    )
    before = everything(data)
    # No file of this process may grow beyond the size the database has: the disk is full for it.
    size = (data / "saraban.db").stat().st_size
    command = [
        sys.executable,
        "-m",
        "cli",
        "receive",
        str(paper),
        "--data",
        str(data),
        "--today",
        "2024-01-25",
        "--json",
    ]
    said = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (min(size, 8192), resource.RLIM_INFINITY)),
    )  # fmt: skip
    failure = json.loads(said.stderr)
    assert (said.returncode, said.stdout, failure["error"]) in {
        (70, "", "database-disk-full"),
        (70, "", "disk"),
    }
    assert everything(data) == before


def test_what_a_command_does_not_need_is_not_loaded(office, data):
    heavy = {
        "sqlalchemy",
        "alembic",
        "pythainlp",
        "typst",
        "fastapi",
        "pypdfium2",
        "pdfplumber",
        "docx",
        "tantivy",
        "xlsxwriter",
        "sqlalchemy.dialects.postgresql",
        "pikepdf",
        "fontTools",
    }
    code = "import sys, cli\ntry:\n    cli.main(sys.argv[1:])\nexcept SystemExit:\n    print('LOADED', *sys.modules, file=sys.stderr)"
    for words, needed in (
        (("--help",), set()),
        (("deadlines", "--help"), set()),
        (("read", SAMPLE), set()),
        (("tasks", "--data", str(data)), {"sqlalchemy"}),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, check=True
        )
        loaded = set(done.stderr.rpartition("LOADED")[2].split())
        assert (words, loaded & heavy) == (words, needed)


def test_a_stop_tells_how_far_it_came(office, data, tmp_path, monkeypatch):
    papers = []
    for number in (2552, 2553):
        papers.append(tmp_path / f"{number}.txt")
        papers[-1].write_text(
            Path(SAMPLE).read_text(encoding="utf-8").replace("๒๕๕๑", str(number)), encoding="utf-8"
        )
    from desk import receive as module

    really, seen = module.receive, []

    def stopped(*args, **kwargs):
        if seen:
            raise KeyboardInterrupt
        seen.append(1)
        return really(*args, **kwargs)

    monkeypatch.setattr(module, "receive", stopped)
    code, _, err = office("receive", *map(str, papers))
    assert code == 130
    assert err == (
        "หยุดที่ 1 จาก 2 ไฟล์ ไฟล์ที่ทำแล้วบันทึกครบ ไฟล์ที่เหลือยังไม่ได้แตะ สั่งคำสั่งเดิมซ้ำได้ ไฟล์ที่ลงรับแล้วจะไม่ลงซ้ำ\n\n"
        "ผิดพลาด: หยุดตามคำสั่ง สิ่งที่ทำเสร็จก่อนหน้านี้บันทึกครบแล้ว สิ่งที่กำลังทำอยู่ไม่ได้บันทึก สั่งใหม่ได้\n"
    )
    assert len(everything(data)[0]) == 2


def test_the_registry_of_several_machines_is_used_through_its_address(
    saraban, data, blank_postgresql, monkeypatch
):
    monkeypatch.setenv("SARABAN_DATABASE", blank_postgresql)
    for words in (
        ("init", "มุกดาหาร", "--unit", "0018.1"),
        ("receive", SAMPLE),
        ("review", "confirm", "1"),
        ("check",),
    ):
        assert saraban(*words)[0] == 0
    assert not (data / "saraban.db").exists()
    assert "๑/๒๕๖๗" in saraban("register")[1]
    monkeypatch.setenv("SARABAN_DATABASE", "mysql://x/y")
    assert saraban("tasks")[2] == (
        "ผิดพลาด: SARABAN_DATABASE ไม่ใช่ที่อยู่ของฐานข้อมูล PostgreSQL โปรดเขียนในรูป postgresql+psycopg://ผู้ใช้:รหัสผ่าน@เครื่อง/ฐานข้อมูล\n"
    )
    monkeypatch.setenv("SARABAN_DATABASE", "postgresql+psycopg://saraban@/none?host=/nowhere")
    code, _, err = saraban("tasks")
    assert (code, err) == (
        5,
        (
            "ผิดพลาด: ติดต่อฐานข้อมูล postgresql+psycopg://saraban@/none?host=%2Fnowhere ไม่ได้ ยังไม่มีอะไรถูกบันทึก "
            "โปรดตรวจว่าเครื่องฐานข้อมูลเปิดอยู่และที่อยู่ใน SARABAN_DATABASE ถูกต้อง แล้วลองอีกครั้ง\n"
        ),
    )
