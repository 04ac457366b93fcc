from __future__ import annotations

import hashlib
import os
import pkgutil
import shutil
from dataclasses import replace

import pytest

from circulars.errors import ConflictError, InputFileError, NotPermittedError
from circulars.reading import IssueKind
from desk.receive import receive

SAMPLE = "dopa-circular-w2551.corrected.txt"


@pytest.fixture
def paper(tmp_path, letters):
    """A copy of a sample letter that may be spoilt."""

    def copy(name=SAMPLE, to="หนังสือ.txt"):
        return shutil.copy(letters / name, tmp_path / to) and tmp_path / to

    return copy


def files(desk):
    root = desk.archive.absolute("")
    return sorted(path.name for path in root.rglob("*") if path.is_file())


def entries(desk):
    with desk.database.reading() as store:
        return store.incoming.listed(), store.audit.all()


def test_a_letter_is_read_filed_numbered_and_entered(desk, paper, clerk, trail):
    path = paper()
    received = receive(desk, path, clerk)
    entry = received.entry
    assert (entry.receipt, entry.received, entry.received_by, entry.file_name) == (
        "1/2567", clerk.now, "ธุรการ", "หนังสือ.txt",
    )  # fmt: skip
    assert (entry.number, entry.sender, entry.addressee) == (
        "มท 0307.2/ว2551", "กรมการปกครอง", "ที่ทำการปกครองจังหวัด ทุกจังหวัด",
    )  # fmt: skip
    assert entry.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert desk.archive.absolute(entry.original).read_bytes() == path.read_bytes()
    assert [one["kind"] for one in entry.reading["issues"]] == [IssueKind.NO_DATE]
    assert trail() == [("receive", "letter 1/2567")]
    assert not received.needs_person


def test_the_same_file_twice_is_said_and_not_doubled(desk, paper, clerk, trail):
    first = receive(desk, paper(), clerk)
    again = receive(desk, paper(to="อีกชื่อ.txt"), clerk)
    assert (again.known, again.entry) == (True, first.entry)
    assert len(trail()) == 1


def test_the_same_letter_from_another_file_is_entered_with_a_warning(desk, paper, clerk):
    first = receive(desk, paper(), clerk)
    path = paper(to="ถ่ายใหม่.txt")
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    again = receive(desk, path, clerk)
    assert (again.entry.receipt, again.same_letter) == ("2/2567", first.entry)
    assert again.needs_person


def test_receipt_numbers_go_on_from_those_of_the_book(desk, paper, clerk, says):
    assert receive(desk, paper(), clerk, number=120).entry.receipt == "120/2567"
    path = paper(to="อีกฉบับ.txt")
    path.write_text(path.read_text(encoding="utf-8").replace("ว ๒๕๕๑", "ว ๒๕๕๒"), encoding="utf-8")
    assert says(receive, desk, path, clerk, number=120)[0] == (
        "เลขรับ 120/2567 ใช้ไปแล้ว โปรดตรวจสมุดทะเบียน หรือไม่ต้องระบุ --number เพื่อใช้เลขถัดไป"
    )
    assert receive(desk, path, clerk).entry.receipt == "121/2567"


def test_numbers_begin_again_with_the_calendar_year(desk, paper, clerk):
    receive(desk, paper(), clerk)
    path = paper(to="อีกฉบับ.txt")
    path.write_text(path.read_text(encoding="utf-8").replace("ว ๒๕๕๑", "ว ๑"), encoding="utf-8")
    next_year = replace(clerk, now=clerk.now.replace(year=2025, month=1, day=1))
    assert receive(desk, path, next_year).entry.receipt == "1/2568"


def test_our_own_relay_is_not_received(desk, paper, clerk, says):
    assert says(receive, desk, paper("mukdahan-relay-w642.corrected.txt"), clerk)[0] == (
        "หนังสือ.txt เป็นหนังสือที่สำนักงานนี้ออกเอง (ที่ มห ๐๐๑๘.๑/ว ๖๔๒) จึงไม่ลงรับ หากต้องการบันทึกว่าได้แจ้งต่อไปแล้ว ใช้ saraban relayed; หากต้องลงรับจริง ๆ ใช้ --anyway"
    )
    assert entries(desk) == ((), ())


def test_a_letter_for_another_is_received_only_if_one_insists(desk, paper, clerk, says):
    path = paper()
    text = path.read_text(encoding="utf-8").replace("ที่ทำการปกครองจังหวัด ทุกจังหวัด", "ผู้ว่าราชการจังหวัดชลบุรี")
    path.write_text(text, encoding="utf-8")
    assert says(receive, desk, path, clerk)[1] == (
        "หนังสือ.txt is addressed to “ผู้ว่าราชการจังหวัดชลบุรี”, not to จังหวัดมุกดาหาร, and is not received. Return it or pass it to its addressee; to receive it all the same, use --anyway."
    )
    assert entries(desk) == ((), ())
    assert receive(desk, path, clerk, anyway=True).entry.receipt == "1/2567"


def test_a_secret_letter_is_never_received(desk, paper, clerk):
    path = paper()
    path.write_text("ลับ\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(NotPermittedError) as caught:
        receive(desk, path, clerk, anyway=True)
    assert caught.value.kind == "letter-secret"
    assert entries(desk) == ((), ())


@pytest.mark.parametrize("moment", ["desk.reading.parse", "desk.receive.is_for"])
def test_a_file_that_vanishes_on_the_way_leaves_nothing(desk, paper, clerk, monkeypatch, moment):
    path = paper()
    original = pkgutil.resolve_name(moment)

    def vanishing(*args, **kwargs):
        path.unlink(missing_ok=True)
        return original(*args, **kwargs)

    monkeypatch.setattr(moment, vanishing)
    with pytest.raises(InputFileError, match="หายไประหว่างการลงรับ"):
        receive(desk, path, clerk)
    assert (entries(desk), files(desk)) == (((), ()), [])


def test_a_disk_that_is_full_leaves_nothing(desk, paper, clerk, monkeypatch):
    def full(_handle):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("registry.archive.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        receive(desk, paper(), clerk)
    assert (entries(desk), files(desk)) == (((), ()), [])


def test_a_register_that_refuses_leaves_no_file(desk, paper, clerk, monkeypatch):
    def refusing(_self, **_values):
        raise ConflictError("database-busy")

    monkeypatch.setattr("registry.incoming.IncomingRegister.add", refusing)
    with pytest.raises(ConflictError):
        receive(desk, paper(), clerk)
    assert (entries(desk), files(desk)) == (((), ()), [])
    monkeypatch.undo()
    assert receive(desk, paper(), clerk).entry.receipt == "1/2567"


def test_a_letter_that_came_before_is_entered_with_the_reason(desk, paper, clerk, says):
    day = clerk.today.replace(day=22)
    assert says(receive, desk, paper(), clerk, day=day) == (
        ("วันรับ ๒๒ มกราคม ๒๕๖๗ ไม่ใช่วันนี้ (๒๕ มกราคม ๒๕๖๗) จึงยังไม่ได้ลงทะเบียน ถ้ารับไว้ก่อนแล้วเพิ่งลง โปรดบอกเหตุผลด้วย --reason "
        "จะบันทึกไว้ในทะเบียนว่าลงย้อนหลัง (วันที่ยังมาไม่ถึงใช้ไม่ได้)"),
        ("The letter is said to have come on ๒๒ มกราคม ๒๕๖๗, not today (๒๕ มกราคม ๒๕๖๗); it was not entered. If it came before and is entered "
        "only now, say why with --reason, and the register will show it. A day still to come cannot be used."),
    )  # fmt: skip
    assert entries(desk) == ((), ())
    entry = receive(desk, paper(), clerk, day=day, reason="ระบบขัดข้อง").entry
    assert (entry.received.date(), entry.entered, entry.back_dated) == (day, clerk.now, "ระบบขัดข้อง")
    with pytest.raises(ConflictError, match="วันรับ ๒๖ มกราคม"):
        receive(desk, paper(to="b.txt"), clerk, day=clerk.today.replace(day=26), reason="ก")


def test_a_letter_of_last_year_is_numbered_in_last_years_book(desk, paper, clerk):
    entry = receive(
        desk, paper(), clerk, day=clerk.today.replace(year=2023, month=12, day=29), reason="ปีใหม่"
    ).entry
    assert entry.receipt == "1/2566"
