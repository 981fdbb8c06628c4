"""The tables. `entries` is the truth; the others are projections of it, for queries.

Rule 1: no row is ever changed or deleted; triggers refuse it. The one exception is the erasure of
a payload, which an entry of kind `erasure` with the same subject must have ordered before.
"""

from sqlalchemy import Column, Connection, Float, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy import text as sql

VERSION = 1
APPLICATION_ID = 0x43415355  # "CASU" in the header of a SQLite file

META = MetaData()

ENTRIES = Table(
    "entries",
    META,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("prev", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("time", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("payload", Text),
    Column("hash", Text, nullable=False, unique=True),
    Index("entries_by_subject", "kind", "subject"),
    Index("entries_by_time", "time"),
)

DOCUMENTS = Table(
    "documents",
    META,
    Column("key", Text, primary_key=True),
    Column("seq", Integer, ForeignKey(ENTRIES.c.seq), nullable=False, unique=True),
    Column("name", Text, nullable=False, index=True),
    Column("sha256", Text, nullable=False),
    Column("series", Text, nullable=False),
    Column("published", Text),
    Column("outlet", Text),
)

CLAIMS = Table(
    "claims",
    META,
    Column("id", Text, primary_key=True),
    Column("seq", Integer, ForeignKey(ENTRIES.c.seq), nullable=False, unique=True),
    Column("document", Text, ForeignKey(DOCUMENTS.c.key), nullable=False),
    Column("doc", Text, nullable=False, index=True),
    Column("type", Text, nullable=False, index=True),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("date_from", Text, index=True),
    Column("date_to", Text),
    Column("place", Text),
    Column("country", Text, index=True),
    Column("lat", Float),
    Column("lon", Float),
    Column("start", Integer, nullable=False),
)

PARTIES = Table(
    "parties",
    META,
    Column("claim", Text, ForeignKey(CLAIMS.c.id), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("code", Text, nullable=False),
    Index("parties_by_code", "code", "role"),
)

READINGS = Table(
    "readings",
    META,
    Column("seq", Integer, ForeignKey(ENTRIES.c.seq), primary_key=True, autoincrement=False),
    Column("series", Text, nullable=False),
    Column("document", Text, ForeignKey(DOCUMENTS.c.key), nullable=False),
    Column("name", Text, nullable=False, index=True),
    Column("digest", Text, nullable=False),
    Index("readings_by_series", "series", "seq"),
)

READ_CLAIMS = Table(
    "read_claims",
    META,
    Column("reading", Integer, ForeignKey(READINGS.c.seq), primary_key=True),
    Column("claim", Text, ForeignKey(CLAIMS.c.id), primary_key=True),
    Index("read_claims_by_claim", "claim"),
)

PROBLEMS = Table(
    "problems",
    META,
    Column("seq", Integer, ForeignKey(ENTRIES.c.seq), primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, index=True),
    Column("subject", Text, nullable=False, index=True),
    Column("fatal", Integer, nullable=False),
)

_ERASURE = """
WHEN NOT (NEW.payload IS NULL AND NEW.seq IS OLD.seq AND NEW.prev IS OLD.prev
  AND NEW.kind IS OLD.kind AND NEW.subject IS OLD.subject AND NEW.time IS OLD.time
  AND NEW.digest IS OLD.digest AND NEW.hash IS OLD.hash
  AND EXISTS (SELECT 1 FROM entries e WHERE e.kind = 'erasure' AND e.subject = OLD.subject))
"""


def create(connection: Connection) -> None:
    """Make tables, triggers and marks in an empty SQLite database, within one transaction."""
    META.create_all(connection)
    for table in META.sorted_tables:
        for verb in ("UPDATE", "DELETE"):
            exception = _ERASURE if (table is ENTRIES and verb == "UPDATE") else ""
            connection.execute(
                sql(
                    f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} ON {table.name} "
                    f"{exception} BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
                )
            )
    connection.execute(sql(f"PRAGMA application_id = {APPLICATION_ID}"))
    connection.execute(sql(f"PRAGMA user_version = {VERSION}"))
