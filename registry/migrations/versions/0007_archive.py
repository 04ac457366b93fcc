"""Index cards, saved searches, and the keeping, lending and destroying of letters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

#: A letter is held if any letter that is the same file is.
HELD = (
    "EXISTS (SELECT 1 FROM hold JOIN incoming AS same ON same.id = hold.letter"
    " WHERE hold.released IS NULL AND same.sha256 = NEW.sha256)"
)


def upgrade() -> None:
    """Make the new tables, and have the database itself guard what is held."""
    op.add_column("incoming", sa.Column("destroyed", sa.DateTime()))
    _cards()
    _keeping()
    _disposal()
    _guard_held()
    _append_only("disposal_event")


def _cards() -> None:
    op.create_table(
        "topic",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_topic"),
    )
    op.create_table(
        "card",
        sa.Column("letter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.String(20)),
        sa.Column("file_code", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("letter", name="pk_card"),
        sa.ForeignKeyConstraint(["letter"], ["incoming.id"], name="fk_card_letter"),
    )
    op.create_index("ix_card_topic", "card", ["topic"])
    op.create_index("ix_card_file_code", "card", ["file_code"])
    op.create_table(
        "card_tag",
        sa.Column("letter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tag", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("letter", "tag", name="pk_card_tag"),
        sa.ForeignKeyConstraint(["letter"], ["incoming.id"], name="fk_card_tag_letter"),
    )
    op.create_index("ix_card_tag_tag", "card_tag", ["tag"])
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_search"),
        sa.UniqueConstraint("owner", "name", name="uq_saved_search_owner_name"),
    )


def _keeping() -> None:
    op.create_table(
        "kept",
        sa.Column("letter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stored", sa.Date(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("years", sa.Integer()),
        sa.Column("medium", sa.String(20), nullable=False),
        sa.Column("checking", sa.Boolean(), nullable=False),
        sa.Column("order", sa.Text(), nullable=False),
        sa.Column("sheets", sa.Integer()),
        sa.Column("extended", sa.Integer()),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("letter", name="pk_kept"),
        sa.ForeignKeyConstraint(["letter"], ["incoming.id"], name="fk_kept_letter"),
    )
    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.Column("released", sa.DateTime()),
        sa.Column("released_by", sa.String(120)),
        sa.Column("release_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hold"),
        sa.ForeignKeyConstraint(["letter"], ["incoming.id"], name="fk_hold_letter"),
    )
    op.create_index("ix_hold_letter", "hold", ["letter"])
    op.create_table(
        "loan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter", sa.Integer(), nullable=False),
        sa.Column("borrower", sa.String(120), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.String(120), nullable=False),
        sa.Column("lent", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.Column("returned", sa.Date()),
        sa.Column("returned_by", sa.String(120)),
        sa.Column("received_by", sa.String(120)),
        sa.PrimaryKeyConstraint("id", name="pk_loan"),
        sa.ForeignKeyConstraint(["letter"], ["incoming.id"], name="fk_loan_letter"),
    )
    op.create_index("ix_loan_letter", "loan", ["letter"])
    out = sa.text("returned IS NULL")
    op.create_index("uq_loan_out", "loan", ["letter"], unique=True, sqlite_where=out, postgresql_where=out)
    op.create_table(
        "transfer",
        sa.Column("letter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("letter", name="pk_transfer"),
        sa.ForeignKeyConstraint(["letter"], ["incoming.id"], name="fk_transfer_letter"),
    )


def _disposal() -> None:
    op.create_table(
        "disposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_disposal"),
    )
    op.create_table(
        "disposal_item",
        sa.Column("disposal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("letter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(20), nullable=False),
        sa.Column("until", sa.Integer()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("disposal", "letter", name="pk_disposal_item"),
        sa.ForeignKeyConstraint(["disposal"], ["disposal.id"], name="fk_disposal_item_disposal"),
        sa.ForeignKeyConstraint(["letter"], ["incoming.id"], name="fk_disposal_item_letter"),
    )
    op.create_index("ix_disposal_item_letter", "disposal_item", ["letter"])
    op.create_table(
        "disposal_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("disposal", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_disposal_event"),
        sa.ForeignKeyConstraint(["disposal"], ["disposal.id"], name="fk_disposal_event_disposal"),
    )
    op.create_index("ix_disposal_event_disposal", "disposal_event", ["disposal"])


def _guard_held() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER incoming_held_stays BEFORE UPDATE OF destroyed ON incoming"
            f" WHEN NEW.destroyed IS NOT NULL AND {HELD}"
            " BEGIN SELECT RAISE(ABORT, 'letter is held'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION refuse_held() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN IF NEW.destroyed IS NOT NULL AND {HELD}"
        " THEN RAISE EXCEPTION 'letter is held'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER incoming_held_stays BEFORE UPDATE OF destroyed ON incoming"
        " FOR EACH ROW EXECUTE FUNCTION refuse_held()"
    )


def _append_only(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    # The function came with the audit.
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    """Drop them."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER incoming_held_stays ON incoming")
        op.execute("DROP FUNCTION refuse_held()")
    else:
        op.execute("DROP TRIGGER incoming_held_stays")
    for table in (
        "disposal_event", "disposal_item", "disposal", "transfer", "loan", "hold", "kept", "saved_search",
        "card_tag", "card", "topic",
    ):  # fmt: skip
        op.drop_table(table)
    op.drop_column("incoming", "destroyed")
