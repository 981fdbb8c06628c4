"""Evidence files: the bytes that came in, each under the name of its own SHA-256.

They are the untouched evidentiary copy, readers' comments included; their folder is open to its
owner alone, and nothing but `read` looks into it.

Rule 1: a file is written under a temporary name, synced, then renamed; so a file with a hash for
a name is whole, and the same bytes are kept once.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casus.ledger.errors import EvidenceError, explained


@dataclass(frozen=True, slots=True)
class EvidenceStore:
    """A folder of evidence files."""

    folder: Path

    def path(self, digest: str) -> Path:
        """Where the bytes of that digest are, or would be.

        Raises:
            EvidenceError: not a SHA-256 in hexadecimal digits.
        """
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise EvidenceError(f"{digest[:80]!r} is no SHA-256; please report this page")
        return self.folder / digest[:2] / digest

    def keep(self, content: bytes, digest: str) -> None:
        """Write bytes under their digest, unless they are there.

        Raises:
            EvidenceError: the digest is not that of the bytes.
            LedgerError: the disk is full or may not be written.
        """
        if hashlib.sha256(content).hexdigest() != digest:
            raise EvidenceError(f"{digest}: is not the SHA-256 of the page; please report this")
        path = self.path(digest)
        if path.exists():
            return
        with explained(str(self.folder)):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.parent.mkdir(exist_ok=True)
            _write_whole(path, content)

    def read(self, digest: str) -> bytes:
        """The bytes of a digest.

        Raises:
            EvidenceError: the file is missing or was altered.
        """
        path = self.path(digest)
        if not path.exists():
            raise EvidenceError(f"{path}: the evidence file is missing; bring it back from a copy")
        with explained(str(path)):
            content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise EvidenceError(f"{path}: the evidence was altered; bring it back from a copy")
        return content

    def remove(self, digest: str) -> bool:
        """Delete the bytes of a digest, as an erasure orders; False if they are not there.

        Raises:
            LedgerError: the file may not be deleted.
        """
        path = self.path(digest)
        with explained(str(path)):
            if not path.exists():
                return False
            path.unlink()
            _sync_folder(path.parent)
        return True

    def files(self) -> Iterator[Path]:
        """All files of the folder: evidence, and what interrupted runs left unfinished."""
        return (path for path in sorted(self.folder.glob("*/*")) if path.is_file())


def _write_whole(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".part-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
        _sync_folder(path.parent)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last through a power cut (not needed, nor possible, on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
