"""Held and cancelled numbers, occurrences, evidence, reminders, links between letters, and a chained audit."""

from __future__ import annotations

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OPEN = sa.text("state NOT IN ('reported', 'accepted', 'exempt', 'defaulted')")
IN_FORCE = sa.text("cancelled IS NULL")
#: Whose rows are only ever added.
APPEND_ONLY = ("audit", "task_event", "correction")


def upgrade() -> None:
    """Widen the tables, make the new ones, and carry over what the old ones knew."""
    _widen_incoming()
    _widen_outgoing()
    _widen_task()
    _add_tables()
    _carry_over()
    _chain_audit()
    for table in APPEND_ONLY:
        _append_only(table)


def _words(name: str, default: str = "", length: int | None = None) -> sa.Column:
    kind = sa.String(length=length) if length else sa.Text()
    return sa.Column(name, kind, server_default=default, nullable=False)


def _widen_incoming() -> None:
    with op.batch_alter_table("incoming") as table:
        table.add_column(_words("series", "receipt", 80))
        table.add_column(sa.Column("entered", sa.DateTime()))
        table.add_column(_words("back_dated"))
        table.add_column(_words("action"))
        table.add_column(_words("remark"))
        table.add_column(sa.Column("cancelled", sa.DateTime()))
        table.add_column(sa.Column("cancelled_by", sa.String(length=120)))
        table.add_column(_words("cancel_reason"))
        table.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        table.drop_constraint(op.f("uq_incoming_year_receipt_number"), type_="unique")
        table.drop_constraint(op.f("uq_incoming_sha256"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_incoming_series_year_receipt_number"), ["series", "year", "receipt_number"]
        )
    op.create_index(
        "uq_incoming_sha256", "incoming", ["sha256"], unique=True, sqlite_where=IN_FORCE, postgresql_where=IN_FORCE
    )
    op.execute("UPDATE incoming SET entered = received")


def _widen_outgoing() -> None:
    with op.batch_alter_table("outgoing") as table:
        table.add_column(_words("kind", "circular", 20))
        table.add_column(_words("unit", "", 40))
        table.add_column(_words("back_dated"))
        table.add_column(_words("action"))
        table.add_column(_words("remark"))
        table.add_column(sa.Column("cancelled", sa.DateTime()))
        table.add_column(sa.Column("cancelled_by", sa.String(length=120)))
        table.add_column(_words("cancel_reason"))
        table.drop_constraint(op.f("uq_outgoing_letter"), type_="unique")
        table.create_unique_constraint(op.f("uq_outgoing_number_year"), ["number", "year"])
    op.create_index(
        "uq_outgoing_letter", "outgoing", ["letter"], unique=True, sqlite_where=IN_FORCE, postgresql_where=IN_FORCE
    )


def _widen_task() -> None:
    op.drop_index(op.f("ix_task_office_code_state_due"), "task")
    op.drop_index(op.f("ix_task_state_due"), "task")
    with op.batch_alter_table("task") as table:
        table.add_column(_words("period", "", 10))
        table.add_column(sa.Column("letter_due", sa.Date()))
        table.add_column(sa.Column("internal_due", sa.Date()))
        table.add_column(sa.Column("nil", sa.Boolean(), server_default=sa.false(), nullable=False))
        table.add_column(sa.Column("receipt", sa.String(length=40)))
        table.add_column(sa.Column("answered", sa.DateTime()))
        table.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        table.drop_constraint(op.f("uq_task_letter_directive_deadline_office_code"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_task_letter_directive_deadline_office_code_period"),
            ["letter", "directive", "deadline", "office_code", "period"],
        )
    for name, columns, where in (
        ("ix_task_open_due", ["due", "id"], OPEN),
        ("ix_task_open_office_code_due", ["office_code", "due"], OPEN),
        ("ix_task_reported_answered", ["answered"], sa.text("state = 'reported'")),
    ):
        op.create_index(name, "task", columns, sqlite_where=where, postgresql_where=where)
    with op.batch_alter_table("task_event") as table:
        table.add_column(_words("kind", "step", 20))
        table.add_column(_words("before"))
        table.add_column(_words("after"))
    with op.batch_alter_table("draft") as table:
        table.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    with op.batch_alter_table("audit") as table:
        table.add_column(_words("reason"))
        table.add_column(_words("hash", "", 64))


def _add_tables() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "unit_receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["letter"], ["incoming.id"], name=op.f("fk_unit_receipt_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_receipt")),
        sa.UniqueConstraint("series", "letter", name=op.f("uq_unit_receipt_series_letter")),
        sa.UniqueConstraint("series", "year", "number", name=op.f("uq_unit_receipt_series_year_number")),
    )
    op.create_index(op.f("ix_unit_receipt_letter"), "unit_receipt", ["letter"])
    op.create_table(
        "held_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("closed", sa.DateTime()),
        sa.Column("closed_by", sa.String(length=120)),
        _words("closed_reason"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_number")),
        sa.UniqueConstraint("series", "year", "number", name=op.f("uq_held_number_series_year_number")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["task"], ["task.id"], name=op.f("fk_evidence_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_task"), "evidence", ["task"])
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("rung", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        _words("recipient"),
        sa.Column("outgoing", sa.Integer()),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["task"], ["task.id"], name=op.f("fk_reminder_task")),
        sa.ForeignKeyConstraint(["outgoing"], ["outgoing.id"], name=op.f("fk_reminder_outgoing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("task", "rung", "day", "channel", name=op.f("uq_reminder_task_rung_day_channel")),
    )
    op.create_table(
        "letter_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("from_incoming", sa.Integer()),
        sa.Column("from_outgoing", sa.Integer()),
        sa.Column("number", sa.String(length=80)),
        sa.Column("dated", sa.Date()),
        _words("issuer"),
        _words("subject"),
        sa.Column("to_incoming", sa.Integer()),
        sa.Column("to_outgoing", sa.Integer()),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        *(
            sa.ForeignKeyConstraint([f"{side}_{book}"], [f"{book}.id"], name=op.f(f"fk_letter_link_{side}_{book}"))
            for side in ("from", "to")
            for book in ("incoming", "outgoing")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_link")),
    )
    for column in ("number", "from_incoming", "from_outgoing", "to_incoming", "to_outgoing"):
        op.create_index(op.f(f"ix_letter_link_{column}"), "letter_link", [column])


def _carry_over() -> None:
    """What the new columns and tables would hold had they been there from the beginning."""
    connection = op.get_bind()
    op.execute("UPDATE task SET letter_due = due")
    op.execute(
        "UPDATE task SET answered = (SELECT max(at) FROM task_event WHERE task_event.task = task.id"
        " AND task_event.state = 'reported') WHERE state IN ('reported', 'accepted', 'returned')"
    )
    rows = connection.execute(sa.text("SELECT id, number, relays, relays_dated, letter, entered, entered_by FROM outgoing"))
    for row in rows.all():
        unit = row.number.partition("/")[0].split(" ")[-1]
        connection.execute(sa.text("UPDATE outgoing SET unit = :unit WHERE id = :id"), {"unit": unit, "id": row.id})
        if row.relays or row.letter:
            _link(connection, "relays", row.relays, row.relays_dated, row.letter, row.entered, row.entered_by, sent=row.id)
    rows = connection.execute(
        sa.text("SELECT id, reading, confirmed, confirmed_by FROM incoming WHERE confirmed IS NOT NULL")
    )
    for row in rows.all():
        for one in json.loads(row.reading)["letter"]["references"]:
            if one.get("number"):
                found = connection.execute(
                    sa.text("SELECT min(id) FROM incoming WHERE number = :number AND id <> :id"),
                    {"number": one["number"], "id": row.id},
                ).scalar()
                _link(
                    connection, "cites", one["number"], one.get("dated"), found, row.confirmed, row.confirmed_by,
                    received=row.id, issuer=one.get("issuer") or "", subject=one.get("subject") or "",
                )  # fmt: skip


def _link(connection, kind, number, dated, found, at, by, *, sent=None, received=None, issuer="", subject="") -> None:
    connection.execute(
        sa.text(
            "INSERT INTO letter_link (kind, from_incoming, from_outgoing, number, dated, issuer, subject, to_incoming, at, by)"
            " VALUES (:kind, :received, :sent, :number, :dated, :issuer, :subject, :found, :at, :by)"
        ),
        {
            "kind": kind, "received": received, "sent": sent, "number": number, "dated": dated, "issuer": issuer,
            "subject": subject, "found": found, "at": at, "by": by,
        },
    )  # fmt: skip


def _chain_audit() -> None:
    connection = op.get_bind()
    audit = sa.table(
        "audit", *(sa.column(name) for name in ("id", "by", "verb", "subject", "before", "after", "hash")),
        sa.column("at", sa.DateTime()),
    )  # fmt: skip
    last, chained = 0, ""
    for row in connection.execute(sa.select(audit).order_by(audit.c.id)).all():
        words = [row.id, row.at.isoformat(), row.by, row.verb, row.subject, row.before, row.after, ""]
        text = chained + json.dumps(words, ensure_ascii=False)
        last, chained = row.id, hashlib.sha256(text.encode()).hexdigest()
        connection.execute(audit.update().where(audit.c.id == row.id).values(hash=chained))
    head = sa.table("audit_head", *(sa.column(name) for name in ("id", "last", "hash")))
    connection.execute(head.insert().values(id=1, last=last, hash=chained))


def _append_only(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
