"""Sources to pages: what each media type is, and which of them hold others."""

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from casus.ingest import archives, feeds, mail, records, sniff, tables, warc
from casus.ingest.inflate import BudgetError, capped
from casus.ingest.limits import Limits, higher
from casus.ingest.names import Names, file_names
from casus.ingest.source import Source, oversize, refuse, to_page
from casus.ingest.telegram import telegram
from casus.ingest.walk import find, reason
from casus.model import Page, Problem

LEAVES = frozenset({sniff.HTML, sniff.PLAIN, sniff.MARKDOWN, "application/pdf"})
"""Media types that are one page."""

BROKEN = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What parsers of the standard library (email, tarfile, zipfile) raise on hostile files."""

Reader = Callable[[Source, Limits], Iterator[Page | Source | Problem]]


def read_json(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """Read a JSON file: a Telegram export, one record, or records."""
    yield from records.json_file(source, limits, (telegram,))


CONTAINERS: dict[str, Reader] = {
    sniff.JSON: read_json,
    sniff.JSON_LINES: records.json_lines,
    "application/zip": archives.read_zip,
    "application/x-tar": archives.read_tar,
    "application/gzip": archives.read_gzip,
    "application/warc": warc.read_warc,
    "application/rss+xml": feeds.read_feed,
    "application/atom+xml": feeds.read_feed,
    "application/x-sitemap+xml": feeds.read_sitemap,
    "application/mbox": mail.read_mbox,
    "message/rfc822": mail.read_mail,
    "text/csv": tables.read_table,
    "text/tab-separated-values": tables.read_table,
}
"""Media types that hold pages or further sources."""


def read(
    paths: Iterable[str | Path], *, stdin: BinaryIO | None = None, limits: Limits | None = None
) -> Iterator[Page | Problem]:
    """Read files, folders and, for the path `-`, standard input.

    Args:
        paths: files and folders, read in the order given; folders in the order of their names.
        stdin: the stream that `-` stands for; without it `-` is a problem.
        limits: caps; the defaults when None.

    Yields:
        Pages with names that are unique in the run, and a problem for whatever gives no page.
        Nothing is raised for bad input.

    """
    caps = limits or Limits()
    names = Names()
    wanted = [Path(path) for path in paths if str(path) != "-"]
    found = list(find(wanted, caps))
    named = file_names(pair for pair in found if not isinstance(pair, Problem))
    if any(str(path) == "-" for path in paths):
        yield from _unique(_standard_input(stdin, caps), names)
    for item in found:
        if isinstance(item, Problem):
            yield item
        else:
            yield from _unique(_file(item[1], named[item[1]], caps), names)


def expand(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """Turn one source into its pages, going into containers up to the cap on depth."""
    try:
        yield from _expand(source, limits)
    except BudgetError as error:
        yield refuse(source.origin, str(error))
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError) as error:
        yield refuse(source.origin, f"breaks off: {error}")
    except BROKEN as error:
        yield refuse(source.origin, f"cannot be read further: {type(error).__name__}: {error}")


def _expand(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    head = source.stream.peek(sniff.HEAD)[: sniff.HEAD]
    kind = source.media_type or sniff.media_type(head, source.label)
    bare = kind.split(";")[0].strip().lower()
    reader = CONTAINERS.get(bare)
    if reader is None:
        yield _leaf(source, kind, bare, head, limits)
    elif source.depth >= limits.depth:
        message = f"lies more than {limits.depth} containers deep: unpack it, or raise "
        yield refuse(source.origin, message + higher("depth"))
    else:
        yield from _opened(reader, source, limits)


def _opened(reader: Reader, source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """What a container holds; one that holds nothing is told, as nothing may be lost silently."""
    empty = True
    for item in reader(replace(source, depth=source.depth + 1), limits):
        empty = False
        if isinstance(item, Source):
            yield from expand(item, limits)
        else:
            yield item
    if empty:
        yield refuse(source.origin, "holds no pages")


def _leaf(source: Source, kind: str, bare: str, head: bytes, limits: Limits) -> Page | Problem:
    if not head:
        return refuse(source.origin, "is empty: nothing to read")
    if bare not in LEAVES:
        known = "text, HTML, PDF, JSON, CSV, WARC, feeds, mail, ZIP, tar"
        return refuse(source.origin, f"is {bare}, which is not read here (known: {known})")
    return to_page(source, kind, limits)


def _file(path: Path, name: str, limits: Limits) -> Iterator[Page | Problem]:
    try:
        with path.open("rb") as stream:
            size = path.stat().st_size
            if size > limits.container_bytes:
                yield refuse(str(path), oversize(limits.container_bytes, "container_bytes"))
                return
            yield from expand(Source(name, str(path), path.name, stream, size=size), limits)
    except OSError as error:
        yield refuse(str(path), reason(error))


def _standard_input(stdin: BinaryIO | None, limits: Limits) -> Iterator[Page | Problem]:
    if stdin is None:
        yield refuse("-", "standard input is not connected")
        return
    stream = capped(stdin, limits.container_bytes, "container_bytes")
    yield from expand(Source("stdin", "-", "stdin", stream), limits)


def _unique(items: Iterator[Page | Problem], names: Names) -> Iterator[Page | Problem]:
    for item in items:
        if isinstance(item, Problem):
            yield item
            continue
        name = names.take(item.name)
        yield item if name == item.name else replace(item, name=name)
