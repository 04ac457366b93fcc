"""Calls that a person got wrong, or that leave something to a person: the whole message and the exit code."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

import cli

SAMPLE = str(Path(__file__).parents[2] / "circulars" / "samples" / "w2551.txt")
QR = (
    "  · เนื้อความกล่าวถึง “คิวอาร์โค้ด (QR Code) ท้ายหนังสือฉบับนี้” แต่ร่างไม่มีคิวอาร์โค้ด"
    " โปรดตั้ง url ใต้ [report] ใน profile.toml ของสำนักงานแล้วร่างใหม่ด้วย --again"
    " หรือใส่ที่อยู่ของต้นฉบับด้วย --set คิวอาร์โค้ด '…'\n"
)


@pytest.fixture
def saraban(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "110")
    for name in ("SARABAN_LANG", "SARABAN_DATA", "SARABAN_USER"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        common = ("--data", str(tmp_path / "data"), "--today", "2024-01-25", "--clerk", "ธุรการ")
        with pytest.raises(SystemExit) as ended:
            cli.main([*words, *common] if words else [])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


@pytest.fixture
def drafted(saraban):
    """An office without a web address, with the draft of the sample's relay."""
    saraban("init", "มุกดาหาร", "--unit", "0018.1")
    for words in (("receive", SAMPLE), ("review", "confirm", "1"), ("relay", "1")):
        assert saraban(*words)[0] == 0, words
    return saraban


def test_sending_repeats_what_the_guard_has_to_say(drafted):
    code, out, err = drafted("send", "1")
    assert (code, out[out.index("ข้อทักท้วง") :], err) == (1, "ข้อทักท้วง\n" + QR, "")


def test_notes_that_were_accepted_need_nobody(drafted):
    assert drafted("send", "1", "--accept-findings")[0] == 0


@pytest.mark.parametrize(
    ("words", "code", "thai"),
    [
        (("report", "1", "--return", " "), 2, "ส่งกลับแก้ไขต้องบอกเหตุผล โปรดใส่เหตุผล เช่น --return 'ขาดหมายเลขโทรศัพท์'"),
        (("holidays", "add", "5/3/2567", ""), 2, "วันหยุดต้องมีชื่อ โปรดใส่ชื่อ เช่น saraban holidays add 2024-03-05 'วันหยุดพิเศษ'"),
        (("number", "cancel", "2"), 2, "saraban number cancel ต้องระบุ --reason ด้วย ดูวิธีใช้ด้วย saraban number cancel --help"),
        (("number", "cancel", "ว 2", "--reason", "ผิด"), 4, "ไม่มีเลข ว ๒ ในทะเบียนปี 2567 โปรดใส่เลขเต็ม เช่น มห ๐๐๑๘.๑/ว ๒ ดูเลขที่มีด้วย saraban register --sent หรือ saraban number list"),
        (("tasks", "--xyz"), 2, "saraban tasks ไม่มีตัวเลือก --xyz ดูวิธีใช้ด้วย saraban tasks --help"),
        (("tasks", "--todai"), 2, "saraban tasks ไม่มีตัวเลือก --todai (ใกล้เคียง: --data) ดูวิธีใช้ด้วย saraban tasks --help"),
        (("ฉัน",), 2, "ไม่มีคำสั่ง ฉัน ใน saraban ดูวิธีใช้ด้วย saraban --help"),
        (("relay", "1", "--set", "ย่อหน้า 9", "ก"), 2, "ร่างหนังสือมี 4 ย่อหน้า ไม่มีย่อหน้าที่ 9 ดูย่อหน้าและลำดับด้วย saraban relay"),
        (("letter", "reminder", "1", "--due", "1/1/2560"), 2, "วันที่ให้รายงาน ๑ มกราคม ๒๕๖๐ ผ่านไปแล้ว (วันนี้ ๒๕ มกราคม ๒๕๖๗) โปรดใส่วันที่ยังมาไม่ถึงด้วย --due"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_with_what_to_do(drafted, words, code, thai):
    assert drafted(*words) == (code, "", f"ผิดพลาด: {thai}\n")


def test_a_port_that_is_taken_is_told(saraban):
    saraban("init", "มุกดาหาร", "--unit", "0018.1")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = saraban("serve", "--port", str(port), "--lang", "en")
    told = (
        f"error: The pages cannot be opened at 127.0.0.1 port {port} (Address already in use). They may be"
        " open already, or another program uses it. Close that, or choose another port, for example"
        " saraban serve --port 8001.\n"
    )
    assert said == (5, "", told)


def test_without_a_command_the_help_stands_alone(saraban):
    code, out, err = saraban()
    assert (code, out, err.splitlines()[0]) == (2, "", "วิธีใช้: saraban [ตัวเลือก] คำสั่ง [ค่า]...")
    assert err.rstrip().endswith("แสดงวิธีใช้นี้")


def test_files_written_beside_a_draft_are_named(drafted, tmp_path):
    text, tracked = tmp_path / "ร่าง.txt", tmp_path / "ร่าง.docx"
    code, out, err = drafted("relay", "1", "--save", str(text), "--docx-tracked", str(tracked))
    assert (code, out.splitlines()[-2:], err) == (0, [f"เขียนไฟล์แล้ว: {text}", f"เขียนไฟล์แล้ว: {tracked}"], "")
    assert text.is_file()
    assert tracked.is_file()


def test_nothing_to_hand_over_is_told(drafted, tmp_path):
    bag = tmp_path / "ถุง"
    nothing = "ไม่มีหนังสือที่จะส่งมอบตามที่ระบุ จึงไม่เขียนไฟล์ ดูหนังสือที่มีด้วย saraban register\n"
    assert drafted("export", str(bag), "--year", "2500") == (1, nothing, "")
    assert not bag.exists()
