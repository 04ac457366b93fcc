"""The registry as it first was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "counter",
        sa.Column("series", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", "year", name=op.f("pk_counter")),
    )
    op.create_table(
        "incoming",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("receipt_number", sa.Integer(), nullable=False),
        sa.Column("received", sa.DateTime(), nullable=False),
        sa.Column("received_by", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("sender", sa.Text(), nullable=True),
        sa.Column("addressee", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.DateTime(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=120), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming")),
        sa.UniqueConstraint("sha256", name=op.f("uq_incoming_sha256")),
        sa.UniqueConstraint("year", "receipt_number", name=op.f("uq_incoming_year_receipt_number")),
    )
    op.create_index(op.f("ix_incoming_number"), "incoming", ["number"], unique=False)
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["letter"], ["incoming.id"], name=op.f("fk_correction_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_letter"), "correction", ["letter"], unique=False)
    op.create_table(
        "draft",
        sa.Column("letter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["letter"], ["incoming.id"], name=op.f("fk_draft_letter")),
        sa.PrimaryKeyConstraint("letter", name=op.f("pk_draft")),
    )
    op.create_table(
        "outgoing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("entered", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(length=120), nullable=False),
        sa.Column("relays", sa.String(length=80), nullable=True),
        sa.Column("relays_dated", sa.Date(), nullable=True),
        sa.Column("letter", sa.Integer(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["letter"], ["incoming.id"], name=op.f("fk_outgoing_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing")),
        sa.UniqueConstraint("letter", name=op.f("uq_outgoing_letter")),
        sa.UniqueConstraint("series", "year", "running", name=op.f("uq_outgoing_series_year_running")),
    )
    op.create_index(op.f("ix_outgoing_relays"), "outgoing", ["relays"], unique=False)
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter", sa.Integer(), nullable=False),
        sa.Column("directive", sa.Integer(), nullable=False),
        sa.Column("deadline", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=20), nullable=True),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("office_code", sa.String(length=20), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("due_time", sa.Time(), nullable=True),
        sa.Column("rrule", sa.String(length=200), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["letter"], ["incoming.id"], name=op.f("fk_task_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint(
            "letter",
            "directive",
            "deadline",
            "office_code",
            name=op.f("uq_task_letter_directive_deadline_office_code"),
        ),
    )
    op.create_index(
        op.f("ix_task_office_code_state_due"), "task", ["office_code", "state", "due"], unique=False
    )
    op.create_index(op.f("ix_task_state_due"), "task", ["state", "due"], unique=False)
    op.create_table(
        "sent_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outgoing", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["outgoing"], ["outgoing.id"], name=op.f("fk_sent_file_outgoing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_file")),
    )
    op.create_index(op.f("ix_sent_file_outgoing"), "sent_file", ["outgoing"], unique=False)
    op.create_table(
        "task_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["task"], ["task.id"], name=op.f("fk_task_event_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_event")),
    )
    op.create_index(op.f("ix_task_event_task"), "task_event", ["task"], unique=False)
