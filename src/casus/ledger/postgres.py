"""A ledger in a PostgreSQL database, in a schema of its own."""

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy import text as sql
from sqlalchemy.engine import URL

from casus.ledger.errors import LedgerError, MissingLedgerError, NotALedgerError

SCHEMA = "casus"
OLDEST = 15
LOCK = 0x43415355  # one writer at a time, as with SQLite: the chain has one end
TABLES = sql("SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(:schema)")
SCRUBBED = ("entries", "documents", "claims", "parties", "readings", "read_claims", "problems")


def engine(url: URL, seconds: float) -> Engine:
    """An engine whose write transactions wait up to `seconds` for another writer.

    Raises:
        LedgerError: the driver is not installed.
    """
    options = f"-csearch_path={SCHEMA} -clock_timeout={max(1, int(seconds * 1000))}"
    given = {"options": options, "connect_timeout": 10, "application_name": "casus"}
    try:
        made = create_engine(url, connect_args=given)
    except ModuleNotFoundError as error:
        raise LedgerError(
            f"{url.render_as_string()}: the driver of PostgreSQL is not installed. "
            "Install it with `pip install 'casus-monitor[postgres]'`."
        ) from error
    event.listen(made, "begin", _begin)
    return made


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("casus_plain", False):
        return
    if options.get("casus_write", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def layout(connection: Connection, place: str, *, create: bool) -> str | None:
    """The layout of the database, None if it holds no ledger yet.

    Raises:
        LedgerError: an older server; a schema of our name that is another program's; no ledger
            where none is to be made.
    """
    version = int(connection.execute(sql("SHOW server_version_num")).scalar_one()) // 10_000
    if version < OLDEST:
        raise LedgerError(f"{place}: runs PostgreSQL {version}; a ledger needs {OLDEST} or newer.")
    tables = set(connection.scalars(TABLES, {"schema": SCHEMA}))
    if "alembic_version" in tables and "entries" in tables:
        return str(connection.execute(sql("SELECT version_num FROM alembic_version")).scalar_one())
    if tables:
        raise NotALedgerError(
            f"{place}: its schema {SCHEMA!r} is another program's. Name another database."
        )
    if not create:
        raise MissingLedgerError(
            f"{place}: there is no ledger. Make one with `casus ingest`, "
            "or name another with --ledger."
        )
    return None


def prepare(connection: Connection) -> None:
    """Make the schema of a new ledger."""
    connection.execute(sql(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))


def scrub(connection: Connection) -> None:
    """Take erased rows out of the files of the tables, outside of transactions.

    The server's write-ahead log and backups hold them until they are recycled.
    """
    for table in SCRUBBED:
        connection.exec_driver_sql(f"VACUUM FULL {SCHEMA}.{table}")
