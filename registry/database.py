"""Opening the registry's database: SQLite in WAL mode, or PostgreSQL."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DatabaseError

from circulars.errors import (
    ConflictError,
    InputFileError,
    NotFoundError,
    NotPermittedError,
    SarabanError,
    UsageError,
)
from registry.store import Store
from registry.tables import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What SQLite says, or the state that PostgreSQL gives (SQLSTATE), and what that means for whoever asked.
FAILURES: tuple[tuple[tuple[str, ...], type[SarabanError], str], ...] = (
    (("locked", "55P03", "40P01", "40001"), ConflictError, "database-busy"),
    (
        ("readonly", "unable to open", "42501", "25006", "28P01", "28000"),
        NotPermittedError,
        "database-not-permitted",
    ),
    (("full", "disk I/O error", "53100"), SarabanError, "database-disk-full"),
    (("not a database", "malformed"), InputFileError, "database-damaged"),
    (("3D000",), NotFoundError, "no-database"),
    (
        ("57P01", "57P03", "53300", "connection failed", "connection is"),
        ConflictError,
        "database-unreachable",
    ),
)
#: How long a writer waits for another one before it gives up.
BUSY_SECONDS = 30
#: The name of the lock under which PostgreSQL is brought to this version.
MIGRATION_LOCK = 2526
#: Every version that `migrate` can start from; anything else was made by a newer program.
KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", HEAD)


class Database:
    """The registry's database, at the version of this program.

    Work is done inside `writing` or `reading`: each is one transaction.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    @classmethod
    def create(cls, where: Path | str) -> Database:
        """The database in that file or at that URL, made if it is not there.

        Raises:
            ConflictError: If a newer version of the program made it.
        """
        database = cls(_engine(where))
        database._migrate()
        return database

    @classmethod
    def open(cls, where: Path | str) -> Database:
        """The database in that file or at that URL, brought to this version if it is older.

        Raises:
            NotFoundError: If the file is not there.
            ConflictError: If a newer version of the program made it.
        """
        if isinstance(where, Path) and not where.exists():
            raise NotFoundError("no-database", file=str(where))
        database = cls(_engine(where))
        if database.version() is None:
            raise NotFoundError("no-database", file=_name(database._engine.url))
        database._migrate()
        return database

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """A transaction that may change things; undone as a whole if anything in it fails.

        Raises:
            ConflictError: If another writer holds the database for too long.
        """
        with _telling(self._engine), self._engine.begin() as connection:
            store = Store(connection)
            yield store
            store.audit.seal()

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """A transaction that only looks, and keeps nobody waiting."""
        engine = self._engine.execution_options(saraban_reads=True)
        with _telling(engine), engine.begin() as connection:
            yield Store(connection)

    def copy_to(self, place: Path) -> None:
        """Everything as it is at one moment, as a SQLite registry of its own; nobody has to wait meanwhile."""
        from registry.copying import copy_rows, copy_sqlite

        with _telling(self._engine):
            if self._engine.dialect.name == "sqlite":
                copy_sqlite(Path(str(self._engine.url.database)), place)
                return
            Database.create(place).close()
            copy = _engine(place)
            try:
                copy_rows(self._engine, copy)
            finally:
                copy.dispose()

    def fill_from(self, place: Path) -> None:
        """Put in what a copy holds; the registry must be new, with nothing in it."""
        from registry.copying import copy_rows

        Database.open(place).close()
        copy = _engine(place)
        try:
            with _telling(self._engine):
                copy_rows(copy, self._engine)
        finally:
            copy.dispose()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def version(self) -> str | None:
        """The migration the database is at; None if it is empty."""
        engine = self._engine.execution_options(saraban_reads=True)
        with _telling(engine), engine.begin() as connection:
            return _version(connection)

    def _migrate(self) -> None:
        version = self.version()
        if version == HEAD:
            return
        if version is not None and version not in KNOWN:
            raise ConflictError("data-newer", version=version)
        engine = self._engine.execution_options(saraban_migrates=True)
        with _telling(engine), engine.begin() as connection:
            # Looked at again inside: another process may have been quicker.
            _one_at_a_time(connection)
            if _version(connection) != HEAD:
                _upgrade(connection)
        # SQLite's connection goes on without foreign keys: it is not used again.
        engine.dispose()


@contextmanager
def _telling(engine: sa.Engine) -> Iterator[None]:
    """Say what is wrong with the database itself as what a person can do about it."""
    try:
        yield
    except (DatabaseError, engine.dialect.loaded_dbapi.Error) as error:
        said_by = getattr(error, "orig", error)
        state, said = getattr(said_by, "sqlstate", None), str(said_by)
        for signs, failure, kind in FAILURES:
            if state in signs or (state is None and any(sign in said for sign in signs)):
                raise failure(kind, file=_name(engine.url)) from error
        raise


def _name(url: sa.URL) -> str:
    """How people know the database: the file, or the address without its password."""
    return str(url.database) if url.drivername == "sqlite" else url.render_as_string()


def _engine(where: Path | str) -> sa.Engine:
    if not isinstance(where, Path):
        return _postgresql(where)
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(where)))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _postgresql(where: str) -> sa.Engine:
    if not where.startswith("postgres"):
        raise UsageError("database-no-address")
    try:
        engine = sa.create_engine(re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", where))
    except ModuleNotFoundError as error:
        raise UsageError("database-no-driver") from error
    except ArgumentError as error:
        raise UsageError("database-no-address") from error
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    connection.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
    connection.commit()


def _prepare(connection: Any, _record: Any) -> None:
    # The driver's own BEGIN comes too late: its SELECTs would run outside the transaction.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    if options.get("saraban_migrates", False):
        # A table that is made anew is dropped meanwhile, which its children would not allow.
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    # A deferred BEGIN fails at once when it turns into a write beside another writer; IMMEDIATE waits.
    connection.exec_driver_sql("BEGIN" if options.get("saraban_reads", False) else "BEGIN IMMEDIATE")


def _one_at_a_time(connection: sa.Connection) -> None:
    """Wait until no other process brings the database to its version; SQLite's BEGIN IMMEDIATE does that."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")


def _version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _upgrade(connection: sa.Connection) -> None:
    # Alembic takes as long to load as everything else together, and is needed once a version.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise InputFileError("database-damaged", file=connection.engine.url.database)
