"""Layouts of the tables, step by step, with Alembic.

Rule 1: an upgrade changes projections, never an entry; the whole ledger is checked before and
after it, in the one transaction in which it happens.
"""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect

from casus.ledger import schema, verify
from casus.ledger.address import Address, address_of
from casus.ledger.chain import Verdict, check
from casus.ledger.database import WRITE, check_layout, layout_of, plain_engine
from casus.ledger.errors import LedgerError, MissingLedgerError, explained
from casus.ledger.writing import head_of

MIGRATIONS = Path(__file__).with_name("migrations")


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The layouts before and after (equal where there was nothing to do), and entries checked."""

    before: str
    after: str
    entries: int


def upgrade(place: str | Path, seconds: float = 30.0) -> Upgraded:
    """Bring a ledger to the newest layout.

    Raises:
        LedgerError: there is none, it is newer than this version knows, it is not sound, or it
            cannot be written. It is then as it was.
    """
    address = address_of(place)
    engine = plain_engine(address, create=False, seconds=seconds)
    try:
        with explained(address.shown), engine.execution_options(**WRITE).begin() as connection:
            return _upgrade(connection, address)
    finally:
        engine.dispose()


def _upgrade(connection: Connection, address: Address) -> Upgraded:
    before = layout_of(connection, address, create=False)
    if before is None:
        raise MissingLedgerError(f"{address.shown}: is empty; `casus ingest` makes a ledger there")
    if before not in schema.LAYOUTS:
        check_layout(before, address.shown)
    head = head_of(connection)
    if before != schema.LAYOUTS[-1]:
        _refuse_unsound(check(verify.entries(connection)), address, "before")
        _stamp(connection, before)
        migrate(connection)
        _refuse_unsound(verify.verify(connection, None, head), address, "after")
    return Upgraded(before, schema.LAYOUTS[-1], head.seq)


def _refuse_unsound(verdict: Verdict, address: Address, when: str) -> None:
    if not verdict.sound:
        raise LedgerError(
            f"{address.shown}: entry {verdict.bad}: {verdict.reason} (found {when} the upgrade, "
            "which was not done). Bring back a sound copy and upgrade that."
        )


def migrate(connection: Connection, layout: str = "head") -> None:
    """Run the steps that a database lacks up to a layout, within the caller's transaction."""
    command.upgrade(_config(connection), layout)


def _stamp(connection: Connection, layout: str) -> None:
    """Write the layout into the table for it, which the first ledgers lack."""
    if not inspect(connection).has_table("alembic_version"):
        command.stamp(_config(connection), layout)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
