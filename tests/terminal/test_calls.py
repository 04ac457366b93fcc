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
