"""Accounts, logins, approvals of drafts, and addresses that districts answer at."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new tables."""
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("shown", sa.String(120), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("office_code", sa.String(20), nullable=False),
        sa.Column("secrets", sa.Boolean(), nullable=False),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("disabled", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("name", name="uq_account_name"),
    )
    op.create_table(
        "login",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("csrf", sa.String(64), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("expires", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_login"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_login_account"),
    )
    op.create_index("ix_login_account", "login", ["account"])
    op.create_table(
        "login_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_login_failure"),
    )
    op.create_index("ix_login_failure_name", "login_failure", ["name"])
    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("draft_sha256", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.Column("account", sa.Integer()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_approval"),
        sa.ForeignKeyConstraint(["letter"], ["incoming.id"], name="fk_approval_letter"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_approval_account"),
    )
    op.create_index("ix_approval_letter", "approval", ["letter"])
    op.create_table(
        "answer_link",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("letter", sa.Integer(), nullable=False),
        sa.Column("office_code", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.Column("expires", sa.DateTime(), nullable=False),
        sa.Column("revoked", sa.DateTime()),
        sa.PrimaryKeyConstraint("key", name="pk_answer_link"),
        sa.ForeignKeyConstraint(["letter"], ["incoming.id"], name="fk_answer_link_letter"),
    )
    op.create_index("ix_answer_link_letter", "answer_link", ["letter"])


def downgrade() -> None:
    """Drop them."""
    for table in ("answer_link", "approval", "login_failure", "login", "account"):
        op.drop_table(table)
