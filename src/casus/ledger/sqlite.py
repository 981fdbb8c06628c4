"""A ledger in an SQLite file: pragmas, transactions, whose file it is."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy import text as sql
from sqlalchemy.engine import URL

from casus.ledger.address import IN_MEMORY, Address
from casus.ledger.errors import (
    LedgerBusyError,
    LedgerRightsError,
    MissingLedgerError,
    NotALedgerError,
)

APPLICATION_ID = 0x43415355  # "CASU" in the header of the file
FIRST = "0001"  # the layout before layouts were written into a table

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",  # what is erased is overwritten with zeros
)


def engine(url: URL, seconds: float) -> Engine:
    """An engine whose write transactions wait up to `seconds` for another writer."""
    made = create_engine(url, connect_args={"timeout": seconds})
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


def check(address: Address, *, create: bool) -> None:
    """Refuse a path where no ledger is or can be; make the folders on the way to a new one.

    Raises:
        LedgerError: one of its subclasses, with a remedy.
    """
    if address.url.database in IN_MEMORY:
        return
    path = Path(str(address.url.database))
    if path.is_dir():
        raise NotALedgerError(
            f"{address.shown}: is a folder. Name a file, such as {path / 'casus.db'}."
        )
    if path.exists():
        return
    if not create:
        raise MissingLedgerError(
            f"{address.shown}: there is no ledger. Make one with `casus ingest`, "
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
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("casus_plain", False):
        return
    write = options.get("casus_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def layout(connection: Connection, place: str) -> str | None:
    """The layout of the file, None if it is empty.

    Raises:
        NotALedgerError: the file is another program's.
    """
    application = connection.execute(sql("PRAGMA application_id")).scalar_one()
    tables = set(connection.scalars(sql("SELECT name FROM sqlite_master WHERE type = 'table'")))
    if not tables and not application:
        return None
    if application != APPLICATION_ID:
        raise NotALedgerError(
            f"{place}: is the database of another program. Name another file with --ledger."
        )
    if "alembic_version" in tables:
        return str(connection.execute(sql("SELECT version_num FROM alembic_version")).scalar_one())
    version = connection.execute(sql("PRAGMA user_version")).scalar_one()
    return FIRST if version == 1 else f"{version}"


def scrub(connection: Connection, place: str) -> None:
    """Bring what was erased out of the write-ahead log, outside of transactions.

    Raises:
        LedgerBusyError: somebody reads the ledger as it was before.
    """
    busy, _, _ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    if busy:
        raise LedgerBusyError(
            f"{place}: the erasure is written, but another program still reads the old content, "
            "which stays in the file ending in -wal. Stop it, then erase `#N` (the entry's number) "
            "to finish; `casus verify` names the entry."
        )
