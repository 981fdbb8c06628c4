"""Erasures name entries; readings show where a page came from; settled sources have a table.

A reading of a claim that was erased stays, so `read_claims` no longer points to `claims`.
"""

import json
from typing import Any

from alembic import op
from sqlalchemy import Column, Connection, ForeignKey, Integer, Text, text

from casus.ledger.migrations.guards import NEVER, guard, payload_only, unguard

revision = "0002"
down_revision = "0001"

TEXT = Text().with_variant(Text(collation="C"), "postgresql")
HASH: Any = {"postgresql_using": "hash"}
GUARDED = ("entries", "documents", "claims", "parties", "readings", "read_claims", "problems")
AT_ONCE = 1000


def upgrade() -> None:
    """Change the tables; the rows are those of the entries before and after."""
    connection = op.get_bind()
    unguard(connection, *GUARDED)
    op.create_table(
        "erased",
        Column("entry", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
        Column("erasure", Integer, ForeignKey("entries.seq"), nullable=False),
    )
    op.create_index("ix_erased_erasure", "erased", ["erasure"])
    op.create_table(
        "erased_pages",
        Column("sha256", TEXT, primary_key=True),
        Column("erasure", Integer, ForeignKey("entries.seq"), nullable=False),
    )
    op.create_table(
        "settled",
        Column("seq", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
        Column("subject", TEXT, nullable=False),
    )
    op.create_index("ix_settled_subject", "settled", ["subject"], **HASH)
    op.add_column("readings", Column("origin", TEXT, nullable=False, server_default=""))
    op.create_index("ix_readings_origin", "readings", ["origin"], **HASH)
    for table, column in (("entries", "subject"), ("parties", "code")):
        op.drop_index(f"{table}_by_{column}", table)
        op.create_index(f"{table}_by_{column}", table, [column], **HASH)
    op.create_index("entries_by_kind", "entries", ["kind", "seq"])
    _fill_origins(connection)
    _free_read_claims(connection)
    _guard(connection)
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA user_version = 2"))


def _fill_origins(connection: Connection) -> None:
    """Every reading's payload tells its origin."""
    last = 0
    page = text(
        "SELECT r.seq, e.payload FROM readings r JOIN entries e ON e.seq = r.seq "
        "WHERE r.seq > :last AND e.payload IS NOT NULL ORDER BY r.seq LIMIT :count"
    )
    while rows := connection.execute(page, {"last": last, "count": AT_ONCE}).all():
        values: list[dict[str, Any]] = [
            {"seq": seq, "origin": _safe(json.loads(payload).get("origin") or "")}
            for seq, payload in rows
        ]
        connection.execute(text("UPDATE readings SET origin = :origin WHERE seq = :seq"), values)
        last = rows[-1].seq


def _safe(value: str) -> str:
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in value)


def _free_read_claims(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        op.drop_constraint("read_claims_claim_fkey", "read_claims", type_="foreignkey")
        return
    op.drop_index("read_claims_by_claim", "read_claims")
    op.rename_table("read_claims", "read_claims_before")
    op.create_table(
        "read_claims",
        Column(
            "reading", Integer, ForeignKey("readings.seq"), primary_key=True, autoincrement=False
        ),
        Column("claim", TEXT, primary_key=True),
    )
    copy = "INSERT INTO read_claims SELECT reading, claim FROM read_claims_before"
    connection.execute(text(copy))
    op.drop_table("read_claims_before")
    op.create_index("read_claims_by_claim", "read_claims", ["claim"])


def _guard(connection: Connection) -> None:
    erased = "EXISTS (SELECT 1 FROM erased x WHERE x.entry = OLD.seq)"
    reading = "EXISTS (SELECT 1 FROM erased x WHERE x.entry = OLD.reading)"
    claim = (
        "EXISTS (SELECT 1 FROM erased x JOIN claims c ON c.seq = x.entry WHERE c.id = OLD.claim)"
    )
    deletions = dict.fromkeys(GUARDED, erased)
    deletions |= {"entries": NEVER, "parties": claim, "read_claims": reading, "settled": erased}
    deletions |= {"erased": NEVER, "erased_pages": NEVER}
    updates = dict.fromkeys(deletions, NEVER) | {"entries": payload_only(erased)}
    guard(connection, updates, deletions)
