"""The tables. `entries` is the truth; the others are projections of it, for queries.

Rule 1: no row is ever changed or deleted; triggers refuse it. The one exception is what an entry of
kind `erasure` names: the payloads of those entries become NULL, and their projected rows go.

The tables are made by the steps in `migrations`; a test holds that both say the same.
"""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text

LAYOUTS = ("0001", "0002")

TEXT = Text().with_variant(Text(collation="C"), "postgresql")  # sorts and compares as in SQLite

META = MetaData()


def _by(name: str, column: str) -> Index:
    """An index for texts of any length; PostgreSQL's usual one ends at 2,704 bytes."""
    return Index(name, column, postgresql_using="hash")


ENTRIES = Table(
    "entries",
    META,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("prev", TEXT, nullable=False, unique=True),
    Column("kind", TEXT, nullable=False),
    Column("subject", TEXT, nullable=False),
    Column("time", TEXT, nullable=False),
    Column("digest", TEXT, nullable=False),
    Column("payload", TEXT),
    Column("hash", TEXT, nullable=False, unique=True),
    _by("entries_by_subject", "subject"),
    Index("entries_by_kind", "kind", "seq"),
    Index("entries_by_time", "time"),
)

DOCUMENTS = Table(
    "documents",
    META,
    Column("key", TEXT, primary_key=True),
    Column("seq", Integer, ForeignKey(ENTRIES.c.seq), nullable=False, unique=True),
    Column("name", TEXT, nullable=False),
    Column("sha256", TEXT, nullable=False),
    Column("series", TEXT, nullable=False),
    Column("published", TEXT),
    Column("outlet", TEXT),
    _by("ix_documents_name", "name"),
)

CLAIMS = Table(
    "claims",
    META,
    Column("id", TEXT, primary_key=True),
    Column("seq", Integer, ForeignKey(ENTRIES.c.seq), nullable=False, unique=True),
    Column("document", TEXT, ForeignKey(DOCUMENTS.c.key), nullable=False),
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
    _by("ix_claims_doc", "doc"),
    _by("ix_claims_type", "type"),
    _by("ix_claims_date_from", "date_from"),
    _by("ix_claims_country", "country"),
)

PARTIES = Table(
    "parties",
    META,
    Column("claim", TEXT, ForeignKey(CLAIMS.c.id), primary_key=True),
    Column("role", TEXT, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("code", TEXT, nullable=False),
    _by("parties_by_code", "code"),
)

READINGS = Table(
    "readings",
    META,
    Column("seq", Integer, ForeignKey(ENTRIES.c.seq), primary_key=True, autoincrement=False),
    Column("series", TEXT, nullable=False),
    Column("document", TEXT, ForeignKey(DOCUMENTS.c.key), nullable=False),
    Column("name", TEXT, nullable=False),
    Column("digest", TEXT, nullable=False),
    Column("origin", TEXT, nullable=False, server_default=""),
    Index("readings_by_series", "series", "seq"),
    _by("ix_readings_name", "name"),
    _by("ix_readings_origin", "origin"),
)

READ_CLAIMS = Table(
    "read_claims",
    META,
    Column("reading", Integer, ForeignKey(READINGS.c.seq), primary_key=True, autoincrement=False),
    Column("claim", TEXT, primary_key=True),
    Index("read_claims_by_claim", "claim"),
)

PROBLEMS = Table(
    "problems",
    META,
    Column("seq", Integer, ForeignKey(ENTRIES.c.seq), primary_key=True, autoincrement=False),
    Column("id", TEXT, nullable=False),
    Column("subject", TEXT, nullable=False),
    Column("fatal", Integer, nullable=False),
    _by("ix_problems_id", "id"),
    _by("ix_problems_subject", "subject"),
)

SETTLED = Table(
    "settled",
    META,
    Column("seq", Integer, ForeignKey(ENTRIES.c.seq), primary_key=True, autoincrement=False),
    Column("subject", TEXT, nullable=False),
    _by("ix_settled_subject", "subject"),
)

ERASED = Table(
    "erased",
    META,
    Column("entry", Integer, ForeignKey(ENTRIES.c.seq), primary_key=True, autoincrement=False),
    Column("erasure", Integer, ForeignKey(ENTRIES.c.seq), nullable=False, index=True),
)

ERASED_PAGES = Table(
    "erased_pages",
    META,
    Column("sha256", TEXT, primary_key=True),
    Column("erasure", Integer, ForeignKey(ENTRIES.c.seq), nullable=False),
)

ROWS = {
    DOCUMENTS: DOCUMENTS.c.seq,
    CLAIMS: CLAIMS.c.seq,
    READINGS: READINGS.c.seq,
    READ_CLAIMS: READ_CLAIMS.c.reading,
    PROBLEMS: PROBLEMS.c.seq,
    SETTLED: SETTLED.c.seq,
    ERASED: ERASED.c.erasure,
    ERASED_PAGES: ERASED_PAGES.c.erasure,
}
"""The projections that name their entry, and the column with its number. Parties name a claim."""
