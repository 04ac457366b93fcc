"""The tables of the registry, the same for SQLite and PostgreSQL.

Dates are Gregorian, times are Bangkok wall clock. What the paper says is kept as
JSON text in ``incoming.reading``; the columns beside it are what the register shows
(Regulation on Saraban B.E. 2526, forms 13 and 14) and what is asked for by value.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
)

#: The newest migration in ``migrations/versions``; a store that is not at it is brought there when it is opened.
HEAD = "0001"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: The last number given out, per series and calendar year. Never a sequence: a number taken in a
#: transaction that fails must be free again.
counter = Table(
    "counter",
    metadata,
    Column("series", String(80), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

#: Register of letters received (ทะเบียนหนังสือรับ).
incoming = Table(
    "incoming",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("receipt_number", Integer, nullable=False),
    Column("received", DateTime, nullable=False),
    Column("received_by", String(120), nullable=False),
    Column("state", String(20), nullable=False),
    Column("number", String(80)),
    Column("dated", Date),
    Column("sender", Text),
    Column("addressee", Text),
    Column("subject", Text),
    Column("urgency", String(20), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("original", Text, nullable=False),
    Column("reading", Text, nullable=False),
    Column("confirmed", DateTime),
    Column("confirmed_by", String(120)),
    UniqueConstraint("year", "receipt_number"),
    UniqueConstraint("sha256"),
    Index(None, "number"),
)

#: Every value of a reading that a person changed: what it was, what it is.
correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter", ForeignKey("incoming.id"), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
    Column("by", String(120), nullable=False),
    Column("field", String(200), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
)

#: A directive × a deadline × an office.
task = Table(
    "task",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter", ForeignKey("incoming.id"), nullable=False),
    Column("directive", Integer, nullable=False),
    Column("deadline", Integer, nullable=False),
    Column("item", String(20)),
    Column("level", String(20), nullable=False),
    Column("office_code", String(20), nullable=False),
    Column("office", Text, nullable=False),
    Column("due", Date),
    Column("due_time", Time),
    Column("rrule", String(200)),
    Column("state", String(20), nullable=False),
    UniqueConstraint("letter", "directive", "deadline", "office_code"),
    Index(None, "office_code", "state", "due"),
    Index(None, "state", "due"),
)

#: What happened to a task; rows are only ever added.
task_event = Table(
    "task_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("task", ForeignKey("task.id"), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
    Column("by", String(120), nullable=False),
    Column("state", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("answer", Text, nullable=False),
)

#: The relay of a letter before it is sent: one a letter, rewritten until then.
draft = Table(
    "draft",
    metadata,
    Column("letter", ForeignKey("incoming.id"), primary_key=True, autoincrement=False),
    Column("at", DateTime, nullable=False),
    Column("by", String(120), nullable=False),
    Column("draft", Text, nullable=False),
)

#: Register of letters sent (ทะเบียนหนังสือส่ง); also earlier relays that did not go out through Saraban.
outgoing = Table(
    "outgoing",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("series", String(80), nullable=False),
    Column("year", Integer, nullable=False),
    Column("running", Integer, nullable=False),
    Column("number", String(80), nullable=False),
    Column("dated", Date, nullable=False),
    Column("sender", Text, nullable=False),
    Column("addressee", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("urgency", String(20), nullable=False),
    Column("entered", DateTime, nullable=False),
    Column("entered_by", String(120), nullable=False),
    Column("relays", String(80)),
    Column("relays_dated", Date),
    Column("letter", ForeignKey("incoming.id")),
    Column("content", Text),
    UniqueConstraint("series", "year", "running"),
    UniqueConstraint("letter"),
    Index(None, "relays"),
)

#: The files made for a letter sent, by their place in the archive.
sent_file = Table(
    "sent_file",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("outgoing", ForeignKey("outgoing.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("path", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
)

#: Who did what, when; written in the transaction of the change itself.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("by", String(120), nullable=False),
    Column("verb", String(40), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
)
