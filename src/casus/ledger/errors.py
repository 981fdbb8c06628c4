"""What can go wrong with a ledger; every message names the file and the remedy."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class LedgerError(RuntimeError):
    """A ledger could not be opened, read or written."""


class MissingLedgerError(LedgerError):
    """There is no ledger at that place."""


class NotALedgerError(LedgerError):
    """The file is no SQLite database, is damaged, or is the database of another program."""


class SchemaVersionError(LedgerError):
    """The ledger was written by a version of casus with another table layout."""


class LedgerRightsError(LedgerError):
    """The file or its folder may not be read or written."""


class DiskFullError(LedgerError):
    """No space is left; the transaction in progress was rolled back."""


class LedgerBusyError(LedgerError):
    """Another writer held the ledger for longer than the time limit."""


class EvidenceError(LedgerError):
    """An evidence file is missing, or its bytes are not those that came in."""


class UnknownIdError(LedgerError):
    """No record has that id."""


class AmbiguousIdError(LedgerError):
    """More than one record's id begins like that."""


class ClashError(LedgerError):
    """Somebody else wrote about the same subject since the caller last looked."""


@contextmanager
def explained(place: str) -> Iterator[None]:
    """Turn errors of SQLite and of the file system into the classes above.

    Raises:
        LedgerError: one of its subclasses, with `place` and a remedy in the message.
    """
    try:
        yield
    except DBAPIError as error:
        raise _from_database(place, error) from error
    except OSError as error:
        raise from_system(place, error) from error


def from_system(place: str, error: OSError) -> LedgerError:
    """Explain an error of the file system."""
    if error.errno in FULL:
        return DiskFullError(
            f"{place}: no space is left on the disk. The document in progress was not kept; "
            "all earlier ones were. Free some space and run the same command again."
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return LedgerRightsError(
            f"{place}: {error.strerror}. Choose another place with --ledger, "
            "or give yourself the right to write there."
        )
    return LedgerError(f"{place}: {error.strerror or error}. Choose another place with --ledger.")


def _from_database(place: str, error: DBAPIError) -> LedgerError:
    reason = str(error.orig)
    code = getattr(error.orig, "sqlite_errorcode", -1) & 0xFF
    if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
        return DiskFullError(
            f"{place}: the disk is full or failing ({reason}). The document in progress was not "
            "kept; all earlier ones were. Free some space and run the same command again."
        )
    if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        return NotALedgerError(
            f"{place}: not a casus ledger ({reason}). Name another file with --ledger; "
            "if this one was a ledger, bring back a copy and run `casus verify` on it."
        )
    if code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
        return LedgerRightsError(
            f"{place}: {reason}. Choose another place with --ledger, "
            "or give yourself the right to write there and in its folder."
        )
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return LedgerBusyError(
            f"{place}: another program is writing and did not finish in time. "
            "Wait for it, or stop it, and run the same command again."
        )
    return LedgerError(f"{place}: {reason}. Please report this.")
