"""WACZ 1.1.1: WARC files with index, pages and hashes in one ZIP file that replays anywhere.

The layout is that of https://specs.webrecorder.net/wacz/1.1.1/: WARC files and the compressed
index are stored, not deflated, so that a reader can take parts of them over the network.
"""

import gzip
import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from casus.ingest.fetch.cdxj import PageLine, index
from casus.ingest.fetch.errors import WaczError

VERSION = "1.1.1"
_PART = 1024 * 1024
_LINES = 3000
"""Lines of the index in one gzip member."""
_SUFFIXES = (".warc.gz", ".warc")
Stamp = tuple[int, int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Made:
    """What a WACZ file holds."""

    files: int
    records: int
    pages: int
    sha256: str


def write_wacz(target: Path, warcs: Sequence[Path], created: str, software: str) -> Made:
    """Put WARC files into one WACZ file, which appears only when it is whole.

    Args:
        target: the file to write.
        warcs: files named `.warc.gz` (each record a gzip member) or `.warc`.
        created: ISO 8601 in UTC, to the second.
        software: the name and version of the program.

    Raises:
        WaczError: a file cannot be indexed, or none holds a record.
        OSError: reading or writing failed.
    """
    named = _named(warcs)
    lines, pages = _indexes(named)
    part = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(part, "w") as archive:
            box = _Box(archive, _stamp(created))
            for name, path in named.items():
                with path.open("rb") as file:
                    box.add(f"archive/{name}", file, path.stat().st_size)
            for name, content in _index_files(lines):
                box.put(f"indexes/{name}", content)
            box.put("pages/pages.jsonl", _page_lines(pages), deflate=True)
            box.close(created, software)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Made(len(named), len(lines), len(pages), digest)


def _named(warcs: Iterable[Path]) -> dict[str, Path]:
    """Name the files inside the archive; two of one name get numbers."""
    named: dict[str, Path] = {}
    for path in warcs:
        suffix = next((end for end in _SUFFIXES if path.name.lower().endswith(end)), None)
        if suffix is None:
            raise WaczError(f"{path}: is not named .warc.gz or .warc")
        base, number, name = path.name[: -len(suffix)], 1, path.name
        while name in named:
            number += 1
            name = f"{base}-{number}{suffix}"
        named[name] = path
    return named


def _indexes(named: dict[str, Path]) -> tuple[list[str], list[PageLine]]:
    lines, pages = [], []
    for name, path in named.items():
        for found in index(path, name):
            lines.append(found.line)
            if found.page is not None:
                pages.append(found.page)
    if not lines:
        raise WaczError("the WARC files hold no answers: nothing to put into an archive")
    return sorted(lines, key=str.encode), sorted(pages, key=lambda page: (page.time, page.url))


def _index_files(lines: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Give the index in compressed blocks, and the list of the blocks."""
    name = "index.cdx.gz"
    blocks = BytesIO()
    head = json.dumps({"format": "cdxj-gzip-1.0", "filename": name})
    listed = [f"!meta 0 {head}\n"]
    for start in range(0, len(lines), _LINES):
        block = gzip.compress("".join(lines[start : start + _LINES]).encode(), mtime=0)
        where = {"offset": blocks.tell(), "length": len(block), "digest": _hash(block)}
        key, time, _ = lines[start].split(" ", 2)
        listed.append(f"{key} {time} {json.dumps(where | {'filename': name})}\n")
        blocks.write(block)
    yield name, blocks.getvalue()
    yield "index.idx", "".join(listed).encode()


def _page_lines(pages: Sequence[PageLine]) -> bytes:
    rows: list[dict[str, str]] = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}]
    for page in pages:
        identity = hashlib.sha256(f"{page.time} {page.url}".encode()).hexdigest()[:20]
        row = {"id": identity, "url": page.url, "ts": page.time}
        rows.append(row | ({"title": page.title} if page.title else {}))
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


@dataclass(slots=True)
class _Box:
    """The ZIP file while it is filled: every file is hashed and listed."""

    archive: zipfile.ZipFile
    stamp: Stamp
    listed: list[dict[str, str | int]] = field(default_factory=list)

    def add(self, name: str, file: BinaryIO, size: int, *, deflate: bool = False) -> None:
        """Copy a file in."""
        entry = zipfile.ZipInfo(name, self.stamp)
        entry.compress_type = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
        entry.file_size = size
        entry.external_attr = 0o644 << 16
        digest = hashlib.sha256()
        copied = 0
        with self.archive.open(entry, "w") as out:
            while part := file.read(_PART):
                digest.update(part)
                copied += len(part)
                out.write(part)
        short = name.rsplit("/", 1)[-1]
        row = {"name": short, "path": name, "hash": f"sha256:{digest.hexdigest()}"}
        self.listed.append({**row, "bytes": copied})

    def put(self, name: str, content: bytes, *, deflate: bool = False) -> None:
        """Write bytes in."""
        self.add(name, BytesIO(content), len(content), deflate=deflate)

    def close(self, created: str, software: str) -> None:
        """Write the list of all files, and its own hash."""
        package = {
            "profile": "data-package",
            "wacz_version": VERSION,
            "software": software,
            "created": created,
            "resources": list(self.listed),
        }
        content = json.dumps(package, indent=2).encode()
        self.put("datapackage.json", content, deflate=True)
        digest = {"path": "datapackage.json", "hash": _hash(content)}
        self.put("datapackage-digest.json", json.dumps(digest).encode(), deflate=True)


def _hash(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _stamp(created: str) -> Stamp:
    digits = [int(created[start:end]) for start, end in _FIELDS]
    return (max(digits[0], 1980), digits[1], digits[2], digits[3], digits[4], digits[5])


_FIELDS = ((0, 4), (5, 7), (8, 10), (11, 13), (14, 16), (17, 19))
