"""The drill: everything is backed up, lost, and brought back, on each engine and from one to the other."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from makers.readings import parsed_letter, sample_reading

from circulars.task import TaskState
from desk import keeping
from desk.audit import export, trail, verified
from desk.checking import check_data, file_sha256
from desk.init import init_office
from desk.keeping import back_up, restore
from desk.office_desk import Desk
from desk.relay import relay
from desk.report import Answer, judge
from desk.review import confirm
from desk.send import send
from desk.settings import Settings
from registry.archive import Planned

ENGINES = ("sqlite", "postgresql")
NOW = dt.datetime(2024, 1, 25, 9, 30)  # noqa: DTZ001 - Bangkok wall clock


def address(request, engine) -> str | None:
    return request.getfixturevalue("blank_postgresql") if engine == "postgresql" else None


def office_at_work(data, office, clerk, cache, database) -> Desk:
    """An office that received a letter, sent its relay and had one answer."""
    desk = Desk.open(init_office(data, office, database))
    desk = replace(desk, cache=cache)
    letter = parsed_letter()
    paper = data.parent / "paper.txt"
    paper.write_text("กระดาษ", encoding="utf-8")
    sha256 = hashlib.sha256(paper.read_bytes()).hexdigest()
    plan = desk.archive.original(paper, sha256)
    with desk.archive.filed([plan]), desk.database.writing() as store:
        entry = store.incoming.add(
            year=2024,
            receipt_number=store.numbers.take("receipt", 2024),
            received=clerk.now,
            received_by=clerk.name,
            letter=letter,
            reading=sample_reading(letter, sha256),
            original=plan.path,
        )
        store.audit.add(clerk.did("receive", f"letter {entry.receipt}"))
    confirm(desk, "1", clerk, anyway=True)
    relay(desk, "1", clerk)
    sent = send(desk, "1", clerk)
    judge(desk, sent.tasks[0].id, clerk, Answer(nil=True))
    return desk


@pytest.fixture(params=ENGINES)
def working(request, tmp_path, tmp_path_factory, office, clerk):
    """An office at work, and where its data is."""
    database = address(request, request.param)
    settings = Settings(data=tmp_path / "office", office=office, database_address=database)
    cache = tmp_path_factory.getbasetemp() / "cache"
    desk = office_at_work(settings.data, office, clerk, cache, database)
    yield desk, settings
    desk.database.close()


def everything(desk):
    with desk.database.reading() as store:
        return (
            store.incoming.listed(),
            store.outgoing.listed(),
            store.tasks.listed(),
            [store.tasks.events(one.id) for one in store.tasks.listed()],
            store.audit.rows(),
        )


@pytest.mark.parametrize("target", ENGINES)
def test_what_was_backed_up_is_brought_back_whole(working, target, tmp_path, run_folder, request):
    desk, settings = working
    before = everything(desk)
    made = back_up(settings, desk.database, tmp_path / "disk", NOW)
    assert made.folder.name == "saraban-2567-01-25-0930"
    names = sorted(
        path.relative_to(settings.data).as_posix() for path in settings.data.rglob("*") if path.is_file()
    )
    shutil.rmtree(settings.data)
    database = request.getfixturevalue("second_postgresql") if target == "postgresql" else None
    checked = restore(made.folder, tmp_path / "again", database=database)
    assert (checked.findings, checked.head, checked.files) == ((), made.head, 11)
    again = Desk.open(Settings.of(tmp_path / "again", database))
    assert everything(again) == before
    restored = {
        path.relative_to(tmp_path / "again").as_posix()
        for path in (tmp_path / "again").rglob("*")
        if path.is_file()
    }
    assert {name for name in names if not name.startswith("saraban.db")} <= restored
    with again.database.writing() as store:
        assert store.numbers.take("receipt", 2024) == 2
        store.tasks.step(store.tasks.listed(state=TaskState.SENT)[:1], TaskState.RECEIVED)
        store.tasks.add([replace(store.tasks.listed()[0], id=0, period="2024-02-01")])
    again.database.close()


def test_sound_data_is_found_sound(working):
    desk, _ = working
    checked = check_data(desk)
    assert (checked.findings, checked.files) == ((), 11)


def test_a_check_names_what_is_wrong(working):
    desk, settings = working
    original = next((settings.data / "originals").rglob("*.txt"))
    original.chmod(0o644)
    original.write_text("กระดาษปลอม", encoding="utf-8")
    pdf = next((settings.data / "letters").rglob("*.pdf"))
    pdf.unlink()
    with desk.database.writing() as store:
        store.numbers.take("receipt", 2024)
        store.numbers.take("มห 0018.1/ว", 2024)
    assert [one.message("th") for one in check_data(desk).findings] == [
        "ทะเบียน receipt ปี 2567 ขาดเลข 2",
        "ทะเบียน มห 0018.1/ว ปี 2567 ขาดเลข 2",
        f"ไม่พบไฟล์ {pdf.relative_to(settings.data).as_posix()} ที่ทะเบียนบันทึกไว้",
        f"ไฟล์ {original.relative_to(settings.data).as_posix()} ไม่ตรงกับที่เก็บไว้ครั้งแรก (ค่าแฮชต่างกัน)",
    ]


def test_a_reference_that_leads_nowhere_is_found(tmp_path, office, clerk):
    settings = init_office(tmp_path / "office", office)
    desk = Desk.open(settings)
    with desk.database._engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql(
            "INSERT INTO sent_file (outgoing, kind, path, sha256) VALUES (99, 'pdf', 'a', 'b')"
        )
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
    messages = [one.message("en") for one in check_data(desk).findings]
    assert "Row 1 of table sent_file speaks of a outgoing that is not there." in messages


@pytest.fixture
def backup(tmp_path, office, clerk, tmp_path_factory) -> Path:
    desk = office_at_work(tmp_path / "office", office, clerk, tmp_path_factory.getbasetemp() / "cache", None)
    made = back_up(Settings.of(tmp_path / "office"), desk.database, tmp_path / "disk", NOW)
    desk.database.close()
    return made.folder


def test_what_is_filed_while_the_registry_is_copied_is_in_the_backup(working, tmp_path, monkeypatch):
    desk, settings = working
    copy_to, late = desk.database.copy_to, "evidence/00/late.pdf"

    def copied_late(place):
        with desk.archive.filed([Planned(path=late, content=b"late")]):
            copy_to(place)

    monkeypatch.setattr(type(desk.database), "copy_to", lambda _, place: copied_late(place))
    made = back_up(settings, desk.database, tmp_path / "disk", NOW)
    assert (made.folder / late).read_bytes() == b"late"


@pytest.mark.parametrize("named", [True, False])
def test_a_file_may_vanish_during_a_backup_unless_the_registry_names_it(
    working, tmp_path, monkeypatch, says, named
):
    desk, settings = working
    draft = settings.data / "drafts" / "ร่าง.pdf"
    draft.parent.mkdir(exist_ok=True)
    draft.write_bytes(b"draft")
    gone = next((settings.data / "letters").rglob("*.pdf")) if named else draft
    copy = keeping._copy

    def vanishing(source, target):
        if source == gone:
            gone.unlink()
        copy(source, target)

    monkeypatch.setattr(keeping, "_copy", vanishing)
    if named:
        name = gone.relative_to(settings.data).as_posix()
        assert says(back_up, settings, desk.database, tmp_path / "disk", NOW)[0] == (
            f"ไม่พบไฟล์ {name} ที่ทะเบียนบันทึกไว้"
        )
        assert left(tmp_path / "disk") == []
    else:
        made = back_up(settings, desk.database, tmp_path / "disk", NOW)
        assert "drafts/ร่าง.pdf" not in json.loads((made.folder / "backup.json").read_text())["files"]
        assert restore(made.folder, tmp_path / "again").findings == ()


def test_an_office_that_has_done_nothing_yet_is_brought_back(tmp_path, office):
    settings = init_office(tmp_path / "office", office)
    desk = Desk.open(settings)
    made = back_up(settings, desk.database, tmp_path / "disk", NOW)
    desk.database.close()
    checked = restore(made.folder, tmp_path / "again")
    assert (checked.findings, checked.head) == ((), made.head)


def left(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_that_was_changed_is_not_brought_back(backup, tmp_path, says):
    pdf = next(backup.rglob("*.pdf"))
    pdf.chmod(0o644)
    pdf.write_bytes(b"other")
    before = left(tmp_path)
    assert says(restore, backup, tmp_path / "again") == (
        f"ไฟล์ {pdf} ของข้อมูลสำรองหายไปหรือไม่ตรงกับที่สำรองไว้ ยังไม่ได้กู้คืนอะไร โปรดใช้ข้อมูลสำรองชุดอื่น",
        f"The file {pdf} of the backup is gone, or is not the one that was backed up. Nothing was restored. Use another backup.",
    )
    assert left(tmp_path) == before


def test_nothing_is_restored_over_data(backup, tmp_path, says):
    assert says(restore, backup, tmp_path / "office")[1] == (
        f"The folder {tmp_path / 'office'} is not empty and was not overwritten. Name an empty one with --data."
    )


def test_a_backup_of_a_newer_program_is_not_brought_back(backup, tmp_path, says):
    manifest = json.loads((backup / "backup.json").read_text())
    with sqlite3.connect(backup / "saraban.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    manifest["files"]["saraban.db"] = file_sha256(backup / "saraban.db")
    (backup / "backup.json").write_text(json.dumps(manifest))
    before = left(tmp_path)
    assert "data version 9999" in says(restore, backup, tmp_path / "again")[1]
    assert left(tmp_path) == before


@pytest.mark.parametrize("text", [None, "{", "{}", '{"schema": "saraban.backup/1", "files": {}}'])
def test_a_folder_that_is_no_backup_is_told_so(backup, tmp_path, says, text):
    if text is None:
        (backup / "backup.json").unlink()
    else:
        (backup / "backup.json").write_text(text)
    said = says(restore, backup, tmp_path / "again")[1]
    assert said.startswith(
        "There is no backup of Saraban at" if text is None else "The manifest of the backup,"
    )
    assert not (tmp_path / "again").exists()


def test_a_backup_does_not_go_into_the_data_itself(backup, tmp_path, says):
    settings = Settings.of(tmp_path / "office")
    desk = Desk.open(settings)
    inside = tmp_path / "office" / "backups"
    assert says(back_up, settings, desk.database, inside, NOW)[1].startswith(
        f"The place for the backup, {inside}, lies in"
    )
    assert not inside.exists()
    assert says(back_up, settings, desk.database, tmp_path / "disk", NOW)[0] == (
        f"มีข้อมูลสำรองของนาทีนี้แล้วที่ {backup} ไม่ได้เขียนทับ โปรดรอหนึ่งนาทีแล้วสั่งใหม่"
    )


def test_a_backup_that_fails_leaves_nothing(backup, tmp_path, monkeypatch):
    settings = Settings.of(tmp_path / "office")
    desk = Desk.open(settings)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desk.keeping.shutil.copy2", full)
    with pytest.raises(OSError, match="No space"):
        back_up(settings, desk.database, tmp_path / "other", NOW)
    assert left(tmp_path / "other") == []


def test_the_audit_is_shown_and_handed_out(working, tmp_path):
    desk, _ = working
    rows = trail(desk)
    assert [one.trace.verb for one in rows[:2]] == ["receive", "confirm"]
    assert verified(desk).findings == ()
    assert export(desk, tmp_path / "a.jsonl") == export(desk, tmp_path / "a.csv") == len(rows)
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["id"], one["hash"]) for one in lines] == [(one.id, one.hash) for one in rows]
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfid,at,by,verb,")
