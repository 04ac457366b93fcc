"""Runs the migrations on the connection that `registry.database` hands over."""

from __future__ import annotations

from alembic import context

from registry.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # The connection is already in a transaction (BEGIN IMMEDIATE): all migrations succeed or none does.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
