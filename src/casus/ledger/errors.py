"""What can go wrong with a ledger; every message names the file and the remedy."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from casus.model import CasusError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class LedgerError(CasusError, RuntimeError):
    """A ledger could not be opened, read or written."""


class MissingLedgerError(LedgerError):
    """There is no ledger at that place."""


class NotALedgerError(LedgerError):
    """The file is no SQLite database, is damaged, or is the database of another program."""


class SchemaVersionError(LedgerError):
    """The ledger has a table layout that this version of casus does not write."""


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


class UnreadableError(LedgerError):
    """An entry holds no record of this version: it was tampered with, or comes from another."""


class ErasedError(LedgerError):
    """The content was erased and is not kept again."""


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
    reason = " ".join(str(error.orig).split())
    if not isinstance(error.orig, sqlite3.Error):
        return _from_server(place, getattr(error.orig, "sqlstate", None) or "", reason)
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


def _from_server(place: str, state: str, reason: str) -> LedgerError:
    """Explain an error of PostgreSQL by its SQLSTATE, '' where there was no connection."""
    if state.startswith("53") and state != "53300":
        return DiskFullError(
            f"{place}: the server's disk or memory is full ({reason}). The document in progress "
            "was not kept; all earlier ones were. Free some space and run the same command again."
        )
    if state in {"55P03", "40001", "40P01", "53300"}:
        return LedgerBusyError(
            f"{place}: other programs are writing and did not finish in time ({reason}). "
            "Wait for them, or stop them, and run the same command again."
        )
    if state == "42501" or state.startswith("28"):
        return LedgerRightsError(
            f"{place}: {reason}. Name a user with the right to write, or ask for that right."
        )
    if state == "3D000":
        return MissingLedgerError(f"{place}: {reason}. Make it with `createdb`.")
    if not state or state.startswith(("08", "57")):
        return LedgerError(
            f"{place}: the server cannot be reached, or went away ({reason}). What was kept before "
            "is kept. Check that it runs, and run the same command again."
        )
    return LedgerError(f"{place}: {reason}. Please report this.")
