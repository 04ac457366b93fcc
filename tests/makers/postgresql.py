"""A PostgreSQL server for the tests: made once a run, shared by its workers, gone at its end."""

from __future__ import annotations

import fcntl
import json
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

INFO, LOCK = "postgresql.json", "postgresql.lock"
#: Nothing of these databases has to outlive the run.
SETTINGS = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=''", "max_connections=250",
    "shared_buffers=128MB",
)  # fmt: skip


@dataclass(frozen=True)
class Server:
    """A server on a socket of its own."""

    folder: str

    def url(self, name: str) -> str:
        """The address of one of its databases."""
        return f"postgresql+psycopg://saraban@/{name}?host={self.folder}"

    def run(self, *statements: str) -> None:
        """Statements that stand outside every transaction, such as CREATE DATABASE."""
        engine = sa.create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            for one in statements:
                connection.exec_driver_sql(one)

    @contextmanager
    def blank(self, template: str = "template1"):
        """The address of a new database, dropped afterwards."""
        name = f"test_{uuid.uuid4().hex}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield self.url(name)
        self.run(f"DROP DATABASE {name} WITH (FORCE)")


def shared_server(run: Path) -> Server:
    """The server of this run of the tests; the first who asks starts it.

    Args:
        run: A folder that all workers of the run see.
    """
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with _locked(run):
        if not (run / INFO).exists():
            (run / INFO).write_text(json.dumps(_start(programs)))
        return Server(json.loads((run / INFO).read_text()))


def stop_server(run: Path) -> None:
    """End the server of a run, if one was started."""
    programs = _programs()
    if programs is None or not (run / INFO).exists():
        return
    folder = json.loads((run / INFO).read_text())
    _call(programs / "pg_ctl", "stop", "-m", "immediate", "-D", f"{folder}/data")
    shutil.rmtree(folder, ignore_errors=True)
    (run / INFO).unlink()


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda one: int(one.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def _start(programs: Path) -> str:
    folder = tempfile.mkdtemp(prefix="saraban-pg-")
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    _call(
        programs / "initdb", "-D", f"{folder}/data", "-U", "saraban", "-A", "trust", "-E", "UTF8", "--no-sync",
        "--locale=C.UTF-8",
    )  # fmt: skip
    options = " ".join(f"-c {one}" for one in (*SETTINGS, f"unix_socket_directories={folder}"))
    _call(programs / "pg_ctl", "start", "-w", "-D", f"{folder}/data", "-l", f"{folder}/log", "-o", options)
    return folder


def _call(program: Path, *arguments: str) -> None:
    # PostgreSQL refuses to run as root.
    as_nobody = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []}
    who = as_nobody if os.geteuid() == 0 else {}
    subprocess.run(
        [program, *arguments],
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **who,
    )


@contextmanager
def _locked(run: Path):
    with (run / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
