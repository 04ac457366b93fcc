"""Tokens of programs, answers kept for requests sent twice, webhooks with their outbox, and identities of OpenID Connect."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WAITING = sa.text("closed IS NULL")


def upgrade() -> None:
    """Make the new tables."""
    op.create_table(
        "access_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("expires", sa.DateTime(), nullable=False),
        sa.Column("revoked", sa.DateTime()),
        sa.Column("used", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_access_token"),
        sa.UniqueConstraint("key", name="uq_access_token_key"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_access_token_account"),
    )
    op.create_index("ix_access_token_account", "access_token", ["account"])
    op.create_table(
        "request_answer",
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("answer", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("account", "key", name="pk_request_answer"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_request_answer_account"),
    )
    op.create_index("ix_request_answer_at", "request_answer", ["at"])
    op.create_table(
        "webhook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("secret", sa.String(80), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("stopped", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_webhook"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_webhook_account"),
    )
    op.create_index("ix_webhook_account", "webhook", ["account"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("webhook", sa.Integer(), nullable=False),
        sa.Column("audit", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("next_try", sa.DateTime(), nullable=False),
        sa.Column("closed", sa.DateTime()),
        sa.Column("outcome", sa.String(20), nullable=False, server_default="waiting"),
        sa.Column("failure", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("webhook", "audit", name="uq_outbox_webhook_audit"),
        sa.ForeignKeyConstraint(["webhook"], ["webhook.id"], name="fk_outbox_webhook"),
        sa.ForeignKeyConstraint(["audit"], ["audit.id"], name="fk_outbox_audit"),
    )
    op.create_index("ix_outbox_webhook", "outbox", ["webhook"])
    op.create_index(
        "ix_outbox_waiting", "outbox", ["next_try"], sqlite_where=WAITING, postgresql_where=WAITING
    )
    op.create_table(
        "openid_identity",
        sa.Column("issuer", sa.String(200), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "subject", name="pk_openid_identity"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_openid_identity_account"),
    )
    op.create_index("ix_openid_identity_account", "openid_identity", ["account"])


def downgrade() -> None:
    """Drop them."""
    for table in ("openid_identity", "outbox", "webhook", "request_answer", "access_token"):
        op.drop_table(table)
