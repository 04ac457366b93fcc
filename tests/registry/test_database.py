from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from circulars.errors import ConflictError, ExitCode, NotPermittedError, SarabanError
from registry.database import Database
from registry.tables import HEAD, metadata

ROOT = Path(__file__).parents[2]


def test_the_migrations_make_exactly_the_tables(database):
    with database._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_head_is_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", str(ROOT / "registry" / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_new_database_is_at_the_head(database):
    assert database.version() == HEAD


def test_opening_again_changes_nothing(tmp_path):
    Database.create(tmp_path / "saraban.db").close()
    before = (tmp_path / "saraban.db").read_bytes()
    Database.open(tmp_path / "saraban.db").close()
    assert (tmp_path / "saraban.db").read_bytes() == before


def test_a_database_of_a_newer_program_is_refused(database, says):
    with database._engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    assert says(Database.create, _place(database)) == (
        "ข้อมูลชุดนี้สร้างด้วยโปรแกรมรุ่นใหม่กว่า (รุ่นข้อมูล 9999) โปรแกรมรุ่นนี้จึงไม่เปิดเพื่อไม่ให้เสียหาย โปรดติดตั้งโปรแกรมรุ่นล่าสุด",
        "This data was made by a newer version of the program (data version 9999) and is not opened, so that nothing is damaged. Install the newest version.",
    )


def test_a_database_that_is_not_there_is_not_made_by_opening(tmp_path, says):
    place = tmp_path / "saraban.db"
    assert says(Database.open, place)[1].startswith(f"There is no registry at {place}.")
    assert not place.exists()


def test_sqlite_keeps_a_journal_and_waits_for_other_writers(tmp_path):
    database = Database.create(tmp_path / "saraban.db")
    with database._engine.begin() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "busy_timeout", "foreign_keys", "synchronous")
        }
    assert pragmas == {"journal_mode": "wal", "busy_timeout": 30000, "foreign_keys": 1, "synchronous": 2}


def test_a_reader_sees_the_registry_while_another_writes(tmp_path):
    database = Database.create(tmp_path / "saraban.db")
    with database.writing() as writer:
        writer.numbers.take("receipt", 2024)
        with database.reading() as reader:
            assert reader.audit.all() == ()


def test_a_writer_that_waits_too_long_is_told_so(tmp_path, monkeypatch):
    monkeypatch.setattr("registry.database.BUSY_SECONDS", 0)
    first, second = (Database.create(tmp_path / "saraban.db") for _ in range(2))
    with first.writing(), pytest.raises(ConflictError) as caught, second.writing():
        pass
    assert caught.value.exit_code is ExitCode.CONFLICT
    assert (
        caught.value.message() == "มีโปรแกรมอื่นกำลังบันทึกข้อมูลอยู่และไม่เสร็จภายในเวลาที่รอ ยังไม่มีอะไรถูกบันทึก โปรดลองอีกครั้ง"
    )


def test_a_file_that_is_no_database_is_told_so(tmp_path, says):
    place = tmp_path / "saraban.db"
    place.write_bytes(b"ledger of the office" * 100)
    assert says(Database.create, place)[0] == (
        f"{place} เสียหายหรือไม่ใช่ฐานข้อมูลของสารบรรณ อย่าแก้ไขไฟล์นี้ โปรดเก็บสำเนาไว้แล้วนำข้อมูลสำรองกลับมาใช้"
    )
    assert place.read_bytes() == b"ledger of the office" * 100


def test_a_place_that_cannot_be_opened_is_told(tmp_path):
    with pytest.raises(NotPermittedError) as caught:
        Database.create(tmp_path / "nowhere" / "saraban.db")
    assert caught.value.kind == "database-not-permitted"


def test_a_full_disk_is_told_and_nothing_is_stored(tmp_path):
    database = Database.create(tmp_path / "saraban.db")

    def fill():
        with database.writing() as store:
            store.numbers.take("receipt", 2024)
            store.audit._connection.exec_driver_sql("PRAGMA max_page_count = 1")
            for number in range(1000):
                store.numbers.take(f"series {number}", 2024)

    with pytest.raises(SarabanError) as caught:
        fill()
    assert caught.value.message("en") == (
        f"The disk that holds {tmp_path}/saraban.db is full. Nothing was stored. Make room and try again."
    )
    with database.reading() as store:
        assert store.numbers.take("receipt", 2024) == 1


def test_eight_processes_may_make_the_same_database_at_once(tmp_path):
    code = "import sys; from pathlib import Path; from registry.database import Database; Database.create(Path(sys.argv[1]))"
    makers = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "saraban.db")], cwd=ROOT)
        for _ in range(8)
    ]
    assert [maker.wait() for maker in makers] == [0] * 8


def _place(database):
    url = database._engine.url
    return Path(url.database) if url.drivername == "sqlite" else url.render_as_string(hide_password=False)


def test_the_driver_of_postgresql_that_is_not_installed_is_said(monkeypatch, says):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    thai, english = says(Database.open, "postgresql://saraban@localhost/saraban")
    assert (thai, english) == (
        "ยังไม่ได้ติดตั้งส่วนที่ใช้กับ PostgreSQL (psycopg) โปรดติดตั้งด้วย pip install 'saraban-circulars[postgres]' แล้วลองอีกครั้ง",
        "What PostgreSQL needs (psycopg) is not installed. Install it with pip install 'saraban-circulars[postgres]' and try again.",
    )
