"""Opening the database: pragmas, transactions, versions."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy import text as sql
from sqlalchemy.engine import URL, make_url

from casus.ledger import schema
from casus.ledger.errors import (
    LedgerError,
    LedgerRightsError,
    MissingLedgerError,
    NotALedgerError,
    SchemaVersionError,
    explained,
)

WRITE = {"casus_write": True}


def url_of(place: str | Path) -> URL:
    """A path or an SQLAlchemy URL as URL.

    Raises:
        LedgerError: a URL of another database than SQLite.
    """
    if isinstance(place, Path) or "://" not in place:
        return URL.create("sqlite", database=str(place))
    url = make_url(place)
    if url.get_backend_name() != "sqlite":
        raise LedgerError(f"{url.render_as_string()}: only SQLite ledgers; give a path instead")
    return url


def connect(url: URL, place: str, *, create: bool, seconds: float) -> Engine:
    """Open the database, make it where it is new, and check that it is ours.

    Raises:
        LedgerError: one of its subclasses, with a remedy.
    """
    _check_path(url.database, place, create=create)
    engine = create_engine(url, connect_args={"timeout": seconds})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    try:
        with explained(place), engine.execution_options(**WRITE).begin() as connection:
            _ensure(connection, place)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _check_path(database: str | None, place: str, *, create: bool) -> None:
    if database in {None, "", ":memory:"}:
        return
    path = Path(str(database))
    if path.is_dir():
        raise NotALedgerError(f"{place}: is a folder. Name a file, such as {path / 'casus.db'}.")
    if path.exists():
        return
    if not create:
        raise MissingLedgerError(
            f"{place}: there is no ledger. Make one with `casus ingest`, "
            "or name another with --ledger."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerRightsError(
            f"{path.parent}: the folder cannot be made ({error.strerror}). "
            "Choose another place with --ledger."
        ) from error


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin below, not by the driver's guess
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("casus_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _ensure(connection: Connection, place: str) -> None:
    """Make the tables of an empty database; refuse those of others."""
    application = connection.execute(sql("PRAGMA application_id")).scalar_one()
    version = connection.execute(sql("PRAGMA user_version")).scalar_one()
    tables = connection.execute(sql("SELECT count(*) FROM sqlite_master")).scalar_one()
    if not tables and not application:
        schema.create(connection)
    elif application != schema.APPLICATION_ID:
        raise NotALedgerError(
            f"{place}: is the database of another program. Name another file with --ledger."
        )
    elif version != schema.VERSION:
        raise SchemaVersionError(
            f"{place}: has layout {version}, this casus knows layout {schema.VERSION}. Open it "
            "with the version of casus that wrote it, or update casus if the ledger is newer."
        )
