"""Files and folders that are there whole or not at all.

Rule 1: everything is written beside the target under another name, synced, and then renamed. What
stood there before stands until that moment; nothing half-written is ever left.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from casus.model import CasusError


class ExportError(CasusError, OSError):
    """A file that could not be written; the message names it and the remedy."""


@contextmanager
def whole_file(path: Path) -> Iterator[IO[str]]:
    """A text file in UTF-8 that takes its name once all is written and synced.

    Lone surrogates, which UTF-8 cannot hold, become question marks.

    Raises:
        ExportError: the disk is full, or the folder missing or not writable.
    """
    with whole_bytes(path) as raw:
        text = TextIOWrapper(raw, encoding="utf-8", newline="", errors="replace")
        yield text
        text.flush()
        text.detach()


@contextmanager
def whole_bytes(path: Path) -> Iterator[IO[bytes]]:
    """The same for bytes; the file gets the rights that the user's umask gives.

    Raises:
        ExportError: as `whole_file`.
    """
    part = _beside(path)
    with _explained(path), _removed_on_failure(part):
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _sync(path.parent)


@contextmanager
def whole_folder(path: Path, mark: str) -> Iterator[Path]:
    """A folder that takes its name once all files in it are written and synced.

    A folder that stands there is replaced only if it is empty or holds the file `mark`, which says
    that it was made in the same way.

    Raises:
        ExportError: as `whole_file`; or something else stands at `path`.
    """
    if path.exists() and not _ours(path, mark):
        message = f"{path}: is something else than a folder with {mark}; choose another --out"
        raise ExportError(message)
    part, old = _beside(path), _beside(path)
    with _explained(path), _removed_on_failure(part):
        part.mkdir()
        yield part
        _sync(part)
        if path.exists():
            path.rename(old)
        part.rename(path)
        _sync(path.parent)
        shutil.rmtree(old, ignore_errors=True)


def _beside(path: Path) -> Path:
    return path.parent / f".{path.name}.{secrets.token_hex(4)}.part"


def _ours(path: Path, mark: str) -> bool:
    return path.is_dir() and ((path / mark).is_file() or not any(path.iterdir()))


@contextmanager
def _removed_on_failure(part: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)
        raise


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except ExportError:
        raise
    except OSError as error:
        raise ExportError(
            f"{path}: cannot be written ({error.strerror or error}); "
            "free some space, or choose another place with --out"
        ) from error


def _sync(folder: Path) -> None:
    """Bring a folder's list of names to the disk, where the system can do so."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
