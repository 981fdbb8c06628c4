"""Files that are there whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class ExportError(OSError):
    """A file that could not be written; the message names it and the remedy."""


@contextmanager
def whole_file(path: Path) -> Iterator[IO[str]]:
    """A text file in UTF-8 that takes its name once all is written and synced.

    Raises:
        ExportError: the disk is full, or the folder missing or not writable; what stood there
            before still stands, and nothing half-written is left.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".export-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="", errors="replace") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ExportError(
            f"{path}: cannot be written ({error.strerror or error}); "
            "free some space, or choose another place with --out"
        ) from error
