"""Copying a whole registry, to a file beside it or from one engine to the other."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import sqlalchemy as sa

from registry.tables import metadata

if TYPE_CHECKING:
    from pathlib import Path

ROWS = 5_000


def copy_sqlite(source: Path, target: Path) -> None:
    """A SQLite registry at one moment, also while others write.

    All pages in one step: in several, another writer's commit would start it anew every time.
    """
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new, pages=-1)


def copy_rows(source: sa.Engine, target: sa.Engine) -> None:
    """Every row of a registry into a new one, whatever the engines: all of it, or nothing."""
    reading = source.execution_options(saraban_reads=True)
    if source.dialect.name == "postgresql":
        reading = reading.execution_options(isolation_level="REPEATABLE READ")
    with reading.begin() as old, target.begin() as new:
        # A new registry has the one row that its audit begins with.
        new.execute(sa.delete(metadata.tables["audit_head"]))
        for table in metadata.sorted_tables:
            found = old.execution_options(stream_results=True).execute(sa.select(table))
            for rows in found.mappings().partitions(ROWS):
                new.execute(table.insert(), [dict(row) for row in rows])
            _count_on(new, table)


def _count_on(connection: sa.Connection, table: sa.Table) -> None:
    """PostgreSQL gives the next id after those that were copied."""
    key = table.autoincrement_column
    if connection.dialect.name != "postgresql" or key is None:
        return
    highest = sa.select(sa.func.coalesce(sa.func.max(key), 0) + 1).scalar_subquery()
    sequence = sa.func.pg_get_serial_sequence(table.name, key.name)
    connection.execute(sa.select(sa.func.setval(sequence, highest, False)))
