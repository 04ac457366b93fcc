"""The tables of the registry, the same for SQLite and PostgreSQL.

Dates are Gregorian, times are Bangkok wall clock. What the paper says is kept as
JSON text in ``incoming.reading``; the columns beside it are what the register shows
(Regulation on Saraban B.E. 2526, forms 13 and 14) and what is asked for by value.

The condition of an index is named here for SQLite alone: to name it for PostgreSQL too loads that dialect,
which every short command would wait for. Both engines get it from the migrations.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
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
    false,
    text,
)

#: The newest migration in ``migrations/versions``; a store that is not at it is brought there when it is opened.
HEAD = "0009"

#: Tasks that something is still waited for: the condition of the index that finds them. Written out the same
#: wherever it is asked, because neither engine uses such an index for a condition that it must first prove.
OPEN = text("state NOT IN ('reported', 'accepted', 'exempt', 'defaulted')")
#: Answers that wait for the province's verdict.
REPORTED = text("state = 'reported'")
#: Tasks whose districts have not been told of them.
UNTOLD = text("state = 'not_sent' AND level = 'district'")
#: Readings that wait for a person.
UNREVIEWED = text("state = 'waiting'")
#: Letters that not everybody may see; few, so that lists leave them out by their own index.
SECRET = text("secrecy <> 'none'")
#: Letters that were crossed out; few as well.
CANCELLED = text("cancelled IS NOT NULL")
#: Drafts that have not gone out.
UNSENT = text("sent IS NULL")
#: Letters whose number was not cancelled.
IN_FORCE = text("cancelled IS NULL")

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
    Column("series", String(80), nullable=False, server_default="receipt"),
    Column("entered", DateTime),
    Column("back_dated", Text, nullable=False, server_default=""),
    Column("action", Text, nullable=False, server_default=""),
    Column("remark", Text, nullable=False, server_default=""),
    Column("cancelled", DateTime),
    Column("cancelled_by", String(120)),
    Column("cancel_reason", Text, nullable=False, server_default=""),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("destroyed", DateTime),
    Column("secrecy", String(20), nullable=False, server_default="none"),
    UniqueConstraint("series", "year", "receipt_number"),
    Index("uq_incoming_sha256", "sha256", unique=True, sqlite_where=IN_FORCE),
    Index(None, "number"),
    Index(None, "year", "receipt_number", "secrecy"),
    Index("ix_incoming_unreviewed", "id", sqlite_where=UNREVIEWED),
    Index("ix_incoming_secret", "secrecy", "id", sqlite_where=SECRET),
    Index("ix_incoming_cancelled", "id", sqlite_where=CANCELLED),
)

#: Further receipt numbers of a letter: a group (กลุ่มงาน) that enters it in a register of its own.
unit_receipt = Table(
    "unit_receipt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter", ForeignKey("incoming.id"), nullable=False, index=True),
    Column("series", String(80), nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("by", String(120), nullable=False),
    UniqueConstraint("series", "year", "number"),
    UniqueConstraint("series", "letter"),
)

#: Numbers that stand in a register without a letter: reserved (จองเลข), then used or cancelled.
held_number = Table(
    "held_number",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("series", String(80), nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", String(80), nullable=False),
    Column("state", String(20), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("by", String(120), nullable=False),
    Column("reason", Text, nullable=False),
    Column("closed", DateTime),
    Column("closed_by", String(120)),
    Column("closed_reason", Text, nullable=False, server_default=""),
    UniqueConstraint("series", "year", "number"),
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
    Column("period", String(10), nullable=False, server_default=""),
    Column("letter_due", Date),
    Column("internal_due", Date),
    Column("nil", Boolean, nullable=False, server_default=false()),
    Column("receipt", String(40)),
    Column("answered", DateTime),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("letter", "directive", "deadline", "office_code", "period"),
    Index("ix_task_open_due", "due", "id", sqlite_where=OPEN),
    Index("ix_task_open_office_code_due", "office_code", "due", sqlite_where=OPEN),
    Index(
        "ix_task_open_letter_due",
        "letter",
        "directive",
        "deadline",
        "period",
        "due",
        sqlite_where=OPEN,
    ),
    Index("ix_task_untold", "letter", sqlite_where=UNTOLD),
    Index("ix_task_reported_answered", "answered", sqlite_where=REPORTED),
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
    Column("kind", String(20), nullable=False, server_default="step"),
    Column("before", Text, nullable=False, server_default=""),
    Column("after", Text, nullable=False, server_default=""),
)

#: Files that an office sent with its answer (หลักฐาน), by their place in the archive.
evidence = Table(
    "evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("task", ForeignKey("task.id"), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
    Column("by", String(120), nullable=False),
    Column("name", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
)

#: Reminders that went out (เร่งรัด): a rung of the ladder reaches a task once a day and way.
reminder = Table(
    "reminder",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("task", ForeignKey("task.id"), nullable=False),
    Column("rung", String(20), nullable=False),
    Column("day", Date, nullable=False),
    Column("channel", String(20), nullable=False),
    Column("recipient", Text, nullable=False, server_default=""),
    Column("outgoing", ForeignKey("outgoing.id")),
    Column("at", DateTime, nullable=False),
    Column("by", String(120), nullable=False),
    UniqueConstraint("task", "rung", "day", "channel"),
)

#: The relay of a letter before it is sent: one a letter, rewritten until then.
draft = Table(
    "draft",
    metadata,
    Column("letter", ForeignKey("incoming.id"), primary_key=True, autoincrement=False),
    Column("at", DateTime, nullable=False),
    Column("by", String(120), nullable=False),
    Column("draft", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("sent", DateTime),
    Index("ix_draft_unsent", "letter", sqlite_where=UNSENT),
)

#: Who has a letter open at the counter, and when their page last said so.
presence = Table(
    "presence",
    metadata,
    Column("letter", ForeignKey("incoming.id"), primary_key=True, autoincrement=False),
    Column("name", String(120), primary_key=True),
    Column("at", DateTime, nullable=False),
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
    Column("kind", String(20), nullable=False, server_default="circular"),
    Column("unit", String(40), nullable=False, server_default=""),
    Column("back_dated", Text, nullable=False, server_default=""),
    Column("action", Text, nullable=False, server_default=""),
    Column("remark", Text, nullable=False, server_default=""),
    Column("cancelled", DateTime),
    Column("cancelled_by", String(120)),
    Column("cancel_reason", Text, nullable=False, server_default=""),
    Column("secrecy", String(20), nullable=False, server_default="none"),
    UniqueConstraint("series", "year", "running"),
    UniqueConstraint("number", "year"),
    Index("uq_outgoing_letter", "letter", unique=True, sqlite_where=IN_FORCE),
    Index(None, "relays"),
    Index(None, "year", "dated"),
)

#: What one letter has to do with another (อ้างถึง, แจ้งเวียนต่อ, แก้ไข, ยกเลิก, ตอบ). The one spoken of is known
#: by its number; where it is in neither register, that is a gap which a later letter fills.
letter_link = Table(
    "letter_link",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("from_incoming", ForeignKey("incoming.id"), index=True),
    Column("from_outgoing", ForeignKey("outgoing.id"), index=True),
    Column("number", String(80), index=True),
    Column("dated", Date),
    Column("issuer", Text, nullable=False, server_default=""),
    Column("subject", Text, nullable=False, server_default=""),
    Column("to_incoming", ForeignKey("incoming.id"), index=True),
    Column("to_outgoing", ForeignKey("outgoing.id"), index=True),
    Column("at", DateTime, nullable=False),
    Column("by", String(120), nullable=False),
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

#: Who did what, when and why; written in the transaction of the change itself. Rows are only ever added, and
#: each holds the hash of itself and of all before it.
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
    Column("reason", Text, nullable=False, server_default=""),
    Column("hash", String(64), nullable=False, server_default=""),
)

#: The last row of the audit: its id and hash; one row. Whoever adds to the audit holds it, so that the chain
#: does not fork; whoever cuts the end off has to change it as well.
audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)

#: Who may come to the counter (บัญชีผู้ใช้); the password is kept as argon2id makes it.
account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(60), nullable=False, unique=True),
    Column("shown", String(120), nullable=False),
    Column("role", String(20), nullable=False),
    Column("office_code", String(20), nullable=False),
    Column("secrets", Boolean, nullable=False),
    Column("password", String(200), nullable=False),
    Column("created", DateTime, nullable=False),
    Column("disabled", DateTime),
)

#: Who is logged in, by the hash of what the browser keeps.
login = Table(
    "login",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("created", DateTime, nullable=False),
    Column("expires", DateTime, nullable=False),
)

#: Logins that failed lately, by the name that was typed.
login_failure = Table(
    "login_failure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(60), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
)

#: What became of a draft on its way out (เสนอ, อนุมัติ, ส่งกลับ); rows are only ever added.
approval = Table(
    "approval",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter", ForeignKey("incoming.id"), nullable=False, index=True),
    Column("step", String(20), nullable=False),
    Column("draft_sha256", String(64), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("by", String(120), nullable=False),
    Column("account", ForeignKey("account.id")),
    Column("note", Text, nullable=False),
)

#: The addresses that districts answer a letter at without an account, by the hash of their secret part.
answer_link = Table(
    "answer_link",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("letter", ForeignKey("incoming.id"), nullable=False, index=True),
    Column("office_code", String(20), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("by", String(120), nullable=False),
    Column("expires", DateTime, nullable=False),
    Column("revoked", DateTime),
)

#: The tokens with which programs come for a person (โทเค็นส่วนตัว), by the hash of what they show.
access_token = Table(
    "access_token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("account", ForeignKey("account.id"), nullable=False, index=True),
    Column("title", String(120), nullable=False),
    Column("scopes", Text, nullable=False),
    Column("created", DateTime, nullable=False),
    Column("expires", DateTime, nullable=False),
    Column("revoked", DateTime),
    Column("used", DateTime),
)

#: What a request was answered, so that the same request sent again does nothing again (Idempotency-Key).
request_answer = Table(
    "request_answer",
    metadata,
    Column("account", ForeignKey("account.id"), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("at", DateTime, nullable=False, index=True),
    Column("status", Integer),
    Column("answer", Text, nullable=False, server_default=""),
)

#: Where another program is told of what happens, and the secret that its messages are signed with.
webhook = Table(
    "webhook",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False, index=True),
    Column("address", Text, nullable=False),
    Column("secret", String(80), nullable=False),
    Column("events", Text, nullable=False),
    Column("created", DateTime, nullable=False),
    Column("stopped", DateTime),
)

#: Messages that have not gone out yet.
WAITING = text("closed IS NULL")

#: What webhooks are to be told: an act of the audit each, kept in the transaction of the act itself.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("webhook", ForeignKey("webhook.id"), nullable=False, index=True),
    Column("audit", ForeignKey("audit.id"), nullable=False),
    Column("event", String(40), nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("next_try", DateTime, nullable=False),
    Column("closed", DateTime),
    Column("outcome", String(20), nullable=False, server_default="waiting"),
    Column("failure", Text, nullable=False, server_default=""),
    UniqueConstraint("webhook", "audit"),
    Index("ix_outbox_waiting", "next_try", sqlite_where=WAITING),
)

#: Which account a person of an identity provider (OpenID Connect) has here.
openid_identity = Table(
    "openid_identity",
    metadata,
    Column("issuer", String(200), primary_key=True),
    Column("subject", String(255), primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
)
