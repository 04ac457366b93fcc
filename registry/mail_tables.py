"""The table of the mails that were looked at."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, DateTime, Index, Integer, String, Table, Text

from registry.tables import metadata

#: Mails that were looked at (อีเมล), whether or not a letter came of them; rows are only ever added.
mail = Table(
    "mail",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("message_id", Text, nullable=False),
    Column("mailbox", String(300), nullable=False),
    Column("validity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    Column("sender", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("date", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("state", String(20), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("parts", Text, nullable=False),
    Column("original", Text),
    Column("sha256", String(64)),
    Index(None, "mailbox", "validity", "uid"),
)
