"""The tables of the archive: cards, searches that are kept, letters put away, held, lent, handed over, destroyed."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from registry.tables import metadata

#: Loans that are not back.
OUT = text("returned IS NULL")

#: Subjects that an office added, renamed or retired (หมวดเรื่อง); the rest of the vocabulary comes with the program.
topic = Table(
    "topic",
    metadata,
    Column("code", String(20), primary_key=True),
    Column("name", Text, nullable=False),
    Column("retired", Boolean, nullable=False),
)

#: Index cards (บัตรตรวจค้น), one a letter.
card = Table(
    "card",
    metadata,
    Column("letter", ForeignKey("incoming.id"), primary_key=True, autoincrement=False),
    Column("topic", String(20), index=True),
    Column("file_code", String(60), nullable=False, index=True),
)

#: The tags of a letter (ป้าย).
card_tag = Table(
    "card_tag",
    metadata,
    Column("letter", ForeignKey("incoming.id"), primary_key=True, autoincrement=False),
    Column("tag", String(60), primary_key=True, index=True),
)

#: Searches that a person keeps, and the last act of the audit that they have seen the answer of.
saved_search = Table(
    "saved_search",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", String(120), nullable=False),
    Column("name", String(120), nullable=False),
    Column("words", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("seen", Integer, nullable=False),
    UniqueConstraint("owner", "name"),
)

#: Register of letters kept (ทะเบียนหนังสือเก็บ), one row a letter.
kept = Table(
    "kept",
    metadata,
    Column("letter", ForeignKey("incoming.id"), primary_key=True, autoincrement=False),
    Column("stored", Date, nullable=False),
    Column("closed", Integer, nullable=False),
    Column("category", String(20), nullable=False),
    Column("years", Integer),
    Column("medium", String(20), nullable=False),
    Column("checking", Boolean, nullable=False),
    Column("order", Text, nullable=False),
    Column("sheets", Integer),
    Column("extended", Integer),
    Column("remark", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("by", String(120), nullable=False),
)

#: Bars to destroying a letter (ระงับการทำลาย). The database itself lets no letter be marked as destroyed that has one.
hold = Table(
    "hold",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter", ForeignKey("incoming.id"), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("by", String(120), nullable=False),
    Column("released", DateTime),
    Column("released_by", String(120)),
    Column("release_reason", Text, nullable=False),
)

#: Letters lent (บัตรยืมหนังสือ); a letter is with one borrower at a time.
loan = Table(
    "loan",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter", ForeignKey("incoming.id"), nullable=False, index=True),
    Column("borrower", String(120), nullable=False),
    Column("office", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("approved_by", String(120), nullable=False),
    Column("lent", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("by", String(120), nullable=False),
    Column("returned", Date),
    Column("returned_by", String(120)),
    Column("received_by", String(120)),
    Index("uq_loan_out", "letter", unique=True, sqlite_where=OUT),
)

#: What was agreed with the National Archives about letters of twenty years (หนังสือครบ ๒๐ ปี).
transfer = Table(
    "transfer",
    metadata,
    Column("letter", ForeignKey("incoming.id"), primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    Column("day", Date, nullable=False),
    Column("party", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("by", String(120), nullable=False),
)

#: Lists of letters to be destroyed (บัญชีหนังสือขอทำลาย), by the year at whose end they had been kept long enough.
disposal = Table(
    "disposal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
)

#: The letters of a list, and what was decided of each.
disposal_item = Table(
    "disposal_item",
    metadata,
    Column("disposal", ForeignKey("disposal.id"), primary_key=True, autoincrement=False),
    Column("letter", ForeignKey("incoming.id"), primary_key=True, autoincrement=False),
    Column("place", Integer, nullable=False),
    Column("decision", String(20), nullable=False),
    Column("until", Integer),
    Column("note", Text, nullable=False),
    Index(None, "letter"),
)

#: What was done with a list; rows are only ever added.
disposal_event = Table(
    "disposal_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("disposal", ForeignKey("disposal.id"), nullable=False, index=True),
    Column("step", String(20), nullable=False),
    Column("day", Date, nullable=False),
    Column("people", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("by", String(120), nullable=False),
)
