"""Paths to files: folders are walked in a fixed order, and what is passed over is told."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from casus.ingest.limits import Limits
from casus.ingest.source import refuse, too_many
from casus.model import Problem


def find(paths: Iterable[Path], limits: Limits) -> Iterator[tuple[Path, Path] | Problem]:
    """Give pairs of the named path and a file under it, sorted by name inside each folder.

    Links to folders are not followed, so that a loop cannot trap the walk. Hidden files are passed
    over with a problem that is not fatal.
    """
    taken = 0
    for root in paths:
        for found in _under(root):
            if not isinstance(found, Problem):
                taken += 1
                if taken > limits.files:
                    yield refuse(str(root), too_many("files", limits.files, "files"))
                    return
            yield found


def _under(root: Path) -> Iterator[tuple[Path, Path] | Problem]:
    try:
        mode = root.stat().st_mode
    except OSError as error:
        yield refuse(str(root), reason(error))
        return
    if stat.S_ISDIR(mode):
        yield from _folder(root)
    elif stat.S_ISREG(mode):
        yield root, root
    else:
        yield refuse(str(root), "is neither a file nor a folder")


def _folder(root: Path) -> Iterator[tuple[Path, Path] | Problem]:
    failed: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=failed.append):
        parts = {name for name in folders if _saved_parts(name, files)}
        folders[:] = sorted(n for n in folders if not n.startswith(".") and n not in parts)
        yield from (refuse(str(error.filename), reason(error)) for error in failed)
        failed.clear()
        for name in sorted(parts):
            message = "holds the parts of a saved page (pictures, scripts): name it to read it"
            yield refuse(str(Path(folder) / name), message, fatal=False)
        for name in sorted(files):
            path = Path(folder) / name
            if name.startswith("."):
                yield refuse(str(path), "is hidden: name it to read it", fatal=False)
            elif not path.is_file():
                yield refuse(str(path), "is no regular file, or a broken link")
            else:
                yield root, path
    yield from (refuse(str(error.filename), reason(error)) for error in failed)


def _saved_parts(folder: str, files: Iterable[str]) -> bool:
    """Whether a folder is what a browser writes beside a page that it saves whole."""
    page = folder.removesuffix("_files")
    return page != folder and any(f"{page}.{end}" in files for end in ("html", "htm"))


def reason(error: OSError) -> str:
    """Put an operating system's error into words with a remedy."""
    if isinstance(error, FileNotFoundError):
        return "does not exist: check the path"
    if isinstance(error, PermissionError):
        return "may not be read: check its rights"
    return f"cannot be read: {error.strerror or error}"
