"""The first layout: entries, and projections of documents, claims, readings and problems."""

from typing import Any

from alembic import op
from sqlalchemy import Column, Float, ForeignKey, Integer, Text, text

from casus.ledger.migrations.guards import NEVER, guard, payload_only

revision = "0001"
down_revision = None

TEXT = Text().with_variant(Text(collation="C"), "postgresql")
HASH: Any = {"postgresql_using": "hash"}  # holds texts of any length, one column at a time
TABLES = ("entries", "documents", "claims", "parties", "readings", "read_claims", "problems")
ERASED = "EXISTS (SELECT 1 FROM entries e WHERE e.kind = 'erasure' AND e.subject = OLD.subject)"


def upgrade() -> None:
    """Make the tables."""
    _entries()
    _documents()
    _claims()
    _readings()
    _problems()
    connection = op.get_bind()
    updates = dict.fromkeys(TABLES, NEVER) | {"entries": payload_only(ERASED)}
    guard(connection, updates, dict.fromkeys(TABLES, NEVER))
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA application_id = 1128354645"))
        connection.execute(text("PRAGMA user_version = 1"))


def _hashed() -> int:
    return int(op.get_bind().dialect.name == "postgresql")


def _entries() -> None:
    op.create_table(
        "entries",
        Column("seq", Integer, primary_key=True, autoincrement=False),
        Column("prev", TEXT, nullable=False, unique=True),
        Column("kind", TEXT, nullable=False),
        Column("subject", TEXT, nullable=False),
        Column("time", TEXT, nullable=False),
        Column("digest", TEXT, nullable=False),
        Column("payload", TEXT),
        Column("hash", TEXT, nullable=False, unique=True),
    )
    op.create_index("entries_by_subject", "entries", ["kind", "subject"][_hashed() :], **HASH)
    op.create_index("entries_by_time", "entries", ["time"])


def _documents() -> None:
    op.create_table(
        "documents",
        Column("key", TEXT, primary_key=True),
        Column("seq", Integer, ForeignKey("entries.seq"), nullable=False, unique=True),
        Column("name", TEXT, nullable=False),
        Column("sha256", TEXT, nullable=False),
        Column("series", TEXT, nullable=False),
        Column("published", TEXT),
        Column("outlet", TEXT),
    )
    op.create_index("ix_documents_name", "documents", ["name"], **HASH)


def _claims() -> None:
    op.create_table(
        "claims",
        Column("id", TEXT, primary_key=True),
        Column("seq", Integer, ForeignKey("entries.seq"), nullable=False, unique=True),
        Column("document", TEXT, ForeignKey("documents.key"), nullable=False),
        Column("doc", TEXT, nullable=False),
        Column("type", TEXT, nullable=False),
        Column("mode", TEXT),
        Column("status", TEXT, nullable=False),
        Column("date_from", TEXT),
        Column("date_to", TEXT),
        Column("place", TEXT),
        Column("country", TEXT),
        Column("lat", Float),
        Column("lon", Float),
        Column("start", Integer, nullable=False),
    )
    for name in ("doc", "type", "date_from", "country"):
        op.create_index(f"ix_claims_{name}", "claims", [name], **HASH)
    op.create_table(
        "parties",
        Column("claim", TEXT, ForeignKey("claims.id"), primary_key=True),
        Column("role", TEXT, primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("code", TEXT, nullable=False),
    )
    op.create_index("parties_by_code", "parties", ["code", "role"][: 2 - _hashed()], **HASH)


def _readings() -> None:
    op.create_table(
        "readings",
        Column("seq", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
        Column("series", TEXT, nullable=False),
        Column("document", TEXT, ForeignKey("documents.key"), nullable=False),
        Column("name", TEXT, nullable=False),
        Column("digest", TEXT, nullable=False),
    )
    op.create_index("ix_readings_name", "readings", ["name"], **HASH)
    op.create_index("readings_by_series", "readings", ["series", "seq"])
    op.create_table(
        "read_claims",
        Column(
            "reading", Integer, ForeignKey("readings.seq"), primary_key=True, autoincrement=False
        ),
        Column("claim", TEXT, ForeignKey("claims.id"), primary_key=True),
    )
    op.create_index("read_claims_by_claim", "read_claims", ["claim"])


def _problems() -> None:
    op.create_table(
        "problems",
        Column("seq", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
        Column("id", TEXT, nullable=False),
        Column("subject", TEXT, nullable=False),
        Column("fatal", Integer, nullable=False),
    )
    op.create_index("ix_problems_id", "problems", ["id"], **HASH)
    op.create_index("ix_problems_subject", "problems", ["subject"], **HASH)
