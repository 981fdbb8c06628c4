"""ZIP, tar and gzip: members become sources. Their names are labels only, never paths."""

import gzip
import shutil
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from io import BufferedReader
from typing import IO, BinaryIO

from casus.ingest.inflate import BudgetError, metered
from casus.ingest.limits import Limits
from casus.ingest.sniff import HEAD, media_type
from casus.ingest.source import Source, refuse, stem, too_many
from casus.model import Problem

_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, NotImplementedError)
_ASIDE = 32 * 1024 * 1024
"""Bytes of a nested ZIP file held in memory; a larger one is held in an unnamed file."""
_WACZ = "archive/"
_OFFICE = {
    "word/document.xml": "Word",
    "xl/workbook.xml": "Excel",
    "ppt/presentation.xml": "PowerPoint",
    "META-INF/manifest.xml": "LibreOffice",
}
"""A member that tells a document from an archive of pages."""


def read_zip(source: Source, limits: Limits) -> Iterator[Source | Problem]:
    """Give the members of a ZIP or WACZ file in the order of its directory."""
    with ExitStack() as held:
        try:
            archive = held.enter_context(zipfile.ZipFile(_seekable(source, held)))
        except BudgetError:
            raise
        except (*_BROKEN, OSError, ValueError) as error:
            yield refuse(source.origin, f"is a broken ZIP file ({error}): copy it again")
            return
        yield from _zip_members(archive, source, limits)


def _zip_members(
    archive: zipfile.ZipFile, source: Source, limits: Limits
) -> Iterator[Source | Problem]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if office := _office({member.filename for member in members}):
        yield refuse(source.origin, f"is a {office} file: save it as PDF, HTML or text")
        return
    if any(member.filename == "datapackage.json" for member in members):
        members = [m for m in members if m.filename.startswith(_WACZ)] or members
    left = limits.inflated_bytes
    for number, member in enumerate(members):
        where = f"{source.origin}!{_shown(member.filename)}"
        if number >= limits.members:
            yield refuse(source.origin, too_many("members", limits.members))
            return
        left -= member.file_size
        if left < 0:
            yield refuse(source.origin, too_many("bytes", limits.inflated_bytes, "inflated_bytes"))
            return
        yield _zip_member(archive, member, source, where, limits)


def _office(names: set[str]) -> str | None:
    """Name the office program whose files are ZIP files with such members; None for others."""
    for member, program in _OFFICE.items():
        if member in names:
            return program
    return None


def _seekable(source: Source, held: ExitStack) -> IO[bytes]:
    """Give a stream that can be sought: a member of a container is copied aside, unnamed."""
    if source.stream.seekable():
        return source.stream
    aside = tempfile.SpooledTemporaryFile(max_size=_ASIDE)  # noqa: SIM115 - `held` closes it
    held.callback(aside.close)
    shutil.copyfileobj(source.stream, aside)
    aside.seek(0)
    return aside


def _zip_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source, where: str, limits: Limits
) -> Source | Problem:
    if member.flag_bits & 1:
        return refuse(where, "is encrypted: unpack it with its password first")
    try:
        opened: BinaryIO = archive.open(member)  # type: ignore[assignment]
    except (*_BROKEN, OSError, RuntimeError, ValueError) as error:
        return refuse(where, f"cannot be unpacked ({error})")
    stream = metered(opened, member.compress_size, limits)
    return _member(source, member.filename, where, stream)


def read_tar(source: Source, limits: Limits) -> Iterator[Source | Problem]:
    """Give the regular files of a tar file in its order; links and devices are told and left."""
    try:
        with tarfile.open(fileobj=source.stream, mode="r|") as archive:
            for number, member in enumerate(archive):
                where = f"{source.origin}!{_shown(member.name)}"
                if number >= limits.members:
                    yield refuse(source.origin, too_many("members", limits.members))
                    return
                opened = archive.extractfile(member) if member.isreg() else None
                if opened is not None:
                    stream = metered(opened, member.size, limits)  # type: ignore[arg-type]
                    yield _member(source, member.name, where, stream)
                elif not member.isdir():
                    yield refuse(where, "is a link or a device, which is not followed", fatal=False)
    except BudgetError:
        raise
    except (*_BROKEN, OSError, ValueError) as error:
        yield refuse(source.origin, f"is a broken tar file ({error}): what came before was read")


def read_gzip(source: Source, limits: Limits) -> Iterator[Source | Problem]:
    """Give what a gzip file holds: one file, or a tar."""
    opened: BinaryIO = gzip.GzipFile(fileobj=source.stream)  # type: ignore[assignment]
    stream = metered(opened, source.size or limits.inflated_bytes, limits)
    label = source.label.removesuffix(".gz").removesuffix(".GZ")
    label = label[: -len(".tgz")] + ".tar" if label.lower().endswith(".tgz") else label
    kind = media_type(_inner_head(source), label)
    if kind == "application/warc" and source.stream.seekable():
        source.stream.seek(0)  # the WARC reader inflates faster than we do
        name = source.name.removesuffix(".warc")
        depth = source.depth - 1
        yield replace(source, name=name, label=label, media_type=kind, depth=depth)
        return
    name = source.name.removesuffix(".tar")
    name = name if kind == "application/x-tar" else stem(label)
    yield Source(
        name=name, origin=source.origin, label=label, stream=stream, depth=source.depth - 1
    )


def _inner_head(source: Source) -> bytes:
    """Inflate the first bytes of a gzip file, without asking for more than is there."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(source.stream.peek(HEAD), HEAD)
    except zlib.error:
        return b""


def _member(source: Source, label: str, where: str, stream: BufferedReader) -> Source:
    return Source(
        name=stem(label), origin=where, label=_shown(label), stream=stream, depth=source.depth
    )


def _shown(name: str) -> str:
    return name.replace("\x00", "").replace("\n", " ")[:300]
