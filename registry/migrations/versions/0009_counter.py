"""Drafts say when they went out, people at letters are known to every worker; indexes of what lists leave out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None

SECRET = sa.text("secrecy <> 'none'")
CANCELLED = sa.text("cancelled IS NOT NULL")
UNSENT = sa.text("sent IS NULL")


def upgrade() -> None:
    """Add the column, fill it from the register of letters sent, and make the table and the indexes."""
    op.add_column("draft", sa.Column("sent", sa.DateTime()))
    op.execute(
        "UPDATE draft SET sent = (SELECT max(outgoing.entered) FROM outgoing"
        " WHERE outgoing.letter = draft.letter AND outgoing.cancelled IS NULL)"
    )
    op.create_index("ix_draft_unsent", "draft", ["letter"], sqlite_where=UNSENT, postgresql_where=UNSENT)
    op.create_index(
        "ix_incoming_secret", "incoming", ["secrecy", "id"], sqlite_where=SECRET, postgresql_where=SECRET
    )
    op.create_index(
        "ix_incoming_cancelled", "incoming", ["id"], sqlite_where=CANCELLED, postgresql_where=CANCELLED
    )
    op.create_table(
        "presence",
        sa.Column("letter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["letter"], ["incoming.id"], name="fk_presence_letter"),
        sa.PrimaryKeyConstraint("letter", "name", name="pk_presence"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("presence")
    op.drop_index("ix_incoming_cancelled", "incoming")
    op.drop_index("ix_incoming_secret", "incoming")
    op.drop_index("ix_draft_unsent", "draft")
    op.drop_column("draft", "sent")
