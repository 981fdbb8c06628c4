"""Opening the database: whose it is, which layout it has."""

from sqlalchemy import Connection, Engine

from casus.ledger import postgres, schema, sqlite
from casus.ledger.address import Address
from casus.ledger.errors import SchemaVersionError, explained

WRITE = {"casus_write": True}
PLAIN = {"casus_plain": True}  # outside of transactions


def connect(address: Address, *, create: bool, seconds: float) -> Engine:
    """Open the database, make it where it is new, and check that it is ours and of our layout.

    Raises:
        LedgerError: one of its subclasses, with a remedy.
    """
    engine = plain_engine(address, create=create, seconds=seconds)
    try:
        with explained(address.shown), engine.execution_options(**WRITE).begin() as connection:
            found = layout_of(connection, address, create=create)
            if found is None:
                make(connection)
            else:
                check_layout(found, address.shown)
    except BaseException:
        engine.dispose()
        raise
    return engine


def plain_engine(address: Address, *, create: bool, seconds: float) -> Engine:
    """An engine for an address; nothing is looked at yet but the path of a file.

    Raises:
        LedgerError: no file is or can be there, or the driver is missing.
    """
    if address.url.get_backend_name() == "sqlite":
        sqlite.check(address, create=create)
        return sqlite.engine(address.url, seconds)
    return postgres.engine(address.url, seconds)


def layout_of(connection: Connection, address: Address, *, create: bool) -> str | None:
    """The layout of a database, None if it holds nothing yet.

    Raises:
        NotALedgerError: it is another program's.
    """
    if connection.dialect.name == "sqlite":
        return sqlite.layout(connection, address.shown)
    return postgres.layout(connection, address.shown, create=create)


def check_layout(found: str, place: str) -> None:
    """Accept the newest layout alone.

    Raises:
        SchemaVersionError: an older one, or one that this version does not know.
    """
    newest = schema.LAYOUTS[-1]
    if found == newest:
        return
    if found in schema.LAYOUTS:
        raise SchemaVersionError(
            f"{place}: has layout {found}, this casus writes layout {newest}. Nothing was changed. "
            f"`casus ledger upgrade --ledger {place}` brings it up to date; "
            "its entries stay as they are."
        )
    raise SchemaVersionError(
        f"{place}: has layout {found}, which is newer than this casus knows (layout {newest}). "
        "Nothing was changed. Update casus, or name another ledger with --ledger."
    )


def make(connection: Connection) -> None:
    """Make the tables of a new ledger, or bring an older one to the newest layout.

    Runs within the caller's transaction: either all of it happens, or nothing.
    """
    from casus.ledger.upgrading import migrate  # noqa: PLC0415 - Alembic takes 0.2 s to import, for new ledgers alone

    if connection.dialect.name != "sqlite":
        postgres.prepare(connection)
    migrate(connection)


def scrub(engine: Engine, place: str) -> None:
    """Take what was erased out of the database's files.

    Raises:
        LedgerBusyError: another program still reads the old content.
    """
    with engine.execution_options(**PLAIN, isolation_level="AUTOCOMMIT").connect() as connection:
        if connection.dialect.name == "sqlite":
            sqlite.scrub(connection, place)
        else:
            postgres.scrub(connection)
