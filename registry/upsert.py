"""Insertions that say what happens to a row that is there already, on either engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlalchemy as sa


def insert_on(connection: sa.Connection) -> Any:
    """The insertion of the connection's engine: both have the clause, each in a dialect of its own.

    The other engine's dialect is not loaded: that takes as long as everything else that a short command needs.
    """
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert
    from sqlalchemy.dialects import sqlite

    return sqlite.insert
