"""The secret under which a ledger hashes what it does not keep: 32 random bytes beside it.

Rule 1: the file is written whole before it gets its name, and never replaced, so that processes
that open one ledger at once agree on one salt.
"""

import os
import secrets
import tempfile
from pathlib import Path

from casus.ledger.errors import LedgerError, explained

SIZE = 32


def salt_of(path: Path | None) -> bytes:
    """The salt at a path, made where there is none; without a path one for this process alone.

    Raises:
        LedgerError: the file is of another size, or cannot be read or written.
    """
    if path is None:
        return secrets.token_bytes(SIZE)
    with explained(str(path)):
        if not path.exists():
            _make(path)
        salt = path.read_bytes()
    if len(salt) != SIZE:
        raise LedgerError(f"{path}: is no salt of {SIZE} bytes; bring it back from a copy")
    return salt


def _make(path: Path) -> None:
    """Only the owner may read it: `mkstemp` makes files so."""
    handle, name = tempfile.mkstemp(prefix=".salt-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(SIZE))
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)
    except FileExistsError:
        return
    finally:
        Path(name).unlink(missing_ok=True)
