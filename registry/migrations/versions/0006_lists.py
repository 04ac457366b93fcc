"""How secret a letter is stands beside its reading, so that lists leave it out; indexes of what lists ask for."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OPEN = sa.text("state NOT IN ('reported', 'accepted', 'exempt', 'defaulted')")
UNTOLD = sa.text("state = 'not_sent' AND level = 'district'")
UNREVIEWED = sa.text("state = 'waiting'")
#: Rows that are looked at together.
BATCH = 500


def upgrade() -> None:
    """Add the columns, fill them from what the letters say, and make the indexes."""
    for table in ("incoming", "outgoing"):
        op.add_column(
            table, sa.Column("secrecy", sa.String(length=20), server_default="none", nullable=False)
        )
    _fill("incoming", "reading", lambda found: found["letter"]["secrecy"])
    _fill("outgoing", "content", lambda found: found["secrecy"])
    op.create_index("ix_incoming_year_receipt_number_secrecy", "incoming", ["year", "receipt_number", "secrecy"])
    op.create_index("ix_incoming_unreviewed", "incoming", ["id"], sqlite_where=UNREVIEWED, postgresql_where=UNREVIEWED)
    op.create_index("ix_outgoing_year_dated", "outgoing", ["year", "dated"])
    op.create_index(
        "ix_task_open_letter_due",
        "task",
        ["letter", "directive", "deadline", "period", "due"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index("ix_task_untold", "task", ["letter"], sqlite_where=UNTOLD, postgresql_where=UNTOLD)


def _fill(table: str, column: str, secrecy) -> None:  # noqa: ANN001
    """Note what each row's JSON says; most say nothing of secrecy, and stay as the column begins."""
    rows = sa.table(table, sa.column("id"), sa.column(column), sa.column("secrecy"))
    connection, last = op.get_bind(), 0
    while True:
        found = connection.execute(
            sa.select(rows.c.id, rows.c[column]).where(rows.c.id > last).order_by(rows.c.id).limit(BATCH)
        ).all()
        if not found:
            return
        last = found[-1][0]
        for number, text in found:
            value = secrecy(json.loads(text)) if text else "none"
            if value != "none":
                connection.execute(rows.update().where(rows.c.id == number).values(secrecy=value))


def downgrade() -> None:
    """Drop them."""
    for name, table in (
        ("ix_task_untold", "task"),
        ("ix_task_open_letter_due", "task"),
        ("ix_outgoing_year_dated", "outgoing"),
        ("ix_incoming_unreviewed", "incoming"),
        ("ix_incoming_year_receipt_number_secrecy", "incoming"),
    ):
        op.drop_index(name, table)
    for table in ("incoming", "outgoing"):
        op.drop_column(table, "secrecy")
