"""Every released version of the registry, with what an office had in it, is brought to this one."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from makers.readings import sample_letter, sample_reading
from sqlalchemy.exc import DatabaseError, IntegrityError

from circulars.circular import Secrecy
from circulars.errors import InputFileError
from circulars.task import TaskState
from registry.audit import chained
from registry.database import KNOWN, Database
from registry.entries import LinkKind
from registry.tables import HEAD, metadata

ROOT = Path(__file__).parents[2]
AT = "2024-01-25 09:30:00"
READING = json.dumps(sample_reading(sample_letter()), ensure_ascii=False)

#: What an office had when the registry was at its first version.
FIRST = (
    ("counter", {"series": "receipt", "year": 2024, "last": 2}),
    ("counter", {"series": "มห 0018.1/ว", "year": 2024, "last": 751}),
    *(
        ("incoming", {
            "id": number, "year": 2024, "receipt_number": number, "received": AT, "received_by": "ธุรการ",
            "state": "confirmed", "number": key, "dated": "2024-01-22", "sender": "กระทรวงมหาดไทย",
            "addressee": "จังหวัด", "subject": "หนี้นอกระบบ", "urgency": "most_urgent", "file_name": "a.pdf",
            "sha256": str(number) * 64, "original": "originals/a.pdf", "reading": READING, "confirmed": AT,
            "confirmed_by": "ปลัด",
        })
        for number, key in ((1, "มท 0307.2/ว2551"), (2, "มท 0307.2/ว2133"))
    ),
    ("correction", {
        "letter": 1, "at": AT, "by": "ปลัด", "field": "/letter/subject", "before": '"ก"', "after": '"ข"',
    }),
    ("draft", {"letter": 1, "at": AT, "by": "ธุรการ", "draft": "{}"}),
    ("outgoing", {
        "id": 1, "series": "มห 0018.1/ว", "year": 2024, "running": 751, "number": "มห 0018.1/ว751",
        "dated": "2024-01-25", "sender": "จังหวัดมุกดาหาร", "addressee": "อำเภอ", "subject": "หนี้นอกระบบ",
        "urgency": "most_urgent", "entered": AT, "entered_by": "ธุรการ", "relays": "มท 0307.2/ว2551",
        "relays_dated": "2024-01-22", "letter": 1, "content": None,
    }),
    ("sent_file", {"outgoing": 1, "kind": "pdf", "path": "letters/a.pdf", "sha256": "3" * 64}),
    *(
        ("task", {
            "id": number, "letter": 1, "directive": 0, "deadline": 0, "item": "1", "level": "district",
            "office_code": f"490{number}", "office": "อำเภอ", "due": "2024-01-31", "due_time": "15:00:00",
            "rrule": None, "state": state,
        })
        for number, state in ((1, "sent"), (2, "accepted"))
    ),
    *(
        ("task_event", {"task": 2, "at": at, "by": "ธุรการ", "state": state, "note": "", "answer": ""})
        for at, state in ((AT, "reported"), ("2024-01-26 10:00:00", "accepted"))
    ),
    *(
        ("audit", {"at": AT, "by": "ธุรการ", "verb": verb, "subject": "letter 1/2567", "before": "", "after": "ก"})
        for verb in ("receive", "confirm", "send")
    ),
)  # fmt: skip


def at_version(where: Path | str, version: str) -> sa.Engine:
    """A registry as that version made it."""
    engine = sa.create_engine(
        where if isinstance(where, str) else f"sqlite:///{where}", poolclass=sa.NullPool
    )
    config = Config()
    config.set_main_option("script_location", str(ROOT / "registry" / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    return engine


def fill(engine: sa.Engine, rows) -> None:
    with engine.begin() as connection:
        for table, row in rows:
            names = ", ".join(f'"{name}"' for name in row)
            values = ", ".join(f":{name}" for name in row)
            insert = f"INSERT INTO {table} ({names}) VALUES ({values})"  # noqa: S608 - names of this file
            connection.execute(sa.text(insert), row)


@pytest.fixture(params=["sqlite", "postgresql"])
def blank(request, tmp_path) -> Path | str:
    if request.param == "postgresql":
        return request.getfixturevalue("blank_postgresql")
    return tmp_path / "saraban.db"


@pytest.fixture(params=KNOWN[:-1])
def migrated(request, blank):
    """A registry of an earlier version with what an office had in it, opened by this program."""
    fill(at_version(blank, "0001"), FIRST)
    at_version(blank, request.param)
    database = Database.create(blank)
    yield database
    database.close()


def test_every_version_is_known_in_its_order():
    folder = ROOT / "registry" / "migrations" / "versions"
    assert tuple(sorted(one.name[:4] for one in folder.glob("0*.py"))) == KNOWN
    assert KNOWN[-1] == HEAD


def test_a_registry_of_an_earlier_version_becomes_exactly_this_one(migrated):
    assert migrated.version() == HEAD
    with migrated._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_nothing_that_was_known_is_lost(migrated):
    with migrated.reading() as store:
        assert [one.receipt for one in store.incoming.listed()] == ["1/2567", "2/2567"]
        assert store.incoming.by_id(1).letter == sample_letter()
        assert len(store.incoming.corrections(1)) == 1
        (sent,) = store.outgoing.listed()
        assert (sent.number, sent.unit, sent.letter) == ("มห 0018.1/ว751", "0018.1", 1)
        assert len(store.outgoing.files(sent.id)) == 1
        assert [one.verb for one in store.audit.all()] == ["receive", "confirm", "send"]
        tasks = {one.id: one for one in store.tasks.listed()}
    assert {number: one.state for number, one in tasks.items()} == {1: TaskState.SENT, 2: TaskState.ACCEPTED}
    assert {one.letter_due for one in tasks.values()} == {dt.date(2024, 1, 31)}
    assert (tasks[1].answered, tasks[2].answered) == (None, dt.datetime(2024, 1, 25, 9, 30))  # noqa: DTZ001


def test_the_letters_of_old_are_linked(migrated):
    with migrated.reading() as store:
        (relay,) = store.links.said_by(outgoing=1)
        cited = store.links.said_by(incoming=1)
    assert (relay.kind, relay.number, relay.to_incoming) == (LinkKind.RELAYS, "มท 0307.2/ว2551", 1)
    assert [(one.kind, one.number, one.to_incoming) for one in cited] == [
        (LinkKind.CITES, "มท 0307.2/ว2133", 2)
    ]


def test_the_old_audit_is_chained_and_goes_on(migrated, clerk):
    with migrated.writing() as store:
        store.audit.add(clerk.did("register", "letter 2/2567"))
    with migrated.reading() as store:
        traces = store.audit.all()
    with migrated._engine.connect() as connection:
        stored = connection.execute(sa.text("SELECT id, hash FROM audit ORDER BY id")).all()
    hashed = ""
    for row, trace in zip(stored, traces, strict=True):
        hashed = chained(hashed, row.id, trace)
        assert row.hash == hashed


def test_numbers_go_on_where_they_were(migrated):
    with migrated.writing() as store:
        assert store.numbers.take("มห 0018.1/ว", 2024) == 752
        assert store.numbers.take("receipt", 2024) == 3


def test_foreign_keys_hold_again_after_the_migration(migrated):
    with pytest.raises(IntegrityError), migrated.writing() as store:
        store.tasks._connection.exec_driver_sql("DELETE FROM incoming WHERE id = 1")


def test_what_is_only_ever_added_to_refuses_to_be_changed(migrated):
    for table in ("audit", "task_event", "correction"):
        for act in (f"UPDATE {table} SET id = id + 100", f"DELETE FROM {table}"):  # noqa: S608 - fixed names
            with pytest.raises(DatabaseError, match=f"{table} is append-only"), migrated.writing() as store:
                store.tasks._connection.exec_driver_sql(act)


def test_a_migration_that_fails_leaves_the_old_registry(tmp_path):
    place = tmp_path / "saraban.db"
    old = at_version(place, "0001")
    fill(old, FIRST)
    with old.begin() as connection:
        # A row that the foreign keys of the tables do not allow.
        connection.exec_driver_sql(
            "INSERT INTO sent_file (outgoing, kind, path, sha256) VALUES (99, 'pdf', 'a', 'b')"
        )
    with pytest.raises(InputFileError) as caught:
        Database.create(place)
    assert caught.value.kind == "database-damaged"
    with old.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "0001"
        assert connection.exec_driver_sql("SELECT count(*) FROM task").scalar() == 2


def test_how_secret_the_letters_of_old_are_stands_beside_their_readings(blank):
    engine = at_version(blank, "0001")
    secret = json.dumps(sample_reading(replace(sample_letter(), secrecy=Secrecy.SECRET)), ensure_ascii=False)
    fill(
        engine,
        [(table, row | {"reading": secret} if row.get("id") == 2 else row) for table, row in FIRST[:4]],
    )
    database = Database.create(blank)
    with database.reading() as store:
        assert store.incoming.classes([1, 2]) == {1: Secrecy.NONE, 2: Secrecy.SECRET}
        assert [one.id for one in store.listings.received(2024, [Secrecy.NONE], 10)] == [1]
    database.close()
